"""Whatever somebody sends, wherever they stand: one useful answer, nothing lost, never an error and never silence."""

import re
from pathlib import Path
from typing import Any

import pytest

from handlers.commands import menu
from rehab.permissions import Role
from sandbox.people import Person
from sandbox.screens import Note
from tests.acceptance.rig import Rig
from tests.acceptance.staff import (
    CLINIC,
    TRAFFIC,
    Watch,
    calm,
    kept,
    labels,
    one_patient,
    opened,
    said,
)
from tests.acceptance.states import INPUTS, SOME, STATES, enrolling
from tests.soaking import some
from usecases.records import Dialogue

# --- one useful answer, nothing lost ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", some(list(STATES), of=2, who="unexpected"))
async def test_what_nobody_asked_for_gets_one_useful_answer(tmp_path: Path, name: str) -> None:
    """Media, edits, unknown commands and texts that are no answer there: nothing changes by them."""
    state, problems = STATES[name], []
    async with opened(tmp_path, state.base) as (rig, cast):
        person = await state.enter(rig, cast)
        before = await standing(rig, person)
        for what in some([one for one in INPUTS if one not in state.takes], of=3, who=name):
            watch = Watch(person)
            INPUTS[what](person)
            await rig.settle()
            problems += [f"{what}: {one}" for one in await wrong_with(rig, person, watch.answers())]
            after = await standing(rig, person)
            problems += [f"{what}: something was changed"] if after != before else []
            before = after
        await calm(rig)
    assert problems == []


@pytest.mark.parametrize(
    ("name", "what"),
    some([(name, what) for name in STATES for what in sorted(STATES[name].takes & SOME)], of=2, who=""),
)
async def test_what_is_an_answer_is_taken(tmp_path: Path, name: str, what: str) -> None:
    """Once, and what follows from it is shown at once."""
    state = STATES[name]
    async with opened(tmp_path, state.base) as (rig, cast):
        person = await state.enter(rig, cast)
        before, watch = await standing(rig, person), Watch(person)
        INPUTS[what](person)
        await rig.settle()
        assert watch.answers()
        assert await standing(rig, person) != before
        await calm(rig)


async def standing(rig: Rig, person: Person) -> tuple[object, Any]:
    """Everything that is stored; of what somebody was asked, what it is about and not on which card."""
    return await kept(rig, without=TRAFFIC | {"dialogue"}), without_cards(await asked(rig, person))


async def asked(rig: Rig, person: Person) -> Dialogue | None:
    """What somebody was last asked."""
    async with rig.app.work("look") as uow:
        found = await uow.people.by_chat(person.id)
        return await uow.dialogues.get(found.id) if found else None


def without_cards(dialogue: Dialogue | None) -> Any:  # noqa: ANN401 - plain data
    """What a dialogue holds, but for the number of its card."""
    if dialogue is None:
        return None
    draft = dialogue.data.get("draft")
    data = draft if isinstance(draft, dict) else dialogue.data
    return dialogue.step, {key: value for key, value in data.items() if key != "card"}


# Texts that say by themselves what to do next.
CLEAR = (
    "whole_number", "one_number", "zero_to_ten", "times_unreadable", "time_unreadable", "quiet_unreadable",
    "times_too_close", "times_at_night", "city_unknown", "too_long", "empty_name", "no_phone_number", "use_buttons",
    "edited", "no_plan", "share_unreadable", "minutes_unreadable", "managed_unreadable",
)  # fmt: skip


async def wrong_with(rig: Rig, person: Person, answers: list[Note]) -> list[str]:
    """What is wrong with the answers to something unexpected, if anything is."""
    if len(answers) != 1:
        return [f"{len(answers)} answers {[note.text[:40] for note in answers]}"]
    [answer] = answers
    clear = {said(rig, f"said-{name}") for name in CLEAR} | {said(rig, "stranger")}
    clear.add(said(rig, "said-total_unreadable", low=0, high=100))
    clear.add(f"{said(rig, 'said-finish_enrolment')}\n\n{said(rig, 'enrol-city')}")
    agreement = said(rig, "consent", clinic=CLINIC[0], emergency=CLINIC[3])  # it speaks of later
    named = set(re.findall(r"(?<![\w/])/([a-z_]+)", answer.text.replace(agreement, "")))
    problems = [] if named or answer.buttons or answer.text in clear else [f"leads nowhere: {answer.text[:60]}"]
    roles = await roles_of(rig, person)
    not_theirs = named - set(menu(roles) if roles else ["help"])
    return problems + ([f"names {sorted(not_theirs)}, which are not the reader’s"] if not_theirs else [])


async def roles_of(rig: Rig, person: Person) -> frozenset[Role]:
    """What somebody is to the clinic."""
    async with rig.app.work("look") as uow:
        found = await uow.people.by_chat(person.id)
    return found.roles if found else frozenset()


async def test_a_text_during_the_enrolment_leaves_its_card_where_the_answer_says(tmp_path: Path) -> None:
    """The card that is to be finished "below" is the newest message."""
    async with opened(tmp_path, one_patient) as (rig, cast):
        guest = await enrolling("begin").enter(rig, cast)
        await rig.says(guest, "what is this?")
        assert rig.label("agree") in labels(guest.screen().last)


async def test_after_a_red_flag_before_the_start_nobody_is_told_to_finish(tmp_path: Path) -> None:
    """There is nothing to finish, least of all "in a minute"."""
    async with opened(tmp_path, one_patient) as (rig, cast):
        guest = await enrolling("begin", "agree", "some", "Fever").enter(rig, cast)
        guest.sends_sticker()
        await rig.settle()
        assert guest.screen().last.text != said(rig, "said-finish_enrolment")

"""Inviting a patient: the form with its gate."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rehab.plan import Position
from tests.acceptance.inviting import MARKS, Running, fills, terms
from tests.acceptance.rig import rigged
from tests.acceptance.staff import (
    calm,
    clinic,
    code_in,
    kept,
    known,
    labels,
    of,
    opened,
    said,
)
from tests.acceptance.states import walks


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Running]:
    """A clinic whose administrator treats patients as well."""
    async with opened(tmp_path, clinic) as started:
        yield started


@pytest.mark.parametrize(
    ("side", "stage", "level", "pain", "goal"),
    [("left", 1, 1, 4, False), ("right", 2, 4, 0, True), ("both", 3, 2, 10, True), ("left", 4, 1, 2, False)],
)
async def test_each_answer_of_the_form_reaches_the_plan(
    running: Running, side: str, stage: int, level: int, pain: int, goal: bool
) -> None:
    """Side, stage, level, usual pain and sport goal, first in the summary and then in the patient's plan."""
    rig, cast = running
    yes, no = rig.label("yes"), rig.label("no")
    answers = [rig.label("confirm-all"), no, rig.label(side), f"{stage} –", *([yes] if stage > 1 else [])]
    await fills(rig, cast["owner"], *answers, rig.label("level", number=level))
    await rig._points(cast["owner"], pain)
    summary = await rig.presses(cast["owner"], yes if goal else no)
    goal_said = said(rig, "invite-goal-yes" if goal else "invite-goal-no")
    shown = {"name": "Ann Example", "side": said(rig, f"side-{side}"), "stage": stage, "level": level, "pain": pain}
    assert summary.text == said(rig, "invite-confirm", **shown, goal=f" · {goal_said}")
    await rig.enrols(code_in(await rig.presses(cast["owner"], rig.label("make-link"))))
    record = await rig.record()
    assert (record.side, record.plan.position) == (side, Position(stage, level))
    assert (record.plan.baseline_pain, record.plan.sport_goal) == (pain, goal)
    await calm(rig)


async def test_whoever_does_not_meet_the_gate_is_not_invited(running: Running) -> None:
    """Not adult, not diagnosed or with a red flag: no link, and the form is over."""
    rig, cast = running
    before = (await kept(rig))["invitation"]
    note = await fills(rig, cast["owner"], rig.label("not-all"))
    assert note.text == said(rig, "invite-not-eligible")
    assert not note.buttons
    assert (await kept(rig))["invitation"] == before
    assert (await rig.says(cast["owner"], "Somebody Else")).text == said(rig, "said-staff_text")


async def test_after_surgery_or_an_injection_the_start_is_set_knowingly(running: Running) -> None:
    """The clinician reads so where the stage is chosen and in the summary, and it is kept."""
    rig, cast = running
    note = await fills(rig, cast["owner"], rig.label("confirm-all"), rig.label("yes"), rig.label("left"))
    assert said(rig, "invite-stage-history") in note.text
    await rig.presses(cast["owner"], "1 –")
    await rig.presses(cast["owner"], rig.label("level", number=1))
    await rig._points(cast["owner"], 3)
    summary = await rig.presses(cast["owner"], rig.label("no"))
    assert said(rig, "invite-history-yes") in summary.text
    code = code_in(await rig.presses(cast["owner"], rig.label("make-link")))
    assert (await terms(rig, code)).surgery_or_injection


@pytest.mark.parametrize("stage", [2, 3, 4])
async def test_a_start_above_stage_1_asks_whether_holds_are_tolerated(running: Running, stage: int) -> None:
    """If they are not, the stage is chosen again, so that Stage 1 can be."""
    rig, cast = running
    answers = (rig.label("confirm-all"), rig.label("no"), rig.label("left"), f"{stage} –")
    note = await fills(rig, cast["owner"], *answers)
    assert note.text == said(
        rig, "invite-start-check", name="Ann Example", stage=stage, check=said(rig, "start-isometrics_and_load_test")
    )
    note = await rig.presses(cast["owner"], rig.label("no"))
    assert note.text == said(rig, "invite-stage", name="Ann Example")
    note = await rig.presses(cast["owner"], "1 –")
    assert note.text == said(rig, "invite-level", name="Ann Example", stage=1)


async def test_starting_over_keeps_the_name_and_asks_everything_else_again(running: Running) -> None:
    """One press at any later step."""
    rig, cast = running
    await fills(rig, cast["owner"], rig.label("confirm-all"), rig.label("no"), rig.label("left"), "2 –")
    note = await rig.presses(cast["owner"], rig.label("start-over"))
    assert note.text == said(rig, "invite-gate", name="Ann Example")
    note = await rig.presses(cast["owner"], rig.label("confirm-all"))
    assert note.text == said(rig, "invite-history", name="Ann Example")


async def test_the_form_survives_a_restart_of_the_bot(tmp_path: Path) -> None:
    """The same card goes on where it was left."""
    async with opened(tmp_path, clinic) as (rig, cast):
        await fills(rig, cast["owner"], rig.label("confirm-all"), rig.label("no"), rig.label("right"))
    async with rigged(tmp_path, world=rig.world, clock=rig.clock) as again:
        await again.presses(cast["owner"], "1 –")
        await again.presses(cast["owner"], again.label("level", number=2))
        await again._points(cast["owner"], 5)
        note = await again.presses(cast["owner"], again.label("no"))
        assert "Ann Example" in note.text
        code = code_in(await again.presses(cast["owner"], again.label("make-link")))
        assert ((await terms(again, code)).level, (await terms(again, code)).side) == (2, "right")


async def test_a_name_that_is_too_long_is_asked_for_again(running: Running) -> None:
    """Eighty characters are the most."""
    rig, cast = running
    await rig.says(cast["owner"], "/invite")
    assert (await rig.says(cast["owner"], "x" * 81)).text == said(rig, "said-too_long")
    note = await rig.says(cast["owner"], "y" * 80)
    assert note.text == said(rig, "invite-phone", name="y" * 80)


async def test_the_phone_number_is_what_every_alert_shows(running: Running) -> None:
    """Typed after the name, and asked for again where it is none; it stands in the summary; starting over keeps it."""
    rig, cast = running
    await rig.says(cast["owner"], "/invite")
    await rig.says(cast["owner"], "Ann Example")
    assert (await rig.says(cast["owner"], "hers")).text == said(rig, "said-no_phone_number")
    assert (await rig.says(cast["owner"], "9" * 81)).text == said(rig, "said-too_long")
    note = await rig.says(cast["owner"], "07700 900 123")
    assert note.text == said(rig, "invite-gate", name="Ann Example")
    await walks("owner", "confirm-all", "no", "start-over", "confirm-all", "no", "left", "1 –", "Level 1", "3", "no")(
        rig, cast
    )
    summary = cast["owner"].screen().last
    assert said(rig, "invite-phone-is", phone="07700 900 123") in summary.text
    code = code_in(await rig.presses(cast["owner"], rig.label("make-link")))
    assert (await terms(rig, code)).phone == "07700 900 123"
    assert (await known(rig, await rig.enrols(code))).phone == "07700 900 123"


@pytest.mark.parametrize("name", ["<b>Ann</b> & Söhne", "{ $name }", "{link}", "李 { 1 -> x }"])
async def test_a_name_is_shown_as_it_was_typed(running: Running, name: str) -> None:
    """In the form, on the link, in the list, and to the clinician when the patient is in."""
    rig, cast = running
    link = rig.world.link(await rig.invites(cast["owner"], name)).rstrip(",")
    assert cast["owner"].screen().last.text.startswith(f"Link for {name}, valid once")
    assert link in cast["owner"].screen().last.text
    listed = await rig.says(cast["owner"], "/invitations")
    assert f"{MARKS['pending']} {name} –" in listed.text
    assert of(rig, "revoke", name) in labels(listed)

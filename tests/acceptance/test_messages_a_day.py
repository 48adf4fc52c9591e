"""How much a patient hears: at most five messages a day in Stage 1 and three later, whatever they do."""

from collections import Counter
from collections.abc import Awaitable, Callable
from itertools import pairwise
from pathlib import Path

import pytest

from rehab.days import local_day
from tests.acceptance.home import Patient, a_patient, answers_everything, at_home

Habit = Callable[[Patient], Awaitable[None]]
cleo = a_patient(level=2, pain=2)  # three blocks a day
bob = a_patient(stage=2, level=2, pain=2)


# --- habits ----------------------------------------------------------------------------------------------------------


async def never_answers(_: Patient) -> None:
    """Reads, at most."""


async def snoozes_everything(patient: Patient) -> None:
    """Puts every session off as often as it goes, and then lets it be."""
    while (card := patient.card("later")) is not None:
        await patient.presses("later")
        offered = [button for button in patient.last.buttons if button.label[0].isdigit()]
        if not offered:
            return
        patient.person.presses(message_id=card.id, data=offered[0].data)
        await patient.rig.settle()


async def trains_late(patient: Patient) -> None:
    """Does the evening's session at 20:30 or later, and nothing else; questions are left to wait."""
    if patient.now.hour >= 20 and patient.card("done") is not None:
        await patient.trains()


async def trains_in_the_evening(patient: Patient) -> None:
    """Does the evening's session as it comes, and nothing else."""
    if patient.now.hour >= 18 and patient.card("done") is not None:
        await patient.trains()


async def trains_in_the_morning(patient: Patient) -> None:
    """Does the morning's session as it comes, and nothing else."""
    if patient.now.hour < 12 and patient.card("done") is not None:
        await patient.trains()


# --- counting --------------------------------------------------------------------------------------------------------


def a_day(patient: Patient) -> list[int]:
    """How many messages came on each local day. The habits only press on cards, so the bot began every one of them."""
    days = Counter(local_day(one.at, patient.zone) for one in patient.heard)
    return [days[day] for day in sorted(days)]


def at_night(patient: Patient) -> list[str]:
    """What came between 21:00 and 08:00."""
    return [at for at in patient.heard_at() if not "08:00" <= at.split()[1] < "21:00"]


@pytest.mark.parametrize(
    ("habit", "days"),
    [
        (never_answers, 7),
        (answers_everything, 7),
        (snoozes_everything, 7),
        (trains_late, 3),
        (trains_in_the_morning, 3),
    ],
    ids=["never_answers", "answers_everything", "snoozes_everything", "trains_late", "trains_in_the_morning"],
)
@pytest.mark.parametrize(("stage", "most"), [(1, 5), (2, 3)])
async def test_it_keeps_to_its_measure(
    tmp_path: Path, habit: Habit, days: int, stage: int, most: int, record_property: Callable[[str, object], None]
) -> None:
    """Reminders and snoozed cards included, and never at night."""
    async with at_home(tmp_path, stage=stage, level=2, pain=2) as patient:
        await patient.lives(days, habit)
        counts = a_day(patient)
        record_property("messages_a_day", counts)
        print(f"stage {stage}, {habit.__name__}: {counts} messages a day")  # noqa: T201 - shown with -s
        assert max(counts) <= most
        assert at_night(patient) == []


@pytest.mark.parametrize("habit", [trains_in_the_morning, trains_in_the_evening], ids=["morning", "evening"])
async def test_no_block_goes_without_its_card(cleo: Patient, habit: Habit) -> None:
    """The measure is kept by leaving out reminders, not sessions: the evening's card comes every day."""
    await cleo.lives(3, habit)
    evening = cleo.words("session-block", slot=3, of=3, stage=1, level=2)
    assert [f"{one.at:%a}" for one in cleo.heard if evening in one.text] == ["Mon", "Tue", "Wed"]


async def test_a_session_of_which_nothing_was_heard_is_not_held_against_anybody(cleo: Patient) -> None:
    """What was never sent is not counted as missed."""
    await cleo.lives(3, trains_in_the_evening)
    sent = sum("Block" in one.text and cleo.words("session-reminder") not in one.text for one in cleo.heard)
    assert len(await cleo.sessions()) <= sent


async def test_a_snoozed_card_comes_back_as_promised(cleo: Patient) -> None:
    """Put off in the morning: the card is there at the time that was chosen, whatever reminders there are."""
    await cleo.until("08:30")
    await cleo.presses("later")
    await cleo.presses("at", time="09:30")
    await cleo.until("09:30")
    assert cleo.heard_at()[-1] == "Mon 09:30"


async def test_after_a_day_full_of_reminders_the_card_stays_instead_of_coming_back(cleo: Patient) -> None:
    """Nothing is promised that the measure does not allow; the patient is told so, and the card works as it is."""
    await cleo.until("18:30")
    await cleo.presses("later")
    assert cleo.toast == cleo.words("said-stays_open")
    assert cleo.card("start") is not None


# --- one of each -----------------------------------------------------------------------------------------------------


async def test_a_prompt_is_followed_up_once_at_most(cleo: Patient) -> None:
    """Two and a half hours after an unanswered card; then silence for it."""
    await cleo.rig.pass_time(days=3)
    first_lines = Counter((f"{one.at:%a}", one.text.splitlines()[0]) for one in cleo.heard)
    assert max(first_lines.values()) == 2
    assert sum(cleo.words("session-reminder") in one.text for one in cleo.heard) == 6


async def test_a_question_is_followed_up_once_as_well(bob: Patient) -> None:
    """Asked at 12:00, once more at 14:30, and no more until it closes."""
    await bob.until("12:00")
    await bob.says("/today")
    await bob.presses("do-now", what="session")
    await bob.trains()
    await bob.tomorrow("17:59")
    asked = [at for at, one in zip(bob.heard_at(), bob.heard, strict=True) if "a day after" in one.text]
    assert asked == ["Tue 12:00", "Tue 14:30"]


async def test_no_prompt_is_ever_sent_twice(cleo: Patient) -> None:
    """A week with a restart at every turn: the calls to Telegram hold no card twice."""

    async def with_restarts(patient: Patient) -> None:
        await patient.bot_starts()
        await answers_everything(patient)

    await cleo.lives(2, with_restarts)
    calls = [one for one in cleo.world.api.made("sendMessage") if str(one.params["chat_id"]) == str(cleo.person.id)]
    sent = [(str(call.params["text"]), str(call.params.get("reply_markup"))) for call in calls]
    assert len(sent) == len(set(sent))
    assert [one.at for one in cleo.heard] == sorted(one.at for one in cleo.heard)
    assert all(first != second for first, second in pairwise(cleo.heard))


async def test_fewer_messages_lowers_the_measure(cleo: Patient) -> None:
    """Two a day for somebody who answers nothing, with no reminder among them."""
    await cleo.says("/settings")
    await cleo.presses("fewer-on")
    cleo.heard.clear()
    await cleo.lives(3, never_answers)
    assert a_day(cleo) == [2, 2, 2]
    assert [one for one in cleo.heard if cleo.words("session-reminder") in one.text] == []

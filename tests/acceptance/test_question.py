"""The 24-hour question: when it is asked, what an answer counts for, and what happens without one."""

from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from rehab.plan import Position
from tests.acceptance.home import Patient, a_patient
from usecases.course import load

ann = a_patient(pain=2)
bob = a_patient(stage=2, level=2, pain=2)


async def answers(patient: Patient) -> list[tuple[int, bool]]:
    """What was answered about their training days, and whether it came in time."""
    record = await patient.record()
    async with patient.rig.app.work("look") as uow:
        course = await load(patient.rig.app.scene(uow), record)
    return [(day.answer.value, day.answer.on_time) for day in course.evidence.days if day.answer]


async def question_at(patient: Patient) -> str:
    """When the question comes, local time; nothing else is looked at."""
    await patient.rig.pass_time(hours=32)
    asked = [one for one in patient.heard if "a day after" in one.text]
    return f"{asked[0].at.astimezone(patient.zone):%a %H:%M}"


# --- when it is asked ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("done", "asked"),
    [
        ("08:40", "Tue 08:40"),
        ("12:10", "Tue 12:10"),
        ("20:50", "Tue 20:50"),
        ("22:30", "Tue 20:59"),
        ("23:59", "Tue 20:59"),
    ],
)
async def test_it_comes_a_day_after_the_session_but_never_at_night(ann: Patient, done: str, asked: str) -> None:
    """24 elapsed hours after the session, or the waking moment nearest to that."""
    await ann.until(done)
    await ann.trains()
    assert await question_at(ann) == asked


async def test_a_session_after_midnight_is_asked_about_in_the_morning(ann: Patient) -> None:
    """Done at 02:30: the next morning that lies within 20 to 30 hours."""
    await ann.until("02:30")
    await ann.trains()
    assert await question_at(ann) == "Wed 08:00"


@pytest.mark.parametrize(("saturday", "asked"), [("2026-03-28", "Sun 13:10"), ("2026-10-24", "Sun 11:10")])
async def test_24_hours_are_elapsed_hours_also_when_the_clock_changes(ann: Patient, saturday: str, asked: str) -> None:
    """After the Saturday before the clock changes, the question comes an hour later or earlier by the wall."""
    ann.clock.at = datetime.fromisoformat(f"{saturday}T03:30").replace(tzinfo=ann.zone)
    await ann.until("12:10")
    ann.heard.clear()
    await ann.trains()
    assert await question_at(ann) == asked


async def test_one_question_covers_the_day(ann: Patient) -> None:
    """Two blocks on Monday, one question on Tuesday, counted from the first."""
    await ann.until("08:40")
    await ann.trains()
    await ann.until("18:40")
    await ann.trains()
    await ann.tomorrow("08:45")
    await ann.rates(2)
    await ann.until("21:00")
    assert sum("a day after" in one.text for one in ann.heard) == 1


async def test_it_comes_before_a_block_that_is_close(ann: Patient) -> None:
    """Question at 08:30, block at 08:30: first the question; the answer brings the block at once."""
    await ann.until("08:30")
    await ann.trains()
    await ann.tomorrow("08:35")
    assert ann.asks_for_a_number()
    assert ann.card("done") is None
    await ann.rates(2)
    assert ann.card("done") is not None


async def test_a_block_waits_half_an_hour_at_most(ann: Patient) -> None:
    """Without an answer the block comes all the same: easy holds need not wait."""
    await ann.until("08:30")
    await ann.trains()
    await ann.tomorrow("08:59")
    assert ann.card("done") is None
    await ann.until("09:00")
    assert ann.card("done") is not None


def _sessions_a_day_apart(folder: Path) -> Path:
    """The shipped protocol with 24 hours between loading sessions, so that a question can meet the next session."""
    shipped = files("rehab").joinpath("protocols", "pht.toml").read_text(encoding="utf-8")
    changed = folder / "daily.toml"
    changed.write_text(shipped.replace("gap_hours = 48", "gap_hours = 24"), encoding="utf-8")
    return changed


async def test_a_loading_session_waits_for_the_answer(bob: Patient, tmp_path: Path) -> None:
    """With sessions a day apart: no session card while the question is open, however long; then it comes at once."""
    await bob.bot_starts(protocol=_sessions_a_day_apart(tmp_path))
    await bob.until("18:00")
    await bob.trains()
    await bob.until("20:30")
    await bob.until("20:30")
    assert bob.card("done") is None
    await bob.rates(2)
    assert bob.card("done") is not None


# --- the answer ------------------------------------------------------------------------------------------------------


async def test_it_is_answered_with_a_tap_or_a_typed_number(ann: Patient) -> None:
    """The card thanks, says what the answer means, and when it is unclear what was typed asks again."""
    await ann.until("08:40")
    await ann.trains()
    await ann.tomorrow("08:45")
    assert (await ann.says("3 to 4")).text == ann.words("said-one_number")
    await ann.says("3 / 10")
    assert await answers(ann) == [(3, True)]
    assert ann.words("question-answered", value=3) in ann.person.screen().text


async def test_a_second_answer_is_refused_politely(ann: Patient) -> None:
    """An old keyboard, pressed again after the answer, changes nothing."""
    await ann.until("08:40")
    await ann.trains()
    await ann.tomorrow("08:45")
    asked = ann.last
    await ann.rates(2)
    assert await ann.presses_on(asked, "9") == ann.words("said-changed")
    assert await answers(ann) == [(2, True)]


async def test_a_wrong_answer_is_corrected_and_decided_anew(bob: Patient) -> None:
    """9 by mistake: a flare, and Stage 1 holds. Corrected to 0 the plan stands where it stood, and says so."""
    await bob.until("18:00")
    await bob.trains()
    await bob.tomorrow("18:05")
    await bob.rates(9)
    flared = (await bob.record()).plan
    assert (flared.position, flared.status.value) == (Position(1, 3), "flare")
    await bob.presses("correct")
    await bob.rates(0)
    mended = (await bob.record()).plan
    assert (mended.position, mended.status.value) == (Position(2, 2), "active")
    assert bob.words("question-answered", value=0) in bob.person.screen().text
    assert "1 of 3 easy" in (await bob.says("/why")).text


async def test_after_a_corrected_flare_the_plan_goes_on_as_before(bob: Patient) -> None:
    """The session of the day after tomorrow comes, and no daily ratings do."""
    await bob.until("18:00")
    await bob.trains()
    await bob.tomorrow("18:05")
    await bob.rates(9)
    await bob.presses("correct")
    await bob.rates(0)
    heard = len(bob.heard)
    await bob.tomorrow("18:10")
    assert [one.text.splitlines()[0] for one in bob.heard[heard:]] == [bob.words("session-single", stage=2, level=2)]


# --- late, or never --------------------------------------------------------------------------------------------------


async def test_a_late_answer_is_taken_and_cannot_count(ann: Patient) -> None:
    """The bot was down while the window closed; the press that waited is taken, and said to be late."""
    await ann.until("08:40")
    await ann.trains()
    await ann.tomorrow("08:45")
    await ann.bot_stops()
    ann.person.presses("2")
    ann.clock.at = ann.clock.at.replace(hour=16)
    await ann.bot_starts()
    await ann.rig.settle()
    assert await answers(ann) == [(2, False)]
    assert ann.words("question-late") in ann.person.screen().text


async def test_it_closes_by_itself_with_an_explanation(bob: Patient) -> None:
    """Thirty hours after the session the card says that nothing was heard, and what that means."""
    await bob.until("12:00")
    await bob.says("/today")
    await bob.presses("do-now", what="session")
    await bob.trains()
    await bob.tomorrow("18:05")
    card = bob.last
    assert "did not hear how Monday" in card.text
    assert bob.words("why-no_answer") in card.text
    assert not bob.asks_for_a_number()


async def test_without_answers_nothing_moves(ann: Patient) -> None:
    """Six easy days whose questions stay unanswered: unknown is never good."""
    for wall in ("12:00", "11:50", "11:40", "11:30", "11:20", "11:10"):
        await ann.until(wall)
        await ann.trains()
    assert (await ann.record()).plan.position == Position(1, 1)
    assert "rating is missing" in (await ann.says("/why")).text


# --- while a flare settles -------------------------------------------------------------------------------------------


async def test_the_end_of_a_flare_is_told(bob: Patient) -> None:
    """Two days: each has its rating, both are quiet, and the second answer says that and where the plan goes on."""
    await bob.until("18:00")
    await bob.trains(2, 9)
    assert (await bob.record()).plan.status.value == "flare"
    for _ in range(2):
        await bob.tomorrow("18:05")
        await bob.rates(2)
    assert (await bob.record()).plan.status.value == "active"
    assert bob.words("question-flare-over", stage=1, level=3) in bob.person.screen().text


async def test_a_flare_that_ends_in_between_is_told_as_well(bob: Patient) -> None:
    """Both days quiet by the morning; the 48 hours are over at 18:00, and that is when the patient hears of it."""
    await bob.until("18:00")
    await bob.trains(2, 9)
    await bob.tomorrow("18:05")
    await bob.rates(2)
    await bob.tomorrow("08:45")
    await bob.rates(2)
    await bob.until("18:01")
    assert (await bob.record()).plan.status.value == "active"
    assert [one.at for one in bob.heard if bob.words("flare-over", stage=1, level=3) in one.text] == [
        bob.clock.at - timedelta(minutes=1)
    ]


async def test_the_day_on_which_a_flare_ends_is_not_crowded(bob: Patient) -> None:
    """The plan goes on at 18:00 with three blocks a day: the evening's comes at 18:30, and none just before it."""
    await bob.until("18:00")
    await bob.trains(2, 9)
    await bob.tomorrow("18:05")
    await bob.rates(2)
    await bob.tomorrow("08:45")
    await bob.rates(2)
    heard = len(bob.heard)
    await bob.until("21:00")
    assert [text for text in (one.text for one in bob.heard[heard:]) if "Block 2 of 3" in text] == []


async def test_a_day_of_a_flare_asks_for_one_rating(bob: Patient) -> None:
    """Where the 24-hour question is asked, its answer is the day's rating: it is not asked for twice."""
    await bob.until("18:00")
    await bob.trains(2, 9)
    await bob.tomorrow("18:05")
    await bob.rates(2)
    await bob.until("23:00")
    assert [one.text for one in bob.heard if bob.words("question-daily").splitlines()[0] in one.text] == []


async def test_every_day_of_a_flare_has_a_rating(bob: Patient) -> None:
    """While it is not quiet the daily question goes on, also on days after which nobody trained; holds are offered."""
    await bob.until("18:00")
    await bob.trains(2, 9)
    for _ in range(4):
        await bob.tomorrow("19:00")
        await bob.rates(5)
    assert (await bob.record()).plan.status.value == "flare"
    assert bob.card("done") is not None
    assert bob.words("session-flare", slot=2, of=2) in bob.person.screen().text

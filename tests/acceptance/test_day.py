"""A patient's day: cards at their times, what can be done with one, and what becomes of those that are left alone."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from rehab.events import Outcome
from rehab.plan import Position
from tests.acceptance.home import Patient, a_patient, answers_everything, at_home

ann = a_patient(pain=2)
cleo = a_patient(level=2, pain=2)  # three blocks a day
bob = a_patient(stage=2, level=2, pain=2)
olive = a_patient(zone="Australia/Sydney", pain=2)

DONE, PART, PAIN, OTHER, MISSED = Outcome


async def outcomes(patient: Patient) -> list[Outcome]:
    """What became of their sessions."""
    return [session.outcome for session in await patient.sessions()]


# --- when ------------------------------------------------------------------------------------------------------------


async def test_blocks_come_at_the_chosen_times(cleo: Patient) -> None:
    """08:30, 13:00 and 18:30, with a follow-up two and a half hours later where that is not at night."""
    await cleo.rig.pass_time(days=1)
    assert cleo.heard_at() == ["Mon 08:30", "Mon 11:00", "Mon 13:00", "Mon 15:30", "Mon 18:30"]


async def test_blocks_come_at_the_patients_own_local_times(olive: Patient) -> None:
    """In Sydney at 08:30 and 18:30 there, though the clinic is in London."""
    await olive.rig.pass_time(days=1)
    assert olive.heard_at() == ["Mon 18:30", "Tue 08:30", "Tue 11:00"]


@pytest.mark.parametrize("day", [datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)])
async def test_blocks_keep_their_local_times_when_the_clock_changes(ann: Patient, day: datetime) -> None:
    """On the Sundays on which summer time begins and ends, and on the days around them."""
    await ann.says("/pause")
    await ann.presses("away")
    await ann.presses("no-end")
    ann.clock.at = day - timedelta(days=2)
    await ann.presses("resume")
    await ann.presses("nothing-new")
    await ann.rig.pass_time(days=1)
    ann.heard.clear()
    await ann.rig.pass_time(days=3)
    blocks = [one for one in ann.heard if ann.words("stage-1") in one.text or "Block" in one.text]
    assert [f"{one.at.astimezone(ann.zone):%a %H:%M}" for one in blocks] == [
        f"{name} {wall}" for name in ("Sat", "Sun", "Mon") for wall in ("08:30", "11:00", "18:30")
    ]


# --- one card a block ------------------------------------------------------------------------------------------------


async def test_a_session_is_one_card_from_beginning_to_end(ann: Patient) -> None:
    """Asked, done, rated twice: always the same message, and at the end it says what was taken down."""
    await ann.until("08:40")
    card = ann.last.id
    await ann.trains(2, 3)
    assert (len(ann.heard), ann.last.id) == (1, card)
    assert "Before 2, worst 3" in ann.last.text
    assert "tomorrow at 08:40" in ann.last.text
    kept = (await ann.sessions())[0]
    assert (kept.outcome, kept.pain_before, kept.pain_during) == (DONE, 2, 3)


async def test_ratings_may_be_typed(ann: Patient) -> None:
    """In any digits, with or without "out of 10"; what is no whole number from 0 to 10 is asked again."""
    await ann.until("08:40")
    await ann.presses("done")
    for typed, hint in (("2.5", "whole_number"), ("4-5", "one_number"), ("11", "zero_to_ten"), ("-1", "zero_to_ten")):
        assert (await ann.says(typed)).text == ann.words(f"said-{hint}")
    assert await ann.sessions() == []
    await ann.says("2/10")
    await ann.says("٣")
    kept = (await ann.sessions())[0]
    assert (kept.pain_before, kept.pain_during) == (2, 3)


async def test_a_part_counts_too(ann: Patient) -> None:
    """Part of a session is asked about in the same way."""
    await ann.until("08:40")
    await ann.presses("part")
    await ann.rates(2)
    await ann.rates(3)
    assert await outcomes(ann) == [PART]


@pytest.mark.parametrize(("why", "kept"), [("skip-pain", PAIN), ("skip-other", OTHER)])
async def test_skipping_asks_why_once(ann: Patient, why: str, kept: Outcome) -> None:
    """For pain or for something else: either is fine, and there is a way back."""
    await ann.until("08:40")
    await ann.presses("skip")
    await ann.presses("back")
    assert await outcomes(ann) == []
    await ann.presses("skip")
    await ann.presses(why)
    assert await outcomes(ann) == [kept]
    assert ann.card("done") is None


async def test_later_offers_what_fits_and_comes_back_then(cleo: Patient) -> None:
    """A quarter of an hour, an hour; not beyond the next block, whose card is at 13:00."""
    await cleo.until("12:20")
    card = await cleo.presses("later")
    assert [button.label for button in card.buttons] == ["12:35", cleo.rig.label("back"), cleo.rig.label("flag")]
    await cleo.presses("at", time="12:35")
    assert "12:35" in cleo.last.text
    await cleo.rig.pass_time(minutes=15)
    assert cleo.heard_at()[-1] == "Mon 12:35"
    assert cleo.card("done") is not None


async def test_later_can_be_said_twice(ann: Patient) -> None:
    """After two snoozes the third is refused in kind words, and the card stays as it was."""
    await ann.until("08:30")
    for wall in ("08:45", "09:00"):
        await ann.presses("later")
        await ann.presses("at", time=wall)
        await ann.until(wall)
    await ann.presses("later")
    assert ann.toast == ann.words("said-too_many_snoozes")
    assert ann.heard_at() == ["Mon 08:30", "Mon 08:45", "Mon 09:00"]
    await ann.trains()
    assert await outcomes(ann) == [DONE]


async def test_later_never_leads_into_quiet_hours(ann: Patient) -> None:
    """In the evening only what lies before 21:00 is offered."""
    await ann.until("20:20")
    card = await ann.presses("later")
    assert [button.label for button in card.buttons[:-2]] == ["20:35"]


async def test_back_from_later_changes_nothing(ann: Patient) -> None:
    """The card asks as before."""
    await ann.until("08:40")
    before = ann.last
    await ann.presses("later")
    await ann.presses("back")
    assert (ann.last.text, ann.last.buttons) == (before.text, before.buttons)


async def test_a_session_can_be_done_from_the_list_of_today(ann: Patient) -> None:
    """Before its time too: the list has a button, and the card that it brings is the only one."""
    await ann.until("07:30")
    await ann.says("/today")
    await ann.presses("do-now", what="block 1")
    await ann.trains()
    await ann.until("12:00")
    assert await outcomes(ann) == [DONE]
    assert ann.card("done") is None


# --- what is left alone ----------------------------------------------------------------------------------------------


async def test_an_unanswered_block_is_missed_when_the_next_one_opens(cleo: Patient) -> None:
    """At 13:00 the morning's card closes without a word of blame, and the list of today shows it."""
    await cleo.until("12:59")
    morning = cleo.card("done")
    assert morning is not None
    await cleo.until("13:00")
    assert await outcomes(cleo) == [MISSED]
    assert cleo.words("session-closed") in cleo.person.screen().note(morning.id).text
    assert (await cleo.says("/today")).text.splitlines()[1].startswith("–")


async def test_a_press_on_an_old_card_is_answered_politely_and_changes_nothing(cleo: Patient) -> None:
    """A phone that still shows the morning's buttons in the afternoon."""
    await cleo.until("12:59")
    morning = cleo.card("done")
    assert morning is not None
    await cleo.until("13:10")
    for label in ("done", "part", "later", "skip", "start"):
        assert await cleo.presses_on(morning, label) == cleo.words("said-gone")
    assert await outcomes(cleo) == [MISSED]
    assert cleo.card("done") is not None


async def test_a_second_press_on_done_counts_once(ann: Patient) -> None:
    """A double tap is no second session."""
    await ann.until("08:40")
    asked = ann.last
    await ann.trains()
    await ann.presses_on(asked, "done")
    assert await outcomes(ann) == [DONE]
    assert "Before 2, worst 2" in ann.last.text


async def test_a_second_tap_on_a_number_does_not_answer_the_next_question(ann: Patient) -> None:
    """While the card has not changed yet it still shows the first question: nobody has seen the second one."""
    await ann.until("08:31")
    await ann.presses("done")
    asked = ann.last
    await ann.presses_on(asked, "2")
    assert await ann.presses_on(asked, "2") == ann.words("said-changed")
    assert await ann.sessions() == []
    await ann.rates(6)
    [session] = await ann.sessions()
    assert (session.pain_before, session.pain_during) == (2, 6)


async def test_a_session_whose_ratings_never_come_is_recorded_and_can_still_be_rated(ann: Patient) -> None:
    """Half an hour after "done" it stands without ratings; an hour later they are added to the same session."""
    await ann.until("08:40")
    await ann.presses("done")
    await ann.rig.pass_time(minutes=31)
    assert [(s.outcome, s.pain_during) for s in await ann.sessions()] == [(DONE, None)]
    await ann.rig.pass_time(hours=1)
    await ann.rates(1)
    await ann.rates(2)
    assert [(s.outcome, s.pain_before, s.pain_during) for s in await ann.sessions()] == [(DONE, 1, 2)]
    assert len(ann.heard) == 1


async def test_ratings_are_taken_also_when_the_next_block_has_opened_meanwhile(cleo: Patient) -> None:
    """Done at 12:55, rated at 13:02: the session's own card still takes its ratings."""
    await cleo.until("12:55")
    await cleo.presses("done")
    asked = cleo.last
    await cleo.until("13:02")
    await cleo.presses_on(asked, "2")
    await cleo.rates(2)
    assert [(s.outcome, s.pain_before, s.pain_during) for s in await cleo.sessions()] == [(DONE, 2, 2)]


# --- too much, and put right ------------------------------------------------------------------------------------------


async def test_above_the_ceiling_says_at_once_what_to_do_and_lowers_the_plan(cleo: Patient) -> None:
    """Worst 6: stop this exercise for today, one level lower, and no further block today."""
    await cleo.until("08:40")
    await cleo.trains(3, 6)
    assert cleo.words("session-above", ceiling=5) in cleo.last.text
    assert cleo.words("change-reduce-level", level=1) in cleo.last.text
    assert (await cleo.record()).plan.position == Position(1, 1)
    await cleo.until("23:00")
    assert len(cleo.heard) == 1
    await cleo.until("08:45")
    assert cleo.heard_at()[-1] == "Tue 08:40"


async def test_a_rating_pressed_by_mistake_can_be_corrected(cleo: Patient) -> None:
    """6 instead of 0: the level comes back, and so do today's other blocks."""
    await cleo.until("08:40")
    await cleo.trains(3, 6)
    await cleo.presses("correct")
    await cleo.rates(2)
    await cleo.rates(0)
    assert (await cleo.record()).plan.position == Position(1, 2)
    assert "worst 0" in cleo.last.text
    await cleo.until("13:00")
    assert cleo.heard_at()[-1] == "Mon 13:00"


async def test_a_correction_works_the_other_way_too(cleo: Patient) -> None:
    """0 instead of 6: what was too much has its consequence, and what to do is said."""
    await cleo.until("08:40")
    await cleo.trains(2, 0)
    await cleo.presses("correct")
    await cleo.rates(3)
    await cleo.rates(6)
    assert (await cleo.record()).plan.position == Position(1, 1)
    assert cleo.words("session-above", ceiling=5) in cleo.last.text


async def test_a_correction_is_possible_for_a_day(ann: Patient) -> None:
    """The next morning it is too late, and that is said."""
    await ann.until("08:40")
    await ann.trains()
    await ann.until("08:50", days=1)
    await ann.presses("correct")
    assert ann.toast == ann.words("said-gone")


async def test_a_correction_tells_nothing_that_was_told_before(ann: Patient) -> None:
    """Old decisions stand as they were: correcting today's session brings no message about yesterday's decision."""
    await ann.until("08:40")
    await ann.trains()
    await ann.until("08:40")
    await ann.rates(5)
    await ann.until("08:40")
    await ann.trains()
    heard = len(ann.heard)
    await ann.presses("correct")
    await ann.rates(2)
    await ann.rates(1)
    assert [one.text for one in ann.heard[heard:]] == []


async def test_what_is_said_of_one_rating_does_not_contradict_itself(ann: Patient) -> None:
    """From 0 to 4: that is safe by the pain rule, so it is not called a lot of pain either."""
    await ann.until("08:40")
    await ann.trains(0, 4)
    assert ann.words("session-amber", during=4) in ann.person.screen().text
    assert "a lot of pain" not in ann.person.screen().text


# --- training days ---------------------------------------------------------------------------------------------------


async def trained_on(patient: Patient) -> list[datetime]:
    """When their sessions were done."""
    return [session.at for session in await patient.sessions() if session.outcome is DONE]


@pytest.mark.parametrize(("stage", "hours", "a_week"), [(2, 48, 3), (4, 72, 2)])
async def test_training_days_keep_their_distance(tmp_path: Path, stage: int, hours: int, a_week: int) -> None:
    """More than a week of doing everything: so many elapsed hours apart, and so many times in any seven days."""
    async with at_home(tmp_path, stage=stage, pain=2, goal=stage == 4) as dora:
        await dora.lives(9, answers_everything)
        days = await trained_on(dora)
    assert min(later - earlier for earlier, later in pairwise(days)) >= timedelta(hours=hours)
    assert max(sum(day <= other < day + timedelta(days=7) for other in days) for day in days) == a_week


async def test_training_days_keep_their_rhythm_when_they_are_missed(bob: Patient) -> None:
    """Nobody who answers nothing is asked to train on two days in a row."""
    await bob.rig.pass_time(days=9)
    asked = [one for one in bob.heard if one.text.startswith("Today’s session")]
    days = [one.at.date() for one in asked if bob.words("session-reminder") not in one.text]
    assert all((later - earlier).days >= 2 for earlier, later in pairwise(days))
    assert max(sum(day <= other < day + timedelta(days=7) for other in days) for day in days) == 3


async def test_a_missed_session_belongs_to_its_own_day(bob: Patient) -> None:
    """What was left alone on Monday stands on Monday, also if it closed in the night to Tuesday."""
    await bob.rig.pass_time(days=1)
    record = await bob.record()
    assert [record.plan.today(session.at).isoformat() for session in await bob.sessions()] == ["2026-01-05"]


async def test_a_rest_day_offers_gentle_holds(bob: Patient) -> None:
    """After the 24-hour answer: holds for relief, shown on request, without a report; the list says rest."""
    await bob.until("18:00")
    await bob.trains()
    await bob.until("18:00")
    await bob.rates(2)
    await bob.presses("relief")
    assert bob.last.attachment is not None
    assert bob.words("today-rest") in (await bob.says("/today")).text
    assert len(await bob.sessions()) == 1


async def test_after_a_cut_there_is_a_clear_day(bob: Patient) -> None:
    """A session that was too much on Monday: nothing on Tuesday, the lighter session on Wednesday."""
    await bob.until("18:00")
    await bob.trains(3, 6)
    heard = len(bob.heard)
    await bob.until("17:00", days=2)
    assert [one.text for one in bob.heard[heard:] if "session" in one.text.lower()] == []
    await bob.until("18:30")
    assert "level 1" in bob.last.text

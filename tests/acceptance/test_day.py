"""A patient's day: cards at their times, what can be done with one, and what becomes of those that are left alone."""

from datetime import UTC, datetime, timedelta

import pytest

from rehab.events import Outcome
from tests.acceptance.home import Patient, a_patient

ann = a_patient(pain=2)
cleo = a_patient(level=2, pain=2)  # three blocks a day
olive = a_patient(zone="Australia/Sydney", pain=2)

DONE, PART, PAIN, OTHER, MISSED = Outcome


async def outcomes(patient: Patient) -> list[Outcome]:
    """What became of their sessions."""
    return [session.outcome for session in await patient.sessions()]


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

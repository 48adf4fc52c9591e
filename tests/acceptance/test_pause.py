"""Pausing for illness, travel or a full week: silence meanwhile, and a way back that starts gently."""

import pytest

from tests.acceptance.home import Patient, a_patient, answers_everything

ann = a_patient(pain=2)
bob = a_patient(stage=2, level=2, pain=2)


async def pauses(patient: Patient, reason: str = "ill", days: int = 0) -> None:
    """Pause with two taps after the command."""
    await patient.says("/pause")
    await patient.presses(reason)
    await (patient.presses("days", days=days) if days else patient.presses("no-end"))


async def comes_back(patient: Patient) -> None:
    """Start again, with nothing new to report."""
    await patient.says("/resume")
    await patient.presses("nothing-new")


# --- silence ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", ["ill", "away", "busy", "other"])
async def test_while_paused_nothing_comes(ann: Patient, reason: str) -> None:
    """For whatever reason, without an end date: twenty days without a single message."""
    await pauses(ann, reason)
    assert ann.words("pause-paused") in ann.last.text
    heard = len(ann.heard)
    await ann.rig.pass_time(days=20)
    assert len(ann.heard) == heard
    assert (await ann.stands()) == (1, 1, "paused")


async def test_a_pause_in_the_middle_of_a_day_takes_back_what_is_open(ann: Patient) -> None:
    """The open card says that it is no longer needed; neither a question nor a reminder follows."""
    await ann.until("08:40")
    await ann.trains()
    await ann.until("18:30")
    card = ann.last.id
    await pauses(ann)
    heard = len(ann.heard)
    assert ann.words("session-cancelled") in ann.person.screen().note(card).text
    await ann.rig.pass_time(days=3)
    assert len(ann.heard) == heard


async def test_a_card_from_before_the_pause_is_answered_politely(ann: Patient) -> None:
    """Its buttons say that the plan is paused, and change nothing."""
    await ann.until("08:40")
    card = ann.last
    await pauses(ann)
    assert await ann.presses_on(card, "done") == ann.words("said-plan_paused")
    assert await ann.sessions() == []


async def test_a_pause_survives_a_restart(ann: Patient) -> None:
    """The bot comes back, and stays silent."""
    await pauses(ann, days=14)
    await ann.bot_starts()
    heard = len(ann.heard)
    await ann.rig.pass_time(days=10)
    assert len(ann.heard) == heard


async def test_red_flags_work_while_paused(ann: Patient) -> None:
    """A sign named during a pause stops the plan and brings the instruction at once."""
    await pauses(ann)
    await ann.presses("flag")
    await ann.rig.presses(ann.person, ann.words("flag-saddle_numbness"))
    assert "999" in ann.last.text
    assert (await ann.stands())[2] == "stopped"


# --- the end date ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "asked"), [(3, "Thu 08:00"), (7, "Mon 08:00")])
async def test_on_the_end_date_the_patient_is_asked_once(ann: Patient, days: int, asked: str) -> None:
    """In the morning of that day: welcome back? Without an answer there is no second message."""
    await pauses(ann, days=days)
    ann.heard.clear()
    await ann.rig.pass_time(days=days + 5)
    assert ann.heard_at() == [asked]
    assert ann.words("pause-back") in ann.last.text
    assert (await ann.stands())[2] == "paused"


async def test_not_yet_is_fine(ann: Patient) -> None:
    """Asked and not ready: the pause goes on in silence, and /resume ends it whenever it suits."""
    await pauses(ann, days=3)
    await ann.until("09:00", days=3)
    await ann.presses("stay-paused")
    heard = len(ann.heard)
    await ann.rig.pass_time(days=5)
    assert len(ann.heard) == heard
    await comes_back(ann)
    assert await ann.stands() == (1, 1, "active")


async def test_the_answer_to_welcome_back_leads_into_the_plan(ann: Patient) -> None:
    """Start again, a check for anything new, and the next card comes at its time."""
    await pauses(ann, days=3)
    await ann.until("09:00", days=3)
    await ann.presses("resume")
    await ann.presses("nothing-new")
    assert await ann.stands() == (1, 1, "active")
    await ann.until("18:30")
    assert ann.heard_at()[-1] == "Thu 18:30"


async def test_an_old_not_yet_does_not_say_that_the_plan_is_paused_when_it_runs(ann: Patient) -> None:
    """Two cards offer it; after coming back by one of them, the other's "not yet" is out of date."""
    await pauses(ann, days=3)
    await ann.until("09:00", days=3)
    asked = ann.last
    await comes_back(ann)
    await ann.presses_on(asked, "stay-paused")
    assert await ann.stands() == (1, 1, "active")
    assert ann.words("pause-paused") not in ann.person.screen().note(asked.id).text


# --- coming back -----------------------------------------------------------------------------------------------------


async def test_coming_back_asks_first_whether_anything_happened(ann: Patient) -> None:
    """A check with a way to name a sign, and one to stay paused; nothing starts before it is answered."""
    await pauses(ann)
    await ann.rig.pass_time(days=4)
    check = await ann.says("/resume")
    assert "after 4 days" in check.text
    assert [ann.rig.label(name) in [b.label for b in check.buttons] for name in ("nothing-new", "flag", "stay-paused")]
    assert (await ann.stands())[2] == "paused"


@pytest.mark.parametrize(("days", "level"), [(14, 2), (15, 1), (40, 1)])
async def test_after_more_than_two_weeks_it_starts_one_level_lower(bob: Patient, days: int, level: int) -> None:
    """Trained on Monday, away from Monday on: up to 14 days the level stays, later it is one lower, and never two."""
    await bob.until("18:00")
    await bob.trains()
    await pauses(bob)
    await bob.until("09:00", days=days)
    assert await bob.stands() == (2, 2, "paused")
    await comes_back(bob)
    assert await bob.stands() == (2, level, "active")
    said = "days since your last session" in bob.last.text
    assert said == (level == 1)


async def test_paused_days_do_not_count_against_anybody(ann: Patient) -> None:
    """Two easy days, five days away, an easy day: every session that was asked for was done."""
    await ann.lives(1.6, answers_everything)
    await pauses(ann, "away")
    await ann.rig.pass_time(days=5)
    await comes_back(ann)
    await ann.lives(1, answers_everything)
    assert "(100 % now)" in (await ann.says("/plan")).text


async def test_resuming_without_a_pause_is_answered(ann: Patient) -> None:
    """There is nothing to resume, and that is said."""
    assert (await ann.says("/resume")).text == ann.words("said-not_paused")


async def test_a_pause_while_paused_offers_the_way_back(ann: Patient) -> None:
    """A second /pause asks nothing again."""
    await pauses(ann, days=7)
    await ann.says("/pause")
    assert ann.card("resume") is not None
    assert ann.card("ill") is None

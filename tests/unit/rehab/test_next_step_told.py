"""What would move the plan on, as it is told: days, answers, the test, who has to do something."""

from datetime import date

import pytest

from rehab.events import Command, Session
from rehab.next_step import NextStep
from rehab.plan import Position
from tests.unit.rehab.next_steps import coming, found
from tests.unit.rehab.tales import (
    FIRST,
    Trace,
    flagged,
    greens,
    happens,
    instant,
    moment,
    order,
    session,
    tale,
    trained,
)


def days(step: NextStep) -> list[int]:
    """The training days, counted like those of a tale."""
    return [(day - FIRST).days for day in step.train_on]


def easy(step: NextStep) -> list[int]:
    """The days that must be easy, counted like those of a tale."""
    return [(day - FIRST).days for day in step.easy_days]


def test_a_new_plan_moves_on_after_a_week_of_easy_sessions() -> None:
    """Three a week; the answer that completes the seven days at the level is the occasion."""
    step = coming(tale(2, 1))
    assert (days(step), step.at) == ([0, 2, 4, 7], instant(8))
    assert (step.before, step.after, step.maintenance) == (Position(2, 1), Position(2, 2), False)
    assert (easy(step), step.at_most) == ([2, 4, 7], 3)
    assert (step.exit_test, step.resume, step.from_clinician) == (False, False, ())


def test_in_stage_one_it_is_five_days_in_a_row() -> None:
    """In blocks; the question comes with the next morning."""
    step = coming(tale(1, 1))
    assert (days(step), step.at) == ([0, 1, 2, 3, 4], instant(5, "08:30"))


def test_what_has_been_done_counts() -> None:
    """Two GREEN days are there already, and a session waits for its answer."""
    step = coming(tale(2, 1, greens(0, 2), session(4, 1), level_since=-20))
    assert (days(step), easy(step), step.at) == ([], [4], instant(5))


def test_a_session_of_today_is_not_asked_for_twice() -> None:
    """The second block of the day is what remains of it."""
    step = coming(tale(1, 1, session(0, clock="08:30"), until=moment(0, "09:00")))
    sessions = [fact for fact in step.facts if isinstance(fact.event, Session) and fact.day == FIRST]
    assert [fact.event.at for fact in sessions] == [instant(0, "18:30")]


def test_an_answer_at_most_so_high_that_it_does_not_rise_too_much() -> None:
    """Someone who started the day without pain has not 3 but 1 left."""
    assert coming(tale(2, 1, greens(0, 2), session(4, 1, before=0), level_since=-20)).at_most == 1


def test_at_the_top_the_test_is_needed_and_the_weeks_in_the_stage() -> None:
    """A test that was passed is not asked for again."""
    step = coming(tale(2, 4, greens(0, 2)))
    assert (step.exit_test, step.at.date(), step.after) == (True, date(2026, 1, 27), Position(3, 1))
    assert not coming(tale(2, 4, happens(0, "exit_test", "12:00", passed=True), greens(0, 2))).exit_test


def test_stage_four_needs_the_clinicians_approval() -> None:
    """For those with a sport goal; the others go on to maintenance without it."""
    sport = coming(tale(3, 4, greens(0, 2), sport_goal=True))
    assert (sport.from_clinician, sport.after) == ((Command.APPROVE_STAGE_4,), Position(4, 1))
    assert coming(tale(3, 4, greens(0, 2), sport_goal=True, clinician_approved_stage_4=True)).from_clinician == ()
    other = coming(tale(3, 4, greens(0, 2)))
    assert (other.from_clinician, other.maintenance) == ((), True)


def test_a_hold_has_to_be_released_and_a_pause_to_end() -> None:
    """By whom it was made."""
    assert coming(tale(2, 1, greens(0, 2), order(5, "hold"))).from_clinician == (Command.RELEASE,)
    assert coming(tale(2, 1, greens(0, 2), happens(5, "pause"))).resume


def test_a_flare_has_to_settle_first() -> None:
    """Daily ratings and gentle holds until then; the days in the stage start where the flare has led."""
    step = coming(tale(2, 2, trained(0, 9)))
    assert (step.before, step.after, step.at) == (Position(1, 3), Position(1, 4), instant(6, "08:30"))


@pytest.mark.parametrize(
    "history",
    [
        pytest.param(tale(2, 2, flagged(1, "pop")), id="stopped by a red flag"),
        pytest.param(tale(2, 2, order(1, "stop")), id="stopped by the clinician"),
        pytest.param(tale(2, 2, happens(1, "discharge")), id="discharged"),
        pytest.param(tale(2, 2, happens(1, "goal_met")), id="in maintenance"),
    ],
)
def test_where_nothing_leads_on_nothing_is_told(history: Trace) -> None:
    """None, rather than a date."""
    assert found(history)[1] is None


def test_a_session_of_this_very_minute_is_not_taken_for_the_next_one() -> None:
    """Two equal facts of one instant would be one fact."""
    step = coming(tale(1, 1, session(0, 3, before=3, clock="18:30")))
    assert step.facts[0].event.at == instant(0, "18:31")

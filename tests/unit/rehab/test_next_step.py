"""What would move the plan on is exactly that: it does, then; and with one input worse it does not."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rehab.course import Course
from rehab.events import EVENT, AnyEvent, Command, Outcome, Pain24h, Session, in_order, moved_to
from rehab.lab.trace import read_trace
from rehab.next_step import NextStep, moves_on_at, next_step
from rehab.plan import Position
from rehab.timetable import Preferences
from tests.unit.rehab.examples import examples
from tests.unit.rehab.histories import traces
from tests.unit.rehab.tales import (
    FIRST,
    PROTOCOL,
    Trace,
    flagged,
    greens,
    happens,
    instant,
    moment,
    order,
    run,
    session,
    tale,
    trained,
)

DAILY = (Session, Pain24h)
Worse = Callable[[AnyEvent], AnyEvent | None]


def found(history: Trace, preferences: Preferences | None = None) -> tuple[Course, NextStep | None]:
    """Where a history ends, and what would move it on from there."""
    course = run(history).course
    now = read_trace(json.dumps(history), PROTOCOL).until
    return course, next_step(course, preferences or Preferences(), PROTOCOL, now=now)


def coming(history: Trace) -> NextStep:
    """What would move a history on."""
    course, step = found(history)
    assert step is not None
    assert lived(course, step) == step.at
    return step


def events(step: NextStep) -> list[AnyEvent]:
    """All that has to happen."""
    return [fact.event for fact in step.facts]


def lived(course: Course, step: NextStep, worse: Worse = lambda one: one) -> datetime | None:
    """When the plan moves on if all that is told happens, or some of it worse or (None) not at all."""
    facts = [changed for one in events(step) if (changed := worse(one)) is not None]
    return moves_on_at(course, in_order(facts), PROTOCOL)


def missed_on(course: Course, day: date) -> Worse:
    """The sessions of a day are missed, so that nothing is asked about it."""
    zone = course.plan.zone

    def worse(one: AnyEvent) -> AnyEvent | None:
        if isinstance(one, Session) and one.at.astimezone(zone).date() == day:
            return Session(at=one.at, outcome=Outcome.MISSED)
        asked = isinstance(one, Pain24h) and one.at.astimezone(zone).date() == day + timedelta(days=1)
        return None if asked else one

    return worse


def answered(at: datetime, value: int) -> Worse:
    """One answer is another number."""
    return lambda one: replace(one, value=value) if isinstance(one, Pain24h) and one.at == at else one


def days(step: NextStep) -> list[int]:
    """The training days, counted like those of a tale."""
    return [(day - FIRST).days for day in step.train_on]


def easy(step: NextStep) -> list[int]:
    """The days that must be easy, counted like those of a tale."""
    return [(day - FIRST).days for day in step.easy_days]


# --- what is told ----------------------------------------------------------------------------------------------------


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


# --- it does, and with one input worse it does not -------------------------------------------------------------------

TALES = {
    "new": tale(2, 1),
    "stage one": tale(1, 2, until=moment(0, "20:00")),
    "under way": tale(2, 1, greens(0, 2)),
    "after an early cut": tale(2, 3, trained(0, 7), until=moment(3, "10:00")),
    "top of stage two": tale(2, 4, greens(0, 2)),
    "top of stage three": tale(3, 4, greens(0, 2), sport_goal=True),
    "top of the ladder": tale(4, 4, sport_goal=True),
    "on hold": tale(2, 1, greens(0, 2), order(5, "hold")),
    "paused": tale(3, 1, greens(0), happens(3, "pause"), until=moment(12)),
    "in a flare": tale(2, 2, trained(0, 9)),
    "after a gap": tale(3, 2, trained(0), until=moment(17)),
    "answer and test together": tale(
        2, 4, greens(0, 2), session(4), level_since=-30, stage_since=-30, until=moment(5, "18:30")
    ),
    "waiting for an answer": tale(2, 2, session(0, 2, before=2)),
}
any_tale = pytest.mark.parametrize("history", TALES.values(), ids=TALES.keys())


@any_tale
def test_simulated_through_a_trace_the_plan_moves_on_at_that_instant(history: Trace) -> None:
    """The facts, written into the trace, give the decision as the last one, and no earlier one since."""
    step = coming(history)
    told = [EVENT.dump_python(one, mode="json", exclude_none=True) for one in events(step)]
    now = read_trace(json.dumps(history), PROTOCOL).until
    after = run({**history, "events": [*history["events"], *told], "until": step.at.isoformat()})
    moved = [one.at for one in after.decisions if one.verdict == "progress" and one.at >= now]
    assert moved == [step.at]
    assert after.decisions[-1].after == step.after


@any_tale
def test_with_one_answer_of_four_it_does_not(history: Trace) -> None:
    """On any of the days that must be easy, and there is always one; the last answer is among them."""
    course, step = found(history)
    assert step is not None
    questions = {fact.day: fact.event.at for fact in step.facts if isinstance(fact.event, Pain24h)}
    assert all(lived(course, step, answered(questions[day], 4)) != step.at for day in step.easy_days)
    assert questions[step.easy_days[-1]] == step.at


@any_tale
def test_with_a_start_one_day_later_it_does_not_yet(history: Trace) -> None:
    """The first day's sessions are missed and all that follows comes a day later: not at that instant, nor before."""
    course, step = found(history)
    assert step is not None
    skipped: list[AnyEvent] = [
        Session(at=fact.event.at, outcome=Outcome.MISSED)
        for fact in step.facts
        if isinstance(fact.event, Session) and fact.day == step.train_on[0]
    ]
    late = [moved_to(one, one.at + timedelta(days=1)) if isinstance(one, DAILY) else one for one in events(step)]
    at = moves_on_at(course, in_order([*skipped, *late]), PROTOCOL)
    assert at is None or at > step.at


@any_tale
def test_without_one_of_the_orders_or_the_test_it_does_not(history: Trace) -> None:
    """Each of them is needed."""
    course, step = found(history)
    assert step is not None
    for fact in step.facts:
        if not isinstance(fact.event, DAILY):
            assert moves_on_at(course, [one for one in events(step) if one is not fact.event], PROTOCOL) != step.at


@any_tale
def test_no_higher_rating_does(history: Trace) -> None:
    """One point more before, during and after each session, and the plan does not move on then."""
    course, step = found(history)
    assert step is not None

    def more(one: AnyEvent) -> AnyEvent:
        if isinstance(one, Session):
            return replace(one, pain_before=step.at_most + 1, pain_during=step.at_most + 1)
        return replace(one, value=step.at_most + 1) if isinstance(one, Pain24h) else one

    assert lived(course, step, more) != step.at


def test_one_session_missed_can_be_too_many_for_adherence() -> None:
    """Two of three done are 67 %: the GREEN days are there, but not the week's sessions. Nine of ten are enough."""
    course, step = found(tale(2, 1))
    assert step is not None
    assert lived(course, step, missed_on(course, step.train_on[2])) is None
    course, step = found(tale(1, 1))
    assert step is not None
    second = next(fact.event.at for fact in step.facts[1:] if isinstance(fact.event, Session))
    skip = Session(at=second, outcome=Outcome.MISSED)
    assert lived(course, step, lambda one: skip if one.at == second and isinstance(one, Session) else one) == step.at


# --- any history -----------------------------------------------------------------------------------------------------

PREFERENCES = (
    Preferences(),
    Preferences(fewer=True),
    Preferences(loading=time(7)),
    Preferences(quiet_from=time(0), quiet_to=time(10)),
    Preferences(blocks=(time(2), time(11), time(23, 30)), quiet_from=time(3), quiet_to=time(9)),
)


@examples(30)
@given(traces(longest=30), st.sampled_from(PREFERENCES))
def test_after_any_history_the_facts_bring_that_step(history: Trace, preferences: Preferences) -> None:
    """And on each easy day one answer of four is enough to miss it."""
    course, step = found(history, preferences)
    assume(step is not None)
    assert step is not None
    assert lived(course, step) == step.at
    for fact in step.facts:
        if isinstance(fact.event, Pain24h) and fact.day in step.easy_days:
            assert lived(course, step, answered(fact.event.at, 4)) != step.at


@examples(30)
@given(traces(longest=30), st.data())
def test_whoever_leaves_something_out_is_not_earlier(history: Trace, data: st.DataObject) -> None:
    """Of all that is told, any part: the plan moves on then, later or not at all."""
    course, step = found(history)
    assume(step is not None)
    assert step is not None
    left = data.draw(st.sets(st.integers(0, len(step.facts) - 1)))
    kept = [fact.event for number, fact in enumerate(step.facts) if number not in left]
    at = moves_on_at(course, kept, PROTOCOL)
    assert at is None or at >= step.at


def test_a_session_of_this_very_minute_is_not_taken_for_the_next_one() -> None:
    """Two equal facts of one instant would be one fact."""
    step = coming(tale(1, 1, session(0, 3, before=3, clock="18:30")))
    assert step.facts[0].event.at == instant(0, "18:31")

"""What would move the plan on is exactly that: it does, then; and with one input worse it does not."""

import json
from dataclasses import replace
from datetime import time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rehab.events import EVENT, AnyEvent, Outcome, Pain24h, Session, in_order, moved_to
from rehab.lab.trace import read_trace
from rehab.next_step import moves_on_at
from rehab.timetable import Preferences
from tests.unit.rehab.examples import examples
from tests.unit.rehab.histories import traces
from tests.unit.rehab.next_steps import DAILY, answered, coming, events, found, lived, missed_on
from tests.unit.rehab.tales import PROTOCOL, Trace, greens, happens, moment, order, run, session, tale, trained

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

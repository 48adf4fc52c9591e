"""Where a history ends, what would move it on from there, and what becomes of it if something goes worse."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from rehab.course import Course
from rehab.events import AnyEvent, Outcome, Pain24h, Session, in_order
from rehab.lab.trace import read_trace
from rehab.next_step import NextStep, moves_on_at, next_step
from rehab.timetable import Preferences
from tests.unit.rehab.tales import PROTOCOL, Trace, run

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

"""What somebody does with a prompt, and what else befalls them: when, and which facts come of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from random import Random

from rehab.course import Course
from rehab.days import MINUTE, instant_in_day
from rehab.events import (
    AnyEvent,
    ClinicianCommand,
    Command,
    ExitTest,
    Outcome,
    Pain24h,
    Pause,
    RedFlagScreen,
    Resume,
    Session,
    Weekly,
)
from rehab.lab.simulate.body import Body
from rehab.lab.simulate.people import Traits
from rehab.plan import Status
from rehab.protocol import Protocol
from rehab.timetable import Owed, silence

Planned = Callable[[Course, datetime], list[AnyEvent]]

FORGETS_A_RATING = 0.01
PAUSES = 0.003  # chance a day
RETURNS = 0.6  # chance that the clinician restarts after a red flag, a fortnight later
TEST_PAIN = 3  # points 0-10: above it the exit test is not passed
EARLY, MORNING, NOON = time(8), time(9), time(12)
RUNNING = frozenset({Status.ACTIVE, Status.FLARE, Status.MAINTENANCE})


@dataclass(slots=True)
class Habits:
    """One patient's ways, with the chance and the tendon that they depend on."""

    traits: Traits
    chance: Random
    body: Body
    protocol: Protocol
    silent_from: int | None = field(init=False)
    flag_on: int | None = field(init=False)
    days: int = 0
    back_in: int = 0
    cleared_in: int = 0

    def __post_init__(self) -> None:
        """Draw the days that the kind has in store."""
        self.silent_from = self.chance.randint(*self.traits.quits) if self.traits.quits else None
        self.flag_on = self.chance.randint(*self.traits.flag) if self.traits.flag else None

    # --- prompts -----------------------------------------------------------------------------------------------------

    def session(self, prompt: Owed) -> tuple[datetime, Planned]:
        """Do a session some time after it is due, skip it, or let it pass."""
        late = prompt.due_at + self.chance.randint(0, 90) * MINUTE
        closes = prompt.closes_at - MINUTE
        if self._gone:
            return closes, _missed
        if self.chance.random() < self.traits.does:
            return min(late, closes), self._train
        return (min(late, closes), self._skip) if self.chance.random() < 0.5 else (closes, _missed)

    def answer(self, prompt: Owed) -> tuple[datetime, Planned] | None:
        """Answer a question soon, hours too late, or never."""
        if self._gone or self.chance.random() >= self.traits.answers:
            return None
        late = self.chance.random() < self.traits.late
        minutes = self.chance.randint(6 * 60, 20 * 60) if late else self.chance.randint(0, 60)
        return prompt.due_at + minutes * MINUTE, self._rate

    def check_in(self, prompt: Owed) -> tuple[datetime, Planned] | None:
        """Answer the weekly questions the same evening, a day or two later, or never."""
        if self._gone or self.chance.random() >= self.traits.answers:
            return None
        late = self.chance.random() < self.traits.late
        minutes = self.chance.randint(12 * 60, 60 * 60) if late else self.chance.randint(0, 90)
        return prompt.due_at + minutes * MINUTE, self._week

    @property
    def _gone(self) -> bool:
        return self.silent_from is not None and self.days >= self.silent_from

    def _train(self, course: Course, at: datetime) -> list[AnyEvent]:
        """Rate, load, rate again; now and then a rating is forgotten."""
        before = self._maybe(self.body.rating())
        during = self._maybe(self.body.load(self._rung(course)))
        outcome = Outcome.PART if self.chance.random() < self.traits.part else Outcome.DONE
        return [Session(at=at, outcome=outcome, pain_before=before, pain_during=during)]

    def _skip(self, _: Course, at: datetime) -> list[AnyEvent]:
        hurts = self.body.rating() > TEST_PAIN
        return [Session(at=at, outcome=Outcome.SKIPPED_PAIN if hurts else Outcome.SKIPPED_OTHER)]

    def _rate(self, _: Course, at: datetime) -> list[AnyEvent]:
        return [Pain24h(at=at, value=self.body.rating())]

    def _week(self, course: Course, at: datetime) -> list[AnyEvent]:
        """Who has been stopped or paused meanwhile is not asked any more."""
        average, worst = self.body.week()
        return [Weekly(at=at, average_pain=average, worst_pain=worst)] if course.plan.status in RUNNING else []

    def _maybe(self, rating: int) -> int | None:
        return None if self.chance.random() < FORGETS_A_RATING else rating

    def _rung(self, course: Course) -> int:
        """How heavy the session is: the rungs below the position; holds while a flare settles are the lowest."""
        stage, level = course.plan.position
        below = sum(self.protocol.top_level(earlier) for earlier in range(1, stage))
        return 0 if course.plan.flare_since is not None else below + level - 1

    # --- besides -----------------------------------------------------------------------------------------------------

    def besides(self, course: Course, day: date) -> Iterator[tuple[datetime, Planned]]:
        """What happens today apart from prompts: clinician, pause, silence, red flag, exit test."""
        self.days += 1
        zone = course.plan.zone
        if self._cleared_today():
            yield instant_in_day(day, MORNING, zone), _restart
        if (silent := silence(course.plan, course.evidence, self.protocol)) and day >= silent.pause_on:
            yield instant_in_day(day, EARLY, zone), _pause
        if self._gone:
            return
        if self._back_today():
            yield instant_in_day(day, MORNING, zone), _resume
        if self.days == self.flag_on:
            self.cleared_in = 14 if self.chance.random() < RETURNS else 0
            yield instant_in_day(day, NOON, zone), self._tick
        if not self.back_in and self.chance.random() < PAUSES:
            self.back_in = self.chance.randint(3, 21)
            yield instant_in_day(day, NOON, zone), _pause
        if self.days % 7 == 0:
            yield instant_in_day(day, NOON, zone), self._test

    def _back_today(self) -> bool:
        self.back_in = max(0, self.back_in - 1)
        return self.back_in == 1

    def _cleared_today(self) -> bool:
        self.cleared_in = max(0, self.cleared_in - 1)
        return self.cleared_in == 1

    def _tick(self, _: Course, at: datetime) -> list[AnyEvent]:
        return [RedFlagScreen(at=at, flags=(self.chance.choice(sorted(self.protocol.red_flags)),))]

    def _test(self, course: Course, at: datetime) -> list[AnyEvent]:
        """At a stage's top the exit test; before a stage that needs it the clinician's word comes with it."""
        stage, level = course.plan.position
        if level < self.protocol.top_level(stage) or course.plan.status is not Status.ACTIVE:
            return []
        test = ExitTest(at=at, passed=self.body.rating() <= TEST_PAIN)
        if not course.plan.sport_goal or stage + 1 != self.protocol.approval_stage:
            return [test]
        return [ClinicianCommand(at=at, command=Command.APPROVE_STAGE_4), test]


def _missed(_: Course, at: datetime) -> list[AnyEvent]:
    return [Session(at=at, outcome=Outcome.MISSED)]


def _pause(course: Course, at: datetime) -> list[AnyEvent]:
    return [Pause(at=at)] if course.plan.status in RUNNING else []


def _resume(course: Course, at: datetime) -> list[AnyEvent]:
    return [Resume(at=at)] if course.plan.status is Status.PAUSED else []


def _restart(_: Course, at: datetime) -> list[AnyEvent]:
    return [ClinicianCommand(at=at, command=Command.RESTART, stage=1, level=1)]

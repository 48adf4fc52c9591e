"""What exactly would move the plan on, and when at the earliest: found by living the days ahead through the real rules.

From now on every session is done when the timetable asks for it, every question is answered when it is due, and what
only the patient or the clinician can add (a passed test, an approval) is there at once. The first decision that moves
the plan on gives the instant; replaying the facts that led to it through the engine gives that decision again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from rehab.course import Course, pass_time, take
from rehab.course.due import pass_time_before
from rehab.days import day_opens
from rehab.engine import Decision, Verdict
from rehab.events import AnyEvent, ClinicianCommand, Command, ExitTest, Outcome, Pain24h, Resume, Session
from rehab.plan import Position
from rehab.protocol import Protocol
from rehab.timetable import Owed, Preferences, PromptKind, owed

Key = tuple[PromptKind, date, int, date | None]

A_MOMENT = timedelta(minutes=1)  # an answer of the very instant of a test would come before it
HORIZON = 120  # days looked ahead; the longest minimum in a stage and a flare before it fit in several times


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that has to happen, and the training day that it is about, if it is about one."""

    event: AnyEvent
    day: date | None = None


@dataclass(frozen=True, slots=True)
class NextStep:
    """The earliest step up: its instant (aware UTC), where it leads, and the facts that bring it about, in order.

    `at_most` is the highest rating (points 0-10; before, during and at 24 hours alike) with which the plan moves on at
    that instant. On each of `easy_days` a single 24-hour answer above what moving on allows is enough to miss it.
    """

    at: datetime
    before: Position
    after: Position
    maintenance: bool
    facts: tuple[Fact, ...]
    at_most: int
    easy_days: tuple[date, ...]

    @property
    def train_on(self) -> tuple[date, ...]:
        """The local days with a session, in order."""
        return tuple(sorted({fact.day for fact in self.facts if fact.day and isinstance(fact.event, Session)}))

    @property
    def exit_test(self) -> bool:
        """Whether the stage's test has to be passed first."""
        return any(isinstance(fact.event, ExitTest) for fact in self.facts)

    @property
    def resume(self) -> bool:
        """Whether the patient has to come back from a pause first."""
        return any(isinstance(fact.event, Resume) for fact in self.facts)

    @property
    def from_clinician(self) -> tuple[Command, ...]:
        """What the clinician has to order first."""
        return tuple(fact.event.command for fact in self.facts if isinstance(fact.event, ClinicianCommand))


def next_step(course: Course, preferences: Preferences, protocol: Protocol, *, now: datetime) -> NextStep | None:
    """The earliest step up; None if no facts can bring one, such as in a stopped plan or at the end of the ladder.

    Args:
        course: where things stand, with all facts until now.
        preferences: when the patient is asked.
        protocol: the plan's protocol.
        now: the present instant, aware UTC, not before what the course has dealt with.
    """
    course = pass_time(course, now, protocol).course
    ahead = _Ahead(course, preferences, protocol, now)
    orders = _orders(course, protocol, now)
    best = ahead.lived(orders, pain=0)
    if best is None:
        return None
    needed = _needed(ahead, orders, best.at)
    at_most, life = _worst_that_does(ahead, needed, best.at)
    return NextStep(
        life.at,
        life.decision.before,
        life.decision.after,
        life.decision.maintenance,
        life.facts,
        at_most,
        tuple(_easy_days(course, life, protocol)),
    )


def moves_on_at(course: Course, events: Iterable[AnyEvent], protocol: Protocol) -> datetime | None:
    """When facts, in order, first move a plan on; None if they do not."""
    for event in events:
        step = take(course, event, protocol)
        if found := _step_up(step.decisions):
            return found.at
        course = step.course
    return None


def _step_up(decisions: Iterable[Decision]) -> Decision | None:
    return next((one for one in decisions if one.verdict is Verdict.PROGRESS), None)


# --- what is added at once -------------------------------------------------------------------------------------------


def _orders(course: Course, protocol: Protocol, now: datetime) -> tuple[Fact, ...]:
    """All that could be asked of patient and clinician besides sessions and answers, at once."""
    plan = course.plan
    at_top = plan.position.level == protocol.top_level(plan.position.stage)
    wanted: tuple[tuple[bool, AnyEvent], ...] = (
        (plan.held, ClinicianCommand(at=now, command=Command.RELEASE)),
        (at_top and not plan.approved, ClinicianCommand(at=now, command=Command.APPROVE_STAGE_4)),
        (plan.paused_since is not None, Resume(at=now)),
        (at_top and not plan.exit_test_passed, ExitTest(at=now, passed=True)),
    )
    return tuple(Fact(event) for there, event in wanted if there)


def _needed(ahead: "_Ahead", orders: tuple[Fact, ...], at: datetime) -> tuple[Fact, ...]:
    """Only what the plan would not move on without at that instant."""
    for order in orders:
        others = tuple(one for one in orders if one is not order)
        life = ahead.lived(others, pain=0)
        if life is not None and life.at == at:
            orders = others
    return orders


def _worst_that_does(ahead: "_Ahead", orders: tuple[Fact, ...], at: datetime) -> tuple[int, "_Life"]:
    """The highest rating that is still good enough everywhere. No pain at all is: it gave the instant."""
    most = int(ahead.protocol.thresholds.pain_progress_max.value)
    lives = ((pain, ahead.lived(orders, pain=pain)) for pain in range(most, -1, -1))
    return next((pain, life) for pain, life in lives if life is not None and life.at == at)


def _easy_days(course: Course, life: "_Life", protocol: Protocol) -> Iterator[date]:
    """The training days of which a single answer above the limit would be one too many."""
    above = int(protocol.thresholds.pain_progress_max.value) + 1
    for index, fact in enumerate(life.facts):
        if isinstance(fact.event, Pain24h) and fact.day is not None:
            worse = replace(fact.event, value=above)
            events = [one.event for one in life.facts]
            if moves_on_at(course, [*events[:index], worse, *events[index + 1 :]], protocol) != life.at:
                yield fact.day


# --- the days ahead --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Life:
    """The facts of some days ahead, and the decision to move on that they led to."""

    facts: tuple[Fact, ...]
    decision: Decision

    @property
    def at(self) -> datetime:
        """The instant of that decision."""
        return self.decision.at


@dataclass(frozen=True, slots=True)
class _Ahead:
    """Where the days ahead start, and what they go by."""

    course: Course
    preferences: Preferences
    protocol: Protocol
    now: datetime

    def lived(self, orders: tuple[Fact, ...], *, pain: int) -> _Life | None:
        """Do everything that is asked, always with the same pain, until the plan moves on."""
        course, facts, done = self.course, list(orders), set[Key]()
        for order in orders:
            course = take(course, order.event, self.protocol).course
        first, at = course.plan.today(self.now), self.now + A_MOMENT if orders else self.now
        for day in (first + timedelta(days=count) for count in range(HORIZON)):
            course = pass_time_before(course, max(at, day_opens(day, course.plan.zone)), self.protocol).course
            while asked := self._next(course, day, at, done):
                at, prompt = asked
                done.add(_key(prompt))
                facts.append(_fact(prompt, at, pain))
                step = take(course, facts[-1].event, self.protocol)
                if found := _step_up(step.decisions):
                    return _Life(tuple(facts), found)
                course = step.course
        return None

    def _next(self, course: Course, day: date, at: datetime, done: set[Key]) -> tuple[datetime, Owed] | None:
        """What is to be done next on a day, and when: a question comes before a session."""
        reported = sum(entry.day == day and entry.at <= self.now for entry in self.course.evidence.logged)
        prompts = owed(course.plan, course.evidence, self.preferences, self.protocol, day)
        timed = [(_time(prompt, course, at), prompt) for prompt in prompts if prompt.kind is not PromptKind.WEEKLY]
        wanted = [
            (when, prompt)
            for when, prompt in timed
            if _key(prompt) not in done and when < prompt.closes_at and not 1 <= prompt.slot <= reported
        ]
        return min(wanted, key=lambda one: (one[0], one[1].kind is PromptKind.SESSION), default=None)


def _time(prompt: Owed, course: Course, at: datetime) -> datetime:
    """When it is done: as it falls due or as soon as possible, and never at the instant of the one before it.

    Two equal facts of one instant would be one fact.
    """
    reported = course.evidence.logged if prompt.kind is PromptKind.SESSION else course.evidence.ratings
    return max(prompt.due_at, at, *(one.at + A_MOMENT for one in reported[-1:]))


def _key(prompt: Owed) -> Key:
    return (prompt.kind, prompt.day, prompt.slot, prompt.about)


def _fact(prompt: Owed, at: datetime, pain: int) -> Fact:
    """A prompt answered; a daily rating is about no training day."""
    if prompt.kind is PromptKind.SESSION:
        return Fact(Session(at=at, outcome=Outcome.DONE, pain_before=pain, pain_during=pain), prompt.day)
    return Fact(Pain24h(at=at, value=pain), prompt.about)

"""One virtual patient's life, day by day, through the real course and the real timetable."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from heapq import heappop, heappush
from typing import NamedTuple
from zoneinfo import ZoneInfo

from rehab.course import Course, Step, next_due, pass_time, take
from rehab.days import DAY, MINUTE, day_closes, instant_in_day
from rehab.engine import Verdict
from rehab.events import AnyEvent, ClinicianCommand, Pause, RedFlagScreen, Resume
from rehab.evidence import Evidence
from rehab.lab.simulate.body import Body
from rehab.lab.simulate.habits import Habits, Planned
from rehab.lab.simulate.ledger import Ledger
from rehab.lab.simulate.people import TRAITS, Kind, kind_of, stream
from rehab.lab.simulate.seen import Violation
from rehab.lab.simulate.watch import UnsafeError, Watch
from rehab.plan import Plan, Position, Status, begin
from rehab.protocol import Protocol
from rehab.timetable import Owed, Preferences, PromptKind, owed

SECOND = timedelta(seconds=1)  # no two things happen at once, so that their order is that of a trace
FIRST = date(2026, 1, 5)
ZONES = ("Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Sydney", "America/Los_Angeles")
SHAKES_UP = (RedFlagScreen, ClinicianCommand, Pause, Resume)
Key = tuple[PromptKind, date, int]
MAINTENANCE, PAUSED, STOPPED = "maintenance", "paused", "stopped"
WORDS = {Status.MAINTENANCE: MAINTENANCE, Status.PAUSED: PAUSED, Status.STOPPED: STOPPED}


@dataclass(frozen=True, slots=True)
class Lived:
    """What became of one patient: the plan at first and at last, the facts, verdicts and alerts counted.

    `states` says where the patient stood at the start and after each week.
    """

    number: int
    kind: Kind
    start: Plan
    plan: Plan
    until: datetime
    verdicts: Counter[str]
    alerts: Counter[str]
    events: tuple[AnyEvent, ...]
    states: tuple[str, ...]
    violation: Violation | None = None

    @property
    def state(self) -> str:
        """Where the patient stands at the end."""
        return standing(self.plan)


class Entry(NamedTuple):
    """Something that the patient is going to do; `key` names the session prompt that it needs, if it needs one."""

    at: datetime
    order: int
    act: Planned
    key: Key | None


def standing(plan: Plan) -> str:
    """In a word or two: paused, stopped, in maintenance, or in which stage; a flare is lived through in its stage."""
    if plan.status in WORDS:
        return WORDS[plan.status]
    return f"stage {plan.position.stage}"


def live(number: int, seed: int, weeks: int, protocol: Protocol) -> Lived:
    """Live through so many weeks and the day of the last one's review; a breach of a property ends the life there."""
    life = _Life.of(number, seed, protocol)
    try:
        for days in range(weeks * 7 + 1):
            if days % 7 == 0:
                life.states.append(standing(life.course.plan))
            life.day(FIRST + days * DAY)
    except UnsafeError as error:
        return life.lived(number, Violation(seed, number, error.at, error.name))
    except Exception as error:  # whatever it is: a crash must name the life that brings it about again
        error.add_note(f"patient {number}, seed {seed}")
        raise
    return life.lived(number)


@dataclass(slots=True)
class _Life:
    """A life as it goes on."""

    kind: Kind
    start: Plan
    now: datetime
    course: Course
    protocol: Protocol
    habits: Habits
    watch: Watch
    preferences: Preferences
    coming: list[Entry] = field(default_factory=list)
    seen: set[Key] = field(default_factory=set)
    owed: dict[Key, Owed] = field(default_factory=dict)
    events: list[AnyEvent] = field(default_factory=list)
    verdicts: Counter[str] = field(default_factory=Counter)
    alerts: Counter[str] = field(default_factory=Counter)
    states: list[str] = field(default_factory=list)
    order: int = 0
    due: datetime | None = None  # when something falls due next; a fact never brings that forward within its day

    @classmethod
    def of(cls, number: int, seed: int, protocol: Protocol) -> "_Life":
        """A patient on the morning of the first day."""
        chance, kind = stream(seed, number), kind_of(number)
        zone, body = chance.choice(ZONES), Body.of(TRAITS[kind], chance)
        at, first = instant_in_day(FIRST, time(8), ZoneInfo(zone)), Position(1, 1)
        pain, sport = body.rating(), chance.random() < 0.5
        plan = begin(zone=zone, at=at, position=first, baseline_pain=pain, programme_start_pain=pain, sport_goal=sport)
        watch = Watch(Ledger(plan.zone, first, FIRST), protocol)
        habits = Habits(TRAITS[kind], chance, body, protocol)
        return cls(kind, plan, at, Course(plan, Evidence()), protocol, habits, watch, Preferences())

    def lived(self, number: int, violation: Violation | None = None) -> Lived:
        """What became of it, up to now."""
        counted = (self.verdicts, self.alerts, tuple(self.events), tuple(self.states))
        return Lived(number, self.kind, self.start, self.course.plan, self.now, *counted, violation)

    def day(self, day: date) -> None:
        """Sleep, see what today owes, and do what was going to be done."""
        self.habits.body.sleep()
        self._look(day)
        for at, act in self.habits.besides(self.course, day):
            self._plan(at, act, None)
        closes = day_closes(day, self.course.plan.zone)
        while self.coming and self.coming[0].at < closes:
            self._do(heappop(self.coming), day)
        self._pass(closes, day)
        self.now = closes - MINUTE

    def _look(self, day: date) -> None:
        """Ask the timetable, and make up one's mind about what is new."""
        plan, evidence = self.course.plan, self.course.evidence
        self.due = next_due(self.course, self.protocol)
        prompts = owed(plan, evidence, self.preferences, self.protocol, day)
        self.watch.prompts(self.course, prompts, day)
        self.owed = {(prompt.kind, prompt.day, prompt.slot): prompt for prompt in prompts}
        for key, prompt in self.owed.items():  # what a resume or a restart brings back late in the day can be over
            if key not in self.seen and prompt.closes_at > self.now:
                self.seen.add(key)
                self._decide_on(prompt, key)

    def _decide_on(self, prompt: Owed, key: Key) -> None:
        if prompt.kind is PromptKind.SESSION:
            at, act = self.habits.session(prompt)
            self._plan(at, act, key)
            return
        ask = self.habits.check_in if prompt.kind is PromptKind.WEEKLY else self.habits.answer
        if (answer := ask(prompt)) is not None:
            self._plan(*answer, None)

    def _plan(self, at: datetime, act: Planned, key: Key | None) -> None:
        self.order += 1
        heappush(self.coming, Entry(max(at, self.now), self.order, act, key))

    def _do(self, entry: Entry, day: date) -> None:
        """Do one thing at its time, if it is still asked for; what moved the plan changes what the day owes."""
        self.now = max(entry.at, self.now + SECOND)
        self._pass(self.now, day)
        if entry.key is not None and entry.key not in self.owed:
            return
        for event in entry.act(self.course, self.now):
            before = self.course
            self._moved(before, event, take(before, event, self.protocol), day)

    def _pass(self, until: datetime, day: date) -> None:
        """Deal with what falls due before an instant, so that the day's prompts are those of then."""
        if self.due is None or self.due >= until:
            return
        self.due = next_due(self.course, self.protocol)  # what was due may have been answered meanwhile
        if self.due is None or self.due >= until:
            return
        before = self.course
        step = pass_time(before, until - MINUTE, self.protocol)
        self._moved(before, None, step, day)
        self.due = next_due(self.course, self.protocol)

    def _moved(self, before: Course, event: AnyEvent | None, step: Step, day: date) -> None:
        self.course = step.course
        if event is not None:
            self.events.append(event)
        self.watch.step(before.plan, event, step)
        verdicts = [one.verdict.value for one in step.decisions]
        if verdicts:
            self.verdicts.update(verdicts)
        if step.alerts:
            self.alerts.update(one.kind.value for one in step.alerts)
        lowered = any(one.verdict is not Verdict.HOLD for one in step.decisions)
        if lowered or isinstance(event, SHAKES_UP):
            self._look(day)

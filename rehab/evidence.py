"""What the facts say: sessions, training days, answers, and the colour of a day.

A training day is a local day with a done or part session; its colour is that of its worst session, and days without
one have none. Colours follow the pain-monitoring model of Thomee and Silbernagel and the 24-hour rule of Goom
(reference 2.3).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import IntEnum, auto
from fractions import Fraction
from operator import attrgetter
from statistics import median
from typing import NamedTuple

from rehab.days import DAY, WEEK, hours
from rehab.events import PERFORMED, Measure, Outcome, Pain24h, Session, Weekly
from rehab.plan import Plan
from rehab.protocol import Thresholds
from rehab.stiffness import Morning, stiffer_than, usual_days

_AT, _DAY, _OUTCOME = attrgetter("at"), attrgetter("day"), attrgetter("outcome")


class Colour(IntEnum):
    """How a training day was tolerated, from best to worst. Unknown is never good, but RED and AMBER win over it."""

    GREEN = auto()
    UNKNOWN = auto()
    AMBER = auto()
    RED = auto()


@dataclass(frozen=True, slots=True)
class Performed:
    """A done or part session; `baseline` (points 0-10, halves possible) is what its 24-hour answer is held against."""

    at: datetime
    baseline: float | None
    during: int | None


@dataclass(frozen=True, slots=True)
class Answer:
    """A 24-hour answer: points 0-10, whether it came inside the window, and the morning's stiffness in minutes."""

    at: datetime
    value: int
    on_time: bool
    stiffness: int | None = None


@dataclass(frozen=True, slots=True)
class TrainingDay:
    """A local day with at least one done or part session, in the stage that held at its first one.

    `stiffer_than` is the usual stiffness (minutes) that the morning after it and the one before clearly exceeded.
    `irritable_start` is that of the stage.
    """

    day: date
    stage: int
    sessions: tuple[Performed, ...]
    answer: Answer | None = None
    stiffer_than: float | None = None
    irritable_start: bool = field(kw_only=True)

    def with_session(self, session: Performed) -> "TrainingDay":
        """The same day with one more session."""
        sessions = (*self.sessions, session)
        return TrainingDay(
            self.day, self.stage, sessions, self.answer, self.stiffer_than, irritable_start=self.irritable_start
        )

    @property
    def first_at(self) -> datetime:
        """When the first done or part session was reported; the 24 hours count from here."""
        return self.sessions[0].at

    @property
    def worst_during(self) -> int | None:
        """The highest pain during any of the day's sessions."""
        return max((s.during for s in self.sessions if s.during is not None), default=None)

    @property
    def baseline(self) -> float | None:
        """The lowest baseline of the day's sessions."""
        return min((s.baseline for s in self.sessions if s.baseline is not None), default=None)

    @property
    def rise(self) -> float | None:
        """By how much the answer lies above the lowest baseline of the day's sessions."""
        return self.answer.value - self.baseline if self.answer and self.baseline is not None else None

    def closes_at(self, limits: Thresholds) -> datetime:
        """The last instant at which an answer is on time."""
        return self.first_at + hours(limits.window_to_hours.value)


class Logged(NamedTuple):
    """One prescribed session: its local day and what became of it."""

    at: datetime
    day: date
    outcome: Outcome


class Rated(NamedTuple):
    """A 24-hour answer, a daily rating or a load test, with its local day and the morning's stiffness in minutes."""

    at: datetime
    day: date
    value: int
    stiffness: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that has been reported since the start or the last restart, oldest first."""

    days: tuple[TrainingDay, ...] = ()
    logged: tuple[Logged, ...] = ()
    ratings: tuple[Rated, ...] = ()
    answers: tuple[Answer, ...] = ()  # those that came inside their window
    weekly: tuple[Weekly, ...] = ()
    measures: tuple[Measure, ...] = ()
    load_tests: tuple[Rated, ...] = ()
    heard: date | None = None  # the latest local day on which the patient was heard of

    def grown(
        self,
        days: tuple[TrainingDay, ...] = (),
        logged: tuple[Logged, ...] = (),
        ratings: tuple[Rated, ...] = (),
        answers: tuple[Answer, ...] = (),
        heard: date | None = None,
    ) -> "Evidence":
        """With more in the named places; written out, because every fact passes here and `replace` is slow."""
        return Evidence(
            days or self.days,
            logged or self.logged,
            ratings or self.ratings,
            answers or self.answers,
            self.weekly,
            self.measures,
            self.load_tests,
            heard or self.heard,
        )

    def last_heard(self, since: date) -> date:
        """The latest local day on which the patient was heard of, at first that of the start or restart."""
        return self.heard or since

    def answers_within(self, after: datetime, until: datetime) -> list[int]:
        """The ratings of the on-time answers that came in (after, until]."""
        first = bisect_right(self.answers, after, key=_AT)
        end = bisect_right(self.answers, until, lo=first, key=_AT)
        return [answer.value for answer in self.answers[first:end]]

    def logged_since(self, first: date) -> list[Logged]:
        """The prescribed sessions of a local day and later.

        A flight west can put a later session on an earlier day, by two days at most: within so many both ways each is
        looked at, and what lies beyond is taken as it stands.
        """
        before = bisect_left(self.logged, first - 2 * DAY, key=_DAY)
        after = bisect_left(self.logged, first + 2 * DAY, lo=before, key=_DAY)
        return [*[one for one in self.logged[before:after] if one.day >= first], *self.logged[after:]]

    def last_loading_day(self) -> date | None:
        """The latest training day's date."""
        return self.days[-1].day if self.days else None

    def last_stiffness(self) -> int | None:
        """The latest morning's stiffness that was told, in minutes."""
        return next((one.stiffness for one in reversed(self.ratings) if one.stiffness is not None), None)

    def mean_answer(self, after: datetime, until: datetime) -> tuple[int, Fraction | None]:
        """How many on-time answers came in (after, until], and their exact mean."""
        values = self.answers_within(after, until)
        return len(values), Fraction(sum(values), len(values)) if values else None


def colour(day: TrainingDay, limits: Thresholds) -> Colour:
    """The colour of a training day: that of its worst session."""
    return max([_session_colour(session, day, limits) for session in day.sessions])


def _session_colour(session: Performed, day: TrainingDay, limits: Thresholds) -> Colour:
    """First match wins: RED, AMBER, unknown, GREEN. Source: reference 2.3."""
    ceiling, easy = limits.pain_ceiling.value, limits.pain_progress_max.value
    during = session.during
    after = day.answer.value if day.answer else None
    rise = None if after is None or session.baseline is None else after - session.baseline
    risen = rise is not None and rise >= limits.rise_red.value
    if during is not None and during > ceiling:
        return Colour.RED
    if after is not None and after > ceiling and not _irritable_start(session, day, risen=risen, ceiling=ceiling):
        return Colour.RED
    if risen and after is not None and after >= limits.rise_red_from.value:
        return Colour.RED
    stiffer = day.stiffer_than is not None
    if (during is not None and during > easy) or (after is not None and after > easy) or risen or stiffer:
        return Colour.AMBER
    if during is None or rise is None or not (day.answer and day.answer.on_time):
        return Colour.UNKNOWN
    # A baseline that is a median can end in a half: a rise of one and a half is not yet too much, but more than noise.
    return Colour.GREEN if rise <= 1 else Colour.AMBER


def _irritable_start(session: Performed, day: TrainingDay, *, risen: bool, ceiling: float) -> bool:
    """Where the stage is meant for it, someone who starts above the ceiling is not RED for staying there."""
    return day.irritable_start and session.baseline is not None and session.baseline >= ceiling + 1 and not risen


def with_session(
    evidence: Evidence,
    event: Session,
    *,
    day: date,
    stage: int,
    irritable_start: bool,
    baseline_pain: int | None,
) -> Evidence:
    """Add one prescribed session, which makes or extends a training day if it was done or part done."""
    logged = (*evidence.logged, Logged(event.at, day, event.outcome))
    if event.outcome not in PERFORMED:
        return evidence.grown(logged=logged)
    performed = Performed(event.at, _baseline(evidence, event, baseline_pain), event.pain_during)
    last = evidence.days[-1] if evidence.days else None
    if last is not None and last.day == day:
        days = (*evidence.days[:-1], last.with_session(performed))
    else:
        days = (*evidence.days, TrainingDay(day, stage, (performed,), irritable_start=irritable_start))
    return evidence.grown(days, logged)


def _baseline(evidence: Evidence, event: Session, baseline_pain: int | None) -> float | None:
    """Pain just before, else the median of the last 7 days' on-time answers, else the value at enrolment."""
    if event.pain_before is not None:
        return event.pain_before
    recent = evidence.answers_within(event.at - WEEK, event.at)
    return median(recent) if recent else baseline_pain


def with_answer(
    evidence: Evidence, event: Pain24h, *, day: date, limits: Thresholds
) -> tuple[Evidence, TrainingDay | None]:
    """Add a rating, and the training day that it answers: the latest of an earlier date that has no answer, if any."""
    ratings = (*evidence.ratings, Rated(event.at, day, event.value, event.stiffness))
    index = next((i for i in reversed(range(len(evidence.days))) if _open(evidence.days[i], day)), None)
    if index is None:
        return evidence.grown(ratings=ratings), None
    answered = _answered(evidence.days[index], event, limits)
    days = _with_stiffness((*evidence.days[:index], answered, *evidence.days[index + 1 :]), index, limits)
    in_time = (*evidence.answers, answered.answer) if answered.answer and answered.answer.on_time else ()
    return evidence.grown(days, ratings=ratings, answers=in_time), days[index]


def _open(training: TrainingDay, day: date) -> bool:
    return training.day < day and training.answer is None


def _answered(training: TrainingDay, event: Pain24h, limits: Thresholds) -> TrainingDay:
    elapsed = event.at - training.first_at
    on_time = hours(limits.window_from_hours.value) <= elapsed <= hours(limits.window_to_hours.value)
    answer = Answer(event.at, event.value, on_time, event.stiffness)
    was = training
    return TrainingDay(was.day, was.stage, was.sessions, answer, was.stiffer_than, irritable_start=was.irritable_start)


def _with_stiffness(days: tuple[TrainingDay, ...], index: int, limits: Thresholds) -> tuple[TrainingDay, ...]:
    """Judge the stiffness of a day that was just answered, and of those after it, of which it may be the one before."""
    judged = list(days)
    for at in range(index, len(days)):
        usual = _stiffer_than(days, at, limits)
        if usual != days[at].stiffer_than:
            judged[at] = replace(days[at], stiffer_than=usual)
    return tuple(judged)


def _stiffer_than(days: tuple[TrainingDay, ...], index: int, limits: Thresholds) -> float | None:
    now = _morning(days[index])
    return None if now is None else stiffer_than(now, _mornings(days[:index], now.at - usual_days(limits)), limits)


def _mornings(days: Sequence[TrainingDay], since: datetime) -> list[int]:
    """The minutes of the mornings told later than an instant, newest first."""
    known = (_morning(day) for day in reversed(days))
    return [morning.minutes for morning in known if morning is not None and morning.at > since]


def _morning(day: TrainingDay) -> Morning | None:
    """The morning after a training day, if it was told of in time."""
    answer = day.answer
    if answer is None or answer.stiffness is None or not answer.on_time:
        return None
    return Morning(answer.at, answer.stiffness)


def counted_since(evidence: Evidence, plan: Plan, first: date) -> list[Logged]:
    """The sessions on which adherence rests: those of a local day and later, without those of paused days."""
    sessions = evidence.logged_since(first)
    for since, until, begins, ends in plan.time_off():
        sessions = [one for one in sessions if not (since < one.at < until or begins <= one.day < ends)]
    return sessions


def halves_done(logged: list[Logged]) -> int:
    """How many halves of sessions were done: two of a whole one, one of a part."""
    outcomes = list(map(_OUTCOME, logged))
    return 2 * outcomes.count(Outcome.DONE) + outcomes.count(Outcome.PART)


def adherence(logged: list[Logged]) -> Fraction | None:
    """The share of prescribed sessions that were done, part counting half; None where nothing was prescribed."""
    return Fraction(halves_done(logged), 2 * len(logged)) if logged else None

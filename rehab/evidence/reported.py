"""What has been reported: sessions, training days, answers, and all of it together."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from operator import attrgetter
from typing import NamedTuple

from rehab.days import DAY, hours
from rehab.events import Measure, Outcome, Weekly
from rehab.protocol import Thresholds

_AT, _DAY = attrgetter("at"), attrgetter("day")


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

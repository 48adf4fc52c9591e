"""What patients can ask for at any time: where they stand, why, what comes next, how it went."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import ClassVar

from rehab.messages.base import Clinic, Message
from rehab.messages.day import Exercise, Explained, RunView
from rehab.messages.week import Better
from rehab.plan import Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """One condition for moving on: what there is and what is needed (days, percent, or 0 and 1)."""

    name: str
    have: int
    need: int
    met: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCard(Message):
    """Where the plan stands, what a session is, and what is still missing to move on."""

    kind: ClassVar[str] = "plan"
    first: bool = False  # the first card after enrolment
    name: str = ""
    position: Position
    levels: int
    stages: int
    status: str
    exercises: tuple[Exercise, ...]
    blocks: int
    daily: bool
    per_week: int
    gap_hours: int
    lighter: bool = False
    avoid: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    blocks_by: tuple[str, ...] = ()
    exit_test: str | None = None
    run: RunView | None = None
    runs: bool = False  # whether there is something to say of running
    aim: int | None = None  # in maintenance: the highest pain with which a session is as it should be
    goal: bool = False  # whether the patient can say that the goal is reached
    next_session: datetime | None = None
    times: tuple[time, ...] = ()
    clinic: Clinic | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningCard(Message):
    """Running: what holds in the plan's stage and status, and on the ladder of runs the present step and the next."""

    kind: ClassVar[str] = "running"
    stage: int
    status: str
    ladder_stage: int
    sport_goal: bool
    run: RunView | None = None
    following: RunView | None = None
    ceiling: int = 5
    easy: int = 3


class TodayState(StrEnum):
    """What became of one of today's prompts."""

    OPEN = "open"
    COMING = "coming"
    DONE = "done"
    SKIPPED = "skipped"
    MISSED = "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayItem:
    """One of today's prompts."""

    prompt: int
    what: str
    slot: int
    due_at: datetime
    state: TodayState


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayCard(Message):
    """What today holds."""

    kind: ClassVar[str] = "today"
    day: date
    status: str
    items: tuple[TodayItem, ...]
    next_at: datetime | None = None
    rest_day: bool = False
    load_test: bool = False  # it is offered, and has not been done today


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyCard(Message):
    """The last decision with its rule and numbers."""

    kind: ClassVar[str] = "why"
    decision: Explained


@dataclass(frozen=True, slots=True, kw_only=True)
class NextCard(Message):
    """What exactly would move the plan on, and when at the earliest; `at` is None where nothing can.

    `at_most` is the highest rating that still does (points 0-10), `train_on` the local days with a session until then,
    `orders` what the clinician has to do first.
    """

    kind: ClassVar[str] = "next"
    status: str
    position: Position
    at: datetime | None = None
    after: Position | None = None
    maintenance: bool = False
    train_on: tuple[date, ...] = ()
    at_most: int = 0
    exit_test: str | None = None
    resume: bool = False
    orders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartDay:
    """One day of a chart: points 0-10."""

    day: date
    pain_24h: int | None = None
    pain_during: int | None = None
    load_test: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartWeek:
    """One week of a chart; half sessions count half."""

    monday: date
    done: float
    prescribed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartAverage:
    """The 7 days up to a check-in: average and worst, points 0-10."""

    day: date
    average: int
    worst: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartMove:
    """A change of position."""

    day: date
    position: Position


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartData:
    """What a chart shows; pain up to `easy` (points 0-10) is easy, up to `ceiling` acceptable."""

    days: tuple[ChartDay, ...] = ()
    weeks: tuple[ChartWeek, ...] = ()
    averages: tuple[ChartAverage, ...] = ()
    moves: tuple[ChartMove, ...] = ()
    ceiling: int
    easy: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressCard(Message):
    """How it has gone: a chart, and the week in words."""

    kind: ClassVar[str] = "progress"
    picture: ClassVar[bool] = True
    chart: ChartData
    done: float
    prescribed: int
    position: Position
    latest: int | None = None
    first: int | None = None
    better: tuple[Better, ...] = ()


class SettingsView(StrEnum):
    """What the settings card shows."""

    HOME = "home"
    BLOCKS = "blocks"
    LOADING = "loading"
    QUIET = "quiet"
    ZONE = "zone"
    CITY = "city"
    CITIES = "cities"


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsCard(Message):
    """Times, zone, quiet hours, and how much is sent."""

    kind: ClassVar[str] = "settings"
    view: SettingsView
    now: datetime
    zone: str
    blocks: tuple[time, ...]
    loading: time
    quiet_from: time
    quiet_to: time
    fewer: bool
    cities: tuple[tuple[str, str], ...] = ()


class PauseView(StrEnum):
    """What the pause card shows."""

    REASON = "reason"
    UNTIL = "until"
    PAUSED = "paused"
    WELCOME_BACK = "welcome_back"
    CHECK = "check"
    RESUMED = "resumed"
    TREATMENT = "treatment"
    TREATED = "treated"


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseCard(Message):
    """Pausing, and coming back."""

    kind: ClassVar[str] = "pause"
    view: PauseView
    reason: str | None = None
    until: date | None = None
    days: int = 0
    decision: Explained | None = None
    position: Position | None = None
    what: str | None = None  # an injection or surgery
    clinic: Clinic | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalCard(Message):
    """The goal is reached: asked, or done."""

    kind: ClassVar[str] = "goal"
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveCard(Message):
    """Stopping for good: asked, done, or thought better of."""

    kind: ClassVar[str] = "leave"
    view: str
    clinic: Clinic | None = None

"""The day: sessions, questions, and what they decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from rehab.messages.base import Clinic, Message
from rehab.plan import Position
from rehab.protocol import Dose

Value = int | float | str | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A decision for people: what changed, by which rule, on which numbers."""

    at: datetime
    rule: str
    verdict: str
    before: Position
    after: Position
    flare: bool = False
    lighter: bool = False  # the dose fell where there is no lower level
    maintenance: bool = False
    new_stage: bool = False
    inputs: Mapping[str, Value] = field(default_factory=dict)
    thresholds: Mapping[str, float | int] = field(default_factory=dict)
    source: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One exercise of a session: how much, whether one side after the other, and whether there is a drawing of it."""

    dose: Dose
    each_side: bool
    drawing: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RunView:
    """A step on the ladder of runs, counted from 1: its dose, and how many clean runs in a row of how many it has.

    `moved` is by how many steps it has just moved, 0 where it begins; `bounded` says that the level allows no further.
    """

    step: int
    steps: int
    dose: Dose
    note: str | None = None
    clean: int = 0
    needed: int = 2
    bounded: bool = False
    moved: int = 0


class SessionView(StrEnum):
    """What a session's card shows."""

    ASK = "ask"
    TIMER = "timer"
    LATER = "later"
    SKIP = "skip"
    BEFORE = "before"
    DURING = "during"
    DONE = "done"
    SKIPPED = "skipped"
    SNOOZED = "snoozed"
    CLOSED = "closed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerView:
    """Where a guided session is: seconds left in the phase and in all, and the set counted from 1."""

    exercise: str
    phase: str
    side: str
    set_number: int
    sets: int
    left: int
    left_in_all: int
    length: int
    paused: bool
    hold: bool  # a position is held, rather than repeated


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionCard(Message):
    """A session's one card, whatever it shows at the moment."""

    kind: ClassVar[str] = "session"
    view: SessionView
    prompt: int
    position: Position
    exercises: tuple[Exercise, ...]
    slot: int
    of: int
    due_at: datetime
    closes_at: datetime
    ceiling: int  # points 0-10: the highest pain that is fine during it
    easy: int  # and the highest with which the plan may move on
    flare: bool = False
    maintenance: bool = False
    lighter: bool = False
    reminder: bool = False
    # Later: minutes from now that still fit, each with the instant it leads to; None when there is nothing to choose.
    later: tuple[datetime, ...] = ()
    snoozed_to: datetime | None = None
    timer: TimerView | None = None
    outcome: str | None = None
    pain_before: int | None = None
    pain_during: int | None = None
    aim: int | None = None  # in maintenance: the highest pain with which a session is as it should be
    run: RunView | None = None
    run_moved: RunView | None = None  # the next run is another one
    load_test: bool = False  # the morning's test is offered beside it
    question_at: datetime | None = None
    decision: Explained | None = None
    correctable: bool = False
    clinic: Clinic | None = None


class QuestionView(StrEnum):
    """What a question's card shows."""

    ASK = "ask"
    ANSWERED = "answered"
    CLOSED = "closed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionCard(Message):
    """The 24-hour question about a training day, or with `daily` the daily rating of a flare."""

    kind: ClassVar[str] = "question"
    view: QuestionView
    prompt: int
    about: date | None = None
    daily: bool = False
    reminder: bool = False
    closes_at: datetime | None = None
    value: int | None = None
    stiffness_choices: tuple[int, ...] = ()  # minutes until the morning's stiffness eased, one for each button
    stiffness_limit: int = 30  # minutes that the longest choice lies above
    stiffness: int | None = None  # the choice that has been made
    on_time: bool = True
    decision: Explained | None = None
    flare_over: Position | None = None  # where the plan goes on, once a flare has settled
    correctable: bool = False
    run_moved: RunView | None = None  # the next run is another one
    relief: bool = False  # a rest day: gentle holds are offered for relief


@dataclass(frozen=True, slots=True, kw_only=True)
class How(Message):
    """How one exercise is done: its drawing, if there is one, with start, movement and the common mistake."""

    kind: ClassVar[str] = "how"
    exercise: Exercise

    @property
    def picture(self) -> bool:
        """Without a drawing the words stand alone."""
        return self.exercise.drawing


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitTestCard(Message):
    """The self-test at the top of a stage."""

    kind: ClassVar[str] = "exit_test"
    test: str
    passed: bool | None = None
    stage: int
    asked: bool = False  # nothing but the clinician's approval is missing now, and they have been asked


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadTestCard(Message):
    """The short test of a morning: offered, never owed. `value` is today's, points 0-10, once it is known."""

    kind: ClassVar[str] = "load_test"
    test: str
    value: int | None = None
    easy: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided(Message):
    """A decision that no answer brought: told by itself, in waking hours."""

    kind: ClassVar[str] = "decided"
    decision: Explained
    resumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FlareOver(Message):
    """A flare has settled."""

    kind: ClassVar[str] = "flare_over"
    position: Position

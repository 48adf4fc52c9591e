"""The case of a patient as a letter: in the chat, and as a document that a clinician would forward (reference 5.3).

What is not known is None or empty and is said to be unknown; nothing in a letter is made up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from rehab.messages.base import Clinic, Message
from rehab.messages.day import Exercise, Explained, Value
from rehab.messages.plan import ChartData
from rehab.plan import Position


class Urgency(StrEnum):
    """How soon somebody should act on a letter, the most urgent first."""

    EMERGENCY = "emergency"
    SAME_DAY = "same_day"
    TWO_WEEKS = "two_weeks"
    ROUTINE = "routine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired:
    """What the letter is about: a rule with its numbers and thresholds, or `asked` where only a reader wanted it."""

    rule: str
    at: datetime
    inputs: Mapping[str, Value] = field(default_factory=dict)
    thresholds: Mapping[str, float | int] = field(default_factory=dict)
    asks: bool = False  # whether a decision is awaited
    options: tuple[str, ...] = ()  # what a clinician may consider, the least invasive first


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom the letter is about, as entered; `injected` says surgery, or an injection in the 6 weeks before."""

    name: str
    side: str
    clinician: str
    clinic: Clinic | None
    phone: str | None = None
    agreed_at: datetime | None = None
    agreed_to: str | None = None
    withdrawn_at: datetime | None = None  # the agreement
    injected: bool | None = None
    sport_goal: bool = False
    pain_at_start: int | None = None  # points 0-10


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A time in one stage, between the lowest and the highest level that it saw; `until` is None for the present."""

    stage: int
    since: date
    until: date | None
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """A pause; `until` is None while it lasts."""

    since: date
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A week of the programme, counted from 1: sessions (part counts half) and mean pain, points 0-10."""

    number: int
    first: date
    done: float
    prescribed: int
    during: float | None = None
    after: float | None = None
    average: int | None = None  # as the patient summed it up


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitTested:
    """The self-test of a stage."""

    day: date
    stage: int
    passed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a clinician ordered."""

    day: date
    command: str
    place: Position | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the patient told: what was in the way or different before a flare, a routine sign, another treatment."""

    day: date
    what: str
    data: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """What was actually done. `weeks` leaves long pauses out; `adherence` is percent of at most the last 12 weeks."""

    since: date
    weeks: float
    adherence: int | None
    status: str
    position: Position
    held: bool
    lighter: bool
    exercises: tuple[Exercise, ...]
    blocks: int
    daily: bool
    per_week: int
    spells: tuple[Spell, ...] = ()
    table: tuple[Week, ...] = ()
    pauses: tuple[Away, ...] = ()
    lowered: tuple[Explained, ...] = ()
    tests: tuple[ExitTested, ...] = ()
    orders: tuple[Order, ...] = ()
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """Weekly means from the first week that has one to the latest; `slope` is points per 4 weeks."""

    what: str
    first: float
    latest: float
    best: float
    weeks: int
    slope: float | None

    @property
    def change(self) -> float:
        """From the first to the latest, in points."""
        return round(self.latest - self.first, 1)

    @property
    def percent(self) -> int | None:
        """The same in percent of the first; None where that was 0."""
        return round(self.change * 100 / self.first) if self.first else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The totals of an outcome measure, oldest first."""

    measure: str
    values: tuple[tuple[date, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """A red-flag screen; without flags it was clean. `asked` are the signs asked about, where that was not all."""

    day: date
    flags: tuple[str, ...]
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealt:
    """An earlier alert and what became of it; without a reply it was resolved without one."""

    rule: str
    opened_at: datetime
    resolved_at: datetime
    reply: str | None
    by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The whole case. `version` names the protocol; `screened_at` is the screen before the first session."""

    reference: int
    at: datetime
    urgency: Urgency
    version: str
    fired: Fired
    subject: Subject
    programme: Programme
    screened_at: date
    chart: ChartData
    trends: tuple[Trend, ...] = ()
    totals: tuple[Totals, ...] = ()
    screens: tuple[Screened, ...] = ()
    dealt: tuple[Dealt, ...] = ()


class LetterPart(StrEnum):
    """A letter is too long for one message of a chat."""

    CASE = "case"
    FINDINGS = "findings"
    OPTIONS = "options"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterText(Message):
    """A part of a letter to be read in the chat."""

    kind: ClassVar[str] = "letter_text"
    part: LetterPart
    letter: Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFile(Message):
    """The letter as a document."""

    kind: ClassVar[str] = "letter"
    document: ClassVar[bool] = True
    letter: Letter

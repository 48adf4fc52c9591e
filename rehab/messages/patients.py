"""A clinician's patients: the list, one patient's card, timeline and chart."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from rehab.messages.alerts import AlertLine
from rehab.messages.base import Message
from rehab.messages.day import Explained, RunView, Value
from rehab.messages.outcomes import Outcomes
from rehab.messages.plan import ChartData, Missing
from rehab.plan import Position


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientLine:
    """One patient in the list: `adherence` in percent of 7 days, `latest` the last 24-hour pain, points 0-10."""

    plan: int
    name: str
    position: Position
    status: str
    adherence: int | None
    latest: int | None
    alerts: int
    urgent: bool = False
    waits: bool = False  # for the clinician's approval of the next stage, and for nothing else
    waiting: bool = False  # for a clinician: only they start the plan again


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientsCard(Message):
    """A clinician's patients, those with alerts first."""

    kind: ClassVar[str] = "patients"
    lines: tuple[PatientLine, ...]
    page: int = 0
    pages: int = 1
    ended: bool = False  # whether these are the plans that have ended
    elsewhere: int = 0  # how many there are of the other kind


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientCard(Message):
    """One patient: where they stand, the last decision, and what can be done."""

    kind: ClassVar[str] = "patient"
    line: PatientLine
    side: str
    since: date
    stage_since: date
    level_since: date
    held: bool
    signs: tuple[str, ...] = ()  # routine signs for which it is held
    injections: int = 0
    operations: int = 0
    awaits_restart: bool = False
    approved: bool
    sport_goal: bool
    needs_approval: bool
    reduced: bool
    decision: Explained | None
    missing: tuple[Missing, ...]
    reachable: bool
    alerts: tuple[AlertLine, ...] = ()
    load_test: tuple[date, int] | None = None  # the latest, points 0-10
    run: RunView | None = None
    outcomes: Outcomes = field(default_factory=Outcomes)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineLine:
    """One line of a timeline."""

    at: datetime
    what: str
    data: Mapping[str, Value] = field(default_factory=dict)
    decision: Explained | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineCard(Message):
    """What happened to a patient, newest first."""

    kind: ClassVar[str] = "timeline"
    plan: int
    name: str
    lines: tuple[TimelineLine, ...]
    page: int = 0
    pages: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPicture(Message):
    """A patient's chart, for the clinician."""

    kind: ClassVar[str] = "chart"
    picture: ClassVar[bool] = True
    plan: int
    name: str
    chart: ChartData
    done: float
    prescribed: int

"""Plans: their chains, alerts and notes, and who stands in for whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from rehab.alerts import AlertState, Policy, Reply
from rehab.engine import AlertKind
from rehab.messages import Json
from rehab.messages.day import Value
from rehab.plan import Plan
from rehab.timetable import Preferences
from usecases.records.people import Side


class PauseReason(StrEnum):
    """Why a patient pauses."""

    ILL = "ill"
    AWAY = "away"
    BUSY = "busy"
    OTHER = "other"
    TREATMENT = "treatment"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRecord:
    """A stored plan. `next_at` is when something falls due; `laid_out` the last local day whose prompts exist."""

    id: int
    patient_id: int
    clinician_id: int
    cover_id: int | None = None  # who looks after the clinician's patients at the moment
    side: Side
    plan: Plan
    preferences: Preferences
    protocol_id: str
    protocol_version: str
    next_at: datetime
    laid_out: date | None = None
    pause_reason: PauseReason | None = None
    resume_on: date | None = None
    created_at: datetime

    @property
    def zone(self) -> ZoneInfo:
        """The patient's zone."""
        return self.plan.zone

    @property
    def attending(self) -> int:
        """The clinician who is there for the patient at the moment."""
        return self.cover_id or self.clinician_id


class CoverState(StrEnum):
    """Where a hand-over is in its life."""

    ASKED = "asked"
    AGREED = "agreed"
    ACTIVE = "active"
    ENDED = "ended"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverRecord:
    """A stored hand-over of a clinician's patients to a colleague, from an instant until another."""

    id: int
    clinician_id: int
    colleague_id: int
    starts_at: datetime
    ends_at: datetime
    state: CoverState
    next_at: datetime | None
    created_at: datetime


class EntryKind(StrEnum):
    """What a link of a plan's chain records."""

    START = "start"
    EVENT = "event"
    CORRECTION = "correction"
    DECISION = "decision"
    ALERT = "alert"
    PROTOCOL = "protocol"  # from here on other rules than before


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One link of a plan's append-only chain. `superseded` marks a decision or alert that a correction undid."""

    plan_id: int
    seq: int
    at: datetime
    kind: EntryKind
    body: Mapping[str, Json]
    superseded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRecord:
    """A stored alert, with the policy that held when it opened. `told` are the cards on which people saw it."""

    id: int
    plan_id: int
    kind: AlertKind
    rule: str
    inputs: Mapping[str, Value]
    state: AlertState
    opened_at: datetime  # when it happened, the last time if it happened again
    told_from: datetime  # when its first step was taken: later, if it was taken and given back
    policy: Policy
    protocol_version: str
    step: int = 0
    next_at: datetime | None
    count: int = 1
    owner_id: int | None = None
    acknowledged_at: datetime | None = None
    asked_at: datetime | None = None  # when its owner was asked whether they still have it
    resolved_at: datetime | None = None
    resolved_by: int | None = None
    note: str | None = None
    reply: Reply | None = None
    told: tuple[tuple[int, int], ...] = ()  # (person, card), the latest card of each person


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Words from a clinician to a patient."""

    id: int
    plan_id: int
    author_id: int
    text: str
    at: datetime

"""What goes in and out of storage: frozen values, never a database object.

Ids are random positive integers of at most 62 bits; instants are aware UTC datetimes; days are local days of the plan.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from rehab.alerts import AlertState, Policy, Reply
from rehab.engine import AlertKind
from rehab.events import Outcome
from rehab.messages import Clinic, Json
from rehab.messages.day import Value
from rehab.permissions import Role
from rehab.plan import Plan
from rehab.timetable import Preferences, PromptKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody whom the bot can talk to. `reachable` is false after they blocked it.

    `zone` is the IANA name of the zone in which they read times; None means the clinic's. `phone` is a patient's, as
    the clinician knows it.
    """

    id: int
    name: str
    language: str
    roles: frozenset[Role] = frozenset()
    reachable: bool = True
    zone: str | None = None
    phone: str | None = None

    def is_a(self, role: Role) -> bool:
        """Whether the person has a role."""
        return role in self.roles


class Side(StrEnum):
    """The painful side."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientTerms:
    """What a clinician says of a patient when inviting them (enrolment gate: reference 1.1).

    `protocol` is the id of the protocol under whose questions it was said.
    """

    name: str
    side: Side
    stage: int
    level: int
    baseline_pain: int
    sport_goal: bool
    surgery_or_injection: bool = False  # if so, the clinician has set the start knowingly
    phone: str | None = None
    protocol: str = ""


class InvitationState(StrEnum):
    """What has become of an invitation."""

    PENDING = "pending"
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A single-use way in. Only a hash of its code is stored. `plan_id` is set when a patient is linked again."""

    id: int
    role: Role
    created_by: int | None
    created_at: datetime
    expires_at: datetime
    terms: PatientTerms | None = None
    plan_id: int | None = None
    used_at: datetime | None = None
    used_by: int | None = None
    revoked_at: datetime | None = None

    def state(self, now: datetime) -> InvitationState:
        """What has become of it by an instant."""
        if self.used_at is not None:
            return InvitationState.USED
        if self.revoked_at is not None:
            return InvitationState.REVOKED
        return InvitationState.EXPIRED if now >= self.expires_at else InvitationState.PENDING


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


class PromptState(StrEnum):
    """Where a prompt is in its life."""

    PLANNED = "planned"
    HELD = "held"  # due, but it waits: for the end of quiet hours, or for a question to be answered first
    SENT = "sent"
    ANSWERED = "answered"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    MUTED = "muted"
    FAILED = "failed"


LIVE = frozenset({PromptState.PLANNED, PromptState.HELD, PromptState.SENT})


class PromptStep(StrEnum):
    """What a prompt's card asks at the moment."""

    ASK = "ask"
    TIMER = "timer"
    LATER = "later"
    SKIP = "skip"
    BEFORE = "before"
    DURING = "during"
    RATE = "rate"
    # of the check-in
    SIGNS = "signs"
    LESSER_SIGNS = "lesser_signs"
    AVERAGE = "average"
    WORST = "worst"
    SITTING = "sitting"
    SHARE = "share"
    CHANGE = "change"
    MANAGED = "managed"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What has been answered on a card so far. `moved_on` are seconds that presses on "next" have skipped.

    `answers` are those of a check-in, by what they answer; `facts` the instants of their facts in the chain.
    """

    outcome: Outcome | None = None
    pain_before: int | None = None
    pain_during: int | None = None
    value: int | None = None
    stiffness: int | None = None
    done_at: datetime | None = None
    timer_from: datetime | None = None
    paused_at: datetime | None = None
    moved_on: float = 0
    how: int | None = None  # the card that shows how an exercise is done, while it is there
    recorded_at: datetime | None = None  # the instant of the fact in the chain, once it is there
    answers: Mapping[str, int] = field(default_factory=dict)
    facts: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """One thing owed to a patient. Its key is (plan, kind, local day, slot); `next_at` is when to look at it again."""

    id: int
    plan_id: int
    kind: PromptKind
    day: date
    slot: int
    opens_at: datetime
    due_at: datetime
    closes_at: datetime
    about: date | None = None
    state: PromptState = PromptState.PLANNED
    step: PromptStep = PromptStep.ASK
    next_at: datetime | None
    asked_at: datetime | None = None
    card: int | None = None
    snoozes: int = 0
    reminded: bool = False
    draft: Draft = field(default_factory=Draft)

    @property
    def live(self) -> bool:
        """Whether it can still be answered."""
        return self.state in LIVE

    def kept_open(self, until: datetime) -> "Prompt":
        """A session that was begun in its window may end after it: it never closes in the middle of a hold."""
        return replace(self, closes_at=max(self.closes_at, until))


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRecord:
    """A stored alert, with the policy that held when it opened. `told` are the cards on which people saw it."""

    id: int
    plan_id: int
    kind: AlertKind
    rule: str
    inputs: Mapping[str, Value]
    state: AlertState
    opened_at: datetime
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
class Consent:
    """That a person agreed to a text: which version, in which language, from when until when."""

    person_id: int
    version: str
    language: str
    text: str
    agreed_at: datetime
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Words from a clinician to a patient."""

    id: int
    plan_id: int
    author_id: int
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What a person was last asked to type or press through, so that any process can take the answer."""

    step: str
    data: Mapping[str, Json] = field(default_factory=dict)
    asked_at: datetime | None = field(default=None, compare=False)  # known once it is stored


__all__ = [
    "LIVE",
    "AlertRecord",
    "Clinic",
    "Consent",
    "Dialogue",
    "Draft",
    "Entry",
    "EntryKind",
    "Invitation",
    "InvitationState",
    "Note",
    "PatientTerms",
    "PauseReason",
    "Person",
    "PlanRecord",
    "Prompt",
    "PromptState",
    "PromptStep",
    "Side",
]

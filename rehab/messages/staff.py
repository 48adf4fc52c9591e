"""What clinicians and the administrator see."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from rehab.messages.base import Clinic, Message
from rehab.messages.day import Explained, RunView, Value
from rehab.messages.outcomes import Outcomes
from rehab.messages.plan import ChartData, Missing
from rehab.plan import Position


class ClinicStep(StrEnum):
    """What the clinic card asks for."""

    NAME = "name"
    PHONE = "phone"
    HOURS = "hours"
    EMERGENCY = "emergency"
    HOME = "home"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicCard(Message):
    """The clinic's details: entered at first start, editable later."""

    kind: ClassVar[str] = "clinic"
    step: ClinicStep
    clinic: Clinic | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffHome(Message):
    """Where a clinician or administrator starts."""

    kind: ClassVar[str] = "staff_home"
    name: str
    clinic: str | None
    clinician: bool
    administrator: bool
    patients: int = 0
    alerts: int = 0
    joined: bool = False  # told to the administrator who invited them


class InviteStep(StrEnum):
    """What the invitation card asks, one thing at a time."""

    NAME = "name"
    PHONE = "phone"
    GATE = "gate"
    NOT_ELIGIBLE = "not_eligible"
    HISTORY = "history"
    SIDE = "side"
    STAGE = "stage"
    LEVEL = "level"
    START_CHECK = "start_check"
    PAIN = "pain"
    GOAL = "goal"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteCard(Message):
    """The one card of an invitation being made."""

    kind: ClassVar[str] = "invite"
    step: InviteStep
    answers: Mapping[str, Value] = field(default_factory=dict)
    stages: int
    levels: int
    start_check: str = ""  # what is to be confirmed for the chosen stage
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationCard(Message):
    """A link that was made; it is shown once, because only its hash is kept."""

    kind: ClassVar[str] = "invitation"
    invitation: int
    role: str
    name: str | None
    code: str | None
    expires_at: datetime
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QrCode(Message):
    """The link as a QR code, for the patient to scan from the clinician's screen."""

    kind: ClassVar[str] = "qr_code"
    picture: ClassVar[bool] = True
    code: str
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationLine:
    """One invitation in the list."""

    invitation: int
    role: str
    name: str | None
    state: str
    expires_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationsCard(Message):
    """Pending, used, expired and revoked invitations."""

    kind: ClassVar[str] = "invitations"
    lines: tuple[InvitationLine, ...]
    page: int = 0
    pages: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientIn(Message):
    """To the clinician: the patient has come in, come back, left, withdrawn their agreement, or reached their goal."""

    kind: ClassVar[str] = "patient_in"
    plan: int
    name: str
    position: Position
    again: bool = False
    left: bool = False
    withdrawn: bool = False
    goal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffUnreachable(Message):
    """To the administrator: a clinician cannot be told of alerts."""

    kind: ClassVar[str] = "staff_unreachable"
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenPositive(Message):
    """To the clinician: a patient ticked a red flag before their plan began. By `see_by` they should have been seen."""

    kind: ClassVar[str] = "screen_positive"
    name: str
    flags: tuple[str, ...]
    tier: str
    at: datetime
    see_by: date
    phone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedDay:
    """One training day's pain: before (the baseline), at worst during, and at 24 hours; points 0-10."""

    day: date
    before: float | None
    during: int | None
    after: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalWanted(Message):
    """To the clinician: a patient has all that the next stage needs but the approval."""

    kind: ClassVar[str] = "approval_wanted"
    plan: int
    name: str
    stage: int
    test: str
    days: tuple[RatedDay, ...]


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
class AlertLine:
    """An alert that is not resolved, in one line; `owner` is whoever has it."""

    alert: int
    what: str
    rule: str
    flags: tuple[str, ...] = ()
    owner: str | None = None


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


class OrderStep(StrEnum):
    """What the order card asks."""

    STAGE = "stage"
    LEVEL = "level"
    CONFIRM = "confirm"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCard(Message):
    """A clinician changes a plan: chosen, confirmed, done."""

    kind: ClassVar[str] = "order"
    plan: int
    name: str
    command: str
    step: OrderStep
    stages: int
    levels: int
    stage: int | None = None
    level: int | None = None
    now: Position | None = None
    reachable: bool = True
    alerts: int = 0  # so many are open, which a restart or a discharge resolves
    standing: int = 0  # how the plan stood when this was asked: what is confirmed later may not fit it any more


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteNote(Message):
    """A clinician is asked for words to a patient; then told that they went out."""

    kind: ClassVar[str] = "write_note"
    plan: int
    name: str
    sent: bool = False
    reachable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertCard(Message):
    """An alert: what, about whom, on which numbers; who has it."""

    kind: ClassVar[str] = "alert"
    alert: int
    plan: int
    name: str
    what: str
    rule: str
    inputs: Mapping[str, Value]
    opened_at: datetime
    position: Position
    status: str
    recent: tuple[tuple[date, int], ...] = ()  # the last days' 24-hour answers
    recent_during: tuple[tuple[date, int], ...] = ()  # the worst pain during exercise on each of the last days
    phone: str | None = None
    see_by: date | None = None  # the last day on which the patient should be seen
    held: bool = False
    awaits_restart: bool = False
    count: int = 1
    repeated: int = 0
    for_administrator: bool = False
    clinician: str = ""
    clinician_lost: bool = False
    state: str = "open"
    owner: str | None = None
    acknowledged_at: datetime | None = None
    asked: bool = False  # whether its owner is asked if they still have it
    others: tuple[str, ...] = ()  # kinds of the same patient's alerts that wait until this one is resolved
    resolved_at: datetime | None = None
    resolved_by: str | None = None
    reply: str | None = None
    letter: bool = False  # whether the reader may have the letter about it
    cleared: bool = False  # what it was about is over, though nobody has looked at it
    version: str = ""

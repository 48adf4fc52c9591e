"""Invitations: how a clinician makes them, and what became of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from rehab.messages.base import Message
from rehab.messages.day import Value
from rehab.plan import Position


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

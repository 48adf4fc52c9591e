"""The clinic's details, and where its staff start."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from rehab.messages.base import Clinic, Message


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


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffUnreachable(Message):
    """To the administrator: a clinician cannot be told of alerts."""

    kind: ClassVar[str] = "staff_unreachable"
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessLine:
    """One look at a patient: `what` is the card, timeline, chart or letter."""

    at: datetime
    who: str
    whom: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessCard(Message):
    """To the administrator: who looked at whom, newest first."""

    kind: ClassVar[str] = "access"
    lines: tuple[AccessLine, ...]
    page: int = 0
    pages: int = 1

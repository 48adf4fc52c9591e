"""What is said about somebody's data: handing it over, and letting it go."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from rehab.messages.base import Clinic, Message


class EraseView(StrEnum):
    """Where somebody is who wants to be forgotten."""

    ASK = "ask"
    SURE = "sure"
    KEPT = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseCard(Message):
    """What erasing means, asked twice; its buttons hold for a while from `at`. `urgent`: the clinic is being told."""

    kind: ClassVar[str] = "erase"
    view: EraseView
    at: datetime
    clinic: Clinic | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased(Message):
    """The last words to somebody who is not known any more."""

    kind: ClassVar[str] = "erased"
    clinic: Clinic | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientErased(Message):
    """To those who care for a patient: they are gone from here. `alerts` are the kinds that were still open."""

    kind: ClassVar[str] = "patient_erased"
    name: str
    alerts: tuple[str, ...] = ()
    phone: str | None = None
    by_operator: bool = False

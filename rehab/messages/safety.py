"""Red flags, and what a clinician changed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from rehab.messages.base import Clinic, Message
from rehab.plan import Position


class FlagsWhy(StrEnum):
    """Why the red-flag card is shown."""

    ASKED = "asked"
    SEVERE = "severe"
    JUMP = "jump"  # far above the usual, yet not severe
    WORDS = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagsCard(Message):
    """The signs to choose from. `likely` are those that the patient's words pointed at."""

    kind: ClassVar[str] = "flags"
    why: FlagsWhy
    clinic: Clinic
    signs: tuple[str, ...]
    likely: tuple[str, ...] = ()
    clean: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Flagged(Message):
    """What to do now, first; then why; then that the clinic was told, and whether somebody has seen it."""

    kind: ClassVar[str] = "flagged"
    tier: str
    flags: tuple[str, ...]
    clinic: Clinic
    at: datetime
    repeated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertSeen(Message):
    """To the patient: somebody at the clinic has seen the alert that concerns them."""

    kind: ClassVar[str] = "alert_seen"
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedAway(Message):
    """To an old phone: the plan goes on elsewhere."""

    kind: ClassVar[str] = "moved_away"
    clinic: Clinic


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered(Message):
    """To the patient: a clinician changed the plan."""

    kind: ClassVar[str] = "ordered"
    command: str
    position: Position
    clinician: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteToPatient(Message):
    """Words from the clinician."""

    kind: ClassVar[str] = "note"
    text: str
    clinician: str
    clinic: Clinic | None = None

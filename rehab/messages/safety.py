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
    """The signs to choose from, the urgent ones or the `lesser`; or that none, or which one, was named.

    `likely` are those that the patient's words pointed at.
    """

    kind: ClassVar[str] = "flags"
    why: FlagsWhy
    clinic: Clinic
    signs: tuple[str, ...]
    likely: tuple[str, ...] = ()
    lesser: bool = False
    clean: bool = False
    named: str | None = None


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
class Noticed(Message):
    """To somebody with routine signs: when to be seen, and that the plan goes on but does not move up before that."""

    kind: ClassVar[str] = "noticed"
    signs: tuple[str, ...]
    clinic: Clinic
    at: datetime
    goes_on: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpCard(Message):
    """Whether a sign that may show later has shown by now: day `day` of `of`. `seen` is the answer."""

    kind: ClassVar[str] = "follow_up"
    sign: str
    day: int
    of: int
    clinic: Clinic
    seen: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tip(Message):
    """A word of advice about something to leave for now, of which the patient wrote."""

    kind: ClassVar[str] = "tip"
    about: str
    clinic: Clinic | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertSeen(Message):
    """To the patient: somebody at the clinic has seen the alert that concerns them."""

    kind: ClassVar[str] = "alert_seen"
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertClosed(Message):
    """To the patient: the clinic has dealt with the alert that concerned them."""

    kind: ClassVar[str] = "alert_closed"
    at: datetime
    stopped: bool  # whether the plan still is


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

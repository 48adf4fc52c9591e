"""Alerts, as clinicians and the administrator read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from rehab.messages.base import Message
from rehab.messages.day import Value
from rehab.plan import Position


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
class AlertLine:
    """An alert that is not resolved, in one line; `owner` is whoever has it."""

    alert: int
    what: str
    rule: str
    flags: tuple[str, ...] = ()
    owner: str | None = None


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
    again_since: datetime | None = None  # when whoever had it gave it back, or did not say that they still have it
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

"""Staying in touch with somebody who has fallen silent: asking once what keeps them from it, and one fitting word."""

from dataclasses import dataclass
from typing import ClassVar

from rehab.messages.base import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn(Message):
    """After some silent days: what keeps you from it? `obstacle` is the answer, once there is one."""

    kind: ClassVar[str] = "check_in"
    obstacle: str | None = None
    daily: bool = False  # whether the plan has several blocks a day
    fewer: bool = False  # whether fewer messages are already chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class PausedForYou(Message):
    """After many silent days: the plan has paused by itself."""

    kind: ClassVar[str] = "paused_for_you"
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientSilent(Message):
    """To the clinician: a patient's plan has paused by itself after so many silent days."""

    kind: ClassVar[str] = "patient_silent"
    plan: int
    name: str
    days: int

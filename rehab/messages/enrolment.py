"""From the link to the first plan card."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import ClassVar

from rehab.messages.base import Clinic, Message
from rehab.messages.common import Said
from rehab.plan import Position


class EnrolStep(StrEnum):
    """What the enrolment card asks."""

    WELCOME = "welcome"
    CONSENT = "consent"
    DECLINED = "declined"
    SCREEN = "screen"
    SIGNS = "signs"
    LESSER_SIGNS = "lesser_signs"
    FLAGGED = "flagged"
    ZONE = "zone"
    CITY = "city"
    CITIES = "cities"
    TIMES = "times"
    OWN_TIMES = "own_times"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrol(Message):
    """The one card of an enrolment. `zone` is shown by its present local time, `now`; times are the patient's own."""

    kind: ClassVar[str] = "enrol"
    step: EnrolStep
    clinic: Clinic
    clinician: str
    now: datetime
    zone: str
    cities: tuple[tuple[str, str], ...] = ()  # what to show, and its IANA zone
    daily: bool = True
    blocks: tuple[time, ...] = ()
    loading: time | None = None
    signs: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()  # of these, those that have been named
    hint: Said | None = None  # a word above the card, in answer to something unexpected


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedAgain(Message):
    """The plan goes on, with a new phone."""

    kind: ClassVar[str] = "linked_again"
    position: Position
    clinic: Clinic

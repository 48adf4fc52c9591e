"""The weekly check-in: one card, one question at a time, and a few kind words at its end."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from rehab.messages.base import Message


class WeeklyView(StrEnum):
    """What the card shows; the questions in the order in which they are asked."""

    SCREEN = "screen"
    SIGNS = "signs"
    LESSER_SIGNS = "lesser_signs"
    AVERAGE = "average"
    WORST = "worst"
    SITTING = "sitting"
    SHARE = "share"
    CHANGE = "change"
    MANAGED = "managed"
    DONE = "done"
    CLOSED = "closed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Better:
    """Something that is better than at first by more than chance: then and now, in its own unit."""

    measure: str
    first: float
    now: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyCard(Message):
    """The card of one check-in. `number` of `of` questions counts from 1; `average` is what was answered, if it was.

    At the end: the sessions that were `kept` of those `prescribed`, unless they are left unsaid, and what is better.
    """

    kind: ClassVar[str] = "weekly"
    view: WeeklyView
    prompt: int
    week: int
    number: int = 1
    of: int = 1
    monthly: bool = False
    signs: tuple[str, ...] = ()
    routine: tuple[str, ...] = ()  # of these, those after which the check-in goes on
    noted: tuple[str, ...] = ()  # and of those, what has been named
    average: int | None = None
    reminder: bool = False
    closes_on: date | None = None
    answered: bool = False  # whether anything was
    kept: int | None = None
    prescribed: int = 0
    better: tuple[Better, ...] = ()
    correctable: bool = False

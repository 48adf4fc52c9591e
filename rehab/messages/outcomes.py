"""Outcome measures, as clinicians see and enter them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from rehab.measures import DueTotal
from rehab.messages.base import Message


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure in one line: the first value and the latest with its local date; `given` values in all."""

    measure: str
    first: float
    latest: float
    day: date
    given: int


@dataclass(frozen=True, slots=True)
class WeekLine:
    """The week's pain in one line, points 0-10: the latest with its local date, and the first average."""

    average: int
    worst: int | None
    day: date
    first: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """What is known of how a patient fares, and which totals are missing."""

    week: WeekLine | None = None
    measures: tuple[MeasureLine, ...] = ()
    due: tuple[DueTotal, ...] = ()


class TotalStep(StrEnum):
    """What the card for a total shows."""

    CHOOSE = "choose"
    TYPE = "type"
    KEPT = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalCard(Message):
    """A clinician enters the total of a questionnaire: which, its number, kept."""

    kind: ClassVar[str] = "total"
    step: TotalStep
    plan: int
    name: str
    offered: tuple[str, ...] = ()
    measure: str | None = None
    value: float | None = None
    replaced: bool = False  # it took the place of one that was entered on the same day

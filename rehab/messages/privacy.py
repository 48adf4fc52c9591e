"""What is said about somebody's data: handing it over, and letting it go."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from rehab.messages.base import Clinic, Json, Message
from rehab.messages.plan import ChartData

Held = Mapping[str, Sequence[Mapping[str, Json]]]  # rows by the name of their table, each with its columns


@dataclass(frozen=True, slots=True, kw_only=True)
class MyDataFile(Message):
    """All that is held of the reader, as it stood at an instant: an archive to keep. Without a plan there is no chart.

    `held` is `Held` as JSON text: of a year that is too much to be checked value by value whenever it is passed on.
    """

    kind: ClassVar[str] = "my_data"
    document: ClassVar[bool] = True
    at: datetime
    held: str
    clinic: Clinic | None = None
    chart: ChartData | None = None

    def tables(self) -> Held:
        """What is held, table by table."""
        found: Held = json.loads(self.held)
        return found


class ConsentView(StrEnum):
    """Where somebody is with the words that they agreed to."""

    CHANGED = "changed"  # they are other words now
    AGREED = "agreed"
    WITHDRAW = "withdraw"
    KEPT = "kept"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentCard(Message):
    """The agreement: asked for anew, given, or withdrawn.

    Attributes:
        version: of the words that are asked about; a press agrees to these and to no others.
        at: from when on the question whether to withdraw holds for a while.
    """

    kind: ClassVar[str] = "consent"
    view: ConsentView
    clinic: Clinic
    version: str
    at: datetime


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
    period: bool = False  # because the time was over for which the clinic keeps ended plans


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientErased(Message):
    """To those who care for a patient: they are gone from here. `alerts` are the kinds that were still open."""

    kind: ClassVar[str] = "patient_erased"
    name: str
    alerts: tuple[str, ...] = ()
    phone: str | None = None
    asked_by: str = "patient"

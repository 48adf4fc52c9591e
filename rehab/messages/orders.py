"""What a clinician decides about a plan, and writes to a patient."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from rehab.messages.base import Message
from rehab.plan import Position


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedDay:
    """One training day's pain: before (the baseline), at worst during, and at 24 hours; points 0-10."""

    day: date
    before: float | None
    during: int | None
    after: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalWanted(Message):
    """To the clinician: a patient has all that the next stage needs but the approval."""

    kind: ClassVar[str] = "approval_wanted"
    plan: int
    name: str
    stage: int
    test: str
    days: tuple[RatedDay, ...]


class OrderStep(StrEnum):
    """What the order card asks."""

    STAGE = "stage"
    LEVEL = "level"
    CONFIRM = "confirm"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCard(Message):
    """A clinician changes a plan: chosen, confirmed, done."""

    kind: ClassVar[str] = "order"
    plan: int
    name: str
    command: str
    step: OrderStep
    stages: int
    levels: int
    stage: int | None = None
    level: int | None = None
    now: Position | None = None
    reachable: bool = True
    alerts: int = 0  # so many are open, which a restart or a discharge resolves
    standing: int = 0  # how the plan stood when this was asked: what is confirmed later may not fit it any more


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteNote(Message):
    """A clinician is asked for words to a patient; then told that they went out."""

    kind: ClassVar[str] = "write_note"
    plan: int
    name: str
    sent: bool = False
    reachable: bool = True

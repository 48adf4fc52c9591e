"""What the safety properties are shown: one decision, one step of a life, or what a day owes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rehab.course import Course, Step
from rehab.engine import Decision
from rehab.events import AnyEvent
from rehab.lab.simulate.ledger import Ledger
from rehab.plan import Plan
from rehab.protocol import Protocol, RuleNote
from rehab.timetable import Owed


@dataclass(frozen=True, slots=True)
class Violation:
    """A property that did not hold, and where: what is needed to live through it again."""

    seed: int
    patient: int
    at: datetime
    property: str

    def __str__(self) -> str:
        at = self.at.isoformat(timespec="seconds")
        return f"property {self.property} is violated: patient {self.patient}, seed {self.seed}, at {at}"


@dataclass(slots=True)
class Made:
    """One decision, with the plan before it, the facts up to it, and the protocol's notes by rule."""

    plan: Plan
    decision: Decision
    ledger: Ledger
    protocol: Protocol
    notes: Mapping[str, RuleNote]


@dataclass(slots=True)
class Taken:
    """One step: the fact that brought it, if one did, and the facts up to it."""

    event: AnyEvent | None
    step: Step
    ledger: Ledger
    protocol: Protocol


@dataclass(slots=True)
class Owing:
    """What a plan owes on a local day, and the facts up to its morning."""

    course: Course
    prompts: Sequence[Owed]
    day: date
    ledger: Ledger
    protocol: Protocol

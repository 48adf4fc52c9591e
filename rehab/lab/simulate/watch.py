"""The watcher of one life: it keeps the ledger and holds every step and every day's prompts against the properties."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from rehab.course import Course, Step
from rehab.days import day_opens
from rehab.engine import Decision, Verdict
from rehab.events import AnyEvent
from rehab.lab.simulate.ledger import Ledger
from rehab.lab.simulate.safety import OF_DECISIONS, OF_GAINS, OF_PROMPTS, OF_STEPS
from rehab.lab.simulate.seen import Made, Owing, Taken
from rehab.plan import Plan
from rehab.protocol import Protocol, RuleNote
from rehab.timetable import Owed

Seen = TypeVar("Seen")


class UnsafeError(Exception):
    """Ends a life at the first property that does not hold."""

    def __init__(self, name: str, at: datetime) -> None:
        super().__init__(name, at)
        self.name, self.at = name, at


@dataclass(slots=True)
class Watch:
    """What has been seen of one life so far."""

    ledger: Ledger
    protocol: Protocol
    notes: Mapping[str, RuleNote] = field(init=False)

    def __post_init__(self) -> None:
        """Look up the notes on the rules once a life."""
        self.notes = {note.id: note for note in self.protocol.rules}

    def step(self, before: Plan, event: AnyEvent | None, step: Step) -> None:
        """Check one step: what fell due before the fact, the fact, and what was decided on it.

        Raises:
            UnsafeError: at the first property that does not hold.
        """
        at = event.at if event else step.course.plan.evaluated_until
        decisions = step.decisions
        if decisions:
            self._decided(before, [one for one in decisions if one.at < at])
        if event is not None:
            self.ledger.write(event)
        if decisions:
            self._decided(before, [one for one in decisions if one.at >= at])
        _hold(OF_STEPS, Taken(event, step, self.ledger, self.protocol), at)

    def prompts(self, course: Course, prompts: Sequence[Owed], day: date) -> None:
        """Check what a day owes.

        Raises:
            UnsafeError: at the first property that does not hold.
        """
        _hold(OF_PROMPTS, Owing(course, prompts, day, self.ledger, self.protocol), day_opens(day, self.ledger.zone))

    def _decided(self, before: Plan, decisions: Iterable[Decision]) -> None:
        for one in decisions:
            made = Made(before, one, self.ledger, self.protocol, self.notes)
            _hold(OF_DECISIONS, made, one.at)
            if one.verdict is Verdict.PROGRESS:
                _hold(OF_GAINS, made, one.at)
            self.ledger.decided(one)


def _hold(properties: Mapping[str, Callable[[Seen], bool]], seen: Seen, at: datetime) -> None:
    for name, holds in properties.items():
        if not holds(seen):
            raise UnsafeError(name, at)

"""What a derivation brings: decisions and alerts, as the bodies of the links that they must become."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter

from rehab.course import Step
from usecases.canonical import first_difference, shown
from usecases.chain.links import ChainError
from usecases.course import ALERT, DECISION, in_common
from usecases.records import Entry, EntryKind

Body = Mapping[str, Any]
KINDS: Mapping[EntryKind, TypeAdapter[Any]] = {EntryKind.DECISION: DECISION, EntryKind.ALERT: ALERT}


def bodies(step: Step) -> dict[EntryKind, list[Body]]:
    """What a step must leave in a chain."""
    made = {EntryKind.DECISION: step.decisions, EntryKind.ALERT: step.alerts}
    return {kind: [KINDS[kind].dump_python(one, mode="json") for one in of_kind] for kind, of_kind in made.items()}


def named(kind: EntryKind, body: Body) -> str:
    """A decision or alert by its instant and rule."""
    at, rule = (shown(body.get(key)).strip('"') for key in ("at", "rule"))
    return f"the {kind} of {at} [{rule}]"


@dataclass(slots=True)
class Outcomes:
    """Decisions, or alerts: those that have come out and must come as links, and the links that stand."""

    kind: EntryKind
    awaited: deque[Body] = field(default_factory=deque)
    standing: list[Entry] = field(default_factory=list)

    def meet(self, link: Entry) -> None:
        """Hold a link against the next that must come.

        Raises:
            ChainError: if it is another, or none must come.
        """
        if not self.awaited:
            raise ChainError(f"link {link.seq}: {named(self.kind, link.body)} does not come out of the facts")
        if (found := first_difference(link.body, self.awaited.popleft())) is not None:
            stands = f"{found.where} is {found.found}, derived {found.expected}"
            raise ChainError(f"link {link.seq}: {named(self.kind, link.body)}: {stands}")
        self.standing.append(link)

    def none_missing(self, where: str) -> None:
        """Check that no link is owed any more.

        Raises:
            ChainError: if one is.
        """
        if self.awaited:
            raise ChainError(f"{where}: {named(self.kind, self.awaited[0])} is missing")

    def replaced(self, made: list[Body]) -> list[int]:
        """Take what a correction makes of them all; returns the numbers of the links that it undoes."""
        same = in_common([link.body for link in self.standing], made)
        undone = [link.seq for link in self.standing[same:]]
        self.standing[same:] = []
        self.awaited.extend(made[same:])
        return undone

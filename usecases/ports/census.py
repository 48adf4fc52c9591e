"""Counting what is there, for the auditor and for the metrics. Numbers only: nothing of any person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from rehab.messages.operator import Invariant
from usecases.ports.outbox import Priority


@dataclass(frozen=True, slots=True)
class Depth:
    """How many wait, and since when the oldest does (clinical time)."""

    count: int = 0
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Traffic:
    """What waits to be dealt with, what waits to go out, and the unresolved alerts by kind and state."""

    inbox: Depth
    outbox: Mapping[Priority, Depth]
    alerts: Mapping[tuple[str, str], int]


class Census(Protocol):
    """Counts over the whole database, each from one state of it."""

    async def broken(self, before: datetime, lapsed: datetime) -> Mapping[Invariant, int]:
        """How often each stored invariant does not hold.

        Late is what should have happened before an instant of clinical time; a lease is left over if it ran out
        before an instant of real time.
        """
        ...

    async def told_since(self, person_id: int, kind: str, since: datetime) -> bool:
        """Whether a person has been sent a kind of message since an instant (clinical time)."""
        ...

    async def traffic(self, now: datetime) -> Traffic:
        """What is under way at an instant of clinical time."""
        ...

"""Hand-overs."""

from datetime import datetime
from typing import Protocol

from usecases.records import CoverRecord


class Covers(Protocol):
    """Whose patients are in whose care, from when to when."""

    async def get(self, cover_id: int) -> CoverRecord | None:
        """The hand-over with an id."""
        ...

    async def live_of(self, clinician_id: int) -> CoverRecord | None:
        """What a clinician has asked for, agreed on or begun, if it is not over."""
        ...

    async def live_with(self, colleague_id: int) -> list[CoverRecord]:
        """What a colleague was asked for, agreed to or looks after, the earliest first."""
        ...

    async def due(self, now: datetime, limit: int) -> list[int]:
        """Ids of hand-overs that begin, end or lapse, the longest due first."""
        ...

    async def next_at(self) -> datetime | None:
        """When one begins, ends or lapses next."""
        ...

    async def add(self, asked: CoverRecord) -> None:
        """Keep a new one."""
        ...

    async def save(self, changed: CoverRecord) -> None:
        """Keep what became of one."""
        ...

"""Hand-overs: whose patients are in whose care, from when to when."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import ColumnElement, func, insert, select
from sqlalchemy.engine import RowMapping

from storage.repositories.base import Repository
from storage.tables import cover
from usecases.records import CoverRecord, CoverState

LIVE = ("asked", "agreed", "active")


class CoverRepository(Repository):
    """Hand-overs of all clinicians."""

    async def get(self, cover_id: int) -> CoverRecord | None:
        """The hand-over with an id."""
        row = await self._one(cover, cover_id)
        return _record(row) if row is not None else None

    async def live_of(self, clinician_id: int) -> CoverRecord | None:
        """What a clinician has asked for, agreed on or begun, if it is not over."""
        return await self._live(cover.c.clinician_id == clinician_id)

    async def live_with(self, colleague_id: int) -> list[CoverRecord]:
        """What a colleague was asked for, agreed to or looks after, the earliest first."""
        live = (cover.c.colleague_id == colleague_id) & cover.c.state.in_(LIVE)
        rows = await self._db.execute(select(cover).where(live).order_by(cover.c.starts_at, cover.c.id))
        return [_record(row) for row in rows.mappings()]

    async def _live(self, whose: ColumnElement[bool]) -> CoverRecord | None:
        query = select(cover).where(whose, cover.c.state.in_(LIVE)).order_by(cover.c.created_at.desc()).limit(1)
        row = (await self._db.execute(query)).mappings().one_or_none()
        return _record(row) if row is not None else None

    async def due(self, now: datetime, limit: int) -> list[int]:
        """Ids of hand-overs that begin, end or lapse, the longest due first."""
        query = select(cover.c.id).where(cover.c.next_at <= now).order_by(cover.c.next_at).limit(limit)
        return list(await self._db.scalars(query))

    async def next_at(self) -> datetime | None:
        """When one begins, ends or lapses next."""
        first: datetime | None = await self._db.scalar(select(func.min(cover.c.next_at)))
        return first

    async def add(self, asked: CoverRecord) -> None:
        """Keep a new one."""
        await self._db.execute(insert(cover).values(**asdict(asked)))

    async def save(self, changed: CoverRecord) -> None:
        """Keep what became of one."""
        await self._update(cover, changed.id, asdict(changed))


def _record(row: RowMapping) -> CoverRecord:
    return CoverRecord(**{**row, "state": CoverState(row["state"])})

"""The append-only, hash-chained record of each plan.

Every link's hash covers its plan, number, instant, kind and body and the hash before it, so that a link cannot be
changed, removed or put elsewhere without every later hash giving it away. `superseded` says what a later correction
undid and is not covered: the correction itself is a link.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.engine import RowMapping

from rehab.messages import Json
from storage.repositories.base import Repository, dumped
from storage.tables import entry
from storage.types import in_utc
from usecases.records import Entry, EntryKind

NOTHING_BEFORE = "0" * 64


def link_hash(previous: str, link: Entry) -> str:
    """The hash of a link that follows another."""
    covered = [previous, link.plan_id, link.seq, link.at.isoformat(), link.kind.value, link.body]
    return hashlib.sha256(dumped(covered).encode()).hexdigest()


class JournalRepository(Repository):
    """The chains of all plans."""

    async def append(self, plan_id: int, at: datetime, kind: EntryKind, body: Mapping[str, Json]) -> Entry:
        """Add a link to a plan's chain."""
        seq, previous = await self._head(plan_id)
        # In UTC, as it will be read again: a hash covers the very text of an instant.
        link = Entry(plan_id=plan_id, seq=seq + 1, at=in_utc(at), kind=kind, body=body)
        values = {"plan_id": plan_id, "seq": link.seq, "at": link.at, "kind": kind, "body": body, "superseded": False}
        hashes = {"previous_hash": previous, "hash": link_hash(previous, link)}
        await self._db.execute(insert(entry).values(**values, **hashes))
        return link

    async def entries(self, plan_id: int, *kinds: EntryKind) -> list[Entry]:
        """A plan's links of some kinds (of all if none is named), oldest first."""
        query = select(entry).where(entry.c.plan_id == plan_id).order_by(entry.c.seq)
        if kinds:
            query = query.where(entry.c.kind.in_(kinds))
        return [_entry(row) for row in (await self._db.execute(query)).mappings()]

    async def supersede(self, plan_id: int, seqs: Sequence[int]) -> None:
        """Mark decisions or alerts as undone by a correction. The chain itself stays as it is."""
        chosen = (entry.c.plan_id == plan_id) & entry.c.seq.in_(seqs)
        await self._db.execute(update(entry).where(chosen).values(superseded=True))

    async def _head(self, plan_id: int) -> tuple[int, str]:
        query = select(entry.c.seq, entry.c.hash).where(entry.c.plan_id == plan_id)
        row = (await self._db.execute(query.order_by(entry.c.seq.desc()).limit(1))).one_or_none()
        return (row.seq, row.hash) if row is not None else (0, NOTHING_BEFORE)


def _entry(row: RowMapping) -> Entry:
    return Entry(
        plan_id=row["plan_id"],
        seq=row["seq"],
        at=row["at"],
        kind=EntryKind(row["kind"]),
        body=row["body"],
        superseded=row["superseded"],
    )

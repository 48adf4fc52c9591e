"""The append-only, hash-chained record of each plan; `usecases.chain.links` says how the links hang together.

A plan's row keeps the head of its chain, and what is added follows from it: whoever cuts links off leaves a gap.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from rehab.messages import Json
from storage.repositories.base import Repository
from storage.statements import OF_ROW, adding, changing
from storage.tables import entry, plan
from storage.types import in_utc
from storage.vault import Vault
from usecases.chain.links import link_hash
from usecases.records import Entry, EntryKind

HEAD = select(plan.c.links, plan.c.head).where(plan.c.id == bindparam("of_plan"))
OF_PLAN = select(entry).where(entry.c.plan_id == bindparam("of_plan")).order_by(entry.c.seq)
OF_KINDS = OF_PLAN.where(entry.c.kind.in_(bindparam("kinds", expanding=True)))


class JournalRepository(Repository):
    """The chains of all plans. `appended` is what has been added in this unit of work.

    Links are written together before anything of the chains is read, and when the unit of work ends.
    """

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        super().__init__(connection, vault)
        self.appended: list[Entry] = []
        self._heads: dict[int, tuple[int, str]] = {}
        self._unwritten: list[dict[str, Any]] = []

    async def append(self, plan_id: int, at: datetime, kind: EntryKind, body: Mapping[str, Json]) -> Entry:
        """Add a link to a plan's chain."""
        seq, previous = self._heads.get(plan_id) or await self._head(plan_id)
        # In UTC, as it will be read again: a hash covers the very text of an instant.
        link = Entry(plan_id=plan_id, seq=seq + 1, at=in_utc(at), kind=kind, body=body)
        head = link_hash(previous, link)
        values = {"plan_id": plan_id, "seq": link.seq, "at": link.at, "kind": kind, "body": body, "superseded": False}
        self._unwritten.append({**values, "previous_hash": previous, "hash": head})
        self._heads[plan_id] = (link.seq, head)
        self.appended.append(link)
        return link

    async def write(self) -> None:
        """Write what has been added, and the new heads of the chains."""
        if not self._unwritten:
            return
        rows, self._unwritten = self._unwritten, []
        await self._db.execute(adding(entry), rows)
        # One by one: the database lets a head go on by no more than one link.
        heads = [{OF_ROW: row["plan_id"], "links": row["seq"], "head": row["hash"]} for row in rows]
        await self._db.execute(changing(plan), heads)

    async def entries(self, plan_id: int, *kinds: EntryKind) -> list[Entry]:
        """A plan's links of some kinds (of all if none is named), oldest first."""
        await self.write()
        query = OF_KINDS if kinds else OF_PLAN
        given = {"of_plan": plan_id, "kinds": kinds} if kinds else {"of_plan": plan_id}
        return [_entry(row) for row in (await self._db.execute(query, given)).mappings()]

    async def supersede(self, plan_id: int, seqs: Sequence[int]) -> None:
        """Mark decisions or alerts as undone by a correction. The chain itself stays as it is."""
        await self.write()
        chosen = (entry.c.plan_id == plan_id) & entry.c.seq.in_(seqs)
        await self._db.execute(update(entry).where(chosen).values(superseded=True))

    async def _head(self, plan_id: int) -> tuple[int, str]:
        row = (await self._db.execute(HEAD, {"of_plan": plan_id})).one()
        return row.links, row.head


def _entry(row: RowMapping) -> Entry:
    return Entry(
        plan_id=row["plan_id"],
        seq=row["seq"],
        at=row["at"],
        kind=EntryKind(row["kind"]),
        body=row["body"],
        superseded=row["superseded"],
    )

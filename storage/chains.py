"""The chains of all plans, read as they are stored: for checking and exporting them while the bot runs.

Nothing here needs the keys: what a chain holds stands under random ids and is not sealed. One plan is in memory at a
time, and each is read from one state of the database, so that whoever writes meanwhile cannot make it look broken.
"""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Text, cast, select
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import Database
from storage.tables import entry, plan
from usecases.chain.links import Chain, ChainError, Head, Link
from usecases.chain.story import read_state
from usecases.records import Entry, EntryKind

PAGE = 500
# As text, so that what somebody has made unreadable is told of by its place.
STATE, BODY = cast(plan.c.state, Text).label("state"), cast(entry.c.body, Text).label("body")


@dataclass(frozen=True, slots=True)
class Listed:
    """A plan in a list: enough to know it by, and nothing of the person. `state` is JSON text."""

    id: int
    created_at: datetime
    state: str
    protocol: str
    links: int


class Chains:
    """Reads the chains of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def plans(self) -> AsyncIterator[Listed]:
        """All plans, in the order of their ids."""
        last = 0
        while page := await self._page(last):
            for listed in page:
                yield listed
            last = page[-1].id

    async def _page(self, after: int) -> list[Listed]:
        columns = (plan.c.id, plan.c.created_at, STATE, plan.c.protocol_id, plan.c.protocol_version, plan.c.links)
        query = select(*columns).where(plan.c.id > after).order_by(plan.c.id).limit(PAGE)
        async with self._database.reading() as connection:
            return [_listed(row) for row in (await connection.execute(query)).mappings()]

    async def get(self, plan_id: int) -> Chain | None:
        """All that is stored of a plan's course, if there is such a plan.

        Raises:
            ChainError: if it cannot be read.
        """
        async with self._database.snapshot() as connection:
            try:
                return await _chain(connection, plan_id)
            except ValueError as error:  # what no column of its type can hold
                raise ChainError("a row cannot be read: something in it was changed") from error


async def _chain(connection: AsyncConnection, plan_id: int) -> Chain | None:
    columns = (STATE, plan.c.links, plan.c.head, plan.c.protocol_id, plan.c.protocol_version)
    query = select(*columns).where(plan.c.id == plan_id)
    row = (await connection.execute(query)).mappings().one_or_none()
    if row is None:
        return None
    return Chain(
        plan_id=plan_id,
        links=await _links(connection, plan_id),
        head=Head(row["links"], row["head"]),
        state=read_state(_json(row["state"], "the plan's state")),
        protocol_id=row["protocol_id"],
        protocol_version=row["protocol_version"],
    )


async def _links(connection: AsyncConnection, plan_id: int) -> tuple[Link, ...]:
    columns = (entry.c.seq, entry.c.at, entry.c.kind, BODY, entry.c.superseded, entry.c.previous_hash, entry.c.hash)
    query = select(*columns).where(entry.c.plan_id == plan_id).order_by(entry.c.seq)
    return tuple([_link(plan_id, row) for row in (await connection.execute(query)).mappings()])


def _link(plan_id: int, row: RowMapping) -> Link:
    kept = Entry(
        plan_id=plan_id,
        seq=row["seq"],
        at=row["at"],
        kind=EntryKind(row["kind"]),
        body=_json(row["body"], f"link {row['seq']}"),
        superseded=row["superseded"],
    )
    return Link(kept, row["previous_hash"], row["hash"])


def _json(text: str, where: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ChainError(f"{where}: is not JSON") from error
    if not isinstance(found, dict):
        raise ChainError(f"{where}: is not a JSON object")
    return found


def _listed(row: RowMapping) -> Listed:
    rules = f"{row['protocol_id']} {row['protocol_version']}"
    return Listed(row["id"], row["created_at"], row["state"], rules, row["links"])

"""What all repositories share: a connection inside the unit of work, and the vault."""

import secrets
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, FromClause, Table, bindparam, func, literal, select
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.once import insert_once
from storage.statements import OF_ROW, adding, changing, the_row
from storage.tables import person
from storage.vault import Place, Vault

T = TypeVar("T")
PRESENT_SIZES = (("plan_cache_mode", "force_custom_plan"), ("enable_seqscan", "off"))
KEY_OF = select(person.c.data_key).where(person.c.id == bindparam("of_person"))
ID_BITS = 62  # fits a signed 64-bit column, and a callback's 64 bytes with room to spare


def new_id() -> int:
    """A fresh random id, never zero."""
    return secrets.randbits(ID_BITS) | 1


def in_state(row: FromClause, *states: str) -> ColumnElement[bool]:
    """A condition written out in the statement: SQLite uses a partial index only for the very words of its own."""
    written = [literal(state, literal_execute=True) for state in states]
    return row.c.state == written[0] if len(written) == 1 else row.c.state.in_(written)


async def plan_by_present_sizes(connection: AsyncConnection) -> None:
    """Let PostgreSQL plan what follows by how much there is now, and along indexes; SQLite does so anyway.

    A plan kept from a quiet night would look through a whole backlog for every row of it.
    """
    if connection.dialect.name != "sqlite":
        await connection.execute(
            select(*(func.set_config(name, value, literal(value=True)) for name, value in PRESENT_SIZES))
        )


class Repository:
    """A connection inside a unit of work, and the keys."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._db = connection
        self._vault = vault

    async def _one(self, table: Table, row_id: int) -> RowMapping | None:
        result = await self._db.execute(the_row(table), {OF_ROW: row_id})
        row: RowMapping | None = result.mappings().one_or_none()
        return row

    async def _update(self, table: Table, row_id: int, values: Mapping[str, Any]) -> None:
        await self._db.execute(changing(table), {**values, OF_ROW: row_id})

    async def _add(self, table: Table, values: Mapping[str, Any]) -> None:
        await self._db.execute(adding(table), values)

    async def _add_once(self, table: Table, values: Mapping[str, Any]) -> bool:
        """Insert a row unless one with the same key is there; says whether it was inserted."""
        return await insert_once(self._db, table, values)

    async def _data_key(self, person_id: int) -> bytes:
        found = await self._db.scalar(KEY_OF, {"of_person": person_id})
        if found is None:
            raise LookupError(f"no person {person_id}")
        return bytes(found)

    async def _seal_for(self, person_id: int, text: str, place: Place) -> bytes:
        return self._vault.seal(text, place, await self._data_key(person_id))

    async def _unseal_for(self, person_id: int, sealed: bytes, place: Place) -> str:
        return self._vault.unseal(sealed, place, await self._data_key(person_id))


def as_json(adapter: TypeAdapter[T], value: T) -> Any:  # noqa: ANN401 - plain JSON
    """A value as plain JSON data."""
    return adapter.dump_python(value, mode="json")

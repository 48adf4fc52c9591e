"""Inserting what may be there already, on either engine."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Executable, Table, literal
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


async def insert_once(connection: AsyncConnection, table: Table, values: Mapping[str, Any]) -> bool:
    """Insert a row unless one with the same key is there; says whether it was inserted.

    On PostgreSQL it waits for a transaction that has inserted that key and is not at its end.
    """
    return await connection.scalar(_once(table, connection.dialect.name), values) is not None


async def insert_all_once(connection: AsyncConnection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert several rows in one go, but for those whose keys are there.

    Who inserts the same keys at the same time must do so in the same order, or PostgreSQL ends one of the two.
    """
    await connection.execute(_once(table, connection.dialect.name), [dict(row) for row in rows])


@cache
def _once(table: Table, dialect: str) -> Executable:
    """With something to return, many rows go into one statement; else PostgreSQL is given one for each."""
    insert = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    return insert.on_conflict_do_nothing().returning(literal(1))

"""Inserting what may be there already, on either engine."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table, literal
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


async def insert_once(connection: AsyncConnection, table: Table, values: Mapping[str, Any]) -> bool:
    """Insert a row unless one with the same key is there; says whether it was inserted.

    On PostgreSQL it waits for a transaction that has inserted that key and is not at its end.
    """
    once = _insert(connection, table).values(**values).on_conflict_do_nothing().returning(literal(1))
    return await connection.scalar(once) is not None


async def insert_all_once(connection: AsyncConnection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert several rows in one go, but for those whose keys are there.

    Who inserts the same keys at the same time must do so in the same order, or PostgreSQL ends one of the two.
    """
    # With something to return, many rows go into one statement; else PostgreSQL is given one for each.
    once = _insert(connection, table).on_conflict_do_nothing().returning(literal(1))
    await connection.execute(once, [dict(row) for row in rows])


def _insert(connection: AsyncConnection, table: Table) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)

"""Inserting what may be there already, on either engine."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table, literal
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


async def insert_once(connection: AsyncConnection, table: Table, values: Mapping[str, Any]) -> bool:
    """Insert a row unless one with the same key is there; says whether it was inserted.

    On PostgreSQL it waits for a transaction that has inserted that key and is not at its end.
    """
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    once = dialect.insert(table).values(**values).on_conflict_do_nothing().returning(literal(1))
    return await connection.scalar(once) is not None

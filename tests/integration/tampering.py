"""Somebody who may do more than the bot: the owner of a database, whom no trigger stops."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import Database
from tests.integration.databases import NO_GUARDS

TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger'"


@asynccontextmanager
async def unguarded(database: Database) -> AsyncIterator[AsyncConnection]:
    """A transaction in which a chain can be changed. On SQLite the guards of the file are gone for good afterwards."""
    async with database.writing() as connection:
        if database.is_sqlite:
            for name in (await connection.scalars(text(TRIGGERS))).all():
                await connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            await connection.execute(text(NO_GUARDS.replace("SET", "SET LOCAL", 1)))
        yield connection

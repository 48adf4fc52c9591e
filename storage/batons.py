"""What one process at a time does, however many share a PostgreSQL database: whoever holds the baton for it.

A baton is an advisory lock of a connection of its own. It is free again the moment that its process dies, because the
connection dies with it. A process that is merely cut off learns so only when it next asks: a baton sees to it that work
is not done twice in vain, and nothing relies on it for being right.
"""

import asyncio
from enum import IntEnum

import structlog
from sqlalchemy import func, literal, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from storage.engine import Database

log = structlog.get_logger("batons")
SITBONE = 5173  # any number, the same in every process: sets our locks apart from those of others
ANSWER_WITHIN = 5.0  # seconds; a connection that takes longer counts as lost
# After these seconds without a sign of life the server lets go of what a machine held that has lost its power.
NOTICED = {"tcp_keepalives_idle": "5", "tcp_keepalives_interval": "5", "tcp_keepalives_count": "3"}


class Baton(IntEnum):
    """What there is to be held."""

    POLL = 1  # asking Telegram for updates
    TICKS = 2  # laying out days, closing windows, taking alerts further
    NIGHT = 3  # letting go of what has been kept long enough


class Batons:
    """The batons that this process holds. On SQLite, where it is alone, it holds all of them."""

    def __init__(self, database: Database) -> None:
        self._alone = database.is_sqlite
        self._engine: AsyncEngine | None = None
        if not self._alone:
            self._engine = create_async_engine(
                database.url, poolclass=NullPool, isolation_level="AUTOCOMMIT", hide_parameters=True
            )
        self._connection: AsyncConnection | None = None
        self._held: set[Baton] = set()
        self._one_at_a_time = asyncio.Lock()

    async def mine(self, baton: Baton) -> bool:
        """Whether this process holds a baton now; it takes one that nobody holds."""
        if self._alone:
            return True
        async with self._one_at_a_time:
            try:
                async with asyncio.timeout(ANSWER_WITHIN):
                    return await self._holds(await self._connected(), baton)
            except (DBAPIError, OSError) as error:  # the lock is gone with its connection
                log.warning("batons_lost", error=type(error).__name__)
                await self._let_go()
                return False

    async def close(self) -> None:
        """Give all batons back."""
        async with self._one_at_a_time:
            await self._let_go()

    async def _holds(self, connection: AsyncConnection, baton: Baton) -> bool:
        if baton in self._held:
            return await connection.scalar(select(literal(value=True))) is True
        if await connection.scalar(select(func.pg_try_advisory_lock(SITBONE, int(baton)))) is not True:
            return False
        log.info("baton_taken", baton=baton.name.lower())
        self._held.add(baton)
        return True

    async def _connected(self) -> AsyncConnection:
        if self._connection is None:
            assert self._engine is not None
            self._connection = await self._engine.connect()
            noticed = (func.set_config(name, value, literal(value=False)) for name, value in NOTICED.items())
            await self._connection.execute(select(*noticed))
        return self._connection

    async def _let_go(self) -> None:
        self._held.clear()
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.invalidate()
            await connection.close()

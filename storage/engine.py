"""Opening a database: SQLite by default, PostgreSQL where several processes share the work."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiosqlite import Connection
from sqlalchemy import Connection as SyncConnection
from sqlalchemy import event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from storage.near import NearConnection

# The server is gone, the disk is full, the file is locked: nothing that another statement would mend, but time may.
AWAY = (OperationalError, InterfaceError, NoConnectionError)
# WAL lets readers go on while one writes; FULL survives a power cut; secure_delete leaves no residue of erased rows.
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "busy_timeout=10000",
    "foreign_keys=ON",
    "secure_delete=ON",
)


class Database:
    """Connections to one database.

    On SQLite there is one writer at a time and every writing transaction begins IMMEDIATE: a deferred one that turns
    into a writer fails at once when another was faster, whatever the busy timeout says.
    """

    def __init__(self, url: str) -> None:
        self.url: URL = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._writer = self._engine(writer=True)
        self._reader = self._engine(writer=False) if self.is_sqlite else self._writer

    def _engine(self, *, writer: bool) -> AsyncEngine:
        if not self.is_sqlite:
            return create_async_engine(self.url, pool_size=5, max_overflow=5, pool_pre_ping=True, hide_parameters=True)
        if self.url.database:
            _private(Path(self.url.database))
        way = {"async_creator": self._near} if writer else {}
        engine = create_async_engine(
            self.url, pool_size=1 if writer else 4, max_overflow=0, pool_timeout=60, hide_parameters=True, **way
        )
        event.listen(engine.sync_engine, "connect", _set_pragmas)
        event.listen(engine.sync_engine, "begin", _begin_immediate if writer else _begin_deferred)
        return engine

    async def _near(self) -> Connection:
        return await NearConnection(self.url.database or ":memory:")

    @asynccontextmanager
    async def writing(self, *, isolated: bool = False) -> AsyncIterator[AsyncConnection]:
        """A transaction that may write; committed when the block ends, rolled back if it fails.

        With `isolated`, PostgreSQL refuses to overwrite what somebody else has changed since it began. On SQLite nobody
        else can: there is one writer at a time.
        """
        async with self._writer.connect() as connection:
            if isolated and not self.is_sqlite:
                await connection.execution_options(isolation_level="REPEATABLE READ")
            async with connection.begin():
                yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that only reads."""
        async with self._reader.connect() as connection:
            yield connection

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that only reads, and sees everything as it was at one moment, whoever writes meanwhile."""
        async with self.reading() as connection:
            if not self.is_sqlite:  # where every reading transaction is one already
                await connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    @asynccontextmanager
    async def migrating(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that may change the schema.

        On SQLite foreign keys are off in it: a table is changed by copying it, and dropping the old one would otherwise
        take the rows that refer to it along.
        """
        if not self.is_sqlite:
            async with self._writer.begin() as connection:
                yield connection
            return
        engine = create_async_engine(self.url, poolclass=NullPool)
        event.listen(engine.sync_engine, "connect", _set_pragmas)
        event.listen(engine.sync_engine, "connect", _foreign_keys_off)
        event.listen(engine.sync_engine, "begin", _begin_immediate)
        async with engine.begin() as connection:
            yield connection
            broken = (await connection.exec_driver_sql("PRAGMA foreign_key_check")).all()
            if broken:
                raise RuntimeError(f"rows would refer to nothing in {sorted({row[0] for row in broken})}")
        await engine.dispose()

    async def empty_log(self) -> None:
        """Let nothing that was erased stay in SQLite's write-ahead log; whoever reads at that moment puts it off."""
        if not self.is_sqlite:
            return
        engine = create_async_engine(self.url, poolclass=NullPool)
        event.listen(engine.sync_engine, "connect", _set_pragmas)
        async with engine.connect() as connection:
            await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        await engine.dispose()

    async def close(self) -> None:
        """Give all connections back."""
        await self._writer.dispose()
        await self._reader.dispose()


def _private(file: Path) -> None:
    """Make a database file that only its owner can read; the files beside it that SQLite makes follow it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)


def _set_pragmas(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's own adapter type
    # Without this the driver begins transactions by itself, and deferred.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _foreign_keys_off(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's own adapter type
    connection.execute("PRAGMA foreign_keys=OFF")


def _begin_immediate(connection: SyncConnection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_deferred(connection: SyncConnection) -> None:
    connection.exec_driver_sql("BEGIN")

"""Fresh databases for tests: the schema is made once per engine and session."""

import asyncio
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import psycopg
from psycopg import sql
from sqlalchemy import text

from scheduling.clock import RealClock
from storage.engine import Database
from storage.tables import metadata
from storage.upgrade import upgrade
from storage.vault import Vault, keyring, new_key, open_vault
from tests.postgres import Cluster

KEY = new_key()
MONDAY = datetime(2026, 1, 5, 7, 0, tzinfo=UTC)
# Real time is another time altogether, so that no test passes by mixing the two up.
REAL = datetime(2031, 6, 1, 12, 0, tzinfo=UTC)
# What a database refuses its users, the owner of the whole server can do all the same: no trigger asks them.
NO_GUARDS = "SET session_replication_role = replica"
EMPTIED = "; ".join(f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables) if table.name != "secret")


class Databases(Protocol):
    """A place where databases can be had; each method returns an address."""

    def empty(self) -> str:
        """One without any schema."""
        ...

    def own(self) -> str:
        """One with the schema and its keys, for a test that changes either."""
        ...

    def fresh(self) -> str:
        """One with the schema and its keys, and nothing else."""
        ...


async def vault_of(database: Database, *keys: str) -> Vault:
    """A database's keys, opened as the bot does at its start."""
    async with database.writing() as connection:
        return await open_vault(connection, keyring(list(keys or (KEY,))))


async def _furnished(address: str) -> None:
    database = Database(address)
    await upgrade(database, MONDAY)
    await vault_of(database)
    await database.close()


class SqliteFiles:
    """Files in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._made = folder, 0
        self._model = self._next()
        asyncio.run(_furnished(_sqlite(self._model)))

    def empty(self) -> str:
        """An address at which there is no file yet."""
        return _sqlite(self._next())

    def own(self) -> str:
        """A copy of a file that has the schema."""
        return _sqlite(Path(shutil.copy(self._model, self._next())))

    fresh = own

    def _next(self) -> Path:
        self._made += 1
        return self._folder / f"{self._made}.db"


def _sqlite(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


class PostgresDatabases:
    """Databases of one cluster; one of them is emptied and used again and again, because making one takes long."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster, self._made = cluster, 0
        self._admin = self._connected("postgres")
        self._model = self._create("template0")
        asyncio.run(_furnished(cluster.url(self._model)))
        self._used = self._create(self._model)
        self._cleaner = self._connected(self._used)
        self._cleaner.execute(NO_GUARDS)

    def close(self) -> None:
        """Leave the cluster."""
        self._cleaner.close()
        self._admin.close()

    def empty(self) -> str:
        """A new database."""
        return self._cluster.url(self._create("template0"))

    def own(self) -> str:
        """A copy of a database that has the schema."""
        return self._cluster.url(self._create(self._model))

    def fresh(self) -> str:
        """The one that is used again, emptied; whoever a failed test left connected to it is sent away."""
        others = "SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity WHERE datname = %s AND pid <> %s"
        self._admin.execute(others, (self._used, self._cleaner.info.backend_pid))
        self._cleaner.execute(EMPTIED)
        return self._cluster.url(self._used)

    def _connected(self, name: str) -> psycopg.Connection:
        return psycopg.connect(self._cluster.url(name).replace("+psycopg", ""), autocommit=True)

    def _create(self, model: str) -> str:
        self._made += 1
        name = f"test_{self._made}"
        made = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(model))
        self._admin.execute(made)
        return name


class Hands(RealClock):
    """A clock that a test moves by hand."""

    def __init__(self, start: datetime) -> None:
        self.at = start

    def now(self) -> datetime:
        """The present instant."""
        return self.at


async def blocked_or_done(database: Database, task: asyncio.Task[object]) -> None:
    """Return once a task waits for somebody else in its PostgreSQL database, or has come to its end without."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    while not task.done():
        async with database.reading() as connection:
            if await connection.scalar(text(waiting)):
                return

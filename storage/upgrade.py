"""Bringing a database to the program's schema, safely: refused if it is newer, copied first if it is a SQLite file."""

import io
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import Database

MIGRATIONS = Path(__file__).parent / "migrations"
UPGRADE_LOCK = 5173004  # any number, the same in every process: who upgrades PostgreSQL makes the others wait


class NewerDatabaseError(Exception):
    """The database was made by a newer Sitbone: install that version, or restore the copy made before its upgrade."""


class OlderDatabaseError(Exception):
    """The database is not of this version yet, or empty: `sitbone db upgrade` brings it up to date."""


def _config(connection: Connection | None = None) -> Config:
    config = Config(stdout=io.StringIO())
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


async def upgrade(database: Database, now: datetime) -> str | None:
    """Bring the schema up to date; says where an older SQLite file was copied to first, if it was.

    Raises:
        NewerDatabaseError: if the database knows a revision that this program does not.
    """
    async with database.reading() as connection:
        current = await connection.run_sync(_current)
    if current == head():
        return None
    if current is not None and not _known(current):
        raise NewerDatabaseError
    copied = _copy(database, current, now) if current is not None and database.is_sqlite else None
    async with database.migrating() as connection:
        await _alone(connection, database)
        await connection.run_sync(_run(lambda config: command.upgrade(config, "head")))
    return copied


def head() -> str:
    """The newest revision that the program knows."""
    found = ScriptDirectory.from_config(_config()).get_current_head()
    assert found is not None
    return found


async def current_revision(database: Database) -> str | None:
    """The revision that a database is at; None if it is empty."""
    async with database.reading() as connection:
        return await connection.run_sync(_current)


async def require_current(database: Database) -> None:
    """Make sure that a database which is only read is of this version.

    Raises:
        NewerDatabaseError: if it is of a later one.
        OlderDatabaseError: if it is of an earlier one, or empty.
    """
    current = await current_revision(database)
    if current is not None and not _known(current):
        raise NewerDatabaseError
    if current != head():
        raise OlderDatabaseError


async def downgrade(database: Database, to: str) -> None:
    """Take the schema back; for tests of the way there and back."""
    async with database.migrating() as connection:
        await connection.run_sync(_run(lambda config: command.downgrade(config, to)))


async def differences(database: Database) -> str | None:
    """What a new revision would still have to change, or None if tables and schema agree."""

    def compared(connection: Connection) -> str | None:
        try:
            command.check(_config(connection))
        except Exception as error:  # noqa: BLE001 - Alembic has its own error for this and the text is the answer
            return str(error)
        return None

    async with database.migrating() as connection:
        return await connection.run_sync(compared)


def _current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _known(revision: str) -> bool:
    return any(script.revision == revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def _run(what: Callable[[Config], object]) -> Callable[[Connection], None]:
    def run(connection: Connection) -> None:
        what(_config(connection))

    return run


async def _alone(connection: AsyncConnection, database: Database) -> None:
    if not database.is_sqlite:
        await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": UPGRADE_LOCK})


def _copy(database: Database, revision: str, now: datetime) -> str:
    """Copy a SQLite file by its backup interface, which is safe while it is in use."""
    source = Path(str(database.url.database))
    target = source.with_name(f"{source.name}.before-upgrade-{revision}-{now:%Y%m%dT%H%M%SZ}")
    target.touch(mode=0o600, exist_ok=False)  # before anything is in it
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
    return str(target)

"""Is the database there, of this version, and do the keys open it?"""

from collections.abc import AsyncIterator
from datetime import datetime

from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError, InterfaceError

from bot.doctor.clocks import compared
from bot.doctor.files import database_file
from bot.doctor.findings import Finding, left_out
from bot.keys import kept_keys
from bot.settings import Settings, SettingsError
from scheduling.clock import RealClock
from storage.engine import Database
from storage.upgrade import NewerDatabaseError, OlderDatabaseError, head, require_current
from storage.vault import WrongKeyError, keyring
from storage.wrapped import require_keys

OLDEST = 150_000  # PostgreSQL 15, as it numbers itself
BEGIN = "If this is a new clinic, sitbone run makes it; if not, correct DATABASE_URL or restore a backup"


async def database_checked(settings: Settings) -> AsyncIterator[Finding]:
    """The database, its schema, the keys, and the clock of its machine."""
    file = database_file(settings)
    if file is not None and not file.exists():
        yield Finding("database", f"there is no file {file}", BEGIN)
        for one in left_out("there is no database", "schema", "keys"):
            yield one
        return
    database = None
    try:
        database = Database(settings.database_url)
        async for found in _looked_at(database, settings):
            yield found
    except (DatabaseError, InterfaceError) as error:
        yield _away(str(error.orig).splitlines()[0])
    except OSError as error:
        yield _away(str(error.strerror))
    finally:
        if database is not None:
            await database.close()


def _away(why: str) -> Finding:
    return Finding("database", f"cannot be used ({why})", "Start the server, or correct DATABASE_URL")


async def _looked_at(database: Database, settings: Settings) -> AsyncIterator[Finding]:
    yield await _reached(database)
    if not database.is_sqlite:
        yield compared("the database's", await _its_clock(database), RealClock().now())
    schema = await _schema(database)
    yield schema
    if schema.is_wrong:
        yield left_out("the schema is another", "keys")[0]
    else:
        yield await _keys(database, settings)


async def _reached(database: Database) -> Finding:
    async with database.reading() as connection:
        await connection.execute(text("SELECT 1"))
        if database.is_sqlite:
            return Finding("database", f"{database.url.database} can be read")
        version = int(str(await connection.scalar(text("SHOW server_version_num"))))
    said = f"PostgreSQL {version // 10_000} answers"
    return Finding("database", said, "" if version >= OLDEST else "Move to PostgreSQL 15 or newer")


async def _its_clock(database: Database) -> datetime:
    async with database.reading() as connection:
        at: datetime = (await connection.execute(select(func.clock_timestamp()))).scalar_one()
    return at


async def _schema(database: Database) -> Finding:
    try:
        await require_current(database)
    except NewerDatabaseError:
        return Finding("schema", "is of a newer Sitbone", "Install that version, or restore a backup of this one")
    except OlderDatabaseError:
        return Finding(
            "schema", "is of an older version, or not there yet", "Call sitbone db upgrade, or start the bot"
        )
    return Finding("schema", f"revision {head()}, as it must be")


async def _keys(database: Database, settings: Settings) -> Finding:
    try:
        ring = keyring(kept_keys(settings))
        async with database.reading() as connection:
            number = await require_keys(connection, ring)
    except SettingsError as error:
        return Finding("keys", str(error), "Without them no name can be read")
    except WrongKeyError:
        return Finding("keys", "do not open all that is sealed", "Set the keys that it was made with, newest first")
    return Finding("keys", f"open all {number} keys in the database")

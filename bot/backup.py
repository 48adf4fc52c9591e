"""`sitbone backup` and `sitbone restore`: everything into one sealed file, and from there into an empty database."""

from pathlib import Path

from bot.exits import AnswerIsNoError, BadInputError
from bot.keys import kept_keys
from bot.only_one import only_one
from bot.settings import Settings
from bot.stored import stored_database
from scheduling.clock import RealClock
from storage.backup import UnreadableRowError, write_backup
from storage.engine import Database
from storage.restore import Backup, BackupError, read_backup, restore
from storage.upgrade import head
from storage.vault import keyring

NOW = "%Y-%m-%d %H:%M:%S UTC"


async def backed_up(settings: Settings, file: Path) -> str:
    """Write a backup into a new file, while the bot runs; returns what to say of it.

    Raises:
        BadInputError: if the file is there already.
        AnswerIsNoError, WrongKeyError, NewerDatabaseError, OlderDatabaseError: if the database cannot be used.
    """
    ring, now = keyring(kept_keys(settings)), RealClock().now()
    async with stored_database(settings) as database:
        try:
            rows = await write_backup(database, ring, file, now)
        except FileExistsError as error:
            raise BadInputError(f"{file}: is there already") from error
        except UnreadableRowError as error:
            raise AnswerIsNoError(f"{error}; sitbone verify tells more of plans") from error
    return (
        f"{file} holds all {rows} rows as they were at {now:{NOW}}, of revision {head()}. "
        "It opens only with the ENCRYPTION_KEYS of today: keep them in another place."
    )


async def restored(settings: Settings, file: Path) -> str:
    """Take a backup into the empty database of the settings; returns what to say of it.

    Raises:
        BadInputError: if the backup cannot be used, or the database is not empty; nothing was changed then.
        AlreadyRunningError: if a bot runs on the database file.
    """
    ring = keyring(kept_keys(settings))
    try:
        backup = read_backup(file, ring)
        with only_one(settings.database_url):
            rows = await _taken_in(settings, backup)
    except BackupError as error:
        raise BadInputError(f"{file}: {error}") from error
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        raise BadInputError(f"{error.filename}: {error.strerror}") from error
    return (
        f"All {rows} rows of {backup.header.made_at:{NOW}} are in the database. "
        "Next: sitbone verify; then erase anew whoever was erased since that time; then sitbone run."
    )


async def _taken_in(settings: Settings, backup: Backup) -> int:
    database = Database(settings.database_url)
    try:
        return await restore(backup, database, keyring(kept_keys(settings)), RealClock().now())
    finally:
        await database.close()

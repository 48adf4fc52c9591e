"""Whose are the files that hold secrets, and is there room for more?"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.doctor.findings import Finding
from bot.keys import key_file
from bot.settings import Settings

ENV = Path(".env")
OTHERS, ALL_BUT_GROUP_READS = 0o077, 0o037  # what nobody else may do
ROOM = 1_000_000_000  # bytes
MEGA = 1_000_000


def files_checked(settings: Settings) -> Iterator[Finding]:
    """May anybody but their owner read the database, its copies, the keys or the settings?"""
    there = [(file, forbidden) for file, forbidden in _secret(settings) if file.exists()]
    wrong = [found for file, forbidden in there if (found := _permitted(file, forbidden))]
    names = ", ".join(str(file) for file, _ in there)
    yield from wrong or [Finding("files", f"nobody else can read {names}" if there else "there are none yet")]


def _secret(settings: Settings) -> Iterator[tuple[Path, int]]:
    yield ENV, ALL_BUT_GROUP_READS
    yield key_file(settings), OTHERS
    if (database := database_file(settings)) is not None:
        yield from ((file, OTHERS) for file in sorted(database.parent.glob(f"{database.name}*")))


def database_file(settings: Settings) -> Path | None:
    """The file of a SQLite database; None on PostgreSQL."""
    url = make_url(settings.database_url)
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def _permitted(file: Path, forbidden: int) -> Finding | None:
    if not os.access(file, os.R_OK):
        return Finding("files", f"{file} cannot be read", "Call this as the user who runs the bot, or chown it")
    if file.stat().st_mode & forbidden:
        return Finding("files", f"others than its owner can use {file}", f"chmod 600 {file}")
    return None


def room_checked(settings: Settings) -> Finding:
    """A full disk stops everything; before an upgrade a SQLite file is copied."""
    database = database_file(settings)
    if database is None:
        return Finding("disk", "the database is on a server; watch its disk there")
    folder = next(one for one in database.absolute().parents if one.exists())
    free, size = shutil.disk_usage(folder).free, database.stat().st_size if database.exists() else 0
    said = f"{free // MEGA:,} MB free at {folder}, the database has {size // MEGA:,} MB"
    short = free < max(ROOM, 2 * size)
    return Finding("disk", said, "Make room: at least 1,000 MB and twice the database" if short else "")

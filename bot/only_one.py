"""One bot a SQLite file: a second one is refused, because the first counts on being alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from storage.engine import Database


class AlreadyRunningError(Exception):
    """Another Sitbone runs on this database file: stop it first, or use PostgreSQL for several processes."""


@contextmanager
def only_one(database: Database) -> Iterator[None]:
    """Hold a SQLite file for this process while the block lasts; on PostgreSQL there is nothing to hold.

    Raises:
        AlreadyRunningError: if another process holds it.
    """
    if not database.is_sqlite or not database.url.database:
        yield
        return
    lock = FileLock(Path(database.url.database).with_suffix(".lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise AlreadyRunningError from error
    try:
        yield
    finally:
        lock.release()

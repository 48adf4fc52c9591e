"""One bot a SQLite file: a second one is refused, because the first counts on being alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy.engine import make_url


class AlreadyRunningError(Exception):
    """Another Sitbone runs on this database file: stop it first, or use PostgreSQL for several processes."""


@contextmanager
def only_one(database_url: str) -> Iterator[None]:
    """Hold a SQLite file for this process while the block lasts; on PostgreSQL there is nothing to hold.

    Before anything else is done with the file: a newer program must not bring it up to date under an older one.

    Raises:
        AlreadyRunningError: if another process holds it.
    """
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        yield
        return
    file = Path(url.database)
    file.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(file.with_suffix(".lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise AlreadyRunningError from error
    try:
        yield
    finally:
        lock.release()

"""A connection to SQLite that goes to its thread only where SQLite may have to wait: for the lock, or for the disk."""

from collections.abc import Callable
from sqlite3 import Cursor
from typing import Any, TypeVar

from aiosqlite import Connection

R = TypeVar("R")
FETCHES = frozenset({"fetchone", "fetchmany", "fetchall", "close"})
ASKS = frozenset({"execute", "executemany"})
QUICK = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")


class NearConnection(Connection):
    """Statements within a transaction run where they are asked.

    They take some ten microseconds, and the way to a thread and back ten times as long. What begins a transaction waits
    for whoever is writing, what ends one for the disk: that goes to the thread, as does everything that is not known.
    """

    async def _execute(self, fn: Callable[..., R], *args: Any, **kwargs: Any) -> R:
        if self._connection is not None and _is_quick(fn, args):
            return fn(*args, **kwargs)
        result: R = await super()._execute(fn, *args, **kwargs)
        return result


def _is_quick(fn: Callable[..., object], args: tuple[Any, ...]) -> bool:
    of_cursor = isinstance(getattr(fn, "__self__", None), Cursor)
    if of_cursor and fn.__name__ in ASKS:
        return bool(args[0].startswith(QUICK))
    return fn.__name__ == "cursor" or (of_cursor and fn.__name__ in FETCHES)

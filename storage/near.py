"""A connection to SQLite that goes to its thread only where SQLite may have to wait: for the lock, or for the disk."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from aiosqlite import Connection

R = TypeVar("R")
ROWS_AT_ONCE = 64
STATEMENTS = frozenset({"execute", "executemany"})
RESULTS = frozenset({"fetchone", "fetchmany", "fetchall", "close"})
QUICK = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")


class NearConnection(Connection):
    """Statements within a transaction run where they are asked.

    They take some ten microseconds, and the way to a thread and back ten times as long. What begins a transaction waits
    for whoever is writing, what ends one for the disk: that goes to the thread, as does everything that is not known.
    """

    def __init__(self, file: str) -> None:
        """For one file; await it to open the connection."""
        super().__init__(lambda: sqlite3.connect(file, check_same_thread=False), ROWS_AT_ONCE)
        self._thread.daemon = True  # as SQLAlchemy has it: a connection that was left open does not hold up the end

    async def _connect(self) -> Connection:
        try:
            return await super()._connect()
        except BaseException:
            # The thread has one more word to say, and a loop that is closed by then would not take it.
            await asyncio.to_thread(self._thread.join)
            raise

    async def _execute(self, fn: Callable[..., R], *args: object, **kwargs: object) -> R:
        if self._connection is not None and _is_quick(fn, args):
            return fn(*args, **kwargs)
        in_thread: Callable[..., Awaitable[Any]] = super()._execute
        result: R = await in_thread(fn, *args, **kwargs)
        return result


def _is_quick(fn: Callable[..., object], args: tuple[object, ...]) -> bool:
    match getattr(fn, "__self__", None):
        case sqlite3.Cursor():
            return fn.__name__ in RESULTS or (fn.__name__ in STATEMENTS and str(args[0]).startswith(QUICK))
        case sqlite3.Connection() as connection:
            # Every connection that is given back is rolled back, also if there is nothing left to undo.
            return fn.__name__ == "cursor" or (fn.__name__ == "rollback" and not connection.in_transaction)
    return False

"""Waking other processes of a PostgreSQL database: what is committed in one is looked at by all of them at once.

Only a hint, as a bell is within one process: a notice that is lost delays by no more than a second.
"""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import aclosing
from typing import Protocol

import structlog
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import Database

log = structlog.get_logger("notices")
CHANNEL = "sitbone"
ARRIVED, SAID = "arrived", "said"  # in the inbox; in the outbox
LISTEN_FOR = 1.0  # seconds, then it is looked whether the process stops
AGAIN_AFTER = 1.0


class Stopping(Protocol):
    """Whether the process is about to stop."""

    def is_set(self) -> bool:
        """Whether to stop."""
        ...


async def announce(connection: AsyncConnection, *what: str) -> None:
    """Tell all processes, when this transaction is committed; SQLite has only the one."""
    if what and connection.dialect.name != "sqlite":
        await connection.execute(select(*(func.pg_notify(CHANNEL, one) for one in what)))


async def listen(database: Database, stopping: Stopping, bells: Mapping[str, Callable[[], None]]) -> None:
    """Ring a bell for each notice, until the process stops; PostgreSQL only.

    Whenever it begins to listen, also after a lost connection, all of them are rung.
    """
    import psycopg  # only where there is something to listen to: it takes a quarter of a second and 10 MB

    while not stopping.is_set():
        try:
            await _listen(database, stopping, bells)
        except (psycopg.Error, OSError) as error:
            log.warning("not_listening", error=type(error).__name__)
            await asyncio.sleep(AGAIN_AFTER)


def _of_another_version() -> None:
    """What a newer process tells its like."""


async def _listen(database: Database, stopping: Stopping, bells: Mapping[str, Callable[[], None]]) -> None:
    from psycopg import AsyncConnection as Listener

    address = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    async with await Listener.connect(address, autocommit=True) as connection:
        await connection.execute(f"LISTEN {CHANNEL}")
        for ring in bells.values():
            ring()
        while not stopping.is_set():
            async with aclosing(connection.notifies(timeout=LISTEN_FOR)) as notices:
                async for notice in notices:
                    bells.get(notice.payload, _of_another_version)()

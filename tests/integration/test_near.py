"""Where statements on SQLite run: in place, but for what may have to wait."""

import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.near import NearConnection

Seen = list[tuple[str, int]]
HERE = threading.get_ident()


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[NearConnection]:
    """An open connection to a file with one table."""
    opened = NearConnection(str(tmp_path / "file.db"))
    async with opened:
        opened.isolation_level = None
        await opened.execute("CREATE TABLE one (number INTEGER)")
        yield opened


@pytest.fixture
async def seen(connection: NearConnection) -> Seen:
    """Every statement, with the thread that it ran in."""
    ran = Seen()
    await connection.set_trace_callback(lambda sql: ran.append((sql.split()[0], threading.get_ident())))
    return ran


async def test_what_may_wait_runs_in_the_thread_and_the_rest_here(connection: NearConnection, seen: Seen) -> None:
    """The lock is waited for when a transaction begins, the disk when it ends."""
    cursor = await connection.cursor()
    await cursor.execute("BEGIN IMMEDIATE")
    await cursor.execute("INSERT INTO one VALUES (?)", (1,))
    await cursor.executemany("INSERT INTO one VALUES (?)", [(2,), (3,)])
    await cursor.execute("SELECT number FROM one")
    assert [row[0] for row in await cursor.fetchall()] == [1, 2, 3]
    await cursor.close()
    await connection.commit()
    here = {what: thread == HERE for what, thread in seen}
    assert here == {"BEGIN": False, "INSERT": True, "SELECT": True, "COMMIT": False}


async def test_a_statement_after_a_commit_waits_for_it(connection: NearConnection) -> None:
    """Whatever is under way in the thread is over when the next statement runs."""
    cursor = await connection.cursor()
    for number in range(20):
        await cursor.execute("BEGIN IMMEDIATE")
        await cursor.execute("INSERT INTO one VALUES (?)", (number,))
        await connection.rollback() if number % 2 else await connection.commit()
    await cursor.execute("SELECT number FROM one")
    assert [row[0] for row in await cursor.fetchall()] == list(range(0, 20, 2))

"""The database is gone for a while, and comes back: the same processes go on, nothing is lost.

What may be repeated is a message that was being sent when the database went, if it stays away for longer than its
sender can wait to record what became of it; its row says so. Nothing else comes twice.
"""

import asyncio
import resource
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest

from sandbox.server import SandboxServer
from sandbox.world import World
from tests.faults.crew import Crew
from tests.faults.crowd import PEOPLE, Crowd, said
from tests.postgres import Cluster

AWAY = 1.5  # real seconds


@contextmanager
def crashed(cluster: Cluster) -> Iterator[None]:
    """The PostgreSQL server is killed, and started again."""
    cluster.stop()
    yield
    cluster.start()


@contextmanager
def locked(_: Crew, file: Path) -> Iterator[None]:
    """Somebody else writes to the SQLite file for longer than anybody waits: a tool of the operator's, a backup."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def full(crew: Crew, file: Path) -> Iterator[None]:
    """No file may grow any more: SQLite meets in each write beyond its end what a full disk answers."""
    [pid] = map(crew.pid, crew.names)
    _, most = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    grown = max(part.stat().st_size for part in file.parent.glob(f"{file.name}*"))
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (grown, most))
    yield
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, most))


async def live_through(crew: Crew, crowd: Crowd, world: World, trouble: AbstractContextManager[None]) -> None:
    """In the middle of a busy morning: who wrote meanwhile is answered, and every prompt comes, once."""
    names = crew.names
    texts = await crowd.prompts()
    crowd.write(10)
    await asyncio.sleep(0.3)
    with trouble:
        crowd.write(10)
        await crew.complains("database_away")
        await asyncio.sleep(AWAY)
    crowd.write(5)
    await crew.until(crowd.is_quiet, "something is stuck")
    rows, out = await crowd.rows(), said(world)
    assert crew.names == names
    assert not set(texts) - set(out), "something was never said"
    assert {row["state"] for row in rows} == {"sent"}
    assert len(rows) == len(texts) + crowd.written, "something was said twice over"
    assert out.total() - len(rows) <= sum(row["unsure"] for row in rows)


async def test_processes_wait_for_a_server_that_crashed(
    crew: Crew, crowd: Crowd, world: World, cluster: Cluster
) -> None:
    """Two processes on PostgreSQL, and neither ends."""
    await crew.start(2)
    crowd.write(PEOPLE)  # a bot may not write to somebody who has never written to it
    await crew.until(crowd.is_quiet, "not everybody was answered")
    await live_through(crew, crowd, world, crashed(cluster))


@pytest.fixture
async def alone(world: World, tmp_path: Path) -> AsyncIterator[Crew]:
    """One process on a SQLite file."""
    async with SandboxServer(world) as server:
        crew = Crew(f"sqlite+aiosqlite:///{tmp_path / 'sitbone.db'}", server, world, tmp_path)
        await crew.start()
        yield crew
        await crew.close()


@pytest.mark.parametrize("trouble", [locked, full])
async def test_a_process_waits_for_a_file_that_cannot_be_written(
    alone: Crew, world: World, tmp_path: Path, trouble: Callable[[Crew, Path], AbstractContextManager[None]]
) -> None:
    """SQLite: what arrives is not confirmed to Telegram before it can be stored, and no update is given up for it."""
    crowd = Crowd(world, alone.database)
    crowd.write(PEOPLE)
    await alone.until(crowd.is_quiet, "not everybody was answered")
    await live_through(alone, crowd, world, trouble(alone, tmp_path / "sitbone.db"))

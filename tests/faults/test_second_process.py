"""A second `sitbone run` on a SQLite file that has one already."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.only_one import AlreadyRunningError, only_one
from sandbox.clocks import RunningClock
from sandbox.server import SandboxServer
from sandbox.world import World
from tests.acceptance.rig import KEY


async def _run(world: World, origin: str, address: str) -> tuple[int | None, list[str]]:
    """`sitbone run`, to its end; its exit code, and what it says on standard error."""
    given = {"BOT_TOKEN": world.token, "DATABASE_URL": address, "TELEGRAM_API_URL": origin, "ENCRYPTION_KEYS": KEY}
    command = (sys.executable, "-m", "bot", "run")
    process = await asyncio.create_subprocess_exec(*command, stderr=PIPE, env={**os.environ, **given})
    _, said = await process.communicate()
    return process.returncode, said.decode().splitlines()


async def test_it_is_refused_in_one_line_and_changes_nothing(tmp_path: Path) -> None:
    """The first one counts on being alone; the second does not even look at the database."""
    world = World(RunningClock(datetime.now(UTC)), seed=1)  # noqa: TID251 - the real clock here
    file = tmp_path / "sitbone.db"
    address = f"sqlite+aiosqlite:///{file}"
    async with SandboxServer(world) as server:
        with only_one(address):
            code, lines = await _run(world, server.url, address)
    assert (code, len(lines)) == (1, 1)
    assert lines[0].startswith("Another Sitbone runs on this database file")
    assert not file.exists()


def test_the_file_is_free_again_afterwards(tmp_path: Path) -> None:
    """Whether the first one has stopped in order, or died: the system lets go of its lock."""
    address = f"sqlite+aiosqlite:///{tmp_path / 'data' / 'sitbone.db'}"
    with only_one(address), pytest.raises(AlreadyRunningError), only_one(address):
        pass
    with only_one(address):
        pass


def test_on_postgresql_there_may_be_many() -> None:
    """The database keeps them apart."""
    address = "postgresql+psycopg://sitbone@localhost/sitbone"
    with only_one(address), only_one(address):
        pass

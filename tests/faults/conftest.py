"""A PostgreSQL server and a Telegram for what only real processes can show."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sandbox.clocks import RunningClock
from sandbox.flood import FloodLimits
from sandbox.server import SandboxServer
from sandbox.world import World
from tests.faults.crew import Crew
from tests.faults.crowd import Crowd
from tests.postgres import Cluster, running_cluster


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A server for this test run."""
    with running_cluster() as running:
        yield running


@pytest.fixture
def world() -> World:
    """A Telegram with its limits."""
    return World(RunningClock(datetime.now(UTC)), seed=1, flood=FloodLimits())  # noqa: TID251 - the real clock here


@pytest.fixture
async def crew(cluster: Cluster, world: World, tmp_path: Path) -> AsyncIterator[Crew]:
    """Nobody yet."""
    async with SandboxServer(world) as server:
        crew = Crew(cluster.fresh(), server, world, tmp_path)
        yield crew
        await crew.close()


@pytest.fixture
def crowd(world: World, crew: Crew) -> Crowd:
    """Everybody."""
    return Crowd(world, crew.database)

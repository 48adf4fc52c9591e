"""Of several processes one asks Telegram for updates; the others stand by."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.poller import Poller
from sandbox.clocks import RunningClock
from sandbox.world import World
from scheduling.wake import Bell
from storage.unit_of_work import SqlWork


class Process:
    """A poller that holds the baton when the test says so."""

    def __init__(self, world: World, work: SqlWork) -> None:
        self.holds, self.stopping, self.waits = False, asyncio.Event(), 0
        self.bot, self.arrived = world.bot(), Bell()
        now = datetime(2026, 1, 5, tzinfo=UTC)
        self.poller = Poller(self.bot, work, lambda: now, self.arrived, self.mine, poll_seconds=0)

    async def mine(self) -> bool:
        """Whether it is this one that polls."""
        return self.holds

    async def wait(self, seconds: float) -> None:
        """Somebody else has died by the time that it looks for the third time; a while later the process stops."""
        self.waits += 1
        self.holds = self.waits >= 3
        if self.waits == 10:
            self.stopping.set()

    async def run(self) -> None:
        """Until it stops."""
        async with self.bot:
            await self.poller.run(self.stopping, self.wait)


@pytest.fixture
def world() -> World:
    """A Telegram in which somebody has written."""
    world = World(RunningClock(datetime.now(UTC)), seed=1)  # noqa: TID251 - the real clock here
    world.person("Ann").says("hello")
    return world


async def test_who_stands_by_does_not_ask_telegram(world: World, work: SqlWork) -> None:
    """Not once, until the baton is free; then it takes over what waits."""
    process = Process(world, work)

    async def stop_when_it_has_come() -> None:
        await process.arrived.wait(60)
        process.stopping.set()

    await asyncio.gather(process.run(), stop_when_it_has_come())
    assert process.waits == 3
    async with work("look") as uow:
        assert await uow.inbox.claim(datetime(2026, 1, 5, tzinfo=UTC), 60) is not None

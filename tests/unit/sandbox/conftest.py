"""A sandbox for each test: a clock that stands still, one bot, and one patient who has started it."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Bot

from sandbox import ManualClock, Person, SandboxServer, World
from sandbox.params import Params, Upload
from tests.unit.sandbox.tools import bot_over_http

MORNING = datetime(2026, 1, 5, 8, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Envelope:
    """What came back, taken apart."""

    status: int
    ok: bool
    result: Any = None
    description: str | None = None
    error_code: int | None = None
    parameters: Any = None


class Caller:
    """Calls a method of the Bot API without any client library in between."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def __call__(self, method: str, uploads: dict[str, Upload] | None = None, /, **values: object) -> Envelope:
        reply = await self._world.api.call(method, Params(values, uploads))
        return Envelope(reply.status, **json.loads(reply.body))

    async def updates(self, **values: object) -> list[dict[str, Any]]:
        """The result of getUpdates."""
        found = (await self("getUpdates", **values)).result
        assert isinstance(found, list)
        return found


@pytest.fixture(autouse=True)
def _durations_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library warns about every duration that it gives as a number, and here warnings are errors."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def clock() -> ManualClock:
    """It stands still until the test moves it."""
    return ManualClock(MORNING)


@pytest.fixture
def world(clock: ManualClock) -> World:
    """One bot and nobody else."""
    return World(clock)


@pytest.fixture
def call(world: World) -> Caller:
    """The Bot API itself."""
    return Caller(world)


@pytest.fixture
def pat(world: World) -> Person:
    """Somebody who has started the bot, and whose /start has been taken off the queue."""
    person = world.person("Pat")
    person.start()
    world.account.updates.clear()
    return person


@pytest.fixture
async def bot(world: World) -> Bot:
    """A bot of python-telegram-bot, without sockets."""
    bot = world.bot()
    await bot.initialize()
    return bot


@pytest.fixture(params=["without sockets", "over HTTP"])
async def either_bot(request: pytest.FixtureRequest, world: World) -> AsyncIterator[Bot]:
    """The same bot through each adapter in turn."""
    if request.param == "without sockets":
        async with world.bot() as bot:
            yield bot
        return
    async with SandboxServer(world) as server, bot_over_http(world, server) as bot:
        yield bot

"""The real process takes updates by webhook and dies, by SIGKILL: what Telegram was told that we have is never lost."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest

from bot.web.webhook import HEADER
from sandbox.clocks import RunningClock
from sandbox.people import Person
from sandbox.server import SandboxServer
from sandbox.world import World
from tests.acceptance.rig import MONDAY, OWNER_CODE
from tests.acceptance.test_webhook import free_port
from tests.faults.supervised import Point, Supervised

SECRET = "what-telegram-proves-itself-with"
SETTING_UP = (("called", "Clinic"), ("phone", "0207"), ("answered", "9-17"), ("emergency", "999"))
HOME = "/start"
# After the update was stored, after it was dealt with, and around the sending of the answer.
DEATHS: tuple[Point, ...] = tuple((point, 1) for point in ("stored", "processed", "begun", "sent"))


@asynccontextmanager
async def supervised(folder: Path, points: Iterator[Point]) -> AsyncIterator[tuple[Supervised, World, str]]:
    """A process that is started again whenever it dies, and where it takes updates."""
    address = f"http://127.0.0.1:{free_port()}"
    settings = {"LISTEN": address.removeprefix("http://"), "WEBHOOK_URL": address, "WEBHOOK_SECRET": SECRET}
    real = RunningClock(datetime.now(UTC), speed=10)  # noqa: TID251 - Telegram's pauses between two attempts are long
    world = World(real, shown=lambda: MONDAY, seed=1)
    async with SandboxServer(world) as server:
        bot = Supervised(world, server, folder, points, MONDAY, settings)
        await bot.start()
        try:
            yield bot, world, f"{address}/telegram/updates"
        finally:
            await bot.close()


async def sets_up(bot: Supervised, owner: Person) -> None:
    """The administrator comes in and enters the clinic's details."""
    owner.start(OWNER_CODE)
    for question, answer in SETTING_UP:
        await bot.reads(owner, question)
        owner.says(answer)
    await bot.reads(owner, "Emergency: 999")


async def test_sudden_deaths_lose_nothing_that_was_brought(tmp_path: Path) -> None:
    """Whatever was on its way is brought, dealt with and answered, and each answer is taken once."""
    async with supervised(tmp_path, iter(DEATHS)) as (bot, world, _):
        owner = world.person("Dr Weber")
        await sets_up(bot, owner)
        assert bot.deaths == [point for point, _ in DEATHS]
        calls = {call.method.lower() for call in world.api.calls}
    assert "setwebhook" in calls
    assert "getupdates" not in calls


@pytest.fixture
def session_headers() -> dict[str, str]:
    """What Telegram proves itself with."""
    return {HEADER: SECRET}


async def test_what_was_confirmed_is_answered_though_the_process_dies_at_once(
    tmp_path: Path, session_headers: dict[str, str]
) -> None:
    """Nobody brings it again: Telegram has heard that we have it."""
    async with supervised(tmp_path, iter(())) as (bot, world, address):
        owner = world.person("Dr Weber")
        await sets_up(bot, owner)
        heard = len(owner.screen().from_bot)
        await bring(address, session_headers, owner, range(1, 6))
        await bot.dies()
        await bot.until(lambda: len(owner.screen().from_bot) >= heard + 5, "something was confirmed and lost")


async def bring(address: str, headers: dict[str, str], person: Person, numbers: range) -> None:
    """Bring updates that nobody else knows of; each is confirmed."""
    chat = {"id": person.id, "type": "private"}
    sender = {"id": person.id, "is_bot": False, "first_name": "Ada"}
    async with aiohttp.ClientSession(headers=headers) as session:
        for number in numbers:
            message = {"message_id": 1000 + number, "date": 0, "chat": chat, "from": sender, "text": HOME}
            async with session.post(address, json={"update_id": number, "message": message}) as answer:
                assert answer.status == 200

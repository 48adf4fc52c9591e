"""Long polling, and two pollers at once."""

import asyncio
from typing import Any

import aiohttp
import pytest
from telegram import Bot
from telegram.error import Conflict

from sandbox import ManualClock, Person, SandboxServer, World
from tests.unit.sandbox.conftest import Caller, Envelope
from tests.unit.sandbox.tools import until

OTHER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


async def settle() -> None:
    """Let everything that can run do so."""
    for _ in range(10):
        await asyncio.sleep(0)


async def test_a_poll_waits_for_the_first_update(call: Caller, pat: Person) -> None:
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(call.updates(timeout=30))
        await settle()
        assert not poll.done()
        pat.says("Hello")
    assert poll.result()[0]["message"]["text"] == "Hello"


async def test_a_poll_without_a_timeout_does_not_wait(call: Caller) -> None:
    assert await call.updates() == []


@pytest.mark.parametrize(("asked", "waited"), [(30, 30), (50, 50), (600, 50)])
async def test_no_poll_waits_longer_than_50_seconds(call: Caller, clock: ManualClock, asked: int, waited: int) -> None:
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(call.updates(timeout=asked))
        await settle()
        clock.advance(waited - 1)
        await settle()
        assert not poll.done()
        clock.advance(1)
    assert poll.result() == []


async def test_the_same_offset_again_within_three_seconds_is_made_to_wait_three(
    call: Caller, clock: ManualClock
) -> None:
    assert await call.updates(offset=7) == []
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(call.updates(offset=7, timeout=0))
        await settle()
        assert not poll.done()
        clock.advance(3)
    assert poll.result() == []
    clock.advance(3)
    assert await call.updates(offset=7) == []


async def test_the_same_offset_again_within_half_a_second_gets_one_update(
    call: Caller, pat: Person, clock: ManualClock
) -> None:
    pat.says("one")
    pat.says("two")
    assert len(await call.updates()) == 2
    assert len(await call.updates()) == 1
    clock.advance(0.5)
    assert len(await call.updates()) == 2


async def test_of_two_pollers_the_older_gets_the_conflict(call: Caller, pat: Person) -> None:
    async with asyncio.TaskGroup() as tasks:
        older = tasks.create_task(call("getUpdates", timeout=30))
        await settle()
        newer = tasks.create_task(call("getUpdates", timeout=30))
        await settle()
        assert (older.result().status, older.result().description) == (409, OTHER)
        pat.says("Hello")
    assert newer.result().ok


async def test_the_library_calls_it_a_conflict(bot: Bot, pat: Person) -> None:
    async def poll() -> object:
        try:
            return await bot.get_updates(timeout=30)
        except Conflict as error:
            return error

    async with asyncio.TaskGroup() as tasks:
        older = tasks.create_task(poll())
        await settle()
        tasks.create_task(poll())
        await settle()
        pat.says("Hello")
    assert isinstance(older.result(), Conflict)


async def test_conflicts_that_follow_soon_are_held_back_for_three_seconds(call: Caller, clock: ManualClock) -> None:
    polls: list[asyncio.Task[Envelope]] = []
    async with asyncio.TaskGroup() as tasks:
        for _ in range(3):
            polls.append(tasks.create_task(call("getUpdates", timeout=50)))
            await settle()
        first, second, last = polls
        assert first.done()
        assert not second.done()
        clock.advance(3)
        await settle()
        assert second.result().status == 409
        clock.advance(50)
    assert last.result().ok


async def test_polling_beside_a_webhook_is_a_conflict(call: Caller) -> None:
    await call("setWebhook", url="http://127.0.0.1:9/hook")
    refusal = await call("getUpdates")
    assert (refusal.status, refusal.description) == (409, WEBHOOK)
    await call("deleteWebhook")
    assert (await call("getUpdates")).ok


async def test_setting_a_webhook_ends_a_hanging_poll(call: Caller) -> None:
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(call("getUpdates", timeout=30))
        await settle()
        await call("setWebhook", url="http://127.0.0.1:9/hook")
    assert poll.result().description == "Conflict: terminated by setWebhook request"


async def test_a_stopping_server_releases_hanging_polls(world: World) -> None:
    async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as tasks, SandboxServer(world) as server:
        poll = tasks.create_task(fetch(session, f"{server.url}/bot{world.token}/getUpdates?timeout=50"))
        await until(lambda: bool(world.api.made("getUpdates")))
    assert poll.result()["description"] == "Internal Server Error: restart"


async def test_a_stopping_server_leaves_polls_without_sockets_alone(world: World, call: Caller, pat: Person) -> None:
    async with asyncio.TaskGroup() as tasks:
        async with SandboxServer(world):
            poll = tasks.create_task(call("getUpdates", timeout=50))
            await settle()
        assert not poll.done()
        pat.says("Hello")
    assert poll.result().ok


async def test_a_world_can_be_served_again(world: World, pat: Person) -> None:
    for _ in range(2):
        async with aiohttp.ClientSession() as session, SandboxServer(world) as server:
            pat.says("Hello")
            url = f"{server.url}/bot{world.token}/getUpdates?timeout=50&offset=-1"
            assert (await fetch(session, url))["ok"] is True


async def fetch(session: aiohttp.ClientSession, url: str) -> dict[str, Any]:
    async with session.get(url) as response:
        found = await response.json()
        assert isinstance(found, dict)
        return found

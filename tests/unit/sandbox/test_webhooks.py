"""Webhooks: what may be set, and delivery over real HTTP on this machine."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web

from sandbox import ManualClock, Person, SandboxServer, World
from tests.unit.sandbox.conftest import Caller
from tests.unit.sandbox.tools import keyboard, until

Answer = Callable[[int], web.Response]


class Receiver:
    """A bot's web server; `answer` is given the number of the request, counted from 0."""

    def __init__(self, answer: Answer = lambda _: web.Response()) -> None:
        self.answer = answer
        self.requests: list[tuple[dict[str, Any], str | None]] = []
        self.hold = asyncio.Event()
        self.hold.set()
        self.url = ""

    async def take(self, request: web.Request) -> web.Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        self.requests.append((await request.json(), secret))
        number = len(self.requests) - 1
        await self.hold.wait()
        return self.answer(number)

    async def wait_for(self, count: int) -> None:
        """Until so many requests have come."""
        await until(lambda: len(self.requests) >= count)


@asynccontextmanager
async def receiving(receiver: Receiver) -> AsyncIterator[Receiver]:
    app = web.Application()
    app.router.add_post("/hook", receiver.take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        yield receiver
    finally:
        receiver.hold.set()
        await runner.cleanup()


async def quiet(seconds: float = 0.05) -> None:
    """Time enough for a request that must not come."""
    await asyncio.sleep(seconds)


async def test_setting_and_deleting_say_what_they_did(call: Caller, clock: ManualClock) -> None:
    url = "http://127.0.0.1:9/hook"
    assert (await call("setWebhook", url=url)).description == "Webhook was set"
    clock.advance(1)
    assert (await call("setWebhook", url=url)).description == "Webhook is already set"
    assert (await call("deleteWebhook")).description == "Webhook was deleted"
    assert (await call("deleteWebhook")).description == "Webhook is already deleted"


async def test_an_address_may_be_set_once_a_second(call: Caller, clock: ManualClock) -> None:
    await call("setWebhook", url="http://127.0.0.1:9/one")
    refusal = await call("setWebhook", url="http://127.0.0.1:9/two")
    assert (refusal.status, refusal.parameters) == (429, {"retry_after": 1})
    clock.advance(1)
    assert (await call("setWebhook", url="http://127.0.0.1:9/two")).ok


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"url": "https://example.org/hook"}, "bad webhook: the sandbox delivers to this machine only"),
        ({"url": "ftp://127.0.0.1/hook"}, "invalid webhook URL specified"),
        ({"url": "http://127.0.0.1/h", "secret_token": "a b"}, "secret token contains unallowed characters"),
        ({"url": "http://127.0.0.1/h", "secret_token": "a" * 257}, "secret token is too long"),
    ],
)
async def test_bad_settings_are_refused(call: Caller, values: dict[str, str], problem: str) -> None:
    refusal = await call("setWebhook", **values)
    assert (refusal.status, refusal.description) == (400, f"Bad Request: {problem}")


@pytest.mark.parametrize(("asked", "given"), [(None, 40), (0, 1), (7, 7), (100, 100), (500, 100)])
async def test_connections_are_kept_between_1_and_100(call: Caller, asked: int | None, given: int) -> None:
    await call("setWebhook", url="http://localhost:9/hook", max_connections=asked)
    assert (await call("getWebhookInfo")).result["max_connections"] == given


async def test_the_info_counts_what_waits(call: Caller, pat: Person) -> None:
    assert (await call("getWebhookInfo")).result["url"] == ""
    pat.says("Hello")
    assert (await call("getWebhookInfo")).result["pending_update_count"] == 1


async def test_pending_updates_are_dropped_on_request_only(call: Caller, pat: Person) -> None:
    pat.says("Hello")
    await call("deleteWebhook")
    assert (await call("getWebhookInfo")).result["pending_update_count"] == 1
    await call("deleteWebhook", drop_pending_updates="true")
    assert (await call("getWebhookInfo")).result["pending_update_count"] == 0


async def test_an_update_is_delivered_once_with_the_secret(world: World, call: Caller, pat: Person) -> None:
    async with SandboxServer(world), receiving(Receiver()) as receiver:
        await call("setWebhook", url=receiver.url, secret_token="Open-Sesame_1")
        pat.says("Hello")
        await receiver.wait_for(1)
        update, secret = receiver.requests[0]
        assert (update["message"]["text"], secret) == ("Hello", "Open-Sesame_1")
        await quiet()
        assert len(receiver.requests) == 1
        assert (await call("getWebhookInfo")).result["pending_update_count"] == 0


async def test_what_waited_before_is_delivered_too(world: World, call: Caller, pat: Person) -> None:
    pat.says("Before")
    async with SandboxServer(world), receiving(Receiver()) as receiver:
        await call("setWebhook", url=receiver.url)
        await receiver.wait_for(1)


async def test_a_refused_update_comes_again_at_once_then_later_and_later(
    world: World, call: Caller, pat: Person, clock: ManualClock
) -> None:
    """At once, then after 2, 4, 8 … seconds, up to something between 60 and 120."""
    async with SandboxServer(world), receiving(Receiver(lambda _: web.Response(status=500))) as receiver:
        await call("setWebhook", url=receiver.url)
        pat.says("Hello")
        await receiver.wait_for(2)
        for count, pause in enumerate((2, 4, 8, 16, 32), start=3):
            await quiet(0.02)
            clock.advance(pause - 1)
            await quiet(0.02)
            assert len(receiver.requests) == count - 1
            clock.advance(1)
            await receiver.wait_for(count)
        for count in (8, 9):
            await quiet(0.02)
            clock.advance(59)
            await quiet(0.02)
            assert len(receiver.requests) == count - 1
            clock.advance(61)
            await receiver.wait_for(count)
        info = (await call("getWebhookInfo")).result
        assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"
        assert info["pending_update_count"] == 1


async def test_retry_after_is_honoured_up_to_an_hour(
    world: World, call: Caller, pat: Person, clock: ManualClock
) -> None:
    answers = {0: web.Response(status=503, headers={"Retry-After": "30"})}
    answers[1] = web.Response(status=503, headers={"Retry-After": "90000"})
    receiver = Receiver(lambda number: answers.get(number, web.Response()))
    async with SandboxServer(world), receiving(receiver):
        await call("setWebhook", url=receiver.url)
        pat.says("Hello")
        await receiver.wait_for(1)
        for count, pause in ((2, 30), (3, 3600)):
            await quiet(0.02)
            clock.advance(pause - 1)
            await quiet(0.02)
            assert len(receiver.requests) == count - 1
            clock.advance(1)
            await receiver.wait_for(count)


async def test_an_update_that_expires_before_its_next_try_is_dropped(
    world: World, call: Caller, pat: Person, clock: ManualClock
) -> None:
    late = web.Response(status=503, headers={"Retry-After": "149"})
    receiver = Receiver(lambda number: late if number == 0 else web.Response(status=500))
    async with SandboxServer(world), receiving(receiver):
        await call("sendMessage", chat_id=pat.id, text="How?", reply_markup=keyboard("Done").to_json())
        await call("setWebhook", url=receiver.url)
        pat.presses("Done")
        await receiver.wait_for(1)
        await quiet(0.02)
        clock.advance(149)
        await receiver.wait_for(2)
        await quiet()
        assert (await call("getWebhookInfo")).result["pending_update_count"] == 0


async def test_messages_of_one_chat_wait_for_each_other_but_not_for_other_chats(
    world: World, call: Caller, pat: Person
) -> None:
    sam = world.person("Sam")
    async with SandboxServer(world), receiving(Receiver()) as receiver:
        receiver.hold.clear()
        await call("setWebhook", url=receiver.url)
        pat.says("one")
        pat.says("two")
        sam.start()
        await receiver.wait_for(2)
        await quiet()
        assert {update["message"]["text"] for update, _ in receiver.requests} == {"one", "/start"}
        receiver.hold.set()
        await receiver.wait_for(3)


async def test_no_more_connections_are_opened_than_allowed(world: World, call: Caller) -> None:
    async with SandboxServer(world), receiving(Receiver()) as receiver:
        receiver.hold.clear()
        await call("setWebhook", url=receiver.url, max_connections=2)
        for number in range(1, 5):
            world.person(number=number).start()
        await receiver.wait_for(2)
        await quiet()
        assert len(receiver.requests) == 2
        receiver.hold.set()
        await receiver.wait_for(4)


async def test_the_answer_to_an_update_may_be_a_method_to_call(world: World, call: Caller, pat: Person) -> None:
    wish = {"method": "sendMessage", "chat_id": pat.id, "text": "Straight back"}
    async with SandboxServer(world), receiving(Receiver(lambda _: web.json_response(wish))) as receiver:
        await call("setWebhook", url=receiver.url)
        pat.says("Hello")
        await receiver.wait_for(1)
        await quiet()
    assert pat.screen().last.text == "Straight back"


async def test_a_receiver_that_is_gone_for_most_of_a_day_loses_its_webhook(
    world: World, call: Caller, pat: Person, clock: ManualClock
) -> None:
    async with SandboxServer(world), receiving(Receiver(lambda _: web.Response(status=410))) as receiver:
        await call("setWebhook", url=receiver.url)
        pat.says("Hello")
        await receiver.wait_for(2)
        await quiet()
        clock.advance(timedelta(hours=23, minutes=5).total_seconds())
        await receiver.wait_for(3)
        await quiet()
        assert (await call("getWebhookInfo")).result["url"] == ""

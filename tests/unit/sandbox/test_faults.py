"""Planted faults, seen by the library through both adapters exactly as the real network shows them."""

from datetime import timedelta

import httpx
import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from sandbox import Person, SandboxServer, World, faults
from sandbox.params import Params
from tests.unit.sandbox.tools import bot_over_http

DROPPED = (httpx.RemoteProtocolError, httpx.ReadError)


def is_cooking(params: Params) -> bool:
    return params.text("text") == "Cooking"


async def test_a_flood_refusal_carries_its_pause(either_bot: Bot, world: World, pat: Person) -> None:
    world.faults.plant("sendMessage", faults.flood(7))
    with pytest.raises(RetryAfter) as failure:
        await either_bot.send_message(pat.id, "Hello")
    assert failure.value.retry_after == timedelta(seconds=7)
    assert pat.screen().from_bot == ()


async def test_a_refusal_is_a_refusal(either_bot: Bot, world: World, pat: Person) -> None:
    world.faults.plant("sendMessage", faults.forbidden())
    with pytest.raises(Forbidden, match=r"bot was blocked by the user"):
        await either_bot.send_message(pat.id, "Hello")


async def test_a_server_error_is_a_network_error_without_a_cause(either_bot: Bot, world: World, pat: Person) -> None:
    world.faults.plant("sendMessage", faults.server_error())
    with pytest.raises(NetworkError, match=r"Internal Server Error: restart") as failure:
        await either_bot.send_message(pat.id, "Hello")
    assert failure.value.__cause__ is None


async def test_a_page_of_html_is_a_network_error_caused_by_its_unreadability(
    either_bot: Bot, world: World, pat: Person
) -> None:
    world.faults.plant("sendMessage", faults.bad_gateway())
    with pytest.raises(NetworkError, match=r"Bad Gateway") as failure:
        await either_bot.send_message(pat.id, "Hello")
    assert isinstance(failure.value.__cause__, TelegramError)


async def test_nonsense_with_200_is_no_network_error(either_bot: Bot, world: World, pat: Person) -> None:
    world.faults.plant("sendMessage", faults.nonsense())
    with pytest.raises(TelegramError, match=r"Invalid server response") as failure:
        await either_bot.send_message(pat.id, "Hello")
    assert not isinstance(failure.value, NetworkError)


async def test_a_reset_connection_is_a_network_error_and_nothing_is_done(
    either_bot: Bot, world: World, pat: Person
) -> None:
    world.faults.plant("sendMessage", faults.Reset())
    with pytest.raises(NetworkError) as failure:
        await either_bot.send_message(pat.id, "Hello")
    assert not isinstance(failure.value, TimedOut | BadRequest)
    assert isinstance(failure.value.__cause__, DROPPED)
    assert pat.screen().from_bot == ()


async def test_a_lost_answer_looks_the_same_but_it_is_done(either_bot: Bot, world: World, pat: Person) -> None:
    world.faults.plant("sendMessage", faults.AnswerLost())
    with pytest.raises(NetworkError) as failure:
        await either_bot.send_message(pat.id, "Hello")
    assert isinstance(failure.value.__cause__, DROPPED)
    assert pat.screen().last.text == "Hello"
    assert world.api.made("sendMessage")[0].status == 0


async def test_silence_ends_in_a_read_time_out_without_sockets(bot: Bot, world: World, pat: Person) -> None:
    world.faults.plant("sendMessage", faults.Silence())
    with pytest.raises(TimedOut) as failure:
        await bot.send_message(pat.id, "Hello")
    assert isinstance(failure.value.__cause__, httpx.ReadTimeout)
    assert pat.screen().from_bot == ()


@pytest.mark.parametrize(("fault", "done"), [(faults.Silence(), 0), (faults.AnswerLost("silence"), 1)])
async def test_silence_ends_in_a_read_time_out_over_http(
    world: World, pat: Person, fault: faults.Fault, done: int
) -> None:
    async with SandboxServer(world) as server, bot_over_http(world, server, read_timeout=0.05) as bot:
        world.faults.plant("sendMessage", fault)
        with pytest.raises(TimedOut) as failure:
            await bot.send_message(pat.id, "Hello")
    assert isinstance(failure.value.__cause__, httpx.ReadTimeout)
    assert len(pat.screen().from_bot) == done


async def test_a_fault_strikes_the_call_it_was_planted_for(bot: Bot, world: World, pat: Person) -> None:
    planted = world.faults.plant("sendMessage", faults.forbidden(), nth=2)
    await bot.send_message(pat.id, "one")
    with pytest.raises(Forbidden):
        await bot.send_message(pat.id, "two")
    await bot.send_message(pat.id, "three")
    assert (planted.seen, planted.played) == (3, 1)


async def test_a_fault_can_last_until_it_is_lifted(bot: Bot, world: World, pat: Person) -> None:
    planted = world.faults.plant(faults.EVERY_METHOD, faults.server_error(502), times=None)
    for attempt in (bot.send_message(pat.id, "Hello"), bot.get_chat(pat.id)):
        with pytest.raises(NetworkError):
            await attempt
    planted.lift()
    await bot.send_message(pat.id, "Hello")


async def test_a_fault_can_be_for_certain_calls_only(bot: Bot, world: World, pat: Person) -> None:
    world.faults.plant("sendMessage", faults.forbidden(), when=is_cooking)
    await bot.send_message(pat.id, "Hello")
    with pytest.raises(Forbidden):
        await bot.send_message(pat.id, "Cooking")

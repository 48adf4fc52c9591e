"""Telegram's limits on sending, when a test asks for them."""

import asyncio

import pytest
from telegram.error import RetryAfter

from sandbox import FloodLimits, ManualClock, Person, World
from tests.unit.sandbox.conftest import Caller, Envelope


@pytest.fixture
def world(clock: ManualClock) -> World:
    return World(clock, flood=FloodLimits(burst=3))


async def say(call: Caller, chat_id: int) -> Envelope:
    return await call("sendMessage", chat_id=chat_id, text="Hello")


async def test_one_chat_takes_a_burst_and_then_one_message_a_second(
    call: Caller, pat: Person, clock: ManualClock
) -> None:
    assert [(await say(call, pat.id)).status for _ in range(4)] == [200, 200, 200, 429]
    for _ in range(5):
        clock.advance(1)
        assert [(await say(call, pat.id)).status for _ in range(2)] == [200, 429]
    clock.advance(60)
    assert [(await say(call, pat.id)).status for _ in range(4)] == [200, 200, 200, 429]


async def test_a_refusal_says_when_to_come_back(call: Caller, world: World, pat: Person, clock: ManualClock) -> None:
    for _ in range(3):
        await say(call, pat.id)
    refusal = await say(call, pat.id)
    assert refusal.description == "Too Many Requests: retry after 1"
    assert (refusal.error_code, refusal.parameters) == (429, {"retry_after": 1})
    clock.advance(1)
    assert (await say(call, pat.id)).ok


async def test_the_library_calls_it_retry_after(world: World, pat: Person) -> None:
    bot = world.bot()
    for _ in range(3):
        await bot.send_message(pat.id, "Hello")
    with pytest.raises(RetryAfter):
        await bot.send_message(pat.id, "Hello")


async def test_thirty_messages_a_second_go_out_overall(call: Caller, world: World, clock: ManualClock) -> None:
    people = [world.person(number=number) for number in range(1, 32)]
    for person in people:
        person.start()
    assert [(await say(call, person.id)).status for person in people] == [200] * 30 + [429]
    clock.advance(1)
    assert (await say(call, people[-1].id)).ok


async def test_a_group_takes_twenty_messages_a_minute(
    call: Caller, world: World, pat: Person, clock: ManualClock
) -> None:
    group = world.group("Team", pat)
    for _ in range(20):
        assert (await say(call, group.id)).ok
        clock.advance(1)
    refusal = await say(call, group.id)
    assert refusal.parameters == {"retry_after": 40}
    clock.advance(40)
    assert (await say(call, group.id)).ok


async def test_edits_count_and_answers_to_presses_do_not(call: Caller, pat: Person) -> None:
    number = (await say(call, pat.id)).result["message_id"]
    statuses = [
        (await call("editMessageText", chat_id=pat.id, message_id=number, text=str(n))).status for n in range(3)
    ]
    assert statuses == [200, 200, 429]


async def test_nothing_is_limited_unless_asked_for(clock: ManualClock) -> None:
    world = World(clock)
    person = world.person()
    person.start()
    assert [(await say(Caller(world), person.id)).status for _ in range(100)] == [200] * 100


async def test_the_burst_is_five_messages_unless_said_otherwise(clock: ManualClock) -> None:
    world = World(clock, flood=FloodLimits())
    person = world.person()
    person.start()
    assert [(await say(Caller(world), person.id)).status for _ in range(6)] == [200] * 5 + [429]


async def test_a_chat_holds_310_messages_on_their_way(clock: ManualClock) -> None:
    world = World(clock, latency=0.06)
    person = world.person()
    person.start()
    call = Caller(world)
    async with asyncio.TaskGroup() as tasks:
        sends = [tasks.create_task(say(call, person.id)) for _ in range(311)]
        await asyncio.sleep(0)
        clock.advance(0.06)
    assert [send.result().status for send in sends] == [200] * 310 + [429]
    assert sends[-1].result().parameters == {"retry_after": 60}

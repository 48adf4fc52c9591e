"""The queue of updates: numbers, confirmation, expiry, kinds."""

from datetime import timedelta

import pytest

from sandbox import ManualClock, Person, World
from tests.unit.sandbox.conftest import Caller
from tests.unit.sandbox.tools import keyboard


def numbers(updates: list[dict[str, int]]) -> list[int]:
    return [update["update_id"] for update in updates]


async def test_updates_are_numbered_one_by_one_from_a_positive_number(call: Caller, pat: Person) -> None:
    for word in ("one", "two", "three"):
        pat.says(word)
    first, *_ = found = numbers(await call.updates())
    assert found == [first, first + 1, first + 2]
    assert first > 0


async def test_after_a_quiet_week_numbering_begins_anew_anywhere(call: Caller, pat: Person, clock: ManualClock) -> None:
    pat.says("before")
    (before,) = numbers(await call.updates())
    clock.advance(days=7, seconds=1)
    pat.says("after")
    (after,) = numbers(await call.updates())
    assert after not in range(before, before + 100)


async def test_an_update_stays_until_a_later_call_has_a_higher_offset(
    call: Caller, pat: Person, clock: ManualClock
) -> None:
    """A bot that dies before its next poll gets the same update again."""
    pat.says("Hello")
    (number,) = numbers(await call.updates())
    clock.advance(1)
    assert numbers(await call.updates(offset=number)) == [number]
    assert await call.updates(offset=number + 1) == []
    assert await call.updates() == []
    assert await call.updates(offset=number) == []


async def test_reading_confirms_nothing_by_itself(call: Caller, pat: Person, clock: ManualClock) -> None:
    pat.says("Hello")
    for _ in range(3):
        clock.advance(5)
        assert len(await call.updates()) == 1


async def test_a_negative_offset_counts_from_the_end_and_forgets_the_rest(
    call: Caller, pat: Person, clock: ManualClock
) -> None:
    for word in ("one", "two", "three"):
        pat.says(word)
    found = await call.updates(offset=-2)
    assert [update["message"]["text"] for update in found] == ["two", "three"]
    clock.advance(5)
    assert len(await call.updates()) == 2


async def test_an_offset_far_in_the_future_is_taken_for_a_mistake(call: Caller, pat: Person) -> None:
    """As after a quiet week, when the bot's offset belongs to the old numbers."""
    pat.says("Hello")
    (number,) = numbers(await call.updates())
    assert numbers(await call.updates(offset=number + 5000)) == [number]


@pytest.mark.parametrize(("asked", "given"), [(1, 1), (0, 1), (-5, 1), (60, 60), (100, 100), (101, 100)])
async def test_a_limit_is_kept_between_one_and_a_hundred(call: Caller, pat: Person, asked: int, given: int) -> None:
    for number in range(120):
        pat.says(str(number))
    assert len(await call.updates(limit=asked)) == given


async def test_a_message_is_kept_for_a_day(call: Caller, pat: Person, clock: ManualClock) -> None:
    pat.says("Hello")
    clock.advance(hours=24, seconds=-1)
    assert len(await call.updates()) == 1
    clock.advance(1)
    assert await call.updates(offset=1) == []


async def test_a_press_is_kept_for_150_seconds_only(call: Caller, pat: Person, clock: ManualClock) -> None:
    await call("sendMessage", chat_id=pat.id, text="How?", reply_markup=keyboard("Done").to_json())
    pat.presses("Done")
    clock.advance(149)
    assert len(await call.updates()) == 1
    clock.advance(1)
    assert await call.updates(offset=1) == []


async def test_expiry_follows_the_real_clock_and_not_the_shown_one(clock: ManualClock) -> None:
    shown = ManualClock(clock.now())
    world = World(clock, shown=shown.now)
    person = world.person()
    person.start()
    shown.advance(days=30)
    assert len(await Caller(world).updates()) == 1


async def test_messages_are_dated_by_the_shown_clock(clock: ManualClock) -> None:
    shown = ManualClock(clock.now() + timedelta(days=100))
    world = World(clock, shown=shown.now)
    person = world.person()
    person.start()
    assert person.screen().last.date == shown.now()


async def test_kinds_that_must_be_asked_for_are_left_out_by_default(call: Caller, pat: Person) -> None:
    number = pat.says("Hello")
    pat.reacts(number, "👍")
    pat.blocks()
    assert [sorted(update) for update in await call.updates()] == [
        ["message", "update_id"],
        ["my_chat_member", "update_id"],
    ]


async def test_reactions_come_once_they_are_asked_for(call: Caller, pat: Person) -> None:
    await call.updates(allowed_updates='["message", "message_reaction"]')
    pat.reacts(pat.says("Hello"), "👍")
    found = await call.updates(offset=-1)
    assert found[0]["message_reaction"]["new_reaction"] == [{"type": "emoji", "emoji": "👍"}]


async def test_the_kinds_asked_for_are_remembered_by_later_calls(call: Caller, pat: Person, clock: ManualClock) -> None:
    await call.updates(allowed_updates='["callback_query"]')
    pat.says("Nobody hears this")
    clock.advance(5)
    assert await call.updates() == []
    assert (await call("getWebhookInfo")).result["allowed_updates"] == ["callback_query"]


@pytest.mark.parametrize("wanted", ["[]", '["no_such_kind"]'])
async def test_an_empty_list_of_kinds_means_the_default(
    call: Caller, pat: Person, clock: ManualClock, wanted: str
) -> None:
    await call.updates(allowed_updates='["callback_query"]')
    clock.advance(5)
    await call.updates(allowed_updates=wanted)
    pat.says("Hello")
    assert len(await call.updates()) == 1


async def test_kinds_matter_when_something_happens_not_when_it_is_fetched(call: Caller, pat: Person) -> None:
    pat.says("Hello")
    assert len(await call.updates(allowed_updates='["callback_query"]')) == 1

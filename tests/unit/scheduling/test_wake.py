"""The bell between the parts of one process: a hint to look now, and never the only way to find out."""

import asyncio

from scheduling.wake import Bell

FOR_EVER = 3600.0  # seconds that no test waits


async def waiting(bell: Bell, number: int = 1) -> list[asyncio.Task[None]]:
    """So many parts that wait for the bell."""
    parts = [asyncio.ensure_future(bell.wait(FOR_EVER)) for _ in range(number)]
    for _ in range(3):
        await asyncio.sleep(0)
    return parts


async def test_the_bell_wakes_who_waits() -> None:
    """At once."""
    bell = Bell()
    (part,) = await waiting(bell)
    assert not part.done()
    bell.ring()
    await part


async def test_the_bell_wakes_everybody_who_waits() -> None:
    """Two dispatchers hear the same ring."""
    bell = Bell()
    parts = await waiting(bell, 3)
    bell.ring()
    await asyncio.gather(*parts)


async def test_a_ring_that_came_while_nobody_listened_is_heard_afterwards() -> None:
    """Something was committed between looking and waiting."""
    bell = Bell()
    bell.ring()
    await bell.wait(FOR_EVER)


async def test_a_ring_is_heard_once() -> None:
    """Afterwards there is nothing new, and the next wait is a wait."""
    bell = Bell()
    bell.ring()
    bell.ring()
    await bell.wait(FOR_EVER)
    (part,) = await waiting(bell)
    assert not part.done()
    bell.ring()
    await part


async def test_without_a_ring_the_wait_ends_by_itself() -> None:
    """Whoever waits looks all the same: a ring that nobody heard delays and never loses."""
    await Bell().wait(0)

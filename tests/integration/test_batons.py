"""What one process at a time does, and what happens when it dies, is cut off, or has to wait for nobody."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from sqlalchemy import text

from storage.batons import Baton, Batons
from storage.engine import Database
from storage.notices import ARRIVED, SAID, listen
from tests.integration.databases import Databases
from tests.integration.people import practice
from tests.integration.post import Post, words
from tests.integration.processes import together

HOLDS = """
import asyncio, os, signal
from storage.batons import Baton, Batons
from storage.engine import Database

async def main():
    database = Database(sys.argv[1])
    batons = Batons(database)
    wait_for_the_others()
    print(await batons.mine(Baton.POLL), flush=True)
    await asyncio.sleep(1)  # so that nobody finds it free because another has come to its end
    await database.close()

asyncio.run(main())
"""
CUT_OFF = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND classid = 5173"


@pytest.fixture
async def two(postgresql: Databases) -> AsyncIterator[tuple[Batons, Batons, Database]]:
    """Two processes' batons of one database."""
    database = Database(postgresql.fresh())
    one, other = Batons(database), Batons(database)
    yield one, other, database
    await one.close()
    await other.close()
    await database.close()


async def test_one_of_several_processes_holds_a_baton(postgresql: Databases) -> None:
    """Four that ask at the same moment: one gets it."""
    said = await together(HOLDS, 4, postgresql.fresh())
    assert sorted(lines[-1] for lines in said) == ["False", "False", "False", "True"]


async def test_each_baton_is_held_by_itself(two: tuple[Batons, Batons, Database]) -> None:
    """Whoever polls need not be the one who looks at what falls due; asking again changes nothing."""
    one, other, _ = two
    assert [await one.mine(Baton.POLL), await other.mine(Baton.TICKS)] == [True, True]
    assert [await other.mine(Baton.POLL), await one.mine(Baton.TICKS)] == [False, False]
    assert [await one.mine(Baton.POLL), await other.mine(Baton.TICKS)] == [True, True]


async def test_a_baton_that_is_given_back_is_free(two: tuple[Batons, Batons, Database]) -> None:
    """A process that stops in order makes room at once."""
    one, other, _ = two
    assert await one.mine(Baton.POLL)
    await one.close()
    assert await other.mine(Baton.POLL)
    assert not await one.mine(Baton.POLL)


async def test_whoever_is_cut_off_knows_it_when_it_asks(two: tuple[Batons, Batons, Database]) -> None:
    """Its connection broke: the baton is free for the other, and it does not believe that it still has it."""
    one, other, database = two
    assert await one.mine(Baton.POLL)
    async with database.writing() as connection:
        await connection.execute(text(CUT_OFF))
    assert not await one.mine(Baton.POLL)
    assert await other.mine(Baton.POLL)
    assert not await one.mine(Baton.POLL)


async def test_on_sqlite_the_only_process_holds_everything(sqlite: Databases) -> None:
    """There is nobody to share with."""
    database = Database(sqlite.fresh())
    batons = Batons(database)
    assert [await batons.mine(baton) for baton in Baton] == [True] * len(Baton)
    await batons.close()
    await database.close()


class Ears:
    """What a process hears."""

    def __init__(self) -> None:
        self.heard = {ARRIVED: asyncio.Event(), SAID: asyncio.Event()}
        self.stopping = asyncio.Event()

    async def first(self) -> None:
        """Until it listens, which rings everything once."""
        for event in self.heard.values():
            await event.wait()
            event.clear()


@pytest.fixture
async def ears(served: Post) -> AsyncIterator[Ears]:
    """A process that listens."""
    ears = Ears()
    bells = {name: event.set for name, event in ears.heard.items()}
    task = asyncio.ensure_future(listen(served.database, ears.stopping, bells))
    await ears.first()
    yield ears
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def test_what_one_process_says_wakes_the_others(served: Post, ears: Ears) -> None:
    """At once, when it is committed."""
    known = await practice(served.work)
    assert not ears.heard[SAID].is_set()
    async with served.unit() as uow:
        await uow.outbox.send(known.patient.id, words("hello"))
        await asyncio.sleep(0)
        assert not ears.heard[SAID].is_set()
    await ears.heard[SAID].wait()
    assert not ears.heard[ARRIVED].is_set()


async def test_what_one_process_receives_wakes_the_others(served: Post, ears: Ears) -> None:
    """So that all of them share the work."""
    async with served.unit() as uow:
        await uow.inbox.add(1, 7, "{}", served.clock.now())
    await ears.heard[ARRIVED].wait()
    assert not ears.heard[SAID].is_set()


async def test_who_lost_the_connection_listens_again_and_looks_at_everything(served: Post, ears: Ears) -> None:
    """What was said meanwhile was not heard."""
    async with served.database.writing() as connection:
        query = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN sitbone'"
        assert (await connection.execute(text(query))).all()
    await ears.first()

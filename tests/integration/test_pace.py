"""The pace of sending: what all processes of a PostgreSQL database share, and the pause that everybody keeps."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.pace import RememberedPace
from scheduling.rate import CHAT_BURST, CHAT_EVERY
from storage.engine import Database
from storage.pace import FORGOTTEN_AFTER, SharedPace
from storage.tables import pace as stored
from storage.vault import Vault
from tests.integration.databases import Databases, Hands, vault_of

EVERY, CHAT = 5.0, 7_349_218_846_203
NEAR = 1.0  # seconds that a slow machine may take


@pytest.fixture
async def shared(postgresql: Databases, real: Hands) -> AsyncIterator[list[SharedPace]]:
    """The pace as two processes see it."""
    address = postgresql.fresh()
    both = [Database(address), Database(address)]
    yield [SharedPace(database, await vault_of(database), real.now) for database in both]
    for database in both:
        await database.close()


async def test_two_processes_take_one_moment_after_the_other(shared: list[SharedPace]) -> None:
    """However they ask, no two of them get the same moment, and none is left out."""
    waits = [await pace.take(None, EVERY, 1) for pace in shared * 3]
    assert waits == pytest.approx([number * EVERY for number in range(6)], abs=NEAR)


async def test_processes_that_ask_at_the_same_moment_get_different_ones(shared: list[SharedPace]) -> None:
    """The database lets one after the other."""
    waits = await asyncio.gather(*(pace.take(None, EVERY, 1) for pace in shared * 4))
    assert sorted(waits) == pytest.approx([number * EVERY for number in range(8)], abs=NEAR)


async def test_a_chat_has_one_burst_whoever_writes_to_it(shared: list[SharedPace]) -> None:
    """Not one burst of each process; another chat has its own."""
    waits = [await pace.take(CHAT, 10 * CHAT_EVERY, CHAT_BURST) for pace in (shared * CHAT_BURST)[: CHAT_BURST + 1]]
    assert waits[:CHAT_BURST] == pytest.approx([0] * CHAT_BURST, abs=NEAR)
    assert waits[CHAT_BURST] == pytest.approx(10 * CHAT_EVERY, abs=NEAR)
    assert await shared[0].take(CHAT + 1, 10 * CHAT_EVERY, CHAT_BURST) == 0


async def test_a_pause_holds_for_all_processes(shared: list[SharedPace]) -> None:
    """Telegram said "too many" to one of them; of two pauses the one that ends last counts."""
    one, other = shared
    assert await other.held() == 0
    await one.hold(60)
    await other.hold(5)
    for pace in shared:
        assert await pace.held() == pytest.approx(60, abs=NEAR)


@pytest.fixture
def kept(database: Database, vault: Vault, real: Hands) -> SharedPace:
    """The pace of the database, on either engine."""
    return SharedPace(database, vault, real.now)


async def test_a_pause_outlives_the_process(kept: SharedPace) -> None:
    """A bot that is started again at once does not begin by asking for a longer pause."""
    await RememberedPace(kept).hold(60)
    assert await RememberedPace(kept).held() == pytest.approx(60, abs=NEAR)


async def test_a_pause_that_is_over_is_over(kept: SharedPace, database: Database, real: Hands) -> None:
    """Also after a restart. PostgreSQL has its own clock: there only a pause of nothing can be over."""
    await kept.hold(60 if database.is_sqlite else 0)
    real.at += timedelta(seconds=61)
    assert await RememberedPace(kept).held() == 0


async def test_what_was_long_ago_is_forgotten_and_a_pause_is_not(kept: SharedPace, real: Hands) -> None:
    """A row for each chat would otherwise stay for good."""
    await kept.hold(2 * FORGOTTEN_AFTER)
    await kept.forget()
    assert await kept.held() == pytest.approx(2 * FORGOTTEN_AFTER, abs=NEAR)


async def test_quiet_chats_are_forgotten(shared: list[SharedPace]) -> None:
    """They have their whole burst again, as one that was never written to."""
    await shared[0].take(CHAT, 2 * FORGOTTEN_AFTER, 2)
    await shared[0].take(CHAT + 1, EVERY, 2)
    assert await _chats(shared[0]) == 2
    await shared[0].forget()
    assert await _chats(shared[0]) == 1


async def _chats(pace: SharedPace) -> int:
    async with pace._database.reading() as connection:
        return len((await connection.execute(select(stored))).all())

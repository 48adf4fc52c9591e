"""Several real processes on one PostgreSQL database: they share the work, and whoever is killed is taken over.

What may be repeated is what a killed process was sending at that very moment, and the database says which that was:
those rows alone have an attempt of unknown outcome. Nothing is lost, and nothing else comes twice.
"""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.engine import RowMapping

from sandbox.clocks import RunningClock
from sandbox.flood import FloodLimits
from sandbox.people import Person
from sandbox.server import SandboxServer
from sandbox.world import World
from storage.batons import Baton
from storage.engine import Database
from storage.tables import inbox, outbox
from storage.unit_of_work import SqlWork
from storage.vault import keyring, open_vault
from tests.acceptance.rig import KEY
from tests.faults.crew import Crew
from tests.integration.post import words
from tests.postgres import Cluster
from usecases.ports import Priority

SEED = 20260105
PEOPLE, EACH = 30, 3
KILLS = 6


@pytest.fixture
def world() -> World:
    """A Telegram with its limits."""
    return World(RunningClock(datetime.now(UTC)), seed=1, flood=FloodLimits())  # noqa: TID251 - the real clock here


@pytest.fixture
async def crew(cluster: Cluster, world: World, tmp_path: Path) -> AsyncIterator[Crew]:
    """Nobody yet."""
    async with SandboxServer(world) as server:
        crew = Crew(cluster.fresh(), server, world, tmp_path)
        yield crew
        await crew.close()


class Crowd:
    """People who write to the bot, and who are written to."""

    def __init__(self, world: World, database: Database) -> None:
        self.world, self._database = world, database
        self.people = [world.person(f"Pat {number}") for number in range(PEOPLE)]
        self.written = 0

    def write(self, number: int) -> None:
        """So many of them, in turn, write something that is answered with one message."""
        for _ in range(number):
            self.people[self.written % PEOPLE].says(f"hello {self.written}")
            self.written += 1

    async def prompts(self) -> list[str]:
        """A morning: several prompts for everybody, all due now."""
        async with self._database.writing() as connection:
            vault = await open_vault(connection, keyring([KEY]))
        now = datetime.now(UTC)  # noqa: TID251 - as the processes do
        texts = [f"prompt {number} of {person.id}" for person in self.people for number in range(EACH)]
        async with SqlWork(self._database, vault, lambda: now, lambda: now)("morning") as uow:
            known = [await self._known(uow.people.add, person, now) for person in self.people]
            for text, reader in zip(texts, (one for one in known for _ in range(EACH)), strict=True):
                await uow.outbox.send(reader, words(text), priority=Priority.PROMPT)
        return texts

    @staticmethod
    async def _known(add: object, person: Person, now: datetime) -> int:
        return int((await add(chat_id=person.id, name="Pat", language="en", now=now)).id)  # type: ignore[operator]

    async def rows(self) -> Sequence[RowMapping]:
        """Everything that was to be said."""
        async with self._database.reading() as connection:
            return (await connection.execute(select(outbox))).mappings().all()

    async def is_quiet(self) -> bool:
        """Whether everything that came in was dealt with, and everything that was said came to an end."""
        async with self._database.reading() as connection:
            states = list(await connection.scalars(select(inbox.c.state)))
        done = states.count("done") == self.written == len(states)
        return done and all(row["state"] not in {"due", "claimed", "sending"} for row in await self.rows())


@pytest.fixture
def crowd(world: World, crew: Crew) -> Crowd:
    """Everybody."""
    return Crowd(world, crew.database)


def refused(world: World) -> Counter[int]:
    """How often Telegram refused what, but for what a killed process could not hear any more."""
    return Counter(call.status for call in world.api.calls if call.status >= 400)


def said(world: World) -> Counter[str]:
    """How often each text went out, by its last line."""
    return Counter(
        str(call.params["text"]).splitlines()[-1] for call in world.api.made("sendMessage") if call.status in {0, 200}
    )


async def test_when_the_process_that_polls_dies_another_polls(crew: Crew, crowd: Crowd, world: World) -> None:
    """Two processes: one polls, both work; the one that polls is killed, and the other goes on."""
    await crew.start(2)
    crowd.write(20)
    await crew.until(crowd.is_quiet, "not everybody was answered")
    first = await crew.holder(Baton.POLL)
    assert first is not None
    await crew.kill(first)
    crowd.write(20)
    await crew.until(crowd.is_quiet, "nobody has taken over")

    async def holds_both() -> bool:
        return [await crew.holder(Baton.POLL), await crew.holder(Baton.TICKS)] == crew.names * 2

    await crew.until(holds_both, "the other polls, and does not look at what falls due")
    assert sum(len(person.screen().from_bot) for person in crowd.people) == 40
    assert refused(world)[409] <= 1, "two processes have polled at once"  # the poll that the dead one had left hanging


async def test_a_process_that_stops_in_order_hands_over(crew: Crew, crowd: Crowd, world: World) -> None:
    """As at an upgrade, one after the other: nobody is refused, nothing is doubled."""
    await crew.start(2)
    for _ in range(2):
        crowd.write(15)
        polls = await crew.holder(Baton.POLL)
        assert polls is not None
        assert await crew.stop(polls) == 0
        await crew.start()
    await crew.until(crowd.is_quiet, "not everybody was answered")
    assert sum(len(person.screen().from_bot) for person in crowd.people) == crowd.written
    assert refused(world)[409] <= 2  # polls that were left hanging


async def test_whoever_is_killed_is_taken_over(crew: Crew, crowd: Crowd, world: World) -> None:
    """Four processes, killed at random moments of a busy morning while people write: nothing is lost.

    A moment is handed out to one process; if the machine lets that one stand still, two moments may come together, and
    Telegram may say once that it was too fast. Then all of them pause, so that it does not say so again.
    """
    rng = random.Random(SEED)
    await crew.start(4)
    crowd.write(PEOPLE)  # a bot may not write to somebody who has never written to it
    texts = await crowd.prompts()
    for _ in range(KILLS):
        crowd.write(5)
        await asyncio.sleep(rng.uniform(0.2, 0.8))
        await crew.kill(rng.choice(crew.names))
        if len(crew.names) < 3:
            await crew.start(2)
    await crew.until(crowd.is_quiet, "something is stuck")
    rows, out = await crowd.rows(), said(world)
    assert not set(texts) - set(out), "something was never said"
    assert {row["state"] for row in rows} == {"sent"}
    doubtful = sum(row["unsure"] for row in rows)
    assert len(rows) == len(texts) + crowd.written, "something was said twice over"
    assert out.total() - len(rows) <= doubtful, "something came twice that nobody was in doubt of"
    assert refused(world)[429] <= 1, "together they were too fast"

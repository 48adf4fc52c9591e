"""Several real processes on one PostgreSQL database: they share the work, and whoever is killed is taken over.

What may be repeated is what a killed process was sending at that very moment, and the database says which that was:
those rows alone have an attempt of unknown outcome. Nothing is lost, and nothing else comes twice.
"""

import asyncio
import random

from sandbox.world import World
from storage.batons import Baton
from tests.faults.crew import Crew
from tests.faults.crowd import PEOPLE, Crowd, refused, said

SEED = 20260105
KILLS = 6


async def test_when_the_process_that_polls_dies_another_polls(crew: Crew, crowd: Crowd, world: World) -> None:
    """Two processes: one polls, both work; the one that polls is killed, and the other goes on."""
    await crew.start(2)
    crowd.write(20)
    await crew.until(crowd.is_quiet, "not everybody was answered")
    await crew.kill(await crew.who_polls())
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
        assert await crew.stop(await crew.who_polls()) == 0
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

"""How much faster several processes send than one, where Telegram takes 60 ms for each message; nothing may come twice.

The send limiter is off, or one process would do. Run it with `python -m tests.benchmarks.sharing`.
"""

import asyncio
import tempfile
import time
from collections import Counter
from contextlib import AsyncExitStack
from pathlib import Path

import click

from sandbox.account import Change
from sandbox.server import SandboxServer
from storage.engine import Database
from storage.upgrade import upgrade
from storage.vault import keyring, new_key, open_vault
from tests.benchmarks.pending import CHATS, NOW, Filled
from tests.benchmarks.processes import LOOK_EVERY, PATIENCE, Place
from tests.benchmarks.rows import Row
from tests.benchmarks.telegram import peopled
from tests.postgres import Cluster, running_cluster

LATENCY = 0.06


class Arrivals:
    """What arrived in which chat, and when."""

    def __init__(self) -> None:
        self.chats, self.times = Counter[int](), list[float]()

    def note(self, change: Change) -> None:
        """Something has changed in a chat."""
        if change.kind == "message":
            self.chats[change.chat_id] += 1
            self.times.append(time.perf_counter())

    @property
    def rate(self) -> float:
        """Messages a second, from the first to the last."""
        return (len(self.times) - 1) / (self.times[-1] - self.times[0])

    @property
    def repeated(self) -> int:
        """How many came that had come before."""
        return self.chats.total() - len(self.chats)


async def shared(address: str, folder: Path, processes: int, number: int) -> Arrivals:
    """So many processes send so many messages."""
    world, arrivals, key = peopled(range(CHATS, CHATS + number), LATENCY), Arrivals(), new_key()
    database = Database(address)
    await upgrade(database, NOW)
    async with database.writing() as connection:
        vault = await open_vault(connection, keyring([key]))
    filled = Filled(database, vault)
    await filled.meet_readers(number)
    world.subscribe(arrivals.note)
    try:
        async with SandboxServer(world) as server, AsyncExitStack() as stack:
            place = Place(address, key, server.url, folder)
            members = (place.member(NOW, f"member-{one}", "unlimited") for one in range(processes))
            await asyncio.gather(*(stack.enter_async_context(member) for member in members))
            await filled.make_due(number)
            await _all_there(arrivals, number)
    finally:
        await database.close()
    return arrivals


async def _all_there(arrivals: Arrivals, number: int) -> None:
    seen, since = 0, time.perf_counter()
    while len(arrivals.chats) < number:
        if len(arrivals.times) > seen:
            seen, since = len(arrivals.times), time.perf_counter()
        if time.perf_counter() - since > PATIENCE:
            raise RuntimeError(f"only {len(arrivals.chats)} of {number} messages came")
        await asyncio.sleep(LOOK_EVERY)


def measured(number: int) -> list[Row]:
    """One, two and four processes at the same number of messages."""
    with running_cluster() as cluster:
        found = {processes: _one(cluster, processes, number) for processes in (1, 2, 4)}
    one = found[1].rate
    rows = [_row(processes, found[processes], one) for processes in (2, 4)]
    repeated = sum(arrivals.repeated for arrivals in found.values())
    return [*rows, Row(name="h. messages that came twice", figure=repeated, unit="", target=0, at_most=True)]


def _one(cluster: Cluster, processes: int, number: int) -> Arrivals:
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(shared(cluster.fresh(), Path(folder), processes, number))


def _row(processes: int, found: Arrivals, one: float) -> Row:
    name = f"h. {processes} processes, PostgreSQL, {LATENCY * 1000:.0f} ms a message"
    return Row(name=name, figure=found.rate, unit="a second", target=one, against=one, alternative="one process")


if __name__ == "__main__":
    for row in measured(500):
        click.echo("  ".join(row.cells()))

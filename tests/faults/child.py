"""The real bot as a process that ends itself by SIGKILL at a chosen point, as a power cut would.

At the so-many-th time that the point is passed the process is gone at once, with no chance to tidy up. Clinical time
stands still but for the jumps that it is told of.
"""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from multiprocessing.connection import Connection
from typing import Any

import pytest

from bot.app import App, build
from bot.clinical_clock import keep_clock
from bot.lifecycle import Runner
from bot.owner import offer_ownership
from bot.settings import read_settings
from scheduling.clock import AdjustableClock, Anchor, RealClock
from scheduling.dispatcher import Lane
from scheduling.rate import Limiter
from storage.clock_store import read_stand
from storage.engine import Database
from storage.unit_of_work import SqlUnitOfWork, SqlWork
from storage.upgrade import upgrade
from tests.faults.impatience import impatient
from usecases.ports import Outgoing

STANDSTILL = 1e-9
POINTS = ("received", "stored", "processed", "claimed", "begun", "sent", "recorded", "looked")
PASSED = {"update": "processed", "sent": "recorded", "tick": "looked", "webhook": "stored"}


class Fuse:
    """Counts how often a point is passed, and ends the process at the chosen time."""

    def __init__(self, line: Connection, point: str, count: int) -> None:
        self._line, self._point, self._left = line, point, count

    def passes(self, point: str) -> None:
        """A point is passed."""
        self._left -= point == self._point
        if self._left <= 0:
            self._line.send(point)
            os.kill(os.getpid(), signal.SIGKILL)


def wired(app: App, fuse: Fuse, patch: pytest.MonkeyPatch) -> None:
    """Lay the fuse through the app: what is passed here is where real processes die."""
    keep, claim, deliver = app.poller._keep, app.dispatcher._claimed, app.sender.deliver

    async def received(updates: list[dict[str, Any]]) -> None:
        if updates:
            fuse.passes("received")
        await keep(updates)
        if updates:
            fuse.passes("stored")

    async def claimed(lane: Lane) -> list[Outgoing]:
        items = await claim(lane)
        if items:
            fuse.passes("claimed")
        return items

    async def delivered(item: Outgoing) -> int | None:
        fuse.passes("begun")
        message_id = await deliver(item)
        fuse.passes("sent")
        return message_id

    patch.setattr(app.poller, "_keep", received)
    patch.setattr(app.dispatcher, "_claimed", claimed)
    patch.setattr(app.sender, "deliver", delivered)


def fused_work(fuse: Fuse) -> Callable[..., Any]:
    """Units of work that pass a point each time one has been committed."""
    original = SqlWork.__call__

    @asynccontextmanager
    async def call(self: SqlWork, cause: str, *, isolated: bool = False) -> AsyncIterator[SqlUnitOfWork]:
        async with original(self, cause, isolated=isolated) as uow:
            yield uow
        fuse.passes(PASSED.get(cause.split(":", maxsplit=1)[0], ""))

    return call


async def _follow_time(clock: AdjustableClock, database: Database, line: Connection) -> None:
    """Jump to each instant that is told, keeping it for whoever comes after us."""
    told = asyncio.Queue[datetime]()
    asyncio.get_running_loop().add_reader(line.fileno(), lambda: told.put_nowait(line.recv()))
    while True:
        clock.jump_to(await told.get())
        await keep_clock(database, clock)


async def _lived(line: Connection, point: str, count: int, start: datetime) -> None:
    settings, real, fuse = read_settings(), RealClock(), Fuse(line, point, count)
    database = Database(settings.database_url)
    await upgrade(database, real.now())
    stand = await read_stand(database)
    clock = AdjustableClock(Anchor(real.now(), stand[1] if stand else start, STANDSTILL), real)
    await keep_clock(database, clock)
    with pytest.MonkeyPatch.context() as patch:
        impatient(patch)
        patch.setattr(SqlWork, "__call__", fused_work(fuse))
        async with build(settings, clock=clock, limiter=Limiter(per_second=0)) as app:
            wired(app, fuse, patch)
            await offer_ownership(app)
            await asyncio.gather(Runner(app).run(), _follow_time(clock, database, line))


def live(line: Connection, point: str, count: int, start: datetime) -> None:
    """Run until killed."""
    asyncio.run(_lived(line, point, count, start))

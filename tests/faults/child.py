"""The real bot as a process that ends itself by SIGKILL at a chosen point, as a power cut would.

`python -m tests.faults.child POINT COUNT START`: at the COUNT-th time that POINT is passed the process is gone at
once, with no chance to tidy up. Clinical time stands still but for the jumps that are written to standard input, one
instant a line.
"""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from bot.app import App, build
from bot.clinical_clock import keep_clock
from bot.lifecycle import Runner
from bot.owner import offer_ownership
from bot.settings import read_settings
from scheduling.clock import AdjustableClock, Anchor, RealClock
from scheduling.rate import Limiter
from storage.clock_store import read_stand
from storage.engine import Database
from storage.unit_of_work import SqlUnitOfWork, SqlWork
from storage.upgrade import upgrade

STANDSTILL = 1e-9
PATIENCE = 14  # points passed in vain
POINTS = ("received", "stored", "processed", "claimed", "begun", "sent", "recorded", "looked")


class Fuse:
    """Counts how often a point is passed, and ends the process at the chosen time."""

    def __init__(self, point: str, count: int) -> None:
        self._point, self._left = point, count
        self._passed = 0

    def passes(self, point: str) -> None:
        """A point is passed. A chosen point that does not come up is given up for whichever comes next."""
        if self._point not in POINTS or point not in POINTS:
            return
        self._passed += 1
        self._left -= point == self._point
        if self._left <= 0 or self._passed >= PATIENCE:
            os.write(1, f"died: {point}\n".encode())
            os.kill(os.getpid(), signal.SIGKILL)


def wired(app: App, fuse: Fuse) -> None:
    """Lay the fuse through the app: what is passed here is where real processes die."""
    keep, deliver = app.poller._keep, app.sender.deliver

    async def received(updates: list[dict[str, Any]]) -> None:
        if updates:
            fuse.passes("received")
        await keep(updates)
        if updates:
            fuse.passes("stored")

    async def delivered(item: Any) -> int | None:  # noqa: ANN401
        fuse.passes("begun")
        message_id = await deliver(item)
        fuse.passes("sent")
        return message_id

    app.poller._keep = received  # type: ignore[method-assign]
    app.sender.deliver = delivered  # type: ignore[method-assign]


def fused_work(fuse: Fuse) -> Callable[..., Any]:
    """Units of work that pass a point each time one has been committed."""
    original = SqlWork.__call__
    passed = {"update": "processed", "claim": "claimed", "sent": "recorded", "plan": "looked", "prompt": "looked"}
    passed["webhook"] = "stored"

    @asynccontextmanager
    async def call(self: SqlWork, cause: str, *, isolated: bool = False) -> AsyncIterator[SqlUnitOfWork]:
        async with original(self, cause, isolated=isolated) as uow:
            yield uow
        fuse.passes(passed.get(cause.split(":", maxsplit=1)[0], ""))

    return call


async def _follow_time(clock: AdjustableClock, database: Database) -> None:
    """Jump to each instant that is written to us, keeping it for whoever comes after us."""
    lines = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := await lines.readline():
        clock.jump_to(datetime.fromisoformat(line.decode().strip()))
        await keep_clock(database, clock)


async def main(point: str, count: int, start: datetime) -> None:
    """Run until killed."""
    settings, real = read_settings(), RealClock()
    database = Database(settings.database_url)
    await upgrade(database, real.now())
    stand = await read_stand(database)
    clock = AdjustableClock(Anchor(real.now(), stand[1] if stand else start, STANDSTILL), real)
    await keep_clock(database, clock)
    fuse = Fuse(point, count)
    SqlWork.__call__ = fused_work(fuse)  # type: ignore[method-assign]
    async with build(settings, clock=clock, limiter=Limiter(per_second=0)) as app:
        wired(app, fuse)
        await offer_ownership(app)
        runner: Callable[[], Awaitable[None]] = Runner(app).run
        await asyncio.gather(runner(), _follow_time(clock, database))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), datetime.fromisoformat(sys.argv[3])))

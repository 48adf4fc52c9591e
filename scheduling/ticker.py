"""The only file that imports apscheduler. It ticks; what falls due is rows, and no job is stored."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

TICK_SECONDS = 1.0
GRACE_SECONDS = 10.0


class Ticker:
    """Calls coroutines at fixed real intervals; one that takes longer skips a beat and is never run twice at once."""

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        self._running = 0
        self._idle = asyncio.Event()
        self._idle.set()

    def every(self, seconds: float, call: Callable[[], Awaitable[object]]) -> None:
        """Call something every so many seconds."""

        async def counted() -> None:
            self._running += 1
            self._idle.clear()
            try:
                await call()
            finally:
                self._running -= 1
                if not self._running:
                    self._idle.set()

        self._scheduler.add_job(counted, IntervalTrigger(seconds=seconds, timezone=UTC))

    def start(self) -> None:
        """Begin to tick."""
        self._scheduler.start()

    async def stop(self) -> None:
        """Stop ticking, and let what runs come to its end: the scheduler itself would cancel it."""
        self._scheduler.pause()
        try:
            await asyncio.wait_for(self._idle.wait(), GRACE_SECONDS)
        finally:
            self._scheduler.shutdown(wait=False)

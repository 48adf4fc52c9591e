"""The only file that imports apscheduler. It ticks; what falls due is rows, and no job is stored."""

from collections.abc import Awaitable, Callable
from datetime import UTC

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

TICK_SECONDS = 1.0


class Ticker:
    """Calls coroutines at fixed real intervals; one that takes longer skips a beat and is never run twice at once."""

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )

    def every(self, seconds: float, call: Callable[[], Awaitable[object]]) -> None:
        """Call something every so many seconds."""
        self._scheduler.add_job(call, IntervalTrigger(seconds=seconds, timezone=UTC))

    def start(self) -> None:
        """Begin to tick."""
        self._scheduler.start()

    def stop(self) -> None:
        """Stop ticking; what runs is waited for by whoever runs it."""
        self._scheduler.shutdown(wait=False)

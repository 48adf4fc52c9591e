"""Time as an argument: the sandbox never reads the machine's wall clock.

It is given two clocks. The *real* one rules what Telegram's servers would time (expiry, flood limits, long polls); the
*shown* one dates the messages, so that a demonstration can run a clinical calendar at another speed.
"""

import asyncio
import heapq
import itertools
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol


class Timer(Protocol):
    """Something that will happen unless it is cancelled; `asyncio.TimerHandle` is one."""

    def cancel(self) -> None:
        """Make it not happen; harmless when it already has."""


class Clock(Protocol):
    """The real clock of a sandbox."""

    def now(self) -> datetime:
        """The present, aware and in UTC."""

    def call_later(self, seconds: float, action: Callable[[], None]) -> Timer:
        """Run `action` once this clock has moved on by `seconds`."""


async def pause(clock: Clock, seconds: float) -> None:
    """Wait until `clock` has moved on by `seconds`."""
    done = asyncio.get_running_loop().create_future()
    timer = clock.call_later(seconds, lambda: settle(done))
    try:
        await done
    finally:
        timer.cancel()


def settle(future: "asyncio.Future[None]") -> None:
    """Resolve a future that may have been resolved or cancelled by somebody else."""
    if not future.done():
        future.set_result(None)


class _Pending:
    """A timer of a `ManualClock`."""

    def __init__(self, action: Callable[[], None]) -> None:
        self.action: Callable[[], None] | None = action

    def cancel(self) -> None:
        """Make it not happen."""
        self.action = None


class ManualClock:
    """A clock that moves only when told to, for tests."""

    def __init__(self, start: datetime) -> None:
        if start.tzinfo is None:
            raise ValueError("A clock needs an aware datetime")
        self._now = start
        self._order = itertools.count()
        self._timers: list[tuple[datetime, int, _Pending]] = []

    def now(self) -> datetime:
        """The present, as last told."""
        return self._now

    def call_later(self, seconds: float, action: Callable[[], None]) -> Timer:
        """Run `action` during the `advance` that reaches its moment."""
        pending = _Pending(action)
        due = self._now + timedelta(seconds=seconds)
        heapq.heappush(self._timers, (due, next(self._order), pending))
        return pending

    def advance(self, seconds: float = 0, **units: float) -> None:
        """Move on by `seconds` (or `minutes=`, `hours=`, `days=`), running what falls due in its order."""
        target = self._now + timedelta(seconds=seconds, **units)
        while self._timers and self._timers[0][0] <= target:
            due, _, pending = heapq.heappop(self._timers)
            self._now = max(self._now, due)
            if pending.action is not None:
                pending.action()
        self._now = target


class RunningClock:
    """A clock that runs by itself from `start`, on the machine's monotonic clock."""

    def __init__(self, start: datetime, speed: float = 1.0) -> None:
        if start.tzinfo is None:
            raise ValueError("A clock needs an aware datetime")
        self._base, self._since, self._speed = start, time.monotonic(), speed

    def now(self) -> datetime:
        """The present: `start` plus the time gone by, times the speed."""
        return self._base + timedelta(seconds=(time.monotonic() - self._since) * self._speed)

    def call_later(self, seconds: float, action: Callable[[], None]) -> Timer:
        """Run `action` when this clock has moved on by `seconds`, at its present speed."""
        return asyncio.get_running_loop().call_later(seconds / self._speed, action)

"""Long polling: `getUpdates` as the server plays it, with its tricks against greedy and doubled pollers."""

import asyncio
from contextvars import ContextVar
from datetime import datetime, timedelta

from sandbox.clocks import Clock, pause, settle
from sandbox.replies import conflict, restarting
from sandbox.shapes import Payload
from sandbox.updates import UpdateQueue

MAX_TIMEOUT = 50
SAME_OFFSET_TIMEOUT = 3
CONFLICT_PAUSE = 3.0
OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_SET = "terminated by setWebhook request"
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


# The server by which the present call came; None for calls without sockets.
ORIGIN: ContextVar[object] = ContextVar("origin", default=None)


class _Poll:
    """One request that hangs; `refused` says why it ended without updates."""

    def __init__(self) -> None:
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.refused: str | None = None
        self.stopped = False
        self.origin = ORIGIN.get()

    def end(self, refused: str | None = None) -> None:
        self.refused = self.refused or refused
        settle(self.ended)


class Polling:
    """At most one poll hangs; a newer one ends the older with 409."""

    def __init__(self, queue: UpdateQueue, clock: Clock) -> None:
        self._queue, self._clock = queue, clock
        self._waiting: _Poll | None = None
        self._last_call: tuple[int, datetime] | None = None
        self._next_conflict = clock.now()
        queue.on_push(self.wake)

    async def get_updates(self, offset: int, limit: int, patience: int) -> list[Payload]:
        """Updates from `offset` on, waiting up to `patience` seconds of the real clock for the first.

        Raises:
            ApiError: 409 when another poll took over, 500 when the server stops.
        """
        patience, limit = self._throttled(offset, limit, patience)
        start = self._queue.confirm(offset)
        found = self._queue.read(start, limit)
        if found or patience == 0:
            return found
        await self._wait(patience)
        return self._queue.read(start, limit)

    def wake(self) -> None:
        """Let a hanging poll look again."""
        if self._waiting:
            self._waiting.end()

    def abort(self, reason: str) -> None:
        """End a hanging poll with 409."""
        if self._waiting:
            self._waiting.end(reason)

    def release(self, origin: object) -> None:
        """A server stops: its hanging poll ends with 500; one that came another way goes on."""
        if self._waiting and self._waiting.origin is origin:
            self._waiting.stopped = True
            self._waiting.end()

    async def refuse(self, reason: str) -> None:
        """409; the second and later ones within three seconds are held back for three seconds.

        Raises:
            ApiError: always.
        """
        now = self._clock.now()
        if now < self._next_conflict:
            await pause(self._clock, CONFLICT_PAUSE)
        else:
            self._next_conflict = now + timedelta(seconds=CONFLICT_PAUSE)
        raise conflict(reason)

    def _throttled(self, offset: int, limit: int, patience: int) -> tuple[int, int]:
        """Who asks again with the same offset is made to wait, and soon after gets one update only."""
        now = self._clock.now()
        if self._last_call and self._last_call[0] == offset:
            age = (now - self._last_call[1]).total_seconds()
            patience = max(patience, SAME_OFFSET_TIMEOUT) if age < SAME_OFFSET_TIMEOUT else patience
            limit = 1 if age < 0.5 else limit
        self._last_call = (offset, now)
        return patience, limit

    async def _wait(self, patience: int) -> None:
        self.abort(OTHER_POLL)
        poll = self._waiting = _Poll()
        timer = self._clock.call_later(patience, poll.end)
        try:
            await poll.ended
        finally:
            timer.cancel()
            self._waiting = None if self._waiting is poll else self._waiting
        if poll.stopped:
            raise restarting()
        if poll.refused:
            await self.refuse(poll.refused)

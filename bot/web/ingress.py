"""The way in for webhooks: an update is in the database before Telegram is told that we have it.

A commit costs the same for one row as for hundreds, so what arrives while one is under way shares the next: nobody
waits for more than two commits, and thousands arrive in a second.
"""

import asyncio

import structlog

from scheduling.inbox_worker import Stopping
from scheduling.wake import Bell
from usecases.ports import Received, Work

log = structlog.get_logger("ingress")
IDLE_SECONDS = 1.0
MOST_AT_ONCE = 500

Waiting = tuple[Received, "asyncio.Future[None]"]


class AwayError(Exception):
    """It cannot be kept now; whoever brought it must bring it again."""


class Ingress:
    """Keeps what is brought, many at a time."""

    def __init__(self, work: Work, arrived: Bell) -> None:
        self._work, self._arrived = work, arrived
        self._waiting: list[Waiting] = []
        self._came, self._closed = Bell(), False

    async def keep(self, update: Received) -> None:
        """Return once an update is committed.

        Raises:
            AwayError: if the database cannot take it, or the process stops.
        """
        if self._closed:
            raise AwayError
        kept = asyncio.get_running_loop().create_future()
        self._waiting.append((update, kept))
        self._came.ring()
        await kept

    async def run(self, stopping: Stopping) -> None:
        """Work until the process stops; what has come by then is still kept."""
        while not stopping.is_set():
            await self._came.wait(IDLE_SECONDS)
            await self._keep_all()
        self._closed = True
        await self._keep_all()

    async def _keep_all(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:MOST_AT_ONCE], self._waiting[MOST_AT_ONCE:]
            away = await self._committed(batch)
            for _, kept in batch:
                if not kept.done():  # whoever brought it may have given up
                    kept.set_exception(away) if away else kept.set_result(None)

    async def _committed(self, batch: list[Waiting]) -> AwayError | None:
        """Commit a batch; what stood in the way, if anything did."""
        try:
            async with self._work("webhook") as uow:
                await uow.inbox.add_all([update for update, _ in batch])
        except Exception as error:
            log.exception("not_kept", updates=len(batch), error=type(error).__name__)
            return AwayError()
        self._arrived.ring()
        return None

"""Long polling that loses nothing: an update is committed to the inbox before Telegram is told that we have it.

PTB's own updater confirms updates before they are handled, so a crash loses them; this one asks for the next batch,
which confirms the last, only after the last one is stored. A repeat does no harm.
"""

import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import structlog
from telegram import Bot
from telegram.error import Conflict, EndPointNotFound, InvalidToken, RetryAfter, TelegramError

from bot.telegram_errors import classified
from bot.updates import ALLOWED, NotAnUpdateError, received
from scheduling.backoff import wait_before
from scheduling.inbox_worker import Stopping
from scheduling.wake import Bell
from usecases.ports import Received, Work

log = structlog.get_logger("poller")
POLL_SECONDS = 25
# Raw, so that a kind of update that PTB does not know is kept as well. PTB warns of raw calls to methods that it has
# itself; it makes camel case of this name, which leaves the plain getUpdates.
METHOD = "getUpdates_"
BATCH = 100
LONGEST_WAIT = 30.0


STAND_BY = 1.0  # seconds until it is looked again whether the process that polls is gone


async def _always() -> bool:
    return True


class SecondPollerError(Exception):
    """Another process polls with the same BOT_TOKEN: stop one of the two."""


class TokenRefusedError(Exception):
    """Telegram does not accept BOT_TOKEN: take it anew from @BotFather."""


class Poller:
    """Fetches updates and keeps them."""

    def __init__(
        self,
        bot: Bot,
        work: Work,
        now: Callable[[], datetime],
        arrived: Bell,
        mine: Callable[[], Awaitable[bool]] = _always,
        poll_seconds: int = POLL_SECONDS,
    ) -> None:
        """`mine` says whether it is this process that polls: of several, one does."""
        self._bot, self._work, self._now, self._mine = bot, work, now, mine
        self._arrived, self._poll_seconds = arrived, poll_seconds
        self._offset: int | None = None
        self._failed = 0
        self._conflicts = 0

    async def run(self, stopping: Stopping, wait: Callable[[float], Any]) -> None:
        """Poll until the process stops; `wait` sleeps so many seconds, or less if it stops.

        Raises:
            SecondPollerError: if another process goes on polling.
            TokenRefusedError: if the token is not valid.
        """
        while not stopping.is_set():
            try:
                if not await self._mine():
                    self._conflicts = 0
                    await wait(STAND_BY)
                    continue
                await self.poll_once()
                self._failed = self._conflicts = 0
            except (InvalidToken, EndPointNotFound) as error:
                raise TokenRefusedError from error
            except TelegramError as error:
                await wait(self._after(error))

    def _after(self, error: TelegramError) -> float:
        """How many seconds to wait after an error."""
        self._failed += 1
        if isinstance(error, Conflict):
            # Ours may be the older poll of a process that has just been replaced: a few conflicts in a row tell.
            self._conflicts += 1
            if self._conflicts >= 5:
                raise SecondPollerError from error
        if self._failed in {1, 10, 100}:
            log.warning("poll_failed", error=type(error).__name__, attempt=self._failed)
        if isinstance(error, RetryAfter):
            return classified(error).pause
        return min(wait_before(self._failed), LONGEST_WAIT)

    async def poll_once(self) -> int:
        """Fetch what waits, keep it, and only then know that it may be confirmed; says how many there were."""
        asked = {"limit": BATCH, "timeout": self._poll_seconds, "allowed_updates": ALLOWED}
        if self._offset is not None:
            asked["offset"] = self._offset
        updates = await self._bot.do_api_request(METHOD, api_kwargs=asked, read_timeout=self._poll_seconds + 10)
        await self._keep(updates)
        return len(updates)

    def _read(self, update: dict[str, Any]) -> list[Received]:
        try:
            return [received(update, json.dumps(update), self._now())]
        except NotAnUpdateError:
            log.warning("not_an_update")
            return []

    async def _keep(self, updates: list[dict[str, Any]]) -> None:
        if not updates:
            return
        read = [one for update in updates for one in self._read(update)]
        if not read:
            raise TelegramError("nothing that came has a number")  # and so it cannot be confirmed: ask again later
        async with self._work("poll") as uow:
            await uow.inbox.add_all(read)
        self._offset = max(update.update_id for update in read) + 1
        self._arrived.ring()

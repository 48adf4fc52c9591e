"""Codes that opened nothing, by chat: whoever tries a few of them is not listened to for a while. Real time."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.repositories.base import Repository
from storage.tables import pace
from storage.vault import Vault

AT_ONCE = 5
EVERY = timedelta(minutes=10)  # after so long one more may be tried


class GuessRepository(Repository):
    """Who has tried codes that are none. A row says up to when a chat has had its share, as of sending."""

    def __init__(self, connection: AsyncConnection, vault: Vault, real_now: datetime) -> None:
        super().__init__(connection, vault)
        self._now = real_now

    async def may(self, chat_id: int) -> bool:
        """Whether a code from this chat is looked at."""
        used_until = await self._db.scalar(select(pace.c.used_until).where(pace.c.what == self._what(chat_id)))
        return used_until is None or used_until <= self._now + (AT_ONCE - 1) * EVERY

    async def wrong(self, chat_id: int) -> None:
        """A code from this chat opened nothing."""
        what = self._what(chat_id)
        if not await self._add_once(pace, {"what": what, "used_until": self._now + EVERY}):
            row = pace.c.what == what
            before = await self._db.scalar(select(pace.c.used_until).where(row))
            longer = max(before or self._now, self._now) + EVERY
            await self._db.execute(update(pace).where(row).values(used_until=longer))

    def _what(self, chat_id: int) -> str:
        return f"guess:{self._vault.index(chat_id)[:48]}"

"""Our own send limiter: smooth for the bot as a whole, with a small burst for one chat, and one pause for all.

Telegram takes about 30 messages a second from a bot and one a second in a chat, short bursts tolerated; it does not
publish exact limits. When it says "too many", everything waits, whoever was the cause.
"""

import asyncio
from collections.abc import Awaitable, Callable

from scheduling.clock import monotonic

PER_SECOND = 25.0
CHAT_BURST = 3
CHAT_EVERY = 1.0  # seconds
FORGET_AFTER = 60.0  # seconds after which a quiet chat needs no memory


class Limiter:
    """Grants the next moment to send. Times are seconds of a clock that only grows."""

    def __init__(
        self,
        per_second: float = PER_SECOND,
        now: Callable[[], float] = monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._gap = 1 / per_second if per_second else 0.0
        self._now, self._sleep = now, sleep
        self._next = 0.0
        self._paused_until = 0.0
        self._chats: dict[int, float] = {}

    async def wait(self, chat_id: int | None) -> None:
        """Wait until a message may go out, to a chat if one is named."""
        while (delay := self._granted(chat_id) - self._now()) > 0:
            await self._sleep(delay)
            if self._paused_until <= self._now():
                return

    def pause(self, seconds: float) -> None:
        """Let nothing out for a while."""
        self._paused_until = max(self._paused_until, self._now() + seconds)

    def _granted(self, chat_id: int | None) -> float:
        """Reserve the next moment."""
        moment = max(self._now(), self._next, self._paused_until)
        if chat_id is not None and self._gap:
            moment = max(moment, self._chat(chat_id, moment))
        self._next = max(self._next, self._now()) + self._gap
        return moment

    def _chat(self, chat_id: int, moment: float) -> float:
        """When a chat may have its next message: a bucket that holds a few and refills with time."""
        self._forget(moment)
        full_since = max(self._chats.get(chat_id, 0.0), moment - CHAT_BURST * CHAT_EVERY)
        self._chats[chat_id] = full_since + CHAT_EVERY
        return max(moment, self._chats[chat_id])

    def _forget(self, moment: float) -> None:
        if len(self._chats) > 1000:
            self._chats = {chat: at for chat, at in self._chats.items() if at > moment - FORGET_AFTER}

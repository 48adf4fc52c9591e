"""Our own send limiter: smooth for the bot as a whole, with a small burst for one chat, and one pause for all.

Telegram takes about 30 messages a second from a bot and one a second in a chat, short bursts tolerated; it does not
publish exact limits. When it says "too many", everything waits, whoever was the cause.

Whoever asks takes the next free moment at once and then sleeps until it comes, so that any number may ask together and
each gets a moment of its own, in the order in which they asked.
"""

import asyncio
from collections.abc import Awaitable, Callable

from scheduling.clock import monotonic

PER_SECOND = 25.0
CHAT_BURST = 3
CHAT_EVERY = 1.0  # seconds
REFILLED = CHAT_BURST * CHAT_EVERY  # seconds after which a quiet chat may have a whole burst again
MANY_CHATS = 1000


class Limiter:
    """Grants the next moment to send. Times are seconds of a clock that only grows."""

    def __init__(
        self,
        per_second: float = PER_SECOND,
        now: Callable[[], float] = monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """With `per_second=0` there are no limits but the pause."""
        self._gap = 1 / per_second if per_second else 0.0
        self._now, self._sleep = now, sleep
        self._next = self._paused_until = float("-inf")
        self._chats: dict[int, float] = {}

    def pause(self, seconds: float) -> None:
        """Let nothing out for a while; of several pauses the one that ends last counts."""
        self._paused_until = max(self._paused_until, self._now() + seconds)

    async def until_open(self) -> None:
        """Wait until no pause is left."""
        while self._paused_until > self._now():
            await self._until(self._paused_until)

    async def wait(self, chat_id: int | None) -> None:
        """Wait until a message may go out, to a chat if one is named."""
        await self.until_open()
        await self._until(self._turn(chat_id))
        while self._paused_until > self._now():  # a pause came between: after it, everybody takes a new turn
            await self.until_open()
            await self._until(self._turn(chat_id))

    async def _until(self, moment: float) -> None:
        if (seconds := moment - self._now()) > 0:
            await self._sleep(seconds)

    def _turn(self, chat_id: int | None) -> float:
        """Take the bot's next moment. A chat that must wait longer than that waits alone: nobody else is held up."""
        moment = max(self._now(), self._next)
        self._next = moment + self._gap
        return self._turn_of_chat(chat_id, moment) if chat_id is not None and self._gap else moment

    def _turn_of_chat(self, chat_id: int, moment: float) -> float:
        """When a chat may have its next message: a bucket that holds a few and refills with time."""
        self._forget(moment)
        used_until = max(self._chats.get(chat_id, float("-inf")), moment - REFILLED) + CHAT_EVERY
        self._chats[chat_id] = used_until
        return max(moment, used_until)

    def _forget(self, moment: float) -> None:
        """A bucket that is full again is like one that was never used."""
        if len(self._chats) > MANY_CHATS:
            self._chats = {chat: at for chat, at in self._chats.items() if at > moment - REFILLED}

"""Our own send limiter: smooth for the bot as a whole, with a small burst for one chat, and one pause for all.

Telegram takes about 30 messages a second from a bot and one a second in a chat, short bursts tolerated; it does not
publish exact limits. When it says "too many", everything waits, whoever was the cause.

Whoever asks first waits for the turn of the chat, alone, and then stands in line. The next free moment goes to the most
urgent in that line when it comes, not to whoever asked first: an answer passes by all the prompts of a morning.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from itertools import count
from typing import Protocol

from scheduling.clock import monotonic

PER_SECOND = 25.0
CHAT_BURST = 3
CHAT_EVERY = 1.0  # seconds
REFILLED = CHAT_BURST * CHAT_EVERY  # seconds after which a quiet chat may have a whole burst again
MANY_CHATS = 1000
BOT = None  # whose pace: the bot's as a whole, where others name a chat
EAGER, WHENEVER = 0, 3

Sleep = Callable[[float], Awaitable[None]]


class Pace(Protocol):
    """Hands out moments, one after the other: to one process, or to all that share a bot. Seconds from now."""

    async def take(self, chat_id: int | None, every: float, burst: int) -> float:
        """Take the next moment of a chat, or (None) of the bot; so many are free at once after a quiet time."""
        ...

    async def hold(self, seconds: float) -> None:
        """Let nothing out for a while; of several pauses the one that ends last counts."""
        ...

    async def held(self) -> float:
        """For how long nothing may go out yet."""
        ...


class OwnPace:
    """The pace of one process that is alone."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._used: dict[int | None, float] = {}
        self._held_until = float("-inf")

    async def take(self, chat_id: int | None, every: float, burst: int) -> float:
        """A bucket that holds a few moments and refills with time."""
        now = self._now()
        self._forget(now)
        self._used[chat_id] = max(self._used.get(chat_id, float("-inf")), now - burst * every) + every
        return max(self._used[chat_id] - now, 0.0)

    async def hold(self, seconds: float) -> None:
        """Let nothing out for a while."""
        self._held_until = max(self._held_until, self._now() + seconds)

    async def held(self) -> float:
        """For how long nothing may go out yet."""
        return max(self._held_until - self._now(), 0.0)

    def _forget(self, now: float) -> None:
        """A bucket that is full again is like one that was never used."""
        if len(self._used) > MANY_CHATS:
            self._used = {whose: at for whose, at in self._used.items() if at > now - REFILLED}


@dataclass(order=True, slots=True)
class _Ticket:
    """A place in the line. What it is told is whether to go, or else to look after the line from now on."""

    urgency: int
    number: int
    told: "asyncio.Future[bool]" = field(compare=False)

    @property
    def was_to_look_after(self) -> bool:
        """Whether it has been told so, also if it was cancelled at that moment."""
        return self.told.done() and not self.told.cancelled() and not self.told.result()


class Limiter:
    """Grants the next moment to send."""

    def __init__(
        self,
        per_second: float = PER_SECOND,
        now: Callable[[], float] = monotonic,
        sleep: Sleep = asyncio.sleep,
        pace: Pace | None = None,
    ) -> None:
        """With `per_second=0` there are no limits but the pause. Without a shared `pace` the process has its own."""
        self._gap = 1 / per_second if per_second else 0.0
        self._sleep, self._pace = sleep, pace or OwnPace(now)
        self._line: list[_Ticket] = []
        self._led = False
        self._numbers = count()

    async def pause(self, seconds: float) -> None:
        """Let nothing out for a while; of several pauses the one that ends last counts."""
        await self._pace.hold(seconds)

    async def until_open(self) -> None:
        """Wait until no pause is left."""
        while (seconds := await self._pace.held()) > 0:
            await self._sleep(seconds)

    async def wait(self, chat_id: int | None, urgency: int = EAGER) -> None:
        """Wait until a message may go out, to a chat if one is named; the lower the urgency's number, the sooner."""
        await self.until_open()
        if not self._gap:
            return
        if chat_id is not None:
            await self._moment(chat_id, CHAT_EVERY, CHAT_BURST)
        await self._in_line(urgency)

    async def _moment(self, whose: int | None, every: float, burst: int) -> None:
        if (seconds := await self._pace.take(whose, every, burst)) > 0:
            await self._sleep(seconds)

    async def _in_line(self, urgency: int) -> None:
        """One of those in the line looks after it, until it may go itself and hands that on."""
        ticket = _Ticket(urgency, next(self._numbers), asyncio.get_running_loop().create_future())
        heappush(self._line, ticket)
        leads = not self._led
        self._led = True
        try:
            if leads or not await ticket.told:
                leads = True
                await self._look_after(ticket)
        finally:
            self._leave(ticket, leads=leads or ticket.was_to_look_after)

    async def _look_after(self, own: _Ticket) -> None:
        """Give one moment after the other to the most urgent, until that is oneself."""
        await self._bots_moment()
        while (first := heappop(self._line)) is not own:
            if not first.told.done():  # or it has been cancelled
                first.told.set_result(True)
                await self._bots_moment()

    async def _bots_moment(self) -> None:
        """The bot's next moment; if a pause comes between, another one after it."""
        await self._moment(BOT, self._gap, 1)
        while await self._pace.held() > 0:
            await self.until_open()
            await self._moment(BOT, self._gap, 1)

    def _leave(self, ticket: _Ticket, *, leads: bool) -> None:
        """Be in the line no more; whoever looked after it leaves that to the next."""
        if ticket in self._line:
            self._line.remove(ticket)
            heapify(self._line)
        if leads:
            following = next((one for one in self._line if not one.told.done()), None)
            self._led = following is not None
            if following is not None:
                following.told.set_result(False)

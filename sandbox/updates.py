"""The queue of updates, kept the way Telegram keeps it until the bot has confirmed them."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from telegram import Update

from sandbox.clocks import Clock
from sandbox.shapes import Payload, check

DAY = timedelta(days=1)
PRESS_LIFETIME = timedelta(seconds=150)
QUIET = timedelta(days=7)
# An offset further ahead than this is taken for a mistake, and everything waiting is delivered again.
FUTURE = 10
_BY_REQUEST_ONLY = {"chat_member", "message_reaction", "message_reaction_count"}
DEFAULT_KINDS = frozenset(Update.ALL_TYPES) - _BY_REQUEST_ONLY


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update not yet confirmed. Updates of one `lane` are delivered to a webhook one after the other."""

    update_id: int
    payload: Payload
    lane: str
    expires_at: datetime


class UpdateQueue:
    """Numbers, keeps and forgets updates; the real clock decides when they are too old."""

    def __init__(self, clock: Clock, rng: random.Random) -> None:
        self._clock, self._rng = clock, rng
        self._waiting: dict[int, Waiting] = {}
        self._next_id = self._fresh_id()
        self._last_push = clock.now()
        self._listeners: list[Callable[[], None]] = []
        self.allowed: frozenset[str] = DEFAULT_KINDS

    def allow(self, kinds: Iterable[str] | None) -> None:
        """Take an `allowed_updates` over: None keeps the last one, an empty list means the default."""
        if kinds is not None:
            self.allowed = frozenset(kinds) & frozenset(Update.ALL_TYPES) or DEFAULT_KINDS

    def on_push(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` whenever an update arrives, until the returned function is called."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def push(self, kind: str, payload: Payload, lane: str, lifetime: timedelta = DAY) -> int | None:
        """Queue an update; returns its number, or None when the bot does not want this kind."""
        if kind not in self.allowed:
            return None
        now = self._clock.now()
        if now - self._last_push > QUIET:
            self._next_id = self._fresh_id()
        self._last_push, number = now, self._next_id
        update = {"update_id": number, kind: payload}
        check(Update, update)
        self._waiting[number] = Waiting(number, update, lane, now + lifetime)
        self._next_id += 1
        for listener in list(self._listeners):
            listener()
        return number

    def pending(self) -> list[Waiting]:
        """What waits, oldest first, without what has expired."""
        now = self._clock.now()
        for number in [one.update_id for one in self._waiting.values() if one.expires_at <= now]:
            del self._waiting[number]
        return list(self._waiting.values())

    def confirm(self, offset: int) -> int:
        """Forget what an `offset` confirms; returns the number to read from."""
        waiting = [one.update_id for one in self.pending()]
        if offset < 0:
            self._forget(waiting[:offset])
        elif 0 < offset <= self._next_id + FUTURE:
            self._forget(number for number in waiting if number < offset)
            return offset
        return min(self._waiting, default=self._next_id)

    def read(self, start: int, limit: int) -> list[Payload]:
        """Up to `limit` updates from the number `start` on; reading confirms nothing."""
        found = [one.payload for one in self.pending() if one.update_id >= start]
        return found[:limit]

    def drop(self, number: int) -> None:
        """Forget one update: a webhook took it, or never will."""
        self._waiting.pop(number, None)

    def clear(self) -> None:
        """Forget everything that waits (`drop_pending_updates`)."""
        self._waiting.clear()

    def _forget(self, numbers: Iterable[int]) -> None:
        for number in list(numbers):
            self._waiting.pop(number, None)

    def _fresh_id(self) -> int:
        return self._rng.randint(100_000_000, 900_000_000)

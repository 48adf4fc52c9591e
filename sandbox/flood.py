"""Telegram's limits on sending, as far as they are known: one message a second in a chat, thirty a second overall."""

import math
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class FloodLimits:
    """How much is too much; Telegram publishes the rates, but no bursts.

    `burst` messages may go to one chat at once; after that it is `per_chat` a second.
    """

    per_chat: float = 1.0
    burst: int = 5
    overall: int = 30
    group_per_minute: int = 20


class FloodGate:
    """Counts what is sent, by the real clock."""

    def __init__(self, limits: FloodLimits) -> None:
        self._limits = limits
        self._due: dict[int, datetime] = {}
        self._lately: deque[datetime] = deque()
        self._in_group: dict[int, deque[datetime]] = {}

    def admit(self, chat_id: int, now: datetime, *, group: bool) -> int | None:
        """None when a message may go, and then it counts; otherwise the seconds after which to come back."""
        minute = self._in_group.setdefault(chat_id, deque()) if group else deque[datetime]()
        wait = max(
            self._chat_wait(chat_id, now),
            _window_wait(self._lately, now, timedelta(seconds=1), self._limits.overall),
            _window_wait(minute, now, timedelta(minutes=1), self._limits.group_per_minute),
        )
        if wait > 0:
            return math.ceil(wait)
        self._due[chat_id] = max(self._due.get(chat_id, now), now) + self._interval
        self._lately.append(now)
        minute.append(now)
        return None

    @property
    def _interval(self) -> timedelta:
        return timedelta(seconds=1 / self._limits.per_chat)

    def _chat_wait(self, chat_id: int, now: datetime) -> float:
        """A leaky bucket: each message moves the moment on at which the chat would be even again."""
        tolerated = self._interval * (self._limits.burst - 1)
        return (self._due.get(chat_id, now) - now - tolerated).total_seconds()


def _window_wait(sent: deque[datetime], now: datetime, window: timedelta, most: int) -> float:
    """Seconds until fewer than `most` were sent within the last `window`."""
    while sent and sent[0] <= now - window:
        sent.popleft()
    return (sent[-most] + window - now).total_seconds() if len(sent) >= most else 0.0

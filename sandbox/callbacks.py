"""Presses of inline buttons, from the press to the bot's answer."""

import asyncio
import random
from dataclasses import dataclass, field
from datetime import datetime

from sandbox.clocks import Clock, settle
from sandbox.replies import bad_request
from sandbox.updates import PRESS_LIFETIME

MAX_ANSWER = 200


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """What the person saw after a press: a passing line, an alert to dismiss, or nothing (empty text)."""

    text: str = ""
    alert: bool = False
    url: str | None = None


@dataclass(slots=True)
class Press:
    """A press under way. `answer` is None until the bot has answered."""

    query_id: str
    data: str
    pressed_at: datetime
    clock: Clock = field(repr=False)
    answer: CallbackAnswer | None = None
    _waiters: list["asyncio.Future[None]"] = field(default_factory=list, repr=False)

    async def answered(self, within: float = 10.0) -> CallbackAnswer | None:
        """Wait for the answer, at most `within` seconds of the real clock; None when there was none."""
        if self.answer is None:
            waiter = asyncio.get_running_loop().create_future()
            self._waiters.append(waiter)
            timer = self.clock.call_later(within, lambda: settle(waiter))
            try:
                await waiter
            finally:
                timer.cancel()
        return self.answer

    def settle(self, answer: CallbackAnswer) -> None:
        """The bot has answered."""
        self.answer = answer
        for waiter in self._waiters:
            settle(waiter)


class Callbacks:
    """Every press that may still be answered."""

    def __init__(self, clock: Clock, rng: random.Random) -> None:
        self._clock, self._rng = clock, rng
        self._open: dict[str, Press] = {}

    def press(self, data: str) -> Press:
        """A button was pressed."""
        press = Press(str(self._rng.randrange(10**17, 10**18)), data, self._clock.now(), self._clock)
        self._open[press.query_id] = press
        return press

    def answer(self, query_id: str, answer: CallbackAnswer) -> Press:
        """The bot's answer, once, and within the life of the press.

        Raises:
            ApiError: 400, when the text is too long, or the query unknown, answered before, or too old.
        """
        if len(answer.text) > MAX_ANSWER:
            raise bad_request("MESSAGE_TOO_LONG")
        press = self._open.pop(query_id, None)
        if press is None or self._clock.now() - press.pressed_at > PRESS_LIFETIME:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        press.settle(answer)
        return press

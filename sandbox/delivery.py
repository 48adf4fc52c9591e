"""Delivering updates to a webhook: one at a time in each lane, and again, later and later, until it is taken."""

import asyncio
import json
import random
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Protocol

import aiohttp

from sandbox.account import Account
from sandbox.faults import ConnectionLostError, NoAnswerError
from sandbox.params import Params
from sandbox.updates import Waiting

MAX_RETRY_AFTER = 3600
RESEND = 60
GONE_FOR_GOOD = timedelta(hours=23)
ANSWER_TIMEOUT = aiohttp.ClientTimeout(total=60)
_NEVER_IN_RESPONSE = {"setwebhook", "deletewebhook", "close", "logout"}


class Caller(Protocol):
    """What carries out a method given in the answer to an update."""

    account: Account

    async def call(self, method: str, params: Params) -> object:
        """Carry it out."""


@dataclass(slots=True)
class _Attempts:
    """How often an update was refused, and how long the pause was last."""

    failures: int = 0
    delay: int = 1
    next_at: datetime | None = None


class _RefusedError(Exception):
    """The receiver did not take an update; `retry_after` in seconds is 0 when it did not say."""

    def __init__(self, problem: str, retry_after: int = 0, *, gone: bool = False) -> None:
        super().__init__(problem)
        self.retry_after, self.gone = retry_after, gone


class WebhookPump:
    """Runs beside the server while a webhook may be set."""

    def __init__(self, caller: Caller) -> None:
        self._caller, self._account = caller, caller.account
        self._wake = asyncio.Event()
        self._stopped = False
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._attempts: dict[int, _Attempts] = {}
        self._gone_since: datetime | None = None
        self._rng = random.Random(self._account.token)  # noqa: S311 - spreads retries, protects nothing
        account = self._account
        self._unsubscribe = (account.updates.on_push(self._wake.set), account.webhook.on_change(self._wake.set))

    def stop(self) -> None:
        """Deliver nothing more, and break off what is under way."""
        if self._stopped:
            return
        self._stopped = True
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        for task in self._busy.values():
            task.cancel()
        self._wake.set()

    async def run(self) -> None:
        """Deliver until `stop`."""
        async with aiohttp.ClientSession(timeout=ANSWER_TIMEOUT) as session, asyncio.TaskGroup() as tasks:
            while not self._stopped:
                for update in self._ready():
                    self._busy[update.lane] = tasks.create_task(self._deliver(session, update))
                await self._wake.wait()
                self._wake.clear()

    def _ready(self) -> list[Waiting]:
        """The first update of every lane that is neither busy nor pausing, as far as connections allow."""
        settings = self._account.webhook.settings
        if not settings.url:
            return []
        first: dict[str, Waiting] = {}
        for update in self._account.updates.pending():
            first.setdefault(update.lane, update)
        ready = [one for lane, one in first.items() if lane not in self._busy and self._is_due(one)]
        return ready[: settings.connections - len(self._busy)]

    def _is_due(self, update: Waiting) -> bool:
        attempts = self._attempts.get(update.update_id)
        return attempts is None or attempts.next_at is None or attempts.next_at <= self._account.clock.now()

    async def _deliver(self, session: aiohttp.ClientSession, update: Waiting) -> None:
        try:
            body = await self._post(session, update)
        except _RefusedError as refusal:
            self._postpone(update, refusal)
        else:
            self._attempts.pop(update.update_id, None)
            self._account.updates.drop(update.update_id)
            await self._carry_out(body)
        finally:
            del self._busy[update.lane]
            self._wake.set()

    async def _post(self, session: aiohttp.ClientSession, update: Waiting) -> object:
        """Send one update; returns the JSON of the answer, if it is any."""
        settings = self._account.webhook.settings
        headers = {"X-Telegram-Bot-Api-Secret-Token": settings.secret} if settings.secret else {}
        try:
            async with session.post(settings.url, json=update.payload, headers=headers, ssl=False) as response:
                text = await response.text(errors="replace")
        except (aiohttp.ClientError, TimeoutError) as error:
            raise _RefusedError(f"Connection failed: {type(error).__name__}") from error
        if not 200 <= response.status <= 299:
            problem = f"Wrong response from the webhook: {response.status} {response.reason}"
            pause = _retry_after(response.headers.get("Retry-After", ""), self._account.clock.now())
            raise _RefusedError(problem, pause, gone=response.status == 410)
        self._gone_since = None
        return _parsed(text)

    def _postpone(self, update: Waiting, refusal: _RefusedError) -> None:
        """At once the first time, then after 2, 4, 8 … seconds, or when the receiver said; never beyond the expiry."""
        now, attempts = self._account.clock.now(), self._attempts.setdefault(update.update_id, _Attempts())
        self._account.webhook.last_error = (now, str(refusal))
        self._note_gone(now, gone=refusal.gone)
        pause = refusal.retry_after
        if not pause and attempts.failures:
            pause = attempts.delay = min(self._rng.randint(RESEND, 2 * RESEND), attempts.delay * 2)
        attempts.failures += 1
        attempts.next_at = now + timedelta(seconds=pause)
        if attempts.next_at > update.expires_at:
            self._account.updates.drop(update.update_id)
        elif pause:
            self._account.clock.call_later(pause, self._wake.set)

    def _note_gone(self, now: datetime, *, gone: bool) -> None:
        """A receiver that says 410 for most of a day loses its webhook."""
        self._gone_since = (self._gone_since or now) if gone else None
        if self._gone_since and now - self._gone_since > GONE_FOR_GOOD:
            self._account.webhook.settings = type(self._account.webhook.settings)()

    async def _carry_out(self, body: object) -> None:
        """A receiver may answer with one method to call; what comes of it is not told to anybody."""
        if not isinstance(body, dict) or not isinstance(body.get("method"), str):
            return
        values: dict[str, Any] = {name: value for name, value in body.items() if name != "method"}
        method = body["method"].lower()
        if method not in _NEVER_IN_RESPONSE and not method.startswith("get"):
            with suppress(ConnectionLostError, NoAnswerError):
                await self._caller.call(method, Params(values))


def _parsed(text: str) -> object:
    try:
        found: object = json.loads(text)
    except ValueError:
        return None
    return found


def _retry_after(header: str, now: datetime) -> int:
    """Seconds of a Retry-After header, at most an hour; 0 without one."""
    if header.isdigit():
        return min(int(header), MAX_RETRY_AFTER)
    try:
        wait = int((parsedate_to_datetime(header) - now).total_seconds())
    except ValueError:
        return 0
    return max(0, min(wait, MAX_RETRY_AFTER))

"""Messages out: claim with a lease, decide at the moment of sending, send, record the outcome.

A crash between sending and recording may repeat one message and never loses one; the repeat is harmless, because
answers are keyed by what they answer.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog
from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_delay, wait_fixed

from scheduling.backoff import wait_before
from scheduling.clock import RealClock
from scheduling.inbox_worker import Stopping
from scheduling.overlap import in_isolation
from scheduling.rate import Limiter
from scheduling.together import Together
from scheduling.wake import Bell
from usecases.delivery import Unsure, cannot_reach, still_wanted, when_unsure
from usecases.ports import (
    UNREACHABLE,
    Clock,
    DeliveryError,
    Desk,
    Failure,
    Operation,
    Outgoing,
    Priority,
    Sender,
    StorageAwayError,
    Work,
)
from usecases.scene import Scene

log = structlog.get_logger("outbox")
CLAIM_SECONDS = 20.0  # what waits for its turn: whoever takes it up later has lost nothing
LEASE_SECONDS = 60.0
RECORD_AGAIN = 1.0
RECORD_WITHIN = 12.0  # seconds after sending; together with it, still within the lease
LONGEST_SEND = 45.0  # seconds; well within a lease, which begins when sending does
BATCH = 20
AT_ONCE = 8  # of each lane; httpx collapses above some forty sends at once
IDLE_SECONDS = 1.0
FRESH = timedelta(minutes=15)  # for how long a message of unknown outcome is worth sending once more
MOST_ATTEMPTS = 12
GIVE_UP_AFTER = timedelta(days=2)  # attempts go on through any outage that is shorter
Lane = frozenset[Priority]
EVERYTHING: Lane = frozenset(Priority)
AT_ONCE_ONLY: Lane = frozenset({Priority.URGENT, Priority.REPLY})  # somebody waits for these
# Twice each, so that a batch of which one request hangs holds up nobody; those who wait never stand behind a morning.
LANES = (EVERYTHING, AT_ONCE_ONLY, EVERYTHING, AT_ONCE_ONLY)
COUNTED = frozenset(Operation) - {Operation.ANSWER, Operation.MENU}


class UnauthorisedError(Exception):
    """Telegram does not accept BOT_TOKEN any more: nothing can be sent."""


@dataclass(frozen=True, slots=True)
class _Sent:
    """It went out, as which message."""

    item_id: int
    message_id: int | None


class Dispatcher:
    """Sends what the outbox holds. Several may run; leases keep them apart."""

    def __init__(
        self,
        work: Work,
        sender: Sender,
        scene: Callable[[Desk], Scene],
        clock: Clock,
        real: RealClock,
        limiter: Limiter,
        said: Bell,
        owner: str,
    ) -> None:
        self._work, self._sender, self._scene = work, sender, scene
        self._clock, self._real, self._limiter = clock, real, limiter
        self._said, self._owner = said, owner
        self._gates = {lane: asyncio.Semaphore(AT_ONCE) for lane in LANES}
        # What begins and what has just been sent at one moment shares a transaction.
        self._ledger = Together(self._kept)

    async def run(self, stopping: Stopping, lane: Lane = EVERYTHING) -> None:
        """Work until the process stops."""
        while not stopping.is_set():
            await self._limiter.until_open()  # or leases would run out over a long pause
            if not await self.run_once(lane):
                await self._said.wait(IDLE_SECONDS)

    async def run_once(self, lane: Lane = EVERYTHING) -> int:
        """Send one batch; says how many rows it took.

        Raises:
            UnauthorisedError: if the token is not valid; what was taken waits again.
        """
        items = await self._claimed(lane)
        # All of them come to their end, whatever becomes of one: a send that is cut off is one that nobody can judge.
        for error in await asyncio.gather(*(self._dispatched(item, lane) for item in items), return_exceptions=True):
            if error is not None:
                raise error
        return len(items)

    async def recover(self, *, alone: bool = False) -> None:
        """Take up what a process that died had claimed: unsent rows go out again, doubtful ones follow their policy.

        With `alone`, at the start of the only process of a database, without waiting for leases to run out.
        """

        async def taken_up(uow: Desk) -> None:
            if alone:
                await uow.inbox.release_all()
            doubtful = await uow.deliveries.lost(self._real.now(), alone=alone)
            for item in doubtful:
                await self._failed(uow, item, DeliveryError(Failure.UNKNOWN))

        await in_isolation(self._work, f"recover:{secrets.token_hex(8)}", taken_up)

    async def _claimed(self, lane: Lane) -> list[Outgoing]:
        now, real_now = self._clock.now(), self._real.now()
        async with self._work("claim") as uow:
            return await uow.deliveries.claim(self._owner, now, real_now, CLAIM_SECONDS, BATCH, lane)

    async def _dispatched(self, item: Outgoing, lane: Lane) -> None:
        """Wait for its turn, and only then decide: much may happen while Telegram lets us wait."""
        if item.operation in COUNTED:
            await self._limiter.wait(item.chat_id, item.priority)
        async with self._gates[lane]:
            if not await self._ledger.ask(item):
                return
            sent = await self._sent(item)
        if sent is not None:
            await _recorded(lambda: self._ledger.ask(sent))  # while the next one begins

    async def _kept(self, items: Sequence[Outgoing | _Sent]) -> list[bool]:
        cause = "sent" if any(isinstance(item, _Sent) for item in items) else "begin"
        async with self._work(cause) as uow:
            return [await self._keeps(uow, item) for item in items]

    async def _keeps(self, uow: Desk, item: Outgoing | _Sent) -> bool:
        if isinstance(item, Outgoing):
            return await self._begins(uow, item)
        await uow.deliveries.sent(item.item_id, item.message_id)
        return True

    async def _begins(self, uow: Desk, item: Outgoing) -> bool:
        """Decide at the moment of sending, and record the intent."""
        if await still_wanted(self._scene(uow), item):
            return await uow.deliveries.begin(item, self._real.now(), LEASE_SECONDS)
        expired = item.expires_at is not None and self._clock.now() >= item.expires_at
        await uow.deliveries.close(item, "expired" if expired else "dropped")
        return False

    async def _sent(self, item: Outgoing) -> _Sent | None:
        try:
            return _Sent(item.id, await self._delivered(item))
        except DeliveryError as error:
            await self._not_sent(item, error)
            return None

    async def _delivered(self, item: Outgoing) -> int | None:
        """Hand it over; whatever goes wrong becomes one of the failures that have a consequence."""
        try:
            async with asyncio.timeout(LONGEST_SEND):
                return await self._sender.deliver(item)
        except DeliveryError:
            raise
        except TimeoutError as error:
            raise DeliveryError(Failure.UNKNOWN) from error
        except Exception as error:
            # A fault of our own, which another attempt would only repeat: this message is lost, the others are not.
            log.exception("cannot_be_sent", operation=item.operation.value, error=type(error).__name__)
            raise DeliveryError(Failure.REFUSED) from error

    # --- failures ----------------------------------------------------------------------------------------------------

    async def _not_sent(self, item: Outgoing, error: DeliveryError) -> None:
        if error.failure is Failure.TOO_FAST:
            await self._limiter.pause(error.pause)
        cause = f"failed:{item.id}:{item.attempts}"
        await _recorded(lambda: in_isolation(self._work, cause, lambda uow: self._failed(uow, item, error)))
        if error.failure is Failure.UNAUTHORISED:
            raise UnauthorisedError  # only now that the row waits again

    async def _failed(self, uow: Desk, item: Outgoing, error: DeliveryError) -> None:
        """Every kind of failure has one consequence."""
        log.warning("not_sent", failure=error.failure.value, operation=item.operation.value, attempt=item.attempts)
        match error.failure:
            case Failure.HARMLESS:
                await uow.deliveries.sent(item.id, None)
            case Failure.UNAUTHORISED:
                await uow.deliveries.put_back(item, self._real.now(), error.failure)
            case Failure.TOO_FAST:
                await self._again(uow, item, error.failure, error.pause)
            case Failure.TEMPORARY:
                await self._again(uow, item, error.failure, wait_before(item.attempts))
            case Failure.UNKNOWN:
                await self._unsure(uow, item)
            case Failure.MIGRATED:
                await self._migrated(uow, item, error)
            case _:
                await self._never(uow, item, error.failure)

    async def _again(self, uow: Desk, item: Outgoing, failure: Failure, seconds: float) -> None:
        if item.attempts >= MOST_ATTEMPTS and self._clock.now() - item.due_at >= GIVE_UP_AFTER:
            await self._never(uow, item, failure)
            return
        await uow.deliveries.put_back(item, self._real.now() + timedelta(seconds=seconds), failure)

    async def _unsure(self, uow: Desk, item: Outgoing) -> None:
        policy = when_unsure(item)
        fresh = self._clock.now() - item.due_at <= FRESH and item.unsure == 0
        if policy is Unsure.AGAIN or (policy is Unsure.ONCE_MORE and fresh):
            await self._again(uow, item, Failure.UNKNOWN, wait_before(item.attempts))
        else:
            await uow.deliveries.close(item, "failed", Failure.UNKNOWN)

    async def _migrated(self, uow: Desk, item: Outgoing, error: DeliveryError) -> None:
        person = None if item.person_id is None else await uow.people.find(item.person_id)
        if person is None or error.new_chat_id is None:
            await uow.deliveries.close(item, "failed", Failure.MIGRATED)
            return
        await uow.people.move_to_chat(person.id, error.new_chat_id)
        await uow.deliveries.put_back(item, self._real.now(), Failure.MIGRATED)

    async def _never(self, uow: Desk, item: Outgoing, failure: Failure) -> None:
        await uow.deliveries.close(item, "failed", failure)
        if failure in UNREACHABLE and item.person_id is not None:
            await cannot_reach(self._scene(uow), item.person_id, failure)


async def _recorded(step: Callable[[], Awaitable[object]]) -> None:
    """Record what became of a message: also once the database is back, because otherwise nobody would know it."""
    patience = stop_after_delay(RECORD_WITHIN)
    away = retry_if_exception_type(StorageAwayError)
    async for attempt in AsyncRetrying(retry=away, wait=wait_fixed(RECORD_AGAIN), stop=patience, reraise=True):
        with attempt:
            await step()

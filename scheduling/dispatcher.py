"""Messages out: claim with a lease, decide at the moment of sending, send, record the outcome.

A crash between sending and recording may repeat one message and never loses one; the repeat is harmless, because
answers are keyed by what they answer.
"""

import asyncio
import secrets
from collections.abc import Callable
from datetime import timedelta
from itertools import groupby

import structlog

from scheduling.backoff import wait_before
from scheduling.clock import RealClock
from scheduling.inbox_worker import Stopping
from scheduling.rate import Limiter
from scheduling.wake import Bell
from usecases.delivery import Unsure, cannot_reach, still_wanted, when_unsure
from usecases.ports import UNREACHABLE, Clock, DeliveryError, Desk, Failure, Operation, Outgoing, Sender, Work
from usecases.scene import Scene

log = structlog.get_logger("outbox")
LEASE_SECONDS = 60.0
BATCH = 20
AT_ONCE = 8  # httpx collapses above some forty sends at once
IDLE_SECONDS = 1.0
FRESH = timedelta(minutes=15)  # for how long a message of unknown outcome is worth sending once more
MOST_ATTEMPTS = 12
COUNTED = frozenset({Operation.SEND, Operation.PHOTO, Operation.EDIT, Operation.DELETE})


class UnauthorisedError(Exception):
    """Telegram does not accept BOT_TOKEN any more: nothing can be sent."""


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

    async def run(self, stopping: Stopping) -> None:
        """Work until the process stops."""
        while not stopping.is_set():
            if not await self.run_once():
                await self._said.wait(IDLE_SECONDS)

    async def run_once(self) -> int:
        """Send one batch; says how many rows it took."""
        items = await self._claimed()
        gate = asyncio.Semaphore(AT_ONCE)
        async with asyncio.TaskGroup() as group:
            for _, of_reader in groupby(sorted(items, key=_reader), key=_reader):
                group.create_task(self._in_turn(list(of_reader), gate))
        return len(items)

    async def recover(self, *, alone: bool = False) -> None:
        """Take up what a process that died had claimed: unsent rows go out again, doubtful ones follow their policy.

        With `alone`, at the start of the only process of a database, without waiting for leases to run out.
        """
        async with self._work(f"recover:{secrets.token_hex(8)}") as uow:
            if alone:
                await uow.inbox.release_all()
            doubtful = await uow.deliveries.lost(self._real.now(), alone=alone)
            for item in doubtful:
                await self._failed(uow, item, DeliveryError(Failure.UNKNOWN))

    async def _claimed(self) -> list[Outgoing]:
        async with self._work("claim") as uow:
            return await uow.deliveries.claim(self._owner, self._clock.now(), self._real.now(), LEASE_SECONDS, BATCH)

    async def _in_turn(self, items: list[Outgoing], gate: asyncio.Semaphore) -> None:
        """One reader's messages, in their order."""
        async with gate:
            for item in items:
                if await self._begun(item):
                    await self._sent(item)

    async def _begun(self, item: Outgoing) -> bool:
        """Decide at the moment of sending, and record the intent."""
        async with self._work("begin") as uow:
            if await still_wanted(self._scene(uow), item):
                return await uow.deliveries.begin(item.id, self._owner, self._real.now())
            expired = item.expires_at is not None and self._clock.now() >= item.expires_at
            await uow.deliveries.close(item.id, "expired" if expired else "dropped")
            return False

    async def _sent(self, item: Outgoing) -> None:
        if item.operation in COUNTED:
            await self._limiter.wait(item.chat_id)
        try:
            message_id = await self._sender.deliver(item)
        except DeliveryError as error:
            async with self._work(f"failed:{item.id}:{item.attempts}") as uow:
                await self._failed(uow, item, error)
            return
        async with self._work("sent") as uow:
            await uow.deliveries.sent(item.id, message_id)

    # --- failures ----------------------------------------------------------------------------------------------------

    async def _failed(self, uow: Desk, item: Outgoing, error: DeliveryError) -> None:
        """Every kind of failure has one consequence."""
        log.warning("not_sent", failure=error.failure.value, operation=item.operation.value, attempt=item.attempts)
        match error.failure:
            case Failure.HARMLESS:
                await uow.deliveries.sent(item.id, None)
            case Failure.UNAUTHORISED:
                await uow.deliveries.put_back(item.id, self._real.now(), error.failure)
            case Failure.TOO_FAST:
                self._limiter.pause(error.pause)
                await self._again(uow, item, error.failure, error.pause)
            case Failure.TEMPORARY:
                await self._again(uow, item, error.failure, wait_before(item.attempts))
            case Failure.UNKNOWN:
                await self._unsure(uow, item)
            case Failure.MIGRATED:
                await self._migrated(uow, item, error)
            case _:
                await self._never(uow, item, error.failure)
        if error.failure is Failure.UNAUTHORISED:
            raise UnauthorisedError

    async def _again(self, uow: Desk, item: Outgoing, failure: Failure, seconds: float) -> None:
        if item.attempts >= MOST_ATTEMPTS:
            await self._never(uow, item, failure)
            return
        await uow.deliveries.put_back(item.id, self._real.now() + timedelta(seconds=seconds), failure)

    async def _unsure(self, uow: Desk, item: Outgoing) -> None:
        policy = when_unsure(item)
        fresh = self._clock.now() - item.created_at <= FRESH and item.unsure == 0
        if policy is Unsure.AGAIN or (policy is Unsure.ONCE_MORE and fresh):
            await self._again(uow, item, Failure.UNKNOWN, wait_before(item.attempts))
        else:
            await uow.deliveries.close(item.id, "failed", Failure.UNKNOWN)

    async def _migrated(self, uow: Desk, item: Outgoing, error: DeliveryError) -> None:
        if item.person_id is None or error.new_chat_id is None:
            await uow.deliveries.close(item.id, "failed", Failure.MIGRATED)
            return
        await uow.people.move_to_chat(item.person_id, error.new_chat_id)
        await uow.deliveries.put_back(item.id, self._real.now(), Failure.MIGRATED)

    async def _never(self, uow: Desk, item: Outgoing, failure: Failure) -> None:
        await uow.deliveries.close(item.id, "failed", failure)
        if failure in UNREACHABLE and item.person_id is not None:
            await cannot_reach(self._scene(uow), item.person_id, failure)


def _reader(item: Outgoing) -> tuple[int, int, int]:
    """Rows of one reader together, the most urgent readers first; rows to nobody known stay on their own."""
    return (item.priority, item.person_id or 0, 0 if item.person_id else item.id)

"""Takes updates from the inbox in each sender's order and routes them, each in one transaction with what it brings."""

import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from hashlib import blake2s
from typing import Protocol

import structlog

from rehab.messages import Message
from rehab.messages.common import Hint, Said, Trouble
from rehab.permissions import Role
from scheduling.backoff import wait_before
from scheduling.clock import RealClock
from scheduling.overlap import in_isolation
from scheduling.turns import Turn, Turns
from scheduling.wake import Bell
from usecases.ports import Arrival, Desk, StorageAwayError, Work

log = structlog.get_logger("inbox")
LEASE_SECONDS = 20.0  # a person waits for it; one that is dealt with twice all the same is marked only once
MOST_ATTEMPTS = 3
IDLE_SECONDS = 1.0

Route = Callable[[Arrival, Mapping[str, object], Desk], Awaitable[None]]


class Stopping(Protocol):
    """Whether the process is about to stop."""

    def is_set(self) -> bool:
        """Whether to stop."""
        ...


class InboxWorker:
    """One worker; several may run, in one process or many."""

    def __init__(
        self, work: Work, route: Route, real: RealClock, arrived: Bell, said: Bell, turns: Turns | None = None
    ) -> None:
        """Without `turns` everybody may send as much as they like."""
        self._work, self._route, self._real = work, route, real
        self._arrived, self._said, self._turns = arrived, said, turns

    async def run(self, stopping: Stopping) -> None:
        """Work until the process stops."""
        while not stopping.is_set():
            if not await self.run_once():
                await self._arrived.wait(IDLE_SECONDS)

    async def run_once(self) -> bool:
        """Deal with one update; False if there was none."""
        async with self._work("inbox") as uow:
            arrival = await uow.inbox.claim(self._real.now(), LEASE_SECONDS)
        if arrival is None:
            return False
        turn = self._turns.turn(arrival.sender) if self._turns else Turn()
        if turn.at is not None:
            await self._put_off(arrival, turn.at, tell=turn.first)
        elif arrival.attempts > MOST_ATTEMPTS:
            await self._set_aside(arrival)
        else:
            await self._tried(arrival)
        self._said.ring()
        return True

    async def _put_off(self, arrival: Arrival, until: datetime, *, tell: bool) -> None:
        """Somebody sends faster than their share: the rest waits, and others go on."""
        async with self._work(f"flood:{arrival.update_id}") as uow:
            await uow.inbox.put_off(arrival.update_id, until)
            if tell:
                log.warning("flood")
                await _tell_sender(uow, arrival, Hint(said=Said.TOO_FAST, clinic=await uow.clinics.get()))

    async def _tried(self, arrival: Arrival) -> None:
        try:
            await self._processed(arrival)
        except StorageAwayError:
            await self._released(arrival, counted=False)  # nothing is wrong with the update
            raise
        except Exception as error:
            kind, reference = type(error).__name__, reference_of(arrival)
            log.exception("update_failed", reference=reference, attempt=arrival.attempts, error=kind)
            await self._after_failure(arrival)

    async def _processed(self, arrival: Arrival) -> None:
        async def routed(uow: Desk) -> None:
            # First the mark, then the work: if another process was faster, nothing of this happens twice.
            if await uow.inbox.finish(arrival.update_id):
                await self._route(arrival, json.loads(arrival.payload), uow)

        await in_isolation(self._work, f"update:{arrival.update_id}", routed)

    async def _after_failure(self, arrival: Arrival) -> None:
        if arrival.attempts >= MOST_ATTEMPTS:
            await self._set_aside(arrival)
            return
        await self._released(arrival)

    async def _released(self, arrival: Arrival, *, counted: bool = True) -> None:
        again = self._real.now() + timedelta(seconds=min(wait_before(arrival.attempts), 5.0))
        async with self._work("inbox") as uow:
            await uow.inbox.release(arrival.update_id, again, counted=counted)

    async def _set_aside(self, arrival: Arrival) -> None:
        """Give up on an update: its sender gets a reference to quote, the administrator sees it."""
        reference = reference_of(arrival)
        log.error("update_set_aside", reference=reference)
        async with self._work(f"trouble:{arrival.update_id}") as uow:
            await uow.inbox.set_aside(arrival.update_id, reference)
            clinic = await uow.clinics.get()
            await _tell_sender(uow, arrival, Trouble(reference=reference, clinic=clinic))
            for administrator in await uow.people.with_role(Role.ADMINISTRATOR):
                await uow.outbox.send(administrator.id, Trouble(reference=reference, operator=True))


def reference_of(arrival: Arrival) -> str:
    """What a person can quote, and every line of the log about the update says: the same for each of its attempts."""
    return blake2s(str(arrival.update_id).encode(), digest_size=4).hexdigest()


async def _tell_sender(uow: Desk, arrival: Arrival, message: Message) -> None:
    """Tell whoever sent it, if they are known; without decoding it, which may be what failed."""
    if (person := await uow.people.sending_as(arrival.sender)) is not None:
        await uow.outbox.send(person.id, message)

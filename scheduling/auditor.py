"""Proves every minute that nobody is left waiting, and only then lets the outside world know that all is well.

The invariants are counted in the database, not taken from what the other parts believe of themselves. An outside
monitor that hears nothing raises the alarm, also when the whole machine is gone; while there is still somebody to
say it, the log names the invariant and the administrator hears of it, at most once an hour.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

import structlog

from rehab.messages.operator import AuditFailed, Invariant
from rehab.permissions import Role
from scheduling.clock import RealClock
from scheduling.pulse import Pulse
from usecases.ports import Census, Clock, Desk, Priority, Work

log = structlog.get_logger("audit")
AUDIT_SECONDS = 60.0
GRACE = timedelta(minutes=10)  # a morning's burst of prompts may take that long at Telegram's pace
ALIVE_SECONDS = 60.0
TELL_EVERY = timedelta(hours=1)

Found = Mapping[Invariant, int]


async def nobody_listens() -> None:
    """No HEARTBEAT_URL is set: nothing to ping."""


class Auditor:
    """Looks at the invariants. Every process runs one: what is wrong in the database, each of them sees."""

    def __init__(
        self,
        census: Census,
        work: Work,
        clock: Clock,
        real: RealClock,
        ticking: Pulse,
        ping: Callable[[], Awaitable[None]] = nobody_listens,
        pace: float = 1.0,
    ) -> None:
        """`pace` is how many times faster than real time clinical time runs: so much longer is the grace in it."""
        self._census, self._work, self._clock, self._real = census, work, clock, real
        self._ticking, self._ping, self._pace = ticking, ping, pace
        self.found: Found | None = None  # what the last audit counted; None while there is no result

    async def audit(self) -> None:
        """Count, and ping if nothing was found. If the database is away there is no result, and no ping."""
        self.found = None
        self.found = await self._counted()
        wrong = {one: count for one, count in self.found.items() if count}
        if not wrong:
            await self._ping()
            return
        log.error("audit_failed", found={one.value: count for one, count in wrong.items()})
        await self._tell(wrong)

    async def _counted(self) -> Found:
        stored = await self._census.broken(self._clock.now() - GRACE * self._pace, self._real.now() - GRACE)
        return {**stored, Invariant.TICKER: int(not self._ticking.alive(ALIVE_SECONDS))}

    async def _tell(self, wrong: Found) -> None:
        now = self._clock.now()
        async with self._work("audit") as uow:
            for administrator in await uow.people.with_role(Role.ADMINISTRATOR):
                if not await self._told_lately(administrator.id, now):
                    await _say(uow, administrator.id, AuditFailed(found=wrong), now)

    async def _told_lately(self, person_id: int, now: datetime) -> bool:
        return await self._census.told_since(person_id, AuditFailed.kind, now - TELL_EVERY * self._pace)


async def _say(uow: Desk, person_id: int, message: AuditFailed, now: datetime) -> None:
    # Two processes that find it at the same moment say it once.
    key = f"audit:{person_id}:{now:%Y%m%dT%H%M}"
    await uow.outbox.send(person_id, message, key=key, priority=Priority.URGENT)

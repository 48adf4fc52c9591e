"""Clinical time for one database: real time, or an accelerated clock whose stand survives a restart."""

from scheduling.clock import AdjustableClock, Anchor, RealClock
from storage.clock_store import keep_stand, read_stand
from storage.engine import Database
from usecases.ports import Clock


async def clinical_clock(database: Database, speed: float, real: RealClock) -> Clock:
    """The clock that a database lives by. An accelerated one goes on where it stood, never earlier."""
    stand = await read_stand(database)
    if speed == 1 and stand is None:
        return real
    now = real.now()
    begins = max(Anchor(*stand).at(now), now) if stand else now
    clock = AdjustableClock(Anchor(now, begins, speed), real)
    await keep_clock(database, clock)
    return clock


async def keep_clock(database: Database, clock: AdjustableClock) -> None:
    """Keep where an accelerated clock stands."""
    anchor = clock.anchor
    await keep_stand(database, (anchor.real_at, anchor.clinical_at, anchor.speed))

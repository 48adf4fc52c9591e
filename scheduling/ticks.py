"""What falls due as time passes: plans, prompts and alerts. A few are looked at in one transaction.

If that fails, each of them is looked at in a transaction of its own.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta

import structlog

from scheduling.backoff import wait_before
from scheduling.clock import RealClock, monotonic
from scheduling.overlap import in_isolation
from scheduling.wake import Bell
from usecases.alerts import look_at_alert
from usecases.cover import look_at_cover
from usecases.ports import Clock, Desk, StorageAwayError, Work
from usecases.prompts.look import look_at_plan, look_at_prompt
from usecases.scene import Scene

log = structlog.get_logger("ticks")
AT_A_TIME = 100
TOGETHER = 10  # whoever has just pressed a button waits for no more than the end of these
LONGEST = 0.9  # seconds; the next tick goes on from there, and whoever asks how we are sees that we tick

Due = tuple[str, int]
Look = Callable[[Scene, int], Awaitable[None]]
LOOKS: Mapping[str, Look] = {
    "plan": look_at_plan,
    "prompt": look_at_prompt,
    "alert": look_at_alert,
    "cover": look_at_cover,
}


class Ticks:
    """Looks at what is due. One that fails is left for a while and does not hold up the others."""

    def __init__(self, work: Work, scene: Callable[[Desk], Scene], clock: Clock, real: RealClock, said: Bell) -> None:
        self._work, self._scene = work, scene
        self._clock, self._real, self._said = clock, real, said
        self._failing: dict[int, tuple[int, datetime]] = {}

    async def tick(self) -> int:
        """Look at what is due now until nothing is left, or it has taken long enough; says at how many things."""
        began, seen = monotonic(), set[int]()
        while ready := await self._ready(seen):
            for first in range(0, len(ready), TOGETHER):
                await self._dealt_with(ready[first : first + TOGETHER])
            seen.update(one for _, one in ready)
            self._said.ring()
            if monotonic() - began >= LONGEST:
                break
        return len(seen)

    async def _ready(self, seen: set[int]) -> list[Due]:
        """What is due and may be tried, each once in a tick.

        What stays due although it was looked at, or fails, is asked for beyond the usual number: it holds up nobody.
        """
        due = await self._due(AT_A_TIME)
        ready = self._fresh(due, seen)
        if due and not ready:
            ready = self._fresh(await self._due(AT_A_TIME + len(seen) + len(self._failing)), seen)
        return ready

    def _fresh(self, due: list[Due], seen: set[int]) -> list[Due]:
        return [(what, one) for what, one in due if one not in seen and self._may_try(one)]

    async def _due(self, most: int) -> list[Due]:
        """Plans before their prompts; what a look brings up is there in the next round."""
        now = self._clock.now()
        async with self._work("due") as uow:
            found = {
                "plan": await uow.plans.due(now, most),
                "prompt": await uow.prompts.due(now, most),
                "alert": await uow.alerts.due(now, most),
                "cover": await uow.covers.due(now, most),
            }
        return [(what, one) for what, ids in found.items() for one in ids]

    async def _dealt_with(self, few: Sequence[Due]) -> None:
        try:
            await self._looked(few)
        except StorageAwayError:
            raise
        except Exception as error:
            log.exception("looks_failed_together", error=type(error).__name__)
            for what, one in few:
                await self._looked_alone(what, one)

    async def _looked(self, few: Sequence[Due]) -> None:
        async def looks(uow: Desk) -> None:
            for what, one in few:
                await LOOKS[what](self._scene(uow), one)
                await asyncio.sleep(0)  # others have their turn

        await in_isolation(self._work, f"tick:{secrets.token_hex(8)}", looks)
        for _, one in few:
            self._failing.pop(one, None)

    async def _looked_alone(self, what: str, one: int) -> None:
        try:
            await self._looked([(what, one)])
        except StorageAwayError:
            raise  # nothing is wrong with what was looked at
        except Exception as error:
            log.exception("look_failed", what=what, error=type(error).__name__)
            attempts = self._failing.get(one, (0, self._real.now()))[0] + 1
            self._failing[one] = (attempts, self._real.now() + timedelta(seconds=wait_before(attempts)))

    def _may_try(self, one: int) -> bool:
        return one not in self._failing or self._failing[one][1] <= self._real.now()

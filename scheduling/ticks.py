"""What falls due as time passes: plans, prompts and alerts, each looked at in a transaction of its own."""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

import structlog

from scheduling.backoff import wait_before
from scheduling.clock import RealClock
from scheduling.overlap import in_isolation
from scheduling.wake import Bell
from usecases.alerts import look_at_alert
from usecases.cover import look_at_cover
from usecases.ports import Clock, Desk, StorageAwayError, Work
from usecases.prompts.look import look_at_plan, look_at_prompt
from usecases.scene import Scene

log = structlog.get_logger("ticks")
AT_A_TIME = 100

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
        """Look at everything that is due now; says at how many things it looked."""
        ready = [(what, one) for what, one in await self._due() if self._may_try(one)]
        for what, one in ready:
            await self._looked(LOOKS[what], one, what)
        if ready:
            self._said.ring()
        return len(ready)

    async def _due(self) -> list[tuple[str, int]]:
        """Plans before their prompts; what a look brings up is there at the next tick."""
        now = self._clock.now()
        async with self._work("due") as uow:
            found = {
                "plan": await uow.plans.due(now, AT_A_TIME),
                "prompt": await uow.prompts.due(now, AT_A_TIME),
                "alert": await uow.alerts.due(now, AT_A_TIME),
                "cover": await uow.covers.due(now, AT_A_TIME),
            }
        return [(what, one) for what, ids in found.items() for one in ids]

    async def _looked(self, look: Look, one: int, what: str) -> None:
        try:
            cause = f"{what}:{secrets.token_hex(8)}"
            await in_isolation(self._work, cause, lambda uow: look(self._scene(uow), one))
            self._failing.pop(one, None)
        except StorageAwayError:
            raise  # nothing is wrong with what was looked at
        except Exception as error:
            log.exception("look_failed", what=what, error=type(error).__name__)
            attempts = self._failing.get(one, (0, self._real.now()))[0] + 1
            self._failing[one] = (attempts, self._real.now() + timedelta(seconds=wait_before(attempts)))

    def _may_try(self, one: int) -> bool:
        return one not in self._failing or self._failing[one][1] <= self._real.now()

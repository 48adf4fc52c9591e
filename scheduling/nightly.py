"""Once a local day, at 03:00 or as soon as somebody is there to do it: what has been kept long enough goes."""

import secrets
from datetime import date
from zoneinfo import ZoneInfo

import structlog

from rehab.days import local_day
from scheduling.overlap import in_isolation
from usecases.ports import Clock, Desk, StorageAwayError, Work
from usecases.retention import Periods, forget, let_go, outlived

log = structlog.get_logger("nightly")


class Nightly:
    """Does it once a day in this process; that it is done by one of several is for a baton to see to.

    Done twice, or begun anew by another process, it does no harm: what is gone is gone.
    """

    def __init__(self, work: Work, clock: Clock, zone: ZoneInfo, periods: Periods) -> None:
        self._work, self._clock, self._zone, self._periods = work, clock, zone, periods
        self._done: date | None = None

    async def run(self) -> None:
        """Do what is left of today's; one that fails comes again the next time."""
        today = local_day(self._clock.now(), self._zone)
        if today == self._done:
            return
        rows, (people, failed) = await self._let_go(), await self._forget()
        log.info("kept_long_enough", rows=rows, people=people, failed=failed)
        self._done = today

    async def _let_go(self) -> int:
        gone = 0
        while some := await self._some():
            gone += some
        return gone

    async def _some(self) -> int:
        async with self._work("let go") as uow:
            return await let_go(uow, self._clock.now(), self._periods)

    async def _forget(self) -> tuple[int, int]:
        """Everybody whose time is over: how many are gone, and with how many it failed."""
        tried: dict[int, bool] = {}
        while todo := [one for one in await self._outlived() if one not in tried]:
            for one in todo:
                tried[one] = await self._forgotten(one)
        return sum(tried.values()), len(tried) - sum(tried.values())

    async def _outlived(self) -> list[int]:
        async with self._work("outlived") as uow:
            return await outlived(uow, self._clock.now(), self._periods)

    async def _forgotten(self, person_id: int) -> bool:
        async def forgotten(uow: Desk) -> None:
            await forget(uow, person_id, self._clock.now(), self._periods, self._zone)

        try:
            await in_isolation(self._work, f"outlived:{secrets.token_hex(8)}", forgotten)
        except StorageAwayError:
            raise  # that is about nobody: all of it comes again
        except Exception as error:
            log.exception("not_forgotten", error=type(error).__name__)
            return False
        return True

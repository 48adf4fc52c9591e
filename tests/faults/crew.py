"""Several real processes on one PostgreSQL database, and a hand that kills them."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from sqlalchemy import text

from sandbox.server import SandboxServer
from sandbox.world import World
from storage.batons import SITBONE, Baton
from storage.engine import Database
from tests.acceptance.rig import KEY, OWNER_CODE
from tests.faults.member import live
from tests.faults.processes import RealProcess

PATIENCE = 90.0  # real seconds until a crew counts as stuck
LOOK_EVERY = 0.05
HOLDER = """
SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE locktype = 'advisory' AND classid = :sitbone AND objid = :baton
"""


class Crew:
    """The processes by their names."""

    def __init__(self, address: str, server: SandboxServer, world: World, folder: Path) -> None:
        self.database = Database(address)
        self._address, self._server, self._world, self._folder = address, server, world, folder
        self._members: dict[str, RealProcess] = {}
        self._started = 0
        self.killed: list[str] = []

    def pid(self, name: str) -> int:
        """A member's process id."""
        return self._members[name].pid

    async def complains(self, words: str) -> None:
        """Wait until each of them has logged something."""
        for name in self.names:
            await self.until(lambda name=name: self._logged(name, words), f"{name} never logged {words}")  # type: ignore[misc]

    @property
    def names(self) -> list[str]:
        """Who runs, those that started first first."""
        return list(self._members)

    async def start(self, number: int = 1) -> None:
        """Start some more at the same moment, and wait until all of them work."""
        names = [f"member-{self._started + one}" for one in range(1, number + 1)]
        self._started += number
        for name in names:
            self._members[name] = RealProcess(live, log=self._log(name), settings=self._environment(name))
        for name in names:
            await self.until(lambda name=name: self._logged(name, "ready"), f"{name} does not start")  # type: ignore[misc]

    async def kill(self, name: str) -> None:
        """As a power cut would: it has no chance to tidy up."""
        process = self._members.pop(name)
        process.kill()
        await process.ended()
        self.killed.append(name)

    async def stop(self, name: str) -> int:
        """Tell it to stop in order; its exit code."""
        process = self._members.pop(name)
        process.terminate()
        return await process.ended()

    async def close(self) -> None:
        """Nobody is left."""
        for name in self.names:
            await self.kill(name)
        await self.database.close()

    async def holder(self, baton: Baton) -> str | None:
        """Who holds a baton."""
        async with self.database.reading() as connection:
            found = await connection.scalars(text(HOLDER), {"sitbone": SITBONE, "baton": int(baton)})
            return next(iter(found.all()), None)

    async def who_polls(self) -> str:
        """Who asks Telegram for updates, once somebody does."""
        await self.until(lambda: self._held(Baton.POLL), "nobody polls")
        name = await self.holder(Baton.POLL)
        assert name is not None
        return name

    async def _held(self, baton: Baton) -> bool:
        return await self.holder(baton) is not None

    async def until(self, holds: Callable[[], Awaitable[bool]], what: str) -> None:
        """Wait until something can be seen."""
        waited = 0.0
        while not await holds():
            assert all(process.exit_code is None for process in self._members.values()), self._logs()
            await asyncio.sleep(LOOK_EVERY)
            waited += LOOK_EVERY
            assert waited < PATIENCE, f"{what}; the logs end: {self._logs()}"

    async def _logged(self, name: str, words: str) -> bool:
        return words in self._log(name).read_text()

    def _logs(self) -> str:
        return "\n".join(f"{name}: {self._log(name).read_text()[-1500:]}" for name in self._members)

    def _log(self, name: str) -> Path:
        return self._folder / f"{name}.log"

    def _environment(self, name: str) -> dict[str, str]:
        return {
            "BOT_TOKEN": self._world.token,
            "DATABASE_URL": self._address if self.database.is_sqlite else f"{self._address}&application_name={name}",
            "TELEGRAM_API_URL": self._server.url,
            "ENCRYPTION_KEYS": KEY,
            "OWNER_CODE": OWNER_CODE,
        }

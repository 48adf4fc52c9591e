"""Whether this process can do its work. How well it does is for the metrics and the auditor to say."""

import asyncio
from functools import cached_property

import structlog
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from scheduling.auditor import ALIVE_SECONDS
from scheduling.pulse import Pulse
from storage.engine import Database
from storage.upgrade import current_revision, head

log = structlog.get_logger("health")
PATIENCE = 5.0  # seconds


class Health:
    """Answers whoever supervises the process."""

    def __init__(self, database: Database, ticking: Pulse) -> None:
        self._database, self._ticking = database, ticking

    async def alive(self, _: web.Request) -> web.Response:
        """The process is up and its loop turns."""
        return web.json_response({"alive": True})

    async def ready(self, _: web.Request) -> web.Response:
        """The database can be reached and has this program's schema, and the ticker ticks."""
        revision = await self._revision()
        checks = {
            "database": revision is not None,
            "schema": revision == self._wanted,
            "ticker": self._ticking.alive(ALIVE_SECONDS),
        }
        ready = all(checks.values())
        return web.json_response({"ready": ready, **checks}, status=200 if ready else 503)

    @cached_property
    def _wanted(self) -> str:
        return head()  # read from files, which is too slow for every question

    async def _revision(self) -> str | None:
        """The database's revision, nothing for an empty one; None if it cannot be reached."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await current_revision(self._database) or ""
        except (SQLAlchemyError, OSError) as error:
            log.warning("database_away", error=type(error).__name__)
            return None

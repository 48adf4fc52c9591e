"""The outside monitor is asked for once; whatever becomes of that harms nobody."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.heartbeat import Heartbeat


class Monitor:
    """An outside monitor."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.status = 200

    async def hear(self, request: web.Request) -> web.Response:
        """Somebody says that all is well."""
        self.heard.append(request.path)
        return web.Response(status=self.status)


@pytest.fixture
def monitor() -> Monitor:
    """One that nobody has spoken to."""
    return Monitor()


@pytest.fixture
async def served(monitor: Monitor) -> AsyncIterator[TestServer]:
    """Where it can be reached."""
    app = web.Application()
    app.router.add_get("/{path:.*}", monitor.hear)
    server = TestServer(app)
    async with server:
        yield server


@pytest.mark.parametrize("status", [200, 302, 404, 500])
async def test_the_monitor_hears_it_once_whatever_it_answers(monitor: Monitor, served: TestServer, status: int) -> None:
    """A monitor in trouble is not ours to mend."""
    monitor.status = status
    await Heartbeat(str(served.make_url("/ping/4711")))()
    assert monitor.heard == ["/ping/4711"]


async def test_a_monitor_that_is_away_harms_nobody(served: TestServer) -> None:
    """The next audit tries again."""
    url = str(served.make_url("/ping"))
    await served.close()
    await Heartbeat(url)()


async def test_a_name_that_nobody_knows_harms_nobody() -> None:
    """Nor does one that is too long to be any."""
    await Heartbeat(f"http://{'x' * 80}.invalid/ping")()

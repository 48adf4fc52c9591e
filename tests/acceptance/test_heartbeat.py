"""A clinic's monitor hears that nobody is left waiting; when it hears nothing, the administrator knows why."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from sandbox.people import Person
from tests.acceptance.rig import Rig, rigged


class Monitor:
    """What a clinic's monitor has heard."""

    def __init__(self) -> None:
        self.heard = 0

    async def hear(self, _: web.Request) -> web.Response:
        """All is well."""
        self.heard += 1
        return web.Response()


@pytest.fixture
def monitor() -> Monitor:
    """One that has heard nothing yet."""
    return Monitor()


@pytest.fixture
async def watched(tmp_path: Path, monitor: Monitor) -> AsyncIterator[Rig]:
    """A clinic with a monitor."""
    app = web.Application()
    app.router.add_get("/ping", monitor.hear)
    server = TestServer(app)
    async with server, rigged(tmp_path, heartbeat_url=str(server.make_url("/ping"))) as rig:
        yield rig


async def a_minute_passes(rig: Rig) -> None:
    """The ticker ticks, and then the auditor looks."""
    await rig.settle()
    await rig.app.ticking.of(rig.app.ticks.tick)()
    await rig.app.auditor.audit()


async def late(rig: Rig) -> Person:
    """A patient's first session was due a quarter of an hour ago, and nobody looked."""
    clinician, _ = await rig.patient()
    await a_minute_passes(rig)
    due = await rig.next_due()
    assert due is not None
    rig.clock.at = due + timedelta(minutes=15)
    return clinician


async def test_the_monitor_hears_of_every_minute_in_which_all_is_well(watched: Rig, monitor: Monitor) -> None:
    """Also when there is nothing to do yet, and once patients have enrolled."""
    await a_minute_passes(watched)
    assert monitor.heard == 1
    await watched.patient()
    await a_minute_passes(watched)
    assert monitor.heard == 2


async def test_a_session_that_is_not_sent_stops_the_ping_and_the_administrator_is_told(
    watched: Rig, monitor: Monitor
) -> None:
    """In plain words and without a name; once it is sent the ping comes back by itself."""
    administrator = await late(watched)
    await watched.app.auditor.audit()
    assert monitor.heard == 1, "the minute before"
    await watched.settle()
    assert administrator.screen().last.text == (
        "⚠️ Something here is late. Once a minute I check that nobody is left waiting. Just now I found:\n"
        "• one question or exercise that was due and did not go out\n"
        "Please tell whoever runs the bot. The log has more. While it lasts I say so at most once an hour."
    )
    await a_minute_passes(watched)
    assert monitor.heard == 2

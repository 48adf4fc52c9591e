"""`sitbone demo`: the real bot, a local Bot API and its chat page in one process, on a database that is thrown away."""

import asyncio
import secrets
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import Any

from bot.app import App, build
from bot.demo_controls import DemoControls
from bot.lifecycle import Runner, run_parts
from bot.settings import Settings
from rehab.days import instant
from rehab.messages import Clinic
from rehab.permissions import Role
from rehab.plan import zone_of
from sandbox.clocks import RunningClock
from sandbox.pages import ChatPage
from sandbox.people import Person
from sandbox.server import SandboxServer
from sandbox.world import TOKEN, World
from scheduling.clock import AdjustableClock, Anchor, RealClock
from storage.vault import new_key
from wording.words import words_in

ZONE = "Europe/London"
MORNING = time(8, 10)  # just before the first exercise of the day
CLINICIAN = "Dr Ada Weber"
CLINIC = Clinic(name="Sitbone Clinic", phone="020 7946 0000", hours="Mon–Fri 8:00–18:00", emergency="999")


async def run_demo(port: int, speed: float, say: Callable[[str], None], protocol: Path | None = None) -> None:
    """Serve the chat page until Ctrl-C; under a protocol file of one's own, or the shipped one."""
    real = RealClock()
    clock = AdjustableClock(Anchor(real.now(), _this_morning(real.now()), speed), real)
    world = World(RunningClock(real.now()), shown=clock.now)
    clinician = world.person(CLINICIAN)
    with tempfile.TemporaryDirectory(prefix="sitbone-demo-") as folder:
        async with _served(world, clinician, clock, Path(folder), port, protocol) as (app, server):
            runner = Runner(app, audited=False)
            say(words_in("en").say("demo-ready", {"url": server.url}))
            await run_parts(runner, _welcome(app, runner, clinician))


def _this_morning(now: datetime) -> datetime:
    zone = zone_of(ZONE)
    return instant(now.astimezone(zone).date(), MORNING, zone)


@asynccontextmanager
async def _served(
    world: World, clinician: Person, clock: AdjustableClock, folder: Path, port: int, protocol: Path | None
) -> AsyncIterator[tuple[App, SandboxServer]]:
    """A Bot API server with the page, and a bot that talks to it; the page comes alive with the bot."""
    controls = DemoControls(clock, world, ZONE)
    page = ChatPage(world, controls, clinician)
    async with (
        SandboxServer(world, port=port, page=page) as server,
        build(demo_settings(server, folder, protocol), clock=clock) as app,
    ):
        controls.attach(app, clinician)
        yield app, server


def demo_settings(server: SandboxServer, folder: Path, protocol: Path | None = None) -> Settings:
    """All settings: nothing in the visitor's environment or `.env` reaches the demonstration."""
    values: dict[str, Any] = {
        "bot_token": TOKEN,
        "database_url": f"sqlite+aiosqlite:///{folder / 'demo.db'}",
        "telegram_api_url": server.url,
        "clinic_timezone": ZONE,
        "owner_code": secrets.token_urlsafe(12),
        "encryption_keys": (new_key(),),
        "protocol": protocol,
        "clock_speed": 1.0,
        "log_level": "WARNING",
        **dict.fromkeys(("listen", "webhook_secret", "webhook_url", "heartbeat_url")),
        **{name: known.default for name, known in Settings.model_fields.items() if name.startswith("keep_")},
    }
    return Settings(_env_file=None, **values)


async def _welcome(app: App, runner: Runner, clinician: Person) -> None:
    """A clinic that is set up already, whose one clinician has just opened the chat."""
    await runner.ready.wait()
    async with app.work("demo") as uow:
        await uow.clinics.save(CLINIC)
        name, now = clinician.user.full_name, app.clock.now()
        known = await uow.people.add(chat_id=clinician.id, name=name, language="en", now=now)
        roles = frozenset({Role.ADMINISTRATOR, Role.CLINICIAN})
        await uow.people.save(replace(known, roles=roles))
    clinician.start()
    await asyncio.Event().wait()

"""The whole bot by webhook, over real HTTP against the local Bot API server: what a patient presses is answered."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from telegram import Update

from bot.addresses import ListenError, WebhookRefusedError
from bot.app import App, build
from bot.lifecycle import Runner
from bot.web.webhook import HEADER
from sandbox.clocks import ManualClock
from sandbox.people import Person
from sandbox.server import SandboxServer
from sandbox.world import World
from scheduling.rate import Limiter
from tests.acceptance.home import CLINIC, Step, gone_on
from tests.acceptance.rig import HandClock, settings_for

SECRET = "what-telegram-proves-itself-with"
PATIENCE = 20.0  # real seconds
LOOK_EVERY = 0.02


async def _enrolled(rig: Any, owner: Person) -> Person:  # noqa: ANN401 - as steps are
    patient: Person = await rig.enrols(await rig.invites(owner))
    return patient


ENROLLED: Step = ("by webhook", _enrolled)


async def until(holds: Callable[[], bool]) -> None:
    """Wait until something can be seen."""
    async with asyncio.timeout(PATIENCE):
        await _seen(holds)


async def _seen(holds: Callable[[], bool]) -> None:
    while True:
        if holds():
            return
        await asyncio.sleep(LOOK_EVERY)


@dataclass
class Clinic:
    """A running bot with a patient."""

    app: App
    world: World
    patient: Person
    clock: HandClock
    address: str

    async def asked(self, path: str) -> tuple[int, str]:
        """What the bot's web server says."""
        async with aiohttp.ClientSession() as session, session.get(f"{self.address}{path}") as answer:
            return answer.status, await answer.text()


@asynccontextmanager
async def by_webhook(
    folder: Path, world: World, clock: HandClock, patient: Person, given: Mapping[str, object] | None = None
) -> AsyncIterator[Clinic]:
    """The bot goes on by webhook where it was left."""
    port = free_port()
    web = {"listen": f"127.0.0.1:{port}", "webhook_secret": SECRET, "webhook_url": f"http://127.0.0.1:{port}"}
    async with SandboxServer(world) as server:
        settings = settings_for(folder, telegram_api_url=server.url, **{**web, **(given or {})})
        async with build(settings, clock=clock, limiter=Limiter(per_second=0)) as app, asyncio.TaskGroup() as group:
            runner = Runner(app)
            running = group.create_task(runner.run())
            await until(lambda: runner.ready.is_set() or running.done())
            yield Clinic(app, world, patient, clock, f"http://127.0.0.1:{port}")
            runner.stop()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
async def clinic(tmp_path: Path) -> AsyncIterator[Clinic]:
    """A bot that is told of everything by webhook."""
    async with by_webhook(tmp_path, *await gone_on(tmp_path, CLINIC, ENROLLED)) as running:
        yield running


def session_card(clinic: Clinic, button: str) -> int:
    """The newest message with a button; 0 if there is none."""
    return next((one.id for one in reversed(clinic.patient.screen().notes) if one.button(button)), 0)


async def test_a_patients_press_is_answered(clinic: Clinic) -> None:
    """The first block of the day comes, is reported as done, and its ratings are asked and taken."""
    clinic.clock.at += timedelta(hours=1, minutes=31)
    await until(lambda: bool(session_card(clinic, "Done")))
    clinic.patient.presses("Done")
    await until(lambda: "just before you began?" in clinic.patient.screen().text)
    assert not clinic.world.account.updates.pending()
    assert {call.method.lower() for call in clinic.world.api.calls} >= {"setwebhook", "answercallbackquery"}
    since = [call.method.lower() for call in clinic.world.api.calls]
    assert "getupdates" not in since[since.index("setwebhook") :]


async def test_what_a_patient_writes_is_answered_in_its_order(clinic: Clinic) -> None:
    """Several messages at once, each with its answer."""
    for words in ("/today", "/plan", "/help"):
        clinic.patient.says(words)
    await until(lambda: "/flag" in clinic.patient.screen().last.text)
    mine = [one for one in clinic.patient.screen().notes if one.text in {"/today", "/plan", "/help"}]
    assert [one.text for one in mine] == ["/today", "/plan", "/help"]


async def test_telegram_is_told_what_to_bring_and_how_to_prove_itself(clinic: Clinic) -> None:
    """With the secret of the settings; nothing that waits is thrown away."""
    told = next(call.params for call in clinic.world.api.calls if call.method.lower() == "setwebhook")
    assert told["secret_token"] == SECRET
    assert told["url"] == f"{clinic.address}/telegram/updates"
    assert set(json.loads(told["allowed_updates"])) <= set(Update.ALL_TYPES)
    assert told["drop_pending_updates"] == "false"


async def test_a_stranger_who_found_the_address_can_say_nothing(clinic: Clinic) -> None:
    """Nothing of what is brought without the secret is heard."""
    chat = {"id": clinic.patient.id, "type": "private"}
    forged = {"update_id": 10**9, "message": {"message_id": 9, "date": 0, "chat": chat, "text": "/flag"}}
    async with aiohttp.ClientSession() as session:
        address = f"{clinic.address}/telegram/updates"
        async with session.post(address, json=forged, headers={HEADER: "guessed"}) as answer:
            assert answer.status == 403
    async with clinic.app.work("look") as uow:
        assert await uow.inbox.claim(clinic.clock.now(), 60) is None


async def test_a_running_bot_is_ready_and_shows_its_metrics(clinic: Clinic) -> None:
    """As a supervisor and Prometheus ask."""
    await until(lambda: clinic.app.ticking.alive(PATIENCE))
    assert (await clinic.asked("/readyz"))[0] == 200
    assert (await clinic.asked("/healthz"))[0] == 200
    clinic.patient.says("/today")
    await until(lambda: clinic.patient.screen().last.text != "/today")
    status, text = await clinic.asked("/metrics")
    assert status == 200
    assert 'sitbone_sends_total{operation="send",outcome="sent"}' in text
    assert 'sitbone_webhook_requests_total{status="200"} 1.0' in text


async def test_what_arrived_while_the_bot_was_down_is_answered_when_it_is_back(tmp_path: Path) -> None:
    """Telegram keeps it, and brings it again."""
    world, clock, patient = await gone_on(tmp_path, CLINIC, ENROLLED)
    async with by_webhook(tmp_path, world, clock, patient):
        pass
    patient.says("/today")
    assert isinstance(world.account.clock, ManualClock)
    world.account.clock.advance(4)  # Telegram takes an address once a second
    async with by_webhook(tmp_path, world, clock, patient) as clinic:
        world.account.clock.advance(4)  # and comes again a little later when nobody was there
        await until(lambda: clinic.patient.screen().last.text != "/today")


async def test_a_bot_without_a_webhook_polls_and_can_still_be_asked_how_it_is(tmp_path: Path) -> None:
    """LISTEN alone is for health and metrics: nobody can bring updates there."""
    world, clock, patient = await gone_on(tmp_path, CLINIC, ENROLLED)
    async with by_webhook(tmp_path, world, clock, patient, {"webhook_url": None}) as clinic:
        clinic.patient.says("/today")
        await until(lambda: clinic.patient.screen().last.text != "/today")
        assert (await clinic.asked("/healthz"))[0] == 200
        assert (await clinic.asked("/telegram/updates"))[0] == 404
    assert "setwebhook" not in {call.method.lower() for call in world.api.calls}


# --- what cannot be ---------------------------------------------------------------------------------------------------


async def failure(folder: Path, given: Mapping[str, object]) -> BaseException:
    """Why the bot does not start."""
    with pytest.raises(ExceptionGroup) as caught:
        async with by_webhook(folder, *await gone_on(folder, CLINIC, ENROLLED), given):
            pass
    return caught.value.exceptions[0]


async def test_an_address_that_telegram_does_not_take_is_told(tmp_path: Path) -> None:
    """In Telegram's words, with the setting's name."""
    refused = await failure(tmp_path, {"webhook_url": "https://example.org/telegram/updates"})
    assert isinstance(refused, WebhookRefusedError)
    assert str(refused).startswith("WEBHOOK_URL: Telegram does not take it (")


async def test_a_port_that_somebody_else_has_is_told(tmp_path: Path) -> None:
    """With the setting's name; Telegram has not been told of an address that nobody serves."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused = await failure(tmp_path, {"listen": f"127.0.0.1:{taken.getsockname()[1]}"})
    assert isinstance(refused, ListenError)
    assert str(refused).startswith("LISTEN: cannot be used (")

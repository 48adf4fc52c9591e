"""A clinic's day on which everything goes wrong once: no secret and nothing of anybody stands in what is written."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import aiosqlite
import pytest

from bot.app import http_request
from sandbox import faults
from sandbox.clocks import ManualClock
from sandbox.people import Person
from sandbox.server import SandboxServer
from sandbox.world import World
from scheduling.clock import RealClock
from scheduling.rate import Limiter
from tests.acceptance.rig import KEY, MONDAY, OWNER_CODE, PHONE, HandClock, Rig, rigged
from tests.acceptance.staff import PHONE as CLINIC_PHONE
from tests.acceptance.staff import flags, has_it, opens, sent_to
from tests.logged import logged
from usecases.scene import Scene

TOKEN = "7000000009:canary-aviary-nest-egg-0123456789abcdefg"
CLINICIAN, PATIENT, FIRST_NAME, USERNAME = "Dr Ortolan Grebe", "Siskin Whimbrel", "Wheatear", "capercaillie_77"
WORDS, NOTE, CAPTION = "my dunnock aches like a bittern", "Ask the fieldfare about the redstart", "a goosander's view"
TYPED = (CLINICIAN, PATIENT, FIRST_NAME, USERNAME, WORDS, NOTE, CAPTION, "Ouagadougou")
SECRETS = (TOKEN, TOKEN.split(":")[1], KEY, OWNER_CODE)
LIBRARIES = ("httpx", "httpcore", "telegram", "sqlalchemy", "aiosqlite", "asyncio", "alembic", "aiohttp", "apscheduler")
# As the driver has it: the other tests here take a shorter way, on which it logs nothing.
AS_IT_IS = aiosqlite.Connection._execute


class Ahead(RealClock):
    """Real time that can be put ahead, so that what is to be tried again is tried at once."""

    def __init__(self) -> None:
        self.by = timedelta(0)

    def now(self) -> datetime:
        """The present instant."""
        return super().now() + self.by

    def seconds(self) -> float:
        """How far."""
        return self.by.total_seconds()

    async def pause(self, seconds: float) -> None:
        """Nobody waits for it."""
        self.by += timedelta(seconds=seconds)


async def a_day(rig: Rig, ratings: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """All that may be spoken of in confidence, said by whoever says it; returns what must not be found."""
    clinician = await rig.owner(CLINICIAN)
    code = await rig.invites(clinician, PATIENT)
    patient = rig.world.person(FIRST_NAME, last_name="Wryneck", username=USERNAME)
    monkeypatch.setattr(rig.world, "person", lambda *_: patient)
    await rig.enrols(code, zone="Africa/Ouagadougou")
    await trains(rig, patient, ratings)
    await writes(rig, clinician, patient)
    await fails_to_reach(rig, patient)
    await breaks(rig, patient, monkeypatch)
    chats = [str(person.id) for person in (clinician, patient)]
    return [*SECRETS, *TYPED, PHONE, CLINIC_PHONE, code, *chats]


async def trains(rig: Rig, patient: Person, ratings: tuple[int, int, int]) -> None:
    """A session, and how it was a day later."""
    before, during, after = ratings
    await rig.at("08:31")
    await rig.does_session(patient, before, during)
    await rig.at("08:33", days=1)
    await rig.rates(patient, after)


async def writes(rig: Rig, clinician: Person, patient: Person) -> None:
    """What patient and clinician have to say to one another, and a case that goes out as a letter."""
    await rig.says(patient, WORDS)
    patient.sends_photo(caption=CAPTION)
    await rig.settle()
    await flags(rig, patient)
    assert sent_to(rig, clinician, PATIENT)
    await has_it(rig, clinician)
    for what in ("letter", "write"):
        await opens(rig, clinician, PATIENT)
        await rig.presses(clinician, rig.label(what))
    await rig.says(clinician, NOTE)
    assert NOTE in patient.screen().text


def spoilt() -> Iterator[faults.Fault]:
    """How a message can fail to arrive."""
    yield from (faults.flood(1), faults.server_error(), faults.bad_gateway(), faults.nonsense())
    yield from (faults.Reset(), faults.AnswerLost(), faults.forbidden())


async def fails_to_reach(rig: Rig, patient: Person) -> None:
    """Telegram in all its moods."""
    ahead = Ahead()
    rig.app.dispatcher._real = ahead
    rig.app.dispatcher._limiter = Limiter(0, ahead.seconds, ahead.pause)
    for fault in spoilt():
        rig.world.faults.plant("sendMessage", fault)
        await rig.says(patient, WORDS)
        ahead.by += timedelta(minutes=10)
        await rig.settle()
    patient.unblocks()
    await rig.settle()


async def breaks(rig: Rig, patient: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of our own, in whose words all stands that was at hand."""
    ahead = Ahead()
    rig.app.workers[0]._real = ahead
    monkeypatch.setattr("handlers.router.commanded", broken)
    await rig.says(patient, f"/plan {WORDS}")
    for _ in range(2):
        ahead.by += timedelta(minutes=1)
        assert await rig.app.workers[0].run_once()
    monkeypatch.undo()
    await rig.says(patient, "/help")


async def broken(scene: Scene, _: str) -> None:
    """An error as they are: the one repeats what it complains of, the other everything around it."""
    try:
        int(f"{scene.who.name} {scene.who.phone} {WORDS} {scene.chat_id}")
    except ValueError as error:
        raise RuntimeError(f"{scene!r} {TOKEN} {KEY}") from error


async def lived(
    folder: Path, level: str, opened: tuple[str, ...], ratings: tuple[int, int, int] = (2, 3, 2)
) -> tuple[str, list[str]]:
    """All that was written on such a day, and what must not be found in it."""
    clock = HandClock(MONDAY)
    world = World(ManualClock(MONDAY), shown=clock.now, token=TOKEN)
    with pytest.MonkeyPatch.context() as driver, pytest.MonkeyPatch.context() as patch:
        driver.setattr(aiosqlite.Connection, "_execute", AS_IT_IS)
        with logged(level, opened=opened) as lines:
            async with rigged(folder, world=world, clock=clock, bot_token=TOKEN) as rig:
                confided = await a_day(rig, ratings, patch)
            return lines.getvalue(), confided


def found(written: str, confided: list[str]) -> list[str]:
    """What stands in it and must not."""
    return [one for one in confided if one.lower() in written.lower()]


@pytest.mark.parametrize("level", ["DEBUG", "INFO", "WARNING", "ERROR"])
async def test_nothing_that_was_confided_stands_in_the_log(tmp_path: Path, level: str) -> None:
    """At every level; and yet what went wrong is told, with its place."""
    written, confided = await lived(tmp_path, level, ())
    assert found(written, confided) == []
    assert "in broken" in written
    assert "builtins.ValueError" in written


async def test_nor_where_every_library_tells_all_that_it_has(tmp_path: Path) -> None:
    """As if somebody had turned them all to DEBUG to find out more."""
    written, confided = await lived(tmp_path, "DEBUG", LIBRARIES)
    lines = written.splitlines()
    assert found(written, confided) == []
    assert {name for name in LIBRARIES if f'"logger": "{name}' in written} >= {"telegram", "sqlalchemy", "aiosqlite"}
    assert len(lines) > 5_000


async def test_no_rating_shows_in_the_log(tmp_path: Path) -> None:
    """Two days that differ only in the ratings write the same lines, but for their times."""
    days = []
    for name, ratings in (("one", (2, 3, 2)), ("other", (1, 2, 1))):
        (folder := tmp_path / name).mkdir()
        with logged() as lines:
            pass
        written, _ = await lived(folder, "DEBUG", (), ratings)
        lines.write(written)
        days.append([{key: value for key, value in line.items() if key != "timestamp"} for line in lines.told()])
    assert days[0] == days[1]
    assert days[0]


async def test_nothing_of_a_request_stands_in_the_log() -> None:
    """Over real HTTP: the libraries below log each address, in which the token is, and what was sent."""
    world = World(ManualClock(MONDAY), token=TOKEN)
    person = world.person(FIRST_NAME)
    person.start()
    with logged("DEBUG", opened=LIBRARIES) as lines:
        await asked_over_http(world, person)
    written = lines.getvalue()
    assert found(written, [*SECRETS, WORDS, str(person.id)]) == []
    assert '"logger": "httpx"' in written
    assert '"logger": "httpcore' in written
    assert '"logger": "telegram' in written


async def asked_over_http(world: World, person: Person) -> None:
    """A message that arrives, one that is refused, and one of which nobody knows."""
    from telegram import Bot
    from telegram.error import TelegramError

    async with (
        SandboxServer(world) as server,
        Bot(TOKEN, f"{server.url}/bot", request=http_request(), get_updates_request=http_request()) as bot,
    ):
        await bot.get_updates()
        await bot.send_message(person.id, WORDS)
        for fault in (faults.forbidden(), faults.bad_gateway(), faults.Reset()):
            world.faults.plant("sendMessage", fault)
            with pytest.raises(TelegramError):
                await bot.send_message(person.id, WORDS)
        logging.getLogger("telegram").warning("%r", bot)


async def test_the_reference_in_the_chat_is_the_one_in_the_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On every line about the update, so that whoever is told it finds what failed, and where."""
    with logged("INFO") as lines:
        async with rigged(tmp_path) as rig:
            clinician, patient = await rig.patient()
            lines.told()
            await breaks(rig, patient, monkeypatch)
            told = [line for line in lines.told() if line["logger"] == "sitbone.inbox"]
    [reference] = {line["reference"] for line in told}
    assert [line["event"] for line in told] == ["update_failed"] * 3 + ["update_set_aside"]
    assert all("in broken" in line["exception"] for line in told[:3])
    assert reference in patient.screen().text
    assert reference in clinician.screen().text


def test_lines_are_read_as_they_are_written() -> None:
    """Otherwise nothing would ever be found."""
    with logged("INFO") as lines:
        template = f"{PATIENT} %s"
        logging.getLogger("somebody").warning(template, "!")
    assert found(lines.getvalue(), [PATIENT]) == [PATIENT]

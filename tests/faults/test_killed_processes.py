"""The real process dies, by SIGKILL, at random points of a busy day; what people reported and what was decided stands.

The same day is lived twice: once undisturbed, once with a process that dies after receiving, storing, processing,
claiming, before and after sending, and after recording. Facts and decisions must be equal, and of the messages only
those that were in flight when it died may come twice.
"""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.stored import known_protocols
from bot.verify import verify_all
from rehab.permissions import Role
from sandbox.clocks import RunningClock
from sandbox.people import Person
from sandbox.server import SandboxServer
from sandbox.world import World
from storage.chains import Chains
from storage.engine import Database
from storage.tables import outbox
from storage.unit_of_work import SqlWork
from storage.vault import keyring, open_vault
from tests.acceptance.rig import KEY, MONDAY, OWNER_CODE
from tests.faults.child import POINTS
from tests.faults.supervised import Point, Supervised
from tests.soaking import SOAKING
from usecases.records import EntryKind

KILLS = 20 if SOAKING else 10
SEED = 20260105


def _kill_points(seed: int) -> Iterator[Point]:
    """Each kind of point several times, in an order of the seed, each after having been passed a few times."""
    rng = random.Random(seed)
    kinds = [POINTS[i % len(POINTS)] for i in range(KILLS)]
    rng.shuffle(kinds)
    return iter([(kind, rng.randint(1, 3)) for kind in kinds])


async def _busy_day(bot: Supervised, owner: Person, patient: Person) -> None:
    """From the first START to the next day's answer: every kind of fact that a day brings."""
    owner.start(OWNER_CODE)
    for question, answer in (("called", "Clinic"), ("phone", "0207"), ("answered", "9-17"), ("emergency", "999")):
        await bot.reads(owner, question)
        owner.says(answer)
    await bot.reads(owner, "Emergency: 999")
    owner.says("/start")
    await bot.presses(owner, "I treat patients myself")
    await bot.presses(owner, "Invite a patient")
    await bot.reads(owner, "patient’s name?")
    owner.says("Ann Example")
    for label in ("No phone number", "All three confirmed", "No", "Left", "1 –", "Level 2"):
        await bot.presses(owner, label)
    await bot.points(owner, 4, "Usual pain")
    await _settled_press(bot, owner, "No", "sport goal that needs")
    await bot.presses(owner, "Make the link")
    await bot.reads(owner, "?start=")
    patient.start(owner.screen().text.split("?start=")[1].split()[0])
    for label in ("Let’s begin", "I agree", "None of these", "Yes, that is right", "These suit me"):
        await bot.presses(patient, label)
    await bot.reads(patient, "Here is your plan.")
    await _blocks(bot, patient)
    await _next_morning(bot, patient)


async def _settled_press(bot: Supervised, person: Person, label: str, words: str) -> None:
    await bot.until(lambda: words in person.screen().last.text, words)
    await bot.presses(person, label)


async def _blocks(bot: Supervised, patient: Person) -> None:
    """Three blocks: one done, one put off and done in part, one skipped for pain."""
    await bot.time(MONDAY + timedelta(hours=1, minutes=31))
    await _report(bot, patient, "Done", 3, 4, seen=await _card(bot, patient, "Block 1"))
    await bot.time(MONDAY + timedelta(hours=6, minutes=1))
    block = await _card(bot, patient, "Block 2")
    await bot.presses(patient, "Later")
    await bot.presses(patient, "13:16")
    await bot.reads(patient, "come back at 13:16")
    await bot.time(MONDAY + timedelta(hours=6, minutes=17))
    await _report(bot, patient, "Part of it", 2, 3, seen=await _card(bot, patient, "Block 2", newer_than=block))
    await bot.time(MONDAY + timedelta(hours=11, minutes=31))
    await _card(bot, patient, "Block 3")
    await bot.presses(patient, "Skip")
    await bot.presses(patient, "Pain")
    await bot.reads(patient, "Skipped for pain")


async def _card(bot: Supervised, patient: Person, head: str, newer_than: int = 0) -> int:
    def there() -> int | None:
        notes = [n for n in patient.screen() if n.text.startswith(head) and n.button("Done") and n.id > newer_than]
        return notes[-1].id if notes else None

    await bot.until(lambda: there() is not None, f"{head} never came")
    found = there()
    assert found is not None
    return found


async def _report(bot: Supervised, patient: Person, label: str, before: int, during: int, *, seen: int) -> None:
    note = patient.screen().note(seen)
    button = next(one for one in note.buttons if one.label == label)
    patient.presses(message_id=note.id, data=button.data)
    await bot.points(patient, before, "just before you began?")
    await bot.points(patient, during, "worst pain during")
    await bot.until(lambda: "I will ask how it settled" in patient.screen().note(seen).text, "the report never ended")


async def _next_morning(bot: Supervised, patient: Person) -> None:
    """The answer that lowers the plan, a red flag, and a clinician's restart would all be facts of the next day."""
    await bot.time(MONDAY + timedelta(hours=25, minutes=40))
    await bot.points(patient, 5, "a day after Monday")
    await bot.reads(patient, "Thank you: 5/10.")


async def _lived(folder: Path, points: Iterator[Point]) -> tuple[Supervised, World, Person]:
    world = World(RunningClock(datetime.now(UTC)), shown=lambda: MONDAY, seed=1)  # noqa: TID251 - the real clock here
    owner, patient = world.person("Dr Weber"), world.person("Ann")
    async with SandboxServer(world) as server:
        bot = Supervised(world, server, folder, points, MONDAY)
        await bot.start()
        try:
            await _busy_day(bot, owner, patient)
        finally:
            await bot.stop()
    return bot, world, patient


async def _facts_and_decisions(folder: Path) -> list[tuple[str, object]]:
    """What the chain holds, without the instants: those may differ by the time that a restart takes."""
    database = Database(f"sqlite+aiosqlite:///{folder / 'sitbone.db'}")
    async with database.writing() as connection:
        vault = await open_vault(connection, keyring([KEY]))
    work = SqlWork(database, vault, lambda: MONDAY, lambda: MONDAY)
    async with work("look") as uow:
        person = (await uow.people.with_role(Role.PATIENT))[0]
        record = await uow.plans.of_patient(person.id)
        assert record is not None
        entries = await uow.journal.entries(record.id, EntryKind.EVENT, EntryKind.DECISION, EntryKind.ALERT)
    await database.close()
    return [(entry.kind, {k: v for k, v in entry.body.items() if k != "at"}) for entry in entries]


async def _in_doubt(folder: Path) -> int:
    """How often a message was being sent when the process died, so that nobody could say whether it had arrived."""
    database = Database(f"sqlite+aiosqlite:///{folder / 'sitbone.db'}")
    async with database.reading() as connection:
        doubts = await connection.scalar(select(func.sum(outbox.c.unsure)))
    await database.close()
    return int(doubts or 0)


async def _verify(folder: Path) -> None:
    """No death has left a chain that is not whole, or a decision that does not come out of the facts."""
    database = Database(f"sqlite+aiosqlite:///{folder / 'sitbone.db'}")
    await verify_all(Chains(database), known_protocols(()), lambda _: None)
    await database.close()


def _said(world: World) -> Counter[str]:
    """How often each text was sent anew."""
    calls = [call for call in world.api.calls if call.method.lower() == "sendmessage" and call.status in {0, 200}]
    return Counter(str(call.params["text"]).split("?start=")[0] for call in calls)


@pytest.fixture
def calm_folder(tmp_path: Path) -> Path:
    """Where the undisturbed day is kept."""
    return _made(tmp_path / "calm")


@pytest.fixture
def killed_folder(tmp_path: Path) -> Path:
    """Where the disturbed day is kept."""
    return _made(tmp_path / "killed")


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def seed() -> int:
    """Where the process dies follows from this."""
    return SEED


async def test_sudden_deaths_change_neither_facts_nor_decisions(
    calm_folder: Path, killed_folder: Path, seed: int
) -> None:
    """Facts and decisions equal those of an undisturbed day; only messages in flight repeat."""
    _, calm_world, _ = await _lived(calm_folder, iter(()))
    bot, world, _ = await _lived(killed_folder, _kill_points(seed))
    assert len(bot.deaths) >= KILLS, bot.deaths
    assert await _facts_and_decisions(killed_folder) == await _facts_and_decisions(calm_folder)
    await _verify(killed_folder)
    calm, stormy = _said(calm_world), _said(world)
    assert not calm - stormy, "something was never said"
    repeated = stormy - calm
    assert repeated.total() <= await _in_doubt(killed_folder), repeated

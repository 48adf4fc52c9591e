"""The real process dies, by SIGKILL, at random points of a busy day; what people reported and what was decided stands.

The same day is lived undisturbed, and with a process that dies after receiving, storing, processing, claiming, before
and after sending, and after recording, on SQLite and on PostgreSQL. Facts and decisions must be equal. Of the messages
only one that was being sent when the process died may come twice, and the database says which that was: its row alone
has an attempt of unknown outcome. Nothing else repeats.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

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
from tests.postgres import Cluster
from tests.soaking import SOAKING
from usecases.records import EntryKind

KILLS = 10
SEEDS = range(20260105, 20260105 + (8 if SOAKING else 1))
# How often at most each kind of point is passed before the process dies there, so that the deaths lie all over the day.
OFTEN = {"received": 3, "stored": 3, "processed": 3, "claimed": 4, "begun": 8, "sent": 8, "recorded": 8, "looked": 2}


def _kill_points(seed: int) -> Iterator[Point]:
    """Each kind of point once or twice, in an order of the seed; what is looked at as time passes comes at the end."""
    rng = random.Random(seed)
    kinds = [POINTS[i % len(POINTS)] for i in range(KILLS)]
    rng.shuffle(kinds)
    kinds.sort(key=lambda kind: kind == "looked")
    return iter([(kind, rng.randint(1, OFTEN[kind])) for kind in kinds])


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
    bot.time(MONDAY + timedelta(hours=1, minutes=31))
    await _report(bot, patient, "Done", 3, 4, seen=await _card(bot, patient, "Block 1"))
    bot.time(MONDAY + timedelta(hours=6, minutes=1))
    block = await _card(bot, patient, "Block 2")
    await bot.presses(patient, "Later")
    await bot.presses(patient, "13:16")
    await bot.reads(patient, "come back at 13:16")
    bot.time(MONDAY + timedelta(hours=6, minutes=17))
    await _report(bot, patient, "Part of it", 2, 3, seen=await _card(bot, patient, "Block 2", newer_than=block))
    bot.time(MONDAY + timedelta(hours=11, minutes=31))
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
    bot.time(MONDAY + timedelta(hours=25, minutes=40))
    await bot.points(patient, 5, "a day after Monday")
    await bot.reads(patient, "Thank you: 5/10.")


@dataclass(frozen=True)
class Day:
    """A day that was lived: what stands in the chain, how often each text came anew, and what the database knows."""

    deaths: list[str]
    facts: list[tuple[str, object]]
    said: Counter[str]
    to_say: int  # rows that went out, or may have
    doubts: int  # how often nobody could say whether one had arrived

    @property
    def repeated(self) -> int:
        """How many messages came although they had come before."""
        return self.said.total() - self.to_say


async def _lived(folder: Path, points: Iterator[Point], address: str = "") -> Day:
    address = address or f"sqlite+aiosqlite:///{folder / 'sitbone.db'}"
    world = World(RunningClock(datetime.now(UTC)), shown=lambda: MONDAY, seed=1)  # noqa: TID251 - the real clock here
    owner, patient = world.person("Dr Weber"), world.person("Ann")
    async with SandboxServer(world) as server:
        bot = Supervised(world, server, folder, points, MONDAY, {"DATABASE_URL": address})
        await bot.start()
        try:
            await _busy_day(bot, owner, patient)
        finally:
            await bot.close()
    return await _seen(Database(address), bot, world)


async def _seen(database: Database, bot: Supervised, world: World) -> Day:
    # No death has left a chain that is not whole, or a decision that does not come out of the facts.
    await verify_all(Chains(database), known_protocols(()), lambda _: None)
    async with database.reading() as connection:
        query = select(outbox.c.state, outbox.c.failure, outbox.c.unsure).where(outbox.c.operation == "send")
        rows = (await connection.execute(query)).all()
    facts = await _facts_and_decisions(database)
    await database.close()
    given_up = [row for row in rows if row.state == "failed"]
    assert {row.failure for row in given_up} <= {"unknown"}  # twice in doubt: it may be out, and nobody will know
    may_be_out = len(given_up) + sum(row.state in {"sending", "sent"} for row in rows)
    return Day(bot.deaths, facts, _said(world), may_be_out, sum(row.unsure for row in rows))


async def _facts_and_decisions(database: Database) -> list[tuple[str, object]]:
    """What the chain holds, without the instants: those may differ by the time that a restart takes."""
    async with database.writing() as connection:
        vault = await open_vault(connection, keyring([KEY]))
    work = SqlWork(database, vault, lambda: MONDAY, lambda: MONDAY)
    async with work("look") as uow:
        person = (await uow.people.with_role(Role.PATIENT))[0]
        record = await uow.plans.of_patient(person.id)
        assert record is not None
        entries = await uow.journal.entries(record.id, EntryKind.EVENT, EntryKind.DECISION, EntryKind.ALERT)
    return [(entry.kind, {k: v for k, v in entry.body.items() if k != "at"}) for entry in entries]


def _said(world: World) -> Counter[str]:
    """How often each text was sent anew."""
    calls = [call for call in world.api.calls if call.method.lower() == "sendmessage" and call.status in {0, 200}]
    return Counter(str(call.params["text"]).split("?start=")[0] for call in calls)


_CALM: list[Day] = []  # lived once


@pytest.fixture
async def calm(tmp_path: Path) -> Day:
    """The day as it is when nothing happens to the process."""
    if not _CALM:
        _CALM.append(await _lived(_made(tmp_path / "calm"), iter(())))
    return _CALM[0]


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_sudden_deaths_change_neither_facts_nor_decisions(
    calm: Day, cluster: Cluster, tmp_path: Path, kind: str, seed: int
) -> None:
    """On both databases; only what was being sent at the moment of a death may come a second time."""
    address = cluster.fresh() if kind == "postgresql" else ""
    day = await _lived(_made(tmp_path / "killed"), _kill_points(seed), address)
    assert len(day.deaths) >= KILLS, day.deaths
    assert set(POINTS) <= set(day.deaths)
    assert day.facts == calm.facts
    assert not calm.said - day.said, "something was never said"
    assert calm.repeated == 0
    assert day.repeated <= day.doubts, day.said - calm.said

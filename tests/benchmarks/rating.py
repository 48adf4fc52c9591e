"""What one pain rating costs, from the update to the committed decision and the reply row.

And how long a person waits for the reply in the middle of a morning's prompts.

Run it with `python -m tests.benchmarks.rating`.
"""

import asyncio
import json
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from statistics import quantiles

import click
from sqlalchemy import func, insert, select, update
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from handlers.callbacks import data
from handlers.router import Router
from sandbox.account import Change
from sandbox.people import Person
from sandbox.server import SandboxServer
from sandbox.world import World
from scheduling.clock import RealClock
from scheduling.inbox_worker import InboxWorker
from scheduling.ticks import Ticks
from scheduling.wake import Bell
from storage.engine import Database
from storage.tables import card, entry, note, outbox, plan, prompt
from storage.vault import new_key
from tests.benchmarks.days import BEGUN
from tests.benchmarks.enrolled import Enrolled, enrolled, office
from tests.benchmarks.pending import CHATS, Filled
from tests.benchmarks.processes import PATIENCE, Place
from tests.benchmarks.rows import Row
from tests.benchmarks.telegram import peopled
from tests.postgres import running_cluster
from usecases.ports import Received

AT = BEGUN + timedelta(hours=26, minutes=30)  # a day after they trained, when all have been asked
ON_SQLITE, ON_POSTGRESQL = 120.0, 400.0
WORKERS = {"sqlite": 1, "postgresql": 4}  # as the bot runs them
POINTS = 2
PER_SECOND, WITHIN = 5, 500.0  # ratings; milliseconds
HUNDRED = 100


class Noon:
    """A clock that stands where everybody has been asked."""

    def now(self) -> datetime:
        """That instant."""
        return AT


async def ask(known: Enrolled) -> dict[int, int]:
    """Lay out the day and ask everybody; the question's prompt of each plan, as if it had been shown."""
    desk = office()
    ticks = Ticks(known.work(AT), lambda uow: desk.scene(uow, AT), Noon(), RealClock(), Bell())
    while await ticks.tick():
        pass
    async with known.database.writing() as connection:
        await connection.execute(update(outbox).values(state="sent"))
        await connection.execute(update(card).values(message_id=1))
        asked = select(prompt.c.plan_id, prompt.c.id).where(prompt.c.kind == "pain_24h", prompt.c.state == "sent")
        found = {row.plan_id: row.id for row in await connection.execute(asked)}
    return {own: found[own] for own in known.plans}


def press(number: int, chat: int, prompt_id: int) -> Received:
    """A rating, as Telegram brings it."""
    person = {"id": chat, "is_bot": False, "first_name": "Pat", "language_code": "en"}
    shown = {"message_id": 1, "date": 1767600000, "chat": {"id": chat, "type": "private"}, "text": "How is it today?"}
    query = {"id": str(number), "from": person, "message": shown, "chat_instance": "1"}
    body = {"update_id": number, "callback_query": {**query, "data": data("qa", prompt_id, POINTS)}}
    return Received(number, chat, json.dumps(body), AT)


async def rated(address: str, patients: int) -> tuple[float, float]:
    """Ratings a second; and, as the least that it can cost, single rows committed one by one."""
    async with enrolled(address, new_key(), patients, BEGUN) as known:
        prompts = await ask(known)
        presses = [
            press(number, chat, prompts[own])
            for number, (chat, own) in enumerate(zip(known.chats, known.plans, strict=True), start=1)
        ]
        work, before = known.work(AT), await _decisions(known)
        async with work("arrived") as uow:
            await uow.inbox.add_all(presses)
        workers = WORKERS["sqlite" if known.database.is_sqlite else "postgresql"]
        began = time.perf_counter()
        await asyncio.gather(*(_drained(known) for _ in range(workers)))
        seconds = time.perf_counter() - began
        if (made := await _decisions(known) - before) != patients:
            raise RuntimeError(f"{made} decisions for {patients} ratings")
        return patients / seconds, await _bare(known)


async def _drained(known: Enrolled) -> None:
    worker = InboxWorker(known.work(AT), Router(office()).route, RealClock(), Bell(), Bell())
    while await worker.run_once():
        pass


async def _decisions(known: Enrolled) -> int:
    async with known.database.reading() as connection:
        made = select(func.count()).select_from(entry).where(entry.c.kind == "decision")
        return int(await connection.scalar(made) or 0)


async def _bare(known: Enrolled) -> float:
    """Rows a second of a handler that only keeps the number: one insert, one commit."""
    began = time.perf_counter()
    async with known.database.reading() as connection:
        clinician = await connection.scalar(select(plan.c.clinician_id).limit(1))
    for number, own in enumerate(known.plans, start=1):
        row = {"id": number, "plan_id": own, "author_id": clinician, "text": b"2", "at": AT}
        async with known.database.writing() as connection:
            await connection.execute(insert(note), [row])
    return len(known.plans) / (time.perf_counter() - began)


# --- during a burst --------------------------------------------------------------------------------------------------


@dataclass
class Waits:
    """For how long people have waited for the reply to what they pressed; milliseconds."""

    pressed: dict[int, float] = field(default_factory=dict)
    waited: dict[int, float] = field(default_factory=dict)

    def note(self, change: Change) -> None:
        """A chat has changed: if its person waits, that was the reply."""
        if change.kind == "message" and change.chat_id in self.pressed:
            since = self.pressed[change.chat_id]
            self.waited.setdefault(change.chat_id, (time.perf_counter() - since) * 1000)


async def in_a_burst(folder: Path, ratings: int, burst: int) -> Sequence[float]:
    """Milliseconds that each rating waited for its reply while the prompts of a morning go out; limiter on."""
    key, address, waits = new_key(), f"sqlite+aiosqlite:///{folder}/sitbone.db", Waits()
    world = peopled(range(CHATS, CHATS + burst))
    async with enrolled(address, key, ratings, BEGUN) as known:
        prompts, filled = await ask(known), Filled(known.database, known.vault)
        people = [_asked(world, chat, prompts[own]) for chat, own in zip(known.chats, known.plans, strict=True)]
        await filled.meet_readers(burst)
        await filled.make_due(burst)
    world.subscribe(waits.note)
    async with SandboxServer(world) as server, Place(address, key, server.url, folder).member(AT, "burst"):
        await _rate_all(people, prompts=list(prompts.values()), waits=waits)
        await _answered(waits, ratings)
    await _still_busy(address)
    return list(waits.waited.values())


def _asked(world: World, chat: int, prompt_id: int) -> Person:
    """Somebody whose chat shows the question."""
    person = world.person(number=chat)
    person.room.started = True
    button = InlineKeyboardButton(str(POINTS), callback_data=data("qa", prompt_id, POINTS))
    content = {"text": "How is it today?", "reply_markup": InlineKeyboardMarkup([[button]])}
    world.account.post(person.room, world.account.bot, content)
    return person


async def _rate_all(people: Sequence[Person], *, prompts: Sequence[int], waits: Waits) -> None:
    began = time.perf_counter()
    for number, (person, prompt_id) in enumerate(zip(people, prompts, strict=True)):
        await asyncio.sleep(max(began + number / PER_SECOND - time.perf_counter(), 0))
        waits.pressed[person.id] = time.perf_counter()
        shown = min(person.room.messages)
        person.presses(message_id=shown, data=data("qa", prompt_id, POINTS))


async def _answered(waits: Waits, ratings: int) -> None:
    since = time.perf_counter()
    while len(waits.waited) < ratings:
        if time.perf_counter() - since > PATIENCE:
            raise RuntimeError(f"only {len(waits.waited)} of {ratings} ratings were answered")
        await asyncio.sleep(0.05)


async def _still_busy(address: str) -> None:
    """A burst that is over before the last rating measures nothing."""
    database = Database(address)
    async with database.reading() as connection:
        left = await connection.scalar(select(func.count()).select_from(outbox).where(outbox.c.state == "due"))
    await database.close()
    if not left:
        raise RuntimeError("the burst was over before the ratings were")


# --- the rows --------------------------------------------------------------------------------------------------------


def measured(patients: int, ratings: int, burst: int) -> list[Row]:
    """So many ratings on both databases, and so many amid so many prompts."""
    with tempfile.TemporaryDirectory() as folder:
        sqlite = asyncio.run(rated(f"sqlite+aiosqlite:///{folder}/sitbone.db", patients))
    with running_cluster() as cluster:
        postgresql = asyncio.run(rated(cluster.fresh(), patients))
    with tempfile.TemporaryDirectory() as folder:
        waits = asyncio.run(in_a_burst(Path(folder), ratings, burst))
    return [
        _rate("SQLite, synchronous=FULL", sqlite, ON_SQLITE),
        _rate("PostgreSQL without fsync", postgresql, ON_POSTGRESQL),
        *_waits(waits, burst),
    ]


def _rate(where: str, found: tuple[float, float], target: float) -> Row:
    name, alternative = f"c. ratings decided and answered, {where}", "bare inserts"
    return Row(name=name, figure=found[0], unit="a second", target=target, against=found[1], alternative=alternative)


def _waits(waits: Sequence[float], burst: int) -> list[Row]:
    cuts = quantiles(waits, n=HUNDRED, method="inclusive")
    alone = "in line behind it, ms"
    behind = burst / 25 * 1000 / 2  # what waits its turn in the order of arrival, on average
    return [
        Row(
            name=f"c. reply amid {burst:,} prompts, p50", figure=cuts[49], unit="ms", against=behind, alternative=alone
        ),
        Row(name="c. the same, p99", figure=cuts[98], unit="ms", target=WITHIN, at_most=True),
    ]


if __name__ == "__main__":
    for row in measured(200, 25, 500):
        click.echo("  ".join(row.cells()))

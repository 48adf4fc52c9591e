"""The database is away for a moment: nobody is blamed for it, and what is known is kept until it can be recorded."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

import scheduling.dispatcher
from scheduling.dispatcher import Dispatcher
from scheduling.inbox_worker import MOST_ATTEMPTS, InboxWorker
from scheduling.rate import Limiter
from scheduling.ticks import Ticks
from scheduling.wake import Bell
from storage.engine import Database
from storage.unit_of_work import SqlWork
from storage.vault import Vault
from tests.integration.bureau import Bureau
from tests.integration.databases import MONDAY, Hands
from tests.integration.people import CHAT, Practice
from tests.integration.post import Post, words
from usecases.ports import Arrival, Desk, StorageAwayError

LONGEST_PAUSE = timedelta(seconds=5)  # between two attempts


@dataclass
class Moody:
    """Units of work on a database that is away whenever somebody asks for certain causes, so many times."""

    work: SqlWork
    cause: str
    times: int

    @asynccontextmanager
    async def __call__(self, cause: str, *, isolated: bool = False) -> AsyncIterator[Desk]:
        """Open one, unless the database is away."""
        if self.times and cause.startswith(self.cause):
            self.times -= 1
            raise StorageAwayError
        async with self.work(cause, isolated=isolated) as uow:
            yield uow


async def test_an_update_is_not_given_up_because_the_database_was_away(
    work: SqlWork, real: Hands, post: Post, known: Practice
) -> None:
    """However often: its attempts do not count, and it is dealt with once."""

    async def route(_: Arrival, payload: Mapping[str, object], uow: Desk) -> None:
        await uow.outbox.send(known.patient.id, words(str(payload["text"])))

    worker = InboxWorker(Moody(work, "update:", times=2 * MOST_ATTEMPTS), route, real, Bell(), Bell())
    async with work("poll") as uow:
        await uow.inbox.add(1, CHAT, json.dumps({"text": "it was heard"}), MONDAY)
    for _ in range(2 * MOST_ATTEMPTS):
        with pytest.raises(StorageAwayError):
            await worker.run_once()
        real.at += LONGEST_PAUSE
    assert await worker.run_once()
    assert not await worker.run_once()
    assert [item.message for item in await post.all_out()] == [words("it was heard")]


async def test_a_plan_does_not_wait_longer_because_the_database_was_away(
    work: SqlWork, post: Post, clock: Hands, real: Hands, known: Practice
) -> None:
    """It is looked at with the very next tick, and not after a pause that has grown with every failure."""
    clock.at = known.plan.next_at
    ticks = Ticks(Moody(work, "tick:", times=3), Bureau(post).scene, clock, real, Bell())
    for _ in range(3):
        with pytest.raises(StorageAwayError):
            await ticks.tick()
    assert await ticks.tick()
    async with work("look") as uow:
        assert known.plan.id not in await uow.plans.due(clock.at, 10)


async def test_what_went_out_is_recorded_once_the_database_is_back(
    post: Post, known: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is in doubt of it afterwards, and it does not go out again."""
    monkeypatch.setattr(scheduling.dispatcher, "RECORD_AGAIN", 0)
    bureau, moody, limiter = Bureau(post), Moody(post.work, "sent", times=2), Limiter(per_second=0)
    bureau.dispatcher = Dispatcher(moody, bureau.sender, bureau.scene, post.clock, post.real, limiter, Bell(), "me")
    await post.send(known.patient.id, "once")
    await bureau.rest()
    await bureau.later(hours=1)
    await bureau.dispatcher.recover()
    assert bureau.sender.said == ["once"]
    assert [(row["state"], row["unsure"]) for row in await post.rows()] == [("sent", 0)]


@pytest.mark.parametrize(
    "elsewhere", ["postgresql+psycopg://me@/sitbone?host={folder}", "sqlite+aiosqlite:///{folder}"]
)
async def test_a_database_that_cannot_be_reached_is_away(
    vault: Vault, clock: Hands, real: Hands, tmp_path: Path, elsewhere: str
) -> None:
    """Whichever it is, that is one kind of error: nobody listens there, or there is no file but a folder."""
    database = Database(elsewhere.format(folder=tmp_path))
    with pytest.raises(StorageAwayError):
        async with SqlWork(database, vault, clock.now, real.now)("look"):
            pass
    await database.close()

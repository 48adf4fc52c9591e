"""Malformed and hostile updates, thousands of them: none fails, none breaks a message, none touches anybody else."""

import json
from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from telegram.error import TelegramError

from bot.updates import NotAnUpdateError, read_update
from sandbox import faults
from storage.tables import inbox, outbox
from tests.acceptance.hostile import Hostile, recorded
from tests.acceptance.practising import busy, ids_of
from tests.acceptance.rig import Rig
from tests.acceptance.staff import Cast, calm, known, opened
from tests.logged import logged
from tests.soaking import SOAKING
from usecases.ports import Arrival, Desk

ROUNDS, EACH, AT_ONCE = (200, 500, 50) if SOAKING else (1, 300, 50)
FIRST_ID = 1 << 40


@pytest.mark.parametrize("seed", range(ROUNDS))
async def test_no_hostile_update_fails_or_harms_anybody(tmp_path: Path, seed: int) -> None:
    """Whatever arrives: it is dealt with at once, what is said is valid, and Bob's plan stays as it was."""
    with logged("WARNING") as lines:
        async with opened(tmp_path, busy) as (rig, cast):
            ids = await ids_of(rig, cast)
            hostile = Hostile(seed, await recorded(rig, cast, ids), FIRST_ID)
            before, failed = await of_bob(rig, cast), watched(rig)
            await arrive(rig, islice(hostile, EACH))
            assert failed == []
            assert await of_bob(rig, cast) == before
            assert await set_aside(rig) == []
            assert await refused(rig) == []
            await rig.pass_time(days=1)
    assert [line for line in lines.told() if "exception" in line] == []


def brings(*updates: object) -> faults.Fault:
    """What Telegram answers instead of what waits."""
    return faults.RawBody(200, json.dumps({"ok": True, "result": updates}).encode())


async def test_what_is_no_update_does_not_stop_the_polling(tmp_path: Path) -> None:
    """It is passed over, and what came with it is dealt with; where nothing has a number, it is asked again later."""
    async with opened(tmp_path, busy) as (rig, cast):
        rig.world.faults.plant("getUpdates", brings(None, {}, {"update_id": "x"}, {"update_id": 5, "message": None}))
        await rig.settle()
        assert (await rig.says(cast["ann"], "/help")).from_bot
        rig.world.faults.plant("getUpdates", brings({"update_id": "x"}))
        with pytest.raises(TelegramError):
            await rig.app.poller.poll_once()
        assert await set_aside(rig) == []
        await calm(rig)


def watched(rig: Rig) -> list[str]:
    """What fails on its way, and how: filled as it happens."""
    failed: list[str] = []
    for worker in rig.app.workers:
        worker._route = _watching(worker._route, failed)
    return failed


def _watching(route: Callable[..., Awaitable[None]], failed: list[str]) -> Callable[..., Awaitable[None]]:
    async def watching(arrival: Arrival, payload: Mapping[str, object], uow: Desk) -> None:
        try:
            await route(arrival, payload, uow)
        except Exception as error:
            failed.append(f"{error!r}: {arrival.payload[:2000]}")
            raise

    return watching


async def arrive(rig: Rig, updates: Iterator[bytes]) -> None:
    """Some at a time arrive as by webhook, and are dealt with."""
    while some := list(islice(updates, AT_ONCE)):
        rig.clock.at += timedelta(seconds=30)
        async with rig.app.work("arrive") as uow:
            await uow.inbox.add_all([one for body in some for one in read(body, rig)])
        while await rig.app.workers[0].run_once():
            pass
        while await rig.app.dispatcher.run_once():
            pass


def read(body: bytes, rig: Rig) -> list[Any]:
    """What becomes of a request: an update, or a refusal."""
    try:
        return [read_update(body, rig.clock.at)]
    except NotAnUpdateError:
        return []


async def of_bob(rig: Rig, cast: Cast) -> list[tuple[Any, ...]]:
    """Everything that is stored of Bob and of Dr Adams, who looks after him."""
    record, adams = await rig.record("Bob Other"), await known(rig, cast["adams"])
    about = {"plan_id": record.id, "person_id": record.patient_id}
    async with rig.app.database.reading() as connection:
        tables = ("person", "role", "plan", "entry", "prompt", "alert", "note", "consent", "dialogue")
        found = []
        for table in tables:
            rows = (await connection.exec_driver_sql(f"SELECT * FROM {table}")).mappings()
            mine = {record.id, record.patient_id, adams.id}
            found += [
                (table, *row.values()) for row in rows if mine & {row.get("id"), *(row.get(key) for key in about)}
            ]
        return sorted(found, key=repr)


async def set_aside(rig: Rig) -> list[tuple[Any, ...]]:
    """Updates that were not dealt with at once."""
    async with rig.app.database.reading() as connection:
        query = select(inbox.c.update_id, inbox.c.state).where((inbox.c.state != "done") | (inbox.c.attempts != 1))
        return [tuple(row) for row in await connection.execute(query)]


async def refused(rig: Rig) -> list[tuple[Any, ...]]:
    """Messages that Telegram would never take."""
    async with rig.app.database.reading() as connection:
        lost = (outbox.c.state == "failed") & (outbox.c.failure == "refused")
        return [tuple(row) for row in await connection.execute(select(outbox.c.operation, outbox.c.kind).where(lost))]

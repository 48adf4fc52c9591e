"""A tick goes on until nothing is left, and what cannot be dealt with holds up nobody."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from scheduling import ticks
from scheduling.clock import RealClock
from scheduling.wake import Bell
from storage.tables import plan
from storage.vault import new_key
from tests.benchmarks.days import AT, BEGUN, Morning
from tests.benchmarks.enrolled import Enrolled, enrolled, office

PATIENTS = 5


@pytest.fixture(autouse=True)
def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if much more were due than is looked up at once, and time enough for it."""
    monkeypatch.setattr(ticks, "AT_A_TIME", 1)
    monkeypatch.setattr(ticks, "LONGEST", 60.0)


async def tick(known: Enrolled) -> dict[int, date]:
    """One tick; up to which day each plan is laid out."""
    desk = office()
    await ticks.Ticks(known.work(AT), lambda uow: desk.scene(uow, AT), Morning(), RealClock(), Bell()).tick()
    async with known.database.reading() as connection:
        rows = await connection.execute(select(plan.c.id, plan.c.laid_out))
    return {row.id: row.laid_out for row in rows}


@pytest.fixture
def address(tmp_path: Path) -> str:
    """A database of one machine."""
    return f"sqlite+aiosqlite:///{tmp_path}/sitbone.db"


async def test_one_tick_lays_out_everybodys_day(address: str) -> None:
    async with enrolled(address, new_key(), PATIENTS, BEGUN) as known:
        laid_out = await tick(known)
    assert all(laid_out[own] == AT.date() for own in known.plans)


async def test_plans_that_wait_for_what_their_patients_have_just_sent_hold_up_nobody(address: str) -> None:
    async with enrolled(address, new_key(), PATIENTS, BEGUN) as known:
        waiting = dict(list(zip(known.plans, known.chats, strict=True))[:3])
        async with known.work(AT)("arrived") as uow:
            for number, chat in enumerate(waiting.values(), start=1):
                await uow.inbox.add(number, chat, "{}", AT)
        laid_out = await tick(known)
    assert {own for own in known.plans if laid_out[own] == AT.date()} == set(known.plans) - set(waiting)

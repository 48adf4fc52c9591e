"""How long it takes to lay out a day for very many patients, all of whose days begin at the same moment.

Run it with `python -m tests.benchmarks.days`.
"""

import asyncio
import tempfile
import time
from datetime import UTC, datetime, timedelta

import click
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.date import DateTrigger
from sqlalchemy import func, select

from scheduling.clock import RealClock
from scheduling.ticks import Ticks
from scheduling.wake import Bell
from storage.tables import prompt
from storage.vault import new_key
from tests.benchmarks.enrolled import Enrolled, enrolled, next_morning, office
from tests.benchmarks.rows import Row

BEGUN = datetime(2026, 1, 5, 8, tzinfo=UTC)
AT = next_morning(BEGUN)
A_DAY = AT.date()
PER_PATIENT = 3  # two blocks and a question
PATIENTS, SECONDS = 100_000, 60.0
JOBS = 500


class Morning:
    """A clock that stands where the day begins."""

    def now(self) -> datetime:
        """The first instant of the day."""
        return AT


async def laid_out(address: str, patients: int) -> float:
    """Seconds until every plan has its day."""
    async with enrolled(address, new_key(), patients, BEGUN) as known:
        desk = office()
        ticks = Ticks(known.work(AT), lambda uow: desk.scene(uow, AT), Morning(), RealClock(), Bell())
        began = time.perf_counter()
        while await ticks.tick():
            pass
        seconds = time.perf_counter() - began
        await _checked(known)
    return seconds


async def _checked(known: Enrolled) -> None:
    async with known.database.reading() as connection:
        query = select(func.count()).select_from(prompt).where(prompt.c.day == A_DAY)
        made = int(await connection.scalar(query) or 0)
    if made < PER_PATIENT * len(known.plans):
        raise RuntimeError(f"{made} prompts for {len(known.plans)} patients")


def against() -> float:
    """Seconds in which APScheduler's job store takes one patient's reminders, which is the usual way to plan a day."""
    with tempfile.TemporaryDirectory() as folder:
        scheduler = BackgroundScheduler(jobstores={"default": SQLAlchemyJobStore(url=f"sqlite:///{folder}/jobs.db")})
        scheduler.start(paused=True)
        began = time.perf_counter()
        for _ in range(JOBS):
            scheduler.add_job(print, DateTrigger(RealClock().now() + timedelta(days=1)))
        seconds = time.perf_counter() - began
        scheduler.shutdown(wait=False)
    return seconds / JOBS * PER_PATIENT


def measured(patients: int) -> list[Row]:
    """A day for so many patients on the database of one machine, and what that makes for 100,000."""
    with tempfile.TemporaryDirectory() as folder:
        seconds = asyncio.run(laid_out(f"sqlite+aiosqlite:///{folder}/sitbone.db", patients))
    share = "" if patients == PATIENTS else f", from {patients:,}"
    row = Row(
        name=f"e. a day for {PATIENTS:,} patients{share}",
        figure=seconds * PATIENTS / patients,
        unit="s",
        target=SECONDS,
        at_most=True,
        against=against() * PATIENTS,
        alternative="s, APScheduler's job store",
    )
    return [row]


if __name__ == "__main__":
    for one in measured(1000):
        click.echo("  ".join(one.cells()))

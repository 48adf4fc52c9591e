"""How fast what is due is taken among very much that is not, what that does to everything else, and what a tick costs.

Run it with `python -m tests.benchmarks.claims`; with `--against` it also measures APScheduler's SQLAlchemyJobStore.
"""

import asyncio
import gc
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median

import click
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger

from scheduling.clock import RealClock
from scheduling.dispatcher import EVERYTHING
from storage.engine import Database
from storage.upgrade import upgrade
from storage.vault import keyring, new_key, open_vault
from tests.benchmarks.pending import NOW, READERS, Filled
from tests.benchmarks.rows import Row
from tests.postgres import running_cluster

SIZES = (10_000, 100_000, 1_000_000)
DUE, CLAIM, CLAIMERS = 20_000, 500, 1
TICKS, AT_A_TIME = 101, 100
LEASE = 60.0
RATE, STALL, TICK = "rows a second", "longest stall, ms", "tick, ms"
ROWS_A_SECOND, LONGEST_STALL, SAME = 15_000.0, 20.0, 1.5
EVERY = 0.001  # seconds between two looks at whether the loop stands still
JOBS = 100_000
RAN: list[None] = []  # the job store finds a job by its name, so what it does is told here
ALL_RAN = asyncio.Event()


async def claims(filled: Filled, due: int) -> dict[str, float]:
    """Rows a second with their words opened and ready to be sent, and milliseconds of the longest stall.

    It is the second wave that counts: in the first one the process gets to know its readers.
    """
    await _wave(filled, due)
    gc.freeze()  # as the bot does once it is ready
    seconds, stall = await _wave(filled, due)
    gc.unfreeze()
    return {RATE: due / seconds, STALL: stall * 1000}


async def _wave(filled: Filled, due: int) -> tuple[float, float]:
    await filled.make_due(due)
    taken = 0

    async def claimer() -> None:
        nonlocal taken
        while items := await _claimed(filled):
            taken += len(items)

    async def all_claimers() -> None:
        await asyncio.gather(*(claimer() for _ in range(CLAIMERS)))

    measured = await _watched(all_claimers)
    assert taken == due, taken
    await filled.all_sent()
    return measured


async def _claimed(filled: Filled) -> list[object]:
    async with filled.work("claim") as uow:
        return list(await uow.deliveries.claim("benchmark", NOW, NOW, LEASE, CLAIM, EVERYTHING))


async def ticks(filled: Filled) -> float:
    """Median milliseconds of finding out that nothing is due."""
    times = [await _seconds(lambda: _tick(filled)) for _ in range(TICKS)]
    return median(times) * 1000


async def _tick(filled: Filled) -> None:
    past = NOW - timedelta(days=1)
    async with filled.work("due") as uow:
        await uow.plans.due(past, AT_A_TIME)
        await uow.prompts.due(past, AT_A_TIME)
        await uow.alerts.due(past, AT_A_TIME)
    async with filled.work("claim") as uow:
        await uow.deliveries.claim("benchmark", past, NOW, LEASE, CLAIM, EVERYTHING)


async def _seconds(what: Callable[[], Awaitable[None]]) -> float:
    started = time.perf_counter()
    await what()
    return time.perf_counter() - started


async def _watched(what: Callable[[], Awaitable[None]]) -> tuple[float, float]:
    """How long something takes, and for how long at most nothing else could go on meanwhile; seconds."""
    watch = asyncio.ensure_future(_longest_stall())
    seconds = await _seconds(what)
    watch.cancel()
    return seconds, await watch


async def _longest_stall() -> float:
    longest, last = 0.0, time.perf_counter()
    with suppress(asyncio.CancelledError):
        while True:
            await asyncio.sleep(EVERY)
            longest = max(longest, time.perf_counter() - last - EVERY)
            last = time.perf_counter()
    return max(longest, time.perf_counter() - last - EVERY)


@asynccontextmanager
async def filled_with(address: str, pending: int, readers: int = READERS) -> AsyncIterator[Filled]:
    """A database in which so much waits."""
    database = Database(address)
    await upgrade(database, NOW)
    async with database.writing() as connection:
        vault = await open_vault(connection, keyring([new_key()]))
    filled = Filled(database, vault)
    await filled.fill(pending, readers)
    try:
        yield filled
    finally:
        await database.close()


async def measured(address: str, pending: int, due: int = DUE) -> dict[str, float]:
    """Everything about one database with so much in it."""
    async with filled_with(address, pending, due) as filled:
        tick = await ticks(filled)
        return {TICK: tick, **(await claims(filled, due))}


async def against(jobs: int = JOBS, due: int = DUE) -> dict[str, float]:
    """The same of APScheduler with its jobs in SQLite, which is the usual way to keep reminders."""
    with tempfile.TemporaryDirectory() as folder:
        store = SQLAlchemyJobStore(url=f"sqlite:///{folder}/jobs.db")
        scheduler = AsyncIOScheduler(jobstores={"default": store}, job_defaults={"misfire_grace_time": None})
        scheduler.start(paused=True)
        now = RealClock().now()
        for number in range(jobs):
            at = now if number < due else now + timedelta(hours=5)
            scheduler.add_job(_job, DateTrigger(at), args=[due])
        RAN.clear()
        ALL_RAN.clear()
        scheduler.resume()
        seconds, stall = await _watched(_until_all_ran)
        scheduler.shutdown(wait=False)
    return {RATE: due / seconds, STALL: stall * 1000}


async def _until_all_ran() -> None:
    await ALL_RAN.wait()


async def _job(due: int) -> None:
    RAN.append(None)
    if len(RAN) == due:
        ALL_RAN.set()


def rows(sizes: Sequence[int], jobs: int) -> list[Row]:
    """Taking what is due on both databases with little and much in them, beside APScheduler's job store."""
    due = min(DUE, *sizes)
    store = asyncio.run(against(jobs, min(due, jobs // 5)))
    with running_cluster() as cluster, tempfile.TemporaryDirectory() as folder:
        addresses = {
            "SQLite": lambda size: f"sqlite+aiosqlite:///{Path(folder) / str(size)}.db",
            "PostgreSQL": lambda _: cluster.fresh(),
        }
        return [row for engine, address in addresses.items() for row in _rows(engine, address, sizes, due, store)]


def _rows(
    engine: str, address: Callable[[int], str], sizes: Sequence[int], due: int, store: dict[str, float]
) -> list[Row]:
    little, much = (asyncio.run(measured(address(size), size, due)) for size in (min(sizes), max(sizes)))
    name, other = f"b. {due:,} due among {max(sizes):,}, {engine}", "APScheduler's job store"
    told = partial(Row, against=store[RATE], alternative=other, target=ROWS_A_SECOND)
    stall = partial(
        Row, against=store[STALL], alternative=f"ms, {other}", target=LONGEST_STALL, unit="ms", at_most=True
    )
    limit = SAME * little[TICK]
    tick = partial(
        Row, against=little[TICK], alternative=f"ms at {min(sizes):,}", target=limit, unit="ms", at_most=True
    )
    return [
        told(name=name, figure=much[RATE], unit="a second"),
        stall(name=f"b. longest stall, {engine}", figure=much[STALL]),
        tick(name=f"b. a tick at {max(sizes):,}, {engine}", figure=much[TICK]),
    ]


def _shown(engine: str, pending: int, values: dict[str, float]) -> None:
    click.echo(f"{engine:10} {pending:>9,} pending  " + "  ".join(f"{k} {v:>9,.1f}" for k, v in values.items()))


@click.command()
@click.option("--against", "compared", is_flag=True, help="Also measure APScheduler's job store (a minute or more).")
def main(*, compared: bool) -> None:
    """Print a line for each engine and size."""
    for pending in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            address = f"sqlite+aiosqlite:///{Path(folder) / 'sitbone.db'}"
            _shown("sqlite", pending, asyncio.run(measured(address, pending)))
        with running_cluster() as cluster:
            _shown("postgresql", pending, asyncio.run(measured(cluster.fresh(), pending)))
    if compared:
        _shown("apscheduler", JOBS, asyncio.run(against()))


if __name__ == "__main__":
    main()

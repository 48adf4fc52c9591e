"""How much memory the bot holds while it lays out the day of a thousand and of very many patients.

Beside it stands a process that keeps their reminders in memory, as PTB's JobQueue does. Run it with
`python -m tests.benchmarks.memory`.
"""

import asyncio
import tempfile
from collections.abc import Callable
from pathlib import Path

import click

from sandbox.server import SandboxServer
from storage.vault import new_key
from tests.benchmarks.days import AT, BEGUN, PER_PATIENT
from tests.benchmarks.enrolled import enrolled
from tests.benchmarks.processes import Place, running
from tests.benchmarks.rows import Row
from tests.benchmarks.telegram import peopled

FEW = 1_000
LIMIT, GROWTH = 150.0, 1.2
LOOKS, EVERY = 10, 1.0  # seconds between two looks at a bot at work
IN_MEMORY = """
import sys, time
from datetime import datetime, timedelta, timezone
from telegram.ext import ApplicationBuilder
application = ApplicationBuilder().token("1:a").build()
at = datetime.now(timezone.utc) + timedelta(days=1)
async def remind(context): ...
for number in range(int(sys.argv[1])):
    application.job_queue.run_once(remind, at, chat_id=number)
print("ready", flush=True)
time.sleep(600)
"""


async def resident(folder: Path, patients: int) -> float:
    """Most megabytes seen in some seconds of laying out the day for so many patients."""
    address, key = f"sqlite+aiosqlite:///{folder}/{patients}.db", new_key()
    async with enrolled(address, key, patients, BEGUN):
        pass
    async with SandboxServer(peopled(range(0))) as server:
        place = Place(address, key, server.url, folder)
        async with place.member(AT, f"member-{patients}", "unlimited") as bot:
            return max([await _look(bot.resident) for _ in range(LOOKS)])


async def _look(resident: Callable[[], float]) -> float:
    await asyncio.sleep(EVERY)
    return resident()


async def in_memory(folder: Path, patients: int) -> float:
    """Megabytes of a process that keeps as many reminders as jobs."""
    place = Place("", new_key(), "", folder)
    async with running(place, "jobs", "-c", IN_MEMORY, str(patients * PER_PATIENT)) as bot:
        return bot.resident()


def few_of(many: int) -> int:
    """With how many patients many are compared."""
    return min(FEW, many // 2)


async def figures(folder: Path, many: int) -> tuple[float, float, float]:
    """Megabytes with a few patients, with many, and of many patients' reminders as jobs."""
    return await resident(folder, few_of(many)), await resident(folder, many), await in_memory(folder, many)


def measured(many: int) -> list[Row]:
    """With so many patients, beside a thousand."""
    with tempfile.TemporaryDirectory() as folder:
        few, most, jobs = asyncio.run(figures(Path(folder), many))
    return [
        Row(
            name=f"f. resident with {many:,} patients", figure=most, unit="MB", target=LIMIT, at_most=True,
            against=jobs, alternative="MB, reminders in PTB's JobQueue",
        ),
        Row(name=f"f. of that with {few_of(many):,}", figure=most / few, unit="x", target=GROWTH, at_most=True),
    ]  # fmt: skip


if __name__ == "__main__":
    for row in measured(10_000):
        click.echo("  ".join(row.cells()))

"""How long `sitbone run` takes from its start until it is ready, beside a bot that only says hello to Telegram.

Run it with `python -m tests.benchmarks.start`.
"""

import asyncio
import tempfile
from functools import partial
from pathlib import Path
from statistics import median

import click

from sandbox.server import SandboxServer
from storage.vault import new_key
from tests.benchmarks.processes import Place, running
from tests.benchmarks.rows import Row
from tests.benchmarks.telegram import peopled

SECONDS = 2.0
BARE = """
import asyncio, os
from telegram.ext import ApplicationBuilder
async def main():
    origin = os.environ["TELEGRAM_API_URL"]
    async with ApplicationBuilder().token(os.environ["BOT_TOKEN"]).base_url(f"{origin}/bot").build() as bot:
        await bot.bot.delete_webhook()
        await bot.start()
        print("ready", flush=True)
        await asyncio.sleep(1)
        await bot.stop()
asyncio.run(main())
"""


async def starts(folder: Path, times: int) -> tuple[float, float, float]:
    """Seconds of the very first start, of later ones, and of PTB alone; medians."""
    async with SandboxServer(peopled(range(0))) as server:
        place = Place(f"sqlite+aiosqlite:///{folder}/sitbone.db", new_key(), server.url, folder)
        first = await _ready(place, "-m", "bot", "run")
        later = median([await _ready(place, "-m", "bot", "run") for _ in range(times)])
        bare = median([await _ready(place, "-c", BARE) for _ in range(times)])
    return first, later, bare


async def _ready(place: Place, *command: str) -> float:
    async with running(place, "start", *command) as started:
        return started.seconds


def measured(times: int) -> list[Row]:
    """So many starts of each."""
    with tempfile.TemporaryDirectory() as folder:
        first, later, bare = asyncio.run(starts(Path(folder), times))
    told = partial(Row, unit="s", target=SECONDS, at_most=True, against=bare, alternative="s, PTB's Application")
    return [
        told(name="g. start to ready", figure=later),
        told(name="g. the same with an empty database", figure=first),
    ]


if __name__ == "__main__":
    for row in measured(3):
        click.echo("  ".join(row.cells()))

"""How many messages a second are claimed, worded, sent through PTB and recorded, beside PTB's bare `send_message` loop.

Both send the same words and buttons to the same local server. Run it with `python -m tests.benchmarks.sending`.
"""

import asyncio
import secrets
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from functools import cache

import click
from telegram import Bot
from telegram.constants import ParseMode

from bot.app import make_bot
from bot.settings import Settings
from bot.telegram_sender import NO_PREVIEW, TelegramSender
from handlers.desk import CatalogueTexts, Office
from handlers.keyboards import keyboard
from rehab.protocol import shipped_protocol
from rehab.protocol.load import SHIPPED
from scheduling.clock import RealClock
from scheduling.dispatcher import LANES, Dispatcher, Lane
from scheduling.rate import Limiter
from scheduling.wake import Bell
from tests.benchmarks.claims import filled_with
from tests.benchmarks.pending import CHATS, NOW, SAYS, Filled
from tests.benchmarks.rows import Row
from tests.benchmarks.telegram import TOKEN, served
from wording.reader import Reader
from wording.words import Library

ZONE = "Europe/London"
WARM_UP = 50
TWENTY_FOLD = 600.0  # messages a second: twenty times what Telegram takes


class Standing:
    """A clock that stands where the benchmark's rows are due."""

    def now(self) -> datetime:
        """The instant of all of them."""
        return NOW


@asynccontextmanager
async def bot_at(origin: str) -> AsyncIterator[Bot]:
    """PTB's bot, as the product sets it up."""
    settings = Settings(bot_token=TOKEN, telegram_api_url=origin, _env_file=None)
    async with make_bot(settings) as bot:
        yield bot


async def bare(bot: Bot, chats: range) -> float:
    """Messages a second of PTB alone, one after the other, the words made once."""
    reader = Reader(library().words_in("en"), Office(shipped_protocol(), ZONE, texts()).zone, NOW)
    said, buttons = sender_of(bot).said(SAYS, reader), keyboard(SAYS, reader)
    began = time.perf_counter()
    for chat in chats:
        await bot.send_message(
            chat, said, parse_mode=ParseMode.HTML, reply_markup=buttons, link_preview_options=NO_PREVIEW
        )
    return len(chats) / (time.perf_counter() - began)


@cache
def library() -> Library:
    """The shipped protocol with its texts."""
    return Library(shipped_protocol(), SHIPPED)


def texts() -> CatalogueTexts:
    """The catalogue."""
    return CatalogueTexts(library().words_in)


def sender_of(bot: Bot) -> TelegramSender:
    """As the product sends."""
    return TelegramSender(bot, library().words_in, ZONE, lambda: NOW)


async def ours(bot: Bot, filled: Filled, number: int) -> float:
    """Messages a second with all that makes them dependable."""
    office = Office(shipped_protocol(), ZONE, texts())
    dispatcher = Dispatcher(
        filled.work,
        sender_of(bot),
        lambda uow: office.scene(uow, NOW),
        Standing(),
        RealClock(),
        Limiter(per_second=0),
        Bell(),
        secrets.token_hex(8),
    )
    await filled.make_due(number)

    async def drained(lane: Lane) -> int:
        sent = 0
        while count := await dispatcher.run_once(lane):
            sent += count
        return sent

    began = time.perf_counter()
    sent = await asyncio.gather(*(drained(lane) for lane in LANES))
    seconds = time.perf_counter() - began
    if sum(sent) != number:
        raise RuntimeError(f"{sum(sent)} of {number} messages were sent")
    return number / seconds


async def rates(address: str, number: int) -> tuple[float, float]:
    """Ours and the bare loop's, on one server, each after a warm-up."""
    chats = range(CHATS, CHATS + number)
    with served(chats) as origin:
        async with bot_at(origin) as bot, filled_with(address, 0, number) as filled:
            await ours(bot, filled, min(WARM_UP, number))
            await bare(bot, chats[:WARM_UP])
            return await ours(bot, filled, number), await bare(bot, chats)


def measured(number: int) -> list[Row]:
    """Sending to so many chats, with the database of one machine."""
    with tempfile.TemporaryDirectory() as folder:
        rate, loop = asyncio.run(rates(f"sqlite+aiosqlite:///{folder}/sitbone.db", number))
    name = f"a. claim, word, send, record {number:,} messages"
    return [
        Row(name=name, figure=rate, unit="a second", target=TWENTY_FOLD, against=loop, alternative="bare PTB loop"),
        Row(name="a. of the bare loop's speed", figure=rate / loop, unit="of it", target=0.75),
    ]


if __name__ == "__main__":
    for row in measured(3000):
        click.echo("  ".join(row.cells()))

"""A small scripted bot and the controls of a pretended demonstration, for the tests of the chat page."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import escape

from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, Update

from sandbox import ManualClock, Person, SandboxServer, World
from sandbox.controls import ControlsState
from sandbox.pages import ChatPage
from tests.unit.sandbox.tools import picture

SESSION = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("Done", callback_data="done", style="success"),
            InlineKeyboardButton("Too painful", callback_data="pain", style="danger"),
        ]
    ]
)
RATING = InlineKeyboardMarkup([[InlineKeyboardButton(str(n), callback_data=f"rate {n}") for n in range(6)]])


@dataclass
class PretendedControls:
    """Controls that remember what was asked of them."""

    time: datetime
    speed: float = 1.0
    guidance: str | None = "Press START in the clinician's chat."
    asked: list[str] = field(default_factory=list)

    async def state(self) -> ControlsState:
        return ControlsState(self.time, "Europe/London", self.speed, "morning session, 09:00", self.guidance)

    async def set_speed(self, factor: float) -> None:
        if factor <= 0:
            raise ValueError("Time does not run backwards")
        self.asked.append(f"speed {factor:g}")
        self.speed = factor

    async def skip(self) -> str:
        self.asked.append("skip")
        self.time += timedelta(hours=5)
        return "It is now 13:30."

    async def new_patient(self) -> str:
        self.asked.append("new patient")
        return "fresh-1"


@dataclass
class Demonstration:
    """A served page and everything behind it."""

    world: World
    server: SandboxServer
    controls: PretendedControls
    clinician: Person


@asynccontextmanager
async def demonstration(clock: ManualClock) -> AsyncIterator[Demonstration]:
    """Serve the page, with the scripted bot at work."""
    world = World(clock)
    clinician = world.person("Dr Imani", last_name="Cole")
    clinician.opens(world.link("owner"))
    controls = PretendedControls(clock.now())
    page = ChatPage(world, controls, clinician)
    async with world.bot() as bot, asyncio.TaskGroup() as tasks, SandboxServer(world, page=page) as server:
        work = tasks.create_task(_work(bot, world, clinician))
        yield Demonstration(world, server, controls, clinician)
        work.cancel()


async def _work(bot: Bot, world: World, clinician: Person) -> None:
    await bot.set_my_commands([BotCommand("report", "a summary"), BotCommand("status", "where you are")])
    offset = 0
    while True:
        for update in await bot.get_updates(offset=offset, timeout=30):
            offset = update.update_id + 1
            await _answer(bot, update, world, clinician)


async def _answer(bot: Bot, update: Update, world: World, clinician: Person) -> None:
    if update.callback_query:
        await _pressed(bot, update)
    elif update.message:
        await _told(bot, update.message.chat_id, update.message.text or "", world, clinician)


async def _pressed(bot: Bot, update: Update) -> None:
    query = update.callback_query
    assert query
    if query.data == "done":
        await query.answer()
        await query.edit_message_text("<b>Well done.</b> How strong was the pain?", "HTML", reply_markup=RATING)
    elif query.data == "pain":
        await query.answer("Your clinic will call you.", show_alert=True)
    else:
        await query.answer("Thank you")
        await query.edit_message_text(f"Pain {(query.data or '').removeprefix('rate ')} of 10.")


async def _told(bot: Bot, chat_id: int, text: str, world: World, clinician: Person) -> None:
    if text.startswith("/start") and chat_id == clinician.id:
        await bot.send_message(chat_id, f"Invite a patient: {world.link('invitation')}")
    elif text.startswith("/start"):
        await bot.send_message(chat_id, "<b>Morning session</b>\n<blockquote>Five times 45 s</blockquote>", "HTML")
        await bot.send_message(chat_id, "How did it go?", reply_markup=SESSION)
    elif text == "/report":
        await bot.send_photo(chat_id, picture(400, 240), "Your last ten days")
        await bot.send_document(chat_id, b"%PDF-1.4", filename="Report.pdf")
    else:
        await bot.send_message(chat_id, f"You said: <i>{escape(text) or 'something odd'}</i>", "HTML")

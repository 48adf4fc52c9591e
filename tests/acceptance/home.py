"""A patient at home: what they press, type and hear, and the shortest way to a day on which a test begins."""

import pickle
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from telegram import CallbackQuery, InlineKeyboardButton

from rehab.events import Session
from sandbox.chats import Stored
from sandbox.people import Person
from sandbox.screens import Note
from sandbox.shapes import render
from sandbox.updates import PRESS_LIFETIME
from sandbox.world import World
from tests.acceptance.rig import LONDON, HandClock, Rig, rigged
from usecases.course import facts
from usecases.records import PlanRecord


def buttons_of(stored: Stored) -> tuple[InlineKeyboardButton, ...]:
    """The buttons under a message."""
    return tuple(one for row in stored.keyboard.inline_keyboard for one in row) if stored.keyboard else ()


@dataclass(frozen=True)
class Heard:
    """A message as it came: when (clinical time), and its first words."""

    at: datetime
    text: str


class Patient:
    """A patient in whose chat everything happens; buttons are named as in the catalogue, times are local."""

    def __init__(
        self, folder: Path, world: World, clock: HandClock, people: tuple[Person, Person], zone: ZoneInfo
    ) -> None:
        self.folder, self.world, self.clock, self.zone = folder, world, clock, zone
        self.clinician, self.person = people
        self.heard: list[Heard] = []
        self._seen = set(self.person.room.messages)
        world.subscribe(lambda change: self._hear(change.kind, change.chat_id, change.message_id))
        self._running, self.rig = AsyncExitStack(), cast("Rig", None)

    def _hear(self, kind: str, chat_id: int, message_id: int) -> None:
        """Keep what the bot sends anew, also if it is taken away later; edits are not heard."""
        if kind != "message" or chat_id != self.person.id or message_id in self._seen:
            return
        self._seen.add(message_id)
        stored = self.person.room.messages[message_id]
        if stored.from_bot:
            self.heard.append(Heard(stored.message.date, stored.words))

    async def bot_starts(self, **given: object) -> None:
        """Start the bot, perhaps with other settings; one that runs is stopped first, so that this is a restart."""
        await self.bot_stops()
        running = rigged(self.folder, world=self.world, clock=self.clock, **given)  # type: ignore[arg-type]
        self.rig = await self._running.enter_async_context(running)

    async def bot_stops(self) -> None:
        """Stop the bot."""
        await self._running.aclose()

    def _newest(self, fits: Callable[[Stored], bool]) -> Note | None:
        """The newest message that fits: looks no further than it must, for long chats."""
        found = next((one for one in reversed(self.person.room.messages.values()) if fits(one)), None)
        return self.person._note(found) if found else None

    @property
    def last(self) -> Note:
        """The newest message from the bot."""
        return self._newest(lambda one: one.from_bot) or self.person.screen().last

    @property
    def now(self) -> datetime:
        """The local time."""
        return self.clock.at.astimezone(self.zone)

    @property
    def toast(self) -> str:
        """The notice over the button that was pressed last."""
        answer = self.person.presses_made[-1].answer
        return answer.text if answer else ""

    def words(self, text_id: str, **values: object) -> str:
        """A text of the catalogue, without its formatting."""
        return re.sub(r"<[^>]+>", "", self.rig.reader.plain(text_id, **values))

    def card(self, label: str, **values: object) -> Note | None:
        """The newest message with a button of this name, if there is one."""
        return self._offering(self.rig.label(label, **values))

    def _offering(self, label: str) -> Note | None:
        return self._newest(lambda one: any(label == button.text for button in buttons_of(one)))

    def asks_for_a_number(self) -> bool:
        """Whether any card waits for a rating."""
        return self._offering("10") is not None

    async def presses(self, label: str, **values: object) -> Note:
        """Press a button of the catalogue; returns the bot's newest message."""
        return await self._pressed(self.rig.label(label, **values))

    async def rates(self, value: int) -> None:
        """Press a number."""
        await self._pressed(str(value))

    async def _pressed(self, label: str) -> Note:
        card = self._offering(label)
        assert card is not None, f"no button {label!r}"
        self.person.presses(message_id=card.id, data=card.pressable(label).data)
        await self.rig.settle()
        return self.last

    async def presses_on(self, note: Note, label: str) -> str:
        """Press a button of a card as it was, on a phone that has not seen the change yet; returns the notice."""
        person, data = self.person, note.pressable(label if label.isdigit() else self.rig.label(label)).data
        press = person.account.callbacks.press(data or "")
        person.presses_made.append(press)
        message = person.room.messages[note.id].message
        query = CallbackQuery(press.query_id, person.user, person._instance, message=message, data=data)
        person._push("callback_query", render(query), f"press {person.id}", PRESS_LIFETIME)
        await self.rig.settle()
        return self.toast

    async def says(self, text: str) -> Note:
        """Write; returns the bot's newest message."""
        await self.rig.says(self.person, text)
        return self.last

    async def trains(self, before: int = 2, during: int = 2) -> None:
        """Report the newest session as done, with its ratings."""
        await self.presses("done")
        await self.rates(before)
        await self.rates(during)

    async def until(self, wall: str, *, days: int = 0) -> None:
        """Let time pass until a local wall-clock time."""
        await self.rig.at(wall, days=days, zone=self.zone)

    async def tomorrow(self, wall: str) -> None:
        """Let time pass until a local wall-clock time on the next date."""
        await self.until(wall, days=1)

    async def lives(self, days: float, habit: Callable[["Patient"], Awaitable[None]]) -> None:
        """Let days pass with a habit, which gets its turn whenever something has happened."""
        target = self.clock.at + timedelta(days=days)
        while (due := await self.rig.next_due()) is not None and due <= target:
            self.clock.at = max(due, self.clock.at)
            await self.rig.settle()
            await habit(self)
        await self.rig.pass_until(target)

    async def record(self) -> PlanRecord:
        """The stored plan."""
        return await self.rig.record()

    async def stands(self) -> tuple[int, int, str]:
        """Stage, level and status of the plan."""
        plan = (await self.record()).plan
        return (*plan.position, plan.status.value)

    async def sessions(self) -> list[Session]:
        """What is recorded of their sessions."""
        record = await self.record()
        async with self.rig.app.work("look") as uow:
            known = await facts(self.rig.app.scene(uow), record.id)
        return [fact for fact in known if isinstance(fact, Session)]

    def heard_at(self) -> list[str]:
        """When messages came, as local times such as "Tue 08:30"."""
        return [f"{one.at.astimezone(self.zone):%a %H:%M}" for one in self.heard]


async def answers_everything(patient: Patient) -> None:
    """The habit of somebody who does each session as it comes and answers each question at once, with a 2."""
    for _ in range(3):
        if patient.asks_for_a_number():
            await patient.rates(2)
        elif patient.card("done"):
            await patient.trains()


Step = tuple[object, Callable[[Rig, Any], Awaitable[Any]]]  # what it is called, and what is done with what came before
_LEFT: dict[tuple[object, ...], tuple[bytes, bytes]] = {}  # the database, and everything else as it was


async def gone_on(folder: Path, *steps: Step) -> tuple[World, HandClock, Any]:
    """The chats, the clock and what the last step returned; the database lies in the folder.

    Each way is gone once; then every test, and every longer way, goes on from a copy of it as after a restart.
    """
    names = tuple(name for name, _ in steps)
    if names not in _LEFT:
        database, left = await _gone(folder / "before", *steps)
        _LEFT[names] = database, pickle.dumps(left)
    database, kept = _LEFT[names]
    _database_in(folder).write_bytes(database)
    world, clock, gained = pickle.loads(kept)  # several times as quick as a deep copy
    return world, clock, gained


def _database_in(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "sitbone.db"


async def _gone(folder: Path, *steps: Step) -> tuple[bytes, tuple[World, HandClock, Any]]:
    database = _database_in(folder)
    world, clock, gained = await gone_on(folder, *steps[:-1]) if len(steps) > 1 else (None, None, None)
    async with rigged(folder, world=world, clock=clock) as rig:
        gained = await steps[-1][1](rig, gained)
    return database.read_bytes(), (rig.world, rig.clock, gained)


CLINIC: Step = ("clinic", lambda rig, _: rig.owner())


async def _enrolled(rig: Rig, clinician: Person, zone: str | None, terms: dict[str, Any]) -> tuple[Person, Person]:
    return clinician, await rig.enrols(await rig.invites(clinician, **terms), zone=zone)


@asynccontextmanager
async def at_home(
    folder: Path, *, zone: str | None = None, since: tuple[Step, ...] = (), **terms: object
) -> AsyncIterator[Patient]:
    """A patient who has just come through the enrolment, Monday 07:00 in London, where they live or elsewhere.

    `since` are steps that both people, clinician and patient, have gone since then.
    """
    key = (zone, *sorted(terms.items()))
    enrolled: Step = (key, lambda rig, one: _enrolled(rig, one, zone, terms))
    world, clock, people = await gone_on(folder, CLINIC, enrolled, *since)
    patient = Patient(folder, world, clock, people, ZoneInfo(zone) if zone else LONDON)
    await patient.bot_starts()
    try:
        yield patient
    finally:
        await patient.bot_stops()


def a_patient(*, zone: str | None = None, since: tuple[Step, ...] = (), **terms: object) -> Any:  # noqa: ANN401 - pytest keeps the type of its fixtures to itself
    """A fixture: a patient at home, invited on these terms."""

    @pytest.fixture
    async def patient(tmp_path: Path) -> AsyncIterator[Patient]:
        async with at_home(tmp_path, zone=zone, since=since, **terms) as somebody:
            yield somebody

    return patient

"""A bot process that is started again whenever it dies, and a day that is lived through it."""

import asyncio
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, update

from sandbox.people import Person
from sandbox.screens import Button, Note
from sandbox.server import SandboxServer
from sandbox.world import World
from storage.engine import Database
from storage.tables import inbox, outbox
from tests.acceptance.rig import KEY, OWNER_CODE
from tests.faults.child import live
from tests.faults.processes import RealProcess

PATIENCE = 60.0  # real seconds until a day counts as stuck
LOOK_EVERY = 0.02
Point = tuple[str, int]


class StuckError(AssertionError):
    """The bot did not do what was waited for."""


class Supervised:
    """The process, its server, and the points at which it still has to die."""

    def __init__(
        self,
        world: World,
        server: SandboxServer,
        folder: Path,
        points: Iterator[Point],
        start: datetime,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self._world, self._server, self._folder, self._settings = world, server, folder, settings or {}
        self._points, self._start = points, start
        self._database = Database(self._environment()["DATABASE_URL"])
        self._process: RealProcess | None = None
        self._now = start
        self.deaths: list[str] = []

    @property
    def process(self) -> RealProcess:
        """The process that lives at present, or lived last."""
        assert self._process is not None
        return self._process

    async def start(self) -> None:
        """Start the process, to die at the next point if there is one left."""
        point, count = next(self._points, ("never", 1))
        given = (point, count, self._start)
        self._process = RealProcess(live, *given, log=self._folder / "bot.log", settings=self._environment())
        self.time(self._now)

    async def stop(self) -> None:
        """End the process for good."""
        if self.process.exit_code is None:
            self.process.kill()
        await self.process.ended()

    async def close(self) -> None:
        """Nobody will start it again."""
        await self.stop()
        await self._database.close()

    async def dies(self) -> None:
        """End the process as a power cut would, and start it again."""
        await self.stop()
        self.deaths.append("killed")
        await self.start()

    def _environment(self) -> dict[str, str]:
        settings = {
            "BOT_TOKEN": self._world.token,
            "DATABASE_URL": f"sqlite+aiosqlite:///{self._folder / 'sitbone.db'}",
            "TELEGRAM_API_URL": self._server.url,
            "ENCRYPTION_KEYS": KEY,
            "OWNER_CODE": OWNER_CODE,
        }
        return {**settings, **self._settings}

    def time(self, at: datetime) -> None:
        """Let clinical time jump; a process that starts later goes on from there."""
        self._now = max(self._now, at)
        if self.process.exit_code is None:
            with suppress(OSError):  # it may die at this very moment
                self.process.line.send(self._now)

    async def until(self, holds: Callable[[], bool], what: str) -> None:
        """Wait until something can be seen, starting the process again as often as it dies."""
        waited = 0.0
        while not holds():
            await self._look_after()
            await asyncio.sleep(LOOK_EVERY)
            waited += LOOK_EVERY
            if waited > PATIENCE:
                raise StuckError(f"{what}; the log ends: {self._log_end()}")

    async def _look_after(self) -> None:
        if (code := self.process.exit_code) is None:
            return
        if code != -signal.SIGKILL:
            raise StuckError(f"the process ended by itself: {self._log_end()}")
        self.deaths.append(self.process.line.recv())
        await self._leases_run_out()
        await self.start()

    async def _leases_run_out(self) -> None:
        """What others would wait for, a minute at most: on SQLite nobody does, because the process was alone there."""
        if self._database.is_sqlite:
            return
        async with self._database.writing() as connection:
            for table in (inbox, outbox):
                held = table.c.lease_until.is_not(None)
                await connection.execute(update(table).where(held).values(lease_until=func.now()))

    def _log_end(self) -> str:
        return (self._folder / "bot.log").read_text()[-2000:]

    # --- people ------------------------------------------------------------------------------------------------------

    async def sees(self, person: Person, label: str, *, but: int = 0) -> Note:
        """Wait until somebody sees a button, on a message newer than one that they know."""

        def newest() -> Note | None:
            found = [note for note in person.screen() if note.id > but and _button(note, label)]
            return found[-1] if found else None

        await self.until(lambda: newest() is not None, f"no button {label!r} among {_screen(person)}")
        note = newest()
        assert note is not None
        return note

    async def reads(self, person: Person, words: str) -> None:
        """Wait until somebody reads certain words."""
        await self.until(lambda: words in person.screen().text, f"no words {words!r} in {_screen(person)}")

    async def presses(self, person: Person, label: str) -> None:
        """Press a button once it is there."""
        note = await self.sees(person, label)
        button = _button(note, label)
        assert button is not None
        person.presses(message_id=note.id, data=button.data)

    async def points(self, person: Person, value: int, question: str) -> None:
        """Answer a question that is on a card with a number."""

        def asked() -> Note | None:
            return next((n for n in reversed(person.screen().notes) if question in n.text and n.button("10")), None)

        await self.until(lambda: asked() is not None, f"never asked {question!r}; {_screen(person)}")
        note = asked()
        assert note is not None
        button = next(one for one in note.buttons if one.label == str(value))
        person.presses(message_id=note.id, data=button.data)


def _button(note: Note, label: str) -> Button | None:
    """The button with just this label, or with one that begins so where the label ends in a dash."""
    fits = (b for b in note.buttons if b.label == label or (label.endswith("–") and b.label.startswith(label)))
    return next(fits, None)


def _screen(person: Person) -> str:
    return " || ".join(f"{note.text[:60]} {[b.label for b in note.buttons]}" for note in person.screen().notes[-4:])

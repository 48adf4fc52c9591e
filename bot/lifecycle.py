"""Start, run, stop: the only file that starts tasks which outlive a call.

Stopping goes in the order of the data: no new updates, no new ticks; what is being worked on finishes; nothing is lost
either way, because every step is committed before the next one begins.
"""

import asyncio
import gc
import signal
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import nullcontext, suppress
from functools import partial
from typing import Any

import structlog

from bot.app import App
from bot.owner import offer_ownership
from bot.web import announce_webhook
from rehab.permissions import Role
from scheduling.auditor import AUDIT_SECONDS
from scheduling.dispatcher import LANES
from scheduling.ticker import TICK_SECONDS, Ticker
from storage.batons import Baton
from storage.engine import AWAY
from storage.notices import ARRIVED, SAID, listen
from usecases.ports import StorageAwayError
from wording.reader import Reader

log = structlog.get_logger("lifecycle")
RECOVER_EVERY, FORGET_EVERY, COUNT_EVERY, EMPTY_EVERY, NIGHT_EVERY = 10.0, 300.0, 600.0, 3600.0, 600.0
GRACE_SECONDS = 10.0
AGAIN_AFTER = 1.0  # seconds, while the database is away

Part = Callable[[], Awaitable[object]]


class Runner:
    """Runs a built app until it is told to stop, or one of its parts fails.

    Once it is up, a database that is away ends none of them: they wait for it.
    """

    def __init__(self, app: App, *, audited: bool = True) -> None:
        """Without an audit where time is made to jump: whatever is jumped over would count as late."""
        self._app, self._audited = app, audited
        self._webhook = app.settings.webhook_url is not None
        self.stopping = asyncio.Event()
        self.ready = asyncio.Event()

    def stop(self) -> None:
        """Stop as soon as what is being worked on is done."""
        self.stopping.set()
        self._app.arrived.ring()
        self._app.said.ring()

    async def run(self) -> None:
        """Run; returns after `stop`.

        Raises:
            Exception: whatever ended one of the parts, after the others have been stopped.
        """
        async with self._app.web.serving() if self._app.web else nullcontext():
            await self._work()

    async def _work(self) -> None:
        app, ticker = self._app, Ticker()
        await self._introduce()
        self._tick_with(ticker)
        await self._count()
        await app.dispatcher.recover(alone=app.database.is_sqlite)
        tasks = [asyncio.create_task(self._lasting(part)) for part in self._parts()]
        ticker.start()
        gc.freeze()  # what is there now stays: looking through it again and again would hold up everything for 0.1 s
        self.ready.set()
        log.info("ready", bot=app.bot.username, database=app.database.url.get_backend_name())
        try:
            await self._until_stopped(tasks)
        finally:
            await ticker.stop()
            await app.batons.close()

    def _tick_with(self, ticker: Ticker) -> None:
        """What is done every so many seconds."""
        app = self._app
        beats: list[tuple[float, Part]] = [
            (TICK_SECONDS, app.ticking.of(self._tick)),
            (RECOVER_EVERY, app.dispatcher.recover),
            (FORGET_EVERY, app.pace.forget),
            (COUNT_EVERY, self._count),
            (EMPTY_EVERY, app.database.empty_log),
            (NIGHT_EVERY, self._night),
        ]
        beats += [(AUDIT_SECONDS, app.auditor.audit)] if self._audited else []
        for seconds, beat in beats:
            ticker.every(seconds, partial(_unless_away, beat))

    def _parts(self) -> list[Part]:
        """What is done all the time; the first one brings the updates."""
        app = self._app
        poll: Part = partial(app.poller.run, self.stopping, self._wait)
        parts: list[Part] = [partial(app.ingress.run, self.stopping) if self._webhook else poll]
        parts += [partial(worker.run, self.stopping) for worker in app.workers]
        parts += [partial(app.dispatcher.run, self.stopping, lane) for lane in LANES]
        if not app.database.is_sqlite:
            bells = {ARRIVED: app.arrived.ring, SAID: app.said.ring}
            parts.append(partial(listen, app.database, self.stopping, bells))
        return parts

    async def _lasting(self, part: Part) -> None:
        """Do a part's work until it is told to stop, with pauses while the database is away."""
        while not await _unless_away(part) and not self.stopping.is_set():
            await self._wait(AGAIN_AFTER)

    async def _tick(self) -> None:
        """Of several processes one looks at what falls due; if it dies, another one does."""
        if await self._app.batons.mine(Baton.TICKS):
            await self._app.ticks.tick()

    async def _night(self) -> None:
        """Of several processes one lets go of what has been kept long enough."""
        if await self._app.batons.mine(Baton.NIGHT):
            await self._app.nightly.run()

    async def _count(self) -> None:
        """See how many plans run: the more, the further their prompts are drawn apart."""
        async with self._app.work("count") as uow:
            self._app.office.crowd.plans = await uow.plans.running()

    async def _introduce(self) -> None:
        """What Telegram must know before anything else: our webhook or nobody's, and the patients' command menu."""
        app = self._app
        if self._webhook:
            await announce_webhook(app.bot, app.settings)
        else:
            await app.bot.delete_webhook(drop_pending_updates=False)
        words = app.office.texts.words_for("en")
        reader = Reader(words, app.office.zone, app.clock.now())
        await app.sender.set_menu(frozenset({Role.PATIENT}), reader)

    async def _until_stopped(self, tasks: list[asyncio.Task[None]]) -> None:
        stopped = asyncio.create_task(self.stopping.wait())
        try:
            done, _ = await asyncio.wait([stopped, *tasks], return_when=asyncio.FIRST_COMPLETED)
            self.stop()
            await self._finish([task for task in tasks if task not in done])
            for task in done - {stopped}:
                task.result()
        finally:
            stopped.cancel()

    async def _finish(self, tasks: list[asyncio.Task[None]]) -> None:
        """Let what is under way come to its end; a long poll is simply left."""
        if not tasks:
            return
        if not self._webhook:
            tasks[0].cancel()
        _, late = await asyncio.wait(tasks, timeout=GRACE_SECONDS)
        for task in late:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _wait(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self.stopping.wait(), seconds)


async def _unless_away(part: Part) -> bool:
    """Do something; False if the database was away."""
    try:
        await part()
    except (StorageAwayError, *AWAY) as error:
        log.warning("database_away", error=type(error.__cause__ or error).__name__)
        return False
    return True


def stop_on_signals(runner: Runner) -> None:
    """Stop in order on SIGINT and SIGTERM."""
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, runner.stop)


async def run_parts(runner: Runner, beside: Coroutine[Any, Any, None]) -> None:
    """Run an app with something beside it that ends when the app does."""
    stop_on_signals(runner)
    company = asyncio.create_task(beside)
    try:
        await runner.run()
    finally:
        company.cancel()
        await asyncio.gather(company, return_exceptions=True)


async def run_until_signalled(app: App, say: Callable[[str], None]) -> None:
    """Run an app until SIGINT or SIGTERM, telling the operator what they need to know."""
    runner = Runner(app)
    stop_on_signals(runner)
    if app.new_key_file is not None:
        say(f"A new encryption key is in {app.new_key_file}. Keep a copy: without it nothing can be read.")
    if app.copied_to is not None:
        say(f"The database was copied to {app.copied_to} before it was upgraded.")
    if (link := await offer_ownership(app)) is not None:
        say(f"Open this link in Telegram to become the clinic's administrator: {link}")
    await runner.run()

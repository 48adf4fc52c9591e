"""Wiring: one place where everything is built. Nothing is made at import, and nothing is global."""

import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import httpx
from telegram import Bot
from telegram.request import BaseRequest, HTTPXRequest

from bot.clinical_clock import clinical_clock
from bot.heartbeat import Heartbeat
from bot.keys import keys_for, take_back
from bot.metrics import CountedSender, Metrics
from bot.pace import RememberedPace
from bot.poller import Poller
from bot.settings import ON_THIS_MACHINE, Settings, SettingsError
from bot.telegram_sender import TelegramSender
from bot.web import Figures, Health, Ingress, Webhook, WebServer
from handlers.desk import CatalogueTexts, Office
from handlers.router import Router
from rehab.protocol import load_protocol
from scheduling.auditor import Auditor, nobody_listens
from scheduling.clock import RealClock
from scheduling.dispatcher import Dispatcher
from scheduling.inbox_worker import InboxWorker
from scheduling.nightly import Nightly
from scheduling.pulse import Pulse
from scheduling.rate import Limiter
from scheduling.ticks import Ticks
from scheduling.turns import Turns
from scheduling.wake import Bell
from storage.batons import Baton, Batons
from storage.census import SqlCensus
from storage.engine import Database
from storage.followed import refuse_others
from storage.pace import SharedPace
from storage.unit_of_work import SqlWork
from storage.upgrade import upgrade
from storage.vault import Vault, WrongKeyError, keyring, open_vault
from usecases.ports import Clock, Desk
from usecases.scene import Scene
from wording.proofread import proofread
from wording.words import Library, Words, shipped_library


@dataclass(frozen=True, slots=True)
class App:
    """The whole bot, built and ready to run."""

    settings: Settings
    bot: Bot
    database: Database
    work: SqlWork
    clock: Clock
    real: RealClock
    office: Office
    poller: Poller
    ingress: Ingress
    web: WebServer | None
    auditor: Auditor
    ticking: Pulse
    workers: tuple[InboxWorker, ...]
    dispatcher: Dispatcher
    ticks: Ticks
    nightly: Nightly
    batons: Batons
    pace: SharedPace
    sender: TelegramSender
    arrived: Bell
    said: Bell
    new_key_file: Path | None
    copied_to: str | None

    def scene(self, uow: Desk) -> Scene:
        """A scene that nobody asked for, now."""
        return self.office.scene(uow, self.clock.now())


def http_request() -> BaseRequest:
    """How requests travel: few connections kept warm, and patience before an outcome is called unknown."""
    limits = httpx.Limits(max_connections=32, max_keepalive_connections=16, keepalive_expiry=60)
    return HTTPXRequest(
        connection_pool_size=32,
        pool_timeout=10,
        read_timeout=20,
        connect_timeout=10,
        httpx_kwargs={"limits": limits},
    )


def make_bot(settings: Settings, request: Callable[[], BaseRequest] = http_request) -> Bot:
    """PTB's bot for the configured Bot API server."""
    origin = settings.telegram_api_url
    return Bot(
        settings.bot_token.get_secret_value(),
        base_url=f"{origin}/bot",
        base_file_url=f"{origin}/file/bot",
        request=request(),
        get_updates_request=request(),
    )


def library_of(settings: Settings) -> Library:
    """The protocol that is set, or the shipped one, which is proof-read before it ships, with all its texts.

    Raises:
        ProtocolError: if the file cannot be used, with every problem and its place.
        TextsError: if its texts cannot.
        SettingsError: if it is an example, and the bot would talk to real people.
    """
    if settings.protocol is None:
        return shipped_library()
    library = Library(load_protocol(settings.protocol), settings.protocol)
    proofread(library)
    if library.protocol.example and not settings.is_local:
        why = f"is an example and not for patients; it runs only if {ON_THIS_MACHINE}"
        raise SettingsError([f"PROTOCOL: {settings.protocol} {why}"])
    return library


@asynccontextmanager
async def build(
    settings: Settings,
    *,
    clock: Clock | None = None,
    request: Callable[[], BaseRequest] = http_request,
    words_for: Callable[[str], Words] | None = None,
    limiter: Limiter | None = None,
    turns: Turns | None = None,
    real: RealClock | None = None,
) -> AsyncIterator[App]:
    """Open the database, bring it up to date, and wire everything to it; closed again when the block ends.

    `clock` tells clinical time, which is real time unless somebody makes it run; `real` the machine's.

    Raises:
        ProtocolError, TextsError, SettingsError: if the protocol cannot be used; nothing was looked at then.
        NewerDatabaseError, WrongKeyError, OtherProtocolError: if the database cannot be used like this.
    """
    library, real = library_of(settings), real or RealClock()
    keys, new_key_file = keys_for(settings)
    database = Database(settings.database_url)
    try:
        copied = await upgrade(database, real.now())
        vault = await _vault(database, keys, new_key_file)
        await refuse_others(database, library.protocol.id, library.protocol.version)
        known_clock = clock or await clinical_clock(database, settings.clock_speed, real)
        bot = make_bot(settings, request)
        async with bot:
            clocks, notices = (known_clock, real), (new_key_file, copied)
            yield _wired(settings, bot, database, vault, clocks, library, words_for, limiter, turns, notices)
    finally:
        await database.close()


async def _vault(database: Database, keys: list[str], new_key_file: Path | None) -> Vault:
    try:
        async with database.writing() as connection:
            return await open_vault(connection, keyring(keys))
    except WrongKeyError:
        if new_key_file is not None:
            take_back(new_key_file)
        raise


def _wired(
    settings: Settings,
    bot: Bot,
    database: Database,
    vault: Vault,
    clocks: tuple[Clock, RealClock],
    library: Library,
    words_for: Callable[[str], Words] | None,
    limiter: Limiter | None,
    turns: Turns | None,
    notices: tuple[Path | None, str | None],
) -> App:
    (clock, real), arrived, said, batons, metrics = clocks, Bell(), Bell(), Batons(database), Metrics()
    work = SqlWork(database, vault, clock.now, real.now, metrics.kept)
    words_for = words_for or library.words_in
    office = Office(library.protocol, settings.clinic_timezone, CatalogueTexts(words_for))
    sender = TelegramSender(bot, words_for, settings.clinic_timezone, clock.now)

    def scene(uow: Desk) -> Scene:
        return office.scene(uow, clock.now())

    pace = SharedPace(database, vault, real.now)
    limiter = limiter or Limiter(pace=RememberedPace(pace) if database.is_sqlite else pace)
    counted = CountedSender(sender, metrics)
    dispatcher = Dispatcher(work, counted, scene, clock, real, limiter, said, secrets.token_hex(8))
    ticking, ingress = Pulse(observe=metrics.tick.observe), Ingress(work, arrived)
    ping = Heartbeat(settings.heartbeat_url.get_secret_value()) if settings.heartbeat_url else nobody_listens
    auditor = Auditor(SqlCensus(database), work, clock, real, ticking, ping, settings.clock_speed)
    turns, workers = turns or Turns(real.now), 1 if database.is_sqlite else 4
    return App(
        settings=settings,
        bot=bot,
        database=database,
        work=work,
        clock=clock,
        real=real,
        office=office,
        poller=Poller(bot, work, clock.now, arrived, partial(batons.mine, Baton.POLL)),
        ingress=ingress,
        web=_web(settings, database, clock, auditor, ticking, metrics, ingress),
        auditor=auditor,
        ticking=ticking,
        workers=tuple(InboxWorker(work, Router(office).route, real, arrived, said, turns) for _ in range(workers)),
        dispatcher=dispatcher,
        ticks=Ticks(work, scene, clock, real, said),
        nightly=Nightly(work, clock, office.zone, settings.periods),
        batons=batons,
        pace=pace,
        sender=sender,
        arrived=arrived,
        said=said,
        new_key_file=notices[0],
        copied_to=notices[1],
    )


def _web(
    settings: Settings,
    database: Database,
    clock: Clock,
    auditor: Auditor,
    ticking: Pulse,
    metrics: Metrics,
    ingress: Ingress,
) -> WebServer | None:
    """The web server, where LISTEN wants one; it takes updates only where WEBHOOK_URL says so."""
    if settings.listen is None:
        return None
    webhook = None
    if settings.webhook_url is not None and settings.webhook_secret is not None:
        webhook = Webhook(ingress, settings.webhook_secret.get_secret_value(), clock.now)
    figures = Figures(SqlCensus(database), clock, auditor, ticking)
    return WebServer(settings.listen, Health(database, ticking), figures, metrics, webhook)

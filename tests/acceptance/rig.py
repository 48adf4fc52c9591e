"""The whole bot against the sandbox, in one process and without sockets: people act, time passes, the chats are read.

Nothing is faked between the sandbox's Bot API and the database: the real poller, inbox, router, use cases, outbox and
dispatcher run; only clinical time is moved by hand.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, union_all

from bot.app import App, build
from bot.owner import offer_ownership
from bot.settings import Settings
from bot.stored import known_protocols
from bot.verify import verify_all
from rehab.messages.operator import Invariant
from rehab.permissions import Role
from sandbox.clocks import ManualClock
from sandbox.people import Person
from sandbox.screens import Note
from sandbox.world import World
from scheduling.auditor import GRACE
from scheduling.clock import RealClock
from scheduling.rate import Limiter
from scheduling.turns import Turns
from storage.census import SqlCensus
from storage.chains import Chains
from storage.tables import alert, cover, outbox, plan, prompt
from storage.vault import new_key
from usecases.records import PlanRecord
from wording.reader import Reader
from wording.words import Words

LONDON = ZoneInfo("Europe/London")
OWNER_CODE = "the-owners-code"
MONDAY = datetime(2026, 1, 5, 7, 0, tzinfo=UTC)  # 07:00 in London, winter
KEY = new_key()
ALL_AT_ONCE = Turns(RealClock().now, at_once=1 << 30)  # people here press as fast as the machine can
PHONE = "07700 900123"  # a patient's
LOOKS = union_all(*(select(func.min(table.c.next_at).label("at")) for table in (plan, prompt, alert, cover))).subquery()
COMING = select(
    select(func.min(LOOKS.c.at)).scalar_subquery(),
    select(func.min(outbox.c.due_at)).where(outbox.c.state == "due").scalar_subquery(),
)


class HandClock:
    """Clinical time, moved by the test."""

    def __init__(self, start: datetime) -> None:
        self.at = start

    def now(self) -> datetime:
        """The present instant."""
        return self.at


class Rig:
    """A clinic with its bot, and the hands to move both."""

    def __init__(self, app: App, world: World, clock: HandClock, real: ManualClock) -> None:
        self.app, self.world, self.clock, self.real = app, world, clock, real
        self._looked = False  # after a start everything is looked at once, also what another process left behind

    # --- time --------------------------------------------------------------------------------------------------------

    async def settle(self) -> None:
        """Let everything happen that can happen now."""
        for _ in range(50):
            self.real.advance(4)  # a poll that comes again within three seconds would be made to wait
            if not await self._went_round():
                return
        raise AssertionError("the bot never comes to rest")

    async def _went_round(self) -> int:
        """Each part of the bot at its work until it has none left; says how much it was."""
        first, self._looked = not self._looked, True
        busy = await self._updates()
        while (first or busy) and await self.app.workers[0].run_once():
            busy += 1
        look_at, send_at = await self._coming()
        if first or self._is_due(look_at):
            busy += await self.app.ticks.tick()
        while (first or busy or self._is_due(send_at)) and await self.app.dispatcher.run_once():
            busy += 1
        return busy

    async def _updates(self) -> int:
        """Fetch what Telegram has for the bot."""
        return await self.app.poller.poll_once()

    def _is_due(self, at: datetime | None) -> bool:
        return at is not None and at <= self.clock.at

    async def _coming(self) -> tuple[datetime | None, datetime | None]:
        """When something wants to be looked at next, and when something is to be sent next."""
        async with self.app.database.reading() as db:
            look_at, send_at = (await db.execute(COMING)).one()
        return look_at, send_at

    async def next_due(self) -> datetime | None:
        """When something happens next by itself."""
        return min((at for at in await self._coming() if at is not None), default=None)

    async def pass_until(self, target: datetime) -> None:
        """Let clinical time pass, stopping wherever something happens by itself."""
        await self.settle()
        while (due := await self.next_due()) is not None and due <= target:
            self.clock.at = max(due, self.clock.at)
            await self.settle()
        self.clock.at = max(target, self.clock.at)
        await self.settle()

    async def pass_time(self, **units: float) -> None:
        """Let some time pass: `hours=5`, `days=1`."""
        await self.pass_until(self.clock.at + timedelta(**units))

    async def at(self, wall: str, *, days: int = 0, zone: ZoneInfo = LONDON) -> None:
        """Let time pass until a wall-clock time in London, or another zone: today or some days on."""
        hour, minute = map(int, wall.split(":"))
        local = self.clock.at.astimezone(zone)
        wanted = local.replace(hour=hour, minute=minute, second=0, microsecond=0) + timedelta(days=days)
        if wanted <= local:
            wanted += timedelta(days=1)
        await self.pass_until(wanted.astimezone(UTC))

    # --- people ------------------------------------------------------------------------------------------------------

    async def says(self, person: Person, text: str) -> Note:
        """Somebody writes; returns the newest message in their chat."""
        person.says(text)
        await self.settle()
        return person.screen().last

    async def presses(self, person: Person, label: str) -> Note:
        """Somebody presses a button; returns the newest message in their chat."""
        person.presses(label)
        await self.settle()
        return person.screen().last

    async def owner(self, name: str = "Dr Weber") -> Person:
        """The administrator comes in, sets up the clinic, and treats patients as well."""
        await offer_ownership(self.app)
        owner = self.world.person(name)
        owner.start(OWNER_CODE)
        await self.settle()
        for answer in ("Sitbone Clinic", "020 7946 0000", "Mon–Fri 8:00–18:00", "999"):
            await self.says(owner, answer)
        owner.says("/start")
        await self.settle()
        await self.presses(owner, self.label("also-treat"))
        return owner

    async def invites(
        self,
        clinician: Person,
        name: str = "Ann Example",
        *,
        stage: int = 1,
        level: int = 1,
        pain: int = 4,
        goal: bool = False,
    ) -> str:
        """A clinician invites a patient through the form; returns the link's code."""
        await self.says(clinician, "/invite")
        await self.says(clinician, name)
        await self.says(clinician, PHONE)
        yes, no = self.label("yes"), self.label("no")
        answers = [self.label("confirm-all"), no, self.label("left"), f"{stage} –"]
        answers += [yes] if stage > 1 else []
        answers += [self.label("level", number=level)]
        for answer in answers:
            await self.presses(clinician, answer)
        await self._points(clinician, pain)
        await self.presses(clinician, yes if goal else no)
        note = await self.presses(clinician, self.label("make-link"))
        return note.text.split("?start=")[1].split()[0]

    async def _points(self, person: Person, value: int) -> None:
        note = person.screen().last
        button = next(one for one in note.buttons if one.label == str(value))
        person.presses(message_id=note.id, data=button.data)
        await self.settle()

    async def enrols(self, code: str, name: str = "Ann", *, zone: str | None = None) -> Person:
        """A patient opens the link and goes through the enrolment by its shortest way, perhaps from another zone."""
        patient = self.world.person(name)
        patient.start(code)
        await self.settle()
        for label in ("begin", "agree", "none-of-these"):
            await self.presses(patient, self.label(label))
        if zone is not None:
            await self._lives_in(patient, zone)
        for label in ("yes-time", "these-suit"):
            await self.presses(patient, self.label(label))
        return patient

    async def _lives_in(self, person: Person, zone: str) -> None:
        """Type the city that a zone is named after; where there are several, press the one in the zone."""
        await self.presses(person, self.label("other-city"))
        await self.says(person, zone.rsplit("/", maxsplit=1)[-1])
        card = person.screen().from_bot[-1]
        if (meant := next((one.data for one in card.buttons if zone in str(one.data)), None)) is not None:
            person.presses(message_id=card.id, data=meant)
            await self.settle()

    async def patient(self, **terms: object) -> tuple[Person, Person]:
        """A clinic with one patient: (clinician, patient)."""
        clinician = await self.owner()
        return clinician, await self.enrols(await self.invites(clinician, **terms))  # type: ignore[arg-type]

    async def rates(self, person: Person, value: int) -> None:
        """Press a number on the newest card that asks for one."""
        note = next(one for one in reversed(person.screen().notes) if any(b.label == "10" for b in one.buttons))
        button = next(one for one in note.buttons if one.label == str(value))
        person.presses(message_id=note.id, data=button.data)
        await self.settle()

    async def does_session(self, person: Person, before: int, during: int) -> None:
        """Report the newest session as done, with its ratings."""
        await self.presses(person, self.label("done"))
        await self.rates(person, before)
        await self.rates(person, during)

    # --- words -------------------------------------------------------------------------------------------------------

    @property
    def reader(self) -> Reader:
        """How people here read."""
        return Reader(self.app.office.texts.words_for("en"), self.app.office.zone, self.clock.at)

    def label(self, name: str, **values: object) -> str:
        """A button's label."""
        return self.reader.plain(f"button-{name}", **values)

    # --- storage -----------------------------------------------------------------------------------------------------

    async def record(self, name: str = "Ann Example") -> PlanRecord:
        """A patient's stored plan, by the name that the clinician gave."""
        async with self.app.work("look") as uow:
            for person in await uow.people.with_role(Role.PATIENT):
                if person.name == name and (found := await uow.plans.of_patient(person.id)) is not None:
                    return found
        raise LookupError(name)


def settings_for(folder: Path, **given: object) -> Settings:
    """Settings of a test, with a database of its own."""
    values: dict[str, Any] = {
        "bot_token": "7000000001:sandbox-not-a-secret-0123456789abc",
        "database_url": f"sqlite+aiosqlite:///{folder / 'sitbone.db'}",
        "telegram_api_url": "http://127.0.0.1:9",
        "encryption_keys": (KEY,),
        "owner_code": OWNER_CODE,
        **given,
    }
    return Settings(_env_file=None, **values)


@asynccontextmanager
async def rigged(
    folder: Path,
    *,
    start: datetime = MONDAY,
    words_for: Callable[[str], Words] | None = None,
    world: World | None = None,
    clock: HandClock | None = None,
    machine: RealClock | None = None,
    limiter: Limiter | None = None,
    **given: object,
) -> AsyncIterator[Rig]:
    """A running clinic; the same folder, world and clock again is the bot after a restart.

    Leases and pauses are measured by the real clock, unless the test moves that of the `machine` too.
    """
    clock = clock or HandClock(start)
    world = world or World(ManualClock(start), shown=clock.now)
    real = world.account.clock
    assert isinstance(real, ManualClock)
    settings = settings_for(folder, **given)
    limiter = limiter or Limiter(per_second=0)
    async with build(
        settings,
        clock=clock,
        request=world.request,
        words_for=words_for,
        limiter=limiter,
        real=machine,
        turns=ALL_AT_ONCE,
    ) as app:
        app.poller._poll_seconds = 0
        yield Rig(app, world, clock, real)
        # Whatever was lived here: the chains of all plans are whole, and every decision comes out of the facts again.
        await verify_all(Chains(app.database), known_protocols([settings.protocol]), lambda _: None)
        # And nobody was left waiting, but for alerts that nobody took however often they were told of them.
        left = await SqlCensus(app.database).broken(clock.at - GRACE, app.real.now() - GRACE)
        assert not {one: count for one, count in left.items() if count and one is not Invariant.ALERTS}

"""A small clinic that lives some days, whatever lies between its bot and Telegram: its people insist.

Time is the machine's: clinical time, leases and pauses are read from one clock, as in the real bot, and Telegram has
its own, which nobody puts forward or back.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.engine import RowMapping
from telegram.error import TelegramError

from rehab.plan import Status
from sandbox.account import Change
from sandbox.callbacks import Press
from sandbox.chats import Stored
from sandbox.clocks import ManualClock
from sandbox.params import Params
from sandbox.people import Person
from sandbox.world import World
from scheduling.clock import RealClock
from storage.tables import outbox
from tests.acceptance.home import buttons_of
from tests.acceptance.rig import COMING, HandClock, Rig
from usecases.ports import Outgoing

IMPATIENCE = timedelta(minutes=2)  # until somebody presses again what did not change anything
A_WHILE = timedelta(seconds=20)
WAITS_UNTIL = func.max(outbox.c.due_at, outbox.c.not_before, type_=outbox.c.due_at.type)  # SQLite's max of two
SENDS_AT = select(func.min(WAITS_UNTIL)).where(outbox.c.state == "due")
NUMBERS: Mapping[str, int] = {"just before": 2, "worst pain during": 3, "a day after": 2}
Happening = tuple[datetime, Callable[[], object]]


class MachineClock(HandClock, RealClock):
    """The machine's clock: Telegram's, plus what it has been put forward or back."""

    def __init__(self, telegrams: ManualClock) -> None:
        self._telegrams, self.put_forward = telegrams, timedelta(0)

    @property
    def at(self) -> datetime:
        """What it shows; when it is set, time passes until it shows that."""
        return self._telegrams.now() + self.put_forward

    @at.setter
    def at(self, target: datetime) -> None:
        self._telegrams.advance(max((target - self.at).total_seconds(), 0))

    def seconds(self) -> float:
        """How much time has passed, whatever the clock shows."""
        return self._telegrams.now().timestamp()

    async def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self._telegrams.advance(seconds)


@dataclass
class Insistent:
    """Somebody who presses what there is to press, and again as long as nothing comes of it."""

    person: Person
    numbers: Mapping[str, int] = field(default_factory=lambda: NUMBERS)
    names: str | None = None  # a red flag, until the bot knows of it
    _pressed: list[tuple[tuple[int, str], Press]] = field(default_factory=list)

    def is_written_to(self, params: Params) -> bool:
        """Whether a call is about their chat."""
        return params.text("chat_id") == str(self.person.room.id)

    def acts(self, *labels: str) -> bool:
        """Do the next thing; False if there is nothing to do, or the bot is blocked."""
        if self.person.room.blocked:
            return False
        for stored in reversed(self.person.room.messages.values()):
            if (data := self._wanted(stored, *labels)) and not self._was_refused(place := (stored.message_id, data)):
                self._pressed.append((place, self.person.presses(message_id=stored.message_id, data=data)))
                return True
        return False

    def _was_refused(self, place: tuple[int, str]) -> bool:
        """Whether they were told that nothing comes of that button any more: its card came twice, say."""
        return any(press.answer and press.answer.text for before, press in self._pressed if before == place)

    def _wanted(self, stored: Stored, *labels: str) -> str | None:
        """What a press on a message would say, if there is one to make: a number, or a button of these or that sign."""
        offered = {button.text: str(button.callback_data) for button in buttons_of(stored)}
        if "10" in offered:
            return offered[str(next((value for words, value in self.numbers.items() if words in stored.words), 2))]
        return next((offered[label] for label in (*labels, self.names) if label in offered), None)


class Life(Rig):
    """A clinic whose people act on their own, and a count of what really came into their chats."""

    def __init__(self, rig: Rig, people: list[Insistent]) -> None:
        super().__init__(rig.app, rig.world, rig.clock, rig.real)
        self.people, self._began = people, rig.clock.at
        self.shown: Counter[int] = Counter()  # messages that came anew, by the row of the outbox that they are of
        self._sending: ContextVar[int] = ContextVar("sending")
        self._seen = {(one.room.id, number) for one in rig.world.people.values() for number in one.room.messages}
        rig.world.subscribe(self._watch)
        self._deliver = rig.app.sender.deliver

    async def delivered(self, item: Outgoing) -> int | None:
        """Hand something over to Telegram, and know what comes of it."""
        self._sending.set(item.id)
        return await self._deliver(item)

    def _watch(self, change: Change) -> None:
        room, place = self.world.account.chats.get(change.chat_id), (change.chat_id, change.message_id)
        if change.kind != "message" or room is None or place in self._seen:
            return
        self._seen.add(place)
        if room.messages[change.message_id].from_bot:
            self.shown[self._sending.get()] += 1

    async def _updates(self) -> int:
        """As the poller does: what fails is asked for again."""
        try:
            return await super()._updates()
        except TelegramError:
            return 0

    async def _coming(self) -> tuple[datetime | None, datetime | None]:
        """What waits for another attempt is not due before that."""
        async with self.app.database.reading() as db:
            look_at, _ = (await db.execute(COMING)).one()
            return look_at, await db.scalar(SENDS_AT)

    async def live(self, until: datetime, *happenings: Happening) -> None:
        """Live on; what is to happen at certain times happens then."""
        waiting = sorted(happenings, key=lambda one: one[0])
        impatient = False
        while self.clock.at < until:
            now, due = self.clock.at, await self.next_due() or until
            # What is overdue although everything was done waits for something else.
            stops = [until, max(due, now + A_WHILE), *(at for at, _ in waiting[:1])]
            self.clock.at = max(min(stops + [now + IMPATIENCE] * impatient), now)
            while waiting and waiting[0][0] <= self.clock.at:
                waiting.pop(0)[1]()
            await self.app.dispatcher.recover()  # as every ten seconds: a pause may be longer than a lease
            await self.settle()
            impatient = sum(one.acts(self.label("done"), self.label("acknowledge")) for one in self.people) > 0
            await self.settle()

    async def rows(self) -> Sequence[RowMapping]:
        """Everything that was to be said since this life began."""
        async with self.app.database.reading() as db:
            return (await db.execute(select(outbox).where(outbox.c.created_at > self._began))).mappings().all()

    async def flags(self, somebody: Insistent, sign: str, name: str) -> None:
        """Somebody names a red flag, and does not rest before the bot knows of it."""
        somebody.names = self.reader.plain(f"flag-{sign}")
        while (await self.record(name)).plan.status is not Status.STOPPED:
            somebody.person.says("/flag")
            await self.settle()
            somebody.acts()
            await self.settle()
            await self.pass_time(seconds=20)
        somebody.names = None


def on(world: World) -> ManualClock:
    """Telegram's own clock."""
    clock = world.account.clock
    assert isinstance(clock, ManualClock)
    return clock

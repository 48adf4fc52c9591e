"""A dispatcher with a sender that a test commands."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

from handlers.desk import CatalogueTexts, Office
from rehab.messages.safety import NoteToPatient
from rehab.protocol import shipped_protocol
from scheduling.dispatcher import Dispatcher
from scheduling.rate import Limiter
from scheduling.wake import Bell
from tests.integration.post import Post
from usecases.ports import DeliveryError, Desk, Failure, Outgoing
from usecases.scene import Scene
from wording.words import words_in

Answer = Callable[[Outgoing], Exception | None]


def always(failure: Failure, *, pause: float = 0, new_chat_id: int | None = None) -> Answer:
    """Every attempt fails like this."""
    return lambda _: DeliveryError(failure, pause=pause, new_chat_id=new_chat_id)


def at_first(failure: Failure, times: int = 1, *, pause: float = 0, new_chat_id: int | None = None) -> Answer:
    """The first attempts of each row fail like this."""
    seen: Counter[int] = Counter()

    def answer(item: Outgoing) -> Exception | None:
        seen[item.id] += 1
        return DeliveryError(failure, pause=pause, new_chat_id=new_chat_id) if seen[item.id] <= times else None

    return answer


@dataclass
class TestSender:
    """Stands where Telegram is; remembers every attempt, and what went out."""

    __test__ = False
    answer: Answer = lambda _: None
    tried: list[Outgoing] = field(default_factory=list)
    out: list[Outgoing] = field(default_factory=list)
    busy: Counter[int | None] = field(default_factory=Counter)
    most_at_once: int = 0
    most_of_one: int = 0
    hold: Callable[[], Awaitable[None]] = lambda: asyncio.sleep(0)  # how long a request takes

    async def deliver(self, item: Outgoing) -> int | None:
        """Take a little while, and succeed or fail as told."""
        self.tried.append(item)
        self.busy[item.person_id] += 1
        self.most_at_once = max(self.most_at_once, self.busy.total())
        self.most_of_one = max(self.most_of_one, self.busy[item.person_id])
        await self.hold()
        self.busy[item.person_id] -= 1
        if (error := self.answer(item)) is not None:
            raise error
        self.out.append(item)
        return 1000 + len(self.out)

    @property
    def said(self) -> list[str]:
        """The words that went out, in their order."""
        return [item.message.text for item in self.out if isinstance(item.message, NoteToPatient)]


@dataclass
class Bureau:
    """The outbox, its dispatcher, and the sender."""

    post: Post
    sender: TestSender = field(default_factory=TestSender)
    bell: Bell = field(default_factory=Bell)
    office: Office = field(
        default_factory=lambda: Office(shipped_protocol(), "Europe/London", CatalogueTexts(words_in))
    )

    def __post_init__(self) -> None:
        self.dispatcher = self.another("me")

    def another(self, owner: str, limiter: Limiter | None = None) -> Dispatcher:
        """One more dispatcher on the same outbox."""
        post = self.post
        limiter = limiter or Limiter(per_second=0, now=self._seconds, sleep=self._sleep)
        return Dispatcher(post.work, self.sender, self.scene, post.clock, post.real, limiter, self.bell, owner)

    def scene(self, uow: Desk) -> Scene:
        """A scene that nobody asked for, now."""
        return self.office.scene(uow, self.post.clock.now())

    def _seconds(self) -> float:
        return self.post.real.at.timestamp()

    async def _sleep(self, seconds: float) -> None:
        self.post.real.at += timedelta(seconds=seconds)

    async def rest(self) -> None:
        """Send all that can go out now."""
        while await self.dispatcher.run_once():
            pass

    async def later(self, **units: float) -> None:
        """Let time pass, real and clinical, and send what can go out then."""
        self.post.real.at += timedelta(**units)
        self.post.clock.at += timedelta(**units)
        await self.rest()

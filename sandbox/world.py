"""A whole sandbox: one bot, the people who use it, and the Bot API between them."""

import random
from collections.abc import Callable
from datetime import datetime

from telegram import Bot, User

from sandbox.account import Account, Change
from sandbox.chats import ChatRoom
from sandbox.clocks import Clock
from sandbox.core import BotApi
from sandbox.faults import Faults
from sandbox.flood import FloodGate, FloodLimits
from sandbox.groups import Group
from sandbox.people import Person
from sandbox.request import SandboxRequest

TOKEN = "7000000001:sandbox-not-a-secret-0123456789abc"


class World:
    """Everything of one sandbox.

    Identifiers follow from `seed`. `clock` is the real clock, `shown` dates the messages (by default the same).
    `flood` switches Telegram's sending limits on; `latency` is how long a message takes, in seconds.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        shown: Callable[[], datetime] | None = None,
        token: str = TOKEN,
        username: str = "sitbone_bot",
        name: str = "Sitbone",
        seed: int = 0,
        flood: FloodLimits | None = None,
        latency: float = 0.0,
    ) -> None:
        self._rng = random.Random(seed)  # noqa: S311 - identifiers, not secrets
        self.account = Account(
            token=token,
            bot=_bot_user(token, name, username),
            clock=clock,
            shown=shown or clock.now,
            rng=random.Random(seed + 1),  # noqa: S311 - identifiers, not secrets
            flood=FloodGate(flood) if flood else None,
            latency=latency,
        )
        self.api = BotApi(self.account)
        self.people: dict[int, Person] = {}

    @property
    def token(self) -> str:
        """The bot's token."""
        return self.account.token

    @property
    def username(self) -> str:
        """The bot's name in links, without the @."""
        return self.account.bot.username or ""

    @property
    def faults(self) -> Faults:
        """Where to plant what goes wrong."""
        return self.api.faults

    def person(
        self,
        first_name: str = "Pat",
        *,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = "en",
        number: int | None = None,
    ) -> Person:
        """Somebody new, who has not started the bot yet; `number` is their user id."""
        number = number or self._rng.randrange(100_000_000, 8_000_000_000)
        user = User(
            number,
            first_name,
            is_bot=False,
            last_name=last_name,
            username=username,
            language_code=language_code,
        )
        room = self.account.chats.add(ChatRoom(number, "private", {number: user}))
        person = self.people[number] = Person(self.account, user, room)
        self.account.tell("chat", number)
        return person

    def group(self, title: str, founder: Person, *others: Person) -> Group:
        """A group with these people and the bot in it."""
        people = {person.id: person.user for person in (founder, *others)}
        number = -self._rng.randrange(100_000_000, 5_000_000_000)
        room = self.account.chats.add(ChatRoom(number, "group", people, title, started=True))
        group = Group(self.account, founder, room)
        group.adds_bot()
        return group

    def request(self) -> SandboxRequest:
        """The way into this sandbox without sockets, for `telegram.Bot` or an `ApplicationBuilder`."""
        return SandboxRequest(self.api)

    def bot(self) -> Bot:
        """A bot that talks to this sandbox; initialise it before use."""
        return Bot(self.token, request=self.request(), get_updates_request=self.request())

    def link(self, payload: str = "") -> str:
        """A link that starts the bot."""
        return f"https://t.me/{self.username}" + (f"?start={payload}" if payload else "")

    def subscribe(self, observer: Callable[[Change], None]) -> Callable[[], None]:
        """Be told of every visible change, until the returned function is called."""
        self.account.observers.append(observer)
        return lambda: self.account.observers.remove(observer)


def _bot_user(token: str, name: str, username: str) -> User:
    return User(
        int(token.partition(":")[0]),
        name,
        is_bot=True,
        username=username,
        can_join_groups=True,
        can_read_all_group_messages=False,
        supports_inline_queries=False,
        can_connect_to_business=False,
        has_main_web_app=False,
    )

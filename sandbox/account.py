"""Everything Telegram's side keeps about one bot; the methods and the people both work on it."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from telegram import User

from sandbox.callbacks import Callbacks
from sandbox.chats import ChatBook, ChatRoom, Stored
from sandbox.clocks import Clock
from sandbox.files import FileStore
from sandbox.flood import FloodGate
from sandbox.polling import Polling
from sandbox.profile import Profile
from sandbox.updates import UpdateQueue
from sandbox.webhooks import Webhook

ACTION_LIFETIME = timedelta(seconds=5)
ChangeKind = Literal["message", "removed", "chat", "menu"]


@dataclass(frozen=True, slots=True)
class Change:
    """Something visible has changed in a chat: a message came or was edited, was removed, or the chat's own state."""

    kind: ChangeKind
    chat_id: int
    message_id: int = 0


@dataclass
class Account:
    """One bot's side of Telegram. `latency` (seconds of the real clock) is how long a message takes to be sent."""

    token: str
    bot: User
    clock: Clock
    shown: Callable[[], datetime]
    rng: random.Random
    flood: FloodGate | None = None
    latency: float = 0.0
    chats: ChatBook = field(default_factory=ChatBook)
    files: FileStore = field(default_factory=FileStore)
    profile: Profile = field(default_factory=Profile)
    observers: list[Callable[[Change], None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.updates = UpdateQueue(self.clock, self.rng)
        self.polling = Polling(self.updates, self.clock)
        self.callbacks = Callbacks(self.clock, self.rng)
        self.webhook = Webhook()

    def shown_now(self) -> datetime:
        """The present of the shown clock, in UTC and whole seconds, as messages carry it."""
        return self.shown().astimezone(UTC).replace(microsecond=0)

    def post(
        self,
        room: ChatRoom,
        author: User,
        content: dict[str, Any],
        *,
        shown_text: str | None = None,
        editable: bool = True,
    ) -> Stored:
        """Put a message into a chat."""
        fields = {"message_id": room.take_id(), "date": self.shown_now(), "chat": room.as_chat(), "from_user": author}
        from_bot = author.id == self.bot.id
        room.action = None if from_bot else room.action
        stored = Stored.build(
            fields | content, self.clock.now(), from_bot=from_bot, shown_text=shown_text, editable=editable
        )
        return self.keep(room, stored)

    def keep(self, room: ChatRoom, stored: Stored) -> Stored:
        """Keep a new or changed message, and tell who watches."""
        room.messages[stored.message_id] = stored
        self.tell("message", room.id, stored.message_id)
        return stored

    def remove(self, room: ChatRoom, message_id: int) -> None:
        """Take a message out of a chat."""
        del room.messages[message_id]
        self.tell("removed", room.id, message_id)

    def tell(self, kind: ChangeKind, chat_id: int, message_id: int = 0) -> None:
        """Tell who watches about a change."""
        change = Change(kind, chat_id, message_id)
        for observer in list(self.observers):
            observer(change)

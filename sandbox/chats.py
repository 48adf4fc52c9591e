"""Chats and the messages in them, as Telegram's servers keep them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from telegram import Chat, InlineKeyboardMarkup, Message, ReplyKeyboardMarkup, User

from sandbox.params import Params
from sandbox.replies import ApiError, bad_request, forbidden
from sandbox.shapes import Payload, render

ChatKind = Literal["private", "group", "supergroup"]


@dataclass(frozen=True, slots=True)
class Stored:
    """A message: what it was built from, what it looks like on the wire, and when it was sent in real time.

    `shown_text` is what its author sees where that differs (a start link's payload is hidden); a message is not
    `editable` when it brought a reply keyboard; it is `reworded` once an edit has changed its words.
    """

    fields: Mapping[str, Any]
    message: Message
    payload: Payload
    sent_at: datetime
    from_bot: bool
    shown_text: str | None = None
    editable: bool = True
    reworded: bool = False
    reactions: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def build(
        cls,
        fields: Mapping[str, Any],
        sent_at: datetime,
        *,
        from_bot: bool,
        shown_text: str | None = None,
        editable: bool = True,
    ) -> "Stored":
        """Build the message with the library's own class, so that a wrong shape fails here."""
        kept = {name: value for name, value in fields.items() if value is not None}
        message = Message(**kept)
        return cls(kept, message, render(message), sent_at, from_bot, shown_text, editable)

    def edited(self, changes: Mapping[str, Any]) -> "Stored":
        """The same message with other content; None takes a field away."""
        fresh = Stored.build({**self.fields, **changes}, self.sent_at, from_bot=self.from_bot)
        return replace(fresh, reactions=self.reactions, reworded=self.reworded or fresh.words != self.words)

    def reacted(self, actor_id: int, emoji: str | None) -> "Stored":
        """The message with the reaction of one actor set, or taken back."""
        others = {actor: one for actor, one in self.reactions.items() if actor != actor_id}
        return replace(self, reactions=others | ({actor_id: emoji} if emoji else {}))

    @property
    def unthreaded(self) -> Message:
        """The message as another one's `reply_to_message` shows it: without the one that it replies to itself."""
        return self.edited({"reply_to_message": None}).message

    @property
    def message_id(self) -> int:
        """Unique within the chat."""
        return self.message.message_id

    @property
    def words(self) -> str:
        """The text, or the caption, or nothing."""
        return self.message.text or self.message.caption or ""

    @property
    def keyboard(self) -> InlineKeyboardMarkup | None:
        """The inline keyboard under the message."""
        return self.message.reply_markup

    @property
    def content(self) -> tuple[object, ...]:
        """What makes two versions of a message the same to a reader."""
        names = ("text", "entities", "caption", "caption_entities", "photo", "document", "reply_markup")
        return tuple(self.payload.get(name) for name in names)


@dataclass
class ChatRoom:
    """One chat with the bot, or one group the bot is in."""

    id: int
    kind: ChatKind
    people: dict[int, User]
    title: str | None = None
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    bot_inside: bool = True
    migrated_to: int | None = None
    messages: dict[int, Stored] = field(default_factory=dict)
    last_id: int = 0
    reply_keyboard: ReplyKeyboardMarkup | None = None
    action: tuple[str, datetime] | None = None
    unsent: int = 0

    def as_chat(self) -> Chat:
        """The chat as it appears in messages."""
        if self.kind != "private":
            return Chat(self.id, self.kind, title=self.title)
        user = self.people[self.id]
        return Chat(self.id, "private", username=user.username, first_name=user.first_name, last_name=user.last_name)

    def take_id(self) -> int:
        """The next message number of this chat."""
        self.last_id += 1
        return self.last_id

    def check_writable(self) -> None:
        """Refuse what the bot may not do here.

        Raises:
            ApiError: 400 or 403, in Telegram's words.
        """
        problem = self._private_problem() if self.kind == "private" else self._group_problem()
        if problem:
            raise problem

    def _private_problem(self) -> ApiError | None:
        if self.deactivated:
            return forbidden("user is deactivated")
        if self.blocked:
            return forbidden("bot was blocked by the user")
        if not self.started:
            return forbidden("bot can't initiate conversation with a user")
        return None

    def _group_problem(self) -> ApiError | None:
        if self.migrated_to is not None:
            text = "Bad Request: group chat was upgraded to a supergroup chat"
            return ApiError(400, text, {"migrate_to_chat_id": self.migrated_to})
        if not self.bot_inside:
            return forbidden(f"bot was kicked from the {self.kind} chat")
        return None


class ChatBook:
    """Every chat that exists, by its identifier."""

    def __init__(self) -> None:
        self._rooms: dict[int, ChatRoom] = {}

    def add(self, room: ChatRoom) -> ChatRoom:
        """Enter a chat.

        Raises:
            ValueError: when the identifier is taken.
        """
        if room.id in self._rooms:
            raise ValueError(f"There is a chat {room.id} already")
        self._rooms[room.id] = room
        return room

    def get(self, chat_id: int) -> ChatRoom | None:
        """The chat with this identifier."""
        return self._rooms.get(chat_id)

    def named(self, params: Params) -> ChatRoom:
        """The chat that a call is about.

        Raises:
            ApiError: 400, when there is none.
        """
        name = params.text("chat_id").strip()
        if not name:
            raise bad_request("chat_id is empty")
        room = self._rooms.get(int(name)) if name.lstrip("-").isdigit() else None
        if room is None:
            raise bad_request("chat not found")
        return room

    def writable(self, params: Params) -> ChatRoom:
        """The chat that a call wants to write to.

        Raises:
            ApiError: 400 or 403.
        """
        room = self.named(params)
        room.check_writable()
        return room

"""People who use the bot: each can do in a chat what a person can, and look at what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from telegram import (
    BotCommand,
    CallbackQuery,
    ChatMember,
    ChatMemberBanned,
    ChatMemberMember,
    ChatMemberUpdated,
    Contact,
    Location,
    Message,
    MessageEntity,
    MessageReactionUpdated,
    ReactionTypeEmoji,
    User,
)

from sandbox import attachments
from sandbox.account import Account
from sandbox.callbacks import Press
from sandbox.chats import ChatRoom, Stored
from sandbox.params import Upload
from sandbox.screens import Note, Screen, note_of, reply_rows, start_payload
from sandbox.shapes import Payload, render
from sandbox.texts import typed
from sandbox.updates import DAY, PRESS_LIFETIME

FOREVER = datetime(1970, 1, 1, tzinfo=UTC)


class HasRoom(Protocol):
    """A group, which is a chat room of its own."""

    room: ChatRoom


@dataclass
class Speaker:
    """Somebody in one chat."""

    account: Account = field(repr=False)
    user: User
    room: ChatRoom = field(repr=False)
    presses_made: list[Press] = field(default_factory=list, repr=False)

    def screen(self) -> Screen:
        """The chat as this person sees it now."""
        notes = tuple(note_of(stored, self.account.files) for stored in self.room.messages.values())
        toasts = tuple(press.answer.text for press in self.presses_made if press.answer and press.answer.text)
        name, until = self.room.action or ("", self.account.clock.now())
        action = name if until > self.account.clock.now() else None
        return Screen(notes, toasts, reply_rows(self.room.reply_keyboard), action)

    def menu(self) -> Sequence[BotCommand]:
        """The commands behind the "/" button."""
        private = self.room.kind == "private"
        return self.account.profile.menu(self.room.id, self.user.id, self.user.language_code or "", private=private)

    def says(self, text: str, *, reply_to: int | None = None) -> int:
        """Send text; returns the number of the message."""
        formatted = typed(text)
        content = {"text": formatted.text, "entities": formatted.entities or None}
        return self._send(content, reply_to=reply_to)

    def presses(self, label: str = "", *, message_id: int | None = None, data: str | None = None) -> Press:
        """Press the newest button whose label contains `label`, or the one of a message with certain data.

        Raises:
            LookupError: when there is no such button, or it is a link.
        """
        note = self._offering(label) if message_id is None else self._note(self.room.messages.get(message_id))
        button = note.pressable(label, data)
        press = self.account.callbacks.press(button.data or "")
        self.presses_made.append(press)
        message = self.room.messages[note.id].message
        query = CallbackQuery(press.query_id, self.user, self._instance, message=message, data=press.data)
        self._push("callback_query", render(query), lane=f"press {self.user.id}", lifetime=PRESS_LIFETIME)
        return press

    def edits(self, message_id: int, text: str) -> None:
        """Change the words of one's own message."""
        formatted, stored = typed(text), self.room.messages[message_id]
        if stored.message.from_user != self.user:
            raise PermissionError("People edit only what they wrote")
        names = ("text", "entities") if stored.message.text else ("caption", "caption_entities")
        changes = dict(zip(names, (formatted.text, formatted.entities or None), strict=True))
        fresh = stored.edited(changes | {"edit_date": self.account.shown_now()})
        self.account.keep(self.room, fresh)
        self._deliver("edited_message", fresh)

    def deletes(self, message_id: int) -> None:
        """Delete a message for both sides; bots are not told."""
        self.account.remove(self.room, message_id)

    def reacts(self, message_id: int, emoji: str | None) -> None:
        """React to a message, or take the reaction back; bots are told only when they asked to be."""
        stored = self.room.messages[message_id]
        before = stored.reactions.get(self.user.id)
        self.account.keep(self.room, stored.reacted(self.user.id, emoji))
        old, new = ([ReactionTypeEmoji(one)] if one else [] for one in (before, emoji))
        moment = self.account.shown_now()
        update = MessageReactionUpdated(self.room.as_chat(), message_id, moment, old, new, user=self.user)
        self._push("message_reaction", render(update), lane=f"reaction {self.room.id}")

    def sends_photo(self, data: bytes | None = None, caption: str = "") -> int:
        """Send a photo; without data, a small grey one."""
        return self._send(attachments.photo(self.account.files, data, caption))

    def sends_document(self, data: bytes, name: str = "letter.pdf", caption: str = "", mime: str | None = None) -> int:
        """Send a file."""
        return self._send(attachments.document(self.account.files, Upload(name, data, mime), caption))

    def sends_sticker(self, emoji: str = "👍") -> int:
        """Send a sticker."""
        return self._send(attachments.sticker(self.account.files, emoji))

    def sends_voice(self, seconds: int = 3) -> int:
        """Send a voice message."""
        return self._send(attachments.voice(self.account.files, seconds))

    def sends_location(self, latitude: float = 51.5, longitude: float = -0.12) -> int:
        """Send a place."""
        return self._send({"location": Location(longitude, latitude)})

    def sends_contact(self, phone_number: str = "+44 20 7946 0000", first_name: str = "") -> int:
        """Send a telephone number, one's own by default."""
        return self._send({"contact": Contact(phone_number, first_name or self.user.first_name)})

    def _offering(self, label: str) -> Note:
        """The newest message with a button like `label`; looks no further than it must, for long chats."""
        for stored in reversed(self.room.messages.values()):
            if stored.keyboard and self._note(stored).button(label):
                return self._note(stored)
        return self.screen().offering(label)

    def _note(self, stored: Stored | None) -> Note:
        if stored is None:
            raise LookupError("No such message on the screen")
        return note_of(stored, self.account.files)

    @property
    def _instance(self) -> str:
        """The opaque name of the chat that presses carry."""
        return str(7 * self.room.id + 13)

    def _send(self, content: dict[str, Any], *, reply_to: int | None = None, shown_text: str | None = None) -> int:
        self._check_can_write()
        self.room.started = True
        replied = self.room.messages[reply_to].unthreaded if reply_to else None
        content["reply_to_message"] = replied
        stored = self.account.post(self.room, self.user, content, shown_text=shown_text)
        self._deliver("message", stored)
        return stored.message_id

    def _check_can_write(self) -> None:
        if self.room.deactivated or self.room.blocked:
            raise PermissionError(f"{self.user.first_name} cannot write: the account is gone or has blocked the bot")

    def _deliver(self, kind: str, stored: Stored) -> None:
        """Tell the bot of a message; in a group only of what is meant for it (privacy mode)."""
        if self.room.kind == "private" or _is_for_bot(stored.message, self.account.bot):
            self._push(kind, stored.payload, lane=str(self.room.id))

    def _push(self, kind: str, payload: Payload, lane: str, lifetime: timedelta = DAY) -> None:
        self.account.updates.push(kind, payload, lane, lifetime)

    def moves_bot(self, old: ChatMember, new: ChatMember) -> None:
        """Tell the bot that this person has changed its standing in the chat."""
        moment = self.account.shown_now()
        update = ChatMemberUpdated(self.room.as_chat(), self.user, moment, old, new)
        self._push("my_chat_member", render(update), lane=f"member {self.room.id}")


@dataclass
class Person(Speaker):
    """Somebody in their private chat with the bot. `invited_with` is the payload of the link that they opened last."""

    invited_with: str | None = None
    _in_groups: dict[int, Speaker] = field(default_factory=dict, repr=False)

    @property
    def id(self) -> int:
        """Of the user and of the private chat."""
        return self.user.id

    def opens(self, url: str) -> str:
        """Follow a `t.me` link to the bot; START is then there to press. Returns the link's payload.

        Raises:
            ValueError: when the link leads elsewhere.
        """
        payload = start_payload(url, self.account.bot.username or "")
        if payload is None:
            raise ValueError(f"{url} does not lead to this bot")
        self.invited_with = payload
        self.account.tell("chat", self.room.id)
        return payload

    def start(self, payload: str | None = None) -> int:
        """Press START, with the given payload or that of the link opened before; unblocks the bot if need be."""
        if self.room.blocked:
            self.unblocks()
        payload = self.invited_with if payload is None else payload
        self.invited_with = None
        content = {
            "text": f"/start {payload}" if payload else "/start",
            "entities": [MessageEntity(MessageEntity.BOT_COMMAND, 0, len("/start"))],
        }
        return self._send(content, shown_text="/start")

    def blocks(self) -> None:
        """Block the bot."""
        self.room.blocked = True
        self.moves_bot(ChatMemberMember(self.account.bot), ChatMemberBanned(self.account.bot, FOREVER))
        self.account.tell("chat", self.room.id)

    def unblocks(self) -> None:
        """Let the bot write again."""
        self.room.blocked = False
        self.moves_bot(ChatMemberBanned(self.account.bot, FOREVER), ChatMemberMember(self.account.bot))
        self.account.tell("chat", self.room.id)

    def deactivated(self) -> None:
        """The account is deleted; nobody is told."""
        self.room.deactivated = True
        self.account.tell("chat", self.room.id)

    def in_group(self, group: "HasRoom") -> Speaker:
        """The same person, speaking in a group."""
        return self._in_groups.setdefault(group.room.id, Speaker(self.account, self.user, group.room))


def _is_for_bot(message: Message, bot: User) -> bool:
    """What a bot hears in a group by default: commands but those for others, mentions of it, and replies to it."""
    replied = message.reply_to_message
    if replied and replied.from_user == bot:
        return True
    named = f"@{bot.username}".lower()
    found = message.parse_entities([MessageEntity.BOT_COMMAND, MessageEntity.MENTION]).values()
    return any(named in words.lower() or (words.startswith("/") and "@" not in words) for words in found)

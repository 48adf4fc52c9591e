"""What a person sees: their chat as plain immutable values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from urllib.parse import parse_qs, urlsplit

from telegram import InlineKeyboardButton, Message, MessageEntity, ReplyKeyboardMarkup
from telegram.constants import MessageEntityType

from sandbox.chats import Stored
from sandbox.files import FileStore, StoredFile

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
_TELEGRAM_HOSTS = {"t.me", "telegram.me", "telegram.dog"}


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: `data` when it can be pressed, `url` when it opens something, `copy` when it copies text."""

    label: str
    data: str | None = None
    url: str | None = None
    copy: str | None = None
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """Formatting of a stretch of text; `offset` and `length` in UTF-16 code units."""

    kind: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """What a message carries besides words; `details` tell of what is no file (a place, a telephone number)."""

    kind: Literal["photo", "document", "sticker", "voice", "location", "contact"]
    file: StoredFile | None = None
    details: str = ""

    @property
    def data(self) -> bytes:
        """The bytes of the file, if it is one."""
        return self.file.data if self.file else b""


@dataclass(frozen=True, slots=True)
class Note:
    """One message as its reader sees it.

    `text` is its words, a caption included; `html` is the same with its formatting in Telegram's HTML.
    """

    id: int
    author: str
    from_bot: bool
    text: str
    html: str
    entities: tuple[Entity, ...]
    date: datetime
    edited: datetime | None = None
    reworded: bool = False
    attachment: Attachment | None = None
    rows: tuple[tuple[Button, ...], ...] = ()
    reactions: tuple[str, ...] = ()
    reply_to: int | None = None
    protected: bool = False

    @property
    def caption(self) -> str:
        """The words of a message with an attachment; nothing for plain text."""
        return self.text if self.attachment else ""

    @property
    def buttons(self) -> tuple[Button, ...]:
        """All the buttons, row by row."""
        return tuple(button for row in self.rows for button in row)

    @property
    def links(self) -> tuple[str, ...]:
        """Every address in the words and on the buttons."""
        named = [entity.url for entity in self.entities if entity.url]
        return (*named, *(button.url for button in self.buttons if button.url))

    def button(self, label: str) -> Button | None:
        """The button with this label, else the first whose label contains it, whatever the capitals."""
        found = [button for button in self.buttons if label.casefold() in button.label.casefold()]
        whole = [button for button in found if label.casefold() == button.label.casefold()]
        return next(iter([*whole, *found]), None)

    def pressable(self, label: str, data: str | None = None) -> Button:
        """The button meant: by its data, or by its label.

        Raises:
            LookupError: when there is none, or it is a link.
        """
        wanted = [one for one in self.buttons if one.data == data] if data is not None else [self.button(label)]
        button = wanted[0] if wanted else None
        if button is None:
            raise LookupError(f"No button like {data or label!r}; there are {[one.label for one in self.buttons]}")
        if button.data is None:
            raise LookupError(f"{button.label!r} cannot be pressed: it leads to {button.url or button.copy}")
        return button


@dataclass(frozen=True, slots=True)
class Screen:
    """A whole chat. `toasts` are the answers to presses so far; `keyboard` replaces the person's own keyboard."""

    notes: tuple[Note, ...]
    toasts: tuple[str, ...] = ()
    keyboard: tuple[tuple[str, ...], ...] = ()
    action: str | None = None

    def __iter__(self) -> Iterator[Note]:
        return iter(self.notes)

    def __len__(self) -> int:
        return len(self.notes)

    @property
    def last(self) -> Note:
        """The newest message.

        Raises:
            LookupError: when there is none.
        """
        if not self.notes:
            raise LookupError("The chat is empty")
        return self.notes[-1]

    @property
    def from_bot(self) -> tuple[Note, ...]:
        """What the bot said."""
        return tuple(note for note in self.notes if note.from_bot)

    @property
    def text(self) -> str:
        """Everything there is to read, one paragraph a message: for tests that ask whether something was said."""
        return "\n\n".join(note.text for note in self.notes)

    def note(self, message_id: int) -> Note:
        """The message with this number.

        Raises:
            LookupError: when it is not on the screen.
        """
        for note in self.notes:
            if note.id == message_id:
                return note
        raise LookupError(f"No message {message_id} on the screen")

    def offering(self, label: str) -> Note:
        """The newest message with a button whose label contains `label`.

        Raises:
            LookupError: when no message has one; it says which buttons there are.
        """
        for note in reversed(self.notes):
            if note.button(label):
                return note
        offered = [button.label for note in self.notes for button in note.buttons]
        raise LookupError(f"No button like {label!r}; there are {offered}")


def start_payload(url: str, username: str) -> str | None:
    """The payload of a `t.me/<bot>?start=…` link to this bot; "" for a link without one; None for any other address."""
    parts = urlsplit(url if "://" in url else f"https://{url}")
    query = parse_qs(parts.query)
    name = query.get("domain", [""])[0] if parts.scheme == "tg" else parts.path.strip("/")
    ours = parts.hostname == "resolve" if parts.scheme == "tg" else parts.hostname in _TELEGRAM_HOSTS
    if not ours or name.lower() != username.lower():
        return None
    payload = query.get("start", [""])[0]
    return payload if _PAYLOAD.fullmatch(payload) else ""


def note_of(stored: Stored, files: FileStore) -> Note:
    """A stored message as its reader sees it."""
    message, hidden = stored.message, stored.shown_text is not None
    author, reply = message.from_user, message.reply_to_message
    return Note(
        id=message.message_id,
        author=author.full_name if author else "",
        from_bot=stored.from_bot,
        text=stored.shown_text if stored.shown_text is not None else stored.words,
        html=stored.shown_text or "" if hidden else _html(message),
        entities=() if hidden else _entities(message),
        date=message.date,
        edited=message.edit_date,
        reworded=stored.reworded,
        attachment=_attachment(stored, files),
        rows=_rows(stored),
        reactions=tuple(stored.reactions.values()),
        reply_to=reply.message_id if reply else None,
        protected=bool(message.has_protected_content),
    )


def reply_rows(keyboard: ReplyKeyboardMarkup | None) -> tuple[tuple[str, ...], ...]:
    """The labels of a reply keyboard, row by row."""
    return tuple(tuple(key.text for key in row) for row in keyboard.keyboard) if keyboard else ()


def _html(message: Message) -> str:
    return message.text_html if message.text is not None else message.caption_html or ""


def _entities(message: Message) -> tuple[Entity, ...]:
    found = message.parse_entities() if message.text else message.parse_caption_entities()
    return tuple(_entity(entity, words) for entity, words in found.items())


def _entity(entity: MessageEntity, words: str) -> Entity:
    url = words if entity.type == MessageEntity.URL else entity.url
    return Entity(MessageEntityType(entity.type).value, entity.offset, entity.length, url, entity.language)


def _rows(stored: Stored) -> tuple[tuple[Button, ...], ...]:
    rows = stored.keyboard.inline_keyboard if stored.keyboard else ()
    return tuple(tuple(_button(button) for button in row) for row in rows)


def _button(button: InlineKeyboardButton) -> Button:
    data = button.callback_data if isinstance(button.callback_data, str) else None
    return Button(button.text, data, button.url, button.copy_text.text if button.copy_text else None, button.style)


def _attachment(stored: Stored, files: FileStore) -> Attachment | None:
    message = stored.message
    if message.photo:
        return Attachment("photo", files.find(message.photo[-1].file_id))
    if message.document:
        return Attachment("document", files.find(message.document.file_id))
    if message.sticker:
        return Attachment("sticker", files.find(message.sticker.file_id), message.sticker.emoji or "")
    return _spoken(stored, files) or _pointed(message)


def _spoken(stored: Stored, files: FileStore) -> Attachment | None:
    # Read from the wire form: the library is about to change the type of the duration, and warns on every look.
    voice = stored.payload.get("voice")
    return Attachment("voice", files.find(voice["file_id"]), f"{voice['duration']} s") if voice else None


def _pointed(message: Message) -> Attachment | None:
    """A place or a telephone number."""
    if message.location:
        return Attachment("location", details=f"{message.location.latitude}, {message.location.longitude}")
    if message.contact:
        return Attachment("contact", details=f"{message.contact.first_name}, {message.contact.phone_number}")
    return None

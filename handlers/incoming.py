"""What arrived, decoded: one plain value for everything that Telegram can send us."""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass
from telegram import Chat, ChatMember, Message, Update, User

LONGEST_NAME, LONGEST_TEXT = 64, 4096
KEPT = frozenset("\n\t\u200c\u200d")  # of what is not seen: lines, and what joins letters and signs in many scripts
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8})?")
Id = Annotated[int, Field(ge=-(1 << 53), le=1 << 53)]


class UnreadableError(ValueError):
    """Not something that Telegram sends."""


class Sort(StrEnum):
    """What kind of thing it is."""

    TEXT = "text"
    PRESS = "press"
    MEDIA = "media"
    EDITED = "edited"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True, config=ConfigDict(strict=True))
class Incoming:
    """One update. `press` and `data` belong to a pressed button, `message_id` to the message it was on.

    Each field is checked to be what it says: PTB takes whatever stands in an update.
    """

    sort: Sort
    chat_id: Id
    private: bool
    name: str = ""
    language: str = "en"
    text: str = ""
    press: Annotated[str, Field(max_length=LONGEST_NAME)] | None = None
    data: str | None = None
    message_id: Id | None = None


def read(payload: Mapping[str, object]) -> Incoming:
    """What an update is to us; something that we do not know is OTHER.

    Raises:
        UnreadableError: if it is not as Telegram's are; whatever PTB makes of it.
    """
    try:
        return _decoded(Update.de_json(dict(payload), None))
    except Exception as error:
        raise UnreadableError from error


def _decoded(update: Update) -> Incoming:
    if update.callback_query is not None:
        return _press(update)
    if update.my_chat_member is not None:
        return _membership(update)
    message = update.message or update.edited_message
    if message is None:
        return Incoming(sort=Sort.OTHER, chat_id=0, private=False)
    return _message(message, edited=update.message is None)


def _press(update: Update) -> Incoming:
    query = update.callback_query
    assert query is not None
    message = query.message
    chat = message.chat if message else None
    return Incoming(
        sort=Sort.PRESS,
        chat_id=chat.id if chat else query.from_user.id,
        private=chat is None or _private(chat, query.from_user),
        name=_name(query.from_user),
        language=_language(query.from_user),
        press=query.id,
        data=query.data,
        message_id=message.message_id if message else None,
    )


def _membership(update: Update) -> Incoming:
    changed = update.my_chat_member
    assert changed is not None
    gone = changed.new_chat_member.status in {ChatMember.BANNED, ChatMember.LEFT}
    return Incoming(
        sort=Sort.BLOCKED if gone else Sort.UNBLOCKED,
        chat_id=changed.chat.id,
        private=_private(changed.chat, changed.from_user),
        name=_name(changed.from_user),
        language=_language(changed.from_user),
    )


def _message(message: Message, *, edited: bool) -> Incoming:
    sort = Sort.EDITED if edited else Sort.TEXT if message.text else _other(message)
    return Incoming(
        sort=sort,
        chat_id=message.chat.id,
        private=_private(message.chat, message.from_user),
        name=_name(message.from_user),
        language=_language(message.from_user),
        text=plain(message.text or message.caption or "")[:LONGEST_TEXT],
        message_id=message.message_id,
    )


def _other(message: Message) -> Sort:
    """Service messages say nothing to us; everything else without text is something that a person sent."""
    said = message.effective_attachment is not None
    return Sort.MEDIA if said else Sort.OTHER


def _private(chat: Chat, sender: User | None) -> bool:
    """Whether somebody writes in their own chat with us; in a private chat nobody else can.

    Raises:
        UnreadableError: if somebody else does.
    """
    if chat.type == Chat.PRIVATE and (sender is None or sender.id != chat.id):
        raise UnreadableError
    return chat.type == Chat.PRIVATE


def _name(user: User | None) -> str:
    return " ".join(plain(user.full_name).split())[:LONGEST_NAME] if user else ""


def _language(user: User | None) -> str:
    code = user.language_code if user else None
    return code if code is not None and _LANGUAGE.fullmatch(code) else "en"


def plain(text: str) -> str:
    """A text without what nobody sees: what turns the writing round, controls a device, or is half a letter."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        letter for letter in text if letter in KEPT or unicodedata.category(letter) not in {"Cc", "Cf", "Cs"}
    )

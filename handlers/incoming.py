"""What arrived, decoded: one plain value for everything that Telegram can send us."""

from dataclasses import dataclass
from enum import StrEnum

from telegram import Chat, ChatMember, Message, Update, User

LONGEST_NAME = 64


class Sort(StrEnum):
    """What kind of thing it is."""

    TEXT = "text"
    PRESS = "press"
    MEDIA = "media"
    EDITED = "edited"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One update. `press` and `data` belong to a pressed button, `message_id` to the message it was on."""

    sort: Sort
    chat_id: int
    private: bool
    name: str = ""
    language: str = "en"
    text: str = ""
    press: str | None = None
    data: str | None = None
    message_id: int | None = None


def decode(update: Update) -> Incoming:
    """What an update is to us; something that we do not know is OTHER, never an error."""
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
        private=chat is None or chat.type == Chat.PRIVATE,
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
        private=changed.chat.type == Chat.PRIVATE,
        name=_name(changed.from_user),
        language=_language(changed.from_user),
    )


def _message(message: Message, *, edited: bool) -> Incoming:
    sort = Sort.EDITED if edited else Sort.TEXT if message.text else _other(message)
    return Incoming(
        sort=sort,
        chat_id=message.chat.id,
        private=message.chat.type == Chat.PRIVATE,
        name=_name(message.from_user),
        language=_language(message.from_user),
        text=message.text or message.caption or "",
        message_id=message.message_id,
    )


def _other(message: Message) -> Sort:
    """Service messages say nothing to us; everything else without text is something that a person sent."""
    said = message.effective_attachment is not None
    return Sort.MEDIA if said else Sort.OTHER


def _name(user: User | None) -> str:
    return user.full_name[:LONGEST_NAME] if user else ""


def _language(user: User | None) -> str:
    return (user.language_code or "en") if user else "en"

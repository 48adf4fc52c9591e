"""The methods that change or remove what is in a chat already."""

from datetime import timedelta
from typing import Any

from telegram import ReactionTypeEmoji
from telegram.constants import ReactionEmoji

from sandbox.account import Account
from sandbox.chats import ChatRoom, Stored
from sandbox.keyboards import inline_keyboard
from sandbox.methods.sending import admit, preview
from sandbox.params import Params
from sandbox.replies import Answer, bad_request
from sandbox.texts import message_caption, message_text

DELETABLE = timedelta(hours=48)
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
_MESSAGE = frozenset({"chat_id", "message_id"})
EDIT_REPLY_MARKUP = _MESSAGE | {"reply_markup"}
EDIT_TEXT = EDIT_REPLY_MARKUP | {"text", "parse_mode", "entities", "link_preview_options"}
EDIT_CAPTION = EDIT_REPLY_MARKUP | {"caption", "parse_mode", "caption_entities", "show_caption_above_media"}
DELETE_MESSAGE = _MESSAGE
DELETE_MESSAGES = frozenset({"chat_id", "message_ids"})
SET_REACTION = _MESSAGE | {"reaction", "is_big"}


def edit_message_text(account: Account, params: Params) -> Answer:
    """Other words, and another keyboard or none."""
    formatted = message_text(params, too_long="MESSAGE_TOO_LONG")
    room, stored = _editable(account, params)
    if stored.message.text is None:
        raise bad_request("there is no text in the message to edit")
    changes = {"text": formatted.text, "entities": formatted.entities or None}
    return _edit(account, room, stored, changes | preview(params) | {"reply_markup": inline_keyboard(params)})


def edit_message_caption(account: Account, params: Params) -> Answer:
    """Another caption or none, and another keyboard or none."""
    formatted = message_caption(params, too_long="MEDIA_CAPTION_TOO_LONG")
    room, stored = _editable(account, params)
    if not (stored.message.photo or stored.message.document):
        raise bad_request("there is no caption in the message to edit")
    changes = {"caption": formatted.text or None, "caption_entities": formatted.entities or None}
    return _edit(account, room, stored, changes | {"reply_markup": inline_keyboard(params)})


def edit_message_reply_markup(account: Account, params: Params) -> Answer:
    """Another keyboard or none."""
    room, stored = _editable(account, params)
    return _edit(account, room, stored, {"reply_markup": inline_keyboard(params)})


def delete_message(account: Account, params: Params) -> Answer:
    """Remove a message less than two days old."""
    room = account.chats.named(params)
    stored = room.messages.get(params.integer("message_id"))
    if stored is None:
        raise bad_request("message to delete not found")
    _check_deletable(account, room, stored)
    account.remove(room, stored.message_id)
    return Answer(result=True)


def delete_messages(account: Account, params: Params) -> Answer:
    """Remove up to a hundred messages; those that are gone already are passed over."""
    room = account.chats.named(params)
    numbers = params.sequence("message_ids", "can't parse message identifiers JSON object")
    if not 1 <= len(numbers) <= 100:
        raise bad_request("message identifiers are not specified")
    found = [room.messages[number] for number in numbers if number in room.messages]
    for stored in found:
        _check_deletable(account, room, stored)
    for stored in found:
        account.remove(room, stored.message_id)
    return Answer(result=True)


def set_message_reaction(account: Account, params: Params) -> Answer:
    """The bot's own reaction: one emoji, or none."""
    room = account.chats.writable(params)
    stored = room.messages.get(params.integer("message_id"))
    if stored is None:
        raise bad_request("message to react not found")
    account.keep(room, stored.reacted(account.bot.id, _reaction(params)))
    return Answer(result=True)


def _reaction(params: Params) -> str | None:
    given = params.sequence("reaction", "can't parse reaction types JSON object")
    if len(given) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    emoji = given[0].get("emoji") if given else None
    if given and (given[0].get("type") != ReactionTypeEmoji.EMOJI or emoji not in set(ReactionEmoji)):
        raise bad_request("REACTION_INVALID")
    return emoji


def _editable(account: Account, params: Params) -> tuple[ChatRoom, Stored]:
    """The message of an edit, if the bot may edit it.

    Raises:
        ApiError: 400 or 403, in Telegram's words.
    """
    room = account.chats.writable(params)
    if not params.integer("message_id"):
        raise bad_request("message identifier is not specified")
    stored = room.messages.get(params.integer("message_id"))
    if stored is None:
        raise bad_request("message to edit not found")
    if not stored.from_bot or not stored.editable:
        raise bad_request("message can't be edited")
    return room, stored


def _edit(account: Account, room: ChatRoom, stored: Stored, changes: dict[str, Any]) -> Answer:
    fresh = stored.edited(changes | {"edit_date": account.shown_now()})
    if fresh.content == stored.content:
        raise bad_request(NOT_MODIFIED)
    admit(account, room)
    return Answer(account.keep(room, fresh).payload)


def _check_deletable(account: Account, room: ChatRoom, stored: Stored) -> None:
    if room.kind != "private" and not stored.from_bot:
        raise bad_request("message can't be deleted")
    if account.clock.now() - stored.sent_at >= DELETABLE:
        raise bad_request("message can't be deleted for everyone")

"""The methods that put something new into a chat."""

from typing import Any

from telegram import (
    Document,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    PhotoSize,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.constants import ChatAction

from sandbox.account import ACTION_LIFETIME, Account
from sandbox.chats import ChatRoom
from sandbox.clocks import pause
from sandbox.files import StoredFile
from sandbox.keyboards import Markup, reply_markup
from sandbox.params import Params
from sandbox.replies import Answer, bad_request, too_many_requests
from sandbox.texts import message_caption, message_text

MAX_UNSENT = 310
TOO_MANY_UNSENT_PAUSE = 60
THUMBNAIL_SIDE = 320
_EVERY_SEND = frozenset(
    {
        "chat_id",
        "parse_mode",
        "disable_notification",
        "protect_content",
        "allow_paid_broadcast",
        "message_effect_id",
        "reply_parameters",
        "reply_markup",
    }
)
_CAPTION = frozenset({"caption", "caption_entities"})
SEND_MESSAGE = _EVERY_SEND | {"text", "entities", "link_preview_options"}
SEND_PHOTO = _EVERY_SEND | _CAPTION | {"photo", "has_spoiler", "show_caption_above_media"}
SEND_DOCUMENT = _EVERY_SEND | _CAPTION | {"document", "thumbnail", "disable_content_type_detection"}
SEND_CHAT_ACTION = frozenset({"chat_id", "action"})


async def send_message(account: Account, params: Params) -> Answer:
    """Text."""
    formatted = message_text(params)
    content = {"text": formatted.text, "entities": formatted.entities or None}
    return await _send(account, params, content | preview(params))


async def send_photo(account: Account, params: Params) -> Answer:
    """A picture with an optional caption."""
    content = _caption(params)
    content["photo"] = photo_sizes(account.files.sent(params, "photo"))
    content["has_media_spoiler"] = params.flag("has_spoiler") or None
    content["show_caption_above_media"] = params.flag("show_caption_above_media") or None
    return await _send(account, params, content)


async def send_document(account: Account, params: Params) -> Answer:
    """Any file with an optional caption."""
    content = _caption(params)
    content["document"] = as_document(account.files.sent(params, "document"))
    return await _send(account, params, content)


async def send_chat_action(account: Account, params: Params) -> Answer:
    """Show "typing…" for five seconds, or until the next message."""
    room = account.chats.writable(params)
    if params.text("action") not in set(ChatAction):
        raise bad_request("wrong parameter action in request")
    room.action = (params.text("action"), account.clock.now() + ACTION_LIFETIME)
    account.tell("chat", room.id)
    return Answer(result=True)


def preview(params: Params) -> dict[str, Any]:
    """The `link_preview_options` of a call, as the message carries them."""
    given = params.mapping("link_preview_options", "can't parse link preview options JSON object")
    return {"link_preview_options": LinkPreviewOptions.de_json(dict(given), None) if given else None}


def photo_sizes(file: StoredFile) -> list[PhotoSize]:
    """A small and the full size; both point to the same bytes."""
    scale = min(1.0, THUMBNAIL_SIDE / max(file.width, file.height))
    small = (max(1, round(file.width * scale)), max(1, round(file.height * scale)))
    sizes = [(file.width, file.height)] if scale == 1.0 else [small, (file.width, file.height)]
    return [PhotoSize(file.file_id, file.unique_id, width, height, len(file.data)) for width, height in sizes]


def as_document(file: StoredFile) -> Document:
    """The file as a message carries it."""
    return Document(file.file_id, file.unique_id, file.name, file.mime, len(file.data))


def _caption(params: Params) -> dict[str, Any]:
    formatted = message_caption(params)
    return {"caption": formatted.text or None, "caption_entities": formatted.entities or None}


async def _send(account: Account, params: Params, content: dict[str, Any]) -> Answer:
    markup = reply_markup(params)
    room = account.chats.writable(params)
    content |= _extras(room, params)
    inline = isinstance(markup, InlineKeyboardMarkup) and any(markup.inline_keyboard)
    content["reply_markup"] = markup if inline else None
    admit(account, room)
    await _travel(account, room)
    _set_reply_keyboard(room, markup)
    plain = markup is None or isinstance(markup, InlineKeyboardMarkup)
    return Answer(account.post(room, account.bot, content, editable=plain).payload)


def _extras(room: ChatRoom, params: Params) -> dict[str, Any]:
    """What any message may have: the one it replies to, protection, an effect."""
    return {
        "reply_to_message": _replied(room, params),
        "has_protected_content": params.flag("protect_content") or None,
        "effect_id": params.text("message_effect_id") or None,
    }


def _replied(room: ChatRoom, params: Params) -> object:
    given = params.mapping("reply_parameters", "can't parse reply parameters JSON object")
    if not given:
        return None
    unknown = set(given) - {"message_id", "allow_sending_without_reply"}
    if unknown:
        raise bad_request(f"the sandbox does not know reply parameters {sorted(unknown)}")
    stored = room.messages.get(int(given.get("message_id", 0)))
    if stored:
        return stored.unthreaded
    if given.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def admit(account: Account, room: ChatRoom) -> None:
    """Let a message through the flood limits.

    Raises:
        ApiError: 429.
    """
    if account.flood:
        wait = account.flood.admit(room.id, account.clock.now(), group=room.kind != "private")
        if wait:
            raise too_many_requests(wait)


async def _travel(account: Account, room: ChatRoom) -> None:
    """Take the time that sending takes; a chat holds only so many messages on their way."""
    if room.unsent >= MAX_UNSENT:
        raise too_many_requests(TOO_MANY_UNSENT_PAUSE)
    if account.latency:
        room.unsent += 1
        try:
            await pause(account.clock, account.latency)
        finally:
            room.unsent -= 1


def _set_reply_keyboard(room: ChatRoom, markup: Markup | None) -> None:
    if isinstance(markup, ReplyKeyboardMarkup):
        room.reply_keyboard = markup
    elif isinstance(markup, ReplyKeyboardRemove):
        room.reply_keyboard = None

"""What Telegram brings, as it arrives: whichever way it came, it is kept as it is, and dealt with later."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from usecases.ports import Received

ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
LARGEST_ID = (1 << 63) - 1
CHATS = (
    ("message", "chat", "id"),
    ("edited_message", "chat", "id"),
    ("my_chat_member", "chat", "id"),
    ("callback_query", "message", "chat", "id"),
    ("callback_query", "from", "id"),
)


class NotAnUpdateError(ValueError):
    """What arrived is not an update of Telegram's."""


def read_update(body: bytes, at: datetime) -> Received:
    """An update from the body of a request.

    Raises:
        NotAnUpdateError: if it is anything else.
    """
    try:
        text = body.decode()
        update = json.loads(text)
        return received(update, text, at)
    except (ValueError, RecursionError) as error:
        raise NotAnUpdateError from error


def received(update: Mapping[str, Any], payload: str, at: datetime) -> Received:
    """An update with its payload as it is to be kept.

    Raises:
        NotAnUpdateError: if it has no number.
    """
    update_id = _number(update, "update_id")
    if update_id is None or update_id < 0:
        raise NotAnUpdateError
    return Received(update_id, _sender(update), payload, at)


def _sender(update: Mapping[str, Any]) -> int:
    """The chat whose updates must keep their order; for a button, that of the message it is on.

    0 where it cannot be read: the update is kept all the same, and whoever routes it says that it makes no sense.
    """
    found = (_number(update, *place) for place in CHATS)
    return next((number for number in found if number is not None), 0)


def _number(value: object, *place: str) -> int | None:
    """The number at a place inside plain data; None if it is none, or larger than any of Telegram's."""
    for key in place:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value if type(value) is int and abs(value) <= LARGEST_ID else None

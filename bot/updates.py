"""What Telegram brings, as it arrives: whichever way it came, it is kept as it is, and dealt with later."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from usecases.ports import Received

ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
LARGEST_ID = (1 << 63) - 1


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
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise NotAnUpdateError from error


def received(update: Mapping[str, Any], payload: str, at: datetime) -> Received:
    """An update with its payload as it is to be kept."""
    update_id = update["update_id"]
    if type(update_id) is not int or not 0 <= update_id <= LARGEST_ID:
        raise NotAnUpdateError
    return Received(update_id, _sender(update), payload, at)


def _sender(update: Mapping[str, Any]) -> int:
    """The chat whose updates must keep their order; for a button, that of the message it is on."""
    for kind in ("message", "edited_message", "my_chat_member"):
        if kind in update:
            return int(update[kind]["chat"]["id"])
    query = update.get("callback_query", {})
    if "message" in query:
        return int(query["message"]["chat"]["id"])
    return int(query.get("from", {}).get("id", 0))

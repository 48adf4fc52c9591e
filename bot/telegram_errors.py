"""What PTB raises, as one closed list of failures.

The order matters: `BadRequest` and `TimedOut` are kinds of `NetworkError`, so whoever catches that first repeats for
ever what Telegram will never take, and doubles what it has taken already. Whether a request went out, its cause tells.
"""

from datetime import timedelta

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from usecases.ports import DeliveryError, Failure

# Compared without case, because PTB capitalises some texts. Telegram offers nothing else to tell these apart.
HARMLESS = (
    "message is not modified",
    "query is too old",
    "query id is invalid",
    "message to delete not found",
    "message can't be deleted",
)
CHAT_GONE = ("chat not found", "bot can't initiate conversation", "user not found")
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


def classified(error: TelegramError) -> DeliveryError:
    """What a failed attempt to send was."""
    text = str(error).lower()
    match error:
        case RetryAfter():
            return DeliveryError(Failure.TOO_FAST, pause=_seconds(error))
        case Forbidden():
            return DeliveryError(_forbidden(text))
        case ChatMigrated():
            return DeliveryError(Failure.MIGRATED, new_chat_id=error.new_chat_id)
        case InvalidToken():
            return DeliveryError(Failure.UNAUTHORISED)
        case BadRequest():
            return DeliveryError(_bad_request(text))
        case Conflict():
            return DeliveryError(Failure.TEMPORARY)
        case TimedOut() | NetworkError():
            sent = not isinstance(error.__cause__, NOT_SENT)
            return DeliveryError(Failure.UNKNOWN if sent else Failure.TEMPORARY)
        case _:
            return DeliveryError(Failure.UNKNOWN)


def _seconds(error: RetryAfter) -> float:
    after = error.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)


def _forbidden(text: str) -> Failure:
    if "deactivated" in text:
        return Failure.DEACTIVATED
    return Failure.CHAT_GONE if any(one in text for one in CHAT_GONE) else Failure.BLOCKED


def _bad_request(text: str) -> Failure:
    if any(one in text for one in HARMLESS):
        return Failure.HARMLESS
    return Failure.CHAT_GONE if any(one in text for one in CHAT_GONE) else Failure.REFUSED

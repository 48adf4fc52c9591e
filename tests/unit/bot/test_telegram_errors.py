"""What PTB raises, as one closed list of failures: one row for each kind that Telegram and the network have."""

from datetime import timedelta

import httpx
import pytest
from telegram import error as ptb

from bot.telegram_errors import classified
from usecases.ports import UNREACHABLE, Failure

NEW_CHAT = -1_001_234_567_890


def after(error: ptb.TelegramError, cause: Exception | None) -> ptb.TelegramError:
    """An error as PTB raises it from another one."""
    error.__cause__ = cause
    return error


ROWS: list[tuple[ptb.TelegramError, Failure]] = [
    # The person is gone.
    (ptb.Forbidden("Forbidden: bot was blocked by the user"), Failure.BLOCKED),
    (ptb.Forbidden("Forbidden: user is deactivated"), Failure.DEACTIVATED),
    (ptb.Forbidden("Forbidden: bot can't initiate conversation with a user"), Failure.CHAT_GONE),
    (ptb.BadRequest("Chat not found"), Failure.CHAT_GONE),
    # The chat has moved.
    (ptb.ChatMigrated(NEW_CHAT), Failure.MIGRATED),
    # Telegram asks for patience.
    (ptb.RetryAfter(timedelta(seconds=17)), Failure.TOO_FAST),
    # As good as done.
    (ptb.BadRequest("Message is not modified: specified new message content is the same"), Failure.HARMLESS),
    (ptb.BadRequest("Query is too old and response timeout expired or query id is invalid"), Failure.HARMLESS),
    (ptb.BadRequest("Message to delete not found"), Failure.HARMLESS),
    (ptb.BadRequest("Message can't be deleted for everyone"), Failure.HARMLESS),
    # Telegram will never take it.
    (ptb.BadRequest("Message is too long"), Failure.REFUSED),
    (ptb.BadRequest("Can't parse entities: unsupported start tag"), Failure.REFUSED),
    (ptb.BadRequest("Button_data_invalid"), Failure.REFUSED),
    (ptb.BadRequest("Message to edit not found"), Failure.REFUSED),
    # Nothing can be sent at all.
    (ptb.InvalidToken("Unauthorized"), Failure.UNAUTHORISED),
    # It surely did not go out.
    (after(ptb.NetworkError("httpx.ConnectError"), httpx.ConnectError("refused")), Failure.TEMPORARY),
    (after(ptb.TimedOut(), httpx.ConnectTimeout("slow")), Failure.TEMPORARY),
    (after(ptb.TimedOut("Pool timeout"), httpx.PoolTimeout("busy")), Failure.TEMPORARY),
    (ptb.Conflict("terminated by other getUpdates request"), Failure.TEMPORARY),
    # Nobody can say.
    (after(ptb.TimedOut(), httpx.ReadTimeout("no answer")), Failure.UNKNOWN),
    (after(ptb.TimedOut(), httpx.WriteTimeout("half of it")), Failure.UNKNOWN),
    (after(ptb.NetworkError("httpx.RemoteProtocolError"), httpx.RemoteProtocolError("cut")), Failure.UNKNOWN),
    (after(ptb.NetworkError("httpx.ReadError"), httpx.ReadError("reset")), Failure.UNKNOWN),
    (ptb.NetworkError("Internal Server Error: restart"), Failure.UNKNOWN),
    (after(ptb.NetworkError("Bad Gateway"), ptb.TelegramError("Invalid server response")), Failure.UNKNOWN),
    (ptb.TelegramError("Invalid server response"), Failure.UNKNOWN),
]


@pytest.mark.parametrize(("error", "failure"), ROWS, ids=[str(error) for error, _ in ROWS])
def test_each_error_has_its_failure(error: ptb.TelegramError, failure: Failure) -> None:
    """Whether it went out decides, and not the family of the error."""
    assert classified(error).failure is failure


@pytest.mark.parametrize(("error", "failure"), ROWS, ids=[str(error) for error, _ in ROWS])
def test_capitals_do_not_matter(error: ptb.TelegramError, failure: Failure) -> None:
    """PTB capitalises some of Telegram's texts and changes others."""
    if isinstance(error, ptb.BadRequest | ptb.Forbidden):
        assert classified(type(error)(error.message.upper())).failure is failure


def test_the_list_is_closed() -> None:
    """Every failure that there is has a row, and every class of PTB's but that of passports."""
    assert {failure for _, failure in ROWS} == set(Failure)
    kinds = {kind for kind in vars(ptb).values() if isinstance(kind, type) and issubclass(kind, ptb.TelegramError)}
    assert kinds - {type(error) for error, _ in ROWS} == {ptb.PassportDecryptionError, ptb.EndPointNotFound}


def test_a_new_kind_of_error_is_not_taken_for_harmless() -> None:
    """What PTB may add later, and what it has and we never meet: nobody can say whether it went out."""

    class LaterError(ptb.TelegramError):
        """Not known today."""

    for error in (LaterError("?"), ptb.EndPointNotFound("?"), ptb.PassportDecryptionError("?")):
        assert classified(error).failure is Failure.UNKNOWN


@pytest.mark.parametrize("asked", [17, timedelta(seconds=17)])
def test_telegrams_pause_is_kept(asked: int | timedelta) -> None:
    """In seconds, whichever form PTB gives it in."""
    assert classified(ptb.RetryAfter(asked)).pause == 17


def test_the_new_chat_is_kept() -> None:
    """The message goes there."""
    assert classified(ptb.ChatMigrated(NEW_CHAT)).new_chat_id == NEW_CHAT


def test_only_who_is_gone_is_unreachable() -> None:
    """A message that Telegram refuses is our fault, and a slow network nobody's."""
    gone = {failure for error, failure in ROWS if isinstance(error, ptb.Forbidden)} | {Failure.CHAT_GONE}
    assert gone == UNREACHABLE

"""How a command ends. Exit code 0: success; 1: it ran and the answer is no; 2: bad usage or bad input.

Whatever the end, it is told in clear lines on standard error, and never as a traceback.
"""

import asyncio
import sys
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

import click
from sqlalchemy.exc import DatabaseError, DBAPIError, InterfaceError
from telegram.error import InvalidToken, TelegramError

from bot.addresses import ListenError, WebhookRefusedError
from bot.logs import redacted
from bot.only_one import AlreadyRunningError
from bot.poller import SecondPollerError, TokenRefusedError
from bot.settings import Settings, SettingsError, read_settings
from rehab.protocol import ProtocolError
from scheduling.dispatcher import UnauthorisedError
from storage.followed import OtherProtocolError
from storage.upgrade import NewerDatabaseError, OlderDatabaseError
from storage.vault import WrongKeyError
from usecases.ports import StorageAwayError
from wording.proofread import TextsError

BAD_INPUT, NO = 2, 1


class BadInputError(ValueError):
    """What was handed in cannot be used; the message names every problem and its place."""


class AnswerIsNoError(Exception):
    """A command ran to its end, and what it was asked does not hold; the message says what."""


_SAYS_NO = (
    AnswerIsNoError,
    NewerDatabaseError,
    OlderDatabaseError,
    OtherProtocolError,
    WrongKeyError,
    SecondPollerError,
    AlreadyRunningError,
    ListenError,
)


def stop(message: str, code: int) -> None:
    """Say why not, and end."""
    click.echo(redacted(message), err=True)
    sys.exit(code)


def settings(*, token_needed: bool = True) -> Settings:
    """The settings, or an end with every problem at once."""
    try:
        return read_settings(token_needed=token_needed)
    except SettingsError as error:
        stop(str(error), BAD_INPUT)
        raise


def run_to_end(work: Coroutine[Any, Any, None]) -> None:
    """Run something to its end; what can be expected to go wrong becomes one line."""
    try:
        asyncio.run(work)
    except (ProtocolError, TextsError, SettingsError, BadInputError, WebhookRefusedError) as error:
        stop(str(error), BAD_INPUT)
    except _SAYS_NO as error:
        stop(str(error) or str(type(error).__doc__), NO)
    except (TokenRefusedError, UnauthorisedError, InvalidToken):
        stop("BOT_TOKEN: Telegram does not accept it; take it anew from @BotFather", BAD_INPUT)
    except TelegramError as error:
        stop(f"Telegram cannot be reached ({error}); check TELEGRAM_API_URL and the network", NO)
    except (StorageAwayError, DatabaseError, InterfaceError) as error:
        stop(f"DATABASE_URL: the database cannot be used ({_first_words(error)})", NO)
    except OSError as error:
        stop(f"{error.filename or 'sitbone'}: {error.strerror or error}", NO)


def _first_words(error: BaseException) -> str:
    """What the driver says, without the statement that it is about."""
    if isinstance(error, StorageAwayError) and error.__cause__ is not None:
        error = error.__cause__
    said = error.orig if isinstance(error, DBAPIError) else error
    return str(said).splitlines()[0]


class BadUsageError(click.ClickException):
    """A call that cannot be understood."""

    exit_code = BAD_INPUT


class OneLineGroup(click.Group):
    """Says what is wrong with a call in one line, where click would put the usage in front of it."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: object
    ) -> click.Context:
        """Read the options before the command."""
        with _in_one_line():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> object:
        """Read the rest, and do it."""
        with _in_one_line():
            return super().invoke(ctx)


@contextmanager
def _in_one_line() -> Iterator[None]:
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise  # no command at all: the help is the answer
    except click.UsageError as error:
        help_at = f" ({error.ctx.command_path} --help says more)" if error.ctx else ""
        raise BadUsageError(error.format_message().rstrip(".") + help_at) from error

"""The command line: `sitbone`, the same as `python -m bot`.

Exit code 0: success; 1: it ran and the answer is no; 2: bad usage or bad input, with one clear line and no traceback.
"""

import asyncio
import os
import sys
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

import click
from sqlalchemy.exc import InterfaceError, OperationalError
from telegram.error import InvalidToken, TelegramError

from bot.logs import redacted, set_up_logs
from bot.only_one import AlreadyRunningError
from bot.poller import SecondPollerError, TokenRefusedError
from bot.settings import Settings, SettingsError, read_settings
from rehab.protocol import ProtocolError
from scheduling.dispatcher import UnauthorisedError
from storage.upgrade import NewerDatabaseError
from storage.vault import WrongKeyError

BAD_INPUT, NO = 2, 1


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
    except (ProtocolError, SettingsError) as error:
        stop(str(error), BAD_INPUT)
    except (NewerDatabaseError, WrongKeyError, SecondPollerError, AlreadyRunningError) as error:
        stop(str(error) or str(type(error).__doc__), NO)
    except (TokenRefusedError, UnauthorisedError, InvalidToken):
        stop("BOT_TOKEN: Telegram does not accept it; take it anew from @BotFather", BAD_INPUT)
    except TelegramError as error:
        stop(f"Telegram cannot be reached ({error}); check TELEGRAM_API_URL and the network", NO)
    except (OperationalError, InterfaceError) as error:
        stop(f"DATABASE_URL: the database cannot be used ({str(error.orig).splitlines()[0]})", NO)
    except OSError as error:
        stop(f"{error.filename or 'sitbone'}: {error.strerror or error}", NO)


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


@click.group(cls=OneLineGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sitbone", prog_name="sitbone")
def main() -> None:
    """Sitbone: home exercise in proximal hamstring tendinopathy, by Telegram, with a clinician."""


@main.command()
def run() -> None:
    """Run the bot by long polling, until Ctrl-C."""
    chosen = settings()
    set_up_logs(chosen.log_level)
    run_to_end(_run(chosen))


async def _run(chosen: Settings) -> None:
    from bot.app import build
    from bot.lifecycle import run_until_signalled

    async with build(chosen) as app:
        await run_until_signalled(app, click.echo)


@main.command()
@click.option("--port", default=8080, show_default=True, type=click.IntRange(0, 65535), help="Port of the chat page.")
@click.option("--speed", default=10.0, show_default=True, type=click.FloatRange(0.1, 86400), help="Speed of the clock.")
def demo(port: int, speed: float) -> None:
    """Try the whole product on this machine: the bot, a local Telegram, and a chat page. No account needed."""
    from bot.demo import run_demo

    set_up_logs("WARNING")
    run_to_end(run_demo(port, speed, click.echo))


@main.command()
@click.argument("trace", type=click.Path(path_type=Path))
@click.option("--protocol", type=click.Path(path_type=Path), help="A protocol file instead of the shipped one.")
@click.option("--set", "pairs", multiple=True, metavar="NAME=NUMBER", help="A threshold's other value; repeatable.")
@click.option("--diff", is_flag=True, help="List what --set changes, or else what --protocol changes.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def replay(trace: Path, protocol: Path | None, pairs: tuple[str, ...], *, diff: bool, as_json: bool) -> None:
    """Derive every decision of a TRACE file anew; - reads the trace from standard input."""
    from bot.replay import ReplayInputError, diverging, replayed

    try:
        click.echo((diverging if diff else replayed)(trace, protocol, pairs, as_json=as_json))
    except (ReplayInputError, ProtocolError) as error:
        stop(str(error), BAD_INPUT)


@main.command()
@click.option("--patients", default=1000, show_default=True, type=click.IntRange(1, 10_000_000), help="How many.")
@click.option("--weeks", default=26, show_default=True, type=click.IntRange(1, 260), help="For how long.")
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0), help="Which run of chance.")
@click.option("--processes", type=click.IntRange(1, 256), help="On how many processes; else one a processor.")
@click.option("--only", type=click.IntRange(0), help="Only the patient with this number.")
@click.option("--trace", is_flag=True, help="With --only: print that patient's trace for replay.")
def simulate(patients: int, weeks: int, seed: int, processes: int | None, only: int | None, *, trace: bool) -> None:
    """Let virtual patients live through the rules; end with 1 if a safety property is violated."""
    from bot.simulate import Run, UnsafeRunError, simulated, traced

    if trace and only is None:
        raise click.UsageError("--trace needs --only", click.get_current_context())
    run = Run(only or 0, patients if only is None else only + 1, weeks, seed)
    started = perf_counter()
    try:
        click.echo(traced(run) if trace else simulated(run, processes or os.cpu_count() or 1))
    except UnsafeRunError as error:
        stop(str(error), NO)
    if not trace:
        click.echo(f"{(run.end - run.first) / (perf_counter() - started):.1f} patients a second", err=True)


@main.group("protocol")
def protocol_file() -> None:
    """Look after a protocol file."""


@protocol_file.command("check")
@click.argument("file", type=click.Path(path_type=Path), required=False)
def protocol_check(file: Path | None) -> None:
    """Prove a protocol FILE, by default the shipped one: its golden cases, and a ladder without a dead end."""
    from bot.protocol import CheckFailedError, checked
    from rehab.lab.golden import GoldenError

    try:
        click.echo(checked(file))
    except (ProtocolError, GoldenError) as error:
        stop(str(error), BAD_INPUT)
    except CheckFailedError as error:
        stop(str(error), NO)


@main.group()
def db() -> None:
    """Look after the database."""


@db.command("upgrade")
def db_upgrade() -> None:
    """Bring the database to this version's schema; a SQLite file is copied first."""
    run_to_end(_upgrade(settings(token_needed=False)))


async def _upgrade(chosen: Settings) -> None:
    from scheduling.clock import RealClock
    from storage.engine import Database
    from storage.upgrade import head, upgrade

    database = Database(chosen.database_url)
    try:
        copied = await upgrade(database, RealClock().now())
    finally:
        await database.close()
    click.echo(f"The database is at revision {head()}." + (f" Copy of the old one: {copied}" if copied else ""))


@main.command("owner-link")
def owner_link() -> None:
    """Make a link that makes its opener the administrator, for when the old one is lost."""
    run_to_end(_owner_link(settings()))


async def _owner_link(chosen: Settings) -> None:
    from bot.app import build
    from bot.owner import recovery_link

    async with build(chosen) as app:
        click.echo(await recovery_link(app))


if __name__ == "__main__":
    main()

"""The command line: `sitbone`, the same as `python -m bot`.

Exit code 0: success; 1: it ran and the answer is no; 2: bad usage or bad input, with one clear line and no traceback.
"""

import os
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import click

from bot.exits import BAD_INPUT, NO, OneLineGroup, run_to_end, settings, stop
from bot.histories import History, of_file, of_stored_plan
from bot.logs import set_up_logs
from bot.only_one import only_one
from bot.settings import Settings
from bot.upkeep import backup, doctor, restore
from rehab.protocol import ProtocolError

EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(cls=OneLineGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sitbone", prog_name="sitbone")
def main() -> None:
    """Sitbone: home exercise in proximal hamstring tendinopathy, by Telegram, with a clinician."""


@main.command()
def run() -> None:
    """Run the bot until Ctrl-C: by long polling, or with WEBHOOK_URL by webhook."""
    chosen = settings()
    set_up_logs(chosen.log_level)
    run_to_end(_run(chosen))


async def _run(chosen: Settings) -> None:
    from bot.app import build, library_of
    from bot.lifecycle import run_until_signalled

    library_of(chosen)  # a protocol that cannot be used is told before anything is made on the disk
    with only_one(chosen.database_url):
        async with build(chosen) as app:
            await run_until_signalled(app, click.echo)


@main.command()
@click.option("--port", default=8080, show_default=True, type=click.IntRange(0, 65535), help="Port of the chat page.")
@click.option("--speed", default=10.0, show_default=True, type=click.FloatRange(0.1, 86400), help="Speed of the clock.")
@click.option("--protocol", type=EXISTING, help="A protocol file instead of the shipped one.")
def demo(port: int, speed: float, protocol: Path | None) -> None:
    """Try the whole product on this machine: the bot, a local Telegram, and a chat page. No account needed."""
    from bot.demo import run_demo

    set_up_logs("WARNING")
    run_to_end(run_demo(port, speed, click.echo, protocol))


@main.command()
@click.argument("trace", type=click.Path(path_type=Path), required=False)
@click.option("--plan", type=click.IntRange(1), metavar="ID", help="A plan of the database instead of a TRACE.")
@click.option("--protocol", type=click.Path(path_type=Path), help="A protocol file instead of the shipped one.")
@click.option("--set", "pairs", multiple=True, metavar="NAME=NUMBER", help="A threshold's other value; repeatable.")
@click.option("--diff", is_flag=True, help="List what --set changes, or else what --protocol changes.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def replay(
    trace: Path | None, plan: int | None, protocol: Path | None, pairs: tuple[str, ...], *, diff: bool, as_json: bool
) -> None:
    """Derive every decision of a TRACE file, or of a stored plan, anew; - reads the trace from standard input."""
    if (trace is None) == (plan is None):
        raise click.UsageError("needs either TRACE or --plan ID", click.get_current_context())
    from bot.replay import diverging, replayed

    history = of_file(trace) if trace else of_stored_plan(settings(token_needed=False), plan or 0)
    shape = partial(diverging if diff else replayed, protocol_path=protocol, pairs=pairs, as_json=as_json)
    run_to_end(_replay(history, shape))


async def _replay(asked: Awaitable[History], shape: Callable[[History], str]) -> None:
    history = await asked
    if history.note:
        click.echo(history.note, err=True)
    click.echo(shape(history))


@main.command()
@click.argument("plan", type=click.IntRange(1), required=False)
@click.option("--list", "listed", is_flag=True, help="List the plans with their ids, and without names.")
@click.option("--trace", "only_trace", is_flag=True, help="Only the history, for sitbone replay.")
@click.option("--output", type=click.Path(path_type=Path), help="A new file, instead of standard output.")
def export(plan: int | None, output: Path | None, *, listed: bool, only_trace: bool) -> None:
    """Write a PLAN down so that anybody can verify it: its history and its chain, without names and without words."""
    if (plan is None) != listed:
        raise click.UsageError("needs either PLAN or --list", click.get_current_context())
    run_to_end(_export(settings(token_needed=False), plan, output, only_trace=only_trace))


async def _export(chosen: Settings, plan: int | None, output: Path | None, *, only_trace: bool) -> None:
    from bot.export import exported, list_plans, write_new
    from bot.stored import stored_chains

    async with stored_chains(chosen) as chains:
        if plan is None:
            await list_plans(chains, click.echo)
            return
        text = await exported(chains, plan, only_trace=only_trace)
    if output is None:
        click.echo(text)
    else:
        write_new(output, f"{text}\n".encode())


@main.command("export-patient")
@click.argument("number", metavar="PATIENT|PLAN", type=click.IntRange(1))
@click.option("--output", type=click.Path(path_type=Path), help="A new file, instead of one here that names nobody.")
def export_patient(number: int, output: Path | None) -> None:
    """Write down all that is held of a patient, to be handed to them: an archive to read, with names and words."""
    run_to_end(_export_patient(settings(token_needed=False), number, output))


async def _export_patient(chosen: Settings, number: int, output: Path | None) -> None:
    from bot.export import write_new
    from bot.export_patient import patient_archive

    name, archive = await patient_archive(chosen, number)
    path = output or Path(name)
    write_new(path, archive)
    click.echo(f"{path} holds everything that is kept of {number}. Hand it to nobody but them, then delete it.")


@main.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option(
    "--protocol",
    "protocols",
    multiple=True,
    type=click.Path(path_type=Path),
    help="File of a protocol that a chain names; repeatable.",
)
def verify(file: Path | None, protocols: tuple[Path, ...]) -> None:
    """Verify an export FILE, or without one every plan of the database: the chain, and every decision in it."""
    run_to_end(_verify_file(file, protocols) if file else _verify(settings(token_needed=False), protocols))


async def _verify_file(file: Path, protocols: tuple[Path, ...]) -> None:
    from bot.stored import known_protocols
    from bot.verify import verified_file

    click.echo(verified_file(file, known_protocols(protocols)))


async def _verify(chosen: Settings, protocols: tuple[Path, ...]) -> None:
    from bot.stored import known_protocols, stored_chains
    from bot.verify import verify_all

    async with stored_chains(chosen) as chains:
        await verify_all(chains, known_protocols((chosen.protocol, *protocols)), click.echo)


@main.command()
@click.argument("number", metavar="PATIENT|PLAN", type=click.IntRange(1))
@click.option("--yes", is_flag=True, help="Yes, for good: nobody can bring it back.")
def erase(number: int, *, yes: bool) -> None:
    """Erase a patient, by their number or their plan's: the key, the name, the answers. An anonymous chain stays."""
    if not yes:
        raise click.UsageError("cannot be undone; say --yes if it is to be", click.get_current_context())
    run_to_end(_erase(settings(token_needed=False), number))


async def _erase(chosen: Settings, number: int) -> None:
    from bot.erase import erased_by_operator
    from bot.stored import stored_work

    async with stored_work(chosen) as work:
        click.echo(await erased_by_operator(work, number))


@main.command()
@click.option("--patients", default=1000, show_default=True, type=click.IntRange(1, 10_000_000), help="How many.")
@click.option("--weeks", default=26, show_default=True, type=click.IntRange(1, 260), help="For how long.")
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0), help="Which run of chance.")
@click.option("--processes", type=click.IntRange(1, 256), help="On how many processes; else one a processor.")
@click.option("--only", type=click.IntRange(0), help="Only the patient with this number.")
@click.option("--picture", type=click.Path(path_type=Path), metavar="FILE", help="Draw who stood where: .png or .svg.")
@click.option("--protocol", type=click.Path(path_type=Path), help="A protocol file instead of the shipped one.")
@click.option("--trace", is_flag=True, help="With --only: print that patient's trace for replay.")
def simulate(
    patients: int,
    weeks: int,
    seed: int,
    processes: int | None,
    only: int | None,
    picture: Path | None,
    protocol: Path | None,
    *,
    trace: bool,
) -> None:
    """Let virtual patients live through the rules; end with 1 if a safety property is violated."""
    from bot.simulate import Run, simulate_all, trace_one

    if trace and (only is None or picture is not None):
        raise click.UsageError("--trace needs --only, and no --picture", click.get_current_context())
    run = Run(only or 0, patients if only is None else only + 1, weeks, seed, protocol)
    if trace:
        run_to_end(trace_one(run, click.echo))
        return
    aside = partial(click.echo, err=True)
    run_to_end(simulate_all(run, processes or os.cpu_count() or 1, picture, say=click.echo, aside=aside))


@main.group("protocol")
def protocol_file() -> None:
    """Look after a protocol file."""


@protocol_file.command("check")
@click.argument("file", type=click.Path(path_type=Path), required=False)
def protocol_check(file: Path | None) -> None:
    """Prove a protocol FILE, by default the shipped one: golden cases, a ladder without a dead end, its texts."""
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


@main.group()
def keys() -> None:
    """Look after the keys that the database is sealed with."""


@keys.command("new")
def keys_new() -> None:
    """Print a fresh key, to stand first in ENCRYPTION_KEYS."""
    from storage.vault import new_key

    click.echo(new_key())


@keys.command("rotate")
def keys_rotate() -> None:
    """Wrap everything anew with the first of ENCRYPTION_KEYS; then the others can go. Safe while the bot runs."""
    run_to_end(_rotate(settings(token_needed=False)))


async def _rotate(chosen: Settings) -> None:
    from bot.keys import kept_keys
    from bot.stored import stored_database
    from storage.rotation import rotate
    from storage.vault import keyring

    ring = keyring(kept_keys(chosen))
    async with stored_database(chosen) as database:
        click.echo(f"{await rotate(database, ring)} keys are wrapped with the first of ENCRYPTION_KEYS.")
        await database.empty_log()


@main.command("owner-link")
def owner_link() -> None:
    """Make a link that makes its opener the administrator, for when the old one is lost."""
    run_to_end(_owner_link(settings()))


async def _owner_link(chosen: Settings) -> None:
    from bot.app import build
    from bot.owner import recovery_link

    async with build(chosen) as app:
        click.echo(await recovery_link(app))


for upkeep in (doctor, backup, restore):
    main.add_command(upkeep)

if __name__ == "__main__":
    main()

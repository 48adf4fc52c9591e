"""What an operator does to look after a clinic's bot, as commands: doctor, backup, restore."""

from pathlib import Path

import click

from bot.exits import run_to_end, settings
from bot.settings import Settings


@click.command()
def doctor() -> None:
    """Look at settings, files, keys, database, clock, token and webhook, and say what is to be done; change nothing."""
    run_to_end(_doctor())


async def _doctor() -> None:
    from bot.doctor import examine

    await examine(click.echo)


@click.command()
@click.argument("output", type=click.Path(path_type=Path))
def backup(output: Path) -> None:
    """Copy everything, as it is at one moment, into the new file OUTPUT that only ENCRYPTION_KEYS open."""
    run_to_end(_backup(settings(token_needed=False), output))


async def _backup(chosen: Settings, output: Path) -> None:
    from bot.backup import backed_up

    click.echo(await backed_up(chosen, output))


@click.command()
@click.argument("file", metavar="BACKUP", type=click.Path(path_type=Path))
def restore(file: Path) -> None:
    """Take a BACKUP into an empty database, of either kind; with a changed or other file nothing is done."""
    run_to_end(_restore(settings(token_needed=False), file))


async def _restore(chosen: Settings, file: Path) -> None:
    from bot.backup import restored

    click.echo(await restored(chosen, file))

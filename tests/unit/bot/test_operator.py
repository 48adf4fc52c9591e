"""The operator's side of who may do what: every command says what it gets to see, and none sees more."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from bot.cli import main
from rehab.permissions import COMMAND_LINE, Reach


def commands(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command of the command line, with what is written for it."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


COMMANDS = dict(commands(main))


def test_every_command_has_a_row() -> None:
    """And the table names no other."""
    assert set(COMMANDS) == set(COMMAND_LINE)


@pytest.mark.parametrize("name", [name for name, reach in COMMAND_LINE.items() if reach is Reach.NOTHING])
def test_what_reaches_nothing_reads_no_settings(name: str) -> None:
    """Without them it knows neither the database nor a key."""
    source = inspect.getsource(inspect.unwrap(COMMANDS[name].callback or main))
    called = {node.func.id for node in ast.walk(ast.parse(source)) if _calls_by_name(node)}  # type: ignore[attr-defined]
    assert "settings" not in called


def _calls_by_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name)


@pytest.mark.parametrize("name", [name for name, reach in COMMAND_LINE.items() if reach is Reach.HISTORIES])
def test_what_reaches_histories_works_without_the_keys(tmp_path: Path, name: str) -> None:
    """It is not even told when a key is wrong, or when none is there: names and words stay sealed."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'sitbone.db'}"
    assert CliRunner(env={"DATABASE_URL": url}).invoke(main, ["db", "upgrade"]).exit_code == 0
    more = {"replay": ["--plan", "1"], "export": ["--list"], "verify": []}[name]
    ended = CliRunner(env={"DATABASE_URL": url}).invoke(main, [name, *more])
    assert ended.exit_code in {0, 2}  # there is no plan 1
    assert not list(tmp_path.glob("*key*"))

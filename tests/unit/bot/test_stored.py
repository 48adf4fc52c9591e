"""Commands that only read the database: what they say when there is none, or one that they cannot use."""

import asyncio
from pathlib import Path

import pytest

from storage.engine import Database
from tests.command_line import sitbone

COMMANDS = (["verify"], ["export", "--list"], ["export", "1"], ["replay", "--plan", "1"])


def ends(address: str, command: list[str], **settings: str) -> tuple[int, str]:
    """Exit code and the one line of a command that cannot do its work."""
    result = sitbone(*command, env={"DATABASE_URL": address, **settings})
    assert result.stdout == ""
    [line] = result.stderr.splitlines()
    return result.exit_code, line


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a database is said to be."""
    return tmp_path / "data" / "sitbone.db"


@pytest.mark.parametrize("command", COMMANDS)
def test_a_database_that_is_not_there_is_not_made(file: Path, command: list[str]) -> None:
    """Looking for it leaves neither a file nor a folder."""
    code, line = ends(f"sqlite+aiosqlite:///{file}", command)
    assert (code, line) == (1, f"DATABASE_URL: there is no file {file}")
    assert not file.parent.exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_an_empty_database_is_left_empty(file: Path, command: list[str]) -> None:
    """It is said what brings it up to date."""
    asyncio.run(Database(f"sqlite+aiosqlite:///{file}").close())
    code, line = ends(f"sqlite+aiosqlite:///{file}", command)
    assert code == 1
    assert "`sitbone db upgrade` brings it up to date" in line


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_is_no_database_is_one_line(file: Path, command: list[str]) -> None:
    """Whatever it holds, it stays as it is."""
    file.parent.mkdir()
    file.write_text("my diary, " * 1000)
    code, line = ends(f"sqlite+aiosqlite:///{file}", command)
    assert (code, line) == (1, "DATABASE_URL: the database cannot be used (file is not a database)")
    assert file.read_text() == "my diary, " * 1000


def test_a_server_that_is_away_is_one_line() -> None:
    """With the reason that the driver gives."""
    code, line = ends("postgresql+psycopg://nobody@127.0.0.1:9/nothing", ["verify"])
    assert code == 1
    assert line.startswith("DATABASE_URL: the database cannot be used (connection ")


def test_settings_that_cannot_be_used_are_bad_input(file: Path) -> None:
    """No token is asked for, and a protocol that is not there is."""
    code, line = ends(f"sqlite+aiosqlite:///{file}", ["verify"], PROTOCOL="/nowhere.toml")
    assert (code, line) == (2, "PROTOCOL: there is no such file")

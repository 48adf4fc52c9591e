"""What an operator sets, and what they are told when it cannot be used: everything at once, in their own words."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.settings import TELEGRAM, Settings, SettingsError, read_settings
from storage.vault import new_key

TOKEN = "123456789:AAbbccddeeffgghhiijjkkllmmnnooppqqr"
ROOT = Path(__file__).parents[3]


@pytest.fixture
def env(folder: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment with a token and nothing else."""
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    return monkeypatch


def problems(*, token_needed: bool = True) -> list[str]:
    """What an operator reads who has set this."""
    with pytest.raises(SettingsError) as caught:
        read_settings(token_needed=token_needed)
    return caught.value.problems


def test_a_token_is_all_that_is_needed(env: pytest.MonkeyPatch) -> None:
    """Everything else has a default that a clinic can begin with."""
    found = read_settings()
    assert found.bot_token.get_secret_value() == TOKEN
    assert (found.database_url, found.telegram_api_url) == ("sqlite+aiosqlite:///data/sitbone.db", TELEGRAM)
    assert (found.clock_speed, found.log_level, found.encryption_keys, found.owner_code) == (1, "INFO", (), None)


def test_settings_are_read_from_a_file_and_the_environment_wins(env: pytest.MonkeyPatch, folder: Path) -> None:
    """As `.env.example` promises."""
    (folder / ".env").write_text("BOT_TOKEN=1234:file\nCLINIC_TIMEZONE=Europe/Dublin\nLOG_LEVEL=debug\n")
    env.setenv("LOG_LEVEL", "WARNING")
    found = read_settings()
    assert found.bot_token.get_secret_value() == TOKEN
    assert (found.clinic_timezone, found.log_level) == ("Europe/Dublin", "WARNING")


def test_a_line_left_empty_is_not_set(env: pytest.MonkeyPatch, folder: Path) -> None:
    """Whoever takes the example's comment signs away and fills nothing in has set nothing."""
    lines = (ROOT / ".env.example").read_text("utf-8").splitlines()
    names = [line.lstrip("#").partition("=")[0] for line in lines if "=" in line and " " not in line]
    assert {"OWNER_CODE", "ENCRYPTION_KEYS", "PROTOCOL", "LOG_LEVEL"} <= set(names)
    before = read_settings()
    (folder / ".env").write_text("".join(f"{name}=\n" for name in [*names, "WEBHOOK_URL"]))
    assert read_settings() == before


def test_every_problem_is_told_at_once(env: pytest.MonkeyPatch) -> None:
    """One line each, with the name of the setting, so that nobody has to start ten times."""
    wrong = {
        "BOT_TOKEN": "hunter2",
        "DATABASE_URL": "mysql://somewhere/else",
        "TELEGRAM_API_URL": "api.telegram.org",
        "CLINIC_TIMEZONE": "Mars/Olympus",
        "ENCRYPTION_KEYS": "short",
        "OWNER_CODE": "no spaces",
        "PROTOCOL": "nowhere.toml",
        "CLOCK_SPEED": "fast",
        "LOG_LEVEL": "LOUD",
        "WEBHOOK_URL": "https://example.org",
    }
    for name, value in wrong.items():
        env.setenv(name, value)
    found = problems()
    assert [one.partition(":")[0] for one in found] == list(wrong)
    assert "hunter2" not in "\n".join(found)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("BOT_TOKEN", "123:short", "is not a token"),
        ("DATABASE_URL", "nonsense", "is not a database address"),
        ("DATABASE_URL", "postgresql+psycopg://host:port/x", "is not a database address"),
        ("DATABASE_URL", "postgresql://host/x", "must begin with"),
        ("DATABASE_URL", "sqlite+aiosqlite://", "must name a database"),
        ("DATABASE_URL", "sqlite+aiosqlite:///:memory:", "must name a database"),
        ("DATABASE_URL", "sqlite+aiosqlite:///data/", "must name a database"),
        ("DATABASE_URL", "postgresql+psycopg://host", "must name a database"),
        ("TELEGRAM_API_URL", "https://host/bot", "must be an origin"),
        ("TELEGRAM_API_URL", "https://host?x=1", "must be an origin"),
        ("TELEGRAM_API_URL", "https://me@host", "must be an origin"),
        ("TELEGRAM_API_URL", "https://host:99999", "must be an origin"),
        ("TELEGRAM_API_URL", "https://[::1", "must be an origin"),
        ("TELEGRAM_API_URL", "ftp://host", "must be an origin"),
        ("CLINIC_TIMEZONE", "BST", "is not a zone"),
        ("ENCRYPTION_KEYS", "AAAA, BBBB", "each key must be 32 bytes"),
        ("OWNER_CODE", "short", "must be 8 to 64 characters"),
        ("PROTOCOL", ".", "there is no such file"),
        ("CLOCK_SPEED", "0", "should be greater than 0"),
        ("CLOCK_SPEED", "nan", "should be"),
        ("CLOCK_SPEED", "10", "must be 1 unless TELEGRAM_API_URL is on this machine"),
        ("LOG_LEVEL", "ALL", "must be one of DEBUG, INFO, WARNING, ERROR"),
        ("LISTEN", "127.0.0.1:80", "is not part of this version"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(env: pytest.MonkeyPatch, name: str, value: str, told: str) -> None:
    """And what was expected instead."""
    env.setenv(name, value)
    (problem,) = problems()
    assert problem.startswith(f"{name}: ")
    assert told in problem


def test_what_this_version_does_not_have_is_refused_in_the_file_too(env: pytest.MonkeyPatch, folder: Path) -> None:
    """Silence would look like consent."""
    (folder / ".env").write_text("HEARTBEAT_URL=https://example.org/ping\n")
    assert problems()[0].startswith("HEARTBEAT_URL: is not part of this version")


def test_a_file_that_is_not_text_is_told(env: pytest.MonkeyPatch, folder: Path) -> None:
    """Saved by an editor in another encoding."""
    (folder / ".env").write_bytes(b"OWNER_CODE=\xff\xfe\x00")
    assert problems() == [".env: cannot be read as UTF-8 text"]


@pytest.mark.parametrize("server", ["http://127.0.0.1:8081", "http://localhost:1", "http://[::1]:8081/"])
def test_time_may_run_faster_only_on_this_machine(env: pytest.MonkeyPatch, server: str) -> None:
    """Against a local server nobody real is written to."""
    env.setenv("CLOCK_SPEED", "60")
    env.setenv("TELEGRAM_API_URL", server)
    found = read_settings()
    assert (found.clock_speed, found.telegram_api_url) == (60, server.rstrip("/"))


def test_several_keys_are_listed_with_commas_or_spaces(env: pytest.MonkeyPatch) -> None:
    """The newest first."""
    newest, older, oldest = new_key(), new_key(), new_key()
    env.setenv("ENCRYPTION_KEYS", f"{newest}, {older}\n{oldest}")
    assert [key.get_secret_value() for key in read_settings().encryption_keys] == [newest, older, oldest]


def test_nothing_secret_shows(env: pytest.MonkeyPatch) -> None:
    """Whoever prints the settings sees that they are set, and not to what."""
    key, code = new_key(), "owner-code-4711"
    env.setenv("ENCRYPTION_KEYS", key)
    env.setenv("OWNER_CODE", code)
    shown = f"{read_settings()!r} {read_settings()}"
    assert not [secret for secret in (TOKEN, key, code) if secret in shown]


def test_some_commands_need_no_token(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They never talk to Telegram; the other settings are checked all the same."""
    assert isinstance(read_settings(token_needed=False), Settings)
    monkeypatch.setenv("LOG_LEVEL", "LOUD")
    assert problems(token_needed=False) == ["LOG_LEVEL: must be one of DEBUG, INFO, WARNING, ERROR"]


@pytest.mark.parametrize("command", [["run"], ["owner-link"], ["db", "upgrade"]])
def test_a_command_that_cannot_be_run_says_why_and_ends_with_2(
    env: pytest.MonkeyPatch, folder: Path, command: list[str]
) -> None:
    """On standard error, every problem, and nothing is made on the disk."""
    env.setenv("CLINIC_TIMEZONE", "Mars/Olympus")
    env.setenv("LOG_LEVEL", "LOUD")
    ended = CliRunner().invoke(main, command)
    assert ended.exit_code == 2
    assert [line.partition(":")[0] for line in ended.stderr.splitlines()] == ["CLINIC_TIMEZONE", "LOG_LEVEL"]
    assert ended.stdout == ""
    assert list(folder.iterdir()) == []


def test_a_program_without_a_token_ends_in_one_line(folder: Path) -> None:
    """The real program, as an operator starts it: no traceback."""
    command = [sys.executable, "-m", "bot", "run"]
    path = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}
    ended = subprocess.run(command, env=path, cwd=folder, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", "BOT_TOKEN: is missing\n")


def test_a_database_that_is_away_ends_with_1(env: pytest.MonkeyPatch, folder: Path) -> None:
    """It ran, and the answer is no; the password in the address does not show."""
    env.setenv("DATABASE_URL", f"postgresql+psycopg://me:s3cret@/sitbone?host={folder}")
    ended = CliRunner().invoke(main, ["db", "upgrade"])
    assert (ended.exit_code, len(ended.stderr.splitlines())) == (1, 1)
    assert ended.stderr.startswith("DATABASE_URL: the database cannot be used")
    assert "s3cret" not in ended.stderr


def test_a_folder_that_cannot_be_made_is_named(env: pytest.MonkeyPatch, folder: Path) -> None:
    """One line with the place, and exit code 1."""
    (folder / "data").write_text("a file where the folder should be")
    ended = CliRunner().invoke(main, ["db", "upgrade"])
    assert (ended.exit_code, len(ended.stderr.splitlines())) == (1, 1)
    assert "data" in ended.stderr

"""What an operator sets, and what they are told when it cannot be used: everything at once, in their own words."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.addresses import Listen
from bot.cli import main
from bot.demo import demo_settings
from bot.settings import TELEGRAM, Settings, SettingsError, read_settings
from sandbox.clocks import ManualClock
from sandbox.server import SandboxServer
from sandbox.world import World
from storage.vault import new_key

TOKEN = "123456789:AAbbccddeeffgghhiijjkkllmmnnooppqqr"
NOW = datetime(2026, 1, 5, 7, tzinfo=UTC)
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
    assert (found.listen, found.webhook_url, found.webhook_secret, found.heartbeat_url) == (None, None, None, None)


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
    assert {"OWNER_CODE", "ENCRYPTION_KEYS", "PROTOCOL", "LOG_LEVEL", "LISTEN", "WEBHOOK_URL"} <= set(names)
    before = read_settings()
    (folder / ".env").write_text("".join(f"{name}=\n" for name in names))
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
        "LISTEN": "everywhere",
        "WEBHOOK_SECRET": "no spaces",
        "WEBHOOK_URL": "example.org",
        "HEARTBEAT_URL": "example.org",
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
        ("LISTEN", "8080", "must be host:port"),
        ("LISTEN", ":8080", "must be host:port"),
        ("LISTEN", "127.0.0.1:65536", "must be host:port"),
        ("LISTEN", "http://127.0.0.1:8080", "must be host:port"),
        ("LISTEN", "::1:8080", "must be host:port"),
        ("WEBHOOK_SECRET", "with space", "must be 1 to 256 characters"),
        ("WEBHOOK_SECRET", "x" * 257, "must be 1 to 256 characters"),
        ("WEBHOOK_URL", "https://example.org/telegram/x", "needs LISTEN and WEBHOOK_SECRET as well"),
        ("HEARTBEAT_URL", "ftp://example.org", "is not a web address"),
        ("HEARTBEAT_URL", "https://", "is not a web address"),
        ("HEARTBEAT_URL", "https://example.org/a b", "is not a web address"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(env: pytest.MonkeyPatch, name: str, value: str, told: str) -> None:
    """And what was expected instead."""
    env.setenv(name, value)
    (problem,) = problems()
    assert problem.startswith(f"{name}: ")
    assert told in problem


@pytest.fixture
def web(env: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment with a web server."""
    env.setenv("LISTEN", "127.0.0.1:8081")
    env.setenv("WEBHOOK_SECRET", "a-secret_of-4711")
    return env


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("example.org/telegram/x", "is not a web address"),
        ("https://", "is not a web address"),
        ("https://example.org/telegram/x?y=1", "is not a web address"),
        ("https://me@example.org/telegram/x", "is not a web address"),
        ("http://example.org/telegram/x", "must begin with https://"),
        ("https://example.org/updates", "its path must end in /telegram/ and a name"),
        ("https://example.org/telegram/", "its path must end in /telegram/ and a name"),
    ],
)
def test_a_webhook_that_telegram_could_not_use_is_refused(web: pytest.MonkeyPatch, value: str, told: str) -> None:
    """Before Telegram is asked, in one line."""
    web.setenv("WEBHOOK_URL", value)
    (problem,) = problems()
    assert problem.startswith("WEBHOOK_URL: ")
    assert told in problem


@pytest.mark.parametrize(
    ("value", "used"),
    [
        ("https://example.org/telegram/x", "https://example.org/telegram/x"),
        ("https://example.org/clinic/telegram/x", "https://example.org/clinic/telegram/x"),
        ("https://example.org:8443", "https://example.org:8443/telegram/updates"),
        ("https://example.org/", "https://example.org/telegram/updates"),
        ("http://127.0.0.1:8081/telegram/x", "http://127.0.0.1:8081/telegram/x"),
    ],
)
def test_where_telegram_brings_its_updates(web: pytest.MonkeyPatch, value: str, used: str) -> None:
    """An origin gets the usual path; a proxy may put another one in front."""
    web.setenv("WEBHOOK_URL", value)
    assert read_settings().webhook_url == used


@pytest.mark.parametrize(
    ("value", "host", "port"), [("127.0.0.1:8081", "127.0.0.1", 8081), ("[::1]:80", "::1", 80), ("host:0", "host", 0)]
)
def test_where_the_web_server_listens(env: pytest.MonkeyPatch, value: str, host: str, port: int) -> None:
    """It can be there without a webhook, for health and metrics."""
    env.setenv("LISTEN", value)
    assert read_settings().listen == Listen(host, port)


@pytest.mark.parametrize("missing", ["LISTEN", "WEBHOOK_SECRET"])
def test_a_webhook_needs_the_web_server_and_its_secret(web: pytest.MonkeyPatch, missing: str) -> None:
    """One clear line says what is missing; if that is set and wrong, only that is told."""
    web.setenv("WEBHOOK_URL", "https://example.org/telegram/x")
    web.delenv(missing)
    assert problems() == [f"WEBHOOK_URL: needs {missing} as well"]
    web.setenv(missing, "not one")
    assert [one.partition(":")[0] for one in problems()] == [missing]


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
    key, code, hook, ping = new_key(), "owner-code-4711", "webhook-secret-4711", "https://example.org/ping-4711"
    env.setenv("ENCRYPTION_KEYS", key)
    env.setenv("OWNER_CODE", code)
    env.setenv("WEBHOOK_SECRET", hook)
    env.setenv("HEARTBEAT_URL", ping)
    shown = f"{read_settings()!r} {read_settings()}"
    assert not [secret for secret in (TOKEN, key, code, hook, ping) if secret in shown]


def test_nothing_that_is_set_reaches_the_demonstration(env: pytest.MonkeyPatch, folder: Path) -> None:
    """A visitor may have settings of a real clinic lying about."""
    before = demo_settings(SandboxServer(World(ManualClock(NOW)), port=8081), folder)
    for name in Settings.model_fields:
        env.setenv(name.upper(), "what the demonstration must not see")
    after = demo_settings(SandboxServer(World(ManualClock(NOW)), port=8081), folder)
    made_anew = ("owner_code", "encryption_keys")
    assert [
        one for one in Settings.model_fields if one not in made_anew and getattr(before, one) != getattr(after, one)
    ] == []
    assert before.webhook_url is None


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


def test_how_long_things_are_kept_is_set_in_days(env: pytest.MonkeyPatch) -> None:
    """Ended plans stay until somebody erases them, unless the clinic says otherwise; the rest has a usual period."""
    usual = read_settings().periods
    assert [usual.traffic.days, usual.unfinished.days, usual.prompts.days] == [90, 30, 365]
    assert usual.ended is None
    env.setenv("KEEP_ENDED_DAYS", "2922")
    env.setenv("KEEP_TRAFFIC_DAYS", "35")
    chosen = read_settings().periods
    assert (chosen.ended, chosen.traffic) == (timedelta(days=2922), timedelta(days=35))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KEEP_TRAFFIC_DAYS", "34"),  # what was said once could be said again
        ("KEEP_UNFINISHED_DAYS", "13"),
        ("KEEP_PROMPTS_DAYS", "0"),
        ("KEEP_ENDED_DAYS", "0"),
        ("KEEP_ENDED_DAYS", "never"),
        ("KEEP_ENDED_DAYS", "36501"),
    ],
)
def test_a_period_that_cannot_be_kept_is_refused(env: pytest.MonkeyPatch, name: str, value: str) -> None:
    """With its name, and what it may be."""
    env.setenv(name, value)
    [problem] = problems()
    assert problem.startswith(f"{name}: should be")

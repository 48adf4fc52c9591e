"""`sitbone doctor` with a local Bot API server and both kinds of database: a line a check, and never a secret."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from sqlalchemy import text
from telegram import Bot

from sandbox.clocks import RunningClock
from sandbox.server import SandboxServer
from sandbox.world import World
from scheduling.clock import RealClock
from storage.engine import Database
from storage.vault import new_key
from tests.command_line import sitbone
from tests.integration.databases import KEY, Databases

TOKEN = "7000000001:sandbox-not-a-secret-0123456789abc"
OTHER_TOKEN = "7000000002:sandbox-not-a-secret-0123456789abc"
SECRET, OWNER, PASSWORD = "telegrams-proof-7781", "the-owners-code-4477", "hunter2-of-the-database"
OTHER_KEY = new_key()
SECRETS = (TOKEN, OTHER_TOKEN, KEY, OTHER_KEY, SECRET, OWNER, PASSWORD)
HOOK = {"LISTEN": "127.0.0.1:8081", "WEBHOOK_SECRET": SECRET, "WEBHOOK_URL": "http://127.0.0.1:8081"}
SQLITE = "sqlite+aiosqlite:///"
PATH = "/telegram/updates"


class Practice:
    """A clinic's machine, on which an operator asks the doctor."""

    def __init__(self, address: str, server: SandboxServer) -> None:
        self.settings = {
            "BOT_TOKEN": TOKEN,
            "DATABASE_URL": address,
            "ENCRYPTION_KEYS": KEY,
            "TELEGRAM_API_URL": server.url,
            "OWNER_CODE": OWNER,
        }
        self.lines: list[str] = []

    async def asks(self, **given: str) -> int:
        """Ask, with other settings; keeps what was said and returns the exit code."""
        result = await asyncio.to_thread(sitbone, "doctor", env=self.settings | given)
        assert [one for one in SECRETS if one in result.output] == []
        self.lines = result.stdout.splitlines()
        wrong = sum(line.startswith("WRONG ") for line in self.lines)
        summary = f"{wrong} of {len(self.lines)} lines ask for something to be done.\n"
        assert result.stderr == (summary if wrong else "")
        assert all(line[:7].strip() in {"ok", "WRONG", "-"} for line in self.lines)
        return result.exit_code

    def said(self, about: str) -> list[str]:
        """What was said of something."""
        return [line for line in self.lines if line[7:].startswith(f"{about}: ")]

    @property
    def file(self) -> Path:
        """The database file."""
        return Path(self.settings["DATABASE_URL"].removeprefix(SQLITE))


@pytest.fixture
async def world() -> World:
    """Telegram."""
    return World(RunningClock(RealClock().now()))


@pytest.fixture
async def server(world: World) -> AsyncIterator[SandboxServer]:
    """Its server."""
    async with SandboxServer(world) as running:
        yield running


@pytest.fixture
def practice(databases: Databases, server: SandboxServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Practice:
    """Everything in order."""
    monkeypatch.chdir(tmp_path)
    return Practice(moved(databases.own(), tmp_path), server)


def moved(address: str, folder: Path) -> str:
    """A SQLite file in a folder of its own, with nobody else's files beside it."""
    file = address.removeprefix(SQLITE)
    return address if file == address else f"{SQLITE}{shutil.move(file, folder / 'sitbone.db')}"


on_sqlite = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


async def test_when_all_is_well_every_line_says_so(practice: Practice) -> None:
    """Exit code 0, and nothing but what an operator wants to know."""
    assert await practice.asks() == 0
    assert {line[:7].strip() for line in practice.lines} == {"ok"}
    abouts = [line[7:].split(":")[0] for line in practice.lines]
    server = ["database", "schema", "keys", "telegram", "clock", "token", "webhook"]
    on_a_server = [server[0], "clock", *server[1:]]
    served = "postgresql" in practice.settings["DATABASE_URL"]
    assert abouts == ["settings", "protocol", "files", "disk", *(on_a_server if served else server)]
    assert practice.said("keys") == ["ok     keys: open all 2 keys in the database"]
    assert practice.said("webhook") == ["ok     webhook: none, the bot asks; 0 updates wait"]


# --- settings and files ----------------------------------------------------------------------------------------------


@on_sqlite
async def test_every_problem_of_the_settings_is_a_line(practice: Practice) -> None:
    """Nothing else is looked at: it would be with the wrong settings."""
    assert await practice.asks(BOT_TOKEN="", CLINIC_TIMEZONE="Mars/Base", ENCRYPTION_KEYS="too-short") == 1
    assert len(practice.said("settings")) == len(practice.lines) == 3
    assert "WRONG  settings: BOT_TOKEN: is missing. Correct it in .env or in the environment" in practice.lines


@on_sqlite
async def test_a_protocol_that_cannot_be_used_is_told_with_its_place(practice: Practice, tmp_path: Path) -> None:
    """And the rest is looked at all the same."""
    written(tmp_path / "mine.toml", "id = 7")
    assert await practice.asks(PROTOCOL=str(tmp_path / "mine.toml")) == 1
    [line] = practice.said("protocol")
    assert line.startswith(f"WRONG  protocol: {tmp_path / 'mine.toml'}")
    assert len(practice.lines) > 5


def written(file: Path, content: str, mode: int = 0o600) -> Path:
    """A file that only some may use."""
    file.write_text(content)
    file.chmod(mode)
    return file


@on_sqlite
@pytest.mark.parametrize("mode", [0o604, 0o660, 0o601])
async def test_settings_that_others_can_use_are_told(practice: Practice, mode: int) -> None:
    """Their group may read them, as where they belong to root and the bot's user is in the group."""
    written(Path(".env"), "# nothing\n", mode)
    assert await practice.asks() == 1
    assert practice.said("files") == ["WRONG  files: others than its owner can use .env. chmod 600 .env"]
    written(Path(".env"), "# nothing\n", 0o640)
    assert await practice.asks() == 0
    assert practice.said("files")[0].startswith("ok     files: nobody else can read .env, ")


@on_sqlite
async def test_a_database_or_key_that_others_can_read_is_told(practice: Practice) -> None:
    """And so are the copies that were made before an upgrade."""
    copy = written(practice.file.with_name(f"{practice.file.name}.before-upgrade-0001-x"), "", 0o644)
    key = written(practice.file.with_name("encryption.key"), KEY, 0o640)
    practice.file.chmod(0o644)
    assert await practice.asks(ENCRYPTION_KEYS="") == 1
    assert {line.split()[-1] for line in practice.said("files")} == {str(copy), str(key), str(practice.file)}
    assert practice.said("keys") == ["ok     keys: open all 2 keys in the database"]


@on_sqlite
async def test_a_disk_that_is_nearly_full_is_told(practice: Practice, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before it is full."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=900_000_000))
    assert await practice.asks() == 1
    assert practice.said("disk")[0].startswith("WRONG  disk: 900 MB free at ")


# --- the database ----------------------------------------------------------------------------------------------------


@on_sqlite
async def test_a_database_that_is_not_there_is_not_made(practice: Practice, tmp_path: Path) -> None:
    """What depends on it is left out."""
    assert await practice.asks(DATABASE_URL=f"{SQLITE}{tmp_path / 'away' / 'sitbone.db'}") == 1
    assert practice.said("database")[0].startswith(f"WRONG  database: there is no file {tmp_path}")
    assert practice.said("keys") == ["-      keys: not looked at, because there is no database"]
    assert practice.said("token")[0].startswith("ok ")
    assert "away" not in [one.name for one in Path.cwd().iterdir()]


@on_sqlite
async def test_a_server_that_is_away_is_told(practice: Practice) -> None:
    """Without the password that is in its address."""
    assert await practice.asks(DATABASE_URL=f"postgresql+psycopg://sitbone:{PASSWORD}@127.0.0.1:9/nothing") == 1
    [line] = practice.said("database")
    assert line.startswith("WRONG  database: cannot be used (connection ")
    assert line.endswith("Start the server, or correct DATABASE_URL")


@on_sqlite
async def test_a_file_that_is_no_database_is_told(practice: Practice) -> None:
    """And left as it is."""
    written(practice.file, "my diary, " * 1000)
    assert await practice.asks() == 1
    assert "(file is not a database)" in practice.said("database")[0]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "is of a newer Sitbone. Install that version"),
        ("DELETE FROM alembic_version", "is of an older version, or not there yet. Call sitbone db upgrade"),
    ],
)
async def test_a_schema_of_another_version_is_told(practice: Practice, change: str, what: str) -> None:
    """With what brings it right; the keys are not tried on it."""
    await done(practice.settings["DATABASE_URL"], change)
    assert await practice.asks() == 1
    assert practice.said("schema")[0].startswith(f"WRONG  schema: {what}")
    assert practice.said("keys") == ["-      keys: not looked at, because the schema is another"]


async def done(address: str, change: str) -> None:
    """Change a database."""
    database = Database(address)
    async with database.writing() as connection:
        await connection.execute(text(change))
    await database.close()


async def test_keys_that_do_not_fit_are_told(practice: Practice) -> None:
    """Also where none is set and none is kept: a new one is not made."""
    assert await practice.asks(ENCRYPTION_KEYS=OTHER_KEY) == 1
    assert practice.said("keys")[0].startswith("WRONG  keys: do not open all that is sealed. Set the keys")
    assert await practice.asks(ENCRYPTION_KEYS=f"{OTHER_KEY},{KEY}") == 0
    assert await practice.asks(ENCRYPTION_KEYS="") == 1
    assert practice.said("keys")[0].startswith("WRONG  keys: ENCRYPTION_KEYS: is not set, and there is no ")
    assert not list(Path.cwd().rglob("*.key"))


# --- Telegram --------------------------------------------------------------------------------------------------------


@on_sqlite
async def test_a_token_that_telegram_does_not_know_is_told(practice: Practice) -> None:
    """And not shown."""
    assert await practice.asks(BOT_TOKEN=OTHER_TOKEN) == 1
    assert practice.said("token") == ["WRONG  token: Telegram does not accept it. Take it anew from @BotFather"]
    assert practice.said("webhook") == ["-      webhook: not looked at, because the token is not accepted"]


@on_sqlite
async def test_telegram_out_of_reach_is_told_once(practice: Practice) -> None:
    """The rest is left out."""
    assert await practice.asks(TELEGRAM_API_URL="http://127.0.0.1:9") == 1
    assert practice.said("telegram") == [
        "WRONG  telegram: cannot be reached (ConnectError). Check TELEGRAM_API_URL and the network"
    ]
    assert len(practice.said("token") + practice.said("webhook")) == 2


@on_sqlite
async def test_a_clock_that_is_wrong_is_told(practice: Practice) -> None:
    """By the time that Telegram's server tells; one that then does not speak its language is told too."""

    async def long_ago(_: web.Request) -> web.Response:
        return web.Response(headers={"Date": "Mon, 05 Jan 2026 07:00:00 GMT"})

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", long_ago)
    async with TestServer(app) as other:
        assert await practice.asks(TELEGRAM_API_URL=str(other.make_url("")).rstrip("/")) == 1
    [line] = practice.said("clock")
    assert line.startswith("WRONG  clock: ")
    assert line.endswith(" s from Telegram's. Let NTP set the clocks: timedatectl set-ntp true")
    assert any("does not answer as it should" in line for line in practice.said("telegram"))


@on_sqlite
async def test_a_webhook_that_is_not_set_yet_is_told(practice: Practice) -> None:
    """Until the bot has started with it."""
    assert await practice.asks(**HOOK) == 1
    assert practice.said("webhook") == [
        "WRONG  webhook: Telegram does not know WEBHOOK_URL yet; 0 updates wait. "
        "Start sitbone run, which tells Telegram"
    ]
    await set_webhook(practice, HOOK["WEBHOOK_URL"] + PATH)
    assert await practice.asks(**HOOK) == 0
    assert practice.said("webhook") == ["ok     webhook: as WEBHOOK_URL says; 0 updates wait"]


async def set_webhook(practice: Practice, url: str) -> None:
    """As a bot does at its start."""
    async with Bot(TOKEN, base_url=f"{practice.settings['TELEGRAM_API_URL']}/bot") as bot:
        await bot.set_webhook(url)


@on_sqlite
@pytest.mark.parametrize("ours", [{}, HOOK])
async def test_updates_that_go_elsewhere_are_told(practice: Practice, ours: dict[str, str]) -> None:
    """Somebody else has the token; of their address only the host is shown."""
    await set_webhook(practice, f"http://localhost:9/telegram/{SECRET}")
    assert await practice.asks(**ours) == 1
    [line] = practice.said("webhook")
    assert line.startswith("WRONG  webhook: Telegram brings updates to localhost; ")
    assert "Look who else has this token" in line


@on_sqlite
@pytest.mark.parametrize(("ago", "wrong"), [(0, True), (2, False)])
async def test_updates_that_could_not_be_brought_are_told(
    practice: Practice, world: World, ago: int, wrong: bool
) -> None:
    """In Telegram's own words, if it was lately."""
    await set_webhook(practice, HOOK["WEBHOOK_URL"] + PATH)
    at = RealClock().now() - timedelta(hours=ago)
    world.account.webhook.last_error = (at, "Wrong response from the webhook: 403 Forbidden")
    assert (await practice.asks(**HOOK) == 1) is wrong
    assert ("403 Forbidden. Look at the proxy" in practice.said("webhook")[0]) is wrong

"""The keys that a database is sealed with: the operator's, or one made at the first run."""

import stat
from pathlib import Path

import pytest

from bot.app import build
from bot.keys import keys_for
from bot.settings import Settings, SettingsError
from storage.vault import WrongKeyError, new_key

TOKEN = "123456789:AAbbccddeeffgghhiijjkkllmmnnooppqqr"


def settings(database: str, *keys: str) -> Settings:
    """Settings with a database and keys."""
    values: dict[str, object] = {"bot_token": TOKEN, "database_url": database, "encryption_keys": keys}
    return Settings(_env_file=None, **values)  # type: ignore[arg-type]


def beside(folder: Path) -> Settings:
    """Settings with a SQLite file and no keys."""
    return settings(f"sqlite+aiosqlite:///{folder / 'kept' / 'sitbone.db'}")


def test_keys_that_are_set_are_used_as_they_are(folder: Path) -> None:
    """Nothing is written anywhere."""
    newest, older = new_key(), new_key()
    assert keys_for(settings("sqlite+aiosqlite:///x.db", newest, older)) == ([newest, older], None)
    assert list(folder.iterdir()) == []


def test_the_first_run_makes_a_key_beside_the_database(folder: Path) -> None:
    """Only its owner can read it, and the next run uses it and does not call it new."""
    keys, written = keys_for(beside(folder))
    assert written == folder / "kept" / "encryption.key"
    assert written.read_text().split() == keys
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    assert keys_for(beside(folder)) == (keys, None)


def test_without_a_file_of_its_own_a_database_has_its_key_in_data(folder: Path) -> None:
    """PostgreSQL is somewhere else; the key stays here."""
    _, written = keys_for(settings("postgresql+psycopg://host/sitbone"))
    assert written == Path("data/encryption.key")


def test_a_file_may_hold_several_keys(folder: Path) -> None:
    """The newest first, as in ENCRYPTION_KEYS."""
    newest, older = new_key(), new_key()
    (folder / "kept").mkdir()
    (folder / "kept" / "encryption.key").write_text(f"{newest}\n{older}\n")
    assert keys_for(beside(folder)) == ([newest, older], None)


@pytest.mark.parametrize("content", [b"", b"\n", b"cut-sho", b"\xff\xfe"])
def test_a_file_that_is_not_whole_is_named_and_left_alone(folder: Path, content: bytes) -> None:
    """It is never replaced by a new key: perhaps it can still be restored."""
    (folder / "kept").mkdir()
    file = folder / "kept" / "encryption.key"
    file.write_bytes(content)
    with pytest.raises(SettingsError, match="must hold keys of 32 bytes") as caught:
        keys_for(beside(folder))
    assert str(file) in str(caught.value)
    assert file.read_bytes() == content


async def test_a_database_whose_key_is_missing_gets_no_new_one(folder: Path) -> None:
    """A wrong key in the place of the right one would only mislead whoever looks for it."""
    made = settings(f"sqlite+aiosqlite:///{folder / 'kept' / 'sitbone.db'}", new_key())
    with pytest.raises(ConnectionRefusedError):
        await start(made)
    with pytest.raises(WrongKeyError):
        await start(beside(folder))
    assert not (folder / "kept" / "encryption.key").exists()


async def start(chosen: Settings) -> None:
    """Start as far as the database is open: there is no Telegram here."""

    def nowhere() -> None:
        raise ConnectionRefusedError

    async with build(chosen, request=nowhere):  # type: ignore[arg-type]
        pass

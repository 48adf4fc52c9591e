"""`sitbone backup` and `sitbone restore` in an operator's hands: what they say, and what they do not touch."""

import errno
import json
import os
import re
import sqlite3
from base64 import b64encode
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from click.testing import Result
from filelock import FileLock

from storage.pieces import PIECE, Sealing
from storage.tables import metadata
from storage.vault import keyring, new_key
from tests.command_line import sitbone
from tests.integration.databases import KEY, Databases

DAMAGED = "is cut off, or was changed; take another copy of it, or an older backup"
NO_KEY = "is not opened by ENCRYPTION_KEYS: set the keys of the time when it was made"
NO_BACKUP = "is not a backup of Sitbone, or was changed in its first line"


def called(address: str, command: str, file: Path, keys: str = KEY) -> Result:
    """A command with a database and a file."""
    return sitbone(command, str(file), env={"DATABASE_URL": address, "ENCRYPTION_KEYS": keys})


def refused(address: str, command: str, file: Path, keys: str = KEY) -> tuple[int, str]:
    """Exit code and the one line of a command that cannot do its work."""
    result = called(address, command, file, keys)
    assert result.stdout == ""
    [line] = result.stderr.splitlines()
    return result.exit_code, line.removeprefix(f"{file}: ")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the backup is."""
    return tmp_path / "sitbone.backup"


@pytest.fixture
def made(databases: Databases, file: Path) -> str:
    """The address of a database from which a backup was made."""
    address = databases.own()
    assert called(address, "backup", file).exit_code == 0
    return address


@pytest.fixture
def target(tmp_path: Path) -> str:
    """The address of a SQLite file that is not there yet."""
    return f"sqlite+aiosqlite:///{tmp_path / 'new' / 'sitbone.db'}"


def nothing_was_made(tmp_path: Path) -> bool:
    """Neither a database nor its folder."""
    return not (tmp_path / "new").exists()


def test_both_say_what_they_did_and_what_comes_next(databases: Databases, file: Path) -> None:
    """In a line each, with the number of rows and the moment; then the plans verify."""
    address, other = databases.own(), databases.empty()
    said = called(address, "backup", file)
    assert said.exit_code == 0, said.stderr
    assert re.fullmatch(
        rf"{file} holds all 2 rows as they were at \d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d UTC, of revision 0001\. "
        r"It opens only with the ENCRYPTION_KEYS of today: keep them in another place\.\n",
        said.stdout,
    )
    said = called(other, "restore", file)
    assert said.exit_code == 0, said.stderr
    assert re.fullmatch(r"All 2 rows of .* UTC are in the database\. Next: sitbone verify; .*\n", said.stdout)
    assert sitbone("verify", env={"DATABASE_URL": other}).stdout == "0 plans verified.\n"


# --- backup ----------------------------------------------------------------------------------------------------------


def test_a_backup_is_never_written_over_anything(made: str, file: Path) -> None:
    """Least of all over an older backup."""
    before = file.read_bytes()
    assert refused(made, "backup", file) == (2, "is there already")
    assert file.read_bytes() == before


def test_a_place_that_is_not_there_is_named(made: str, tmp_path: Path) -> None:
    """A folder is not made: perhaps the disk is missing that should be there."""
    assert refused(made, "backup", tmp_path / "away" / "backup")[0] == 1
    assert not (tmp_path / "away").exists()


def test_a_disk_that_is_full_is_told_and_leaves_no_half_of_a_backup(
    databases: Databases, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody would take it for one."""

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("storage.backup.os.fsync", full)
    assert refused(databases.own(), "backup", file) == (1, "sitbone: No space left on device")
    assert not file.exists()


def test_with_a_wrong_key_no_backup_is_made(databases: Databases, file: Path) -> None:
    """It could never be opened as a whole."""
    code, line = refused(databases.own(), "backup", file, new_key())
    assert (code, line) == (1, "ENCRYPTION_KEYS does not open this database: set the key that it was made with.")
    assert not file.exists()


def test_without_a_key_none_is_made_up(databases: Databases, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fresh one would open nothing."""
    monkeypatch.chdir(file.parent)
    code, line = refused(databases.own(), "backup", file, "")
    assert code == 2
    assert "ENCRYPTION_KEYS: is not set, and there is no " in line
    assert not file.exists()


def test_of_a_database_that_is_not_there_no_backup_is_made(target: str, file: Path, tmp_path: Path) -> None:
    """And no database either."""
    assert refused(target, "backup", file)[0] == 1
    assert nothing_was_made(tmp_path)
    assert not file.exists()


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize("change", ["real_at = 'yesterday'", "clinical_at = '2026'"])
def test_a_row_that_cannot_be_read_is_told_of(databases: Databases, file: Path, change: str) -> None:
    """SQLite stores anything; it is said before the backup is needed, and no half of one stays."""
    address = databases.own()
    with closing(sqlite3.connect(address.removeprefix("sqlite+aiosqlite:///"), isolation_level=None)) as connection:
        connection.execute("INSERT INTO clock VALUES (1, '2026-01-05 07:00:00', '2026-01-05 07:00:00', '2')")
        connection.execute(f"UPDATE clock SET {change}")
    what = "a row of clock cannot be read: something in it was changed; sitbone verify tells more of plans"
    assert refused(address, "backup", file) == (1, what)
    assert not file.exists()


# --- restore ---------------------------------------------------------------------------------------------------------


def cut(content: bytes) -> bytes:
    """Without its last byte."""
    return content[:-1]


def only_the_first_line(content: bytes) -> bytes:
    """All that anybody can read."""
    return content.split(b"\n")[0] + b"\n"


def one_bit_changed(content: bytes) -> bytes:
    """In the middle of what is sealed."""
    at = (content.index(b"\n") + len(content)) // 2
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def another_time(content: bytes) -> bytes:
    """As if it were a newer one."""
    return re.sub(rb'"made_at":"\d{4}', b'"made_at":"2099', content, count=1)


def longer(content: bytes) -> bytes:
    """With something behind its end."""
    return content + b"\n"


def another_key(content: bytes) -> bytes:
    """With a changed key in its first line."""
    return re.sub(rb'"key":"gAAAAA..', b'"key":"gAAAAAzz', content, count=1)


def another_revision(content: bytes) -> bytes:
    """Of a program that is not there yet."""
    return content.replace(b'"revision":"0001"', b'"revision":"0999"', 1)


def another_format(content: bytes) -> bytes:
    """Of a program that writes its backups in another way."""
    return content.replace(b"sitbone-backup/1", b"sitbone-backup/9", 1)


def nothing(_: bytes) -> bytes:
    """An empty file."""
    return b""


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("change", "what"),
    [
        (cut, DAMAGED),
        (only_the_first_line, DAMAGED),
        (one_bit_changed, DAMAGED),
        (another_time, DAMAGED),
        (longer, DAMAGED),
        (another_key, NO_KEY),
        (another_format, NO_BACKUP),
        (nothing, NO_BACKUP),
        (
            another_revision,
            "was made by another version (it is of revision 0999, this program of 0001): restore it with that one, "
            "then upgrade",
        ),
    ],
)
@pytest.mark.usefixtures("made")
def test_what_is_not_as_it_was_made_is_refused_in_one_line(
    file: Path, target: str, tmp_path: Path, change: Callable[[bytes], bytes], what: str
) -> None:
    """Before anything is done with a database."""
    content = file.read_bytes()
    file.write_bytes(change(content))
    assert file.read_bytes() != content
    assert refused(target, "restore", file) == (2, what)
    assert nothing_was_made(tmp_path)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("made")
def test_a_wrong_key_is_refused(file: Path, target: str, tmp_path: Path) -> None:
    """And no database is made for it."""
    assert refused(target, "restore", file, new_key()) == (2, NO_KEY)
    assert nothing_was_made(tmp_path)


def test_a_file_that_is_not_there_is_named(target: str, file: Path, tmp_path: Path) -> None:
    """As is a folder."""
    assert refused(target, "restore", file) == (2, "No such file or directory")
    assert refused(target, "restore", tmp_path) == (2, "Is a directory")
    assert nothing_was_made(tmp_path)


def test_a_database_that_is_in_use_is_left_alone(made: str, file: Path) -> None:
    """Whatever a mistaken DATABASE_URL names, nothing of it is lost."""
    assert refused(made, "restore", file) == (
        2,
        "is taken into an empty database only; DATABASE_URL names one with something in it",
    )


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("made")
def test_nothing_is_taken_in_under_a_running_bot(file: Path, target: str, tmp_path: Path) -> None:
    """It would go on with what it knows of the empty database."""
    (tmp_path / "new").mkdir()
    with FileLock(tmp_path / "new" / "sitbone.lock"):
        code, line = refused(target, "restore", file)
    assert code == 1
    assert line.startswith("Another Sitbone runs on this database file")


# --- its pieces ------------------------------------------------------------------------------------------------------


def forged(file: Path, *lines: object) -> None:
    """A backup with other lines in it, by somebody who has the keys; random, so that it is not pressed together."""
    key = bytes(range(32))
    header = {"format": "sitbone-backup/1", "revision": "0001", "made_at": "2026-01-05T07:00:00Z"}
    first = json.dumps(header | {"key": keyring([KEY]).encrypt(key).decode()}).encode() + b"\n"
    with file.open("wb") as target:
        target.write(first)
        sealing = Sealing(target, key, first)
        for line in lines:
            sealing.write(json.dumps(line).encode() + b"\n")
        sealing.finish()


def the_other_way_round(pieces: list[bytes]) -> list[bytes]:
    """Two of them."""
    return [pieces[1], pieces[0], *pieces[2:]]


def one_fewer(pieces: list[bytes]) -> list[bytes]:
    """In the middle."""
    return [pieces[0], *pieces[2:]]


def cut_between(pieces: list[bytes]) -> list[bytes]:
    """So that every piece that is left is whole."""
    return pieces[:-1]


@pytest.mark.parametrize("change", [the_other_way_round, one_fewer, cut_between])
def test_a_long_backup_is_whole_and_in_order(
    file: Path, target: str, tmp_path: Path, change: Callable[[list[bytes]], list[bytes]]
) -> None:
    """No piece can be left out or moved, though each of them is as it was sealed."""
    chance = Random(1)
    noise = [b64encode(part).decode() for part in (chance.randbytes(PIECE) for _ in range(4))]
    forged(
        file, {"table": "clinic", "columns": metadata.tables["clinic"].c.keys()}, [1, "Clinic", *noise[:2], noise[2]]
    )
    first, _, rest = file.read_bytes().partition(b"\n")
    pieces = [rest[at : at + PIECE + 16] for at in range(0, len(rest), PIECE + 16)]
    assert len(pieces) > 2
    file.write_bytes(first + b"\n" + b"".join(change(pieces)))
    assert refused(target, "restore", file) == (2, DAMAGED)
    assert nothing_was_made(tmp_path)
    file.write_bytes(first + b"\n" + rest)
    assert called(target, "restore", file).stdout.startswith("All 1 rows ")


@pytest.mark.parametrize("table", ["clinic", "patients"])
def test_tables_of_another_version_are_named(file: Path, target: str, table: str) -> None:
    """Also if the revision says nothing of it."""
    forged(file, {"table": table, "columns": ["id", "motto"]}, [1, "Onwards"])
    assert refused(target, "restore", file) == (
        2,
        f"was made by another version: its table {table} is not as it is here",
    )

"""The way from nothing to today's schema, there and back, and what happens to a database of another version."""

import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

import storage.upgrade
from storage.engine import Database
from storage.unit_of_work import SqlWork
from storage.upgrade import NewerDatabaseError, current_revision, differences, downgrade, head, upgrade
from tests.integration.databases import MONDAY, Databases, Hands, vault_of
from tests.integration.people import CHAT, practice

# A revision that copies the table which most others refer to, as SQLite must to change a column.
NEXT = '''"""Lengthen a column."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("person") as batch:
        batch.alter_column("language", type_=sa.String(32), existing_type=sa.String(16), existing_nullable=False)
    {and_then}


def downgrade() -> None:
    with op.batch_alter_table("person") as batch:
        batch.alter_column("language", type_=sa.String(16), existing_type=sa.String(32), existing_nullable=False)
'''


def a_later_version(folder: Path, monkeypatch: pytest.MonkeyPatch, and_then: str = "pass") -> None:
    """From here on the program is a later one, which knows one more revision."""
    later = folder / "migrations"
    shutil.copytree(storage.upgrade.MIGRATIONS, later, ignore=shutil.ignore_patterns("__pycache__"))
    (later / "versions" / "0002_lengthen_a_column.py").write_text(NEXT.format(and_then=and_then))
    monkeypatch.setattr(storage.upgrade, "MIGRATIONS", later)


@pytest.fixture
def address(databases: Databases) -> str:
    """A database of its own: schemas are changed here."""
    return databases.own()


def mode(file: Path) -> int:
    """Who may read a file."""
    return stat.S_IMODE(file.stat().st_mode)


async def tables(database: Database) -> set[str]:
    """The names of all tables."""
    async with database.reading() as connection:
        return set(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))


async def test_an_empty_database_gets_the_whole_schema(databases: Databases) -> None:
    """From nothing to the newest revision, and nothing is left to change."""
    database = Database(databases.empty())
    assert await current_revision(database) is None
    assert await upgrade(database, MONDAY) is None
    assert await current_revision(database) == head()
    assert await differences(database) is None
    await database.close()


async def test_the_stairway_goes_down_and_up_again(databases: Databases) -> None:
    """Down to nothing, and up to the same schema as before."""
    database = Database(databases.empty())
    await upgrade(database, MONDAY)
    await downgrade(database, "base")
    assert await tables(database) == {"alembic_version"}
    await upgrade(database, MONDAY)
    assert await differences(database) is None
    await database.close()


async def test_an_upgrade_that_has_nothing_to_do_does_nothing(database: Database) -> None:
    """A database of this version is left alone, and not copied either."""
    assert await upgrade(database, MONDAY) is None
    assert await current_revision(database) == head()


async def test_differences_are_seen(database: Database) -> None:
    """A column that the program does not know would be reported: the check can fail."""
    async with database.writing() as connection:
        await connection.execute(text("ALTER TABLE clinic ADD COLUMN extra TEXT"))
    assert "extra" in (await differences(database) or "")


async def test_a_newer_database_is_refused_and_left_alone(database: Database) -> None:
    """What a later program made is not touched by an earlier one."""
    async with database.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabaseError):
        await upgrade(database, MONDAY)
    assert await current_revision(database) == "9999"


async def test_an_upgrade_keeps_everybody_and_everything_that_refers_to_them(
    database: Database, work: SqlWork, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table that others refer to is changed, and not one of their rows goes with it."""
    known = await practice(work)
    a_later_version(tmp_path, monkeypatch)
    await upgrade(database, MONDAY)
    async with work("look") as uow:
        assert await uow.people.by_chat(CHAT) == known.patient
        assert await uow.plans.of_patient(known.patient.id) == known.plan
    await downgrade(database, "0001")
    monkeypatch.undo()
    assert await differences(database) is None
    async with work("look") as uow:
        assert await uow.people.get(known.clinician.id) == known.clinician


async def test_an_upgrade_that_fails_half_way_changes_nothing(
    database: Database, work: SqlWork, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The schema and the revision stay what they were, and the next start may try again."""
    known = await practice(work)
    a_later_version(tmp_path, monkeypatch, and_then='raise RuntimeError("power cut")')
    with pytest.raises(RuntimeError, match="power cut"):
        await upgrade(database, MONDAY)
    monkeypatch.undo()
    assert await current_revision(database) == "0001"
    assert await differences(database) is None
    async with work("look") as uow:
        assert await uow.people.get(known.patient.id) == known.patient


async def test_a_postgresql_server_is_not_copied(
    databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only a file can be copied; the upgrade says where it went, or nothing."""
    database = Database(databases.own())
    a_later_version(tmp_path, monkeypatch)
    copied = await upgrade(database, MONDAY)
    assert (copied is not None) is database.is_sqlite
    await database.close()


async def test_a_sqlite_file_is_copied_before_it_is_upgraded(
    sqlite: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy is the old database with all that was in it, for its owner's eyes only, and it opens."""
    database = Database(sqlite.own())
    async with database.writing() as connection:
        await connection.execute(text("INSERT INTO clinic VALUES (1, 'Old Clinic', '1', '2', '3')"))
    a_later_version(tmp_path, monkeypatch)
    copied = Path(await upgrade(database, MONDAY) or "")
    await database.close()
    assert "0001" in copied.name
    assert "20260105T070000Z" in copied.name
    assert mode(copied) == 0o600
    with closing(sqlite3.connect(copied)) as old:
        assert old.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert old.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
        assert old.execute("SELECT name FROM clinic").fetchone() == ("Old Clinic",)


async def test_the_copy_serves_as_a_database_again(
    sqlite: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: Hands, real: Hands
) -> None:
    """Whoever goes back to the version before puts the copy in place and finds everybody there."""
    before = Database(sqlite.own())
    vault = await vault_of(before)
    known = await practice(SqlWork(before, vault, clock.now, real.now))
    a_later_version(tmp_path, monkeypatch)
    copied = await upgrade(before, MONDAY)
    await before.close()
    monkeypatch.undo()
    again = Database(f"sqlite+aiosqlite:///{copied}")
    async with SqlWork(again, vault, clock.now, real.now)("look") as uow:
        assert await uow.people.by_chat(CHAT) == known.patient
    await again.close()

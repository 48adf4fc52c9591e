"""Everything is brought from one database into another by a backup, while the bot goes on writing."""

import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Table, delete, insert, select
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

import storage.backup
from storage.backup import write_backup
from storage.engine import Database
from storage.pieces import Sealing
from storage.restore import BackupError, read_backup, restore
from storage.tables import clock, consent, cover, erasure, metadata, pace, person, plan, secret
from storage.unit_of_work import SqlWork
from storage.upgrade import upgrade
from storage.vault import WrongKeyError, keyring, new_key
from tests.integration.databases import KEY, MONDAY, Databases, vault_of
from tests.integration.hidden import CODE, HERS, NAME, OPEN, PHONE, PRESS, THEIRS, WORDS, written_everywhere
from tests.integration.people import Practice
from tests.integration.test_sealing import forms
from tests.integration.test_verifying import a_few_weeks, said, trains

RING = keyring([KEY])
Everything = dict[str, list[Row[tuple[object, ...]]]]
pytestmark = pytest.mark.usefixtures("known")


async def everything_in(database: Database) -> Everything:
    """All rows of all tables, in a fixed order."""
    async with database.reading() as connection:
        return {
            table.name: list((await connection.execute(select(table).order_by(*table.primary_key))).all())
            for table in metadata.sorted_tables
        }


async def fill(database: Database, work: SqlWork, known: Practice) -> None:
    """Put something into every table, most of it through the repositories."""
    async with work("write") as uow:
        await written_everywhere(uow, known)
    away = {"clinician_id": known.clinician.id, "colleague_id": known.administrator.id, "state": "asked"}
    gone = {"person_id": 7, "erased_at": MONDAY, "asked_by": "patient"}
    days = {"starts_at": MONDAY, "ends_at": MONDAY + timedelta(days=7), "created_at": MONDAY}
    async with database.writing() as connection:
        await connection.execute(insert(cover).values(id=1, **away, **days))
        await connection.execute(insert(clock).values(id=1, real_at=MONDAY, clinical_at=MONDAY, speed="2"))
        await connection.execute(insert(pace).values(what="bot", used_until=MONDAY))
        await connection.execute(insert(erasure).values(**gone))


def as_it_is(file: Path) -> tuple[bytes, int]:
    """What is in a file, and who may do what with it."""
    return file.read_bytes(), stat.S_IMODE(file.stat().st_mode)


def is_empty(folder: Path) -> bool:
    """Whether there is nothing in it."""
    return not list(folder.iterdir())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the backup goes."""
    return tmp_path / "sitbone.backup"


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest) -> Callable[[], Database]:
    """Makes an empty database of either kind."""
    served: Databases = request.getfixturevalue(request.param)
    return lambda: Database(served.empty())


async def test_everything_comes_back_on_either_kind_of_database(
    database: Database, work: SqlWork, known: Practice, file: Path, target: Callable[[], Database]
) -> None:
    """Every row of every table is the same, the chains verify, and the keys open the names."""
    await fill(database, work, known)
    await a_few_weeks(work)
    before = await everything_in(database)
    assert all(before.values()), [name for name, rows in before.items() if not rows]
    written = await write_backup(database, RING, file, MONDAY)

    other = target()
    assert await restore(read_backup(file, RING), other, RING, MONDAY) == written == sum(map(len, before.values()))
    assert await everything_in(other) == before
    assert sorted(await said(other)) == sorted(await said(database))
    async with SqlWork(other, await vault_of(other), lambda: MONDAY, lambda: MONDAY)("look") as uow:
        found = await uow.people.by_chat(HERS)
        assert found is not None
        assert (found.name, found.phone) == (NAME, PHONE)
    await other.close()


async def test_what_is_written_meanwhile_does_not_make_it_inconsistent(
    database: Database,
    work: SqlWork,
    file: Path,
    target: Callable[[], Database],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The plans train on between one table and the next; the copy is as it was when the backup began."""
    record, copied = await a_few_weeks(work), storage.backup._copied
    before = await everything_in(database)
    day = 40

    async def while_somebody_trains(connection: AsyncConnection, table: Table, sealing: Sealing) -> int:
        nonlocal record, day
        record, day = await trains(work, record, day), day + 2
        return await copied(connection, table, sealing)

    monkeypatch.setattr(storage.backup, "_copied", while_somebody_trains)
    await write_backup(database, RING, file, MONDAY)
    async with database.reading() as connection:
        links = await connection.scalar(select(plan.c.links).where(plan.c.id == record.id))
    assert links is not None
    assert links >= len(before["entry"]) + 2 * len(metadata.tables)

    other = target()
    await restore(read_backup(file, RING), other, RING, MONDAY)
    assert await everything_in(other) == before
    assert any("8 facts lead to the same" in line for line in await said(other))
    await other.close()


async def test_numbers_go_on_after_the_restored_ones(
    database: Database, work: SqlWork, known: Practice, file: Path, target: Callable[[], Database]
) -> None:
    """What the database numbers itself does not collide with what was taken in."""
    await fill(database, work, known)
    await write_backup(database, RING, file, MONDAY)
    other = target()
    await restore(read_backup(file, RING), other, RING, MONDAY)
    agreed = {"version": "1", "language": "en", "text": "I agree", "agreed_at": MONDAY, "person_id": known.patient.id}
    async with other.writing() as connection:
        newest = await connection.scalar(select(consent.c.id).order_by(consent.c.id.desc()))
        await connection.execute(insert(consent).values(**agreed))
        assert await connection.scalar(select(consent.c.id).order_by(consent.c.id.desc())) == (newest or 0) + 1
    await other.close()


async def test_nothing_of_it_can_be_read_without_the_keys(
    database: Database, work: SqlWork, known: Practice, file: Path
) -> None:
    """Neither what is sealed in the database nor what is not; the first line says what it is, of when and of what."""
    await fill(database, work, known)
    await write_backup(database, RING, file, MONDAY)
    content, mode = as_it_is(file)
    assert str(known.plan.id).encode() not in content
    for hidden in (NAME, PHONE, WORDS, PRESS, CODE, OPEN, HERS, THEIRS):
        for form in forms(hidden):
            assert form not in content, hidden
    first = content.split(b"\n")[0].decode()
    assert '"revision":"0001","made_at":"2026-01-05T07:00:00Z"' in first
    assert mode == 0o600


async def test_a_key_that_opens_only_some_of_it_makes_no_backup(
    database: Database, known: Practice, file: Path, tmp_path: Path
) -> None:
    """Nobody would know before the day on which it is needed; and no half-made file stays behind."""
    other = keyring([new_key()])
    async with database.writing() as connection:
        await connection.execute(
            person.update().where(person.c.id == known.patient.id).values(data_key=other.encrypt(bytes(32)))
        )
    with pytest.raises(WrongKeyError):
        await write_backup(database, RING, file, MONDAY)
    assert is_empty(tmp_path)


async def test_older_keys_are_asked_for_where_they_are_needed(
    database: Database, known: Practice, file: Path, target: Callable[[], Database]
) -> None:
    """A new key opens the file; people's keys that were not wrapped anew need the old one. Nothing stays of the try."""
    newest = new_key()
    both = keyring([newest, KEY])
    await write_backup(database, both, file, MONDAY)
    other, ring = target(), keyring([newest])
    with pytest.raises(BackupError, match="add the older keys of the time"):
        await restore(read_backup(file, ring), other, ring, MONDAY)
    assert not any((await everything_in(other)).values())
    await restore(read_backup(file, both), other, both, MONDAY)
    assert len((await everything_in(other))["person"]) == 3
    await other.close()


async def test_a_database_with_anything_in_it_is_left_alone(
    database: Database, file: Path, target: Callable[[], Database]
) -> None:
    """One row is enough; empty tables of this version are as good as none."""
    await write_backup(database, RING, file, MONDAY)
    before = await everything_in(database)
    with pytest.raises(BackupError, match="is taken into an empty database only"):
        await restore(read_backup(file, RING), database, RING, MONDAY)
    assert await everything_in(database) == before

    other = target()
    await upgrade(other, MONDAY)
    await vault_of(other)
    with pytest.raises(BackupError, match="is taken into an empty database only"):
        await restore(read_backup(file, RING), other, RING, MONDAY)
    async with other.writing() as connection:
        await connection.execute(delete(secret))
    await restore(read_backup(file, RING), other, RING, MONDAY)
    assert await everything_in(other) == before
    await other.close()

"""A new key takes the place of the old one: everything can still be read, and the old one opens nothing any more."""

import pytest
from sqlalchemy import update

from storage.engine import Database
from storage.rotation import rotate
from storage.tables import person
from storage.unit_of_work import SqlWork
from storage.vault import WrongKeyError, keyring, new_key
from tests.integration.databases import KEY, Databases, Hands, vault_of
from tests.integration.people import CHAT, practice

NEW = new_key()


@pytest.fixture
def address(databases: Databases) -> str:
    """A database of its own: its keys are changed."""
    return databases.own()


async def name_with(database: Database, clock: Hands, *keys: str) -> str:
    """The patient's name, read with some keys."""
    work = SqlWork(database, await vault_of(database, *keys), clock.now, clock.now)
    async with work("look") as uow:
        found = await uow.people.by_chat(CHAT)
    assert found is not None
    return found.name


async def test_after_a_rotation_only_the_new_key_is_needed(database: Database, work: SqlWork, clock: Hands) -> None:
    """The database's own keys and each person's; done twice, as after one that broke off, it is the same."""
    known = await practice(work)
    for _ in range(2):
        assert await rotate(database, keyring([NEW, KEY])) == 5  # two of the database, three people
    assert await name_with(database, clock, NEW) == known.patient.name
    with pytest.raises(WrongKeyError):
        await vault_of(database, KEY)


async def test_a_bot_that_has_both_keys_goes_on_meanwhile(database: Database, clock: Hands) -> None:
    """What was opened before, and what is made after, can both be read; a person from before the rotation too."""
    work = SqlWork(database, await vault_of(database, NEW, KEY), clock.now, clock.now)
    known = await practice(work)
    await rotate(database, keyring([NEW, KEY]))
    async with work("look") as uow:
        assert await uow.people.get(known.patient.id) == known.patient
        await uow.people.add(chat_id=1, name="Later", language="en", now=clock.now())
    assert await name_with(database, clock, NEW) == known.patient.name


async def test_without_the_old_key_nothing_is_changed(database: Database, work: SqlWork, clock: Hands) -> None:
    """A ring that does not open the database is refused; the old key opens it as before."""
    known = await practice(work)
    with pytest.raises(WrongKeyError):
        await rotate(database, keyring([NEW]))
    assert await name_with(database, clock, KEY) == known.patient.name


async def test_a_key_that_cannot_be_opened_is_not_passed_over(database: Database, work: SqlWork) -> None:
    """A person whose key is of another database: the rotation says so, and never calls itself done."""
    known = await practice(work)
    async with database.writing() as connection:
        broken = (
            update(person).where(person.c.id == known.patient.id).values(data_key=keyring([NEW]).encrypt(b"0" * 32))
        )
        await connection.execute(broken)
    with pytest.raises(WrongKeyError):
        await rotate(database, keyring([new_key(), KEY]))

"""Keys: which ones open a database, what a sealed value is bound to, and that none of it shows."""

import hashlib

import pytest
from cryptography.fernet import MultiFernet
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from storage.engine import Database
from storage.tables import inbox, person, secret
from storage.unit_of_work import SqlWork
from storage.upgrade import upgrade
from storage.vault import Place, Vault, WrongKeyError, keyring, new_key
from tests.integration.databases import KEY, MONDAY, Databases, Hands, vault_of
from tests.integration.people import CHAT, Practice
from tests.integration.values import FEW

HERE = Place("note", "text", 17)
ELSEWHERE = (Place("note", "text", 18), Place("note", "name", 17), Place("person", "text", 17))


def a_vault(*keys: str) -> Vault:
    """A vault without a database."""
    return Vault(keyring(list(keys or (KEY,))), b"i" * 32, b"s" * 32)


@FEW
@given(words=st.text())
def test_what_is_sealed_opens_where_it_was_sealed(words: str) -> None:
    """Any text, with the database's key and with a person's; and it never looks the same twice."""
    vault = a_vault()
    for data_key in (None, vault.new_data_key()):
        sealed = vault.seal(words, HERE, data_key)
        assert vault.unseal(sealed, HERE, data_key) == words
        assert sealed != vault.seal(words, HERE, data_key)


@pytest.mark.parametrize("place", ELSEWHERE)
def test_a_sealed_value_opens_nowhere_else(place: Place) -> None:
    """Not in another row, not in another column, not in another table."""
    vault = a_vault()
    for data_key in (None, vault.new_data_key()):
        with pytest.raises(WrongKeyError):
            vault.unseal(vault.seal("moved", HERE, data_key), place, data_key)


def test_a_persons_value_opens_with_no_other_persons_key() -> None:
    """Each person has a data key of their own."""
    vault = a_vault()
    mine, yours = vault.new_data_key(), vault.new_data_key()
    sealed = vault.seal("mine", HERE, mine)
    for key in (yours, None):
        with pytest.raises(WrongKeyError):
            vault.unseal(sealed, HERE, key)


@pytest.mark.parametrize("at", [0, 1, 12, 13, -17, -1])
def test_a_value_with_a_changed_byte_does_not_open(at: int) -> None:
    """Wherever it was changed: its version, its nonce, its body or its tag."""
    vault = a_vault()
    sealed = bytearray(vault.seal("whole", HERE))
    sealed[at] ^= 1
    with pytest.raises(WrongKeyError):
        vault.unseal(bytes(sealed), HERE)


@pytest.mark.parametrize("left", [0, 1, 5, 13, 20])
def test_a_value_that_was_cut_short_does_not_open(left: int) -> None:
    """However little is left of it."""
    vault = a_vault()
    sealed = vault.seal("whole", HERE)[:left]
    with pytest.raises(WrongKeyError):
        vault.unseal(sealed, HERE)


async def test_wrong_keys_open_nothing_and_change_nothing(database: Database, vault: Vault) -> None:
    """A database tells at once that ENCRYPTION_KEYS is not its own."""
    async with database.reading() as connection:
        before = (await connection.execute(select(secret))).all()
    with pytest.raises(WrongKeyError):
        await vault_of(database, new_key())
    async with database.reading() as connection:
        assert (await connection.execute(select(secret))).all() == before


async def test_an_old_key_still_opens_behind_a_new_one(
    database: Database, known: Practice, clock: Hands, real: Hands
) -> None:
    """After a new key is put in front, what was sealed before opens, and so does what is sealed now."""
    newer = new_key()
    work = SqlWork(database, await vault_of(database, newer, KEY), clock.now, real.now)
    async with work("look") as uow:
        assert await uow.people.by_chat(CHAT) == known.patient
        met = await uow.people.add(chat_id=CHAT + 60, name="Newcomer", language="en", now=MONDAY)
    async with SqlWork(database, await vault_of(database, newer, KEY), clock.now, real.now)("look") as uow:
        assert (await uow.people.get(met.id)).name == "Newcomer"
    with pytest.raises(WrongKeyError):
        await vault_of(database, newer)


async def test_a_chat_is_found_by_an_index_that_does_not_reveal_it(
    database: Database, work: SqlWork, known: Practice
) -> None:
    """Without the key nobody can tell whose index it is, not even by trying all chats."""
    async with work("poll") as uow:
        await uow.inbox.add(1, CHAT, "{}", MONDAY)
        assert await uow.people.by_chat(CHAT) == known.patient
        assert await uow.people.by_chat(CHAT + 777) is None
    async with database.reading() as connection:
        index = await connection.scalar(select(person.c.chat_index).where(person.c.id == known.patient.id))
        sender = await connection.scalar(select(inbox.c.sender))
    assert index == sender
    plain = str(CHAT).encode()
    guesses = {hashlib.new(name, plain).hexdigest() for name in ("md5", "sha1", "sha256", "sha512", "sha3_256")}
    assert index not in guesses


async def test_one_chat_has_another_index_in_another_database(databases: Databases) -> None:
    """Two clinics cannot compare their patients."""
    indexes = set()
    for _ in range(2):
        database = Database(databases.empty())
        await upgrade(database, MONDAY)
        indexes.add((await vault_of(database)).index(CHAT))
        await database.close()
    assert len(indexes) == 2


async def test_the_index_stays_when_keys_are_rotated(database: Database, vault: Vault) -> None:
    """Or nobody would be found any more."""
    assert (await vault_of(database, new_key(), KEY)).index(CHAT) == vault.index(CHAT)


def test_nothing_shows_a_key() -> None:
    """Neither the vault nor its ring nor an error, in whatever way they are printed."""
    vault = a_vault()
    error = WrongKeyError()
    shown = "".join(f"{one!r} {one!s}" for one in (vault, keyring([KEY]), HERE, error, vars(error)))
    for hidden in (KEY, repr(b"i" * 32), repr(b"s" * 32), "iiii", "ssss"):
        assert hidden not in shown


def test_a_key_that_is_none_is_refused() -> None:
    """Before anything is sealed with it."""
    for wrong in ("", "short", "!" * 44, new_key()[:-2]):
        with pytest.raises(ValueError, match=r".+"):
            keyring([wrong])
    assert isinstance(keyring([new_key(), new_key()]), MultiFernet)

"""The configured database as it is, for an operator: while the bot runs, and without its token."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.exits import AnswerIsNoError, BadInputError
from bot.keys import kept_keys
from bot.settings import Settings
from rehab.protocol import load_protocol, shipped_protocol
from scheduling.clock import RealClock
from storage.chains import Chains
from storage.engine import Database
from storage.unit_of_work import SqlWork
from storage.upgrade import require_current
from storage.vault import keyring, open_vault
from usecases.chain.derive import Protocols
from usecases.chain.links import Chain, ChainError


@asynccontextmanager
async def stored_chains(settings: Settings) -> AsyncIterator[Chains]:
    """The chains of the database.

    Raises:
        AnswerIsNoError: if there is no database.
        NewerDatabaseError, OlderDatabaseError: if it is of another version.
    """
    async with stored_database(settings) as database:
        yield Chains(database)


@asynccontextmanager
async def stored_database(settings: Settings) -> AsyncIterator[Database]:
    """The database as it is, whoever else works on it.

    Raises:
        AnswerIsNoError: if there is no database.
        NewerDatabaseError, OlderDatabaseError: if it is of another version.
    """
    _refuse_to_make_one(settings.database_url)
    database = Database(settings.database_url)
    try:
        await require_current(database)
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def stored_work(settings: Settings) -> AsyncIterator[SqlWork]:
    """Units of work on the database, opened with its keys: for what an operator does while the bot runs.

    Raises:
        SettingsError, WrongKeyError: if the keys are not those that it was made with.
    """
    keys, now = kept_keys(settings), RealClock().now
    async with stored_database(settings) as database:
        async with database.writing() as connection:
            vault = await open_vault(connection, keyring(keys))
        yield SqlWork(database, vault, now, now)
        await database.empty_log()


def _refuse_to_make_one(url: str) -> None:
    """Opening a SQLite file that is not there would make it."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and not Path(str(address.database)).exists():
        raise AnswerIsNoError(f"DATABASE_URL: there is no file {address.database}")


def known_protocols(files: Iterable[Path | None]) -> Protocols:
    """The shipped protocol and those of some files, by id and version; of two with the same, the later.

    Raises:
        ProtocolError: if a file cannot be used.
    """
    found = [shipped_protocol(), *(load_protocol(file) for file in files if file is not None)]
    return {(one.id, one.version): one for one in found}


async def chain_of(chains: Chains, plan_id: int) -> Chain:
    """The chain of a plan that somebody names.

    Raises:
        BadInputError: if there is no such plan.
        AnswerIsNoError: if its chain cannot be read.
    """
    try:
        chain = await chains.get(plan_id)
    except ChainError as error:
        raise AnswerIsNoError(f"plan {plan_id}: {error}") from error
    if chain is None:
        raise BadInputError(f"there is no plan {plan_id}; sitbone export --list names them")
    return chain

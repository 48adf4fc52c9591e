"""Wrapping the keys of a database anew. What they seal stays as it is: a rotation touches one row for each person."""

from cryptography.fernet import InvalidToken, MultiFernet
from sqlalchemy import Column, ColumnElement, Table, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import Database
from storage.tables import person, secret
from storage.vault import WrongKeyError

AT_A_TIME = 200


async def rotate(database: Database, ring: MultiFernet) -> int:
    """Wrap every key with the first of the ring; returns how many there are.

    It goes in small steps, each a transaction: one that breaks off is simply done again, and the bot works meanwhile.

    Raises:
        WrongKeyError: if the ring does not open one of them.
    """
    columns = ((secret, secret.c.name, secret.c.wrapped), (person, person.c.id, person.c.data_key))
    return sum([await _all_of(database, ring, *one) for one in columns])


async def _all_of(
    database: Database, ring: MultiFernet, table: Table, number: Column[object], wrapped: Column[bytes]
) -> int:
    async with database.reading() as connection:
        numbers = list(await connection.scalars(select(number).order_by(number)))
    for first in range(0, len(numbers), AT_A_TIME):
        async with database.writing() as connection:
            for one in numbers[first : first + AT_A_TIME]:
                await _one(connection, ring, table, number == one, wrapped)
    return len(numbers)


async def _one(
    connection: AsyncConnection, ring: MultiFernet, table: Table, which: ColumnElement[bool], wrapped: Column[bytes]
) -> None:
    old = await connection.scalar(select(wrapped).where(which).with_for_update())
    if old is None:
        return  # erased meanwhile
    try:
        new = ring.rotate(bytes(old))
    except InvalidToken as error:
        raise WrongKeyError from error
    await connection.execute(update(table).where(which).values({wrapped.name: new}))

"""Do ENCRYPTION_KEYS open what a database is sealed with? Asked before a backup is made, and before one is taken in."""

from cryptography.fernet import InvalidToken, MultiFernet
from sqlalchemy import select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import person, secret
from storage.vault import WrongKeyError


async def require_keys(connection: AsyncConnection, ring: MultiFernet) -> int:
    """Open every key that a database holds, its own and its people's; returns how many there are.

    Raises:
        WrongKeyError: if one cannot be opened.
    """
    wrapped = (await connection.scalars(union_all(select(secret.c.wrapped), select(person.c.data_key)))).all()
    try:
        for key in wrapped:
            ring.decrypt(key)
    except InvalidToken as error:
        raise WrongKeyError from error
    return len(wrapped)

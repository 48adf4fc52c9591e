"""Keys, and the sealing of what is nobody else's business.

Envelope encryption: `ENCRYPTION_KEYS` (MultiFernet, newest first) wrap a few keys of the database and one data key
per person; those seal single values with AES-GCM. A sealed value is bound to its table, column and row, so that it
cannot be moved to another row unnoticed. Chats are found by a blind index (HMAC), which stays when keys are rotated.
"""

import hashlib
import hmac
import os
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.once import insert_once
from storage.tables import secret

VERSION = b"\x01"
NONCE_BYTES, TAG_BYTES = 12, 16
KEY_BYTES = 32
KEPT_OPEN = 20_000  # keys of persons; a few hundred bytes each


class WrongKeyError(Exception):
    """ENCRYPTION_KEYS does not open this database: set the key that it was made with."""


def keyring(keys: list[str]) -> MultiFernet:
    """The wrapping keys, newest first.

    Raises:
        ValueError: if one is not a Fernet key (32 bytes, URL-safe base64).
    """
    return MultiFernet([Fernet(key) for key in keys])


def new_key() -> str:
    """A fresh wrapping key."""
    return Fernet.generate_key().decode()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value lives."""

    table: str
    column: str
    row: int

    def bound(self) -> bytes:
        """The bytes that a sealed value is bound to."""
        return f"{self.table}:{self.column}:{self.row}".encode()


class Vault:
    """The opened keys of one database."""

    def __init__(self, ring: MultiFernet, index_key: bytes, system_key: bytes) -> None:
        self._ring = ring
        self._index_key = index_key
        self._system = AESGCM(system_key)
        # Opening a person's key takes several times as long as all the rest of reading a row.
        self._opened = lru_cache(maxsize=KEPT_OPEN)(lambda data_key: AESGCM(_unwrapped(ring, data_key)))

    def __repr__(self) -> str:
        return "Vault(...)"

    def index(self, number: int) -> str:
        """The blind index of a chat or user id."""
        return hmac.new(self._index_key, str(number).encode(), hashlib.sha256).hexdigest()

    def new_data_key(self) -> bytes:
        """A fresh data key for one person, wrapped."""
        return self._ring.encrypt(os.urandom(KEY_BYTES))

    def seal(self, text: str, place: Place, data_key: bytes | None = None) -> bytes:
        """Seal a text into a place, with a person's wrapped data key or (None) the database's own key."""
        nonce = os.urandom(NONCE_BYTES)
        return VERSION + nonce + self._cipher(data_key).encrypt(nonce, text.encode(), place.bound())

    def unseal(self, sealed: bytes, place: Place, data_key: bytes | None = None) -> str:
        """Open what was sealed into this very place.

        Raises:
            WrongKeyError: if it was sealed with another key or for another place, or is not whole.
        """
        version, nonce, body = sealed[:1], sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        if version != VERSION or len(body) < TAG_BYTES:
            raise WrongKeyError
        try:
            return self._cipher(data_key).decrypt(nonce, body, place.bound()).decode()
        except InvalidTag as error:
            raise WrongKeyError from error

    def _cipher(self, data_key: bytes | None) -> AESGCM:
        return self._system if data_key is None else self._opened(data_key)


def _unwrapped(ring: MultiFernet, wrapped: bytes) -> bytes:
    try:
        return ring.decrypt(wrapped)
    except InvalidToken as error:
        raise WrongKeyError from error


async def open_vault(connection: AsyncConnection, ring: MultiFernet) -> Vault:
    """Open a database's keys; a database that has none yet gets them.

    Raises:
        WrongKeyError: if the keys do not open it.
    """
    keys = [await _database_key(connection, ring, name) for name in ("index", "system")]
    return Vault(ring, *keys)


async def _database_key(connection: AsyncConnection, ring: MultiFernet, name: str) -> bytes:
    known = select(secret.c.wrapped).where(secret.c.name == name)
    if (wrapped := await connection.scalar(known)) is None:
        # Several processes may start on an empty database at once: the first one's key stands, the others open that.
        fresh = {"name": name, "wrapped": ring.encrypt(os.urandom(KEY_BYTES))}
        await insert_once(connection, secret, fresh)
        wrapped = (await connection.execute(known)).scalar_one()
    return _unwrapped(ring, wrapped)

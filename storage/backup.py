"""A copy of everything at one moment, in a file that only ENCRYPTION_KEYS open: made while the bot runs.

The first line can be read by anybody: what it is, of which schema and when. A key of the file's own stands in it,
wrapped. After it come, compressed and sealed, all tables row by row in JSON, the same from either kind of database, in
an order in which a row comes after those that it refers to. Nothing is written to the disk unsealed.
"""

import json
import os
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO, Literal

from cryptography.fernet import MultiFernet
from pydantic import AwareDatetime, BaseModel, ConfigDict
from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import Database
from storage.pieces import Sealing
from storage.tables import metadata
from storage.upgrade import head
from storage.vault import KEY_BYTES
from storage.wrapped import require_keys

AT_ONCE = 500  # rows


class UnreadableRowError(Exception):
    """A row holds what no column of its type can hold: the message names its table."""


class BackupHeader(BaseModel):
    """The first line of a backup."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["sitbone-backup/1"] = "sitbone-backup/1"
    revision: str
    made_at: AwareDatetime
    key: str  # of this file, wrapped by ENCRYPTION_KEYS


async def write_backup(database: Database, ring: MultiFernet, file: Path, now: datetime) -> int:
    """Copy a database of this version into a new file of its owner alone; returns the number of rows.

    Raises:
        FileExistsError: if the file is there already.
        WrongKeyError: if the keys do not open the database.
        UnreadableRowError: if somebody has made a row unreadable.
    """
    with _new(file) as target:
        async with database.snapshot() as connection:
            await require_keys(connection, ring)
            return await _written(connection, ring, target, now)


@contextmanager
def _new(file: Path) -> Iterator[BinaryIO]:
    """A new file, which is there afterwards if all of it is on the disk."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        try:
            yield target
            target.flush()
            os.fsync(target.fileno())
        except BaseException:
            file.unlink()
            raise


async def _written(connection: AsyncConnection, ring: MultiFernet, target: BinaryIO, now: datetime) -> int:
    key = os.urandom(KEY_BYTES)
    header = BackupHeader(revision=head(), made_at=now, key=ring.encrypt(key).decode())
    line = f"{header.model_dump_json()}\n".encode()
    target.write(line)
    sealing = Sealing(target, key, line)
    count = 0
    for table in metadata.sorted_tables:
        try:
            count += await _copied(connection, table, sealing)
        except (ValueError, TypeError) as error:
            raise UnreadableRowError(f"a row of {table.name} cannot be read: something in it was changed") from error
    sealing.finish()
    return count


async def _copied(connection: AsyncConnection, table: Table, sealing: Sealing) -> int:
    sealing.write(_line({"table": table.name, "columns": table.c.keys()}))
    count = 0
    async with connection.stream(select(table).order_by(*table.primary_key)) as rows:
        async for some in rows.partitions(AT_ONCE):
            sealing.write(b"".join([_line([_plain(value) for value in row]) for row in some]))
            count += len(some)
    return count


def _line(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode() + b"\n"


def _plain(value: object) -> object:
    """A value as JSON can hold it; `restore` knows by its column what it was."""
    if isinstance(value, bytes):
        return b64encode(value).decode()
    return value.isoformat() if isinstance(value, date) else value

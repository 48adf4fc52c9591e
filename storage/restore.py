"""Taking a backup in: into an empty database of either kind, all of it or nothing."""

import json
from base64 import b64decode
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from cryptography.fernet import InvalidToken, MultiFernet
from pydantic import ValidationError
from sqlalchemy import Column, Date, LargeBinary, Table, func, insert, inspect, literal, select
from sqlalchemy import table as named
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.backup import AT_ONCE, BackupHeader
from storage.engine import Database
from storage.pieces import CutOrChangedError, opened_lines
from storage.tables import metadata
from storage.types import UTCDateTime
from storage.upgrade import head, upgrade
from storage.vault import WrongKeyError
from storage.wrapped import require_keys

LONGEST = 4096  # bytes of a first line
Row = dict[str, Any]
Reader = Callable[[Any], Any]


class BackupError(ValueError):
    """A backup cannot be taken in like this: the message says why."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was read to its end once: nothing is missing from it and nothing was changed."""

    file: Path
    header: BackupHeader
    key: bytes
    bound: bytes

    def rows(self) -> Generator[tuple[Table, Row], None, None]:
        """All rows, in the order of the tables.

        Raises:
            BackupError: if its tables are not those of this version.
        """
        for line in self.lines():
            match json.loads(line):
                case {"table": name, "columns": columns}:
                    table = _known(name, columns)
                    readers = [_reader(table.c[column]) for column in columns]
                case values:
                    read = [None if one is None else as_was(one) for as_was, one in zip(readers, values, strict=True)]
                    yield table, dict(zip(columns, read, strict=True))

    def lines(self) -> Generator[bytes, None, None]:
        """All lines after the first."""
        with self.file.open("rb") as source:
            source.seek(len(self.bound))
            yield from opened_lines(source, self.key, self.bound)


def read_backup(file: Path, ring: MultiFernet) -> Backup:
    """Open a backup and read it to its end.

    Raises:
        BackupError: if it is none, is of another version or key, or is not whole.
        OSError: if it cannot be read.
    """
    with file.open("rb") as source:
        line = source.readline(LONGEST)
    header = _header(line)
    backup = Backup(file, header, _key(header, ring), line)
    try:
        for _ in backup.lines():
            pass
    except CutOrChangedError as error:
        raise BackupError("is cut off, or was changed; take another copy of it, or an older backup") from error
    return backup


def _header(line: bytes) -> BackupHeader:
    try:
        header = BackupHeader.model_validate_json(line)
    except ValidationError as error:
        raise BackupError("is not a backup of Sitbone, or was changed in its first line") from error
    if header.revision != head():
        versions = f"it is of revision {header.revision}, this program of {head()}"
        raise BackupError(f"was made by another version ({versions}): restore it with that one, then upgrade")
    return header


def _key(header: BackupHeader, ring: MultiFernet) -> bytes:
    try:
        return ring.decrypt(header.key)
    except InvalidToken as error:
        raise BackupError("is not opened by ENCRYPTION_KEYS: set the keys of the time when it was made") from error


def _known(name: str, columns: Sequence[str]) -> Table:
    table = metadata.tables.get(name)
    if table is None or set(table.c.keys()) != set(columns):
        raise BackupError(f"was made by another version: its table {name} is not as it is here")
    return table


def _reader(column: Column[Any]) -> Reader:
    """How a column's value is made again from what JSON can hold."""
    match column.type:
        case LargeBinary():
            return b64decode
        case UTCDateTime():
            return datetime.fromisoformat
        case Date():
            return date.fromisoformat
        case _:
            return _as_it_is


def _as_it_is(value: object) -> object:
    return value


async def restore(backup: Backup, database: Database, ring: MultiFernet, now: datetime) -> int:
    """Take a backup into an empty database; returns the number of rows.

    Raises:
        BackupError: if something is in the database already, or the keys do not open all that is in the backup.
        NewerDatabaseError: if the database has the empty tables of a newer version.
    """
    await _require_empty(database)
    await upgrade(database, now)
    async with database.writing() as connection:
        count = await _inserted(connection, backup)
        try:
            await require_keys(connection, ring)
        except WrongKeyError as error:
            older = (
                "opens with ENCRYPTION_KEYS, but not all that is in it: add the older keys of the time of the backup"
            )
            raise BackupError(older) from error
        if not database.is_sqlite:
            await _numbered_on(connection)
    return count


async def _require_empty(database: Database) -> None:
    async with database.reading() as connection:
        names = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
        for name in sorted(set(names) - {"alembic_version"}):
            if await connection.scalar(select(literal(1)).select_from(named(name)).limit(1)):
                raise BackupError("is taken into an empty database only; DATABASE_URL names one with something in it")


async def _inserted(connection: AsyncConnection, backup: Backup) -> int:
    count = 0
    with closing(backup.rows()) as rows:
        while some := list(islice(rows, AT_ONCE)):
            for table in dict.fromkeys(table for table, _ in some):
                await connection.execute(insert(table), [row for of, row in some if of is table])
            count += len(some)
    return count


async def _numbered_on(connection: AsyncConnection) -> None:
    """PostgreSQL hands out numbers without looking at the rows: it has to be told where to go on."""
    for table in metadata.sorted_tables:
        if (column := table.autoincrement_column) is not None:
            newest = select(func.max(column)).scalar_subquery()
            last = func.setval(func.pg_get_serial_sequence(table.name, column.name), newest)
            await connection.execute(select(last).where(newest.is_not(None)))

"""Names, free text, chats and codes stand nowhere in the clear, and not at all once they are not needed any more."""

import json
from pathlib import Path

from sqlalchemy import LargeBinary, select

from storage.engine import Database
from storage.tables import metadata
from storage.unit_of_work import SqlWork
from tests.integration.hidden import CODE, HERS, NAME, OPEN, PHONE, PRESS, THEIRS, WORDS, written_everywhere
from tests.integration.people import Practice
from tests.integration.post import Post


def told_by(value: object) -> bytes:
    """All that a value of a column says to somebody who reads it."""
    match value:
        case bytes() | memoryview():
            return bytes(value) + bytes(value).hex().encode()
        case dict() | list():
            return json.dumps(value, ensure_ascii=False).encode()
        case _:
            return str(value).encode()


async def contents(database: Database) -> bytes:
    """Everything that can be read: of all columns, and of a SQLite file with what stands beside it."""
    found = b""
    async with database.reading() as connection:
        for table in metadata.sorted_tables:
            rows = (await connection.execute(select(table))).all()
            found += b" ".join(told_by(value) for row in rows for value in row)
    return found + (raw_files(Path(str(database.url.database))) if database.is_sqlite else b"")


def raw_files(file: Path) -> bytes:
    """The bytes of a database file and of its write-ahead log."""
    beside = sorted(file.parent.glob(f"{file.name}*"))
    assert len(beside) > 1  # the log is there too
    return b"".join(one.read_bytes() for one in beside)


def forms(hidden: str | int) -> list[bytes]:
    """How something might stand in the clear."""
    if isinstance(hidden, str):
        return [hidden.encode(), hidden.encode().hex().encode(), hidden.encode("utf-16-le")]
    return [str(hidden).encode(), str(hidden).encode().hex().encode(), hidden.to_bytes(6, "big")]


async def test_what_is_secret_stands_nowhere_in_the_clear(database: Database, work: SqlWork, known: Practice) -> None:
    """Names, words, chats, presses and codes, in any repository: none of them can be read without the keys."""
    async with work("write") as uow:
        await written_everywhere(uow, known)
    found = await contents(database)
    assert OPEN.encode() in found  # so that it would be seen
    for hidden in (NAME, PHONE, WORDS, PRESS, CODE, HERS, THEIRS):
        for form in forms(hidden):
            assert form not in found, hidden


async def test_every_sealed_column_is_written_here(database: Database, work: SqlWork, known: Practice) -> None:
    """A sealed column that is added needs a value above."""
    async with work("write") as uow:
        await written_everywhere(uow, known)
    sealed = [column for table in metadata.sorted_tables for column in table.c if isinstance(column.type, LargeBinary)]
    async with database.reading() as connection:
        for column in sealed:
            assert await connection.scalar(select(column).where(column.is_not(None)).limit(1)), str(column)


async def test_nothing_is_left_of_what_was_said_once_it_is_over(
    database: Database, work: SqlWork, post: Post, known: Practice
) -> None:
    """Sent and dealt with, parameters, presses and payloads are gone from their rows."""
    async with work("write") as uow:
        await written_everywhere(uow, known)
    async with work("over") as uow:
        await uow.inbox.finish(0)
    await post.all_out()
    async with database.reading() as connection:
        for name in ("outbox.params", "outbox.press", "inbox.payload"):
            table, column = name.split(".")
            assert set(await connection.scalars(select(metadata.tables[table].c[column]))) == {None}, name

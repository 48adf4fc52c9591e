"""A sealed value that is moved to another row does not open there, in any column of the database."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import Column, LargeBinary, Table, select, update

from rehab.permissions import Role
from storage.engine import Database
from storage.tables import alert, metadata
from storage.unit_of_work import SqlUnitOfWork, SqlWork
from storage.vault import WrongKeyError
from tests.integration.databases import MONDAY
from tests.integration.hidden import CODE, written_everywhere
from tests.integration.people import Practice

REST = {"person.data_key", "secret.wrapped"}  # sealed by the ring of ENCRYPTION_KEYS, and bound to nothing
Read = Callable[[SqlUnitOfWork, Practice], Awaitable[object]]


async def _payloads(uow: SqlUnitOfWork, _: Practice) -> object:
    return await uow.inbox.claim(MONDAY, 60), await uow.inbox.claim(MONDAY, 60)


async def _leaving(uow: SqlUnitOfWork, _: Practice) -> object:
    return await uow.deliveries.claim("me", MONDAY, MONDAY + timedelta(days=9999), 60, 50)


async def _resolved(uow: SqlUnitOfWork, _: Practice) -> object:
    return [await uow.alerts.get(one) for one in await uow._connection.scalars(select(alert.c.id))]


async def _notes(uow: SqlUnitOfWork, known: Practice) -> object:
    return [await uow.notes.of_plan(one.id) for one in await uow.plans.of_clinician(known.clinician.id)]


async def _asked(uow: SqlUnitOfWork, _: Practice) -> object:
    return [await uow.dialogues.get(one.id) for one in await uow.people.with_role(Role.PATIENT)]


READS: dict[str, Read] = {
    "person.name": lambda uow, _: uow.people.with_role(Role.PATIENT),
    "person.phone": lambda uow, _: uow.people.with_role(Role.PATIENT),
    "person.chat": _leaving,
    "invitation.terms": lambda uow, _: uow.invitations.by_code(f"{CODE}0"),
    "dialogue.data": _asked,
    "note.text": _notes,
    "alert.note": _resolved,
    "inbox.payload": _payloads,
    "outbox.params": _leaving,
    "outbox.press": _leaving,
    "outbox.chat": _leaving,
}


def test_every_sealed_column_is_tried() -> None:
    """One that is added needs a way to read it above."""
    columns = [column for table in metadata.sorted_tables for column in table.c]
    assert {str(one) for one in columns if isinstance(one.type, LargeBinary)} == READS.keys() | REST


async def rotated(database: Database, table: Table, column: Column[bytes]) -> None:
    """Move every value of a column one row on."""
    key = table.primary_key.columns.values()[0]
    async with database.writing() as connection:
        rows = (await connection.execute(select(key, column).where(column.is_not(None)).order_by(key))).all()
        assert len(rows) > 1
        for (here, _), (_, moved) in zip(rows, [*rows[1:], rows[0]], strict=True):
            await connection.execute(update(table).where(key == here).values({column.name: moved}))


async def read_all(work: SqlWork, known: Practice, read: Read) -> None:
    """Read what stands in a column, and forget that it was read."""
    async with work("look") as uow:
        await read(uow, known)


@pytest.mark.parametrize("name", READS)
async def test_a_value_in_another_row_does_not_open(
    database: Database, work: SqlWork, known: Practice, name: str
) -> None:
    """Whoever can write to the database still cannot put one person's words into another's mouth."""
    for number in (0, 1):
        async with work(f"write:{number}") as uow:
            await written_everywhere(uow, known, number)
    table, column = name.split(".")
    await rotated(database, metadata.tables[table], metadata.tables[table].c[column])
    with pytest.raises(WrongKeyError):
        await read_all(work, known, READS[name])

"""The database itself refuses to change the past: a chain is only ever added to."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql import Executable

from storage.engine import Database
from storage.tables import entry, plan
from storage.unit_of_work import SqlWork
from tests.integration.databases import MONDAY
from tests.integration.people import Practice
from usecases.records import EntryKind


@pytest.fixture
async def plan_id(work: SqlWork, known: Practice) -> int:
    """A plan with two links, the first of which a correction has undone."""
    async with work("write") as uow:
        for number in range(2):
            await uow.journal.append(known.plan.id, MONDAY, EntryKind.DECISION, {"n": number})
        await uow.journal.supersede(known.plan.id, [1])
    return known.plan.id


async def refused(database: Database, statement: Executable) -> None:
    """A statement fails as one that breaks a rule of the database, and leaves everything as it was."""
    with pytest.raises(IntegrityError):
        async with database.writing() as connection:
            await connection.execute(statement)


VALUES = {
    "plan_id": 1,
    "seq": 7,
    "at": MONDAY + timedelta(hours=1),
    "kind": "alert",
    "body": {"n": 9},
    "previous_hash": "1" * 64,
    "hash": "2" * 64,
    "superseded": False,  # undone for good
}


def test_every_column_of_a_link_is_tried() -> None:
    """A new one must be thought of."""
    assert set(VALUES) == {column.name for column in entry.columns}


@pytest.mark.parametrize("column", VALUES)
async def test_no_column_of_a_link_can_be_changed(database: Database, plan_id: int, column: str) -> None:
    """Not even to what it was."""
    await refused(database, update(entry).where(entry.c.seq == 1).values({column: VALUES[column]}))


async def test_a_link_cannot_be_removed(database: Database, plan_id: int) -> None:
    """Neither one nor all of them."""
    await refused(database, delete(entry).where(entry.c.seq == 2))
    await refused(database, delete(entry))


async def test_a_plan_with_a_chain_cannot_be_removed(database: Database, plan_id: int) -> None:
    """Its links would refer to nothing."""
    await refused(database, delete(plan))


async def test_a_link_cannot_be_replaced(database: Database, plan_id: int) -> None:
    """By one of the same number: the ways in which the engines would remove the old one on the way."""
    same = {"plan_id": plan_id, "seq": 1, "at": MONDAY, "kind": "alert", "body": {}, "superseded": False}
    new = insert(entry).values(**same, previous_hash="0" * 64, hash="3" * 64)
    await refused(database, new)
    if database.is_sqlite:
        await refused(database, new.prefix_with("OR REPLACE"))
    else:
        await refused(database, text("TRUNCATE entry"))


@pytest.mark.parametrize("values", [{"links": 1}, {"links": 2, "head": "4" * 64}, {"links": 4}, {"head": "4" * 64}])
async def test_a_head_goes_on_by_one_link_at_a_time(
    database: Database, plan_id: int, values: dict[str, object]
) -> None:
    """Neither back, so that a chain could be cut short, nor to another hash."""
    await refused(database, update(plan).values(values))


async def test_what_the_bot_does_is_not_in_the_way(work: SqlWork, plan_id: int) -> None:
    """Adding a link, and marking one as undone."""
    async with work("write") as uow:
        await uow.journal.append(plan_id, MONDAY, EntryKind.DECISION, {"n": 2})
        await uow.journal.supersede(plan_id, [1, 2])
        kept = await uow.journal.entries(plan_id)
    assert [(link.body["n"], link.superseded) for link in kept] == [(0, True), (1, True), (2, False)]

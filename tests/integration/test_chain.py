"""The record of each plan: whoever changes a link, removes one or moves one is given away by the hashes."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, select, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.exc import IntegrityError

from rehab.messages import Json
from storage.engine import Database
from storage.repositories.journal import NOTHING_BEFORE, link_hash
from storage.tables import entry
from storage.unit_of_work import SqlWork
from tests.integration.databases import MONDAY
from tests.integration.people import Practice, plan_for
from tests.integration.values import FEW, instants, json_values
from usecases.records import Entry, EntryKind

BODIES: tuple[dict[str, Json], ...] = (
    {"plan": {"position": [1, 1]}, "protocol": "pht"},
    {"kind": "session", "outcome": "done", "pain_during": 3},
    {"rule": "hold", "inputs": {"mean": 2.5, "days": 7, "held": False, "note": None}},
    {"kind": "pain_24h", "value": 2, "z": ["ä", "😀", "\\", '"']},
)
KINDS = (EntryKind.START, EntryKind.EVENT, EntryKind.DECISION, EntryKind.CORRECTION)


async def chain(database: Database, plan_id: int) -> Sequence[RowMapping]:
    """A plan's links as they are stored."""
    async with database.reading() as connection:
        query = select(entry).where(entry.c.plan_id == plan_id).order_by(entry.c.seq)
        return (await connection.execute(query)).mappings().all()


def first_fault(links: Sequence[RowMapping]) -> int | None:
    """The place of the first link that does not follow from the one before, counted from 1; None if all do."""
    previous = NOTHING_BEFORE
    for number, row in enumerate(links, 1):
        kept = ("plan_id", "seq", "at", "body")
        link = Entry(kind=EntryKind(row["kind"]), **{name: row[name] for name in kept})
        sound = row["seq"] == number and row["previous_hash"] == previous
        if not sound or row["hash"] != link_hash(previous, link):
            return number
        previous = row["hash"]
    return None


@pytest.fixture
async def plan_id(work: SqlWork, known: Practice) -> int:
    """A plan with a few links."""
    async with work("write") as uow:
        for number, (kind, body) in enumerate(zip(KINDS, BODIES, strict=True)):
            await uow.journal.append(known.plan.id, MONDAY + timedelta(hours=number), kind, body)
    return known.plan.id


async def test_the_hashes_follow_from_what_is_stored(database: Database, plan_id: int) -> None:
    """Every link's hash can be computed again from its row and the one before."""
    links = await chain(database, plan_id)
    assert len(links) == len(BODIES)
    assert first_fault(links) is None
    assert len({row["hash"] for row in links}) == len(links)


CHANGES = {
    "at": MONDAY + timedelta(microseconds=1),
    "kind": "alert",
    "body": {"kind": "pain_24h", "value": 0},
    "previous_hash": "1" * 64,
    "hash": "2" * 64,
    "seq": 77,
}


@pytest.mark.parametrize("column", CHANGES)
@pytest.mark.parametrize("number", [1, 2, 4])
async def test_a_changed_link_gives_itself_away(database: Database, plan_id: int, column: str, number: int) -> None:
    """Whichever of its columns was changed, in the first link, in a middle one and in the last."""
    chosen = (entry.c.plan_id == plan_id) & (entry.c.seq == number)
    async with database.writing() as connection:
        await connection.execute(update(entry).where(chosen).values({column: CHANGES[column]}))
    assert first_fault(await chain(database, plan_id)) == number


async def test_a_changed_link_with_a_hash_made_to_fit_is_given_away_by_the_next(
    database: Database, plan_id: int
) -> None:
    """Whoever forges one link must forge all that follow."""
    row = (await chain(database, plan_id))[1]
    forged = Entry(plan_id=plan_id, seq=2, at=row["at"], kind=EntryKind.EVENT, body={"value": 0})
    values = {"body": forged.body, "hash": link_hash(row["previous_hash"], forged)}
    async with database.writing() as connection:
        await connection.execute(update(entry).where(entry.c.plan_id == plan_id, entry.c.seq == 2).values(values))
    assert first_fault(await chain(database, plan_id)) == 3


@pytest.mark.parametrize("number", [1, 2, 3])
async def test_a_removed_link_is_missed(database: Database, plan_id: int, number: int) -> None:
    """The one after it does not follow any more."""
    async with database.writing() as connection:
        await connection.execute(delete(entry).where(entry.c.plan_id == plan_id, entry.c.seq == number))
    assert first_fault(await chain(database, plan_id)) == number


async def test_a_link_moved_to_another_plan_does_not_fit_there(
    database: Database, work: SqlWork, known: Practice, plan_id: int
) -> None:
    """One patient's past cannot become another's, even as the first link of an empty chain."""
    async with work("write") as uow:
        other = plan_for(uow, known.patient, known.clinician)
        await uow.plans.add(other)
    async with database.writing() as connection:
        moved = (entry.c.plan_id == plan_id) & (entry.c.seq == 1)
        await connection.execute(update(entry).where(moved).values(plan_id=other.id))
    assert first_fault(await chain(database, other.id)) == 1


async def test_two_plans_have_chains_of_their_own(
    database: Database, work: SqlWork, known: Practice, plan_id: int
) -> None:
    """Links that are appended in turn are numbered and hashed apart."""
    async with work("write") as uow:
        other = plan_for(uow, known.patient, known.clinician)
        await uow.plans.add(other)
        for number in range(3):
            await uow.journal.append(other.id, MONDAY, EntryKind.EVENT, {"n": number})
            await uow.journal.append(plan_id, MONDAY, EntryKind.EVENT, {"n": number})
    assert [row["seq"] for row in await chain(database, other.id)] == [1, 2, 3]
    assert [row["seq"] for row in await chain(database, plan_id)] == [1, 2, 3, 4, 5, 6, 7]
    for one in (other.id, plan_id):
        assert first_fault(await chain(database, one)) is None


async def test_superseding_is_not_covered(database: Database, work: SqlWork, plan_id: int) -> None:
    """What a correction undid is marked, and the chain holds; the correction itself is a link."""
    async with work("write") as uow:
        await uow.journal.supersede(plan_id, [3])
        entries = await uow.journal.entries(plan_id)
    assert [link.superseded for link in entries] == [False, False, True, False]
    assert first_fault(await chain(database, plan_id)) is None


@FEW
@given(body=st.dictionaries(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), json_values))
async def test_any_body_verifies_after_it_has_been_stored(
    database: Database, work: SqlWork, plan_id: int, body: dict[str, Json]
) -> None:
    """Neither engine's way of keeping JSON changes what was hashed."""
    async with work("write") as uow:
        await uow.journal.append(plan_id, MONDAY, EntryKind.EVENT, body)
    assert first_fault(await chain(database, plan_id)) is None


@pytest.mark.parametrize("number", [0.0, 0.1, 2.0, 2.5, 7.25, 1 / 3, 0.07, 100.0, 86400.5, 1e-6])
async def test_numbers_of_the_rules_verify_after_they_have_been_stored(
    database: Database, work: SqlWork, plan_id: int, number: float
) -> None:
    """Means, shares and days are fractions, and stay the fractions that were hashed."""
    async with work("write") as uow:
        await uow.journal.append(plan_id, MONDAY, EntryKind.DECISION, {"inputs": {"mean": number, "drop": -number - 1}})
    assert first_fault(await chain(database, plan_id)) is None


@FEW
@given(at=instants)
async def test_any_instant_verifies_after_it_has_been_stored(
    database: Database, work: SqlWork, plan_id: int, at: datetime
) -> None:
    """To the microsecond."""
    async with work("write") as uow:
        await uow.journal.append(plan_id, at, EntryKind.EVENT, {})
    assert first_fault(await chain(database, plan_id)) is None


async def test_an_instant_told_in_another_zone_is_the_same_instant(
    database: Database, work: SqlWork, plan_id: int
) -> None:
    """What was written with an offset of two hours is hashed as the instant that it is."""
    at = datetime(2026, 1, 6, 9, 0, tzinfo=timezone(timedelta(hours=2)))
    async with work("write") as uow:
        link = await uow.journal.append(plan_id, at, EntryKind.EVENT, {})
    assert link.at == at.astimezone(UTC)
    assert first_fault(await chain(database, plan_id)) is None


async def test_two_who_append_at_once_do_not_break_the_chain(database: Database, work: SqlWork, plan_id: int) -> None:
    """The slower one waits or fails and may try again; no number is given twice and none is left out."""

    async def append(number: int) -> bool:
        with suppress(IntegrityError):
            async with work("write") as uow:
                await uow.journal.append(plan_id, MONDAY, EntryKind.EVENT, {"n": number})
                return True
        return False

    kept = await asyncio.gather(*(append(number) for number in range(6)))
    links = await chain(database, plan_id)
    assert len(links) == len(BODIES) + sum(kept)
    assert sum(kept) >= 1
    assert first_fault(links) is None

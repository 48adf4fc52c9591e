"""The record of each plan: whoever changes a link, removes one or moves one is given away by the hashes."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import ColumnElement, delete, update
from sqlalchemy.exc import IntegrityError

from rehab.messages import Json
from storage.chains import Chains
from storage.engine import Database
from storage.tables import entry
from storage.unit_of_work import SqlWork
from tests.integration.databases import MONDAY
from tests.integration.people import Practice, plan_for
from tests.integration.tampering import unguarded
from tests.integration.values import FEW, instants, json_values
from usecases.chain.links import Chain, ChainError, Head, check_links, link_hash
from usecases.records import EntryKind

BODIES: tuple[dict[str, Json], ...] = (
    {"plan": {"position": [1, 1]}, "protocol": "pht"},
    {"kind": "session", "outcome": "done", "pain_during": 3},
    {"rule": "hold", "inputs": {"mean": 2.5, "days": 7, "held": False, "note": None}},
    {"kind": "pain_24h", "value": 2, "z": ["ä", "😀", "\\", '"']},
)
KINDS = (EntryKind.START, EntryKind.EVENT, EntryKind.DECISION, EntryKind.CORRECTION)


async def chain(database: Database, plan_id: int) -> Chain:
    """A plan's chain as it is stored."""
    found = await Chains(database).get(plan_id)
    assert found is not None
    return found


def is_link(plan_id: int, number: int) -> ColumnElement[bool]:
    """Where a plan's link with some number is found."""
    return (entry.c.plan_id == plan_id) & (entry.c.seq == number)


async def first_fault(database: Database, plan_id: int) -> str | None:
    """What is said of the first link that is not as it must be; None if all are."""
    try:
        check_links(await chain(database, plan_id))
    except ChainError as error:
        return str(error)
    return None


@pytest.fixture
async def plan_id(work: SqlWork, known: Practice) -> int:
    """A plan with a few links."""
    async with work("write") as uow:
        for number, (kind, body) in enumerate(zip(KINDS, BODIES, strict=True)):
            await uow.journal.append(known.plan.id, MONDAY + timedelta(hours=number), kind, body)
    return known.plan.id


async def test_the_hashes_follow_from_what_is_stored(database: Database, plan_id: int) -> None:
    """Every link's hash can be computed again from its row and the one before, and the head is the last one's."""
    found = await chain(database, plan_id)
    assert await first_fault(database, plan_id) is None
    assert len({link.hash for link in found.links}) == len(BODIES)
    assert found.head == Head(len(BODIES), found.links[-1].hash)


UNFIT, GONE = "does not fit its hash, something in it was changed", "is missing"
CHANGES: dict[str, tuple[object, str]] = {
    "at": (MONDAY + timedelta(microseconds=1), UNFIT),
    "kind": ("alert", UNFIT),
    "body": ({"kind": "pain_24h", "value": 0}, UNFIT),
    "previous_hash": ("1" * 64, "does not follow from the link before it"),
    "hash": ("2" * 64, UNFIT),
    "seq": (77, GONE),
}


@pytest.mark.parametrize("column", CHANGES)
@pytest.mark.parametrize("number", [1, 2, 4])
async def test_a_changed_link_gives_itself_away(database: Database, plan_id: int, column: str, number: int) -> None:
    """Whichever of its columns was changed, in the first link, in a middle one and in the last."""
    value, said = CHANGES[column]
    async with unguarded(database) as connection:
        await connection.execute(update(entry).where(is_link(plan_id, number)).values({column: value}))
    assert (await first_fault(database, plan_id) or "").startswith(f"link {number}: {said}")


async def test_a_changed_link_with_a_hash_made_to_fit_is_given_away_by_the_next(
    database: Database, plan_id: int
) -> None:
    """Whoever forges one link must forge all that follow."""
    link = (await chain(database, plan_id)).links[1]
    forged = replace(link.entry, body={"value": 0})
    values = {"body": forged.body, "hash": link_hash(link.previous, forged)}
    async with unguarded(database) as connection:
        await connection.execute(update(entry).where(is_link(plan_id, 2)).values(values))
    assert await first_fault(database, plan_id) == "link 3: does not follow from the link before it"


@pytest.mark.parametrize("number", [1, 2, 3])
async def test_a_removed_link_is_missed(database: Database, plan_id: int, number: int) -> None:
    """The one after it does not follow any more."""
    async with unguarded(database) as connection:
        await connection.execute(delete(entry).where(is_link(plan_id, number)))
    assert (await first_fault(database, plan_id) or "").startswith(f"link {number}: {GONE}")


async def test_a_removed_end_is_missed(database: Database, plan_id: int) -> None:
    """What is left is whole in itself; the head, which is kept with the plan, tells."""
    async with unguarded(database) as connection:
        await connection.execute(delete(entry).where(is_link(plan_id, 4)))
    assert await first_fault(database, plan_id) == "link 3: is the last, and by the head there are 4"


async def test_a_removed_end_stays_missing_when_the_story_goes_on(
    database: Database, work: SqlWork, plan_id: int
) -> None:
    """What is added later does not close the gap."""
    async with unguarded(database) as connection:
        await connection.execute(delete(entry).where(is_link(plan_id, 4)))
    async with work("write") as uow:
        await uow.journal.append(plan_id, MONDAY, EntryKind.EVENT, {"n": 1})
    assert await first_fault(database, plan_id) == "link 4: is missing, after link 3 stands link 5"


async def test_a_link_moved_to_another_plan_does_not_fit_there(
    database: Database, work: SqlWork, known: Practice, plan_id: int
) -> None:
    """One patient's past cannot become another's, even as the first link of an empty chain."""
    async with work("write") as uow:
        other = plan_for(uow, known.patient, known.clinician)
        await uow.plans.add(other)
    async with unguarded(database) as connection:
        await connection.execute(update(entry).where(is_link(plan_id, 1)).values(plan_id=other.id))
    assert await first_fault(database, other.id) == f"link 1: {UNFIT}"


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
    for one, count in (other.id, 3), (plan_id, 7):
        assert [link.entry.seq for link in (await chain(database, one)).links] == list(range(1, count + 1))
        assert await first_fault(database, one) is None


async def test_superseding_is_not_covered(database: Database, work: SqlWork, plan_id: int) -> None:
    """What a correction undid is marked, and the chain holds; the correction itself is a link."""
    async with work("write") as uow:
        await uow.journal.supersede(plan_id, [3])
        entries = await uow.journal.entries(plan_id)
    assert [link.superseded for link in entries] == [False, False, True, False]
    assert await first_fault(database, plan_id) is None


@FEW
@given(body=st.dictionaries(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), json_values))
async def test_any_body_verifies_after_it_has_been_stored(
    database: Database, work: SqlWork, plan_id: int, body: dict[str, Json]
) -> None:
    """Neither engine's way of keeping JSON changes what was hashed."""
    async with work("write") as uow:
        await uow.journal.append(plan_id, MONDAY, EntryKind.EVENT, body)
    assert await first_fault(database, plan_id) is None


@pytest.mark.parametrize("number", [0.0, 0.1, 2.0, 2.5, 7.25, 1 / 3, 0.07, 100.0, 86400.5, 1e-6])
async def test_numbers_of_the_rules_verify_after_they_have_been_stored(
    database: Database, work: SqlWork, plan_id: int, number: float
) -> None:
    """Means, shares and days are fractions, and stay the fractions that were hashed."""
    async with work("write") as uow:
        await uow.journal.append(plan_id, MONDAY, EntryKind.DECISION, {"inputs": {"mean": number, "drop": -number - 1}})
    assert await first_fault(database, plan_id) is None


@FEW
@given(at=instants)
async def test_any_instant_verifies_after_it_has_been_stored(
    database: Database, work: SqlWork, plan_id: int, at: datetime
) -> None:
    """To the microsecond."""
    async with work("write") as uow:
        await uow.journal.append(plan_id, at, EntryKind.EVENT, {})
    assert await first_fault(database, plan_id) is None


async def test_an_instant_told_in_another_zone_is_the_same_instant(
    database: Database, work: SqlWork, plan_id: int
) -> None:
    """What was written with an offset of two hours is hashed as the instant that it is."""
    at = datetime(2026, 1, 6, 9, 0, tzinfo=timezone(timedelta(hours=2)))
    async with work("write") as uow:
        link = await uow.journal.append(plan_id, at, EntryKind.EVENT, {})
    assert link.at == at.astimezone(UTC)
    assert await first_fault(database, plan_id) is None


async def test_two_who_append_at_once_do_not_break_the_chain(database: Database, work: SqlWork, plan_id: int) -> None:
    """The slower one waits or fails and may try again; no number is given twice and none is left out."""

    async def append(number: int) -> bool:
        with suppress(IntegrityError):
            async with work("write") as uow:
                await uow.journal.append(plan_id, MONDAY, EntryKind.EVENT, {"n": number})
                return True
        return False

    kept = await asyncio.gather(*(append(number) for number in range(6)))
    links = (await chain(database, plan_id)).links
    assert len(links) == len(BODIES) + sum(kept)
    assert sum(kept) >= 1
    assert await first_fault(database, plan_id) is None

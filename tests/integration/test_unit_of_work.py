"""One transaction: all of it or nothing of it; and instants that mean the same to everybody."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError, StatementError

from rehab.messages.common import Stranger
from storage.engine import Database
from storage.tables import metadata
from storage.unit_of_work import SqlUnitOfWork, SqlWork
from tests.integration.databases import MONDAY, Hands
from tests.integration.people import CHAT, Practice, a_prompt, an_alert, somebody
from tests.integration.post import Post
from usecases.records import Clinic, Dialogue, EntryKind, Note


async def rows_of(database: Database) -> dict[str, int]:
    """How many rows every table has."""
    async with database.reading() as connection:
        counted = {table.name: select(func.count()).select_from(table) for table in metadata.sorted_tables}
        return {name: int(await connection.scalar(query) or 0) for name, query in counted.items()}


class PowerCutError(Exception):
    """Something goes wrong at the worst moment."""


async def everything(uow: SqlUnitOfWork, known: Practice) -> None:
    """Facts, decisions, what is owed, what clinicians are told, and what is said."""
    await uow.clinics.save(Clinic(name="C", phone="1", hours="2", emergency="3"))
    await somebody(uow, CHAT + 50)
    await uow.journal.append(known.plan.id, MONDAY, EntryKind.EVENT, {"kind": "pain_24h", "value": 3})
    await uow.journal.append(known.plan.id, MONDAY, EntryKind.DECISION, {"rule": "hold"})
    await uow.plans.save(replace(known.plan, next_at=MONDAY + timedelta(days=1)))
    await uow.prompts.add(a_prompt(uow, known))
    await uow.alerts.add(an_alert(uow, known))
    await uow.notes.add(
        Note(id=uow.new_id(), plan_id=known.plan.id, author_id=known.clinician.id, text="Well done", at=MONDAY)
    )
    await uow.dialogues.set(known.patient.id, Dialogue("city"), MONDAY)
    await uow.outbox.send(known.patient.id, Stranger())
    await uow.inbox.finish(77)


async def waiting_update(work: SqlWork) -> None:
    """An update that has arrived and is not dealt with."""
    async with work("poll") as uow:
        await uow.inbox.add(77, CHAT, '{"update_id": 77}', MONDAY)


async def everything_and_then_a_power_cut(work: SqlWork, known: Practice) -> None:
    """All of it is written, and the transaction never ends."""
    async with work("update:77") as uow:
        await everything(uow, known)
        raise PowerCutError


async def test_an_error_leaves_nothing_behind(database: Database, work: SqlWork, known: Practice) -> None:
    """Neither facts nor decisions nor messages, and the update that brought them waits still."""
    await waiting_update(work)
    before = await rows_of(database)
    with pytest.raises(PowerCutError):
        await everything_and_then_a_power_cut(work, known)
    assert await rows_of(database) == before
    async with work("look") as uow:
        assert await uow.plans.get(known.plan.id) == known.plan
        assert await uow.people.has_waiting_updates(known.patient.id)


async def test_without_an_error_all_of_it_is_kept(database: Database, work: SqlWork, known: Practice) -> None:
    """The same things, all of them."""
    await waiting_update(work)
    before = await rows_of(database)
    async with work("update:77") as uow:
        await everything(uow, known)
    after = await rows_of(database)
    grown = {name for name in after if after[name] > before[name]}
    assert grown == {"clinic", "person", "entry", "prompt", "alert", "note", "dialogue", "outbox", "card"}
    async with work("look") as uow:
        assert not await uow.people.has_waiting_updates(known.patient.id)


async def said_and_then_the_same_plan_again(work: SqlWork, known: Practice) -> None:
    """The second statement is one that the database refuses."""
    async with work("twice") as uow:
        await uow.outbox.send(known.patient.id, Stranger())
        await uow.plans.add(known.plan)


async def test_an_error_of_the_database_undoes_what_came_before_it(
    database: Database, work: SqlWork, known: Practice
) -> None:
    """A second plan with the same id fails, and takes the message before it along."""
    before = await rows_of(database)
    with pytest.raises(IntegrityError):
        await said_and_then_the_same_plan_again(work, known)
    assert await rows_of(database) == before


async def test_what_is_not_committed_is_seen_by_nobody_else(database: Database, work: SqlWork, known: Practice) -> None:
    """A reader sees the state before, until the unit of work ends."""
    before = await rows_of(database)
    async with work("write") as uow:
        await uow.outbox.send(known.patient.id, Stranger())
        assert await rows_of(database) == before
    assert (await rows_of(database))["outbox"] == before["outbox"] + 1


NAIVE = datetime(2026, 1, 5, 7, 0)  # noqa: DTZ001 - that is the point


async def stored(work: SqlWork, known: Practice, where: str) -> None:
    """Something with an instant that has no zone."""
    async with work("write") as uow:
        if where == "plan":
            await uow.plans.save(replace(known.plan, next_at=NAIVE))
        elif where == "entry":
            await uow.journal.append(known.plan.id, NAIVE, EntryKind.EVENT, {})
        else:
            await uow.prompts.add(replace(a_prompt(uow, known), due_at=NAIVE))


@pytest.mark.parametrize("where", ["plan", "entry", "prompt"])
async def test_a_naive_instant_is_refused(work: SqlWork, known: Practice, where: str) -> None:
    """Nobody could say later which instant was meant."""
    with pytest.raises((StatementError, ValueError), match="naive"):
        await stored(work, known, where)


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=5, minutes=45)), ZoneInfo("America/New_York")])
async def test_instants_come_back_in_utc_to_the_microsecond(
    work: SqlWork, known: Practice, zone: timezone | ZoneInfo
) -> None:
    """Whatever zone they were written in."""
    written = datetime(2026, 7, 1, 23, 59, 59, 999_999, tzinfo=zone)
    async with work("write") as uow:
        await uow.plans.save(replace(known.plan, next_at=written))
    async with work("look") as uow:
        record = await uow.plans.get(known.plan.id)
        assert record is not None
        assert record.next_at == written
        assert record.next_at.utcoffset() == timedelta(0)
        assert record.next_at.tzinfo is UTC
        assert record.next_at.microsecond == 999_999


async def test_instants_are_compared_as_instants(work: SqlWork, known: Practice) -> None:
    """Due is what lies before now, in whatever zone now is told."""
    async with work("write") as uow:
        await uow.plans.save(replace(known.plan, next_at=MONDAY))
    kathmandu = timezone(timedelta(hours=5, minutes=45))
    async with work("look") as uow:
        assert await uow.plans.due(MONDAY.astimezone(kathmandu), 5) == [known.plan.id]
        assert await uow.plans.due((MONDAY - timedelta(microseconds=1)).astimezone(kathmandu), 5) == []


async def test_the_clock_is_read_once_for_each_unit_of_work(
    work: SqlWork, post: Post, known: Practice, clock: Hands
) -> None:
    """What is said in one transaction was said at one instant."""
    async with work("write") as uow:
        await uow.outbox.send(known.patient.id, Stranger())
        clock.at += timedelta(hours=1)
        await uow.outbox.send(known.patient.id, Stranger())
    assert [item.created_at for item in await post.all_out()] == [MONDAY, MONDAY]


async def test_ids_are_never_zero_and_fit_a_signed_column(work: SqlWork) -> None:
    """An id has room in a signed 64-bit column, and no two are the same."""
    async with work("look") as uow:
        ids = [uow.new_id() for _ in range(1000)]
    assert len(set(ids)) == 1000
    assert all(0 < one < 1 << 62 for one in ids)


async def test_codes_fit_a_link(work: SqlWork) -> None:
    """Telegram takes 64 characters of these kinds in a link."""
    async with work("look") as uow:
        codes = {uow.new_code() for _ in range(100)}
    assert len(codes) == 100
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{32,64}", code) for code in codes)


async def test_a_unit_of_work_sees_what_it_has_changed_itself(work: SqlWork, known: Practice) -> None:
    """However it looks for it: a plan, what is due, the links of a chain."""
    soon = MONDAY + timedelta(hours=1)
    async with work("change") as uow:
        await uow.plans.save(replace(known.plan, next_at=MONDAY + timedelta(days=1)))
        await uow.plans.save(replace(known.plan, next_at=soon))
        found = [await uow.plans.get(known.plan.id), await uow.plans.of_patient(known.patient.id)]
        found += await uow.plans.of_clinician(known.clinician.id)
        assert {plan.next_at for plan in found if plan is not None} == {soon}
        assert await uow.plans.due(soon, 10) == [known.plan.id]
        before = len(await uow.journal.entries(known.plan.id))
        for number in range(3):
            await uow.journal.append(known.plan.id, MONDAY, EntryKind.EVENT, {"kind": "pain_24h", "value": number})
        assert len(await uow.journal.entries(known.plan.id)) == before + 3

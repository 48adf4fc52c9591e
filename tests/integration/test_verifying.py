"""All plans of a database are verified as they are stored: one after another, and while the bot goes on writing."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, select, text, update

import storage.chains
from bot.exits import AnswerIsNoError, BadInputError
from bot.export import exported, list_plans
from bot.stored import known_protocols
from bot.verify import verify_all
from handlers.desk import CatalogueTexts
from rehab.events import AnyEvent, Outcome, Pain24h, Session
from rehab.permissions import Role
from rehab.plan import PLAN
from rehab.protocol import shipped_protocol
from storage.chains import Chains
from storage.engine import Database
from storage.tables import entry, plan
from storage.unit_of_work import SqlUnitOfWork, SqlWork
from storage.upgrade import NewerDatabaseError, OlderDatabaseError, require_current
from tests.integration.databases import MONDAY, Databases
from tests.integration.people import plan_for, somebody
from tests.integration.tampering import unguarded
from usecases.course import advance, begin_chain, correct_fact, record_fact
from usecases.records import PlanRecord
from usecases.scene import Scene
from wording.words import words_in

PROTOCOLS = known_protocols(())


def scene(uow: SqlUnitOfWork, now: datetime) -> Scene:
    """A scene of the real rules."""
    return Scene(
        uow=uow, now=now, protocol=shipped_protocol(), clinic_zone="Europe/London", texts=CatalogueTexts(words_in)
    )


async def begun(work: SqlWork, number: int) -> PlanRecord:
    """A plan that has begun, with a chain of its own."""
    async with work("begin") as uow:
        clinician = await somebody(uow, 900 + number, Role.CLINICIAN, name="Cleo")
        patient = await somebody(uow, 100 + number, Role.PATIENT, name="Pat")
        record = plan_for(uow, patient, clinician)
        await uow.plans.add(record)
        await begin_chain(scene(uow, MONDAY), record)
    return record


async def happens(work: SqlWork, record: PlanRecord, fact: AnyEvent) -> PlanRecord:
    """One fact in a transaction of its own."""
    async with work("fact") as uow:
        return (await record_fact(scene(uow, fact.at), record, fact)).record


async def trains(work: SqlWork, record: PlanRecord, day: int, during: int = 1, answer: int = 1) -> PlanRecord:
    """A session, and its answer a day later."""
    at = MONDAY + timedelta(days=day, hours=10)
    session = Session(at=at, outcome=Outcome.DONE, pain_before=1, pain_during=during)
    record = await happens(work, record, session)
    return await happens(work, record, Pain24h(at=at + timedelta(days=1), value=answer))


async def a_few_weeks(work: SqlWork, number: int = 1) -> PlanRecord:
    """Days of every colour, an answer that is corrected, and two weeks of silence."""
    record = await begun(work, number)
    for day, during in enumerate((1, 4, 7, 1)):
        record = await trains(work, record, 2 * day, during)
    async with work("correct") as uow:
        wrong = Pain24h(at=MONDAY + timedelta(days=7, hours=10), value=9)
        record = (await correct_fact(scene(uow, wrong.at), record, wrong)).record
    async with work("advance") as uow:
        return (await advance(scene(uow, MONDAY), record, MONDAY + timedelta(days=30))).record


async def said(database: Database) -> list[str]:
    """What verifying prints, without the heads; the last line is what it ends with."""
    lines: list[str] = []
    try:
        await verify_all(Chains(database), PROTOCOLS, lines.append)
    except (AnswerIsNoError, BadInputError) as error:
        lines.append(str(error))
    return [line.split("; head")[0] for line in lines]


@pytest.fixture
async def record(work: SqlWork) -> PlanRecord:
    """A plan after some weeks."""
    return await a_few_weeks(work)


# --- whole -----------------------------------------------------------------------------------------------------------


async def test_plans_verify_on_both_engines(database: Database, work: SqlWork) -> None:
    """With their decisions, also those that a correction undid, and their alerts."""
    for number in range(3):
        await a_few_weeks(work, number)
    lines = await said(database)
    assert lines[-1] == "3 plans verified."
    for line in lines[:-1]:
        assert "8 facts lead to the same" in line
        assert "(1 undone by corrections) under pht 1.0.0" in line


async def test_a_database_without_plans_verifies(database: Database) -> None:
    """There is nothing that could be wrong."""
    assert await said(database) == ["0 plans verified."]


async def test_plans_are_read_page_by_page(database: Database, work: SqlWork, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each once, in the order of their ids, however many there are."""
    monkeypatch.setattr(storage.chains, "PAGE", 2)
    ids = sorted([(await begun(work, number)).id for number in range(5)])
    assert [int(line.split()[1].rstrip(":")) for line in (await said(database))[:-1]] == ids
    lines: list[str] = []
    await list_plans(Chains(database), lines.append)
    assert [int(line.split()[0]) for line in lines] == ids
    assert "active       stage 1, level 1  since 2026-01-05, there since 2026-01-05  pht 1.0.0, 1 link" in lines[0]


async def test_writing_meanwhile_does_not_make_a_plan_look_broken(
    database: Database, work: SqlWork, record: PlanRecord
) -> None:
    """State, head and links are read as they were at one moment."""

    async def write() -> None:
        going_on = record
        for day in range(40, 60, 2):
            going_on = await trains(work, going_on, day)

    writing = asyncio.ensure_future(write())
    while not writing.done():
        assert (await said(database))[-1] == "1 plan verified."
    await writing
    assert "28 facts lead to the same" in (await said(database))[0]


async def test_what_is_read_at_one_moment_stays_so(database: Database, work: SqlWork, record: PlanRecord) -> None:
    """A second look inside a snapshot sees what the first saw."""
    count = select(plan.c.links).where(plan.c.id == record.id)
    async with database.snapshot() as connection:
        before = await connection.scalar(count)
        await trains(work, record, 40)
        assert await connection.scalar(count) == before
    async with database.snapshot() as connection:
        assert await connection.scalar(count) != before


# --- broken ----------------------------------------------------------------------------------------------------------


async def test_the_broken_plan_is_named_and_the_others_are_verified_all_the_same(
    database: Database, work: SqlWork, record: PlanRecord
) -> None:
    """With its first bad link; the end repeats the first of all."""
    other = await a_few_weeks(work, 2)
    async with unguarded(database) as connection:
        await connection.execute(update(entry).where(entry.c.plan_id == other.id, entry.c.seq == 5).values(body={}))
    lines = await said(database)
    broken = f"plan {other.id}: DOES NOT VERIFY: link 5: does not fit its hash, something in it was changed"
    assert broken in lines
    assert lines[-1] == f"1 of 2 plans broken; {broken}"
    assert sum("none changed or missing" in line for line in lines) == 1


async def test_a_removed_end_is_noticed(database: Database, record: PlanRecord) -> None:
    """By the head that is kept with the plan."""
    async with unguarded(database) as connection:
        await connection.execute(delete(entry).where(entry.c.seq > 10))
    assert (await said(database))[0].startswith(f"plan {record.id}: DOES NOT VERIFY: link 10: is the last, and by the ")


async def test_a_plan_that_was_put_elsewhere_is_noticed(database: Database, record: PlanRecord) -> None:
    """The row says another level than the chain: nothing guards it, because the bot writes it all the time."""
    state = PLAN.dump_python(record.plan, mode="json") | {"position": [4, 4]}
    async with database.writing() as connection:
        await connection.execute(update(plan).values(state=state))
    assert (await said(database))[0].endswith("the plan's state: position.1 is 4, derived 1")


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("UPDATE entry SET body = '[1]' WHERE seq = 3", "link 3: is not a JSON object"),
        ("UPDATE plan SET state = '7'", "the plan's state: is not a JSON object"),
        ("UPDATE plan SET state = '{}'", "the plan's state: zones: field required"),
    ],
)
async def test_what_is_no_link_any_more_is_named(
    database: Database, record: PlanRecord, change: str, what: str
) -> None:
    """One line, whatever somebody wrote there."""
    async with unguarded(database) as connection:
        await connection.execute(text(change))
    assert (await said(database))[0] == f"plan {record.id}: DOES NOT VERIFY: {what}"


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("UPDATE entry SET body = '{' WHERE seq = 3", "link 3: is not JSON"),
        ("UPDATE plan SET state = 'nothing'", "the plan's state: is not JSON"),
        ("UPDATE entry SET at = 'yesterday' WHERE seq = 3", "a row cannot be read: something in it was changed"),
    ],
)
async def test_what_only_sqlite_would_store_is_told_of_too(
    database: Database, record: PlanRecord, change: str, what: str
) -> None:
    """Its columns hold anything; the list of plans goes on too."""
    async with unguarded(database) as connection:
        await connection.execute(text(change))
    assert (await said(database))[0] == f"plan {record.id}: DOES NOT VERIFY: {what}"
    with pytest.raises(AnswerIsNoError, match=f"plan {record.id}: {what}"):
        await exported(Chains(database), record.id, only_trace=False)
    lines: list[str] = []
    await list_plans(Chains(database), lines.append)
    assert len(lines) == 1
    assert ("cannot be read, see sitbone verify" in lines[0]) == ("state" in change)


async def test_a_chain_without_facts_that_can_be_read_is_not_exported(database: Database, record: PlanRecord) -> None:
    """There would be no history to write down; the link is named."""
    async with unguarded(database) as connection:
        await connection.execute(update(entry).where(entry.c.seq == 2).values(body={"kind": "dance"}))
    with pytest.raises(AnswerIsNoError, match=f"plan {record.id}: link 2.kind: must be one of "):
        await exported(Chains(database), record.id, only_trace=True)


# --- another version -------------------------------------------------------------------------------------------------


async def test_only_a_database_of_this_version_is_read(databases: Databases) -> None:
    """An empty one and a later one are refused as they are: nothing is made or changed by looking."""
    empty, later = Database(databases.empty()), Database(databases.own())
    with pytest.raises(OlderDatabaseError):
        await require_current(empty)
    await require_current(later)
    async with later.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabaseError):
        await require_current(later)
    await empty.close()
    await later.close()

"""Administrators hear what the auditor found, at most once an hour; nobody hears good news that nobody has."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete

from rehab.messages.operator import AuditFailed, Invariant
from rehab.permissions import Role
from scheduling.auditor import TELL_EVERY, Auditor
from storage.census import SqlCensus
from storage.engine import Database
from storage.tables import outbox, prompt
from storage.unit_of_work import SqlWork
from tests.integration.databases import MONDAY, Hands
from tests.integration.people import CHAT, Practice, somebody
from tests.integration.post import Post
from tests.integration.watching import JUST_LATE, Watch, a_prompt_that_is, owed, watching

A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def watch(database: Database, work: SqlWork, clock: Hands, real: Hands) -> Watch:
    """An auditor of the database."""
    return watching(database, work, clock, real)


@pytest.fixture(autouse=True)
async def quiet(work: SqlWork, known: Practice) -> None:
    """A plan that is to be looked at only much later."""
    async with work("quiet") as uow:
        await uow.plans.save(replace(known.plan, next_at=MONDAY + timedelta(days=30)))


async def _told(post: Post) -> dict[int | None, list[object]]:
    found: dict[int | None, list[object]] = {}
    for item in await post.all_out():
        found.setdefault(item.person_id, []).append(item.message)
    return found


async def test_administrators_are_told_at_most_once_an_hour(
    work: SqlWork, watch: Watch, known: Practice, clock: Hands, post: Post
) -> None:
    """What it is and how many, and nothing of anybody; again as long as it lasts."""
    async with work("plant") as uow:
        other = await somebody(uow, CHAT + 9, Role.ADMINISTRATOR, name="Abe")
        await a_prompt_that_is(next_at=None)(uow, known)
        await uow.prompts.add(owed(uow, known, next_at=None, slot=2))
    clock.at += JUST_LATE
    said = AuditFailed(found={Invariant.PROMPTS: 2})
    assert not await watch.all_is_well()
    assert await _told(post) == {known.administrator.id: [said], other.id: [said]}
    for _ in range(59):
        clock.at += A_MINUTE
        assert not await watch.all_is_well()
    assert await _told(post) == {}
    clock.at += A_MINUTE
    assert not await watch.all_is_well()
    assert await _told(post) == {known.administrator.id: [said], other.id: [said]}


async def test_two_processes_that_find_it_together_tell_it_once(
    database: Database, work: SqlWork, watch: Watch, known: Practice, clock: Hands, real: Hands
) -> None:
    """Whoever is second finds it said, in the same minute and after."""
    async with work("plant") as uow:
        await a_prompt_that_is(next_at=None)(uow, known)
    clock.at += JUST_LATE
    again = Auditor(SqlCensus(database), work, clock, real, watch.ticking, watch.ping)
    await watch.auditor.audit()
    await again.audit()
    clock.at += TELL_EVERY / 2
    await again.audit()
    async with database.reading() as connection:
        rows = (await connection.execute(outbox.select().where(outbox.c.kind == AuditFailed.kind))).all()
    assert len(rows) == 1


async def test_without_a_result_nobody_is_told_that_all_is_well(
    database: Database, work: SqlWork, watch: Watch, known: Practice
) -> None:
    """The database could not be asked: that is no good news."""
    assert await watch.all_is_well()
    async with database.writing() as connection:
        await connection.execute(delete(prompt))
        await connection.exec_driver_sql("ALTER TABLE alert RENAME TO elsewhere")
    with pytest.raises(Exception, match="alert"):
        await watch.auditor.audit()
    assert watch.auditor.found is None
    assert watch.pings == 1
    async with database.writing() as connection:
        await connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO alert")

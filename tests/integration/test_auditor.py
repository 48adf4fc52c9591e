"""The outside world hears that all is well only while it is: a planted fault stops the ping, mended it comes back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from rehab.alerts import AlertState
from rehab.messages.operator import Invariant
from scheduling.auditor import ALIVE_SECONDS, GRACE, Auditor
from storage.census import SqlCensus
from storage.engine import Database
from storage.tables import prompt
from storage.unit_of_work import SqlUnitOfWork, SqlWork
from tests.integration.databases import MONDAY, Hands
from tests.integration.people import CHAT, Practice
from tests.integration.post import Post
from tests.integration.watching import JUST_LATE, Fault, Watch, a_prompt_that_is, an_alert_that_is, watching
from usecases.records import PromptState


@pytest.fixture
def watch(database: Database, work: SqlWork, clock: Hands, real: Hands) -> Watch:
    """An auditor of the database."""
    return watching(database, work, clock, real)


@pytest.fixture(autouse=True)
async def quiet(work: SqlWork, known: Practice) -> None:
    """A plan that is to be looked at only much later."""
    async with work("quiet") as uow:
        await uow.plans.save(replace(known.plan, next_at=MONDAY + timedelta(days=30)))


async def _plan_overlooked(uow: SqlUnitOfWork, known: Practice) -> None:
    await uow.plans.save(replace(known.plan, next_at=MONDAY))


async def _arrived(uow: SqlUnitOfWork, known: Practice) -> None:
    await uow.inbox.add(1, CHAT, "{}", MONDAY)


LATER = MONDAY + timedelta(hours=3)
SENT = {"state": PromptState.SENT, "asked_at": MONDAY}
FAULTS: dict[str, tuple[Invariant, Fault]] = {
    "a plan that nobody looked at": (Invariant.PLANS, _plan_overlooked),
    "a prompt that nobody looked at": (Invariant.PROMPTS, a_prompt_that_is()),
    "a prompt that will never be looked at": (Invariant.PROMPTS, a_prompt_that_is(next_at=None)),
    "a prompt that is due and to be looked at later": (Invariant.PROMPTS, a_prompt_that_is(next_at=LATER)),
    "a prompt that is held for ever": (Invariant.PROMPTS, a_prompt_that_is(state=PromptState.HELD, next_at=None)),
    "a prompt that is held for too long": (Invariant.PROMPTS, a_prompt_that_is(state=PromptState.HELD)),
    "a prompt that was sent in name only": (Invariant.PROMPTS, a_prompt_that_is(**SENT, next_at=LATER)),
    "a prompt that nobody will close": (Invariant.PROMPTS, a_prompt_that_is(**SENT, next_at=None)),
    "an alert that nobody will be told of again": (Invariant.ALERTS, an_alert_that_is(next_at=None)),
    "an alert whose next step is overdue": (Invariant.ALERTS, an_alert_that_is()),
    "an alert that nobody has although it is acknowledged": (
        Invariant.ALERTS,
        an_alert_that_is(state=AlertState.ACKNOWLEDGED, next_at=None, owner_id=None),
    ),
    "an update that nobody deals with": (Invariant.INBOX, _arrived),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_planted_fault_stops_the_ping(
    work: SqlWork, watch: Watch, known: Practice, clock: Hands, fault: str
) -> None:
    """Only that invariant is named; while it is fresh nothing is wrong."""
    invariant, plant = FAULTS[fault]
    assert await watch.all_is_well()
    async with work("plant") as uow:
        await plant(uow, known)
    clock.at += JUST_LATE
    assert not await watch.all_is_well()
    assert watch.wrong == {invariant: 1}


FINE: dict[str, Fault] = {
    "a prompt that is due just now": a_prompt_that_is(due_at=MONDAY + GRACE, next_at=MONDAY + GRACE),
    "a prompt that is held until later": a_prompt_that_is(state=PromptState.HELD, next_at=LATER),
    "a prompt that was put off": a_prompt_that_is(snoozes=1, next_at=LATER),
    "a prompt that failed": a_prompt_that_is(state=PromptState.FAILED, next_at=None),
    "a prompt that was answered": a_prompt_that_is(state=PromptState.ANSWERED, next_at=None),
    "a prompt that is not owed any more": a_prompt_that_is(state=PromptState.CANCELLED, next_at=None),
    "an alert that is told of again later": an_alert_that_is(next_at=LATER),
    "an alert that is resolved": an_alert_that_is(state=AlertState.RESOLVED, next_at=None),
}


@pytest.mark.parametrize("state", FINE)
async def test_what_is_as_it_must_be_does_not_stop_the_ping(
    work: SqlWork, watch: Watch, known: Practice, clock: Hands, state: str
) -> None:
    """Due things may be held, put off, at their end, or in somebody's hands."""
    async with work("plant") as uow:
        await FINE[state](uow, known)
    clock.at += JUST_LATE
    assert await watch.all_is_well(), watch.wrong


async def test_an_alert_in_somebodys_hands_needs_no_further_step(
    work: SqlWork, watch: Watch, known: Practice, clock: Hands
) -> None:
    """Its owner has it."""
    async with work("plant") as uow:
        await an_alert_that_is(state=AlertState.ACKNOWLEDGED, next_at=None, owner_id=known.clinician.id)(uow, known)
    clock.at += JUST_LATE
    assert await watch.all_is_well()


async def test_a_prompt_whose_message_waits_or_is_out_is_sent(
    watch: Watch, known: Practice, post: Post, clock: Hands
) -> None:
    """While it waits that is for the outbox to answer for; once it is out, its card has a message."""
    card = await post.send(known.patient.id, "Block 1")
    async with post.unit() as uow:
        await a_prompt_that_is(**SENT, next_at=LATER, card=card)(uow, known)
    clock.at += JUST_LATE
    assert not await watch.all_is_well()
    assert watch.wrong == {Invariant.OUTBOX: 1}
    await post.all_out()
    assert await watch.all_is_well()


async def test_the_ping_comes_back_once_the_fault_is_mended(
    database: Database, work: SqlWork, watch: Watch, known: Practice, clock: Hands, post: Post
) -> None:
    """Nothing has to be started again."""
    async with work("plant") as uow:
        await a_prompt_that_is(next_at=None)(uow, known)
    clock.at += JUST_LATE
    assert not await watch.all_is_well()
    async with database.writing() as connection:
        await connection.execute(update(prompt).values(state="failed"))
    await post.all_out()  # what the administrator was told
    assert await watch.all_is_well()
    assert watch.wrong == {}


async def test_a_message_that_does_not_go_out_stops_the_ping(
    watch: Watch, known: Practice, post: Post, clock: Hands
) -> None:
    """As when no dispatcher runs, or Telegram cannot be reached."""
    await post.send(known.patient.id, "hello")
    assert await watch.all_is_well()
    clock.at += JUST_LATE
    assert not await watch.all_is_well()
    assert watch.wrong == {Invariant.OUTBOX: 1}
    await post.all_out()
    assert await watch.all_is_well()


async def test_a_message_for_later_is_not_late(watch: Watch, known: Practice, post: Post, clock: Hands) -> None:
    """Nor is an edit whose card has yet to be sent."""
    card = await post.send(known.patient.id, "tomorrow", due_at=MONDAY + timedelta(days=1))
    await post.claim()
    await post.edit(card, "changed")
    clock.at += JUST_LATE
    assert await watch.all_is_well()


async def test_a_lease_that_nobody_takes_up_again_stops_the_ping(
    watch: Watch, known: Practice, post: Post, real: Hands
) -> None:
    """Of a process that died while it sent, and of which nobody took over; leases are in real time."""
    await post.send(known.patient.id, "hello")
    await post.claim()
    real.at += timedelta(seconds=61)
    assert await watch.all_is_well()
    real.at += GRACE
    assert not await watch.all_is_well()
    assert watch.wrong == {Invariant.OUTBOX: 1}
    await post.lost()
    assert await watch.all_is_well()


async def test_a_ticker_that_stands_still_stops_the_ping(watch: Watch) -> None:
    """Also one that never ticked; once it ticks again all is well."""
    assert not await watch.pinged()
    assert await watch.all_is_well()
    watch.seconds += ALIVE_SECONDS
    assert await watch.pinged()
    watch.seconds += 1
    assert not await watch.pinged()
    assert watch.wrong == {Invariant.TICKER: 1}
    assert await watch.all_is_well()


async def test_what_is_set_aside_does_not_wait(work: SqlWork, watch: Watch, clock: Hands) -> None:
    """An update that failed three times has been told of, and holds up nobody."""
    async with work("plant") as uow:
        await uow.inbox.add(1, CHAT, "{}", MONDAY)
        await uow.inbox.set_aside(1, "0123abcd")
    clock.at += JUST_LATE
    assert await watch.all_is_well()


async def test_in_accelerated_time_the_grace_is_as_long_as_in_real_time(
    database: Database, work: SqlWork, watch: Watch, known: Practice, clock: Hands, real: Hands
) -> None:
    """At sixty times the speed ten minutes of it are gone in ten seconds."""
    watch.auditor = Auditor(SqlCensus(database), work, clock, real, watch.ticking, watch.ping, pace=60)
    async with work("plant") as uow:
        await a_prompt_that_is()(uow, known)
    clock.at += 59 * GRACE
    assert await watch.all_is_well()
    clock.at += 2 * GRACE
    assert not await watch.all_is_well()

"""What arrives: kept once, taken in each sender's order, given back when whoever took it is gone."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from storage.engine import Database
from storage.tables import inbox
from storage.unit_of_work import SqlWork
from tests.integration.databases import MONDAY, Hands
from tests.integration.people import somebody
from usecases.ports import Arrival

ANN, BEN, CEM = 11, 22, 33
LEASE = 60.0


async def arrive(work: SqlWork, *updates: tuple[int, int]) -> None:
    """Updates arrive: (id, sender) each."""
    async with work("poll") as uow:
        for update_id, sender in updates:
            assert await uow.inbox.add(update_id, sender, f'{{"update_id": {update_id}}}', MONDAY)


async def take(work: SqlWork, real: Hands) -> int | None:
    """Take the next update; its id, if there is one."""
    arrival = await taken(work, real)
    return arrival.update_id if arrival else None


async def taken(work: SqlWork, real: Hands) -> Arrival | None:
    """Take the next update."""
    async with work("inbox") as uow:
        return await uow.inbox.claim(real.now(), LEASE)


async def finish(work: SqlWork, update_id: int) -> bool:
    """Deal with an update."""
    async with work("inbox") as uow:
        return await uow.inbox.finish(update_id)


async def state(database: Database, update_id: int) -> tuple[object, ...]:
    """What is stored of an update."""
    async with database.reading() as connection:
        columns = (inbox.c.state, inbox.c.payload, inbox.c.lease_until, inbox.c.reference)
        row = (await connection.execute(select(*columns).where(inbox.c.update_id == update_id))).one()
        return tuple(row)


async def test_an_update_is_kept_once(work: SqlWork, real: Hands) -> None:
    """Telegram repeats what was not confirmed; the first copy stands, also after it has been dealt with."""
    await arrive(work, (1, ANN))
    async with work("poll") as uow:
        assert not await uow.inbox.add(1, ANN, '{"again": true}', MONDAY + timedelta(hours=1))
    arrival = await taken(work, real)
    assert arrival is not None
    assert arrival == Arrival(1, '{"update_id": 1}', MONDAY, 1, arrival.sender)
    assert await finish(work, 1)
    async with work("poll") as uow:
        assert not await uow.inbox.add(1, ANN, '{"again": true}', MONDAY)
    assert await taken(work, real) is None


async def test_nothing_arrives_from_an_empty_inbox(work: SqlWork, real: Hands) -> None:
    """There is nothing to take."""
    assert await taken(work, real) is None


async def test_updates_of_one_sender_wait_for_one_another(work: SqlWork, real: Hands) -> None:
    """While Ann's first is being dealt with, her second waits, and Ben's does not."""
    await arrive(work, (1, ANN), (2, ANN), (3, BEN), (4, ANN))
    assert await take(work, real) == 1
    assert await take(work, real) == 3
    assert await take(work, real) is None
    assert await finish(work, 1)
    assert await take(work, real) == 2
    assert await take(work, real) is None


async def test_order_is_that_of_the_ids_whatever_the_order_of_arrival(work: SqlWork, real: Hands) -> None:
    """A webhook may bring a sender's second update first; as long as neither was taken, the first goes first."""
    await arrive(work, (9, ANN), (7, ANN), (8, ANN))
    order = []
    while (update_id := await take(work, real)) is not None:
        order.append(update_id)
        assert await finish(work, update_id)
    assert order == [7, 8, 9]


async def test_an_update_that_comes_late_waits_for_the_one_under_way(work: SqlWork, real: Hands) -> None:
    """A webhook brings presses and texts on two connections: the later id may be taken before the earlier arrives."""
    await arrive(work, (8, ANN))
    assert await take(work, real) == 8
    await arrive(work, (7, ANN))
    assert await take(work, real) is None
    assert await finish(work, 8)
    assert await take(work, real) == 7


async def test_a_lease_that_has_run_out_gives_the_update_back(work: SqlWork, real: Hands) -> None:
    """Whoever took it is gone; it is given out again, with one more attempt."""
    await arrive(work, (1, ANN))
    first = await taken(work, real)
    real.at += timedelta(seconds=LEASE - 1)
    assert await taken(work, real) is None
    real.at += timedelta(seconds=1)
    again = await taken(work, real)
    assert first is not None
    assert again is not None
    assert (first.attempts, again.attempts) == (1, 2)


async def test_an_update_is_finished_once(work: SqlWork, real: Hands) -> None:
    """The slower of two processes is told that the other one was faster."""
    await arrive(work, (1, ANN))
    assert await take(work, real) == 1
    real.at += timedelta(seconds=LEASE)
    assert await take(work, real) == 1
    assert await finish(work, 1)
    assert not await finish(work, 1)


async def test_what_has_been_dealt_with_leaves_no_payload(database: Database, work: SqlWork, real: Hands) -> None:
    """The row stays, so that a repeat is known as one; what the person wrote does not."""
    await arrive(work, (1, ANN))
    assert await take(work, real) == 1
    await finish(work, 1)
    assert await state(database, 1) == ("done", None, None, None)


async def test_what_is_set_aside_lets_the_next_one_go_on(database: Database, work: SqlWork, real: Hands) -> None:
    """One update that cannot be dealt with does not hold up its sender for ever."""
    await arrive(work, (1, ANN), (2, ANN))
    assert await take(work, real) == 1
    async with work("trouble") as uow:
        await uow.inbox.set_aside(1, "cafe1234")
    assert await state(database, 1) == ("set_aside", None, None, "cafe1234")
    assert not await finish(work, 1)
    assert await take(work, real) == 2


async def test_what_is_released_waits_until_then(work: SqlWork, real: Hands) -> None:
    """A failed attempt is repeated after a while, and its sender's next one waits for it."""
    await arrive(work, (1, ANN), (2, ANN), (3, BEN))
    assert await take(work, real) == 1
    async with work("inbox") as uow:
        await uow.inbox.release(1, real.now() + timedelta(seconds=5))
    assert await take(work, real) == 3
    assert await take(work, real) is None
    real.at += timedelta(seconds=5)
    assert await take(work, real) == 1


async def test_releasing_what_is_dealt_with_changes_nothing(database: Database, work: SqlWork, real: Hands) -> None:
    """A worker that comes to its end late does not bring an update back."""
    await arrive(work, (1, ANN))
    assert await take(work, real) == 1
    assert await finish(work, 1)
    async with work("inbox") as uow:
        await uow.inbox.release(1, real.now())
    assert await take(work, real) is None


async def test_whether_somebody_has_written_lately(work: SqlWork, real: Hands) -> None:
    """By what is in the inbox: also what has been dealt with counts as heard, only what waits as waiting."""
    async with work("meet") as uow:
        ann = await somebody(uow, ANN)
    await arrive(work, (1, ANN))
    async with work("look") as uow:
        assert await uow.people.has_waiting_updates(ann.id)
        assert await uow.people.heard_from_since(ann.id, MONDAY - timedelta(seconds=1))
        assert not await uow.people.heard_from_since(ann.id, MONDAY)
    assert await take(work, real) == 1
    assert await finish(work, 1)
    async with work("look") as uow:
        assert not await uow.people.has_waiting_updates(ann.id)
        assert await uow.people.heard_from_since(ann.id, MONDAY - timedelta(seconds=1))


@pytest.mark.parametrize("sender", [-1_001_234_567_890, 0, 7_999_999_999])
async def test_any_chat_can_be_a_sender(work: SqlWork, real: Hands, sender: int) -> None:
    """Groups have negative ids, and people's do not fit into 32 bits."""
    await arrive(work, (1, sender), (2, sender), (3, CEM))
    assert [await take(work, real) for _ in range(3)] == [1, 3, None]

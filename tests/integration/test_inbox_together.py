"""Several workers on one inbox: no update is taken twice, and no two of one sender at once."""

import asyncio
import random
from collections import defaultdict
from datetime import timedelta

from storage.unit_of_work import SqlWork
from tests.integration.databases import KEY, MONDAY, REAL, Hands
from tests.integration.post import Post
from tests.integration.processes import together

SENDERS, EACH, WORKERS = 12, 6, 4


async def filled(work: SqlWork) -> list[int]:
    """Updates of many senders, mixed; returns their ids."""
    senders = [sender for sender in range(1, SENDERS + 1) for _ in range(EACH)]
    random.Random(7).shuffle(senders)
    async with work("poll") as uow:
        for number, sender in enumerate(senders, 1):
            await uow.inbox.add(number, sender, f'{{"from": {sender}}}', MONDAY)
    return senders


async def test_four_workers_share_the_inbox_in_each_senders_order(work: SqlWork, real: Hands) -> None:
    """Each update is dealt with once; while one of a sender is under way, no other of theirs is."""
    senders = await filled(work)
    busy: set[int] = set()
    dealt: defaultdict[int, list[int]] = defaultdict(list)

    async def worker() -> None:
        while True:
            async with work("inbox") as uow:
                arrival = await uow.inbox.claim(real.now(), 60)
            if arrival is None:
                return
            sender = senders[arrival.update_id - 1]
            assert sender not in busy
            busy.add(sender)
            async with work("update") as uow:
                assert await uow.inbox.finish(arrival.update_id)
                dealt[sender].append(arrival.update_id)
                busy.discard(sender)

    while sum(map(len, dealt.values())) < len(senders):
        await asyncio.gather(*(worker() for _ in range(WORKERS)))
    assert sum(map(len, dealt.values())) == len(senders)
    assert all(order == sorted(order) for order in dealt.values())


async def test_two_claims_at_once_never_hold_the_same_sender(served: Post) -> None:
    """The second one passes over a sender of whom the first has just taken an update."""
    work = served.work
    async with work("poll") as uow:
        for update_id, sender in ((1, 11), (2, 11), (3, 22)):
            await uow.inbox.add(update_id, sender, "{}", MONDAY)
    found = await served.overlapping(lambda uow: uow.inbox.claim(REAL, 60), lambda uow: uow.inbox.claim(REAL, 60))
    assert [arrival and arrival.update_id for arrival in found] == [1, 3]


async def test_an_update_that_is_being_dealt_with_still_holds_its_sender(served: Post) -> None:
    """Marked in a transaction that is not over yet, it is not dealt with yet for anybody else."""
    work = served.work
    async with work("poll") as uow:
        for update_id in (1, 2):
            await uow.inbox.add(update_id, 11, "{}", MONDAY)
    async with work("claim") as uow:
        assert await uow.inbox.claim(REAL, 60)
    late = REAL + timedelta(seconds=1)
    dealt, found = await served.overlapping(lambda uow: uow.inbox.finish(1), lambda uow: uow.inbox.claim(late, 60))
    assert (dealt, found) == (True, None)
    async with work("other") as uow:
        assert (await uow.inbox.claim(REAL, 60)) is not None


# A process that takes everything that it can get, and says what it took.
TAKES = """
import asyncio
from datetime import UTC, datetime
from storage.engine import Database
from storage.unit_of_work import SqlWork
from storage.vault import keyring, open_vault

NOW = datetime(2031, 6, 1, 12, 0, tzinfo=UTC)

async def main():
    database = Database(sys.argv[1])
    async with database.writing() as connection:
        vault = await open_vault(connection, keyring([sys.argv[2]]))
    work = SqlWork(database, vault, lambda: NOW, lambda: NOW)
    wait_for_the_others()
    idle = 0
    while idle < 20:
        async with work("inbox") as uow:
            arrival = await uow.inbox.claim(NOW, 60)
        idle = 0 if arrival else idle + 1
        if arrival:
            print(arrival.update_id)
            async with work("update") as uow:
                await uow.inbox.finish(arrival.update_id)
    await database.close()

asyncio.run(main())
"""


async def test_processes_share_the_inbox(served: Post) -> None:
    """Two processes on one server: together they take everything, and nothing twice."""
    senders = await filled(served.work)
    address = served.database.url.render_as_string(hide_password=False)
    one, two = await together(TAKES, 2, address, KEY)
    assert sorted(map(int, one + two)) == list(range(1, len(senders) + 1))

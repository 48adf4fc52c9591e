"""Several dispatchers on one outbox: no row is taken twice, and no reader has two rows under way."""

import asyncio
from collections import Counter

from tests.integration.people import CHAT, practice, somebody
from tests.integration.post import LEASE, Post, said, words
from usecases.records import Person

READERS, EACH, CLAIMERS = 30, 10, 4


async def filled(post: Post) -> list[Person]:
    """Many readers, each with several rows that wait."""
    async with post.unit() as uow:
        readers = [await somebody(uow, CHAT + 1000 + number) for number in range(READERS)]
        for number in range(EACH):
            for reader in readers:
                await uow.outbox.send(reader.id, words(f"{reader.id} {number}"))
    return readers


async def test_four_claimers_share_300_rows(post: Post) -> None:
    """Each row goes out once, each reader's rows in their order, and never two of one reader at once."""
    readers = await filled(post)
    under_way: Counter[int] = Counter()
    out: dict[int, list[str]] = {reader.id: [] for reader in readers}

    async def claimer(owner: str) -> None:
        while items := await post.claim(7, owner):
            here = Counter({item.person_id or 0: 1 for item in items})
            under_way.update(here)
            assert max(under_way.values()) == 1, "a reader's rows are under way twice"
            async with post.unit() as uow:
                assert all([await uow.deliveries.begin(item, post.real.now(), LEASE) for item in items])
            async with post.unit() as uow:
                for item in items:
                    out[item.person_id or 0].append(said(item))
                    await uow.deliveries.sent(item.id, None)
            under_way.subtract(here)

    while sum(map(len, out.values())) < READERS * EACH:
        await asyncio.gather(*(claimer(f"claimer {number}") for number in range(CLAIMERS)))
    assert out == {reader.id: [f"{reader.id} {number}" for number in range(EACH)] for reader in readers}


async def claimed_at_once(post: Post) -> list[list[str]]:
    """What two dispatchers get that claim one row each at the same moment."""
    found = await post.overlapping(
        lambda uow: post.claimed(uow, limit=1, owner="one"), lambda uow: post.claimed(uow, limit=1, owner="two")
    )
    return [[said(item) for item in items] for items in found]


async def test_two_claims_at_once_never_hold_the_same_reader(served: Post) -> None:
    """The second one passes over a reader of whom the first has just taken a row."""
    known = await practice(served.work)
    for text in ("first", "second"):
        await served.send(known.patient.id, text)
    assert await claimed_at_once(served) == [["first"], []]


async def test_two_claims_at_once_take_different_readers(served: Post) -> None:
    """Neither of them comes away with nothing."""
    known = await practice(served.work)
    await served.send(known.patient.id, "to one")
    await served.send(known.clinician.id, "to another")
    assert await claimed_at_once(served) == [["to one"], ["to another"]]


async def test_two_who_speak_under_one_key_at_once_mean_the_same_card(served: Post) -> None:
    """One of the two is kept; the other one is told the card of that."""
    known = await practice(served.work)
    one, two = await served.overlapping(
        lambda uow: uow.outbox.send(known.patient.id, words("one"), key="decided:1"),
        lambda uow: uow.outbox.send(known.patient.id, words("two"), key="decided:1"),
    )
    assert [said(item) for item in await served.claim()] == ["one"]
    assert one == two

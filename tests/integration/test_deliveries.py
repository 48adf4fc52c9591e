"""The outbox as the dispatcher sees it: what may go out now, who has it, and what becomes of it."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from storage.tables import outbox
from storage.unit_of_work import SqlWork
from tests.integration.databases import MONDAY
from tests.integration.people import CHAT, Practice
from tests.integration.post import LEASE, Post, said, words
from usecases.ports import Failure, Operation, Priority


async def test_nothing_goes_out_before_it_is_due(post: Post, known: Practice) -> None:
    """By the clock that patients live by; real time does not hurry it."""
    await post.send(known.patient.id, "later", due_at=MONDAY + timedelta(minutes=30))
    post.real.at += timedelta(days=30)
    assert await post.claim() == []
    post.clock.at += timedelta(minutes=30)
    assert said(await post.one()) == "later"


async def test_a_second_attempt_waits_in_real_time(post: Post, known: Practice) -> None:
    """However fast the clinical clock runs, Telegram is left alone as long as it asked for."""
    await post.send(known.patient.id, "again")
    item = await post.one()
    assert await post.begin(item)
    await post.put_back(item, Failure.TOO_FAST, seconds=30)
    post.clock.at += timedelta(days=30)
    post.real.at += timedelta(seconds=29)
    assert await post.claim() == []
    post.real.at += timedelta(seconds=1)
    again = await post.one()
    assert (said(again), again.attempts, again.unsure) == ("again", 2, 0)


async def test_an_unknown_outcome_is_remembered(post: Post, known: Practice) -> None:
    """Whoever decides about a third attempt knows that one may have gone out."""
    await post.send(known.patient.id, "perhaps")
    item = await post.one()
    await post.put_back(item, Failure.UNKNOWN)
    assert (await post.one()).unsure == 1
    assert [row["failure"] for row in await post.rows()] == ["unknown"]


async def test_the_most_urgent_goes_first_and_then_the_oldest(post: Post, known: Practice) -> None:
    """Alerts before replies, replies before prompts, prompts before news."""
    for text, priority in (("bulk", 3), ("prompt", 2), ("reply", 1), ("urgent", 0), ("reply too", 1)):
        await post.send(known.patient.id, text, priority=Priority(priority))
    assert [said(item) for item in await post.all_out()] == ["urgent", "reply", "reply too", "prompt", "bulk"]


async def test_a_claim_takes_no_more_than_it_asked_for(post: Post, known: Practice) -> None:
    """And the next one goes on with other readers."""
    for person in (known.patient, known.clinician, known.administrator):
        await post.send(person.id, person.name)
    assert [said(item) for item in await post.claim(limit=2)] == [known.patient.name, known.clinician.name]
    assert [said(item) for item in await post.claim(limit=2)] == [known.administrator.name]


async def test_a_reader_has_nothing_new_while_something_is_under_way(post: Post, known: Practice) -> None:
    """Their messages keep their order; other readers go on."""
    await post.send(known.patient.id, "first")
    item = await post.one()
    await post.send(known.patient.id, "second", priority=Priority.URGENT)
    await post.send(known.clinician.id, "to somebody else")
    assert [said(one) for one in await post.claim()] == ["to somebody else"]
    assert await post.begin(item)
    assert await post.claim() == []
    await post.sent(item, 1)
    assert [said(one) for one in await post.claim()] == ["second"]


async def test_strangers_do_not_wait_for_one_another(work: SqlWork, post: Post) -> None:
    """Rows to nobody known belong to different chats."""
    async with work("update:1") as uow:
        await uow.outbox.send_to_chat(CHAT + 5, words("a"), language="en")
        await uow.outbox.answer("press-1")
    assert len(await post.claim(limit=1)) == 1
    assert len(await post.claim(limit=1)) == 1


async def test_a_claim_whose_lease_ran_out_is_given_back(post: Post, known: Practice) -> None:
    """It was not sent, so it simply goes out again."""
    await post.send(known.patient.id, "still to be sent")
    await post.one()
    post.real.at += timedelta(seconds=LEASE - 1)
    assert await post.lost() == []
    assert await post.claim() == []
    post.real.at += timedelta(seconds=1)
    assert await post.lost() == []
    assert (await post.one()).attempts == 2


async def test_what_was_being_sent_when_its_sender_died_is_told(post: Post, known: Practice) -> None:
    """Nobody can say whether it went out; it is not given out again until somebody has decided."""
    await post.send(known.patient.id, "perhaps")
    item = await post.one()
    assert await post.begin(item)
    post.real.at += timedelta(seconds=LEASE)
    doubtful = await post.lost()
    assert [said(one) for one in doubtful] == ["perhaps"]
    assert await post.claim() == []
    await post.put_back(doubtful[0], Failure.UNKNOWN)
    assert (await post.one()).unsure == 1


async def test_sending_begins_only_while_the_lease_lasts(post: Post, known: Practice) -> None:
    """Whoever was too slow does not send what somebody else may have by now."""
    await post.send(known.patient.id, "slow")
    item = await post.one()
    post.real.at += timedelta(seconds=LEASE)
    assert not await post.begin(item)
    await post.lost()
    async with post.unit() as uow:
        (again,) = await post.claimed(uow, owner="other")
    assert not await post.begin(item)
    assert await post.begin(again)
    assert not await post.begin(again)


async def test_what_was_sent_stays_sent(post: Post, known: Practice) -> None:
    """Somebody whose lease ran out meanwhile comes with another outcome: nothing is sent a second time."""
    await post.send(known.patient.id, "once")
    slow = await post.one()
    assert await post.begin(slow)
    post.real.at += timedelta(seconds=LEASE)
    (doubtful,) = await post.lost()
    await post.put_back(doubtful, Failure.UNKNOWN)
    async with post.unit() as uow:
        (again,) = await post.claimed(uow, owner="other")
    assert await post.begin(again)
    await post.sent(again, 41)
    await post.put_back(slow, Failure.TEMPORARY)
    assert await post.states() == [("send", "sent")]
    await post.close(slow, "failed", Failure.REFUSED)
    assert await post.states() == [("send", "sent")]


async def test_a_claim_that_was_lost_takes_nothing_from_who_has_it_now(post: Post, known: Practice) -> None:
    """Its former holder can neither give it up nor put it back, and the new one goes on as if nothing had happened."""
    await post.send(known.patient.id, "mine now")
    slow = await post.one()
    post.real.at += timedelta(seconds=LEASE)
    await post.lost()
    async with post.unit() as uow:
        (again,) = await post.claimed(uow, owner="other")
    await post.put_back(slow, Failure.TOO_FAST, seconds=3600)
    await post.close(slow, "failed", Failure.REFUSED)
    assert await post.states() == [("send", "claimed")]
    assert await post.begin(again)
    await post.sent(again, 41)
    assert await post.states() == [("send", "sent")]


async def test_a_lease_begins_anew_with_sending(post: Post, known: Practice) -> None:
    """Whoever waited for its turn has the whole lease for the request: nobody doubts it while it may still answer."""
    await post.send(known.patient.id, "at last")
    item = await post.one()
    post.real.at += timedelta(seconds=LEASE - 1)
    assert await post.begin(item)
    post.real.at += timedelta(seconds=LEASE - 1)
    assert await post.lost() == []
    post.real.at += timedelta(seconds=1)
    assert [said(one) for one in await post.lost()] == ["at last"]


@pytest.mark.parametrize("state", ["sent", "failed", "expired", "dropped"])
async def test_what_is_over_leaves_no_words(post: Post, known: Practice, state: str) -> None:
    """Whatever became of a row, what it said and the press that it answered are removed."""
    async with post.unit() as uow:
        await uow.outbox.send(known.patient.id, words("secret"))
        await uow.outbox.answer("press-1", words("secret"))
    for item in await post.claim():
        assert await post.begin(item)
        if state == "sent":
            await post.sent(item, 1)
        else:
            await post.close(item, state, Failure.REFUSED)
    rows = await post.rows(state)
    assert len(rows) == 2
    assert {(row["params"], row["press"], row["lease_until"]) for row in rows} == {(None, None, None)}
    assert all(row["finished_at"] is not None for row in rows)


@pytest.mark.parametrize("kind", ["no_longer_said", "menu"])
async def test_a_row_of_another_version_holds_up_no_other(post: Post, known: Practice, kind: str) -> None:
    """Its kind is gone, or holds other things now: it is given out without words, and the others as ever."""
    await post.send(known.patient.id, "unreadable")
    async with post.database.writing() as connection:
        await connection.execute(update(outbox).values(kind=kind))
    await post.send(known.clinician.id, "hello")
    unreadable, other = await post.claim()
    assert (unreadable.person_id, unreadable.message) == (known.patient.id, None)
    assert said(other) == "hello"


async def test_when_the_next_row_is_due_is_known(work: SqlWork, post: Post, known: Practice) -> None:
    """The first of those that wait; nothing when none does."""
    async with work("look") as uow:
        assert await uow.deliveries.next_at() is None
    for minutes in (30, 10, 20):
        await post.send(known.patient.id, str(minutes), due_at=MONDAY + timedelta(minutes=minutes))
    async with work("look") as uow:
        assert await uow.deliveries.next_at() == MONDAY + timedelta(minutes=10)


async def test_a_reader_who_moved_is_written_to_where_they_are_now(work: SqlWork, post: Post, known: Practice) -> None:
    """Their chat is looked up when a row is claimed, not when it was written."""
    await post.send(known.patient.id, "Hello")
    async with work("move") as uow:
        assert await uow.people.move_to_chat(known.patient.id, CHAT + 70) == CHAT
    assert (await post.one()).chat_id == CHAT + 70


async def test_a_reader_without_a_chat_is_told_apart(work: SqlWork, post: Post, known: Practice) -> None:
    """Somebody else came in from their chat: there is nowhere to write to."""
    await post.send(known.patient.id, "Hello")
    async with work("move") as uow:
        await uow.people.move_to_chat(known.clinician.id, CHAT)
    item = await post.one()
    assert (item.person_id, item.chat_id, item.operation) == (known.patient.id, None, Operation.SEND)

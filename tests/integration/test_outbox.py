"""What is to be said: once, on one card, and what comes of edits and deletions before and after it went out."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rehab.messages import MESSAGES, Message
from rehab.messages.common import Menu, Said, Toast
from storage.unit_of_work import SqlWork
from tests.integration.databases import MONDAY
from tests.integration.people import CHAT, Practice
from tests.integration.post import Post, said, words
from tests.integration.values import FEW, values
from usecases.ports import Failure, Operation, Priority

KINDS = list(MESSAGES.values())
PARTS = 4  # all of them at once would be more than one example may hold


async def test_what_goes_out_is_what_was_said(post: Post, known: Practice) -> None:
    """With all that the sender needs to know of it and of its reader."""
    expires = MONDAY + timedelta(hours=1)
    await post.send(
        known.patient.id, "Hello", priority=Priority.URGENT, expires_at=expires, silent=True, wanted_while="prompt:17"
    )
    item = await post.one()
    assert said(item) == "Hello"
    assert (item.operation, item.priority, item.silent, item.loud) == (Operation.SEND, Priority.URGENT, True, False)
    assert (item.person_id, item.chat_id, item.language) == (known.patient.id, CHAT, "en")
    assert (item.created_at, item.expires_at, item.wanted_while) == (MONDAY, expires, "prompt:17")
    assert (item.attempts, item.unsure, item.message_id, item.card_gone, item.press) == (1, 0, None, False, None)


@pytest.mark.parametrize("part", range(PARTS))
@settings(FEW, max_examples=4)
@given(data=st.data())
async def test_every_kind_of_message_comes_out_as_it_went_in(
    post: Post, known: Practice, part: int, data: st.DataObject
) -> None:
    """Whatever it holds; pictures go out as photos, documents as files."""
    said_now: tuple[Message, ...] = data.draw(st.tuples(*(values(kind) for kind in KINDS[part::PARTS])))
    async with post.unit() as uow:
        cards = [await uow.outbox.send(known.patient.id, one) for one in said_now]
    items = await post.all_out()
    assert [item.message for item in items] == list(said_now)
    assert [item.operation is Operation.PHOTO for item in items] == [one.picture for one in said_now]
    assert [item.operation is Operation.DOCUMENT for item in items] == [one.document for one in said_now]
    assert len(set(cards)) == len(said_now)


async def test_one_key_speaks_once(post: Post, known: Practice) -> None:
    """The second time nothing is said, and the card is the one that is there already, also after it went out."""
    first = await post.send(known.patient.id, "Once", key="decided:1")
    assert await post.send(known.patient.id, "Twice", key="decided:1") == first
    assert said(await post.goes_out(5)) == "Once"
    assert await post.send(known.patient.id, "Thrice", key="decided:1") == first
    assert await post.claim() == []


async def test_one_cause_speaks_once_however_often_it_is_repeated(work: SqlWork, post: Post, known: Practice) -> None:
    """The third message of a cause that is carried out again is the third message that it said before."""
    cards = []
    for _ in range(2):
        async with work("update:9") as uow:
            cards.append([await uow.outbox.send(known.patient.id, words(text)) for text in ("a", "b", "c")])
    assert cards[0] == cards[1]
    assert [said(item) for item in await post.all_out()] == ["a", "b", "c"]


async def test_an_edit_of_a_card_that_waits_rewrites_it(post: Post, known: Practice) -> None:
    """What nobody has seen yet need not be edited: it is sent as it now is."""
    card = await post.send(known.patient.id, "old", due_at=MONDAY + timedelta(minutes=1))
    await post.edit(card, "newer")
    await post.edit(card, "newest")
    assert await post.states() == [("send", "due")]
    post.clock.at += timedelta(minutes=1)
    assert said(await post.one()) == "newest"


async def test_an_edit_waits_for_its_message_id(post: Post, known: Practice) -> None:
    """While the card is under way it cannot be edited yet; afterwards it can."""
    card = await post.send(known.patient.id, "old")
    item = await post.one()
    await post.edit(card, "new")
    assert await post.claim() == []
    assert await post.begin(item)
    assert await post.claim() == []
    await post.sent(item, 41)
    edit = await post.goes_out()
    assert (said(item), edit.operation, edit.message_id, said(edit)) == ("old", Operation.EDIT, 41, "new")


async def test_edits_that_wait_collapse_to_the_newest(post: Post, known: Practice) -> None:
    """Nobody is shown what is out of date already."""
    card = await post.send(known.patient.id, "0")
    await post.goes_out(41)
    for text in ("1", "2", "3"):
        await post.edit(card, text)
    assert said(await post.goes_out()) == "3"
    collapsed = await post.rows("collapsed")
    assert [(row["operation"], row["params"]) for row in collapsed] == [("edit", None)] * 2


async def test_an_edit_that_is_under_way_is_not_collapsed(post: Post, known: Practice) -> None:
    """It is followed by the newer one."""
    card = await post.send(known.patient.id, "0")
    await post.goes_out(41)
    await post.edit(card, "1")
    first = await post.one()
    await post.edit(card, "2")
    assert await post.begin(first)
    await post.sent(first)
    assert said(await post.one()) == "2"


async def test_deleting_a_card_that_waits_drops_it(post: Post, known: Practice) -> None:
    """It is never sent, and there is nothing to delete."""
    card = await post.send(known.patient.id, "never mind", due_at=MONDAY + timedelta(minutes=1))
    await post.delete(card)
    post.clock.at += timedelta(hours=1)
    assert await post.claim() == []
    rows = await post.rows()
    assert [(row["operation"], row["state"], row["params"]) for row in rows] == [("send", "dropped", None)]


async def test_deleting_a_card_that_was_sent_deletes_the_message(post: Post, known: Practice) -> None:
    """And lets its edits go."""
    card = await post.send(known.patient.id, "0")
    await post.goes_out(41)
    await post.edit(card, "1")
    await post.delete(card)
    item = await post.goes_out()
    assert (item.operation, item.message_id, item.card_gone) == (Operation.DELETE, 41, True)
    assert await post.claim() == []


async def test_deleting_a_card_that_is_under_way_waits_for_its_message_id(post: Post, known: Practice) -> None:
    """Then it is deleted: a message that goes out just now is not left standing."""
    card = await post.send(known.patient.id, "0")
    item = await post.one()
    await post.delete(card)
    assert await post.begin(item)
    await post.sent(item, 41)
    assert (await post.one()).message_id == 41


async def test_a_card_that_is_gone_stays_as_it_was(post: Post, known: Practice) -> None:
    """Editing or deleting it again says nothing."""
    card = await post.send(known.patient.id, "0")
    await post.goes_out(41)
    await post.delete(card)
    await post.goes_out()
    await post.edit(card, "1")
    await post.delete(card)
    assert await post.claim() == []


async def test_a_card_that_never_went_out_lets_its_edits_go(post: Post, known: Practice) -> None:
    """Telegram refused it, so there will never be a message to edit."""
    card = await post.send(known.patient.id, "0")
    item = await post.one()
    await post.edit(card, "1")
    await post.close(item, failure=Failure.REFUSED)
    assert await post.gone(card)
    assert await post.states() == [("send", "failed"), ("edit", "collapsed")]
    assert {row["params"] for row in await post.rows()} == {None}


async def test_a_card_that_was_let_go_is_shown_anew_to_who_waits_for_it(post: Post, known: Practice) -> None:
    """It may be before them all the same: what they pressed leads on, and later edits go to the new message."""
    card = await post.send(known.patient.id, "a question")
    await post.close(await post.one(), failure=Failure.UNKNOWN)
    await post.edit(card, "something else")
    assert await post.all_out() == []
    await post.edit(card, "the next question", awaited=True)
    assert said(await post.goes_out(42)) == "the next question"
    await post.edit(card, "thank you")
    item = await post.one()
    assert (item.operation, item.message_id, said(item)) == (Operation.EDIT, 42, "thank you")


async def test_a_card_that_was_taken_away_stays_away_whoever_waits(post: Post, known: Practice) -> None:
    """Somebody has pressed on what is not there any more, or on another phone."""
    card = await post.send(known.patient.id, "0")
    await post.goes_out(41)
    await post.delete(card)
    await post.goes_out()
    await post.edit(card, "1", awaited=True)
    assert await post.all_out() == []


async def test_a_card_that_went_out_survives_a_failed_edit(post: Post, known: Practice) -> None:
    """Only the edit is lost; the next one is shown."""
    card = await post.send(known.patient.id, "0")
    await post.goes_out(41)
    await post.edit(card, "1")
    await post.close(await post.one(), failure=Failure.REFUSED)
    assert not await post.gone(card)
    await post.edit(card, "2")
    assert said(await post.one()) == "2"


async def test_a_card_is_known_by_its_message(work: SqlWork, post: Post, known: Practice) -> None:
    """To its own reader, and until it is gone."""
    card = await post.send(known.patient.id, "0")
    await post.goes_out(41)
    async with work("look") as uow:
        assert await uow.outbox.card_shown_as(known.patient.id, 41) == card
        assert await uow.outbox.card_shown_as(known.clinician.id, 41) is None
        assert await uow.outbox.card_shown_as(known.patient.id, 42) is None
    await post.delete(card)
    async with work("look") as uow:
        assert await uow.outbox.card_shown_as(known.patient.id, 41) is None


async def test_a_press_is_answered_once(work: SqlWork, post: Post) -> None:
    """With words if there were any: the bare acknowledgement that follows does nothing."""
    async with work("update:1") as uow:
        await uow.outbox.answer("press-1", Toast(said=Said.SAVED), loud=True)
        await uow.outbox.answer("press-1")
    item = await post.one()
    assert (item.operation, item.press, item.loud, item.message) == (
        Operation.ANSWER,
        "press-1",
        True,
        Toast(said=Said.SAVED),
    )


async def test_a_stranger_is_answered_in_their_own_language(work: SqlWork, post: Post) -> None:
    """A chat that belongs to nobody we know is kept with the row, and not longer than it."""
    async with work("update:1") as uow:
        await uow.outbox.send_to_chat(CHAT + 5, words("Who are you?"), language="de")
    item = await post.one()
    assert (item.chat_id, item.person_id, item.language) == (CHAT + 5, None, "de")


async def test_a_menu_goes_to_its_reader(work: SqlWork, post: Post, known: Practice) -> None:
    """It is not a message and has no card."""
    async with work("update:1") as uow:
        await uow.outbox.menu(known.patient.id, Menu(roles=("patient",)))
    item = await post.one()
    assert (item.operation, item.chat_id, item.message) == (Operation.MENU, CHAT, Menu(roles=("patient",)))


@pytest.mark.parametrize("ended", ["failed", "expired", "dropped"])
async def test_what_the_bot_started_is_counted(work: SqlWork, post: Post, known: Practice, ended: str) -> None:
    """What waits and what went out counts, replies and what never went out do not; the end of the span is left out."""
    for text in ("first", "second"):
        await post.send(known.patient.id, text, started_by_bot=True)
    await post.send(known.patient.id, "a reply")
    await post.send(known.clinician.id, "to somebody else", started_by_bot=True)
    span = (MONDAY, MONDAY + timedelta(hours=24))
    async with work("look") as uow:
        assert await uow.outbox.started_by_bot(known.patient.id, *span) == 2
        assert await uow.outbox.started_by_bot(known.patient.id, MONDAY - timedelta(hours=24), MONDAY) == 0
    while items := await post.claim():
        for item in items:
            assert await post.begin(item)
            await (post.close(item, ended) if said(item) == "second" else post.sent(item))
    async with work("look") as uow:
        assert await uow.outbox.started_by_bot(known.patient.id, *span) == 1


async def test_everything_that_waits_for_somebody_can_be_dropped(post: Post, known: Practice) -> None:
    """New messages, also for later, and edits; what was shown stays, and nothing of others is touched."""
    shown = await post.send(known.patient.id, "shown")
    await post.all_out()
    await post.edit(shown, "changed")
    unsent = await post.send(known.patient.id, "for later", due_at=MONDAY + timedelta(days=1))
    await post.send(known.clinician.id, "to somebody else")
    async with post.unit() as uow:
        await uow.outbox.drop_waiting(known.patient.id)
    assert await post.states() == [("send", "sent"), ("edit", "dropped"), ("send", "dropped"), ("send", "due")]
    assert (await post.gone(shown), await post.gone(unsent)) == (False, True)
    assert [row["params"] for row in await post.rows("dropped")] == [None, None]

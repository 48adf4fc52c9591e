"""Everything that can become of an attempt to send, one closed list: each has its consequence."""

import pytest

from rehab.engine import AlertKind
from rehab.messages.alerts import AlertCard
from rehab.messages.clinic import StaffUnreachable
from rehab.permissions import Role
from scheduling.dispatcher import FRESH, MOST_ATTEMPTS, UnauthorisedError
from scheduling.rate import Limiter
from storage.unit_of_work import SqlWork
from tests.integration.bureau import Bureau, always, at_first
from tests.integration.people import CHAT, Practice, somebody
from tests.integration.post import LEASE, Post, words
from usecases.ports import UNREACHABLE, Failure, Priority

LONGEST_PAUSE = 300  # seconds between two attempts


@pytest.fixture
def bureau(post: Post) -> Bureau:
    """A dispatcher whose sender fails as the test says."""
    return Bureau(post)


async def until_it_rests(bureau: Bureau, pauses: int = 60) -> None:
    """Let so much real time pass that every further attempt has been made."""
    for _ in range(pauses):
        await bureau.later(seconds=LONGEST_PAUSE)


async def test_the_list_is_closed() -> None:
    """A failure that is added needs a test here."""
    tried = {"harmless", "too_fast", "temporary", "unknown", "migrated", "refused", "unauthorised"}
    assert tried | set(UNREACHABLE) == set(Failure)


async def test_a_harmless_failure_is_as_good_as_done(bureau: Bureau, post: Post, known: Practice) -> None:
    """Nothing to change, or too late for a notice: it is not tried again."""
    card = await post.send(known.patient.id, "0")
    await bureau.rest()
    await post.edit(card, "0")
    bureau.sender.answer = always(Failure.HARMLESS)
    await until_it_rests(bureau, 3)
    assert len(bureau.sender.tried) == 2
    assert await post.states() == [("send", "sent"), ("edit", "sent")]
    assert not await post.gone(card)


async def test_a_refused_message_is_never_tried_again(bureau: Bureau, post: Post, known: Practice) -> None:
    """Telegram will not take it tomorrow either; nobody is declared unreachable for it."""
    card = await post.send(known.patient.id, "0")
    bureau.sender.answer = always(Failure.REFUSED)
    await until_it_rests(bureau, 3)
    assert len(bureau.sender.tried) == 1
    assert [(row["state"], row["failure"], row["params"]) for row in await post.rows()] == [("failed", "refused", None)]
    assert await post.gone(card)
    async with post.unit() as uow:
        assert (await uow.people.get(known.patient.id)).reachable


async def test_a_temporary_failure_is_tried_again_after_a_pause(bureau: Bureau, post: Post, known: Practice) -> None:
    """Not at once: the pause grows with the number of attempts and is never longer than five minutes."""
    await post.send(known.patient.id, "in the end")
    bureau.sender.answer = at_first(Failure.TEMPORARY, times=5)
    await bureau.rest()
    assert len(bureau.sender.tried) == 1
    for attempts in range(2, 7):
        await bureau.later(seconds=LONGEST_PAUSE)
        assert len(bureau.sender.tried) == attempts
    assert bureau.sender.said == ["in the end"]


async def test_attempts_come_to_an_end(bureau: Bureau, post: Post, known: Practice) -> None:
    """What fails for ever is given up, and does not fail for ever in the log."""
    await post.send(known.patient.id, "never", priority=Priority.BULK)
    bureau.sender.answer = always(Failure.TEMPORARY)
    for _ in range(7 * 24):
        await bureau.later(hours=1)
    assert await post.states() == [("send", "failed")]
    assert len(bureau.sender.tried) >= MOST_ATTEMPTS


async def test_an_alert_survives_an_outage_of_two_hours(bureau: Bureau, post: Post, known: Practice) -> None:
    """Telegram cannot be reached; afterwards, what is still open is sent, once."""
    await post.send(known.clinician.id, "alert", priority=Priority.URGENT)
    bureau.sender.answer = always(Failure.TEMPORARY)
    for _ in range(120):
        await bureau.later(minutes=1)
    bureau.sender.answer = lambda _: None
    for _ in range(10):
        await bureau.later(minutes=1)
    assert bureau.sender.said == ["alert"]


async def test_too_fast_pauses_everything_and_then_goes_on(bureau: Bureau, post: Post, known: Practice) -> None:
    """One pause for all, as long as Telegram asked for, and the message is not lost."""
    seconds = [1000.0]
    waits: list[float] = []

    async def sleep(delay: float) -> None:
        waits.append(delay)
        seconds[0] += delay

    bureau.sender.answer = at_first(Failure.TOO_FAST, pause=30)
    limiter = Limiter(now=lambda: seconds[0], sleep=sleep)
    bureau.dispatcher = bureau.another("me", limiter)
    await post.send(known.patient.id, "again")
    await bureau.rest()
    assert (bureau.sender.said, waits) == ([], [])
    bureau.sender.answer = lambda _: None
    await post.send(known.clinician.id, "to somebody else")
    await bureau.rest()
    assert waits == [30]
    await bureau.later(seconds=29)
    assert bureau.sender.said == ["to somebody else"]
    await bureau.later(seconds=1)
    assert bureau.sender.said == ["to somebody else", "again"]


async def test_a_chat_that_has_moved_is_written_to_where_it_is(
    bureau: Bureau, post: Post, work: SqlWork, known: Practice
) -> None:
    """The new chat is remembered, and the message goes there."""
    bureau.sender.answer = at_first(Failure.MIGRATED, new_chat_id=-CHAT)
    await post.send(known.patient.id, "hello")
    await bureau.rest()
    assert [item.chat_id for item in bureau.sender.tried] == [CHAT, -CHAT]
    async with work("look") as uow:
        assert (await uow.people.by_chat(-CHAT)) == known.patient
        assert await uow.people.by_chat(CHAT) is None


async def test_a_strangers_chat_that_has_moved_is_let_go(bureau: Bureau, post: Post, work: SqlWork) -> None:
    """Nobody is known there."""
    async with work("update:1") as uow:
        await uow.outbox.send_to_chat(-5, words("private only"), language="en")
    bureau.sender.answer = always(Failure.MIGRATED, new_chat_id=-6)
    await until_it_rests(bureau, 3)
    assert (len(bureau.sender.tried), await post.states()) == (1, [("send", "failed")])


async def test_a_token_that_is_refused_stops_the_dispatcher(bureau: Bureau, post: Post, known: Practice) -> None:
    """Nothing can be sent at all: whoever runs it is told so, by that very error."""
    await post.send(known.patient.id, "hello")
    bureau.sender.answer = always(Failure.UNAUTHORISED)
    with pytest.raises(UnauthorisedError):
        await bureau.dispatcher.run_once()


async def test_nothing_is_lost_while_the_token_is_refused(bureau: Bureau, post: Post, known: Practice) -> None:
    """Once the token is right again, everything goes out that waits, however long it took."""
    await post.send(known.patient.id, "hello")
    await post.send(known.clinician.id, "hello too")
    bureau.sender.answer = always(Failure.UNAUTHORISED)
    with pytest.raises((UnauthorisedError, ExceptionGroup)):
        await bureau.dispatcher.run_once()
    bureau.sender.answer = lambda _: None
    post.clock.at += 2 * FRESH
    await bureau.later(seconds=LEASE)
    await bureau.dispatcher.recover()
    await until_it_rests(bureau, 3)
    assert sorted(bureau.sender.said) == ["hello", "hello too"]


@pytest.mark.parametrize("failure", sorted(UNREACHABLE))
async def test_a_patient_who_cannot_be_reached_is_an_alert(
    bureau: Bureau, post: Post, work: SqlWork, known: Practice, failure: Failure
) -> None:
    """The clinician is told, once, however many messages fail; the messages are not tried again."""
    bureau.sender.answer = lambda item: always(failure)(item) if item.person_id == known.patient.id else None
    for text in ("one", "two"):
        await post.send(known.patient.id, text)
        await until_it_rests(bureau, 2)
    assert len(bureau.sender.tried) == 3
    (told,) = bureau.sender.out
    assert told.person_id == known.clinician.id
    assert isinstance(told.message, AlertCard)
    assert (told.message.what, told.message.name) == (AlertKind.UNREACHABLE, known.patient.name)
    async with work("look") as uow:
        assert not (await uow.people.get(known.patient.id)).reachable
        assert len(await uow.alerts.unresolved(known.plan.id)) == 1


async def test_a_clinician_who_cannot_be_reached_is_told_to_the_administrators(
    bureau: Bureau, post: Post, work: SqlWork, known: Practice
) -> None:
    """Each of them, urgently and by name: nobody would see alerts otherwise."""
    async with work("second") as uow:
        second = await somebody(uow, CHAT + 9, Role.ADMINISTRATOR)
    bureau.sender.answer = lambda item: always(Failure.BLOCKED)(item) if item.person_id == known.clinician.id else None
    await post.send(known.clinician.id, "alert", priority=Priority.URGENT)
    await bureau.rest()
    assert {item.person_id for item in bureau.sender.out} == {known.administrator.id, second.id}
    assert {item.message for item in bureau.sender.out} == {StaffUnreachable(name=known.clinician.name)}
    assert {item.priority for item in bureau.sender.out} == {Priority.URGENT}


async def test_an_administrator_who_cannot_be_reached_is_not_told_of_it(
    bureau: Bureau, post: Post, known: Practice
) -> None:
    """That message could not be delivered either."""
    await post.send(known.administrator.id, "news")
    bureau.sender.answer = always(Failure.BLOCKED)
    await until_it_rests(bureau, 3)
    assert len(bureau.sender.tried) == 1


async def test_a_stranger_who_cannot_be_reached_is_nobodys_business(
    bureau: Bureau, post: Post, work: SqlWork, known: Practice
) -> None:
    """The row is closed, and nobody is told."""
    async with work("update:1") as uow:
        await uow.outbox.send_to_chat(5, words("who are you?"), language="en")
    bureau.sender.answer = always(Failure.BLOCKED)
    await until_it_rests(bureau, 3)
    assert (len(bureau.sender.tried), await post.states()) == (1, [("send", "failed")])


async def test_a_fault_of_our_own_stops_neither_the_others_nor_the_bot(
    bureau: Bureau, post: Post, known: Practice
) -> None:
    """One message that cannot be put into words is one message lost, in the log, and not a bot that has stopped."""
    await post.send(known.patient.id, "cannot be worded")
    await post.send(known.clinician.id, "hello")
    await post.send(known.administrator.id, "hello too")
    bureau.sender.answer = lambda item: KeyError("no such text") if item.person_id == known.patient.id else None
    await until_it_rests(bureau, 3)
    assert sorted(bureau.sender.said) == ["hello", "hello too"]

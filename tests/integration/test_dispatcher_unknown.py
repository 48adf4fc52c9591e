"""Nobody can say whether it went out: what follows depends on what it was. And what a dead process left behind."""

import asyncio
from datetime import timedelta

import pytest

import scheduling.dispatcher
from rehab.messages.common import Menu, Said, Toast
from scheduling.dispatcher import FRESH
from storage.unit_of_work import SqlWork
from tests.integration.bureau import Bureau, always, at_first
from tests.integration.people import CHAT, Practice, an_alert
from tests.integration.post import LEASE, Post, words
from usecases.ports import Failure, Operation, Priority

UNKNOWN = always(Failure.UNKNOWN)


@pytest.fixture
def bureau(post: Post) -> Bureau:
    """A dispatcher whose sender never hears an answer."""
    made = Bureau(post)
    made.sender.answer = UNKNOWN
    return made


async def attempts(bureau: Bureau, hours: int = 1) -> list[Operation]:
    """What was tried in the next hour or more: each five minutes are enough for one attempt."""
    await bureau.rest()
    for _ in range(hours * 12):
        await bureau.later(minutes=5)
    return [item.operation for item in bureau.sender.tried]


async def test_an_urgent_message_is_sent_again_until_it_is_known(bureau: Bureau, post: Post, known: Practice) -> None:
    """Its reference shows that it is the same; better twice than not at all."""
    await post.send(known.clinician.id, "alert", priority=Priority.URGENT)
    bureau.sender.answer = at_first(Failure.UNKNOWN, times=4)
    await attempts(bureau)
    assert (len(bureau.sender.tried), bureau.sender.said) == (5, ["alert"])


async def test_a_request_that_never_ends_is_given_up(
    bureau: Bureau, post: Post, known: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before its lease is over, and with an outcome that nobody knows."""
    monkeypatch.setattr(scheduling.dispatcher, "LONGEST_SEND", 0)

    async def for_ever() -> None:
        await asyncio.Event().wait()

    bureau.sender.hold = for_ever
    await post.send(known.clinician.id, "alert", priority=Priority.URGENT)
    await bureau.rest()
    assert [(row["state"], row["failure"]) for row in await post.rows()] == [("due", "unknown")]


@pytest.mark.parametrize("what", ["alert", "letter"])
async def test_an_alert_that_is_not_urgent_is_sent_again_too(
    bureau: Bureau, post: Post, work: SqlWork, known: Practice, what: str
) -> None:
    """Whatever tells of an alert, as long as nobody has it; its letter as well."""
    async with work("open") as uow:
        alert = an_alert(uow, known)
        await uow.alerts.add(alert)
        await uow.outbox.send(
            known.clinician.id, words("alert"), priority=Priority.PROMPT, wanted_while=f"{what}:{alert.id}"
        )
    bureau.sender.answer = at_first(Failure.UNKNOWN, times=3)
    await attempts(bureau)
    assert bureau.sender.said == ["alert"]


@pytest.mark.parametrize("priority", [Priority.PROMPT, Priority.REPLY])
async def test_a_fresh_prompt_or_reply_is_sent_once_more(
    bureau: Bureau, post: Post, known: Practice, priority: Priority
) -> None:
    """And then let go: the next one stands for it."""
    await post.send(known.patient.id, "how is it?", priority=priority)
    assert await attempts(bureau) == [Operation.SEND] * 2
    assert await post.states() == [("send", "failed")]


async def test_a_prompt_that_is_fresh_no_more_is_let_go(bureau: Bureau, post: Post, known: Practice) -> None:
    """A quarter of an hour later a second copy would only confuse."""
    await post.send(known.patient.id, "how is it?", priority=Priority.PROMPT)
    post.clock.at += FRESH + timedelta(seconds=1)
    assert await attempts(bureau) == [Operation.SEND]


async def test_a_prompt_laid_out_early_is_fresh_when_it_falls_due(bureau: Bureau, post: Post, known: Practice) -> None:
    """Freshness counts from the moment at which it was to go out, not from when the row was written."""
    await post.send(known.patient.id, "how is it?", priority=Priority.PROMPT, due_at=post.clock.at + 2 * FRESH)
    post.clock.at += 2 * FRESH
    assert await attempts(bureau) == [Operation.SEND] * 2


async def test_an_edit_and_a_deletion_are_repeated(bureau: Bureau, post: Post, known: Practice) -> None:
    """The second time does no harm."""
    card = await post.send(known.patient.id, "0")
    bureau.sender.answer = lambda _: None
    await bureau.rest()
    bureau.sender.tried.clear()
    bureau.sender.answer = at_first(Failure.UNKNOWN, times=3)
    await post.edit(card, "1")
    assert await attempts(bureau) == [Operation.EDIT] * 4
    bureau.sender.tried.clear()
    await post.delete(card)
    assert await attempts(bureau) == [Operation.DELETE] * 4


async def test_a_notice_over_a_button_is_let_go(bureau: Bureau, post: Post, work: SqlWork) -> None:
    """By then the button has stopped waiting for it."""
    async with work("update:1") as uow:
        await uow.outbox.answer("press-1", Toast(said=Said.SAVED))
    assert await attempts(bureau) == [Operation.ANSWER]
    assert await post.states() == [("answer", "failed")]


async def test_a_menu_is_set_once_more(bureau: Bureau, post: Post, work: SqlWork, known: Practice) -> None:
    """Setting the same menu twice does no harm."""
    async with work("update:1") as uow:
        await uow.outbox.menu(known.patient.id, Menu(roles=("patient",)))
    assert await attempts(bureau) == [Operation.MENU] * 2


async def test_a_card_of_unknown_outcome_that_was_let_go_lets_its_edits_go(
    bureau: Bureau, post: Post, known: Practice
) -> None:
    """Its message id will never be known."""
    card = await post.send(known.patient.id, "0")
    await attempts(bureau)
    await post.edit(card, "1")
    assert await post.claim() == []


# --- what a process that died had taken ----------------------------------------------------------------------------


async def left_behind(post: Post, to: int, *, begun: bool, priority: Priority = Priority.PROMPT) -> None:
    """A process claims something, perhaps begins to send it, and dies."""
    await post.send(to, "left behind", priority=priority)
    item = await post.one()
    if begun:
        assert await post.begin(item)


async def test_what_was_only_claimed_goes_out_when_the_lease_is_over(
    bureau: Bureau, post: Post, known: Practice
) -> None:
    """Not before: its owner may still be at it."""
    bureau.sender.answer = lambda _: None
    await left_behind(post, known.patient.id, begun=False)
    await bureau.dispatcher.recover()
    await bureau.rest()
    assert bureau.sender.said == []
    post.real.at += timedelta(seconds=LEASE)
    await bureau.dispatcher.recover()
    await bureau.rest()
    assert bureau.sender.said == ["left behind"]


@pytest.mark.parametrize(
    ("priority", "late", "again"),
    [
        (Priority.URGENT, 2 * FRESH, ["left behind"]),
        (Priority.PROMPT, FRESH, ["left behind"]),
        (Priority.PROMPT, 2 * FRESH, []),
    ],
)
async def test_what_was_being_sent_follows_the_policy_of_its_kind(
    bureau: Bureau, post: Post, known: Practice, priority: Priority, late: timedelta, again: list[str]
) -> None:
    """As if its outcome were unknown, which it is."""
    bureau.sender.answer = lambda _: None
    await left_behind(post, known.patient.id, begun=True, priority=priority)
    post.clock.at += late
    post.real.at += timedelta(seconds=LEASE)
    await bureau.dispatcher.recover()
    await attempts(bureau)
    assert bureau.sender.said == again


async def test_a_process_that_is_alone_takes_everything_up_at_once(
    bureau: Bureau, post: Post, work: SqlWork, known: Practice
) -> None:
    """At its start nobody else can have anything, neither of what leaves nor of what has arrived."""
    bureau.sender.answer = lambda _: None
    await left_behind(post, known.patient.id, begun=False)
    async with work("poll") as uow:
        await uow.inbox.add(1, CHAT, "{}", post.clock.at)
    async with work("inbox") as uow:
        assert await uow.inbox.claim(post.real.now(), LEASE)
    await bureau.dispatcher.recover(alone=True)
    await bureau.rest()
    assert bureau.sender.said == ["left behind"]
    async with work("inbox") as uow:
        assert await uow.inbox.claim(post.real.now(), LEASE)


async def test_what_failed_and_waits_is_not_hurried_by_a_recovery(bureau: Bureau, post: Post, known: Practice) -> None:
    """The pause that Telegram asked for holds over a restart."""
    bureau.sender.answer = at_first(Failure.TOO_FAST, pause=100)
    await post.send(known.patient.id, "later")
    await bureau.rest()
    await bureau.dispatcher.recover(alone=True)
    await bureau.rest()
    assert len(bureau.sender.tried) == 1
    await bureau.later(seconds=100)
    assert bureau.sender.said == ["later"]

"""Messages out: in whose turn, in what order, and only what is still wanted at that moment."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from rehab.alerts import AlertState
from scheduling.dispatcher import AT_ONCE
from scheduling.rate import EAGER, Limiter
from storage.unit_of_work import SqlWork
from tests.integration.bureau import Bureau
from tests.integration.databases import MONDAY
from tests.integration.people import CHAT, Practice, a_prompt, an_alert, somebody
from tests.integration.post import LEASE, Post, words
from usecases.ports import Priority
from usecases.records import PromptState


@pytest.fixture
def bureau(post: Post) -> Bureau:
    """A dispatcher whose sender always succeeds."""
    return Bureau(post)


async def test_what_was_said_goes_out_and_its_message_is_known(bureau: Bureau, post: Post, known: Practice) -> None:
    """The card can be edited from then on."""
    card = await post.send(known.patient.id, "Hello")
    assert await bureau.dispatcher.run_once() == 1
    await post.edit(card, "Hello again")
    await bureau.rest()
    assert bureau.sender.said == ["Hello", "Hello again"]
    assert bureau.sender.out[1].message_id == 1001
    assert await bureau.dispatcher.run_once() == 0


class Turns(Limiter):
    """A limiter without limits that remembers who asked for a turn, in their order."""

    def __init__(self) -> None:
        super().__init__(per_second=0)
        self.taken: list[int | None] = []

    async def wait(self, chat_id: int | None, urgency: int = EAGER) -> None:
        """Remember it."""
        self.taken.append(chat_id)


async def test_the_urgent_goes_before_the_wave(bureau: Bureau, post: Post, known: Practice) -> None:
    """An alert that comes while many prompts wait is in the next batch, and has the first turn in it."""
    async with post.unit() as uow:
        for number in range(40):
            reader = await somebody(uow, CHAT + 500 + number)
            await uow.outbox.send(reader.id, words("prompt"), priority=Priority.PROMPT)
    turns = Turns()
    dispatcher = bureau.another("me", turns)
    await dispatcher.run_once()
    await post.send(known.clinician.id, "alert", priority=Priority.URGENT)
    turns.taken.clear()
    await dispatcher.run_once()
    (alerted,) = [item.chat_id for item in bureau.sender.out if item.priority is Priority.URGENT]
    assert turns.taken[0] == alerted


async def test_a_reader_gets_one_message_after_another(bureau: Bureau, post: Post, known: Practice) -> None:
    """Also when they differ in urgency: two at once could arrive in any order."""
    for text, priority in (("prompt", 2), ("reply", 1), ("urgent", 0), ("reply too", 1)):
        await post.send(known.patient.id, text, priority=Priority(priority))
    await bureau.rest()
    assert bureau.sender.said == ["urgent", "reply", "reply too", "prompt"]
    assert bureau.sender.most_of_one == 1


async def test_many_readers_are_written_to_at_once_but_not_too_many(bureau: Bureau, post: Post) -> None:
    """The network client collapses when too many requests are under way."""
    async with post.unit() as uow:
        for number in range(2 * AT_ONCE):
            await uow.outbox.send((await somebody(uow, CHAT + 500 + number)).id, words("hello"))
    met = asyncio.Barrier(AT_ONCE)

    async def until_others_would_have_come() -> None:
        await met.wait()
        for _ in range(3):
            async with post.unit():  # whoever else was let in stands before us in this queue
                pass

    bureau.sender.hold = until_others_would_have_come
    async with asyncio.timeout(60):
        await bureau.rest()
    assert len(bureau.sender.said) == 2 * AT_ONCE
    assert bureau.sender.most_at_once == AT_ONCE


async def test_what_has_expired_is_not_sent(bureau: Bureau, post: Post, known: Practice) -> None:
    """By clinical time, from the very instant on."""
    await post.send(known.patient.id, "too late", expires_at=MONDAY + timedelta(minutes=5))
    post.clock.at += timedelta(minutes=5)
    await bureau.rest()
    assert bureau.sender.tried == []
    assert await post.states() == [("send", "expired")]


async def test_a_card_that_was_taken_away_is_not_sent(bureau: Bureau, post: Post, known: Practice) -> None:
    """Also when it had been claimed already."""
    card = await post.send(known.patient.id, "never mind")
    item = await post.one()
    await post.delete(card)
    await post.put_back(item)
    await bureau.rest()
    assert bureau.sender.tried == []
    assert {state for _, state in await post.states()} == {"dropped", "collapsed"}


@pytest.mark.parametrize("state", list(PromptState))
async def test_a_prompt_is_sent_only_while_it_waits_for_an_answer(
    bureau: Bureau, post: Post, work: SqlWork, known: Practice, state: PromptState
) -> None:
    """Answered, paused, cancelled or closed meanwhile: it is dropped at the moment of sending."""
    async with work("lay out") as uow:
        prompt = replace(a_prompt(uow, known), state=state)
        await uow.prompts.add(prompt)
        await uow.outbox.send(known.patient.id, words("how is it?"), wanted_while=f"prompt:{prompt.id}")
    await bureau.rest()
    assert len(bureau.sender.out) == (state is PromptState.SENT)


@pytest.mark.parametrize("state", list(AlertState))
async def test_an_alert_is_sent_only_while_nobody_has_it(
    bureau: Bureau, post: Post, work: SqlWork, known: Practice, state: AlertState
) -> None:
    """Acknowledged or resolved meanwhile, it does not ring again."""
    async with work("open") as uow:
        alert = replace(an_alert(uow, known), state=state)
        await uow.alerts.add(alert)
        await uow.outbox.send(known.clinician.id, words("alert"), wanted_while=f"alert:{alert.id}")
    await bureau.rest()
    assert len(bureau.sender.out) == (state is AlertState.OPEN)


@pytest.mark.parametrize("state", list(AlertState))
async def test_a_letter_is_sent_until_its_alert_is_resolved(
    bureau: Bureau, post: Post, work: SqlWork, known: Practice, state: AlertState
) -> None:
    """Whoever has the alert wants to read it; once it is dealt with, the button still brings it."""
    async with work("open") as uow:
        alert = replace(an_alert(uow, known), state=state)
        await uow.alerts.add(alert)
        await uow.outbox.send(known.clinician.id, words("letter"), wanted_while=f"letter:{alert.id}")
    await bureau.rest()
    assert len(bureau.sender.out) == (state is not AlertState.RESOLVED)


@pytest.mark.parametrize("heard", [True, False])
async def test_what_is_repeated_to_the_silent_is_not_sent_to_who_has_spoken(
    bureau: Bureau, post: Post, work: SqlWork, known: Practice, heard: bool
) -> None:
    """Anything that they have sent since it was written counts."""
    again = MONDAY + timedelta(minutes=30)
    await post.send(known.patient.id, "once more", due_at=again, wanted_while=f"silent:{known.patient.id}")
    post.clock.at = again
    if heard:
        async with work("poll") as uow:
            await uow.inbox.add(1, CHAT, "{}", MONDAY + timedelta(minutes=1))
    await bureau.rest()
    assert bureau.sender.said == ([] if heard else ["once more"])


class Gate(Limiter):
    """A limiter that lets nothing out until it is opened."""

    def __init__(self) -> None:
        super().__init__(per_second=0)
        self.reached, self.opened = asyncio.Event(), asyncio.Event()

    async def wait(self, chat_id: int | None, urgency: int = EAGER) -> None:
        """Wait for the test."""
        self.reached.set()
        await self.opened.wait()


async def test_what_is_wanted_no_more_after_a_long_wait_is_not_sent(
    bureau: Bureau, post: Post, work: SqlWork, known: Practice
) -> None:
    """Telegram asked for a pause; meanwhile the patient has answered. The moment of sending is after the pause."""
    async with work("lay out") as uow:
        prompt = replace(a_prompt(uow, known), state=PromptState.SENT)
        await uow.prompts.add(prompt)
        await uow.outbox.send(known.patient.id, words("how is it?"), wanted_while=f"prompt:{prompt.id}")
    gate = Gate()
    async with asyncio.TaskGroup() as group:
        group.create_task(bureau.another("waiting", gate).run_once())
        await gate.reached.wait()
        async with work("answer") as uow:
            await uow.prompts.save(replace(prompt, state=PromptState.ANSWERED))
        gate.opened.set()
    assert bureau.sender.out == []


async def test_a_pause_that_is_longer_than_the_lease_doubles_nothing(
    bureau: Bureau, post: Post, known: Practice
) -> None:
    """A row that waits for its turn has not been sent; whoever takes it up when the lease is over sends it, once."""
    await post.send(known.patient.id, "once", priority=Priority.URGENT)
    gate = Gate()
    async with asyncio.TaskGroup() as group:
        group.create_task(bureau.another("waiting", gate).run_once())
        await gate.reached.wait()
        post.real.at += timedelta(seconds=LEASE)
        await bureau.dispatcher.recover()
        await bureau.later(minutes=5)
        gate.opened.set()
    assert bureau.sender.said == ["once"]


async def test_one_reader_with_a_lot_to_read_does_not_hold_up_an_alert(
    bureau: Bureau, post: Post, known: Practice
) -> None:
    """One chat takes a message a second; while it does, an alert to somebody else goes out."""
    said_at: list[float] = []
    seconds = [1000.0]

    async def sleep(delay: float) -> None:
        if not said_at:
            said_at.append(seconds[0])
            await post.send(known.clinician.id, "alert", priority=Priority.URGENT)
        seconds[0] += delay

    for number in range(20):
        await post.send(known.patient.id, f"news {number}", priority=Priority.BULK)
    sent_at: dict[str, float] = {}
    bureau.sender.answer = lambda item: sent_at.update({str(item.person_id): seconds[0]})
    dispatcher = bureau.another("me", Limiter(now=lambda: seconds[0], sleep=sleep))
    while await dispatcher.run_once():
        pass
    assert len(bureau.sender.said) == 21
    assert sent_at[str(known.clinician.id)] - said_at[0] <= 3


async def test_a_request_that_hangs_does_not_hold_up_an_alert(bureau: Bureau, post: Post, known: Practice) -> None:
    """The bot runs a dispatcher twice over: while one waits for an answer, the other goes on."""
    hangs, reached = asyncio.Event(), asyncio.Event()

    async def hold() -> None:
        if len(bureau.sender.tried) == 1:
            reached.set()
            await hangs.wait()

    bureau.sender.hold = hold
    await post.send(known.patient.id, "slow")
    async with asyncio.TaskGroup() as group:
        group.create_task(bureau.dispatcher.run_once())
        await reached.wait()
        await post.send(known.clinician.id, "alert", priority=Priority.URGENT)
        assert await bureau.dispatcher.run_once() == 1
        assert bureau.sender.said == ["alert"]
        hangs.set()
    assert bureau.sender.said == ["alert", "slow"]


async def test_a_dispatcher_takes_nothing_during_a_pause(bureau: Bureau, post: Post, known: Practice) -> None:
    """However long Telegram asks for: no lease runs out over it, and no attempt is used up."""
    seconds, stopping = [1000.0], asyncio.Event()

    async def sleep(delay: float) -> None:
        seconds[0] += delay
        assert [row["state"] for row in await post.rows()] == ["due"]

    limiter = Limiter(now=lambda: seconds[0], sleep=sleep)
    await limiter.pause(3600)
    bureau.sender.answer = lambda _: stopping.set()
    await post.send(known.patient.id, "afterwards")
    await bureau.another("me", limiter).run(stopping)
    assert (bureau.sender.said, seconds) == (["afterwards"], [4600.0])
    assert [item.attempts for item in bureau.sender.out] == [1]


async def test_a_dispatcher_works_until_it_is_told_to_stop(bureau: Bureau, post: Post, known: Practice) -> None:
    """It is woken by the bell, and what it has begun it finishes."""
    stopping = asyncio.Event()

    def stop_after_the_second(_: object) -> None:
        if len(bureau.sender.tried) == 2:
            stopping.set()

    bureau.sender.answer = stop_after_the_second
    await post.send(known.patient.id, "one")
    await post.send(known.clinician.id, "two")
    await bureau.dispatcher.run(stopping)
    assert sorted(bureau.sender.said) == ["one", "two"]
    assert {state for _, state in await post.states()} == {"sent"}

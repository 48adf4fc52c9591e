"""A patient is erased while something of theirs is under way: nothing fails for it, and nobody else waits."""

import asyncio
from contextlib import nullcontext
from dataclasses import dataclass

import pytest

from scheduling.dispatcher import UnauthorisedError
from scheduling.overlap import in_isolation
from scheduling.ticks import LOOKS
from tests.integration.bureau import Bureau
from tests.integration.people import Practice, a_prompt, an_alert, practice
from tests.integration.post import LEASE, Post, words
from usecases.erase import erased
from usecases.ports import AskedBy, DeliveryError, Desk, Failure


async def erase(post: Post, known: Practice) -> None:
    """The patient wants it."""
    async with post.work("erase", isolated=True) as uow:
        await erased(uow, known.patient, AskedBy.PATIENT)


@dataclass
class Erasing:
    """Takes the place of the time that a request takes: in it, the patient is erased, once."""

    post: Post
    known: Practice
    done: bool = False

    async def __call__(self) -> None:
        """The patient goes."""
        if not self.done:
            self.done = True
            await erase(self.post, self.known)


@pytest.fixture
def bureau(post: Post) -> Bureau:
    """A dispatcher whose sender fails as the test says."""
    return Bureau(post)


@pytest.mark.parametrize("outcome", [None, *Failure])
async def test_whatever_becomes_of_a_message_the_bot_goes_on(
    bureau: Bureau, post: Post, known: Practice, outcome: Failure | None
) -> None:
    """Sent, failed or in doubt: it is not tried again, and what others are to be told goes out, the goodbye too."""
    her = known.patient.id
    await post.send(her, "to the patient")
    bureau.sender.hold = Erasing(post, known)
    if outcome is not None:
        bureau.sender.answer = lambda item: DeliveryError(outcome, new_chat_id=99) if item.person_id == her else None
    with pytest.raises(UnauthorisedError) if outcome is Failure.UNAUTHORISED else nullcontext():
        await bureau.rest()
    await post.send(known.clinician.id, "to the clinician")
    await bureau.later(hours=1)
    assert [item.person_id for item in bureau.sender.tried].count(her) == 1
    assert [row["kind"] for row in await post.rows("sent")] == ["erased", "patient_erased", "note"]
    assert {row["person_id"] for row in await post.rows()} == {None, known.clinician.id}


async def test_what_was_taken_and_not_begun_is_never_sent(bureau: Bureau, post: Post, known: Practice) -> None:
    """The patient goes while their message waits for its turn."""
    await post.send(known.patient.id, "to the patient")
    [item] = await post.claim()
    await erase(post, known)
    assert not await post.begin(item)
    await bureau.later(seconds=LEASE + 1)
    assert {one.person_id for one in bureau.sender.tried} == {None, known.clinician.id}


async def test_what_a_process_left_in_doubt_is_not_taken_up(bureau: Bureau, post: Post, known: Practice) -> None:
    """It died in the middle of sending, and the patient was erased before anybody looked."""
    await post.send(known.patient.id, "to the patient")
    [item] = await post.claim()
    assert await post.begin(item)
    await erase(post, known)
    post.real.at = post.real.at.replace(year=post.real.at.year + 1)
    await bureau.dispatcher.recover()
    await bureau.rest()
    assert {one.person_id for one in bureau.sender.tried} == {None, known.clinician.id}


@pytest.mark.parametrize("what", LOOKS)
async def test_what_had_fallen_due_is_not_there_any_more(
    bureau: Bureau, post: Post, known: Practice, what: str
) -> None:
    """Found due before the patient went, looked at after: nothing happens."""
    async with post.unit() as uow:
        prompt, alert = a_prompt(uow, known), an_alert(uow, known)
        await uow.prompts.add(prompt)
        await uow.alerts.add(alert)
    due = {"plan": known.plan.id, "prompt": prompt.id, "alert": alert.id, "cover": 1}
    await erase(post, known)
    before = await post.states()
    async with post.unit() as uow:
        await LOOKS[what](bureau.scene(uow), due[what])
    assert await post.states() == before


async def test_who_is_about_to_write_to_them_begins_anew(served: Post) -> None:
    """On PostgreSQL both work at once: whoever comes second finds nobody, and nothing of theirs comes back."""
    known = await practice(served.work)
    found, read, go_on = list[bool](), asyncio.Event(), asyncio.Event()

    async def write(uow: Desk) -> None:
        person = await uow.people.find(known.patient.id)
        found.append(person is not None)
        read.set()
        await go_on.wait()
        if person is not None:
            await uow.outbox.send(person.id, words("too late"))

    async with asyncio.TaskGroup() as group:
        group.create_task(in_isolation(served.work, "write", write))
        await read.wait()
        await erase(served, known)
        go_on.set()
    assert found == [True, False]
    assert {row["person_id"] for row in await served.rows()} == {None, known.clinician.id}

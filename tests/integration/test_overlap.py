"""Two who change the same facts at the same moment: what one of them has done is never overwritten by the other."""

import asyncio
from dataclasses import replace

import pytest

from scheduling.overlap import in_isolation
from storage.unit_of_work import SqlUnitOfWork
from tests.integration.people import Practice, a_prompt, practice
from tests.integration.post import Post
from usecases.ports import Desk, OverlapError
from usecases.records import Prompt, PromptState


@pytest.fixture
async def prompt(served: Post) -> Prompt:
    """A question that has been sent."""
    known: Practice = await practice(served.work)
    async with served.unit() as uow:
        made = replace(a_prompt(uow, known), state=PromptState.SENT)
        await uow.prompts.add(made)
    return made


class Reminder:
    """What a tick does: it reads a prompt, thinks, and writes down that it has reminded."""

    def __init__(self, prompt: Prompt) -> None:
        self._prompt = prompt
        self.read, self.go_on, self.times = asyncio.Event(), asyncio.Event(), 0

    async def __call__(self, uow: Desk) -> None:
        """Take its time between reading and writing."""
        self.times += 1
        known = await uow.prompts.get(self._prompt.id)
        assert known is not None
        self.read.set()
        await self.go_on.wait()
        await uow.prompts.save(replace(known, reminded=True))


async def test_an_answer_that_comes_while_a_tick_thinks_is_kept(served: Post, prompt: Prompt) -> None:
    """The tick does its work anew, and sees the answer."""
    remind = Reminder(prompt)
    async with asyncio.TaskGroup() as group:
        group.create_task(in_isolation(served.work, "tick", remind))
        await remind.read.wait()
        async with served.unit() as uow:
            await uow.prompts.save(replace(prompt, state=PromptState.ANSWERED))
        remind.go_on.set()
    async with served.unit() as uow:
        assert await uow.prompts.get(prompt.id) == replace(prompt, state=PromptState.ANSWERED, reminded=True)
    assert remind.times == 2


async def test_two_who_make_the_same_at_once_end_up_with_one(served: Post, prompt: Prompt) -> None:
    """Such as the prompt of a slot, or an open alert: the second one does its work anew, and finds it there."""
    found: list[int] = []

    async def lay_out(uow: Desk) -> None:
        today = await uow.prompts.of_day(prompt.plan_id, prompt.day)
        if len(today) == 1:
            await uow.prompts.add(replace(prompt, id=uow.new_id(), slot=prompt.slot + 1))
        found.append(len(today))

    await asyncio.gather(*(in_isolation(served.work, f"tick:{number}", lay_out) for number in range(3)))
    async with served.unit() as uow:
        assert len(await uow.prompts.of_day(prompt.plan_id, prompt.day)) == 2
    assert found[-1] == 2


async def test_what_can_never_be_done_says_so(served: Post, prompt: Prompt) -> None:
    """It does not try for ever."""

    async def the_same_again(uow: Desk) -> None:
        await uow.prompts.add(replace(prompt, id=uow.new_id()))

    with pytest.raises(OverlapError):
        await in_isolation(served.work, "tick", the_same_again)


async def test_outside_isolation_nothing_is_refused(served: Post, prompt: Prompt) -> None:
    """Claims and records of what was sent stand on their own conditions."""

    async def save(uow: SqlUnitOfWork) -> None:
        await uow.prompts.save(replace(prompt, reminded=True))

    await served.overlapping(save, save)

"""The 24-hour question and the daily rating: answered by a press or a typed number, corrected, explained."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from rehab.events import Pain24h
from rehab.explain import explained, run_moved
from rehab.messages.common import Said
from rehab.messages.day import QuestionCard, QuestionView
from rehab.permissions import Action
from rehab.plan import Status
from rehab.timetable import PromptKind
from usecases import weekly
from usecases.after import settle
from usecases.course import Outcome, correct_fact, record_fact
from usecases.flags import ask_if_severe, tell_noticed
from usecases.prompts.cards import question_card, stiffness_choices
from usecases.prompts.look import release_held
from usecases.prompts.show import edit_card
from usecases.records import PlanRecord, Prompt, PromptState, PromptStep
from usecases.scene import RefusedError, Scene, own_plan
from usecases.session import correctable, own_prompt, rate

LOOK_BACK = 5  # days: a check-in may be answered on the third day after its own, and corrected on the next


async def answer(scene: Scene, prompt_id: int, value: int) -> None:
    """Answer a question, points 0-10. A late answer is taken too; the rules know what a late one is worth.

    Raises:
        RefusedError: if it was answered before and is not being corrected.
    """
    record, prompt = await own_prompt(scene, prompt_id)
    correcting = prompt.step is PromptStep.RATE and correctable(scene, record, prompt)
    late = prompt.state in {PromptState.EXPIRED, PromptState.CANCELLED} and prompt.draft.recorded_at is None
    if not (prompt.live or late or correcting):
        raise RefusedError(Said.CHANGED)
    await _answered(scene, record, prompt, value)


async def _answered(scene: Scene, record: PlanRecord, prompt: Prompt, value: int) -> None:
    before = record.plan.signs
    outcome = await _taken(scene, record, prompt, value)
    over = record.plan.flare_since is not None and outcome.record.plan.flare_since is None
    moved = run_moved(record.plan, outcome.record.plan, scene.protocol)
    draft = replace(prompt.draft, value=value, recorded_at=outcome.at)
    kept = replace(prompt, state=PromptState.ANSWERED, step=PromptStep.DONE, next_at=None, draft=draft)
    await scene.uow.prompts.save(kept)
    record = await settle(scene, outcome, from_now=over)
    await release_held(scene, record)
    card = _answered_card(scene, kept, outcome, over=over)
    await edit_card(scene, kept, replace(card, run_moved=moved))
    if fresh := tuple(sign for sign in outcome.record.plan.signs if sign not in before):
        await tell_noticed(scene, record, fresh)
    await ask_if_severe(scene, record, value, record.plan.baseline_pain)


def _answered_card(scene: Scene, prompt: Prompt, outcome: Outcome, *, over: bool) -> QuestionCard:
    stage = scene.protocol.stage(outcome.record.plan.position.stage)
    answered = next((d.answer for d in outcome.course.evidence.days if d.answer and d.answer.at == outcome.at), None)
    return replace(
        question_card(scene, prompt, QuestionView.ANSWERED),
        on_time=answered.on_time if answered else True,
        decision=explained(outcome.decision) if outcome.decision else None,
        flare_over=outcome.record.plan.position if over else None,
        correctable=True,
        relief=stage.relief_between and outcome.record.plan.status is Status.ACTIVE,
    )


async def _taken(scene: Scene, record: PlanRecord, prompt: Prompt, value: int) -> Outcome:
    given = Pain24h(at=prompt.draft.recorded_at or scene.now, value=value, stiffness=prompt.draft.stiffness)
    if prompt.draft.recorded_at is not None:
        return await correct_fact(scene, record, given)
    return await record_fact(scene, record, given)


async def stiff_for(scene: Scene, prompt_id: int, minutes: int) -> None:
    """How stiff the morning was: marked on the question's card, and taken with the rating. Nobody has to say it.

    Raises:
        RefusedError: if the question is not open, or it is none of the choices.
    """
    record, prompt = await own_prompt(scene, prompt_id)
    correcting = prompt.step is PromptStep.RATE and correctable(scene, record, prompt)
    if minutes not in stiffness_choices(scene, prompt) or not (prompt.live or correcting):
        raise RefusedError(Said.CHANGED)
    told = None if prompt.draft.stiffness == minutes else minutes
    kept = replace(prompt, draft=replace(prompt.draft, stiffness=told))
    await scene.uow.prompts.save(kept)
    await edit_card(scene, kept, question_card(scene, kept, QuestionView.ASK))


async def answer_again(scene: Scene, prompt_id: int) -> None:
    """Correct an answer: the question is asked once more on its card."""
    record, prompt = await own_prompt(scene, prompt_id)
    if not correctable(scene, record, prompt):
        raise RefusedError(Said.GONE)
    asking = replace(prompt, step=PromptStep.RATE, asked_at=scene.now)
    await scene.uow.prompts.save(asking)
    await edit_card(scene, asking, question_card(scene, asking, QuestionView.ASK))


class Wanted(StrEnum):
    """What a typed number is taken for."""

    PAIN = "pain"
    MANAGED = "managed"
    SHARE = "share"
    MINUTES = "minutes"


_WANTED = {
    PromptStep.SITTING: Wanted.MINUTES,
    PromptStep.SHARE: Wanted.SHARE,
    PromptStep.MANAGED: Wanted.MANAGED,
}


async def wanted(scene: Scene) -> Wanted:
    """What number was asked for last and still waits.

    Raises:
        RefusedError: if none is, with where to look instead.
    """
    last = await _asked_last(scene)
    if last is not None:
        return _WANTED.get(last.step, Wanted.PAIN)
    record = await own_plan(scene, Action.REPORT)
    by_buttons = [p for p in await scene.uow.prompts.live(record.id) if weekly.awaits_press(p)]
    raise RefusedError(Said.USE_BUTTONS if by_buttons else Said.NO_QUESTION)


async def typed_number(scene: Scene, value: int) -> None:
    """A number that was typed: it answers whatever was asked last and still waits."""
    last = await _asked_last(scene)
    if last is None:
        raise RefusedError(Said.NO_QUESTION)
    match last.kind:
        case PromptKind.SESSION:
            await rate(scene, last.id, last.step, value)
        case PromptKind.WEEKLY:
            await weekly.answer(scene, last.id, last.step, value)
        case _:
            await answer(scene, last.id, value)


async def asked_since(scene: Scene, at: datetime) -> bool:
    """Whether something that waits for a number was asked after an instant."""
    last = await _asked_last(scene)
    return last is not None and last.asked_at is not None and last.asked_at > at


async def _asked_last(scene: Scene) -> Prompt | None:
    record = await own_plan(scene, Action.REPORT)
    waiting = [p for p in await _recent(scene, record) if _awaits_number(scene, record, p)]
    return max(waiting, key=lambda p: p.asked_at or p.due_at, default=None)


async def _recent(scene: Scene, record: PlanRecord) -> list[Prompt]:
    """The prompts that can be answered, and those of the last days, which may be corrected or late."""
    today = record.plan.today(scene.now)
    found = {p.id: p for p in await scene.uow.prompts.live(record.id)}
    for back in range(LOOK_BACK):
        day = today.fromordinal(today.toordinal() - back)
        found |= {p.id: p for p in await scene.uow.prompts.of_day(record.id, day)}
    return list(found.values())


def _awaits_number(scene: Scene, record: PlanRecord, prompt: Prompt) -> bool:
    if prompt.asked_at is None:
        return False
    if prompt.kind is PromptKind.WEEKLY:
        return weekly.awaits_number(scene, record, prompt)
    rating = prompt.step in {PromptStep.BEFORE, PromptStep.DURING, PromptStep.RATE}
    if rating and prompt.draft.recorded_at is not None:
        return correctable(scene, record, prompt)
    if prompt.kind is PromptKind.SESSION:
        return prompt.live and rating
    return prompt.state is PromptState.SENT

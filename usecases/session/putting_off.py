"""Putting a session off inside its window, and skipping it."""

from dataclasses import replace
from datetime import datetime, timedelta

from rehab.events import Outcome as SessionOutcome
from rehab.messages.common import Said
from rehab.messages.day import SessionView
from usecases.prompts.cards import later_choices, session_card
from usecases.prompts.measure import room_today
from usecases.prompts.show import edit_card
from usecases.records import Draft, PlanRecord, Prompt, PromptState, PromptStep
from usecases.scene import RefusedError, Scene
from usecases.session.own import open_prompt, shown
from usecases.session.report import recorded


async def choose_later(scene: Scene, prompt_id: int) -> None:
    """Offer the times to which the session can be put off."""
    record, prompt = await open_prompt(scene, prompt_id)
    await _can_be_put_off(scene, record, prompt)
    await shown(scene, record, replace(prompt, step=PromptStep.LATER))


async def _can_be_put_off(scene: Scene, record: PlanRecord, prompt: Prompt) -> None:
    if not later_choices(record, prompt, scene.now):
        raise RefusedError(Said.TOO_MANY_SNOOZES)
    if await room_today(scene, record) < 1:  # it would come back as one message more
        raise RefusedError(Said.STAYS_OPEN)


async def put_off(scene: Scene, prompt_id: int, until: datetime) -> None:
    """Put the session off; it is sent anew then.

    Raises:
        RefusedError: if that time does not fit its window any more, or the day's measure of messages.
    """
    record, prompt = await open_prompt(scene, prompt_id)
    await _can_be_put_off(scene, record, prompt)
    near = [at for at in later_choices(record, prompt, scene.now) if abs(at - until) <= timedelta(minutes=10)]
    if not near:
        raise RefusedError(Said.TOO_MANY_SNOOZES)
    later = replace(prompt, step=PromptStep.ASK, state=PromptState.PLANNED, snoozes=prompt.snoozes + 1, next_at=until)
    card = replace(session_card(scene, record, later, SessionView.SNOOZED), snoozed_to=until)
    await edit_card(scene, later, card)
    await scene.uow.prompts.save(later)


async def choose_skip(scene: Scene, prompt_id: int) -> None:
    """Ask why it is skipped."""
    record, prompt = await open_prompt(scene, prompt_id)
    await shown(scene, record, replace(prompt, step=PromptStep.SKIP))


async def skip(scene: Scene, prompt_id: int, outcome: SessionOutcome) -> None:
    """Skip a session, for pain or another reason."""
    record, prompt = await open_prompt(scene, prompt_id)
    prompt = replace(prompt, draft=Draft(outcome=outcome))
    await recorded(scene, record, prompt, SessionView.SKIPPED)

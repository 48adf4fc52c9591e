"""One of the asking patient's prompts: whether it can be answered, and for how long."""

from dataclasses import replace
from datetime import timedelta

from rehab.messages.common import Said
from rehab.permissions import Action
from usecases.awaiting import refuse_if_awaiting
from usecases.prompts.show import card_of, edit_card
from usecases.records import PlanRecord, Prompt, PromptState
from usecases.scene import NotAllowedError, RefusedError, Scene, require_own, takes_reports

CORRECTABLE = timedelta(hours=24)


async def own_prompt(scene: Scene, prompt_id: int) -> tuple[PlanRecord, Prompt]:
    """One of the asking patient's prompts with its plan.

    Raises:
        NotAllowedError: if it is not theirs, or not there at all.
        RefusedError: if the plan takes no reports at the moment.
    """
    prompt = await scene.uow.prompts.get(prompt_id)
    record = await scene.uow.plans.get(prompt.plan_id) if prompt else None
    if prompt is None or record is None:
        raise NotAllowedError
    await require_own(scene, Action.REPORT, record)
    await refuse_if_awaiting(scene, record)
    return takes_reports(record), prompt


async def open_prompt(scene: Scene, prompt_id: int) -> tuple[PlanRecord, Prompt]:
    """A prompt that can be answered now.

    Raises:
        RefusedError: if it is over, or not yet open.
    """
    record, prompt = await own_prompt(scene, prompt_id)
    if not prompt.live or scene.now >= prompt.closes_at:
        raise RefusedError(Said.GONE)
    return record, prompt


def correctable(scene: Scene, record: PlanRecord, prompt: Prompt) -> bool:
    """Whether what was recorded for a prompt can still be corrected: for a day, and not across a restart."""
    at = prompt.draft.recorded_at
    return at is not None and scene.now - at <= CORRECTABLE and at > record.plan.evidence_from


async def how_put_away(scene: Scene, prompt: Prompt) -> Prompt:
    """The picture of an exercise goes when the session goes on: what is asked next would stand above it, unseen."""
    if prompt.draft.how is None:
        return prompt
    await scene.uow.outbox.delete(prompt.draft.how)
    return replace(prompt, draft=replace(prompt.draft, how=None))


async def shown(scene: Scene, record: PlanRecord, prompt: Prompt) -> None:
    """Keep a prompt and show what its card now asks."""
    prompt = replace(await how_put_away(scene, prompt), state=PromptState.SENT, asked_at=scene.now)
    await edit_card(scene, prompt, card_of(scene, record, prompt))
    await scene.uow.prompts.save(prompt)

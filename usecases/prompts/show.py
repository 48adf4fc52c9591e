"""Putting a prompt's card before the patient: sent anew, edited in place, or taken away."""

from dataclasses import replace

from rehab.messages import Message
from rehab.messages.day import QuestionView, SessionView
from rehab.messages.week import WeeklyView
from rehab.timetable import PromptKind
from usecases.ports import Priority
from usecases.prompts.cards import question_card, session_card, view_of
from usecases.prompts.weekly import weekly_card
from usecases.records import PlanRecord, Prompt, PromptState
from usecases.scene import Scene


def card_of(scene: Scene, record: PlanRecord, prompt: Prompt) -> Message:
    """What the card of a prompt that can still be answered shows."""
    if prompt.kind is PromptKind.SESSION:
        return session_card(scene, record, prompt, view_of(prompt))
    if prompt.kind is PromptKind.WEEKLY:
        return weekly_card(scene, prompt)
    return question_card(scene, prompt, QuestionView.ASK)


async def send_card(scene: Scene, record: PlanRecord, prompt: Prompt, *, by_bot: bool, silent: bool = False) -> Prompt:
    """Send a prompt's card anew; one that was shown before goes, so that there is only ever one."""
    if prompt.card is not None:
        await scene.uow.outbox.delete(prompt.card)
    # A prompt that the bot starts carries its own key, so that it is never sent twice whatever dies in between.
    number = prompt.snoozes * 2 + (1 if prompt.reminded else 0)
    key = f"prompt:{prompt.id}:{prompt.due_at.timestamp():.0f}:{number}" if by_bot else None
    card = await scene.uow.outbox.send(
        record.patient_id,
        card_of(scene, record, prompt),
        key=key,
        priority=Priority.PROMPT if by_bot else Priority.REPLY,
        expires_at=prompt.closes_at,
        started_by_bot=by_bot,
        silent=silent,
        wanted_while=f"prompt:{prompt.id}" if by_bot else None,
    )
    return replace(prompt, card=card, state=PromptState.SENT, asked_at=scene.now)


async def edit_card(scene: Scene, prompt: Prompt, message: Message) -> None:
    """Show something else on a prompt's card."""
    if prompt.card is not None:
        await scene.uow.outbox.edit(prompt.card, message, awaited=scene.actor is not None)
    else:
        await scene.send(message)


async def show_cancelled(scene: Scene, record: PlanRecord, prompt: Prompt) -> None:
    """Say on its card that a prompt is not needed any more."""
    if prompt.card is None:
        return
    if prompt.kind is PromptKind.SESSION:
        message: Message = session_card(scene, record, prompt, SessionView.CANCELLED)
    elif prompt.kind is PromptKind.WEEKLY:
        message = weekly_card(scene, prompt, WeeklyView.CANCELLED)
    else:
        message = question_card(scene, prompt, QuestionView.CANCELLED)
    await scene.uow.outbox.edit(prompt.card, message)

"""Telling a patient something by the bot's own accord, or asking for their agreement where that is awaited."""

from rehab.messages import Message
from rehab.messages.privacy import ConsentCard, ConsentView
from usecases.ports import Priority
from usecases.records import PlanRecord
from usecases.scene import Scene


async def tell(scene: Scene, record: PlanRecord, message: Message, *, key: str) -> None:
    """Tell a patient something, once; what comes up in quiet hours waits for their end."""
    if await scene.agreed_by(record.patient_id):
        await _tell(scene, record, message, key=key)
    else:
        await ask_anew(scene, record)


async def ask_anew(scene: Scene, record: PlanRecord) -> None:
    """Ask a patient to agree to the words as they are now: once for each version."""
    patient = await scene.uow.people.get(record.patient_id)
    card = await consent_card(scene, ConsentView.CHANGED, patient.language)
    await _tell(scene, record, card, key=f"consent:{record.id}:{card.version}")


async def consent_card(scene: Scene, view: ConsentView, language: str) -> ConsentCard:
    """The card of the agreement, about the words as they are now."""
    version = scene.texts.consent_version(language)
    return ConsentCard(view=view, clinic=await scene.clinic(), version=version, at=scene.now)


async def _tell(scene: Scene, record: PlanRecord, message: Message, *, key: str) -> None:
    waking = record.preferences.next_waking(scene.now, record.zone)
    await scene.uow.outbox.send(
        record.patient_id, message, key=key, priority=Priority.PROMPT, due_at=waking, started_by_bot=True
    )

"""Telling a patient something by the bot's own accord."""

from rehab.messages import Message
from usecases.ports import Priority
from usecases.records import PlanRecord
from usecases.scene import Scene


async def tell(scene: Scene, record: PlanRecord, message: Message, *, key: str) -> None:
    """Tell a patient something, once; what comes up in quiet hours waits for their end."""
    waking = record.preferences.next_waking(scene.now, record.zone)
    await scene.uow.outbox.send(
        record.patient_id, message, key=key, priority=Priority.PROMPT, due_at=waking, started_by_bot=True
    )

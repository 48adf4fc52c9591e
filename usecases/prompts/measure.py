"""How many messages a day the bot starts with a patient: so many and no more, reminders and snoozed cards included."""

from datetime import datetime

from rehab.days import day_closes, day_opens
from usecases.records import PlanRecord, PromptState
from usecases.scene import Scene

MOST_A_DAY_IN_BLOCKS, MOST_A_DAY = 5, 3


def most_a_day(scene: Scene, record: PlanRecord) -> int:
    """How many messages a day the bot may start (reference 7.2)."""
    daily = scene.protocol.stage(record.plan.position.stage).daily or record.plan.flare_since is not None
    return MOST_A_DAY_IN_BLOCKS if daily else MOST_A_DAY


async def day_is_full(scene: Scene, record: PlanRecord) -> bool:
    """Whether the bot has started as many messages with the patient today as it may."""
    return await _started(scene, record) >= most_a_day(scene, record)


async def room_today(scene: Scene, record: PlanRecord) -> int:
    """How many messages are left for reminders and snoozes: what the plan itself still owes today comes first."""
    return most_a_day(scene, record) - await _started(scene, record) - await _owed(scene, record)


async def _started(scene: Scene, record: PlanRecord) -> int:
    return await scene.uow.outbox.started_by_bot(record.patient_id, *_today(scene, record))


async def _owed(scene: Scene, record: PlanRecord) -> int:
    """Prompts that are still to be sent today."""
    _, until = _today(scene, record)
    waiting = [p for p in await scene.uow.prompts.live(record.id) if p.state is not PromptState.SENT]
    return sum(prompt.next_at is not None and prompt.next_at < until for prompt in waiting)


def _today(scene: Scene, record: PlanRecord) -> tuple[datetime, datetime]:
    today = record.plan.today(scene.now)
    return day_opens(today, record.zone), day_closes(today, record.zone)

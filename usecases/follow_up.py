"""A sign that may show days later: after a pop the bruise is asked about for a week (reference 4)."""

from collections.abc import Container
from datetime import datetime, timedelta

from rehab.events import RedFlagScreen
from rehab.messages.common import Said
from rehab.messages.safety import FollowUpCard
from rehab.permissions import Action
from rehab.plan import Status
from usecases.after import settle
from usecases.course import facts, record_fact
from usecases.ports import Priority
from usecases.records import PlanRecord
from usecases.scene import RefusedError, Scene, own_plan

FRESH = timedelta(hours=20)  # after an outage nobody is asked for two days at once
WANTED = "unseen"  # such a question is wanted while the plan is stopped and the sign has not been named since


async def ask_later(scene: Scene, record: PlanRecord, flag: str, named: Container[str]) -> None:
    """Lay out the questions for the sign that may follow a red flag, one a day, unless it has been named already."""
    later = scene.protocol.red_flags[flag].follow_up
    if later is None or later.sign in named:
        return
    for day in range(1, later.days + 1):
        due_at = record.preferences.next_waking(scene.now + timedelta(days=day), record.zone)
        await scene.uow.outbox.send(
            record.patient_id,
            FollowUpCard(sign=later.sign, day=day, of=later.days, clinic=await scene.clinic()),
            key=f"{WANTED}:{record.id}:{later.sign}:{record.plan.today(scene.now) + timedelta(days=day)}",
            priority=Priority.PROMPT,
            due_at=due_at,
            expires_at=due_at + FRESH,
            wanted_while=f"{WANTED}:{record.id}:{later.sign}",
        )


async def still_unseen(scene: Scene, plan_id: int, sign: str, since: datetime) -> bool:
    """Whether a sign is still worth asking for: the plan is stopped, and it has not been named since an instant."""
    record = await scene.uow.plans.get(plan_id)
    if record is None or record.plan.status is not Status.STOPPED:
        return False
    screens = [fact for fact in await facts(scene, plan_id) if isinstance(fact, RedFlagScreen) and fact.at >= since]
    return not any(sign in screen.flags for screen in screens)


async def not_seen(scene: Scene, sign: str, day: int, of: int) -> None:
    """It has not shown so far: that is kept as well.

    Raises:
        RefusedError: if there is no such sign.
    """
    record = await own_plan(scene, Action.RAISE_RED_FLAG)
    if sign not in scene.protocol.red_flags:
        raise RefusedError(Said.CHANGED)
    clean = RedFlagScreen(at=scene.now, flags=(), asked=(sign,))
    await settle(scene, await record_fact(scene, record, clean))
    await scene.show(FollowUpCard(sign=sign, day=day, of=of, clinic=await scene.clinic(), seen=False))

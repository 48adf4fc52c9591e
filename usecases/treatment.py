"""An injection or surgery that a patient reports: the plan pauses, and only a clinician starts it again."""

from dataclasses import replace

from rehab.events import Treatment
from rehab.messages.common import Said
from rehab.messages.plan import PauseCard, PauseView
from rehab.permissions import Action
from rehab.plan import Status
from rehab.protocol import Care
from usecases.after import settle
from usecases.course import record_fact
from usecases.records import PauseReason, PlanRecord
from usecases.scene import RefusedError, Scene, own_plan


async def choose(scene: Scene) -> None:
    """Which was it? Nothing changes before that is known."""
    await own_plan(scene, Action.PAUSE)
    await scene.show(PauseCard(view=PauseView.TREATMENT))


async def report(scene: Scene, what: Care) -> None:
    """It was an injection, or surgery."""
    record = await own_plan(scene, Action.PAUSE)
    await treated(scene, record, what)
    await scene.show(await awaiting(scene, what))


async def treated(scene: Scene, record: PlanRecord, what: Care) -> PlanRecord:
    """Take the report into the plan and tell the clinician.

    Raises:
        RefusedError: if the plan has ended.
    """
    if record.plan.status is Status.DISCHARGED:
        raise RefusedError(Said.PLAN_ENDED)
    outcome = await record_fact(scene, record, Treatment(at=scene.now, what=what))
    kept = replace(outcome.record, pause_reason=PauseReason.TREATMENT, resume_on=None)
    return await settle(scene, replace(outcome, record=kept))


async def awaiting(scene: Scene, what: Care) -> PauseCard:
    """That the plan waits for the clinic."""
    return PauseCard(view=PauseView.TREATED, what=what, clinic=await scene.clinic())

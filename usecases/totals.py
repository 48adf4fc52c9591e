"""A clinician enters the total of a questionnaire that was filled in on paper: which one, and its number."""

from rehab.events import By, Measure
from rehab.measures import TOTALS, in_range
from rehab.messages.common import Said
from rehab.messages.outcomes import TotalCard, TotalStep
from rehab.permissions import Action
from usecases.after import settle
from usecases.course import correct_fact, record_fact
from usecases.outcomes import measured
from usecases.records import Dialogue, PlanRecord
from usecases.scene import RefusedError, Scene, plan_cared_for

STEP = "total"


async def choose(scene: Scene, plan_id: int) -> None:
    """Ask which questionnaire it is."""
    record = await plan_cared_for(scene, plan_id, Action.ADD_TOTAL)
    await scene.show(await _card(scene, record, TotalStep.CHOOSE))


async def ask(scene: Scene, plan_id: int, measure: str) -> None:
    """Ask for the total itself.

    Raises:
        RefusedError: if there is no such questionnaire.
    """
    record = await plan_cared_for(scene, plan_id, Action.ADD_TOTAL)
    if measure not in scene.protocol.totals:
        raise RefusedError(Said.CHANGED)
    await scene.uow.dialogues.set(scene.who.id, Dialogue(STEP, {"plan": plan_id, "measure": measure}), scene.now)
    await scene.show(await _card(scene, record, TotalStep.TYPE, measure))


async def write(scene: Scene, plan_id: int, measure: str, value: float | None) -> None:
    """Keep a total as of today; a second one of a day takes the place of the first, which was a slip.

    Raises:
        RefusedError: if it is no number of the measure's range, with that range.
    """
    record = await plan_cared_for(scene, plan_id, Action.ADD_TOTAL)
    if value is None or not in_range(measure, value):
        known = TOTALS[measure]
        raise RefusedError(Said.TOTAL_UNREADABLE, {"low": str(known.low), "high": str(known.high)})
    slip = await _of_today(scene, record, measure)
    fact = Measure(at=slip.at if slip else scene.now, measure=measure, value=value, by=By.CLINICIAN)
    taken = await (correct_fact if slip else record_fact)(scene, record, fact)
    record = await settle(scene, taken)
    await scene.uow.dialogues.set(scene.who.id, None, scene.now)
    await scene.send(await _card(scene, record, TotalStep.KEPT, measure, value, replaced=slip is not None))


async def _of_today(scene: Scene, record: PlanRecord, measure: str) -> Measure | None:
    today = record.plan.today(scene.now)
    given = [one for one in await measured(scene, record.id) if one.measure == measure and one.by is By.CLINICIAN]
    return next((one for one in reversed(given) if record.plan.today(one.at) == today), None)


async def _card(
    scene: Scene,
    record: PlanRecord,
    step: TotalStep,
    measure: str | None = None,
    value: float | None = None,
    *,
    replaced: bool = False,
) -> TotalCard:
    name = (await scene.uow.people.get(record.patient_id)).name
    return TotalCard(
        step=step,
        plan=record.id,
        name=name,
        offered=scene.protocol.totals,
        measure=measure,
        value=value,
        replaced=replaced,
    )

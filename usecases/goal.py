"""The patient has reached the goal: from then on it is about keeping what was built."""

from rehab.events import GoalMet
from rehab.messages.common import Said
from rehab.messages.invitations import PatientIn
from rehab.messages.plan import GoalCard
from rehab.permissions import Action
from rehab.timetable import offers_maintenance
from usecases.after import settle
from usecases.course import record_fact
from usecases.records import PlanRecord
from usecases.scene import RefusedError, Scene, own_plan, takes_reports


async def ask(scene: Scene) -> None:
    """Say what follows, and make sure."""
    await _near_the_goal(scene)
    await scene.show(GoalCard())


async def reached(scene: Scene) -> None:
    """Go over to maintenance with the position kept, and tell the clinician."""
    record = await _near_the_goal(scene)
    record = await settle(scene, await record_fact(scene, record, GoalMet(at=scene.now)), from_now=True)
    await scene.show(GoalCard(done=True))
    told = PatientIn(plan=record.id, name=scene.who.name, position=record.plan.position, goal=True)
    await scene.uow.outbox.send(record.attending, told)


async def _near_the_goal(scene: Scene) -> PlanRecord:
    """The plan, if it can go over to maintenance.

    Raises:
        RefusedError: if it takes no reports, or is not that far or in maintenance already.
    """
    record = takes_reports(await own_plan(scene, Action.REPORT))
    if not offers_maintenance(record.plan, scene.protocol):
        raise RefusedError(Said.CHANGED)
    return record

"""The clinician's approval of a stage that needs one: asked for as soon as nothing else is missing."""

from rehab.course import Course
from rehab.evidence import TrainingDay
from rehab.explain import missing
from rehab.messages.orders import ApprovalWanted, RatedDay
from rehab.plan import Status
from usecases.records import PlanRecord
from usecases.scene import Scene

APPROVAL = ("approval",)  # what holds a plan that waits for its clinician and for nothing else
DAYS = 5  # the latest training days, which the clinician is shown


def waits_for_approval(scene: Scene, record: PlanRecord, course: Course) -> bool:
    """Whether a plan has everything that its next stage needs but the clinician's approval."""
    if record.plan.approved or record.plan.status is not Status.ACTIVE:
        return False
    wanted, held_by = missing(record.plan, course.evidence, scene.protocol, scene.now)
    return held_by == APPROVAL and all(one.met for one in wanted)


async def ask_for_approval(scene: Scene, record: PlanRecord, course: Course) -> None:
    """Ask the clinician, once for every time that a plan climbs so far; their list of patients goes on saying it."""
    if not waits_for_approval(scene, record, course):
        return
    stage = record.plan.position.stage
    message = ApprovalWanted(
        plan=record.id,
        name=(await scene.uow.people.get(record.patient_id)).name,
        stage=stage + 1,
        test=scene.protocol.stage(stage).exit_test,
        days=tuple(_rated(day) for day in course.evidence.days[-DAYS:]),
    )
    await scene.uow.outbox.send(record.attending, message, key=f"approval:{record.id}:{record.plan.stage_since}")


def _rated(day: TrainingDay) -> RatedDay:
    after = day.answer.value if day.answer else None
    return RatedDay(day=day.day, before=day.baseline, during=day.worst_during, after=after)

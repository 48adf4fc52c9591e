"""Staying in touch: somebody who has fallen silent is asked once what gets in the way; much later the plan pauses."""

from rehab.course import Course
from rehab.events import Barrier, Obstacle, Pause
from rehab.messages.contact import CheckIn, PatientSilent, PausedForYou
from rehab.permissions import Action
from rehab.timetable import silence
from usecases.after import settle
from usecases.course import load, record_fact
from usecases.prompts.layout import lay_out, morning_of
from usecases.records import PlanRecord
from usecases.scene import Scene, own_plan
from usecases.telling import tell


async def keep_in_touch(scene: Scene, record: PlanRecord, course: Course) -> None:
    """Ask after some silent days, and pause the plan after many; each once, in the morning."""
    found = silence(record.plan, course.evidence, scene.protocol)
    if found is None:
        return
    if scene.now >= morning_of(record, found.pause_on):
        await _pause(scene, record, (found.pause_on - found.since).days)
    elif scene.now >= morning_of(record, found.ask_on):
        await tell(scene, record, _card(scene, record), key=f"check-in:{record.id}:{found.since}")


def _card(scene: Scene, record: PlanRecord, obstacle: Obstacle | None = None) -> CheckIn:
    daily = scene.protocol.stage(record.plan.position.stage).daily
    return CheckIn(obstacle=obstacle, daily=daily, fewer=record.preferences.fewer)


async def _pause(scene: Scene, record: PlanRecord, days: int) -> None:
    """The plan waits; both sides are told."""
    record = (await record_fact(scene, record, Pause(at=scene.now))).record
    await lay_out(scene, record, await load(scene, record))
    await tell(scene, record, PausedForYou(days=days), key=f"silent:{record.id}:{scene.now}")
    patient = await scene.uow.people.get(record.patient_id)
    await scene.uow.outbox.send(record.attending, PatientSilent(plan=record.id, name=patient.name, days=days))


async def named(scene: Scene, obstacle: Obstacle) -> None:
    """The patient says what gets in the way: it is kept for the clinician, and answered with what helps."""
    record = await own_plan(scene, Action.REPORT)
    outcome = await record_fact(scene, record, Barrier(at=scene.now, value=obstacle))
    record = await settle(scene, outcome)
    await scene.show(_card(scene, record, obstacle))

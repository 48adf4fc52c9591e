"""What is good to know, cold for ten minutes, and what was different before a flare."""

from datetime import timedelta

from rehab.events import NOTHING, Trigger
from rehab.messages.common import Said
from rehab.messages.learn import ColdCard, FlareChanged, LessonsCard
from rehab.permissions import Action
from usecases.after import settle
from usecases.course import record_fact
from usecases.prompts.layout import morning_after
from usecases.records import PlanRecord
from usecases.scene import RefusedError, Scene, own_plan
from usecases.telling import tell

COLD = timedelta(minutes=10)  # reference 000-06


async def show_all(scene: Scene) -> None:
    """All lessons, those that help while a flare settles first while one does."""
    record = await own_plan(scene, Action.VIEW_OWN_PLAN)
    await scene.show(_list(scene, record))


async def show(scene: Scene, lesson: str) -> None:
    """One lesson."""
    record = await own_plan(scene, Action.VIEW_OWN_PLAN)
    if lesson not in scene.protocol.education:
        raise RefusedError(Said.CHANGED)
    card = _list(scene, record)
    await scene.show(LessonsCard(lessons=card.lessons, in_flare=card.in_flare, opened=lesson))


def _list(scene: Scene, record: PlanRecord) -> LessonsCard:
    in_flare, lessons = record.plan.flare_since is not None, scene.protocol.education
    later = [name for name, lesson in lessons.items() if in_flare and not lesson.in_flare]
    return LessonsCard(lessons=(*[name for name in lessons if name not in later], *later), in_flare=in_flare)


async def begin_cold(scene: Scene) -> None:
    """Ten minutes from now the patient is told that they are over."""
    record = await own_plan(scene, Action.VIEW_OWN_PLAN)
    await scene.show(ColdCard())
    key = f"cold:{record.id}:{scene.now.isoformat(timespec='minutes')}"
    await scene.uow.outbox.send(record.patient_id, ColdCard(over=True), key=key, due_at=scene.now + COLD)


async def ask_what_changed(scene: Scene, record: PlanRecord) -> None:
    """The morning after a flare began, ask once what was different in the days before (reference 3.2)."""
    since = record.plan.flare_since
    if since is not None and scene.now >= morning_after(record, since):
        card = FlareChanged(choices=scene.protocol.flare.triggers)
        await tell(scene, record, card, key=f"flare-changed:{record.id}:{since}")


async def changed(scene: Scene, change: str) -> None:
    """The patient says what was different: it is kept for the clinician.

    Raises:
        RefusedError: if the protocol does not ask for it.
    """
    record = await own_plan(scene, Action.REPORT)
    if change not in {*scene.protocol.flare.triggers, NOTHING}:
        raise RefusedError(Said.CHANGED)
    await settle(scene, await record_fact(scene, record, Trigger(at=scene.now, value=change)))
    await scene.show(FlareChanged(trigger=change))

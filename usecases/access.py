"""The access log: every look at a patient is kept, and the administrator can read who looked at whom."""

from rehab.messages.clinic import AccessCard, AccessLine
from rehab.permissions import Action
from usecases.records import Access, PlanRecord, Sight
from usecases.scene import Scene

PAGE = 10


async def looked(scene: Scene, record: PlanRecord, what: Sight) -> None:
    """Keep that the one who asks looks at a patient; in the transaction in which it is shown."""
    await scene.uow.accesses.add(Access(plan_id=record.id, person_id=scene.who.id, what=what, at=scene.now))


async def show_accesses(scene: Scene, page: int = 0) -> None:
    """Who looked at whom, newest first."""
    scene.require(Action.READ_ACCESS_LOG)
    pages = max(1, -(-await scene.uow.accesses.count() // PAGE))
    page = min(page, pages - 1)
    lines = [await _line(scene, look) for look in await scene.uow.accesses.newest(PAGE, page * PAGE)]
    await scene.show(AccessCard(lines=tuple(lines), page=page, pages=pages))


async def _line(scene: Scene, look: Access) -> AccessLine:
    record, who = await scene.uow.plans.get(look.plan_id), await scene.uow.people.get(look.person_id)
    assert record is not None  # the row refers to it
    whom = await scene.uow.people.get(record.patient_id)
    return AccessLine(at=look.at, who=who.name, whom=whom.name, what=look.what)

"""Everything that is held of a patient, handed to them."""

import json
from datetime import timedelta

from rehab.messages.common import Said
from rehab.messages.privacy import MyDataFile
from rehab.permissions import Action
from usecases.course import load
from usecases.records import Person
from usecases.scene import RefusedError, Scene, own_plan
from usecases.views import chart

AGAIN_AFTER = timedelta(minutes=10)


async def send(scene: Scene) -> None:
    """The patient wants a copy: an archive, in their chat.

    Raises:
        RefusedError: if they have just been sent one: each takes the machine a while, and others wait behind it.
    """
    await own_plan(scene, Action.EXPORT)
    if await scene.uow.outbox.said_since(scene.who.id, MyDataFile.kind, scene.now - AGAIN_AFTER):
        raise RefusedError(Said.MYDATA_SENT)
    await scene.send(await data_of(scene, scene.who))


async def data_of(scene: Scene, person: Person) -> MyDataFile:
    """All that is held of a person as it stands now."""
    record = await scene.uow.plans.of_patient(person.id)
    return MyDataFile(
        at=scene.now,
        held=json.dumps(await scene.uow.holdings.of(person.id), ensure_ascii=False),
        clinic=await scene.uow.clinics.get(),
        chart=chart(scene, record, await load(scene, record)) if record else None,
    )

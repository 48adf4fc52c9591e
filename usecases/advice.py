"""A word of advice where a patient writes of something that their stage leaves out for now, such as stretching."""

from rehab.messages.safety import Tip
from rehab.permissions import Action
from rehab.plan import Status
from rehab.red_flags import mentioned
from usecases.scene import Scene, own_plan


async def given(scene: Scene, text: str) -> bool:
    """Whether a text was answered with advice: it speaks of what the patient's stage leaves out."""
    record = await own_plan(scene, Action.VIEW_OWN_PLAN)
    if record.plan.status is Status.DISCHARGED:
        return False
    avoid = scene.protocol.stage(record.plan.position.stage).avoid
    about = next((thing for thing in mentioned(text, scene.protocol) if thing in avoid), None)
    if about is None:
        return False
    await scene.send(Tip(about=about, clinic=await scene.uow.clinics.get()))
    return True

"""What this is, and whether the patient agrees to it."""

from dataclasses import replace

from rehab.messages.enrolment import EnrolStep
from usecases.consent import give
from usecases.enrol.draft import at, go
from usecases.scene import Scene


async def go_on(scene: Scene) -> None:
    """From the welcome to the consent."""
    draft, invitation = await at(scene, EnrolStep.WELCOME, EnrolStep.DECLINED)
    await go(scene, replace(draft, step=EnrolStep.CONSENT), invitation)


async def consent(scene: Scene) -> None:
    """The patient agrees: the very text is kept, with its version and time."""
    draft, invitation = await at(scene, EnrolStep.CONSENT)
    await give(scene)
    await go(scene, replace(draft, step=EnrolStep.SCREEN), invitation)


async def decline(scene: Scene) -> None:
    """The patient does not agree: nothing happens, and the way back stays open."""
    draft, invitation = await at(scene, EnrolStep.CONSENT)
    await go(scene, replace(draft, step=EnrolStep.DECLINED), invitation)

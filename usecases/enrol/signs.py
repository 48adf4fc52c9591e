"""The safety check before the plan begins, and danger that is named on the way."""

from dataclasses import replace
from typing import NoReturn

from rehab.messages.common import Said
from rehab.messages.enrolment import EnrolStep
from rehab.messages.staff import ScreenPositive
from rehab.red_flags import fastest_tier
from usecases.enrol.draft import at, card_of, draft_of, go, send_anew, terms_of
from usecases.flags import tell_what_to_do
from usecases.ports import Priority
from usecases.scene import RefusedError, Scene

AGREED = frozenset(EnrolStep) - {EnrolStep.WELCOME, EnrolStep.CONSENT, EnrolStep.DECLINED}


async def no_signs(scene: Scene) -> None:
    """None of the red flags: on to the time zone."""
    draft, invitation = await at(scene, EnrolStep.SCREEN, EnrolStep.SIGNS)
    await go(scene, replace(draft, step=EnrolStep.ZONE), invitation)


async def list_signs(scene: Scene) -> None:
    """One or more of them: which?"""
    draft, invitation = await at(scene, EnrolStep.SCREEN)
    await go(scene, replace(draft, step=EnrolStep.SIGNS), invitation)


async def sign(scene: Scene, flag: str) -> None:
    """A red flag before the plan began: it does not begin; the patient is told what to do, the clinician at once."""
    draft, invitation = await at(scene, EnrolStep.SIGNS)
    if flag not in scene.protocol.red_flags:
        raise RefusedError(Said.CHANGED)
    tier = fastest_tier((flag,), scene.protocol)
    await scene.uow.invitations.save(replace(invitation, revoked_at=scene.now))
    await scene.uow.dialogues.set(scene.who.id, None, scene.now)
    flagged = replace(draft, step=EnrolStep.FLAGGED)
    await scene.uow.outbox.edit(draft.card, await card_of(scene, flagged, invitation))
    await tell_what_to_do(scene, (flag,), tier)
    alert = ScreenPositive(name=terms_of(invitation).name, flags=(flag,), tier=tier, at=scene.now)
    await scene.uow.outbox.send(invitation.created_by or 0, alert, priority=Priority.URGENT)


async def something_is_wrong(scene: Scene) -> None:
    """Danger before there is a plan: once agreed, the signs are shown; before that, whom to ring.

    Raises:
        RefusedError: with whom to ring, if no enrolment is on its way.
    """
    draft = await draft_of(scene)
    if draft is None:
        await tell_whom_to_ring(scene)
    elif draft.step in AGREED:
        await send_anew(scene, replace(draft, step=EnrolStep.SIGNS))
    else:
        await send_anew(scene, draft, Said.RING_NOW)


async def tell_whom_to_ring(scene: Scene) -> NoReturn:
    """Somebody without a plan has nothing to stop, but must know whom to ring.

    Raises:
        RefusedError: always; these are its words.
    """
    clinic = await scene.clinic()
    raise RefusedError(Said.RING_NOW, {"phone": clinic.phone, "hours": clinic.hours, "emergency": clinic.emergency})

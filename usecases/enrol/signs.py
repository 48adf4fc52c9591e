"""The safety check before the plan begins, and danger that is named on the way."""

from dataclasses import replace
from datetime import timedelta
from typing import NoReturn

from rehab.days import local_day
from rehab.messages.alerts import ScreenPositive
from rehab.messages.common import Said
from rehab.messages.enrolment import EnrolStep
from rehab.red_flags import days_to_be_seen, fastest_tier, reportable
from usecases.enrol.draft import Draft, at, card_of, draft_of, go, send_anew, terms_of
from usecases.flags import tell_what_to_do
from usecases.ports import Priority
from usecases.records import Invitation
from usecases.scene import RefusedError, Scene

AGREED = frozenset(EnrolStep) - {EnrolStep.WELCOME, EnrolStep.CONSENT, EnrolStep.DECLINED}


async def no_signs(scene: Scene) -> None:
    """None of the red flags: on to the time zone."""
    draft, invitation = await at(scene, EnrolStep.SCREEN, EnrolStep.SIGNS, EnrolStep.LESSER_SIGNS)
    await go(scene, replace(draft, step=EnrolStep.ZONE), invitation)


async def list_signs(scene: Scene) -> None:
    """One or more of them: which?"""
    draft, invitation = await at(scene, EnrolStep.SCREEN, EnrolStep.LESSER_SIGNS)
    await go(scene, replace(draft, step=EnrolStep.SIGNS), invitation)


async def list_lesser_signs(scene: Scene) -> None:
    """None of the urgent ones: which of the others?"""
    draft, invitation = await at(scene, EnrolStep.SIGNS)
    await go(scene, replace(draft, step=EnrolStep.LESSER_SIGNS), invitation)


async def sign(scene: Scene, name: str) -> None:
    """A sign before the plan began: a red flag ends the enrolment, what is routine is noted for the clinician.

    Raises:
        RefusedError: if there is no such sign.
    """
    draft, invitation = await at(scene, EnrolStep.SIGNS, EnrolStep.LESSER_SIGNS)
    if name not in reportable(scene.protocol):
        raise RefusedError(Said.CHANGED)
    if name in scene.protocol.red_flags:
        await _flagged(scene, draft, invitation, name)
    else:
        noted = tuple(dict.fromkeys((*draft.noted, name)))
        await go(scene, replace(draft, step=EnrolStep.LESSER_SIGNS, noted=noted), invitation)


async def _flagged(scene: Scene, draft: Draft, invitation: Invitation, flag: str) -> None:
    """The plan does not begin; the patient is told what to do, the clinician at once."""
    tier = fastest_tier((flag,), scene.protocol)
    await scene.uow.invitations.save(replace(invitation, revoked_at=scene.now))
    await scene.uow.dialogues.set(scene.who.id, None, scene.now)
    flagged = replace(draft, step=EnrolStep.FLAGGED)
    await scene.uow.outbox.edit(draft.card, await card_of(scene, flagged, invitation), awaited=True)
    await tell_what_to_do(scene, (flag,), tier)
    terms = terms_of(invitation)
    alert = ScreenPositive(
        name=terms.name,
        flags=(flag,),
        tier=tier,
        at=scene.now,
        see_by=local_day(scene.now, scene.zone) + timedelta(days=days_to_be_seen((flag,), scene.protocol)),
        phone=terms.phone,
    )
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

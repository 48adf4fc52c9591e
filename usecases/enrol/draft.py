"""An enrolment on its way: its draft, the card that shows it, and the way back to it."""

from dataclasses import dataclass, field, replace

from pydantic import TypeAdapter

from rehab.messages.common import Said
from rehab.messages.enrolment import Enrol, EnrolStep
from rehab.red_flags import listed
from rehab.timetable import Preferences
from usecases.records import Dialogue, Invitation, InvitationState, PatientTerms
from usecases.scene import RefusedError, Scene

STEP = "enrol"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An enrolment on its way."""

    invitation: int
    card: int
    step: EnrolStep
    zone: str
    cities: tuple[tuple[str, str], ...] = ()
    noted: tuple[str, ...] = ()  # routine signs, injections, surgery
    preferences: Preferences = field(default_factory=Preferences)


DRAFT: TypeAdapter[Draft] = TypeAdapter(Draft)


class InvitationRefusedError(Exception):
    """The link does not open. Why is not said, so that nothing leaks."""


async def draft_of(scene: Scene) -> Draft | None:
    """The asking person's enrolment, if one is on its way."""
    dialogue = await scene.uow.dialogues.get(scene.who.id)
    return DRAFT.validate_python(dialogue.data["draft"]) if dialogue and dialogue.step == STEP else None


async def at(scene: Scene, *steps: EnrolStep) -> tuple[Draft, Invitation]:
    """The draft, if it is at one of these steps.

    Raises:
        RefusedError: if the card has moved on, or there is no enrolment.
    """
    draft = await draft_of(scene)
    if draft is None:
        raise RefusedError(Said.GONE if scene.who.roles else Said.NO_PLAN)
    invitation = await _open_still(scene, draft)
    if draft.step not in steps:
        raise RefusedError(Said.CHANGED)
    return draft, invitation


async def _open_still(scene: Scene, draft: Draft) -> Invitation:
    """The invitation of a draft.

    Raises:
        RefusedError: if it has expired or was taken back meanwhile.
    """
    invitation = await scene.uow.invitations.get(draft.invitation)
    if invitation is None or not is_open(scene, invitation):
        raise RefusedError(Said.LINK_OVER)
    return invitation


def is_open(scene: Scene, invitation: Invitation) -> bool:
    """Whether a patient can still begin by it: not used, in time, and made under the protocol that is followed now."""
    terms = invitation.terms
    pending = invitation.state(scene.now) is InvitationState.PENDING
    return pending and terms is not None and terms.protocol == scene.protocol.id


async def keep(scene: Scene, draft: Draft) -> None:
    """Keep a draft, so that any process can take the next answer."""
    data = {"draft": DRAFT.dump_python(draft, mode="json")}
    await scene.uow.dialogues.set(scene.who.id, Dialogue(STEP, data), scene.now)


async def go(scene: Scene, draft: Draft, invitation: Invitation) -> None:
    """Keep a draft at its step and show it."""
    await keep(scene, draft)
    await scene.uow.outbox.edit(draft.card, await card_of(scene, draft, invitation), awaited=True)


async def card_of(scene: Scene, draft: Draft, invitation: Invitation) -> Enrol:
    """The card of a draft at its step."""
    clinician = await scene.uow.people.get(invitation.created_by) if invitation.created_by else None
    return Enrol(
        step=draft.step,
        clinic=await scene.clinic(),
        clinician=clinician.name if clinician else "",
        now=scene.now,
        zone=draft.zone,
        cities=draft.cities if draft.step is EnrolStep.CITIES else (),
        daily=scene.protocol.stage(terms_of(invitation).stage).daily,
        signs=_signs(scene, draft.step, terms_of(invitation)),
        noted=draft.noted if draft.step is EnrolStep.LESSER_SIGNS else (),
        blocks=draft.preferences.blocks,
        loading=draft.preferences.loading,
    )


def _signs(scene: Scene, step: EnrolStep, terms: PatientTerms) -> tuple[str, ...]:
    """The signs to choose from; of an injection or surgery that the clinician knows of nobody is asked again."""
    if step not in {EnrolStep.SIGNS, EnrolStep.LESSER_SIGNS}:
        return ()
    known = scene.protocol.treatments if terms.surgery_or_injection else {}
    signs = listed(scene.protocol, slower=step is EnrolStep.LESSER_SIGNS)
    return tuple(sign for sign in signs if sign not in known)


def terms_of(invitation: Invitation) -> PatientTerms:
    """What the clinician said of the patient.

    Raises:
        InvitationRefusedError: if it is no patient's invitation.
    """
    if invitation.terms is None:
        raise InvitationRefusedError
    return invitation.terms


async def show_again(scene: Scene, hint: Said | None = None) -> None:
    """Show the card anew at its step, perhaps with a word above it, to somebody who has lost sight of it.

    Raises:
        RefusedError: if no enrolment is on its way, or its link is over.
    """
    draft = await draft_of(scene)
    if draft is None:
        raise RefusedError(Said.NO_PLAN)
    await send_anew(scene, draft, hint)


async def send_anew(scene: Scene, draft: Draft, hint: Said | None = None) -> None:
    """Show a draft on a new card; the one before is taken away, so that there is only one to press on."""
    invitation = await _open_still(scene, draft)
    if draft.card:
        await scene.uow.outbox.delete(draft.card)
    card = replace(await card_of(scene, draft, invitation), hint=hint)
    await keep(scene, replace(draft, card=await scene.send(card)))

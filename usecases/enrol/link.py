"""Opening a patient's link: a first time, again, or on a new phone."""

from dataclasses import replace

from rehab.messages.enrolment import EnrolStep, LinkedAgain
from rehab.messages.invitations import PatientIn
from rehab.messages.safety import MovedAway
from rehab.permissions import Role
from rehab.plan import Status
from usecases.enrol.draft import Draft, InvitationRefusedError, draft_of, is_open, send_anew
from usecases.records import Invitation, InvitationState, Person
from usecases.scene import Scene


async def open_link(scene: Scene, invitation: Invitation, name: str) -> None:
    """Open a patient's invitation: begin, go on where it was left, or link a new phone to the plan.

    Raises:
        InvitationRefusedError: if it is not for this account, or no more.
    """
    if invitation.plan_id is not None:
        await _link_again(scene, invitation)
        return
    if not _may_open(invitation, scene.actor, scene) or not await _is_free(scene):
        raise InvitationRefusedError  # before anything is kept of whoever found somebody else's link
    person = scene.actor or await scene.met(name)
    if invitation.used_by is None:
        await scene.uow.invitations.save(replace(invitation, used_by=person.id))
    await _begin_or_go_on(scene.as_actor(person), invitation)


def _may_open(invitation: Invitation, known: Person | None, scene: Scene) -> bool:
    return is_open(scene, invitation) and invitation.used_by in {None, known.id if known else None}


async def _is_free(scene: Scene) -> bool:
    """Whether the one who asks has no part in the clinic yet; a patient whose plan has ended may begin again."""
    known = scene.actor
    if known is None or not known.roles:
        return True
    record = await scene.uow.plans.of_patient(known.id)
    return known.roles == {Role.PATIENT} and record is not None and record.plan.status is Status.DISCHARGED


async def _begin_or_go_on(scene: Scene, invitation: Invitation) -> None:
    """The link may be opened as often as it takes until the plan has begun; nothing is asked twice."""
    draft = await draft_of(scene)
    if draft is None or draft.invitation != invitation.id:
        card = draft.card if draft else 0
        draft = Draft(invitation=invitation.id, card=card, step=EnrolStep.WELCOME, zone=scene.clinic_zone)
    await send_anew(scene, draft)


async def _link_again(scene: Scene, invitation: Invitation) -> None:
    """A new phone: from now on the plan is answered from this chat; the old one is told."""
    record = await scene.uow.plans.get(invitation.plan_id or 0)
    usable = invitation.state(scene.now) is InvitationState.PENDING
    known = scene.actor
    if record is None or not usable or (known is not None and known.roles and known.id != record.patient_id):
        raise InvitationRefusedError
    before = await scene.uow.people.move_to_chat(record.patient_id, scene.chat_id)
    await scene.uow.invitations.save(replace(invitation, used_at=scene.now, used_by=record.patient_id))
    clinic = await scene.clinic()
    if before is not None and before != scene.chat_id:
        await scene.uow.outbox.send_to_chat(before, MovedAway(clinic=clinic), language=scene.language)
    linked = LinkedAgain(position=record.plan.position, clinic=clinic)
    await scene.uow.outbox.send(record.patient_id, linked)
    patient = await scene.uow.people.get(record.patient_id)
    told = PatientIn(plan=record.id, name=patient.name, position=record.plan.position, again=True)
    await scene.uow.outbox.send(record.attending, told)

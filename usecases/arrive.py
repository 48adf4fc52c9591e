"""Somebody presses START, with or without a code: administrators, clinicians and patients come in here."""

from dataclasses import replace

from rehab.messages.clinic import StaffHome
from rehab.messages.common import Help, InvitationRefused, Menu, Stranger
from rehab.permissions import Action, Role
from usecases.clinic import ask_for_clinic
from usecases.enrol import InvitationRefusedError, draft_of, open_link, show_again
from usecases.ports import Priority
from usecases.records import Invitation, InvitationState, Person
from usecases.scene import NotAllowedError, Scene

STAFF = frozenset({Role.ADMINISTRATOR, Role.CLINICIAN})


async def start(scene: Scene, code: str, name: str) -> None:
    """START, perhaps with the code of an invitation."""
    if not code:
        await _without_code(scene)
        return
    try:
        await _open(scene, await _invitation(scene, code), name)
    except InvitationRefusedError:
        await _say(scene, InvitationRefused())


async def _invitation(scene: Scene, code: str) -> Invitation:
    """The invitation that a code opens.

    Raises:
        InvitationRefusedError: if there is none; and after a few such codes for a while whatever the code, or it could
            be guessed by going on.
    """
    if not await scene.uow.guesses.may(scene.chat_id):
        raise InvitationRefusedError
    if (found := await scene.uow.invitations.by_code(code)) is None:
        await scene.uow.guesses.wrong(scene.chat_id)
        raise InvitationRefusedError
    return found


async def _open(scene: Scene, invitation: Invitation, name: str) -> None:
    if invitation.role is Role.PATIENT:
        await open_link(scene, invitation, name)
    else:
        await _join(scene, invitation, name)


async def _without_code(scene: Scene) -> None:
    """START alone: whoever is known finds their place again."""
    if scene.actor is not None and await draft_of(scene) is not None:
        await show_again(scene)
    elif scene.actor is None or not scene.actor.roles:
        await _say(scene, Stranger())
    elif scene.actor.roles & STAFF:
        await show_home(scene)
    else:
        await scene.send(await help_for(scene))


async def _say(scene: Scene, message: Stranger | InvitationRefused) -> None:
    """Say something to somebody who may not be known."""
    if scene.actor is not None:
        await scene.send(message)
    else:
        await scene.uow.outbox.send_to_chat(scene.chat_id, message, language=scene.language)


async def help_for(scene: Scene) -> Help:
    """What the one who asks can do here."""
    roles = scene.actor.roles if scene.actor else frozenset()
    return Help(
        patient=Role.PATIENT in roles,
        clinician=Role.CLINICIAN in roles,
        administrator=Role.ADMINISTRATOR in roles,
        clinic=await scene.uow.clinics.get(),
    )


async def _join(scene: Scene, invitation: Invitation, name: str) -> None:
    """A clinician or the administrator comes in; the code is used up.

    Raises:
        InvitationRefusedError: if the code is not good any more, or belongs to somebody else.
    """
    known = scene.actor
    if invitation.state(scene.now) is not InvitationState.PENDING or (known and Role.PATIENT in known.roles):
        raise InvitationRefusedError
    if invitation.role is Role.ADMINISTRATOR and await scene.uow.people.with_role(Role.ADMINISTRATOR):
        raise InvitationRefusedError
    person = known or await scene.met(name)
    person = replace(person, roles=person.roles | {invitation.role})
    await _changed_roles(scene, person)
    await scene.uow.invitations.save(replace(invitation, used_at=scene.now, used_by=person.id))
    await _greet(scene.as_actor(person), invitation)


async def _changed_roles(scene: Scene, person: Person) -> None:
    """Keep somebody's roles and give them the menu that goes with these."""
    await scene.uow.people.save(person)
    await scene.uow.outbox.menu(person.id, Menu(roles=tuple(sorted(person.roles))))


async def _greet(scene: Scene, invitation: Invitation) -> None:
    if invitation.role is Role.ADMINISTRATOR and await scene.uow.clinics.get() is None:
        await ask_for_clinic(scene)
        return
    await show_home(scene)
    if invitation.created_by is not None and invitation.created_by != scene.who.id:
        home = await _home(scene)
        await scene.uow.outbox.send(invitation.created_by, replace(home, joined=True), priority=Priority.REPLY)


async def show_home(scene: Scene) -> None:
    """Where a clinician or administrator starts.

    Raises:
        NotAllowedError: if the one who asks is neither.
    """
    if not scene.who.roles & STAFF:
        raise NotAllowedError
    await scene.show(await _home(scene))


async def _home(scene: Scene) -> StaffHome:
    clinic = await scene.uow.clinics.get()
    plans = [one for one in await scene.uow.plans.of_clinician(scene.who.id) if not one.plan.discharged]
    alerts = [alert for plan in plans for alert in await scene.uow.alerts.unresolved(plan.id)]
    return StaffHome(
        name=scene.who.name,
        clinic=clinic.name if clinic else None,
        clinician=scene.who.is_a(Role.CLINICIAN),
        administrator=scene.who.is_a(Role.ADMINISTRATOR),
        patients=len(plans),
        alerts=len(alerts),
    )


async def also_treat(scene: Scene) -> None:
    """The administrator of a small clinic treats patients as well."""
    who = scene.require(Action.INVITE_CLINICIAN)
    person = replace(who, roles=who.roles | {Role.CLINICIAN})
    await _changed_roles(scene, person)
    await show_home(scene.as_actor(person))

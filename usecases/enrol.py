"""From the link to the first plan card: what this is, consent, red flags, time zone, session times.

The draft is a dialogue row, so every step survives a restart and any process can take the next answer. The link is
bound to the first account that opens it, and used up when the plan begins.
"""

from dataclasses import dataclass, field, replace
from datetime import time
from typing import Any

from pydantic import TypeAdapter

from rehab.messages.common import Said
from rehab.messages.enrolment import Enrol, EnrolStep, LinkedAgain
from rehab.messages.safety import MovedAway
from rehab.messages.staff import PatientIn, ScreenPositive
from rehab.permissions import Role
from rehab.plan import Position, begin, zone_of
from rehab.red_flags import fastest_tier
from rehab.timetable import Preferences
from usecases.course import begin_chain, load
from usecases.flags import tell_what_to_do
from usecases.ports import Priority
from usecases.prompts.layout import lay_out
from usecases.records import (
    Consent,
    Dialogue,
    Invitation,
    InvitationState,
    PatientTerms,
    Person,
    PlanRecord,
)
from usecases.scene import RefusedError, Scene
from usecases.settings import BLOCK_CHOICES, LOADING_CHOICES, checked_blocks
from usecases.views import plan_card

STEP = "enrol"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An enrolment on its way."""

    invitation: int
    card: int
    step: EnrolStep
    zone: str
    preferences: Preferences = field(default_factory=Preferences)


DRAFT: TypeAdapter[Draft] = TypeAdapter(Draft)


class InvitationRefusedError(Exception):
    """The link does not open. Why is not said, so that nothing leaks."""


# --- opening a link --------------------------------------------------------------------------------------------------


async def open_link(scene: Scene, invitation: Invitation, name: str) -> None:
    """Open a patient's invitation: begin, go on where it was left, or link a new phone to the plan.

    Raises:
        InvitationRefusedError: if it is not for this account, or no more.
    """
    if invitation.plan_id is not None:
        await _link_again(scene, invitation)
        return
    person = scene.actor or await _met(scene, name)
    scene = scene.as_actor(person)
    if person.roles or not _may_open(invitation, person.id, scene):
        raise InvitationRefusedError
    if invitation.used_by is None:
        await scene.uow.invitations.save(replace(invitation, used_by=person.id))
    await _welcome(scene, invitation)


async def _met(scene: Scene, name: str) -> Person:
    people = scene.uow.people
    return await people.add(chat_id=scene.chat_id, name=name, language=scene.language, now=scene.now)


def _may_open(invitation: Invitation, person_id: int, scene: Scene) -> bool:
    pending = invitation.state(scene.now) is InvitationState.PENDING
    return pending and invitation.used_by in {None, person_id}


async def _welcome(scene: Scene, invitation: Invitation) -> None:
    """Begin, or begin again: the link may be opened as often as it takes until the plan has begun."""
    draft = Draft(invitation=invitation.id, card=0, step=EnrolStep.WELCOME, zone=scene.clinic_zone)
    card = await scene.send(await _card(scene, draft, invitation))
    await _keep(scene, replace(draft, card=card))


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
    await scene.uow.outbox.send(record.clinician_id, told)


# --- one step after the other ----------------------------------------------------------------------------------------


async def draft_of(scene: Scene) -> Draft | None:
    """The asking person's enrolment, if one is on its way."""
    dialogue = await scene.uow.dialogues.get(scene.who.id)
    return DRAFT.validate_python(dialogue.data["draft"]) if dialogue and dialogue.step == STEP else None


async def _at(scene: Scene, *steps: EnrolStep) -> tuple[Draft, Invitation]:
    """The draft, if it is at one of these steps.

    Raises:
        RefusedError: if the card has moved on, or there is no enrolment.
    """
    draft = await draft_of(scene)
    invitation = await scene.uow.invitations.get(draft.invitation) if draft else None
    if draft is None or invitation is None:
        raise RefusedError(Said.GONE)
    if invitation.state(scene.now) is not InvitationState.PENDING:
        raise RefusedError(Said.GONE)
    if draft.step not in steps:
        raise RefusedError(Said.CHANGED)
    return draft, invitation


async def _keep(scene: Scene, draft: Draft) -> None:
    data = {"draft": DRAFT.dump_python(draft, mode="json")}
    await scene.uow.dialogues.set(scene.who.id, Dialogue(STEP, data), scene.now)


async def _go(scene: Scene, draft: Draft, invitation: Invitation, **more: Any) -> None:  # noqa: ANN401
    """Keep a draft at its step and show it."""
    await _keep(scene, draft)
    await scene.uow.outbox.edit(draft.card, replace(await _card(scene, draft, invitation), **more))


async def _card(scene: Scene, draft: Draft, invitation: Invitation) -> Enrol:
    clinician = await scene.uow.people.get(invitation.created_by) if invitation.created_by else None
    terms = _terms(invitation)
    return Enrol(
        step=draft.step,
        clinic=await scene.clinic(),
        clinician=clinician.name if clinician else "",
        now=scene.now,
        zone=draft.zone,
        daily=scene.protocol.stage(terms.stage).daily,
        signs=tuple(scene.protocol.red_flags) if draft.step is EnrolStep.SIGNS else (),
        blocks=draft.preferences.blocks,
        loading=draft.preferences.loading,
    )


def _terms(invitation: Invitation) -> PatientTerms:
    if invitation.terms is None:
        raise InvitationRefusedError
    return invitation.terms


async def show_again(scene: Scene) -> None:
    """Show the card anew at its step, for somebody who has lost sight of it."""
    draft = await draft_of(scene)
    invitation = await scene.uow.invitations.get(draft.invitation) if draft else None
    if draft is None or invitation is None:
        raise RefusedError(Said.GONE)
    await scene.uow.outbox.delete(draft.card)
    await _keep(scene, replace(draft, card=await scene.send(await _card(scene, draft, invitation))))


async def go_on(scene: Scene) -> None:
    """From the welcome to the consent."""
    draft, invitation = await _at(scene, EnrolStep.WELCOME, EnrolStep.DECLINED)
    await _go(scene, replace(draft, step=EnrolStep.CONSENT), invitation)


async def consent(scene: Scene) -> None:
    """The patient agrees: the very text is kept, with its version and time."""
    draft, invitation = await _at(scene, EnrolStep.CONSENT)
    clinic = await scene.clinic()
    shown = {"clinic": clinic.name, "emergency": clinic.emergency}
    given = scene.texts.consent(scene.who.language, shown)
    kept = Consent(
        person_id=scene.who.id,
        version=given.version,
        language=given.language,
        text=given.text,
        agreed_at=scene.now,
    )
    await scene.uow.consents.add(kept)
    await _go(scene, replace(draft, step=EnrolStep.SCREEN), invitation)


async def decline(scene: Scene) -> None:
    """The patient does not agree: nothing happens, and the way back stays open."""
    draft, invitation = await _at(scene, EnrolStep.CONSENT)
    await _go(scene, replace(draft, step=EnrolStep.DECLINED), invitation)


async def no_signs(scene: Scene) -> None:
    """None of the red flags: on to the time zone."""
    draft, invitation = await _at(scene, EnrolStep.SCREEN, EnrolStep.SIGNS)
    await _go(scene, replace(draft, step=EnrolStep.ZONE), invitation)


async def list_signs(scene: Scene) -> None:
    """One or more of them: which?"""
    draft, invitation = await _at(scene, EnrolStep.SCREEN)
    await _go(scene, replace(draft, step=EnrolStep.SIGNS), invitation)


async def sign(scene: Scene, flag: str) -> None:
    """A red flag before the plan began: it does not begin; the patient is told what to do, the clinician at once."""
    draft, invitation = await _at(scene, EnrolStep.SIGNS)
    if flag not in scene.protocol.red_flags:
        raise RefusedError(Said.CHANGED)
    tier = fastest_tier((flag,), scene.protocol)
    await scene.uow.invitations.save(replace(invitation, revoked_at=scene.now))
    await scene.uow.dialogues.set(scene.who.id, None, scene.now)
    flagged = replace(draft, step=EnrolStep.FLAGGED)
    await scene.uow.outbox.edit(draft.card, await _card(scene, flagged, invitation))
    await tell_what_to_do(scene, (flag,), tier)
    alert = ScreenPositive(name=_terms(invitation).name, flags=(flag,), tier=tier, at=scene.now)
    await scene.uow.outbox.send(invitation.created_by or 0, alert, priority=Priority.URGENT)


async def ask_city(scene: Scene) -> None:
    """Another zone than the clinic's: which city?"""
    draft, invitation = await _at(scene, EnrolStep.ZONE, EnrolStep.CITIES)
    await _go(scene, replace(draft, step=EnrolStep.CITY), invitation)


async def offer_cities(scene: Scene, cities: tuple[tuple[str, str], ...]) -> None:
    """Show what a typed city may mean; a single match is proposed by its local time.

    Raises:
        RefusedError: if no city was found.
    """
    draft, invitation = await _at(scene, EnrolStep.CITY, EnrolStep.CITIES, EnrolStep.ZONE)
    if not cities:
        raise RefusedError(Said.CITY_UNKNOWN)
    if len(cities) == 1:
        await _go(scene, replace(draft, step=EnrolStep.ZONE, zone=cities[0][1]), invitation)
    else:
        await _go(scene, replace(draft, step=EnrolStep.CITIES), invitation, cities=cities)


async def pick_zone(scene: Scene, zone: str) -> None:
    """One of the cities: its zone is proposed by its local time."""
    draft, invitation = await _at(scene, EnrolStep.CITIES)
    zone_of(zone)
    await _go(scene, replace(draft, step=EnrolStep.ZONE, zone=zone), invitation)


async def zone_is_right(scene: Scene) -> None:
    """The local time shown is right: on to the session times."""
    draft, invitation = await _at(scene, EnrolStep.ZONE)
    await _go(scene, replace(draft, step=EnrolStep.TIMES), invitation)


async def other_times(scene: Scene) -> None:
    """Other session times: choose, or type."""
    draft, invitation = await _at(scene, EnrolStep.TIMES)
    await _go(scene, replace(draft, step=EnrolStep.OWN_TIMES), invitation)


async def choose_times(scene: Scene, number: int) -> None:
    """One of the choices, counted from 0; it ends the enrolment."""
    draft, invitation = await _at(scene, EnrolStep.OWN_TIMES)
    daily = scene.protocol.stage(_terms(invitation).stage).daily
    choices = BLOCK_CHOICES if daily else LOADING_CHOICES
    if not 0 <= number < len(choices):
        raise RefusedError(Said.CHANGED)
    preferences = _with_times(draft.preferences, BLOCK_CHOICES[number] if daily else (LOADING_CHOICES[number],), daily)
    await _finish(scene, replace(draft, preferences=preferences), invitation)


async def typed_times(scene: Scene, times: tuple[time, ...]) -> None:
    """Times that were typed; they end the enrolment.

    Raises:
        RefusedError: if they cannot be used.
    """
    draft, invitation = await _at(scene, EnrolStep.OWN_TIMES, EnrolStep.TIMES)
    daily = scene.protocol.stage(_terms(invitation).stage).daily
    if not times or (not daily and len(times) != 1):
        raise RefusedError(Said.TIMES_UNREADABLE)
    preferences = _with_times(draft.preferences, checked_blocks(times) if daily else times, daily)
    await _finish(scene, replace(draft, preferences=preferences), invitation)


def _with_times(preferences: Preferences, times: tuple[time, ...], daily: bool) -> Preferences:  # noqa: FBT001
    return replace(preferences, blocks=times) if daily else replace(preferences, loading=times[0])


async def times_suit(scene: Scene) -> None:
    """The times shown suit: the plan begins."""
    draft, invitation = await _at(scene, EnrolStep.TIMES)
    await _finish(scene, draft, invitation)


# --- the plan begins -------------------------------------------------------------------------------------------------


async def _finish(scene: Scene, draft: Draft, invitation: Invitation) -> None:
    """Begin the plan, lay out what is left of today, show the first card, tell the clinician: in one transaction."""
    terms = _terms(invitation)
    patient = replace(scene.who, name=terms.name, roles=frozenset({Role.PATIENT}), zone=draft.zone)
    await scene.uow.people.save(patient)
    await scene.uow.invitations.save(replace(invitation, used_at=scene.now, used_by=patient.id))
    await scene.uow.dialogues.set(patient.id, None, scene.now)
    record = await _begun(scene, draft, invitation)
    course = await load(scene, record)
    record = await lay_out(scene, record, course, from_now=True)
    finished = replace(draft, step=EnrolStep.FINISHED)
    await scene.uow.outbox.edit(draft.card, await _card(scene, finished, invitation))
    await scene.uow.outbox.send(patient.id, await plan_card(scene, record, course, first=True))
    told = PatientIn(plan=record.id, name=terms.name, position=record.plan.position)
    await scene.uow.outbox.send(record.clinician_id, told)


async def _begun(scene: Scene, draft: Draft, invitation: Invitation) -> PlanRecord:
    terms = _terms(invitation)
    plan = begin(
        zone=draft.zone,
        at=scene.now,
        position=Position(terms.stage, terms.level),
        baseline_pain=terms.baseline_pain,
        programme_start_pain=terms.baseline_pain,
        sport_goal=terms.sport_goal,
    )
    assert invitation.created_by is not None
    record = PlanRecord(
        id=scene.uow.new_id(),
        patient_id=scene.who.id,
        clinician_id=invitation.created_by,
        side=terms.side,
        plan=plan,
        preferences=draft.preferences,
        protocol_id=scene.protocol.id,
        protocol_version=scene.protocol.version,
        next_at=scene.now,
        created_at=scene.now,
    )
    await scene.uow.plans.add(record)
    await begin_chain(scene, record)
    return record

"""The plan begins."""

from dataclasses import replace

from rehab.messages.enrolment import EnrolStep
from rehab.messages.invitations import PatientIn
from rehab.permissions import Role
from rehab.plan import Position, begin
from rehab.protocol import Care
from usecases.course import begin_chain, load
from usecases.enrol.draft import Draft, card_of, terms_of
from usecases.flags import notice
from usecases.prompts.layout import lay_out
from usecases.records import CoverState, Invitation, PlanRecord
from usecases.scene import Scene
from usecases.treatment import awaiting, treated
from usecases.views import plan_card


async def begin_plan(scene: Scene, draft: Draft, invitation: Invitation) -> None:
    """Begin the plan, lay out what is left of today, show the first card, tell the clinician: in one transaction."""
    terms = terms_of(invitation)
    patient = replace(scene.who, name=terms.name, phone=terms.phone, roles=frozenset({Role.PATIENT}), zone=draft.zone)
    await scene.uow.people.save(patient)
    await scene.uow.invitations.save(replace(invitation, used_at=scene.now, used_by=patient.id))
    await scene.uow.dialogues.set(patient.id, None, scene.now)
    record = await _begun(scene, draft, invitation)
    course = await load(scene, record)
    record = await lay_out(scene, record, course, from_now=True)
    finished = replace(draft, step=EnrolStep.FINISHED)
    await scene.uow.outbox.edit(draft.card, await card_of(scene, finished, invitation), awaited=True)
    await scene.uow.outbox.send(patient.id, await plan_card(scene, record, course, first=True))
    told = PatientIn(plan=record.id, name=terms.name, position=record.plan.position)
    await scene.uow.outbox.send(record.attending, told)
    await _as_noted(scene, record, draft.noted)


async def _as_noted(scene: Scene, record: PlanRecord, noted: tuple[str, ...]) -> None:
    """What the safety check has noted: the clinician is told, and the plan begins held or waits for them."""
    if routine := tuple(name for name in noted if name in scene.protocol.routine_signs):
        record = await notice(scene, record, routine)
    for what in (Care(name) for name in noted if name in scene.protocol.treatments):
        record = await treated(scene, record, what)
        await scene.send(await awaiting(scene, what))


async def _begun(scene: Scene, draft: Draft, invitation: Invitation) -> PlanRecord:
    terms = terms_of(invitation)
    plan = begin(
        zone=draft.zone,
        at=scene.now,
        position=Position(terms.stage, terms.level),
        baseline_pain=terms.baseline_pain,
        programme_start_pain=terms.baseline_pain,
        sport_goal=terms.sport_goal,
    )
    assert invitation.created_by is not None
    cover = await scene.uow.covers.live_of(invitation.created_by)
    record = PlanRecord(
        id=scene.uow.new_id(),
        patient_id=scene.who.id,
        clinician_id=invitation.created_by,
        cover_id=cover.colleague_id if cover and cover.state is CoverState.ACTIVE else None,
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

"""What a clinician looks at: their patients, one of them, the timeline, the chart."""

from datetime import timedelta

from rehab.course import Course
from rehab.engine import AlertKind
from rehab.evidence import adherence
from rehab.explain import explained, missing
from rehab.messages.staff import (
    ChartPicture,
    PatientCard,
    PatientLine,
    PatientsCard,
    TimelineCard,
    TimelineLine,
)
from rehab.permissions import Action
from rehab.plan import Status
from usecases.alerts import beside_alerts
from usecases.course import decisions, load
from usecases.records import EntryKind, PlanRecord
from usecases.scene import Scene, plan_cared_for
from usecases.timeline import line_of
from usecases.views import chart, week

PAGE = 8
TIMELINE_PAGE = 10
WEEK = timedelta(days=7)


async def show_patients(scene: Scene, page: int = 0) -> None:
    """The clinician's patients: those with urgent alerts first, then those with others, then the rest by name."""
    who = scene.require(Action.LIST_PATIENTS)
    records = [r for r in await scene.uow.plans.of_clinician(who.id) if r.plan.status is not Status.DISCHARGED]
    lines = [await patient_line(scene, record, await load(scene, record)) for record in records]
    lines.sort(key=lambda line: (not line.urgent, line.alerts == 0, line.name.lower()))
    pages = max(1, -(-len(lines) // PAGE))
    page = min(max(page, 0), pages - 1)
    await scene.show(PatientsCard(lines=tuple(lines[page * PAGE : (page + 1) * PAGE]), page=page, pages=pages))


async def patient_line(scene: Scene, record: PlanRecord, course: Course) -> PatientLine:
    """One patient in a few figures."""
    patient = await scene.uow.people.get(record.patient_id)
    alerts = await scene.uow.alerts.unresolved(record.id)
    share = _adherence(scene, record, course)
    ratings = course.evidence.ratings
    return PatientLine(
        plan=record.id,
        name=patient.name,
        position=record.plan.position,
        status=record.plan.status,
        adherence=share,
        latest=ratings[-1].value if ratings else None,
        alerts=len(alerts),
        urgent=any(alert.kind is AlertKind.URGENT for alert in alerts),
    )


def _adherence(scene: Scene, record: PlanRecord, course: Course) -> int | None:
    today = record.plan.today(scene.now)
    entries = [e for e in course.evidence.logged if today - WEEK < e.day <= today and not record.plan.paused_at(e.at)]
    share = adherence(entries)
    return None if share is None else round(float(share) * 100)


async def show_patient(scene: Scene, plan_id: int) -> None:
    """One patient: where they stand, what was decided last, what is missing, what can be done."""
    record = await plan_cared_for(scene, plan_id, Action.VIEW_PATIENT)
    scene = await beside_alerts(scene, record)
    await scene.show(await patient_card(scene, record))


async def patient_card(scene: Scene, record: PlanRecord) -> PatientCard:
    """A patient's card."""
    plan, course = record.plan, await load(scene, record)
    patient = await scene.uow.people.get(record.patient_id)
    made = await decisions(scene, record.id)
    wanted, _ = missing(plan, course.evidence, scene.protocol, scene.now)
    alerts = await scene.uow.alerts.unresolved(record.id)
    return PatientCard(
        line=await patient_line(scene, record, course),
        side=record.side,
        since=plan.programme_since,
        stage_since=plan.stage_since,
        level_since=plan.level_since,
        held=plan.held,
        approved=plan.stage_4_approved,
        sport_goal=plan.sport_goal,
        needs_approval=plan.sport_goal and not plan.stage_4_approved,
        reduced=plan.reduced_dose,
        decision=explained(made[-1]) if made else None,
        missing=wanted,
        reachable=patient.reachable,
        alerts=tuple((alert.id, alert.kind.value, alert.rule) for alert in alerts),
    )


async def show_timeline(scene: Scene, plan_id: int, page: int = 0) -> None:
    """What happened to a patient, newest first."""
    record = await plan_cared_for(scene, plan_id, Action.VIEW_PATIENT)
    entries = await scene.uow.journal.entries(record.id, EntryKind.EVENT, EntryKind.DECISION, EntryKind.CORRECTION)
    lines: list[TimelineLine] = [line for entry in reversed(entries) if (line := line_of(entry)) is not None]
    pages = max(1, -(-len(lines) // TIMELINE_PAGE))
    page = min(max(page, 0), pages - 1)
    patient = await scene.uow.people.get(record.patient_id)
    shown = tuple(lines[page * TIMELINE_PAGE : (page + 1) * TIMELINE_PAGE])
    await scene.show(TimelineCard(plan=record.id, name=patient.name, lines=shown, page=page, pages=pages))


async def show_chart(scene: Scene, plan_id: int) -> None:
    """A patient's chart as a picture."""
    record = await plan_cared_for(scene, plan_id, Action.VIEW_PATIENT)
    course = await load(scene, record)
    patient = await scene.uow.people.get(record.patient_id)
    done, prescribed = week(record, course, scene.now)
    picture = chart(scene, record, course)
    await scene.send(ChartPicture(plan=record.id, name=patient.name, chart=picture, done=done, prescribed=prescribed))

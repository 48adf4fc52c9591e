"""What a clinician looks at: their patients, one of them, the timeline, the chart."""

from collections.abc import Awaitable
from dataclasses import replace

from rehab.alerts import Reply
from rehab.course import Course
from rehab.days import DAY
from rehab.engine import AlertKind, awaits_approval
from rehab.evidence import adherence, counted_since
from rehab.explain import explained, missing, run_view
from rehab.messages.alerts import AlertLine
from rehab.messages.patients import ChartPicture, PatientCard, PatientLine, PatientsCard, TimelineCard, TimelineLine
from rehab.permissions import Action
from rehab.protocol import Care
from rehab.running import known_run
from usecases import alerts
from usecases.access import looked
from usecases.alert_cards import beside_alerts, signs_named
from usecases.approval import waits_for_approval
from usecases.course import last_decision, load
from usecases.outcomes import outcomes
from usecases.pages import page_of
from usecases.records import AlertRecord, EntryKind, PlanRecord, Sight
from usecases.running import run_lines
from usecases.scene import RefusedError, Scene, may, plan_cared_for
from usecases.timeline import line_of
from usecases.views import chart, week

PAGE = 8
TIMELINE_PAGE = 10


async def show_patients(scene: Scene, page: int = 0, ended: int = 0) -> None:
    """The clinician's patients: urgent alerts first, other alerts, plans that wait for them, the rest by name.

    Plans that have `ended` are a list of their own, to read what happened or to begin again.
    """
    who = scene.require(Action.LIST_PATIENTS)
    records = await scene.uow.plans.of_clinician(who.id)
    wanted = [record for record in records if record.plan.discharged == bool(ended)]
    lines = [await patient_line(scene, record, await load(scene, record)) for record in wanted]
    lines.sort(key=_urgency)
    shown, at = page_of(lines, page, PAGE)
    listed = PatientsCard(lines=tuple(shown), page=at.number, pages=at.of, ended=bool(ended))
    await scene.show(replace(listed, elsewhere=len(records) - len(wanted)))


def _urgency(line: PatientLine) -> tuple[bool, bool, bool, bool, str]:
    return not line.urgent, line.alerts == 0, not line.waiting, not line.waits, line.name.lower()


async def patient_line(scene: Scene, record: PlanRecord, course: Course) -> PatientLine:
    """One patient in a few figures."""
    patient = await scene.uow.people.get(record.patient_id)
    unresolved = await scene.uow.alerts.unresolved(record.id)
    share = _adherence(scene, record, course)
    ratings = course.evidence.ratings
    return PatientLine(
        plan=record.id,
        name=patient.name,
        position=record.plan.position,
        status=record.plan.status,
        adherence=share,
        latest=ratings[-1].value if ratings else None,
        alerts=len(unresolved),
        urgent=any(alert.kind is AlertKind.URGENT for alert in unresolved),
        waits=waits_for_approval(scene, record, course),
        waiting=record.plan.stopped or record.plan.awaits_restart,
    )


def _adherence(scene: Scene, record: PlanRecord, course: Course) -> int | None:
    today = record.plan.today(scene.now)
    entries = counted_since(course.evidence, record.plan, today - 6 * DAY)
    share = adherence(entries)
    return None if share is None else round(float(share) * 100)


async def show_patient(scene: Scene, plan_id: int) -> None:
    """One patient: where they stand, what was decided last, what is missing, what can be done."""
    record = await plan_cared_for(scene, plan_id, Action.VIEW_PATIENT)
    await looked(scene, record, Sight.CARD)
    scene = await beside_alerts(scene, record)
    await scene.show(await patient_card(scene, record))


async def patient_card(scene: Scene, record: PlanRecord) -> PatientCard:
    """A patient's card."""
    plan, course = record.plan, await load(scene, record)
    patient = await scene.uow.people.get(record.patient_id)
    made = await last_decision(scene, record.id)
    wanted, _ = missing(plan, course.evidence, scene.protocol, scene.now)
    unresolved = await scene.uow.alerts.unresolved(record.id)
    return PatientCard(
        line=await patient_line(scene, record, course),
        side=record.side,
        since=plan.programme_since,
        stage_since=plan.stage_since,
        level_since=plan.level_since,
        held=plan.held,
        signs=plan.signs,
        injections=plan.times(Care.INJECTION),
        operations=plan.times(Care.SURGERY),
        awaits_restart=plan.awaits_restart,
        approved=plan.approved and scene.protocol.approval_stage is not None,
        sport_goal=plan.sport_goal,
        needs_approval=awaits_approval(plan, scene.protocol),
        reduced=plan.reduced_dose,
        decision=explained(made) if made else None,
        missing=wanted,
        reachable=patient.reachable,
        alerts=tuple([await _alert_line(scene, alert) for alert in unresolved]),
        load_test=(course.evidence.load_tests[-1].day, course.evidence.load_tests[-1].value)
        if course.evidence.load_tests
        else None,
        run=run_view(plan, scene.protocol, known_run(plan, scene.protocol)),
        outcomes=await outcomes(scene, record),
    )


async def _alert_line(scene: Scene, alert: AlertRecord) -> AlertLine:
    owner = await scene.uow.people.get(alert.owner_id) if alert.owner_id else None
    flags, name = signs_named(alert.inputs), owner.name if owner else None
    return AlertLine(alert=alert.id, what=alert.kind, rule=alert.rule, flags=flags, owner=name)


async def acknowledge(scene: Scene, alert_id: int) -> None:
    """Somebody has an alert: pressed on the alert or on the patient's card, which then shows it too."""
    await _with_alert(scene, alert_id, alerts.acknowledge(scene, alert_id))


async def resolve(scene: Scene, alert_id: int, reply: Reply | None = None) -> None:
    """An alert is dealt with: pressed on the alert or on the patient's card, which then shows it too."""
    await _with_alert(scene, alert_id, alerts.resolve(scene, alert_id, reply))


async def _with_alert(scene: Scene, alert_id: int, acting: Awaitable[None]) -> None:
    try:
        await acting
    except RefusedError:
        await _show_on_the_patients_card(scene, alert_id)
        raise
    await _show_on_the_patients_card(scene, alert_id)


async def _show_on_the_patients_card(scene: Scene, alert_id: int) -> None:
    alert = await scene.uow.alerts.get(alert_id)
    record = await scene.uow.plans.get(alert.plan_id) if alert else None
    if alert is None or record is None or scene.card is None or not may(scene.who, Action.VIEW_PATIENT, record):
        return
    if scene.card not in dict(alert.told).values():
        await looked(scene, record, Sight.CARD)
        await scene.show(await patient_card(scene, record))


async def show_timeline(scene: Scene, plan_id: int, page: int = 0) -> None:
    """What happened to a patient, newest first."""
    record = await plan_cared_for(scene, plan_id, Action.VIEW_PATIENT)
    await looked(scene, record, Sight.TIMELINE)
    entries = await scene.uow.journal.entries(record.id, EntryKind.EVENT, EntryKind.DECISION, EntryKind.CORRECTION)
    lines: list[TimelineLine] = [line for entry in entries if (line := line_of(entry)) is not None]
    lines = sorted([*lines, *await run_lines(scene, record)], key=lambda line: line.at)
    lines.reverse()
    shown, at = page_of(lines, page, TIMELINE_PAGE)
    name = (await scene.uow.people.get(record.patient_id)).name
    await scene.show(TimelineCard(plan=record.id, name=name, lines=tuple(shown), page=at.number, pages=at.of))


async def show_chart(scene: Scene, plan_id: int) -> None:
    """A patient's chart as a picture."""
    record = await plan_cared_for(scene, plan_id, Action.VIEW_PATIENT)
    await looked(scene, record, Sight.CHART)
    course = await load(scene, record)
    patient = await scene.uow.people.get(record.patient_id)
    done, prescribed = week(record, course, scene.now)
    picture = chart(scene, record, course)
    await scene.send(ChartPicture(plan=record.id, name=patient.name, chart=picture, done=done, prescribed=prescribed))

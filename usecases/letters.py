"""A patient's case as a letter: sent along with an alert that care has stalled, and to be had at any time."""

from datetime import timedelta

from rehab.course import Course, remember_all
from rehab.engine import Alert, AlertKind
from rehab.letter import TOPICS, Material, letter, most_pressing
from rehab.messages.letter import Dealt, Letter, LetterFile, LetterPart, LetterText, Subject
from rehab.permissions import Action
from usecases.access import looked
from usecases.course import decisions, facts
from usecases.ports import Priority
from usecases.records import AlertRecord, PlanRecord, Sight
from usecases.scene import NotAllowedError, Scene
from usecases.views import chart

SENT_WITH = frozenset({AlertKind.STALLED})
LONGEST = timedelta(weeks=26).days  # what a chart shows


async def show_for_alert(scene: Scene, alert_id: int) -> None:
    """The letter about an alert, to read and to forward.

    Raises:
        NotAllowedError: if the one who asks neither cares for the patient nor has taken the alert.
    """
    alert = await scene.uow.alerts.get(alert_id)
    record = await scene.uow.plans.get(alert.plan_id) if alert else None
    if alert is None or record is None:
        raise NotAllowedError
    scene.require(Action.READ_LETTER, record, alert)
    await looked(scene, record, Sight.LETTER)
    await _show(scene, await letter_of(scene, record, alert))


async def show_for_plan(scene: Scene, plan_id: int) -> None:
    """The letter about a patient: about the most pressing alert that is open, else a summary.

    Raises:
        NotAllowedError: if the one who asks does not care for the patient.
    """
    record = await scene.uow.plans.get(plan_id)
    if record is None:
        raise NotAllowedError
    scene.require(Action.READ_LETTER, record)
    await looked(scene, record, Sight.LETTER)
    unresolved = {one.id: one for one in await scene.uow.alerts.unresolved(record.id)}
    about = most_pressing({number: _raised(one) for number, one in unresolved.items()})
    await _show(scene, await letter_of(scene, record, unresolved[about] if about else None))


async def _show(scene: Scene, made: Letter) -> None:
    for part in LetterPart:
        await scene.send(LetterText(part=part, letter=made))
    await scene.send(LetterFile(letter=made))


async def send_along(scene: Scene, record: PlanRecord, alert: AlertRecord) -> None:
    """Send the document behind its alert to the patient's clinician, once each time that the alert is told anew."""
    made = await letter_of(scene, record, alert)
    await scene.uow.outbox.send(
        record.attending,
        LetterFile(letter=made),
        key=f"letter:{alert.id}:{alert.count}",
        priority=Priority.PROMPT,
        wanted_while=f"letter:{alert.id}",
    )


async def letter_of(scene: Scene, record: PlanRecord, alert: AlertRecord | None) -> Letter:
    """The case of a plan as it stands now."""
    known = await facts(scene, record.id)
    course = Course(record.plan, remember_all(known, record.plan, scene.protocol))
    return letter(
        Material(
            reference=alert.id if alert else record.id,
            now=scene.now,
            alert=_raised(alert) if alert else None,
            plan=record.plan,
            protocol=scene.protocol,
            facts=known,
            decisions=await decisions(scene, record.id),
            version=f"{record.protocol_id} {alert.protocol_version if alert else record.protocol_version}",
            subject=await _subject(scene, record),
            dealt=await _dealt(scene, record),
            chart=chart(scene, record, course, days=LONGEST),
        )
    )


def _raised(alert: AlertRecord) -> Alert:
    return Alert(alert.opened_at, alert.kind, alert.rule, alert.inputs)


async def _subject(scene: Scene, record: PlanRecord) -> Subject:
    patient = await scene.uow.people.get(record.patient_id)
    clinician = await scene.uow.people.get(record.clinician_id)
    agreed = await scene.uow.consents.latest(record.patient_id)
    invitation = await scene.uow.invitations.that_began(record.patient_id)
    terms = invitation.terms if invitation else None
    return Subject(
        name=patient.name,
        side=record.side,
        clinician=clinician.name,
        clinic=await scene.uow.clinics.get(),
        phone=patient.phone,
        agreed_at=agreed.agreed_at if agreed else None,
        agreed_to=agreed.version if agreed else None,
        withdrawn_at=agreed.withdrawn_at if agreed else None,
        injected=terms.surgery_or_injection if terms else None,
        sport_goal=record.plan.sport_goal,
        pain_at_start=record.plan.programme_start_pain,
    )


async def _dealt(scene: Scene, record: PlanRecord) -> tuple[Dealt, ...]:
    """What was decided about earlier alerts that a letter can be about."""
    resolved = [one for one in await scene.uow.alerts.resolved(record.id) if one.rule in TOPICS]
    return tuple([await _one_dealt(scene, alert) for alert in resolved])


async def _one_dealt(scene: Scene, alert: AlertRecord) -> Dealt:
    assert alert.resolved_at is not None
    by = await scene.uow.people.get(alert.resolved_by) if alert.resolved_by else None
    times = {"opened_at": alert.opened_at, "resolved_at": alert.resolved_at}
    return Dealt(rule=alert.rule, reply=alert.reply, by=by.name if by else None, **times)

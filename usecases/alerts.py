"""Alerts: opened with the facts that caused them, told again until somebody has them, acknowledged by name."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from rehab.alerts import POLICIES, AlertState, Recipient, may_become, step_due_at
from rehab.engine import Alert, AlertKind
from rehab.messages.common import Said
from rehab.messages.safety import AlertSeen
from rehab.messages.staff import AlertCard
from rehab.permissions import Action, Role
from usecases.course import load
from usecases.ports import Priority
from usecases.records import AlertRecord, Person, PlanRecord
from usecases.scene import NotAllowedError, RefusedError, Scene

RECENT = timedelta(days=7)


async def open_alerts(scene: Scene, record: PlanRecord, raised: Sequence[Alert]) -> None:
    """Open an alert for each one raised; one that is open already counts up, and opens again if it was acknowledged."""
    for alert in raised:
        await open_alert(scene, record, alert)


async def open_alert(scene: Scene, record: PlanRecord, raised: Alert) -> AlertRecord:
    """Open one alert and take its first step."""
    known = await scene.uow.alerts.unresolved(record.id)
    same = next((a for a in known if a.kind is raised.kind and a.rule == raised.rule), None)
    if same is not None:
        return await _happened_again(scene, same, raised)
    alert = AlertRecord(
        id=scene.uow.new_id(),
        plan_id=record.id,
        kind=raised.kind,
        rule=raised.rule,
        inputs=dict(raised.inputs),
        state=AlertState.OPEN,
        opened_at=scene.now,
        policy=POLICIES[raised.kind],
        protocol_version=record.protocol_version,
        next_at=scene.now,
    )
    await scene.uow.alerts.add(alert)
    return await take_step(scene, record, alert)


async def _happened_again(scene: Scene, alert: AlertRecord, raised: Alert) -> AlertRecord:
    record = await scene.uow.plans.get(alert.plan_id)
    assert record is not None
    again = replace(alert, count=alert.count + 1, inputs=dict(raised.inputs))
    if alert.state is AlertState.ACKNOWLEDGED:
        again = replace(again, state=AlertState.OPEN, opened_at=scene.now, step=0, owner_id=None, acknowledged_at=None)
        return await take_step(scene, record, again)
    await scene.uow.alerts.save(again)
    await _redraw(scene, record, again)
    return again


async def look_at_alert(scene: Scene, alert_id: int) -> None:
    """Take an alert's next step if it is due and nobody has the alert yet."""
    alert = await scene.uow.alerts.get(alert_id)
    if alert is None or alert.next_at is None or alert.next_at > scene.now:
        return
    record = await scene.uow.plans.get(alert.plan_id)
    if record is None or alert.state is not AlertState.OPEN:
        await scene.uow.alerts.save(replace(alert, next_at=None))
        return
    await take_step(scene, record, alert)


async def take_step(scene: Scene, record: PlanRecord, alert: AlertRecord) -> AlertRecord:
    """Tell whoever this step names, and know when the next one is due."""
    step = alert.policy.step(alert.step)
    assert step is not None
    for person in await _recipients(scene, record, step.tell):
        alert = await _tell(scene, record, alert, person)
    following = alert.step + 1
    alert = replace(alert, step=following, next_at=step_due_at(alert.policy, alert.opened_at, following))
    await scene.uow.alerts.save(alert)
    return alert


async def _recipients(scene: Scene, record: PlanRecord, wanted: tuple[Recipient, ...]) -> list[Person]:
    """Whom a step tells; if the clinician cannot be reached, the administrators are told at once."""
    clinician = await scene.uow.people.get(record.clinician_id)
    administrators = await scene.uow.people.with_role(Role.ADMINISTRATOR)
    told = [clinician] if Recipient.CLINICIAN in wanted else []
    if Recipient.ADMINISTRATOR in wanted or not clinician.reachable:
        told += [person for person in administrators if person.id != clinician.id]
    return told


async def _tell(scene: Scene, record: PlanRecord, alert: AlertRecord, person: Person) -> AlertRecord:
    """Send the alert anew, so that it makes itself heard; the copy that the person had before goes."""
    before = dict(alert.told)
    if person.id in before:
        await scene.uow.outbox.delete(before[person.id])
    card = await scene.uow.outbox.send(
        person.id,
        await alert_card(scene, record, alert, person),
        key=f"alert:{alert.id}:{alert.count}:{alert.step}:{person.id}",
        priority=Priority.URGENT if alert.kind is AlertKind.URGENT else Priority.PROMPT,
        wanted_while=f"alert:{alert.id}",
    )
    return replace(alert, told=tuple({**before, person.id: card}.items()))


async def alert_card(scene: Scene, record: PlanRecord, alert: AlertRecord, reader: Person) -> AlertCard:
    """An alert as its reader sees it, with the last days' answers."""
    patient = await scene.uow.people.get(record.patient_id)
    owner = await scene.uow.people.get(alert.owner_id) if alert.owner_id else None
    course = await load(scene, record)
    recent = [(r.day, r.value) for r in course.evidence.ratings if scene.now - r.at <= RECENT]
    return AlertCard(
        alert=alert.id,
        plan=record.id,
        name=patient.name,
        what=alert.kind,
        rule=alert.rule,
        inputs=alert.inputs,
        opened_at=alert.opened_at,
        position=record.plan.position,
        status=record.plan.status,
        recent=tuple(recent),
        count=alert.count,
        repeated=alert.step,
        for_administrator=reader.id != record.clinician_id,
        state=alert.state,
        owner=owner.name if owner else None,
        acknowledged_at=alert.acknowledged_at,
        resolved_at=alert.resolved_at,
        version=f"{record.protocol_id} {alert.protocol_version}",
    )


async def _redraw(scene: Scene, record: PlanRecord, alert: AlertRecord) -> None:
    """Show everybody who was told how the alert stands now."""
    for person_id, card in alert.told:
        if person_id != record.patient_id:
            reader = await scene.uow.people.get(person_id)
            await scene.uow.outbox.edit(card, await alert_card(scene, record, alert, reader))


async def beside_alerts(scene: Scene, record: PlanRecord) -> Scene:
    """A scene whose card is not an alert's: what is opened from an alert stands beside it and does not cover it."""
    told = {card for alert in await scene.uow.alerts.unresolved(record.id) for _, card in alert.told}
    return replace(scene, card=None) if scene.card in told else scene


async def _found(scene: Scene, alert_id: int) -> tuple[AlertRecord, PlanRecord]:
    alert = await scene.uow.alerts.get(alert_id)
    record = await scene.uow.plans.get(alert.plan_id) if alert else None
    if alert is None or record is None:
        raise NotAllowedError
    scene.require(Action.ACKNOWLEDGE, record)
    return alert, record


async def acknowledge(scene: Scene, alert_id: int) -> None:
    """Somebody has it: the telling stops, everybody sees who, and the patient learns that it was seen.

    A stale press changes nothing and says who was first.

    Raises:
        NotAllowedError: if the one who asks has nothing to do with it.
        RefusedError: if somebody was faster, or the alert is resolved.
    """
    alert, record = await _found(scene, alert_id)
    if not may_become(alert.state, AlertState.ACKNOWLEDGED):
        await _redraw(scene, record, alert)
        raise await _too_late(scene, alert)
    taken = replace(alert, state=AlertState.ACKNOWLEDGED, next_at=None)
    taken = replace(taken, owner_id=scene.who.id, acknowledged_at=scene.now)
    await scene.uow.alerts.save(taken)
    await _redraw(scene, record, taken)
    if alert.kind is AlertKind.URGENT:
        await _tell_patient_seen(scene, record)


async def _too_late(scene: Scene, alert: AlertRecord) -> RefusedError:
    if alert.state is AlertState.RESOLVED:
        return RefusedError(Said.ALREADY_RESOLVED)
    owner = await scene.uow.people.get(alert.owner_id) if alert.owner_id else None
    at = alert.acknowledged_at.isoformat() if alert.acknowledged_at else ""
    return RefusedError(Said.ALREADY_TAKEN, {"name": owner.name if owner else "", "at": at})


async def _tell_patient_seen(scene: Scene, record: PlanRecord) -> None:
    await scene.uow.outbox.send(record.patient_id, AlertSeen(at=scene.now), priority=Priority.URGENT)


async def resolve(scene: Scene, alert_id: int) -> None:
    """The matter is dealt with.

    Raises:
        NotAllowedError: if the one who asks has nothing to do with it.
        RefusedError: if it was resolved before.
    """
    alert, record = await _found(scene, alert_id)
    if not may_become(alert.state, AlertState.RESOLVED):
        raise RefusedError(Said.ALREADY_RESOLVED)
    await resolve_alert(scene, record, alert)


async def resolve_alert(scene: Scene, record: PlanRecord, alert: AlertRecord) -> None:
    """Close an alert in the name of whoever is asking."""
    first = scene.actor.id if scene.actor else None
    done = replace(alert, state=AlertState.RESOLVED, next_at=None, resolved_at=scene.now)
    done = replace(done, owner_id=alert.owner_id or first, acknowledged_at=alert.acknowledged_at or scene.now)
    await scene.uow.alerts.save(done)
    await _redraw(scene, record, done)

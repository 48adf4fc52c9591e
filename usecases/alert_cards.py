"""Telling people of an alert: whom, on which card, and showing on every copy how it stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from rehab.alerts import ASKING, INHIBITED, AlertState, Recipient
from rehab.engine import AlertKind
from rehab.events import Outcome
from rehab.evidence import Evidence
from rehab.messages.alerts import AlertCard
from rehab.messages.day import Value
from rehab.permissions import Action, Role
from rehab.red_flags import days_to_be_seen
from usecases.course import load
from usecases.ports import Priority
from usecases.records import AlertRecord, Person, PlanRecord
from usecases.scene import Scene, may

RECENT = timedelta(days=7)


async def recipients(scene: Scene, record: PlanRecord, wanted: Sequence[Recipient]) -> list[Person]:
    """Whom a step tells; if the clinician cannot be reached, the administrators are told at once."""
    clinician = await scene.uow.people.get(record.attending)
    told = [clinician] if Recipient.CLINICIAN in wanted else []
    if Recipient.ADMINISTRATOR in wanted or not clinician.reachable:
        told += await _administrators_besides(scene, clinician)
    return told


async def _administrators_besides(scene: Scene, clinician: Person) -> list[Person]:
    return [one for one in await scene.uow.people.with_role(Role.ADMINISTRATOR) if one.id != clinician.id]


async def tell(scene: Scene, record: PlanRecord, alert: AlertRecord, person: Person) -> AlertRecord:
    """Send the alert anew, so that it makes itself heard; the copy that the person had before goes."""
    before = dict(alert.told)
    if person.id in before:
        await scene.uow.outbox.delete(before[person.id])
    card = await scene.uow.outbox.send(
        person.id,
        await alert_card(scene, record, alert, person),
        key=f"alert:{alert.id}:{alert.count}:{alert.step}:{alert.state}:{scene.now.timestamp():.0f}:{person.id}",
        priority=Priority.URGENT if alert.kind is AlertKind.URGENT else Priority.PROMPT,
        wanted_while=f"{'alert' if alert.state is AlertState.OPEN else 'owner'}:{alert.id}",
    )
    return replace(alert, told=tuple({**before, person.id: card}.items()))


async def alert_card(scene: Scene, record: PlanRecord, alert: AlertRecord, reader: Person) -> AlertCard:
    """An alert as its reader sees it, with the last days' answers."""
    patient = await scene.uow.people.get(record.patient_id)
    clinician = await scene.uow.people.get(record.attending)
    owner, resolver = [await _name(scene, number) for number in (alert.owner_id, alert.resolved_by)]
    evidence = (await load(scene, record)).evidence
    signs = signs_named(alert.inputs)
    return AlertCard(
        alert=alert.id,
        plan=record.id,
        name=patient.name,
        what=alert.kind,
        rule=alert.rule,
        inputs=alert.inputs,
        opened_at=alert.opened_at,
        again_since=alert.told_from if alert.told_from > alert.opened_at and alert.state is AlertState.OPEN else None,
        position=record.plan.position,
        status=record.plan.status,
        recent=tuple((one.day, one.value) for one in evidence.ratings if scene.now - one.at <= RECENT),
        recent_during=tuple(_during(evidence, scene.now - RECENT)),
        phone=patient.phone,
        see_by=see_by(scene, record, alert.opened_at, signs) if signs else None,
        held=record.plan.held,
        awaits_restart=record.plan.awaits_restart,
        count=alert.count,
        repeated=alert.step - 1,
        for_administrator=reader.id != record.attending,
        clinician=clinician.name,
        clinician_lost=not clinician.reachable,
        state=alert.state,
        owner=owner,
        acknowledged_at=alert.acknowledged_at,
        asked=alert.asked_at is not None and reader.id == alert.owner_id,
        others=await _waiting(scene, alert),
        resolved_at=alert.resolved_at,
        resolved_by=resolver,
        reply=alert.reply,
        letter=alert.kind in ASKING and may(reader, Action.READ_LETTER, record, alert),
        cleared=is_cleared(alert, evidence, reachable=patient.reachable),
        version=f"{record.protocol_id} {alert.protocol_version}",
    )


def is_cleared(alert: AlertRecord, evidence: Evidence, *, reachable: bool) -> bool:
    """Whether what an alert was about is over. It stays until somebody has seen it."""
    if alert.kind is AlertKind.LOST_CONTACT:
        heard = [one.at for one in evidence.ratings]
        heard += [one.at for one in evidence.logged if one.outcome is not Outcome.MISSED]
        return any(at > alert.opened_at for at in heard)
    return alert.kind is AlertKind.UNREACHABLE and reachable


async def _waiting(scene: Scene, alert: AlertRecord) -> tuple[str, ...]:
    """The kinds of what is not told while this one is unresolved."""
    if alert.kind is not AlertKind.URGENT or alert.state is AlertState.RESOLVED:
        return ()
    kinds = {one.kind for one in await scene.uow.alerts.unresolved(alert.plan_id)}
    return tuple(sorted(kinds & INHIBITED))


def _during(evidence: Evidence, since: datetime) -> Iterator[tuple[date, int]]:
    """The worst pain during exercise of each of the last training days, points 0-10."""
    for day in evidence.days:
        if day.first_at >= since and day.worst_during is not None:
            yield day.day, day.worst_during


def signs_named(inputs: Mapping[str, Value]) -> tuple[str, ...]:
    """The signs among an alert's inputs."""
    return tuple(sign for sign in str(inputs.get("flags") or "").split(",") if sign)


def see_by(scene: Scene, record: PlanRecord, at: datetime, signs: Sequence[str]) -> date:
    """The last local day on which somebody who named these signs at an instant should be seen."""
    return record.plan.today(at) + timedelta(days=days_to_be_seen(signs, scene.protocol))


async def _name(scene: Scene, person_id: int | None) -> str | None:
    return (await scene.uow.people.get(person_id)).name if person_id is not None else None


async def redraw(scene: Scene, record: PlanRecord, alert: AlertRecord) -> None:
    """Show everybody who was told how the alert stands now."""
    for person_id, card in alert.told:
        reader = await scene.uow.people.get(person_id)
        await scene.uow.outbox.edit(card, await alert_card(scene, record, alert, reader))


async def hand_to_administrators(scene: Scene, clinician: Person) -> None:
    """A clinician cannot be told any more: the administrators are told now of each alert that nobody has taken."""
    for record in await scene.uow.plans.of_clinician(clinician.id):
        for alert in await scene.uow.alerts.unresolved(record.id):
            if alert.state is AlertState.OPEN and record.attending == clinician.id:
                await _hand_over(scene, record, alert, clinician)


async def _hand_over(scene: Scene, record: PlanRecord, alert: AlertRecord, clinician: Person) -> None:
    for person in await _administrators_besides(scene, clinician):
        if person.id not in dict(alert.told):
            alert = await tell(scene, record, alert, person)
    await scene.uow.alerts.save(alert)


async def beside_alerts(scene: Scene, record: PlanRecord) -> Scene:
    """A scene whose card is not an alert's: what is opened from an alert stands beside it and does not cover it."""
    told = {card for alert in await scene.uow.alerts.unresolved(record.id) for _, card in alert.told}
    return replace(scene, card=None) if scene.card in told else scene

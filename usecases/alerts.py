"""Alerts: opened with the facts that caused them, told again until somebody has them, acknowledged by name."""

from collections.abc import Sequence
from dataclasses import replace

from rehab.alerts import POLICIES, AlertState, Reply, may_become, step_due_at
from rehab.engine import Alert, AlertKind
from rehab.messages.common import Said
from rehab.messages.day import Value
from rehab.messages.safety import AlertSeen
from rehab.permissions import Action
from rehab.red_flags import fastest_tier, reportable
from usecases import letters
from usecases.alert_cards import recipients, redraw, signs_named, tell
from usecases.ports import Priority
from usecases.records import AlertRecord, PlanRecord
from usecases.scene import NotAllowedError, RefusedError, Scene


async def open_alerts(scene: Scene, record: PlanRecord, raised: Sequence[Alert]) -> None:
    """Open an alert for each one raised; one that is open already counts up, and opens again if it was acknowledged."""
    for alert in raised:
        await open_alert(scene, record, alert)


async def open_alert(scene: Scene, record: PlanRecord, raised: Alert) -> AlertRecord:
    """Open one alert and take its first step."""
    known = await scene.uow.alerts.unresolved(record.id)
    same = next((a for a in known if a.kind is raised.kind and a.rule == raised.rule), None)
    if same is not None:
        return await _happened_again(scene, record, same, raised)
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


async def _happened_again(scene: Scene, record: PlanRecord, alert: AlertRecord, raised: Alert) -> AlertRecord:
    """Count up. If it is not being told any more, or is worse than before, it is told anew from its first step on."""
    again = replace(alert, count=alert.count + 1, inputs=_together(scene, alert, raised))
    if alert.next_at is None or _tier(again) < _tier(alert):
        again = replace(again, state=AlertState.OPEN, opened_at=scene.now, step=0, owner_id=None, acknowledged_at=None)
        return await take_step(scene, record, again)
    await scene.uow.alerts.save(again)
    await redraw(scene, record, again)
    return again


def _together(scene: Scene, alert: AlertRecord, raised: Alert) -> dict[str, Value]:
    """What an alert now rests on: the newest numbers, and every sign that was named while it was open."""
    if not (fresh := signs_named(raised.inputs)):
        return dict(raised.inputs)
    named = {*signs_named(alert.inputs), *fresh}
    signs = tuple(sign for sign in reportable(scene.protocol) if sign in named)
    return {**raised.inputs, "flags": ",".join(signs), "tier": fastest_tier(signs, scene.protocol).value}


def _tier(alert: AlertRecord) -> str:
    """A is the most urgent; the same for all where there are no tiers."""
    return str(alert.inputs.get("tier", ""))


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
    following = alert.step + 1
    alert = replace(alert, step=following, next_at=step_due_at(alert.policy, alert.opened_at, following))
    for person in await recipients(scene, record, step.tell):
        alert = await tell(scene, record, alert, person)
    await scene.uow.alerts.save(alert)
    if following == 1 and alert.kind in letters.SENT_WITH:
        await letters.send_along(scene, record, alert)
    return alert


# --- dealt with ------------------------------------------------------------------------------------------------------


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
        await redraw(scene, record, alert)
        raise await _too_late(scene, alert)
    taken = replace(alert, state=AlertState.ACKNOWLEDGED, next_at=None)
    taken = replace(taken, owner_id=scene.who.id, acknowledged_at=scene.now)
    await scene.uow.alerts.save(taken)
    await redraw(scene, record, taken)
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


async def resolve(scene: Scene, alert_id: int, reply: Reply | None = None) -> None:
    """The matter is dealt with; of alerts that ask for a decision, in this way.

    Raises:
        NotAllowedError: if the one who asks has nothing to do with it.
        RefusedError: if it was resolved before.
    """
    alert, record = await _found(scene, alert_id)
    if not may_become(alert.state, AlertState.RESOLVED):
        raise RefusedError(Said.ALREADY_RESOLVED)
    await resolve_alert(scene, record, alert, reply)


async def resolve_alert(scene: Scene, record: PlanRecord, alert: AlertRecord, reply: Reply | None) -> None:
    """Close an alert in the name of whoever is asking."""
    by = scene.actor.id if scene.actor else None
    done = replace(alert, state=AlertState.RESOLVED, next_at=None, resolved_at=scene.now, resolved_by=by, reply=reply)
    await scene.uow.alerts.save(done)
    await redraw(scene, record, done)

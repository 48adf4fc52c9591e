"""Alerts: opened with the facts that caused them, told again until somebody has them, acknowledged by name."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from rehab.alerts import POLICIES, AlertState, Reply, inhibited, may_become, step_due_at
from rehab.engine import Alert, AlertKind
from rehab.messages import Message
from rehab.messages.common import Said
from rehab.messages.day import Value
from rehab.messages.safety import AlertClosed, AlertSeen
from rehab.permissions import Action
from rehab.red_flags import fastest_tier, reportable
from usecases import letters
from usecases.alert_cards import recipients, redraw, signs_named, tell
from usecases.ports import Priority
from usecases.records import AlertRecord, PlanRecord
from usecases.scene import NotAllowedError, RefusedError, Scene

LOOK_AGAIN = timedelta(hours=1)  # at an alert that waits for a more urgent one


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
        told_from=scene.now,
        policy=POLICIES[raised.kind],
        protocol_version=record.protocol_version,
        next_at=scene.now,
    )
    await scene.uow.alerts.add(alert)
    return await take_step(scene, record, alert)


async def _happened_again(scene: Scene, record: PlanRecord, alert: AlertRecord, raised: Alert) -> AlertRecord:
    """Count up. If it is not being told any more, or is worse than before, it is told anew from its first step on."""
    again = replace(alert, count=alert.count + 1, inputs=_together(scene, alert, raised))
    if alert.state is not AlertState.OPEN or alert.next_at is None or _tier(again) < _tier(alert):
        return await take_step(scene, record, _anew(scene, replace(again, opened_at=scene.now)))
    await scene.uow.alerts.save(again)
    await redraw(scene, record, again)
    await _with_its_letter(scene, record, again)
    return again


def _anew(scene: Scene, alert: AlertRecord) -> AlertRecord:
    """Nobody's, and told from its first step on."""
    nobodys = replace(alert, owner_id=None, acknowledged_at=None, asked_at=None)
    return replace(nobodys, state=AlertState.OPEN, told_from=scene.now, step=0)


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
    """Take an alert's next step if it is due: tell those who do not have it yet, or ask the one who does."""
    alert = await scene.uow.alerts.get(alert_id)
    if alert is None or alert.next_at is None or alert.next_at > scene.now:
        return
    record = await scene.uow.plans.get(alert.plan_id)
    if record is None or alert.state is AlertState.RESOLVED:
        await scene.uow.alerts.save(replace(alert, next_at=None))
    elif alert.state is AlertState.OPEN:
        await take_step(scene, record, alert)
    elif alert.asked_at is None:
        await _ask_owner(scene, record, alert)
    else:
        await give_back(scene, record, alert)


async def _ask_owner(scene: Scene, record: PlanRecord, alert: AlertRecord) -> None:
    """Nothing was heard of an alert since somebody took it: do they still have it?"""
    asked = replace(alert, asked_at=scene.now, next_at=scene.now + timedelta(seconds=alert.policy.grace))
    owner = await scene.uow.people.get(alert.owner_id) if alert.owner_id else None
    if owner is None or not owner.reachable:
        await give_back(scene, record, alert)
        return
    await scene.uow.alerts.save(await tell(scene, record, asked, owner))


async def give_back(scene: Scene, record: PlanRecord, alert: AlertRecord) -> None:
    """Whoever had it did not say that they still do: it is open again, and told from its first step on."""
    open_again = await take_step(scene, record, _anew(scene, alert))
    await redraw(scene, record, open_again)


async def take_step(scene: Scene, record: PlanRecord, alert: AlertRecord) -> AlertRecord:
    """Tell whoever this step names, and know when the next one is due; or wait while something more urgent is open."""
    if inhibited(alert.kind, [one.kind for one in await scene.uow.alerts.unresolved(record.id)]):
        waits = replace(alert, next_at=scene.now + LOOK_AGAIN)
        await scene.uow.alerts.save(waits)
        return waits
    step = alert.policy.step(alert.step)
    assert step is not None
    following = alert.step + 1
    alert = replace(alert, step=following, next_at=step_due_at(alert.policy, alert.told_from, following))
    for person in await recipients(scene, record, step.tell):
        alert = await tell(scene, record, alert, person)
    await scene.uow.alerts.save(alert)
    if following == 1:
        await _with_its_letter(scene, record, alert)
    return alert


async def _with_its_letter(scene: Scene, record: PlanRecord, alert: AlertRecord) -> None:
    """The case, of what asks for one; each time that it happened has one letter."""
    if alert.kind in letters.SENT_WITH:
        await letters.send_along(scene, record, alert)


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
    if alert.asked_at is not None and alert.owner_id == scene.who.id:
        await _kept(scene, record, alert)
        return
    if not may_become(alert.state, AlertState.ACKNOWLEDGED):
        await redraw(scene, record, alert)
        raise await _too_late(scene, alert)
    taken = replace(alert, state=AlertState.ACKNOWLEDGED, owner_id=scene.who.id, acknowledged_at=scene.now)
    await _kept(scene, record, taken)
    if alert.kind is AlertKind.URGENT:
        await _tell_patient(scene, record, AlertSeen(at=scene.now))


async def _kept(scene: Scene, record: PlanRecord, alert: AlertRecord) -> None:
    """Its owner has it, from now on for as long as the policy lets them without a sign of work."""
    kept = replace(alert, asked_at=None, next_at=scene.now + timedelta(seconds=alert.policy.kept_for))
    await scene.uow.alerts.save(kept)
    await redraw(scene, record, kept)


async def worked_on(scene: Scene, record: PlanRecord) -> None:
    """A sign of work, such as an order or words to the patient: what its author has, they keep."""
    for alert in await scene.uow.alerts.unresolved(record.id):
        if alert.state is AlertState.ACKNOWLEDGED and alert.owner_id == scene.who.id:
            await _kept(scene, record, alert)


async def _too_late(scene: Scene, alert: AlertRecord) -> RefusedError:
    if alert.state is AlertState.RESOLVED:
        return RefusedError(Said.ALREADY_RESOLVED)
    owner = await scene.uow.people.get(alert.owner_id) if alert.owner_id else None
    at = alert.acknowledged_at.isoformat() if alert.acknowledged_at else ""
    return RefusedError(Said.ALREADY_TAKEN, {"name": owner.name if owner else "", "at": at})


async def _tell_patient(scene: Scene, record: PlanRecord, message: Message) -> None:
    """Tell a patient of the life of their alert, unless they want to hear nothing any more."""
    if not await scene.has_withdrawn(record.patient_id):
        await scene.uow.outbox.send(record.patient_id, message, priority=Priority.URGENT)


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
    if alert.kind is AlertKind.URGENT:
        await _tell_patient(scene, record, AlertClosed(at=scene.now, stopped=record.plan.stopped))


async def resolve_alert(scene: Scene, record: PlanRecord, alert: AlertRecord, reply: Reply | None) -> None:
    """Close an alert in the name of whoever is asking."""
    by = scene.actor.id if scene.actor else None
    done = replace(alert, state=AlertState.RESOLVED, next_at=None, resolved_at=scene.now, resolved_by=by, reply=reply)
    await scene.uow.alerts.save(done)
    await redraw(scene, record, done)
    await _wake_the_waiting(scene, record, alert)


async def _wake_the_waiting(scene: Scene, record: PlanRecord, resolved: AlertRecord) -> None:
    """What waited for an urgent alert is told now."""
    for alert in await scene.uow.alerts.unresolved(record.id):
        if inhibited(alert.kind, [resolved.kind]) and alert.state is AlertState.OPEN:
            await scene.uow.alerts.save(replace(alert, next_at=scene.now))

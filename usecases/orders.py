"""What a clinician can order: restart, set, hold, release, approve a stage that needs it, stop, discharge."""

from dataclasses import replace
from zlib import crc32

from rehab.alerts import Reply
from rehab.events import AnyEvent, ClinicianCommand, Command, Discharge, moved_to
from rehab.messages.common import Said
from rehab.messages.orders import OrderCard, OrderStep, WriteNote
from rehab.messages.safety import NoteToPatient, Ordered
from rehab.permissions import Action
from rehab.plan import PLAN
from usecases.after import settle
from usecases.alert_cards import beside_alerts
from usecases.alerts import resolve_alert, worked_on
from usecases.course import facts, record_fact
from usecases.ports import Priority
from usecases.records import AlertRecord, Dialogue, Note, PlanRecord
from usecases.scene import RefusedError, Scene, plan_cared_for

NOTE = "note"
LONGEST_NOTE = 1000
DISCHARGE = "discharge"
POSITIONED = frozenset({Command.RESTART.value, Command.SET.value})
OUT_OF_A_STOP = frozenset({Command.RESTART.value, DISCHARGE})
ANSWERING = OUT_OF_A_STOP | {Command.RELEASE.value}
ROUTINE_SIGN = "routine_sign"
COMMANDS = frozenset({command.value for command in Command} | {DISCHARGE})


async def ask(scene: Scene, plan_id: int, command: str, stage: int | None = None, level: int | None = None) -> None:
    """Ask for what an order still needs: a stage, a level, a confirmation. Nothing changes before that."""
    record = await plan_cared_for(scene, plan_id, _action(command))
    _known(scene, command, stage, level)
    await _still_agreed(scene, record)
    _makes_sense(scene, record, command, stage, level)
    scene = await beside_alerts(scene, record)
    step = OrderStep.CONFIRM
    if command in POSITIONED and level is None:
        step = OrderStep.STAGE if stage is None else OrderStep.LEVEL
    await scene.show(await _card(scene, record, command, step, stage, level))


def _action(command: str) -> Action:
    return Action.DISCHARGE if command == DISCHARGE else Action.ORDER


def _known(scene: Scene, command: str, stage: int | None, level: int | None) -> None:
    """Refuse what no card offers."""
    fits = stage is None or 1 <= stage <= scene.protocol.last_stage
    fits = fits and (level is None or (stage is not None and 1 <= level <= scene.protocol.top_level(stage)))
    if command not in COMMANDS or not fits:
        raise RefusedError(Said.CHANGED)


def _makes_sense(scene: Scene, record: PlanRecord, command: str, stage: int | None, level: int | None) -> None:
    """Refuse what does not fit how the plan stands: nothing but a restart or a discharge leads out of a stop."""
    plan = record.plan
    if plan.discharged and command != Command.RESTART:
        raise RefusedError(Said.ORDER_ENDED)
    if plan.stopped and command not in OUT_OF_A_STOP:
        raise RefusedError(Said.ORDER_STOPPED)
    so_already = {
        "hold": plan.held,
        "release": not plan.held,
        "approve_stage_4": plan.approved or scene.protocol.approval_stage is None,
        "set": plan.position == (stage, level),
    }
    if so_already.get(command, False):
        raise RefusedError(Said.ORDER_DONE)


async def _still_agreed(scene: Scene, record: PlanRecord) -> None:
    """Refuse what would be sent to somebody who wants nothing any more: only a new invitation begins anew."""
    if await scene.has_withdrawn(record.patient_id):
        raise RefusedError(Said.ORDER_WITHDRAWN)


async def standing(scene: Scene, record: PlanRecord) -> int:
    """A number for how a plan and its alerts stand: another one as soon as a clinician would see anything different."""
    plan = PLAN.dump_json(replace(record.plan, evaluated_until=record.created_at, last_review=None))
    alerts = [f"{alert.id}:{alert.count}" for alert in await scene.uow.alerts.unresolved(record.id)]
    return crc32(plan + " ".join(alerts).encode())


async def _card(
    scene: Scene, record: PlanRecord, command: str, step: OrderStep, stage: int | None, level: int | None
) -> OrderCard:
    patient = await scene.uow.people.get(record.patient_id)
    return OrderCard(
        plan=record.id,
        name=patient.name,
        command=command,
        step=step,
        stage=stage,
        level=level,
        stages=scene.protocol.last_stage,
        levels=scene.protocol.top_level(stage or record.plan.position.stage),
        now=record.plan.position,
        reachable=patient.reachable,
        alerts=len(await _answered_by(scene, record, command)),
        standing=await standing(scene, record),
    )


async def carry_out(
    scene: Scene, plan_id: int, command: str, seen: int, stage: int | None = None, level: int | None = None
) -> None:
    """Do what was confirmed, tell the patient, and close the alerts that a restart answers.

    `seen` is how the plan stood when the confirmation was asked for.

    Raises:
        RefusedError: if it stands otherwise now: whoever confirms has not seen what happened since.
    """
    record = await plan_cared_for(scene, plan_id, _action(command))
    _known(scene, command, stage, level)
    if command in POSITIONED and (stage is None or level is None):
        raise RefusedError(Said.CHANGED)
    fact = _fact(scene, command, stage, level)
    if seen != await standing(scene, record):
        raise RefusedError(Said.ORDER_DONE if await _just_done(scene, record, fact) else Said.ORDER_STALE)
    await _still_agreed(scene, record)
    _makes_sense(scene, record, command, stage, level)
    record = await settle(scene, await record_fact(scene, record, fact), from_now=True)
    await _alerts_answered(scene, record, command)
    await worked_on(scene, record)
    await scene.show(await _card(scene, record, command, OrderStep.DONE, stage, level))
    told = Ordered(command=command, position=record.plan.position, clinician=scene.who.name)
    await scene.uow.outbox.send(record.patient_id, told)


async def _just_done(scene: Scene, record: PlanRecord, fact: AnyEvent) -> bool:
    """Whether the newest fact is this very order: a finger that tapped twice."""
    known = await facts(scene, record.id)
    return bool(known) and moved_to(known[-1], fact.at) == fact


def _fact(scene: Scene, command: str, stage: int | None, level: int | None) -> AnyEvent:
    if command == DISCHARGE:
        return Discharge(at=scene.now)
    if command in POSITIONED:
        return ClinicianCommand(at=scene.now, command=Command(command), stage=stage, level=level)
    return ClinicianCommand(at=scene.now, command=Command(command))


async def _alerts_answered(scene: Scene, record: PlanRecord, command: str) -> None:
    """An order answers what was open: a release the routine signs, a restart or discharge everything."""
    reply = {DISCHARGE: Reply.DISCHARGED, Command.RESTART.value: Reply.RESTARTED}.get(command)
    for alert in await _answered_by(scene, record, command):
        await resolve_alert(scene, record, alert, reply)


async def _answered_by(scene: Scene, record: PlanRecord, command: str) -> list[AlertRecord]:
    if command not in ANSWERING:
        return []
    unresolved = await scene.uow.alerts.unresolved(record.id)
    return [one for one in unresolved if command in OUT_OF_A_STOP or one.rule == ROUTINE_SIGN]


# --- words to the patient --------------------------------------------------------------------------------------------


async def ask_for_note(scene: Scene, plan_id: int) -> None:
    """Ask the clinician for words to a patient, unless nothing would reach them."""
    record = await plan_cared_for(scene, plan_id, Action.WRITE_NOTE)
    await _still_agreed(scene, record)
    patient = await scene.uow.people.get(record.patient_id)
    if patient.reachable:
        await scene.uow.dialogues.set(scene.who.id, Dialogue(NOTE, {"plan": plan_id}), scene.now)
    await scene.show(WriteNote(plan=plan_id, name=patient.name, reachable=patient.reachable))


async def write_note(scene: Scene, plan_id: int, text: str) -> None:
    """Keep a clinician's words and send them to the patient.

    Raises:
        RefusedError: if there are none, or too many.
    """
    record = await plan_cared_for(scene, plan_id, Action.WRITE_NOTE)
    await _still_agreed(scene, record)
    words = text.strip()
    if not words or len(words) > LONGEST_NOTE:
        raise RefusedError(Said.BLANK if not words else Said.TOO_LONG)
    note = Note(id=scene.uow.new_id(), plan_id=plan_id, author_id=scene.who.id, text=words, at=scene.now)
    await scene.uow.notes.add(note)
    await worked_on(scene, record)
    await scene.uow.dialogues.set(scene.who.id, None, scene.now)
    told = NoteToPatient(text=words, clinician=scene.who.name, clinic=await scene.uow.clinics.get())
    await scene.uow.outbox.send(record.patient_id, told, priority=Priority.REPLY)
    patient = await scene.uow.people.get(record.patient_id)
    await scene.send(WriteNote(plan=plan_id, name=patient.name, sent=True, reachable=patient.reachable))

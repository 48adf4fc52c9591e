"""Pausing for illness, travel or a full week, and coming back; leaving for good."""

from dataclasses import replace
from datetime import date, timedelta

from rehab.events import Discharge, Pause, Resume
from rehab.explain import explained
from rehab.messages.common import Said
from rehab.messages.invitations import PatientIn
from rehab.messages.plan import LeaveCard, PauseCard, PauseView
from rehab.permissions import Action
from rehab.plan import Status
from usecases.after import settle
from usecases.awaiting import refuse_if_awaiting
from usecases.course import load, record_fact
from usecases.prompts.layout import lay_out
from usecases.records import PauseReason, PlanRecord
from usecases.scene import RefusedError, Scene, own_plan

LENGTHS = (3, 7, 14)  # days to choose from; 0 is without an end


async def choose_reason(scene: Scene) -> None:
    """Ask why; a plan that is paused already offers the way back instead."""
    record = await own_plan(scene, Action.PAUSE)
    if record.plan.status is Status.PAUSED:
        await refuse_if_awaiting(scene, record)
        await scene.show(PauseCard(view=PauseView.PAUSED, reason=record.pause_reason, until=record.resume_on))
        return
    _can_pause(record)
    await scene.show(PauseCard(view=PauseView.REASON))


def _can_pause(record: PlanRecord) -> None:
    if record.plan.status is Status.STOPPED:
        raise RefusedError(Said.PLAN_STOPPED)
    if record.plan.status is Status.DISCHARGED:
        raise RefusedError(Said.PLAN_ENDED)


async def choose_length(scene: Scene, reason: PauseReason) -> None:
    """Ask for how long."""
    await own_plan(scene, Action.PAUSE)
    await scene.show(PauseCard(view=PauseView.UNTIL, reason=reason))


async def pause(scene: Scene, reason: PauseReason, days: int) -> None:
    """Pause: no prompts, no reminders; red flags still work."""
    record = await own_plan(scene, Action.PAUSE)
    _can_pause(record)
    await refuse_if_awaiting(scene, record)
    if days not in {0, *LENGTHS} or reason is PauseReason.TREATMENT:
        raise RefusedError(Said.CHANGED)
    until: date | None = record.plan.today(scene.now) + timedelta(days=days) if days else None
    if record.plan.status is not Status.PAUSED:
        record = (await record_fact(scene, record, Pause(at=scene.now))).record
    record = replace(record, pause_reason=reason, resume_on=until)
    await scene.uow.plans.save(record)
    await lay_out(scene, record, await load(scene, record))
    await scene.show(PauseCard(view=PauseView.PAUSED, reason=reason, until=until))


async def check_before_resuming(scene: Scene) -> None:
    """Before the plan goes on: has anything happened meanwhile?"""
    record = await own_plan(scene, Action.PAUSE)
    if record.plan.status is not Status.PAUSED:
        _can_pause(record)
        raise RefusedError(Said.NOT_PAUSED)
    await refuse_if_awaiting(scene, record)
    since = record.plan.today(record.plan.paused_since) if record.plan.paused_since else record.plan.today(scene.now)
    away = (record.plan.today(scene.now) - since).days
    await scene.show(PauseCard(view=PauseView.CHECK, days=away))


async def resume(scene: Scene) -> None:
    """Go on; after more than the allowed gap the rules decide the level at which."""
    record = await own_plan(scene, Action.PAUSE)
    if record.plan.status is not Status.PAUSED:
        raise RefusedError(Said.NOT_PAUSED)
    await refuse_if_awaiting(scene, record)
    outcome = await record_fact(scene, record, Resume(at=scene.now))
    record = replace(outcome.record, pause_reason=None, resume_on=None)
    record = await settle(scene, replace(outcome, record=record), from_now=True)
    decision = explained(outcome.decision) if outcome.decision else None
    await scene.show(PauseCard(view=PauseView.RESUMED, decision=decision, position=record.plan.position))


async def stay_paused(scene: Scene) -> None:
    """Not yet."""
    record = await own_plan(scene, Action.PAUSE)
    if record.plan.status is not Status.PAUSED:
        raise RefusedError(Said.NOT_PAUSED)
    await refuse_if_awaiting(scene, record)
    await scene.show(PauseCard(view=PauseView.PAUSED, reason=record.pause_reason))


async def ask_leave(scene: Scene) -> None:
    """Make sure that somebody really wants to stop for good."""
    record = await own_plan(scene, Action.LEAVE)
    if record.plan.status is Status.DISCHARGED:
        raise RefusedError(Said.PLAN_ENDED)
    await scene.show(LeaveCard(view="ask"))


async def stay(scene: Scene) -> None:
    """Thought better of it."""
    await own_plan(scene, Action.LEAVE)
    await scene.show(LeaveCard(view="stayed"))


async def leave(scene: Scene) -> None:
    """Stop for good: the plan ends, nothing more is sent, and the clinician is told."""
    record = await own_plan(scene, Action.LEAVE)
    if record.plan.status is Status.DISCHARGED:
        raise RefusedError(Said.PLAN_ENDED)
    await settle(scene, await record_fact(scene, record, Discharge(at=scene.now)))
    await scene.show(LeaveCard(view="left", clinic=await scene.clinic()))
    told = PatientIn(plan=record.id, name=scene.who.name, position=record.plan.position, left=True)
    await scene.uow.outbox.send(record.attending, told)

"""What a prompt's card shows, from the plan as it stands."""

from dataclasses import replace
from datetime import datetime, timedelta

from rehab import guide
from rehab.explain import run_view
from rehab.messages.day import (
    Explained,
    QuestionCard,
    QuestionView,
    SessionCard,
    SessionView,
    TimerView,
)
from rehab.plan import Plan, Status
from rehab.protocol import Protocol
from rehab.running import present_run
from rehab.timetable import PromptKind, exercises, maintenance_aim, offers_load_test, prescribed, question_due
from usecases.records import Draft, PlanRecord, Prompt, PromptStep
from usecases.scene import Scene

SNOOZES = (timedelta(minutes=15), timedelta(hours=1))
EVENING_HOURS = 2  # "this evening" is so long before quiet hours
MOST_SNOOZES = 2
SHORT_STIFFNESS = 10  # minutes below which a stiff morning is a short one, and that separate the spans of the buttons


def session_card(scene: Scene, record: PlanRecord, prompt: Prompt, view: SessionView) -> SessionCard:
    """A session's card as the plan and what has been answered make it."""
    plan, draft = record.plan, prompt.draft
    prescription = prescribed(plan, scene.protocol)
    return SessionCard(
        view=view,
        prompt=prompt.id,
        position=plan.position,
        exercises=exercises(plan, scene.protocol),
        slot=prompt.slot,
        of=prescription.blocks_per_day,
        due_at=prompt.due_at,
        closes_at=prompt.closes_at,
        flare=plan.flare_since is not None,
        maintenance=plan.status is Status.MAINTENANCE,
        lighter=plan.reduced_dose,
        reminder=prompt.reminded,
        later=later_choices(record, prompt, scene.now) if view is SessionView.LATER else (),
        timer=timer_view(record.plan, scene.protocol, draft, scene.now) if view is SessionView.TIMER else None,
        outcome=draft.outcome,
        pain_before=draft.pain_before,
        pain_during=draft.pain_during,
        run=run_view(plan, scene.protocol, present_run(plan, scene.protocol)),
        aim=maintenance_aim(plan, scene.protocol),
        load_test=offers_load_test(plan, scene.protocol) and prescription.daily and prompt.slot == 1,
        ceiling=int(scene.protocol.thresholds.pain_ceiling.value),
        easy=int(scene.protocol.thresholds.pain_progress_max.value),
    )


def view_of(prompt: Prompt) -> SessionView:
    """What the card of a session that can still be answered shows."""
    return {
        PromptStep.TIMER: SessionView.TIMER,
        PromptStep.LATER: SessionView.LATER,
        PromptStep.SKIP: SessionView.SKIP,
        PromptStep.BEFORE: SessionView.BEFORE,
        PromptStep.DURING: SessionView.DURING,
    }.get(prompt.step, SessionView.ASK)


def later_choices(record: PlanRecord, prompt: Prompt, now: datetime) -> tuple[datetime, ...]:
    """The instants to which a session can be put off: inside its window, outside quiet hours, and not too often."""
    if prompt.snoozes >= MOST_SNOOZES:
        return ()
    zone, preferences = record.zone, record.preferences
    evening = _evening(record, now)
    wanted = [*(now + snooze for snooze in SNOOZES), *([evening] if evening > now + SNOOZES[-1] else [])]
    latest = prompt.closes_at - SNOOZES[0]
    return tuple(at for at in wanted if at <= latest and not preferences.is_quiet(at, zone))


def _evening(record: PlanRecord, now: datetime) -> datetime:
    """Some hours before the next quiet hours begin."""
    wall = now
    while not record.preferences.is_quiet(wall, record.zone) and wall - now < timedelta(days=1):
        wall += timedelta(minutes=15)
    return record.preferences.last_waking(wall, record.zone).replace(second=0) - timedelta(hours=EVENING_HOURS)


def elapsed(draft: Draft, now: datetime) -> float:
    """How many seconds of a guided session have run."""
    if draft.timer_from is None:
        return 0.0
    return ((draft.paused_at or now) - draft.timer_from).total_seconds() + draft.moved_on


def phases(plan: Plan, protocol: Protocol) -> tuple[guide.Phase, ...]:
    """The guided session of a plan as it stands."""
    return guide.phases(prescribed(plan, protocol).exercises, protocol)


def timer_view(plan: Plan, protocol: Protocol, draft: Draft, now: datetime) -> TimerView | None:
    """Where a guided session is; None once it is over."""
    moment = guide.at(phases(plan, protocol), elapsed(draft, now))
    if moment is None:
        return None
    phase = moment.phase
    return TimerView(
        exercise=phase.dose.id,
        phase=phase.kind,
        side=phase.side,
        set_number=phase.set_number,
        sets=phase.dose.sets,
        left=moment.left,
        left_in_all=moment.left_in_all,
        length=phase.seconds,
        paused=draft.paused_at is not None,
        hold=phase.dose.hold is not None,
    )


def session_done(
    scene: Scene, record: PlanRecord, prompt: Prompt, decision: Explained | None, anchor: datetime | None
) -> SessionCard:
    """The card of a session that was done: what was reported, what to do now, and when the next question comes."""
    card = session_card(scene, record, prompt, SessionView.DONE)
    limits = scene.protocol.thresholds
    due = question_due(anchor, record.preferences, record.zone, limits) if anchor else None
    return replace(card, question_at=due, decision=decision, correctable=True)


def stiffness_choices(scene: Scene, prompt: Prompt) -> tuple[int, ...]:
    """Minutes of a stiff morning that can be pressed: none, a short one, up to the limit for a routine look, longer.

    Each button stands for a span and counts as its middle (product choice). A daily rating does not ask.
    """
    if prompt.kind is not PromptKind.PAIN_24H:
        return ()
    limit = int(scene.protocol.thresholds.stiffness_flag_min.value)
    return (0, SHORT_STIFFNESS // 2, (SHORT_STIFFNESS + limit) // 2, limit + SHORT_STIFFNESS // 2)


def question_card(scene: Scene, prompt: Prompt, view: QuestionView) -> QuestionCard:
    """A question's card."""
    return QuestionCard(
        view=view,
        prompt=prompt.id,
        about=prompt.about,
        daily=prompt.kind is PromptKind.DAILY,
        reminder=prompt.reminded,
        closes_at=prompt.closes_at,
        value=prompt.draft.value,
        stiffness_choices=stiffness_choices(scene, prompt),
        stiffness_limit=int(scene.protocol.thresholds.stiffness_flag_min.value),
        stiffness=prompt.draft.stiffness,
    )

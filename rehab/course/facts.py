"""What each kind of fact does to a course."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from rehab.course.due import gap_at, gap_evaluated, pass_time_before
from rehab.course.state import Course, Step, evaluate, run_kept, settled
from rehab.engine import Alert, AlertKind, Occasion, OccasionKind, maintained, restarted, resumed, set_to
from rehab.events import (
    PERFORMED,
    AnyEvent,
    Barrier,
    ClinicianCommand,
    Command,
    Discharge,
    ExitTest,
    GoalMet,
    LoadTest,
    Measure,
    Pain24h,
    Pause,
    RedFlagScreen,
    Resume,
    RoutineSign,
    Session,
    Treatment,
    Trigger,
    Weekly,
    ZoneChange,
    from_patient,
)
from rehab.evidence import Evidence, Rated, with_answer, with_session
from rehab.lifecycle import Happening, changes
from rehab.plan import Plan, Position, Treated, ZoneFrom
from rehab.protocol import STIFFNESS, Protocol, Tier


def take(course: Course, event: AnyEvent, protocol: Protocol) -> Step:
    """Move a course on by one fact, first through what fell due before it.

    Raises:
        ValueError: if the fact lies before what has been dealt with.
    """
    if event.at < course.plan.evaluated_until:
        raise ValueError(f"out of order: {event.kind} at {event.at.isoformat()}")
    step = pass_time_before(course, event.at, protocol)
    step = step.then(_TAKERS[type(event)](_heard(step.course, event), event, protocol))
    return run_kept(step, protocol, event.at)


def _heard(course: Course, event: AnyEvent) -> Course:
    """The patient has been heard of: by anything but a session that was let pass, or what a clinician did."""
    today = course.plan.today(event.at)
    if course.evidence.heard == today or not from_patient(event):
        return course
    return Course(course.plan, course.evidence.grown(heard=today))


def remember(evidence: Evidence, event: AnyEvent, plan: Plan, protocol: Protocol) -> Evidence:
    """The evidence with one fact added and nothing decided: how stored facts are read back.

    `plan` may be a later one: what held at the fact's instant is looked up in it.
    """
    return _remembered(_heard(Course(plan, evidence), event).evidence, event, plan, protocol)


def remember_all(events: Iterable[AnyEvent], plan: Plan, protocol: Protocol) -> Evidence:
    """All of some facts as evidence, oldest first."""
    evidence = Evidence()
    for event in events:
        evidence = remember(evidence, event, plan, protocol)
    return evidence


def _remembered(evidence: Evidence, event: AnyEvent, plan: Plan, protocol: Protocol) -> Evidence:
    match event:
        case Session():
            stage = plan.position_at(event.at).stage
            return with_session(
                evidence,
                event,
                day=plan.today(event.at),
                stage=stage,
                irritable_start=protocol.stage(stage).irritable_start,
                baseline_pain=plan.baseline_pain,
            )
        case Pain24h():
            return with_answer(evidence, event, day=plan.today(event.at), limits=protocol.thresholds)[0]
        case Weekly():
            return replace(evidence, weekly=(*evidence.weekly, event))
        case Measure():
            return replace(evidence, measures=(*evidence.measures, event))
        case LoadTest():
            rated = Rated(event.at, plan.today(event.at), event.value)
            return replace(evidence, load_tests=(*evidence.load_tests, rated))
        case _:
            return evidence


def _noted(course: Course, event: AnyEvent, protocol: Protocol) -> Step:
    return Step(Course(course.plan, _remembered(course.evidence, event, course.plan, protocol)))


def _session(course: Course, event: Session, protocol: Protocol) -> Step:
    """Above the ceiling the day is judged at once; else it waits for its 24-hour answer."""
    step = _noted(course, event, protocol)
    pain, ceiling = event.pain_during, protocol.thresholds.pain_ceiling.value
    if event.outcome not in PERFORMED or pain is None or pain <= ceiling:
        return step
    occasion = Occasion(OccasionKind.CEILING, step.course.evidence.days[-1])
    return evaluate(step.course, occasion, protocol, event.at)


def _pain_24h(course: Course, event: Pain24h, protocol: Protocol) -> Step:
    """An answer is evaluated; with no day open it is a daily rating, which is used only to see that a flare is over."""
    step = _stiff(course, event, protocol)
    plan, today = step.course.plan, course.plan.today(event.at)
    evidence, answered = with_answer(course.evidence, event, day=today, limits=protocol.thresholds)
    course = Course(plan, evidence)
    if answered is None:
        return step.then(Step(settled(course, protocol, event.at)))
    step = step.then(evaluate(course, Occasion(OccasionKind.ANSWER, answered), protocol, event.at))
    return step.then(Step(settled(step.course, protocol, event.at)))


def _stiff(course: Course, event: Pain24h, protocol: Protocol) -> Step:
    """A morning that was stiff for long is a routine sign; so is not each further one in a row (reference 2.5)."""
    limit = protocol.thresholds.stiffness_flag_min.value
    if event.stiffness is None or event.stiffness <= limit:
        return Step(course)
    before = course.evidence.last_stiffness()
    return Step(course) if before is not None and before > limit else _noticed(course, event.at, (STIFFNESS,))


def _exit_test(course: Course, event: ExitTest, _: Protocol) -> Step:
    return Step(course.with_plan(replace(course.plan, exit_test_passed=event.passed)))


def _red_flag(course: Course, event: RedFlagScreen, protocol: Protocol) -> Step:
    """Any red flag stops the plan, whatever the numbers (reference 2.4 row 1); a clean screen changes nothing."""
    if not event.flags:
        return Step(course)
    tier = min(protocol.red_flags[flag].tier for flag in event.flags)
    alert = Alert(event.at, AlertKind.URGENT, "red_flag", {"flags": ",".join(event.flags), "tier": tier.value})
    return Step(course.with_plan(replace(course.plan, stopped=True)), alerts=(alert,))


def _routine_sign(course: Course, event: RoutineSign, _: Protocol) -> Step:
    return _noticed(course, event.at, event.signs)


def _noticed(course: Course, at: datetime, signs: tuple[str, ...]) -> Step:
    """Routine signs hold the plan until a clinician releases it; those that wait for that are not told again."""
    plan = course.plan
    held = course.with_plan(replace(plan, held=True, signs=tuple(dict.fromkeys((*plan.signs, *signs)))))
    if held.plan.signs == plan.signs:
        return Step(held)
    alert = Alert(at, AlertKind.REVIEW, "routine_sign", {"flags": ",".join(signs), "tier": Tier.D.value})
    return Step(held, alerts=(alert,))


def _treatment(course: Course, event: Treatment, _: Protocol) -> Step:
    """After an injection or surgery the plan pauses, and only a clinician's restart ends that."""
    plan = replace(course.plan, treatments=(*course.plan.treatments, Treated(event.at, event.what)))
    if changes(Happening.TREATMENT, plan.status):
        plan = replace(plan, paused_since=plan.paused_since or event.at, awaits_restart=True)
    inputs = {"what": event.what.value, "count": plan.times(event.what)}
    return Step(course.with_plan(plan), alerts=(Alert(event.at, AlertKind.REVIEW, "treatment", inputs),))


def _clinician(course: Course, event: ClinicianCommand, _: Protocol) -> Step:
    plan = course.plan
    to = Position(event.stage or plan.position.stage, event.level or plan.position.level)
    match event.command:
        case Command.RESTART:
            return Step(Course(restarted(plan, to, event.at), Evidence()))
        case Command.SET:
            plan = set_to(plan, to, event.at)
        case Command.HOLD | Command.RELEASE:
            plan = replace(plan, held=event.command is Command.HOLD, signs=())
        case Command.APPROVE_STAGE_4:
            plan = replace(plan, approved=True)
        case _:  # stop
            plan = replace(plan, stopped=True)
    return Step(course.with_plan(plan))


def _pause(course: Course, event: Pause, _: Protocol) -> Step:
    if not changes(Happening.PAUSE, course.plan.status):
        return Step(course)
    return Step(course.with_plan(replace(course.plan, paused_since=event.at)))


def _resume(course: Course, event: Resume, protocol: Protocol) -> Step:
    """Back again; a gap that fell into the pause is evaluated now. Where a restart is awaited nothing changes."""
    if course.plan.awaits_restart or not changes(Happening.RESUME, course.plan.status):
        return Step(course)
    course = course.with_plan(resumed(course.plan, event.at))
    due = gap_at(course, protocol)
    return gap_evaluated(course, protocol, event.at) if due is not None and due <= event.at else Step(course)


def _goal_met(course: Course, event: GoalMet, _: Protocol) -> Step:
    """Maintenance with the position kept; met again in maintenance, the plan ends."""
    plan = course.plan
    if not changes(Happening.GOAL_MET, plan.status):
        return Step(course)
    if plan.maintenance_from is not None:
        return Step(course.with_plan(replace(plan, discharged=True)))
    return Step(course.with_plan(maintained(plan, event.at)))


def _discharge(course: Course, _: Discharge, __: Protocol) -> Step:
    return Step(course.with_plan(replace(course.plan, discharged=True, stopped=False)))


def _zone(course: Course, event: ZoneChange, _: Protocol) -> Step:
    zones = (*course.plan.zones, ZoneFrom(event.at, event.timezone))
    return Step(course.with_plan(replace(course.plan, zones=zones)))


_TAKERS: Mapping[type, Callable[[Course, Any, Protocol], Step]] = {
    Session: _session,
    Pain24h: _pain_24h,
    ExitTest: _exit_test,
    LoadTest: _noted,
    Weekly: _noted,
    Measure: _noted,
    Barrier: _noted,
    Trigger: _noted,
    RedFlagScreen: _red_flag,
    RoutineSign: _routine_sign,
    Treatment: _treatment,
    ClinicianCommand: _clinician,
    Pause: _pause,
    Resume: _resume,
    GoalMet: _goal_met,
    Discharge: _discharge,
    ZoneChange: _zone,
}

"""What must hold whatever the rules say (reference section 9), checked at every step of a simulated life.

This module does not import the engine's rules: it has its own ledger and reads only facts, decisions and prompts.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta

from rehab.days import hours
from rehab.engine import AlertKind, OccasionKind, Verdict
from rehab.events import PERFORMED, RedFlagScreen, Session
from rehab.lab.simulate.ledger import Trained
from rehab.lab.simulate.seen import Made, Owing, Taken
from rehab.lab.simulate.weekly import (
    SILENT,
    a_review_holds_or_lowers,
    half_a_year_is_told,
    resting_plans_are_left_in_peace,
    reviewed_every_week,
    silence_is_told,
    told_four_weeks_apart,
)
from rehab.plan import Position
from rehab.timetable import PromptKind

# --- decisions that move a plan on -----------------------------------------------------------------------------------


def _answered_in_time(made: Made) -> bool:
    """Only an answer moves a plan on, and each of the days that count has one inside its window."""
    days = _days_that_count(made)
    by_answer = made.decision.occasion is OccasionKind.ANSWER
    return all(day.on_time(made.protocol) for day in days) and by_answer


def _easy_days(made: Made) -> bool:
    """Enough training days, and all of them easy."""
    days = _days_that_count(made)
    enough = len(days) == made.protocol.stage(made.decision.before.stage).green_days
    return enough and all(day.easy(made.protocol) for day in days)


def _adherent(made: Made) -> bool:
    halves = made.ledger.halves_in_week(made.ledger.today(made.decision.at))
    return bool(halves) and sum(halves) * 50 >= made.protocol.thresholds.adherence_progress.value * len(halves)


def _long_enough(made: Made) -> bool:
    """The minimum days at the level, and at the top level also those in the stage."""
    today, stage = made.ledger.today(made.decision.at), made.protocol.stage(made.decision.before.stage)
    at_level, in_stage = (today - made.ledger.level_entered).days, (today - made.ledger.stage_entered).days
    return at_level >= stage.min_days_at_level and (not _leaves_top(made) or in_stage >= stage.min_days)


def _gates_passed(made: Made) -> bool:
    """A stage is left after its test only, and one that needs the clinician's word is entered with it only."""
    approved = made.ledger.approved or not made.protocol.stage(made.decision.after.stage).needs_approval
    return approved and (made.ledger.exit_passed or not _leaves_top(made))


def _nothing_settling(made: Made) -> bool:
    """No gain while paused, or while a flare settles."""
    return made.plan.paused_since is None and made.plan.flare_since is None


# --- all decisions ---------------------------------------------------------------------------------------------------


def _one_step(made: Made) -> bool:
    """One rung up, one level down or to the stage below, as the verdict says; never more, never elsewhere."""
    one, protocol = made.decision, made.protocol
    stage, level = one.before
    top = level == protocol.top_level(stage)
    up = Position(stage + 1, 1) if top else Position(stage, level + 1)
    below = protocol.top_level(max(1, stage - 1)) - one.flare
    allowed = {
        Verdict.PROGRESS: one.before if one.maintenance else up,
        Verdict.HOLD: one.before,
        Verdict.REDUCE: Position(stage, max(1, level - 1)),
        Verdict.REGRESS: Position(stage - 1, below),
    }
    return one.before == made.ledger.position and one.after == allowed[one.verdict]


def _once_per_cause(made: Made) -> bool:
    """One training day lowers a plan once; a second time only from a reduce to all that a day can do."""
    one = made.decision
    down = one.verdict in {Verdict.REDUCE, Verdict.REGRESS} and one.cause is not None
    earlier = made.ledger.cuts.get(one.cause, []) if one.cause else []
    return not down or not earlier or (one.whole and not any(earlier))


def _auditable(made: Made) -> bool:
    """Rule, inputs, the thresholds in force, source, and the protocol's name and version."""
    one, protocol, note = made.decision, made.protocol, made.notes.get(made.decision.rule)
    if note is None or not one.inputs or one.at.utcoffset() != timedelta():
        return False
    in_force = all(one.thresholds.get(name) == protocol.thresholds.value(name) for name in note.uses)
    named = (one.protocol, one.protocol_version) == (protocol.id, protocol.version)
    return in_force and named and bool(one.source)


# --- steps and prompts -----------------------------------------------------------------------------------------------


def _red_flag_dominates(taken: Taken) -> bool:
    """A red flag alerts at once and stops the plan; it stays so, and all holds, until the clinician's restart."""
    if not taken.ledger.flagged:
        return True
    ticked = isinstance(taken.event, RedFlagScreen) and bool(taken.event.flags)
    told = any(alert.kind is AlertKind.URGENT for alert in taken.step.alerts)
    at = taken.event.at if ticked and taken.event else None
    held = all(one.verdict is Verdict.HOLD for one in taken.step.decisions if at is None or one.at >= at)
    return taken.step.course.plan.stopped and held and (told or not ticked)


def _overload_answered(taken: Taken) -> bool:
    """Pain above the ceiling is judged at once."""
    event, ceiling = taken.event, taken.protocol.thresholds.pain_ceiling.value
    if not isinstance(event, Session) or event.outcome not in PERFORMED or (event.pain_during or 0) <= ceiling:
        return True
    made = [one for one in taken.step.decisions if one.at == event.at and one.occasion is OccasionKind.CEILING]
    return len(made) == 1


def _inside_stages(taken: Taken) -> bool:
    (stage, level), stages = taken.step.course.plan.position, taken.protocol.stages
    return 1 <= stage <= len(stages) and 1 <= level <= len(stages[stage - 1].levels)


def _moved_by_decisions_only(taken: Taken) -> bool:
    """After a step the plan stands where the last decision or the clinician put it."""
    return taken.step.course.plan.position == taken.ledger.position


def _quiet_when_silent(owing: Owing) -> bool:
    """Nothing is owed while the plan is paused, stopped or over."""
    return owing.course.plan.status not in SILENT or not owing.prompts


def _rested(owing: Owing) -> bool:
    """No loading session opens sooner after the last one that was done than its gap (elapsed hours)."""
    plan, last, protocol = owing.course.plan, owing.ledger.last_done, owing.protocol
    if last is None or plan.flare_since is not None or plan.status in SILENT:
        return True
    kept = plan.maintenance_from is not None and plan.position == plan.maintenance_from
    gap = protocol.maintenance.gap_hours if kept else protocol.stage(plan.position.stage).gap_hours
    sessions = [one for one in owing.prompts if one.kind is PromptKind.SESSION]
    return not gap or all(one.opens_at - last >= hours(gap) for one in sessions)


def _days_that_count(made: Made) -> list[Trained]:
    count = made.protocol.stage(made.decision.before.stage).green_days
    return made.ledger.latest(count, made.decision.at, made.protocol)


def _leaves_top(made: Made) -> bool:
    stage, level = made.decision.before
    return level == made.protocol.top_level(stage)


OF_GAINS: Mapping[str, Callable[[Made], bool]] = {
    "no-progress-in-pause-or-flare": _nothing_settling,
    "progress-needs-answers-in-time": _answered_in_time,
    "progress-needs-easy-days": _easy_days,
    "progress-needs-adherence": _adherent,
    "progress-needs-minimum-days": _long_enough,
    "stages-are-left-through-their-gates": _gates_passed,
}
OF_DECISIONS: Mapping[str, Callable[[Made], bool]] = {
    "every-decision-can-be-audited": _auditable,
    "one-step-at-most": _one_step,
    "down-once-per-cause": _once_per_cause,
    "a-review-never-moves-on": a_review_holds_or_lowers,
    "no-alert-of-a-kind-twice-in-four-weeks": told_four_weeks_apart,
    "half-a-year-is-never-silent": half_a_year_is_told,
    "a-silent-week-is-told": silence_is_told,
    "resting-plans-are-left-in-peace": resting_plans_are_left_in_peace,
}
OF_STEPS: Mapping[str, Callable[[Taken], bool]] = {
    "red-flag-dominates": _red_flag_dominates,
    "overload-is-judged-at-once": _overload_answered,
    "inside-the-stages": _inside_stages,
    "moved-by-decisions-only": _moved_by_decisions_only,
}
OF_PROMPTS: Mapping[str, Callable[[Owing], bool]] = {
    "nothing-owed-while-silent": _quiet_when_silent,
    "no-session-before-its-gap": _rested,
    "reviewed-every-week": reviewed_every_week,
}
PROPERTIES = (*OF_GAINS, *OF_DECISIONS, *OF_STEPS, *OF_PROMPTS)

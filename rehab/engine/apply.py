"""The next plan: from a decision, or from a clinician's order."""

from dataclasses import replace
from datetime import datetime

from rehab.engine.case import OccasionKind, Verdict
from rehab.engine.decide import Decision
from rehab.plan import Cut, Flare, Move, Paused, Plan, Position


def apply(plan: Plan, decision: Decision) -> Plan:
    """The plan after a decision. A hold changes nothing but what a review has told."""
    if decision.occasion is OccasionKind.REVIEW and decision.alerts:
        plan = _reviewed(plan, decision)
    if decision.verdict is Verdict.HOLD:
        return plan
    moved = _moved(plan, decision.after, decision.at)
    if decision.verdict is Verdict.PROGRESS:
        return _gained(moved, decision)
    cut = Cut(decision.at, decision.cause, decision.rule, decision.whole)
    moved = replace(moved, cuts=(*plan.cuts, cut), reduced_dose=decision.after == decision.before)
    return _flaring(moved, decision) if decision.flare else moved


def _reviewed(plan: Plan, decision: Decision) -> Plan:
    """Remember when a review told of what: it does not tell of the same kind again for some weeks."""
    told = dict(plan.reviewed) | {alert.kind.value: plan.today(alert.at) for alert in decision.alerts}
    return replace(plan, reviewed=tuple(told.items()))


def _moved(plan: Plan, to: Position, at: datetime) -> Plan:
    """At another position; dates, dose and the stage's test start anew as far as they belong to what was left."""
    if to == plan.position:
        return plan
    today = plan.today(at)
    plan = replace(plan, position=to, level_since=today, moves=(*plan.moves, Move(at, to)), reduced_dose=False)
    if to.stage == plan.moves[-2].position.stage:
        return plan
    return replace(plan, stage_since=today, exit_test_passed=None)


def _gained(plan: Plan, decision: Decision) -> Plan:
    plan = replace(plan, last_gain=plan.today(decision.at), reduced_dose=False)
    return maintained(plan, decision.at) if decision.maintenance else plan


def _flaring(plan: Plan, decision: Decision) -> Plan:
    return replace(plan, flares=(*plan.flares, Flare(decision.at, baseline=decision.baseline)))


def maintained(plan: Plan, at: datetime) -> Plan:
    """In maintenance, with the position kept."""
    return replace(plan, maintenance_from=plan.position, maintenance_since=at)


def calmed(plan: Plan, at: datetime) -> Plan:
    """No longer in a flare."""
    if plan.flare_since is None:
        return plan
    return replace(plan, flares=(*plan.flares[:-1], replace(plan.flares[-1], until=at)))


def resumed(plan: Plan, at: datetime) -> Plan:
    """No longer paused; the pause is remembered."""
    if plan.paused_since is None:
        return plan
    return replace(plan, paused_since=None, pauses=(*plan.pauses, Paused(plan.paused_since, at)))


def set_to(plan: Plan, to: Position, at: datetime) -> Plan:
    """The clinician sets a position; evidence and status stay."""
    return _moved(plan, to, at)


def restarted(plan: Plan, to: Position, at: datetime) -> Plan:
    """The clinician restarts: a position, both dates, active again, and earlier evidence no longer used."""
    today = plan.today(at)
    return replace(
        calmed(resumed(plan, at), at),
        position=to,
        moves=(*plan.moves, Move(at, to)),
        stage_since=today,
        level_since=today,
        last_gain=today,
        evidence_from=at,
        exit_test_passed=None,
        reduced_dose=False,
        held=False,
        signs=(),
        awaits_restart=False,
        maintenance_from=None,
        maintenance_since=None,
        stopped=False,
        discharged=False,
        cuts=(),
        gap_counted_from=None,
    )

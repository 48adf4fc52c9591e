"""From a case to a decision: a value that says what changes, by which rule, on which numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from rehab.days import DAY
from rehab.engine.case import Case, Finding, Occasion, OccasionKind, Value, Verdict
from rehab.engine.review import KINDS, figures, findings, standing
from rehab.engine.rules import RULES
from rehab.evidence import Evidence
from rehab.plan import Plan, Position
from rehab.protocol import Protocol


class AlertKind(StrEnum):
    """What a clinician is told about."""

    URGENT = "urgent"
    STALLED = "stalled"
    REVIEW = "review"
    ADHERENCE = "adherence"
    LOST_CONTACT = "lost_contact"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Alert:
    """A clinician is to be told: when, what kind, by which rule and on which numbers."""

    at: datetime
    kind: AlertKind
    rule: str
    inputs: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One evaluation's outcome, with everything needed to explain and to audit it."""

    at: datetime
    occasion: OccasionKind
    verdict: Verdict
    rule: str
    inputs: Mapping[str, Value]
    thresholds: Mapping[str, float | int]
    source: str
    protocol: str
    protocol_version: str
    before: Position
    after: Position
    cause: date | None  # the training day it is about
    whole: bool  # a regress, or what stands for it in a stage that has none
    flare: bool
    baseline: float | None  # of the day that it is about, points 0-10
    maintenance: bool  # reached the end of the ladder
    alerts: tuple[Alert, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """What has been reported, and the occasion on which it is looked at."""

    evidence: Evidence
    occasion: Occasion


def decide(plan: Plan, history: History, protocol: Protocol, *, now: datetime) -> Decision:
    """Evaluate one occasion. Total: some rule always answers.

    Args:
        plan: where things stand.
        history: all evidence, and why it is looked at.
        protocol: rules' thresholds, stages and levels.
        now: the instant of the evaluation, aware UTC.
    """
    case = Case(plan, history.evidence, history.occasion, protocol, now)
    return _decision(case, _found(case))


def _found(case: Case) -> Finding:
    return next(finding for rule in RULES if (finding := rule(case)) is not None)


def _decision(case: Case, finding: Finding) -> Decision:
    verdict = _possible(case, finding.verdict)
    note = case.protocol.rule(finding.rule)
    after = _target(case, verdict, flare=finding.flare)
    return Decision(
        at=case.dated,
        occasion=case.occasion.kind,
        verdict=verdict,
        rule=finding.rule,
        inputs=finding.inputs,
        thresholds={name: case.limits.value(name) for name in note.uses},
        source=f"{note.tag}: {note.source}",
        protocol=case.protocol.id,
        protocol_version=case.protocol.version,
        before=case.plan.position,
        after=after or case.plan.position,
        cause=case.day.day if case.day else None,
        whole=finding.verdict is Verdict.REGRESS,
        flare=finding.flare,
        baseline=case.day.baseline if case.day else None,
        maintenance=after is None,
        alerts=_alerts(case, finding),
    )


def _possible(case: Case, verdict: Verdict) -> Verdict:
    """In a stage that has none below it a regress becomes a reduce."""
    return Verdict.REDUCE if verdict is Verdict.REGRESS and not case.stage.regresses else verdict


def _target(case: Case, verdict: Verdict, *, flare: bool) -> Position | None:
    """The position that a verdict leads to; None is maintenance."""
    stage, level = case.plan.position
    match verdict:
        case Verdict.PROGRESS:
            return _next_up(case)
        case Verdict.REDUCE:
            return Position(stage, max(1, level - 1))
        case Verdict.REGRESS:
            return Position(stage - 1, case.protocol.top_level(stage - 1) - flare)
        case _:
            return case.plan.position


def _next_up(case: Case) -> Position | None:
    stage, level = case.plan.position
    if not case.at_top:
        return Position(stage, level + 1)
    if stage == case.protocol.last_stage:
        return None
    wanted = case.plan.sport_goal or not case.protocol.stage(stage + 1).needs_sport_goal
    return Position(stage + 1, 1) if wanted else None


def _alerts(case: Case, finding: Finding) -> tuple[Alert, ...]:
    """A second flare in a short time tells the clinician; so does overload in a stage with nothing below it."""
    if case.occasion.kind is OccasionKind.REVIEW:
        now = standing(case)
        return tuple(Alert(case.dated, AlertKind(KINDS[rule]), rule, figures(now)) for rule in findings(case, now))
    if finding.flare and case.plan.flares:
        since = case.now - case.plan.flares[-1].since
        if since <= case.limits.flare_again_days.value * DAY:
            inputs = {**finding.inputs, "days": round(since / DAY, 1)}
            return (Alert(case.now, AlertKind.REVIEW, "second_flare", inputs),)
    if finding.verdict is Verdict.REGRESS and not case.stage.regresses:
        return (Alert(case.now, AlertKind.REVIEW, "overload_in_first_stage", finding.inputs),)
    return ()

"""From a decision to what people are told of it; the words stand in the catalogue."""

from datetime import datetime

from rehab.engine import Case, Decision, Occasion, OccasionKind, Requirement, Verdict, requirements
from rehab.engine.progress import blocks
from rehab.evidence import Evidence
from rehab.messages.day import Explained
from rehab.messages.plan import Missing
from rehab.plan import Plan
from rehab.protocol import Protocol


def explained(decision: Decision) -> Explained:
    """A decision for people."""
    moved = decision.after != decision.before
    return Explained(
        at=decision.at,
        rule=decision.rule,
        verdict=decision.verdict,
        before=decision.before,
        after=decision.after,
        flare=decision.flare,
        lighter=decision.verdict is Verdict.REDUCE and not moved,
        maintenance=decision.maintenance,
        new_stage=decision.after.stage != decision.before.stage,
        inputs=dict(decision.inputs),
        thresholds=dict(decision.thresholds),
        source=decision.source,
        version=f"{decision.protocol} {decision.protocol_version}",
    )


def missing(
    plan: Plan, evidence: Evidence, protocol: Protocol, now: datetime
) -> tuple[tuple[Missing, ...], tuple[str, ...]]:
    """What moving on still needs, and what holds the plan apart from that."""
    case = Case(plan, evidence, Occasion(OccasionKind.ANSWER), protocol, now)
    return tuple(_missing(requirement) for requirement in requirements(case)), blocks(case)


def _missing(requirement: Requirement) -> Missing:
    return Missing(name=requirement.name, have=requirement.have, need=requirement.need, met=requirement.met)

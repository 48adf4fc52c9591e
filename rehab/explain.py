"""From a decision to what people are told of it; the words stand in the catalogue."""

from datetime import datetime

from rehab.engine import Case, Decision, Occasion, OccasionKind, Requirement, Verdict, requirements
from rehab.engine.progress import blocks
from rehab.evidence import Evidence
from rehab.messages.day import Explained, RunView
from rehab.messages.plan import Missing
from rehab.plan import Plan, RunStanding
from rehab.protocol import Protocol
from rehab.running import present_run


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


def run_view(plan: Plan, protocol: Protocol, standing: RunStanding | None, *, moved: int = 0) -> RunView | None:
    """A standing on the ladder of runs for people; None where there is none, or no such step."""
    ladder = protocol.running
    if ladder is None or standing is None or standing.step > len(ladder.steps):
        return None
    step = ladder.step(standing.step)
    return RunView(
        step=standing.step,
        steps=len(ladder.steps),
        dose=step.dose,
        note=step.note,
        clean=min(standing.clean, ladder.clean_runs),
        needed=ladder.clean_runs,
        bounded=standing.step == ladder.last(plan.position.level) < len(ladder.steps),
        moved=moved,
    )


def run_moved(before: Plan, after: Plan, protocol: Protocol) -> RunView | None:
    """The next run, where it is another one than it was before."""
    was, run = present_run(before, protocol), present_run(after, protocol)
    if run is None or (was is not None and was.step == run.step):
        return None
    return run_view(after, protocol, run, moved=run.step - was.step if was else 0)

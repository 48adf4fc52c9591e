"""The return to running: where somebody stands on the protocol's ladder of runs, folded from their training days.

No question is asked for it. The run is a part of every session of the ladder's stage, so a training day's colour is
the run's as well (reference 3.3: up to 3 during and settled at 24 hours is clean, 4-5 repeats it, more is a step back):

- GREEN, and every session of the day done in full: a clean run. So many in a row lead one step on.
- RED: one step back.
- anything else (AMBER, unknown, a part session): the step is repeated, and the count of clean runs starts anew.

The level bounds the step. Who enters the stage for the first time begins at the first step of the level that they enter
at; who comes back into it begins one step below the one that they left.
"""

from collections.abc import Iterator
from datetime import datetime

from rehab.events import Outcome
from rehab.evidence import Colour, Evidence, TrainingDay, colour
from rehab.plan import Move, Plan, Position, RunStanding
from rehab.protocol import Protocol, Running


def run_standing(plan: Plan, evidence: Evidence, protocol: Protocol, now: datetime) -> RunStanding | None:
    """Where a plan stands on the ladder of runs; None outside the stage that has one.

    Args:
        plan: with all its moves.
        evidence: training days since the start or the last restart.
        protocol: with or without a ladder of runs.
        now: an instant, aware UTC. A day whose answer may still come in time counts for nothing before it has come.
    """
    ladder = protocol.running
    if ladder is None or plan.position.stage != ladder.stage:
        return None
    standing, position = None, plan.position
    for event in _story(plan, evidence, ladder):
        if isinstance(event, Move):
            standing = _moved(ladder, standing, position, event.position)
            position = event.position
        elif standing is not None and _is_known(event, protocol, now):
            standing = _bounded(ladder, _ran(ladder, standing, event, evidence, protocol), position.level)
    return standing


def present_run(plan: Plan, protocol: Protocol) -> RunStanding | None:
    """The run of a plan's next session; None where it has none: in another stage, in a flare, in maintenance."""
    return None if plan.maintained or plan.flare_since is not None else known_run(plan, protocol)


def known_run(plan: Plan, protocol: Protocol) -> RunStanding | None:
    """Where a plan stands on the ladder of runs, also before its first fact; None outside the stage that has one."""
    ladder = protocol.running
    if ladder is None or plan.position.stage != ladder.stage:
        return None
    return plan.run or RunStanding(ladder.first(plan.position.level))


def _story(plan: Plan, evidence: Evidence, ladder: Running) -> list[Move | TrainingDay]:
    """Where the plan stood and what was run, in order; a move of a run's own instant comes after it."""
    begun = Move(plan.evidence_from, next(m.position for m in reversed(plan.moves) if m.at <= plan.evidence_from))
    then: list[Move | TrainingDay] = [move for move in plan.moves if move.at > plan.evidence_from]
    then += _runs(plan, evidence, ladder)
    return [begun, *sorted(then, key=lambda one: (_at(one), isinstance(one, Move)))]


def _at(event: Move | TrainingDay) -> datetime:
    return event.at if isinstance(event, Move) else event.first_at


def _runs(plan: Plan, evidence: Evidence, ladder: Running) -> Iterator[TrainingDay]:
    """The training days that had a run: those of the stage, but none of a flare or of maintenance."""
    for day in evidence.days:
        if day.stage == ladder.stage and not plan.in_flare_at(day.first_at) and not _maintained(plan, day.first_at):
            yield day


def _maintained(plan: Plan, at: datetime) -> bool:
    since = plan.maintenance_since
    return since is not None and since < at and plan.position_at(at) == plan.maintenance_from


def _moved(ladder: Running, standing: RunStanding | None, before: Position, to: Position) -> RunStanding | None:
    if to.stage != ladder.stage:
        return standing
    if standing is None:
        return RunStanding(ladder.first(to.level))
    return _bounded(ladder, standing if before.stage == ladder.stage else _back(standing), to.level)


def _is_known(day: TrainingDay, protocol: Protocol, now: datetime) -> bool:
    """Whether nothing that comes in time can change what the day was."""
    red = colour(day, protocol.thresholds) is Colour.RED
    return red or day.answer is not None or day.closes_at(protocol.thresholds) <= now


def _ran(
    ladder: Running, standing: RunStanding, day: TrainingDay, evidence: Evidence, protocol: Protocol
) -> RunStanding:
    seen = colour(day, protocol.thresholds)
    if seen is Colour.RED:
        return _back(standing)
    most = ladder.step(standing.step).pain_max
    easy_enough = most is None or (day.worst_during is not None and day.worst_during <= most)
    clean = seen is Colour.GREEN and _in_full(day, evidence) and easy_enough
    return RunStanding(standing.step, standing.clean + 1 if clean else 0)


def _in_full(day: TrainingDay, evidence: Evidence) -> bool:
    """Whether all of the day's sessions were done as a whole: of a part nobody knows whether the run was in it."""
    return all(entry.outcome is not Outcome.PART for entry in evidence.logged if entry.day == day.day)


def _back(standing: RunStanding) -> RunStanding:
    return RunStanding(max(1, standing.step - 1))


def _bounded(ladder: Running, standing: RunStanding, level: int) -> RunStanding:
    """No further than the level allows; one step on as soon as there are enough clean runs and the level allows it."""
    highest = ladder.last(level)
    if standing.step > highest:
        return RunStanding(highest)
    on = standing.clean >= ladder.clean_runs and standing.step < highest
    return RunStanding(standing.step + 1) if on else standing

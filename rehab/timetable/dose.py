"""What is done in one session of a plan as it stands."""

from typing import NamedTuple

from rehab.messages.day import Exercise
from rehab.plan import Plan, Position, RunStanding
from rehab.protocol import Dose, Level, Protocol, Running, Stage
from rehab.running import present_run


class Prescription(NamedTuple):
    """One session's exercises, how many blocks a day, and whether it comes every day."""

    exercises: tuple[Dose, ...]
    blocks_per_day: int
    daily: bool
    sessions_per_week: int
    gap_hours: int


def prescribed(plan: Plan, protocol: Protocol) -> Prescription:
    """The session of a plan: that of its level, of maintenance, or the protocol's for as long as a flare settles."""
    if plan.flare_since is not None:
        return _at(Position(protocol.flare.stage, protocol.flare.level), protocol, reduced=None)
    if plan.maintained:
        kept = protocol.maintenance
        return Prescription(
            kept.exercises, 1, daily=False, sessions_per_week=kept.sessions_per_week, gap_hours=kept.gap_hours
        )
    reduced = protocol.thresholds.dose_cut.value if plan.reduced_dose else None
    return _at(plan.position, protocol, reduced=reduced, run=present_run(plan, protocol))


def exercises(plan: Plan, protocol: Protocol) -> tuple[Exercise, ...]:
    """The exercises of one session of a plan as it stands."""
    doses = prescribed(plan, protocol).exercises
    return tuple(as_shown(dose, protocol) for dose in doses)


def as_shown(dose: Dose, protocol: Protocol) -> Exercise:
    """One exercise as the protocol says that it is shown."""
    known = protocol.exercises[dose.id]
    return Exercise(dose=dose, each_side=known.each_side, drawing=known.drawing)


def _at(
    position: Position, protocol: Protocol, *, reduced: float | None, run: RunStanding | None = None
) -> Prescription:
    stage: Stage = protocol.stage(position.stage)
    level: Level = protocol.level(*position)
    doses = _with_run(level.exercises, protocol.running, run)
    doses = doses if reduced is None else tuple(lighter(dose, reduced) for dose in doses)
    return Prescription(doses, level.blocks_per_day, stage.daily, stage.sessions_per_week, stage.gap_hours)


def _with_run(doses: tuple[Dose, ...], ladder: Running | None, run: RunStanding | None) -> tuple[Dose, ...]:
    """A level's exercises with the run of the step that somebody stands on."""
    if ladder is None or run is None:
        return doses
    return tuple(ladder.step(run.step).dose if ladder.is_run(dose) else dose for dose in doses)


def lighter(dose: Dose, percent: float) -> Dose:
    """About that much less of an exercise: fewer sets where there are several, else less of the one set."""
    keep = 1 - percent / 100
    if dose.km is not None and dose.miles is not None:
        dose = dose.model_copy(update={"km": round(dose.km * keep, 1), "miles": round(dose.miles * keep, 1)})
    if dose.sets > 1:
        return dose.model_copy(update={"sets": max(1, round(dose.sets * keep))})
    field = next(name for name in ("reps", "hold", "seconds", "minutes") if getattr(dose, name) is not None)
    return dose.model_copy(update={field: max(1, round(getattr(dose, field) * keep))})

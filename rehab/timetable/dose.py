"""What is done in one session of a plan as it stands."""

from dataclasses import dataclass

from rehab.plan import Plan, Position, Status
from rehab.protocol import Dose, Level, Protocol, Stage


@dataclass(frozen=True, slots=True)
class Prescription:
    """One session's exercises, how many blocks a day, and whether it comes every day."""

    exercises: tuple[Dose, ...]
    blocks_per_day: int
    daily: bool
    sessions_per_week: int
    gap_hours: int


def prescribed(plan: Plan, protocol: Protocol) -> Prescription:
    """The session of a plan: that of its level, of maintenance, or Stage 1 holds while a flare settles."""
    if plan.flare_since is not None:
        return _at(Position(protocol.flare.stage, protocol.flare.level), protocol, reduced=None)
    if plan.status is Status.MAINTENANCE and plan.position == plan.maintenance_from:
        kept = protocol.maintenance
        return Prescription(
            kept.exercises, 1, daily=False, sessions_per_week=kept.sessions_per_week, gap_hours=kept.gap_hours
        )
    reduced = protocol.thresholds.dose_cut.value if plan.reduced_dose else None
    return _at(plan.position, protocol, reduced=reduced)


def _at(position: Position, protocol: Protocol, *, reduced: float | None) -> Prescription:
    stage: Stage = protocol.stage(position.stage)
    level: Level = protocol.level(*position)
    doses = level.exercises if reduced is None else tuple(lighter(dose, reduced) for dose in level.exercises)
    return Prescription(doses, level.blocks_per_day, stage.daily, stage.sessions_per_week, stage.gap_hours)


def lighter(dose: Dose, percent: float) -> Dose:
    """About that much less of an exercise: fewer sets where there are several, else less of the one set."""
    keep = 1 - percent / 100
    if dose.sets > 1:
        return dose.model_copy(update={"sets": max(1, round(dose.sets * keep))})
    field = next(name for name in ("reps", "hold", "seconds", "minutes") if getattr(dose, name) is not None)
    return dose.model_copy(update={field: max(1, round(getattr(dose, field) * keep))})

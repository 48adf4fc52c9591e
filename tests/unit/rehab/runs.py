"""Histories in Stage 4, and where on the ladder of runs they end."""

from rehab.protocol import Running
from tests.unit.rehab.tales import PROTOCOL, Event, Trace, order, run, tale

NO_LADDER = PROTOCOL.model_copy(update={"running": None})


def shipped_ladder() -> Running:
    """The ladder of the shipped protocol."""
    assert PROTOCOL.running is not None
    return PROTOCOL.running


LADDER = shipped_ladder()


def stands(history: Trace) -> tuple[int, int] | None:
    """Step and clean runs, as a trace leaves the plan."""
    standing = run(history).course.plan.run
    return None if standing is None else (standing.step, standing.clean)


def stage_4(level: int, *parts: Event | list[Event], held: bool = True) -> Trace:
    """A history in Stage 4, held by the clinician so that only the runs move on."""
    hold = [order(0, "hold")] if held else []
    return tale(4, level, hold, *parts, sport_goal=True, clinician_approved_stage_4=True)

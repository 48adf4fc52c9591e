"""The guided session: which hold, repetition set or rest it is now, as a pure function of the time that has run."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rehab.protocol import Dose, Protocol

GET_READY = 10  # seconds before the first hold, to get into position


class PhaseKind(StrEnum):
    """What the person does during a phase."""

    READY = "ready"
    WORK = "work"
    WALK = "walk"
    RUN = "run"
    REST = "rest"


class Side(StrEnum):
    """Which leg works."""

    BOTH = "both"
    FIRST = "first"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class Phase:
    """One stretch of a guided session: what, of which exercise and set (counted from 1), for how many seconds."""

    kind: PhaseKind
    dose: Dose
    set_number: int
    side: Side
    seconds: int


@dataclass(frozen=True, slots=True)
class Moment:
    """Where a guided session is: the phase, the seconds left in it, and the seconds left in all."""

    phase: Phase
    left: int
    left_in_all: int


def phases(doses: Sequence[Dose], protocol: Protocol) -> tuple[Phase, ...]:
    """A whole session as phases, without a rest after the very last set."""
    found = [phase for dose in doses for phase in _exercise(dose, each_side=protocol.exercises[dose.id].each_side)]
    return tuple(found[:-1] if found and found[-1].kind is PhaseKind.REST else found)


def work_seconds(dose: Dose) -> int:
    """How long one set of one side takes: the hold, the drill, the run, or repetitions at their tempo."""
    if dose.reps is not None:
        return dose.reps * ((dose.up or 1) + (dose.down or 1))
    return dose.hold or dose.seconds or (dose.minutes or 0) * 60


def at(sequence: Sequence[Phase], elapsed: float) -> Moment | None:
    """Where a session is after so many seconds; None once it is over."""
    total = sum(phase.seconds for phase in sequence)
    begun = 0
    for phase in sequence:
        if elapsed < begun + phase.seconds:
            return Moment(phase, round(begun + phase.seconds - elapsed), round(total - elapsed))
        begun += phase.seconds
    return None


def start_of_next(sequence: Sequence[Phase], elapsed: float) -> float:
    """After how many seconds the phase that follows the present one starts: where a press on "next" jumps to."""
    begun = 0.0
    for phase in sequence:
        begun += phase.seconds
        if elapsed < begun:
            return begun
    return begun


def _exercise(dose: Dose, *, each_side: bool) -> Iterator[Phase]:
    sides = (Side.FIRST, Side.SECOND) if each_side else (Side.BOTH,)
    yield Phase(PhaseKind.READY, dose, 1, sides[0], GET_READY)
    for number in range(1, dose.sets + 1):
        if dose.walk:
            yield Phase(PhaseKind.WALK, dose, number, sides[0], dose.walk * 60)
        for side in sides:
            yield Phase(PhaseKind.RUN if dose.walk else PhaseKind.WORK, dose, number, side, work_seconds(dose))
        if dose.rest:
            yield Phase(PhaseKind.REST, dose, number, sides[0], dose.rest)

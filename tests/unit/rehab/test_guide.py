"""The guided session: what to do at each second of it."""

import pytest

from rehab.guide import GET_READY, Phase, PhaseKind, Side, at, phases, start_of_next, work_seconds
from rehab.protocol import Dose
from tests.unit.rehab.tales import PROTOCOL

READY, WORK, REST = PhaseKind.READY, PhaseKind.WORK, PhaseKind.REST
BOTH, FIRST, SECOND = Side.BOTH, Side.FIRST, Side.SECOND

TWO_HOLDS = Dose(id="bridge_hold", sets=2, hold=45, rest=120)
EACH_SIDE = Dose(id="single_bridge_hold", sets=2, hold=30, rest=60)
RUN = Dose(id="easy_run", sets=1, minutes=30, rest=0)
WALK_RUN = Dose(id="walk_run", sets=2, walk=2, minutes=3, rest=0)


def seen(sequence: tuple[Phase, ...]) -> list[tuple[PhaseKind, int, Side, int]]:
    """Phases in short."""
    return [(phase.kind, phase.set_number, phase.side, phase.seconds) for phase in sequence]


def test_a_session_is_getting_ready_then_work_and_rest_in_turn() -> None:
    """There is no rest after the very last set."""
    assert seen(phases([TWO_HOLDS], PROTOCOL)) == [
        (READY, 1, BOTH, GET_READY),
        (WORK, 1, BOTH, 45),
        (REST, 1, BOTH, 120),
        (WORK, 2, BOTH, 45),
    ]


def test_one_side_comes_after_the_other_and_then_both_rest() -> None:
    """A set of an exercise for each side."""
    assert seen(phases([EACH_SIDE], PROTOCOL)) == [
        (READY, 1, FIRST, GET_READY),
        (WORK, 1, FIRST, 30),
        (WORK, 1, SECOND, 30),
        (REST, 1, FIRST, 60),
        (WORK, 2, FIRST, 30),
        (WORK, 2, SECOND, 30),
    ]


def test_between_two_exercises_one_rests_and_gets_ready_anew() -> None:
    """The rest of the last set of the first exercise stays."""
    kinds = [(phase.kind, phase.dose.id) for phase in phases([TWO_HOLDS, RUN], PROTOCOL)]
    assert kinds[3:] == [(WORK, "bridge_hold"), (REST, "bridge_hold"), (READY, "easy_run"), (WORK, "easy_run")]


def test_a_session_that_ends_in_work_loses_nothing() -> None:
    """A run has no rest that could be left out; no exercises make no phases."""
    assert seen(phases([RUN], PROTOCOL)) == [(READY, 1, BOTH, GET_READY), (WORK, 1, BOTH, 1800)]
    assert phases([], PROTOCOL) == ()


def test_walking_and_running_take_turns() -> None:
    """Each round begins with the walk."""
    walk, run = PhaseKind.WALK, PhaseKind.RUN
    assert seen(phases([WALK_RUN], PROTOCOL)) == [
        (READY, 1, BOTH, GET_READY),
        (walk, 1, BOTH, 120),
        (run, 1, BOTH, 180),
        (walk, 2, BOTH, 120),
        (run, 2, BOTH, 180),
    ]


@pytest.mark.parametrize(
    ("dose", "seconds"),
    [
        (Dose(id="x", sets=3, hold=45, rest=0), 45),
        (Dose(id="x", sets=3, seconds=20, rest=0), 20),
        (Dose(id="x", sets=1, minutes=20, rest=0), 1200),
        (Dose(id="x", sets=3, reps=8, up=3, down=4, rest=0), 56),
        (Dose(id="x", sets=3, reps=10, rest=0), 20),
    ],
)
def test_how_long_one_set_takes(dose: Dose, seconds: int) -> None:
    """Repetitions at their tempo; without one, a second up and a second down."""
    assert work_seconds(dose) == seconds


@pytest.mark.parametrize(
    ("elapsed", "kind", "set_number", "left", "left_in_all"),
    [
        (0, READY, 1, 10, 220),
        (9.4, READY, 1, 1, 211),
        (10, WORK, 1, 45, 210),
        (54, WORK, 1, 1, 166),
        (55, REST, 1, 120, 165),
        (174, REST, 1, 1, 46),
        (175, WORK, 2, 45, 45),
        (219, WORK, 2, 1, 1),
    ],
)
def test_where_a_session_is(elapsed: float, kind: PhaseKind, set_number: int, left: int, left_in_all: int) -> None:
    """Ten seconds to get ready, 45 of work, 120 of rest, 45 of work: each phase begins with its first second."""
    moment = at(phases([TWO_HOLDS], PROTOCOL), elapsed)
    assert moment is not None
    assert (moment.phase.kind, moment.phase.set_number) == (kind, set_number)
    assert (moment.left, moment.left_in_all) == (left, left_in_all)


def test_a_session_is_over_with_its_last_second() -> None:
    """And stays so."""
    sequence = phases([TWO_HOLDS], PROTOCOL)
    assert at(sequence, 220) is None
    assert at(sequence, 86400) is None


def test_next_jumps_to_the_start_of_what_follows() -> None:
    """From the last set, or after it, to the end."""
    sequence = phases([TWO_HOLDS], PROTOCOL)
    assert [start_of_next(sequence, elapsed) for elapsed in (0, 9.9, 10, 55, 175, 219, 500)] == [
        10, 10, 55, 175, 220, 220, 220,
    ]  # fmt: skip


def test_pressing_next_again_and_again_shows_every_phase_once() -> None:
    """In every session of the protocol, at every level."""
    for stage in PROTOCOL.stages:
        for level in stage.levels:
            sequence, elapsed, shown = phases(level.exercises, PROTOCOL), 0.0, []
            while (moment := at(sequence, elapsed)) is not None:
                shown.append(moment.phase)
                elapsed = start_of_next(sequence, elapsed)
            assert tuple(shown) == sequence

"""The ladder is proved sound by walking it; a ladder or an engine that is not is named by the place."""

import sys
from collections.abc import Callable

import pytest

from rehab.engine import RULES, Case, Finding, Verdict
from rehab.evidence import Colour
from rehab.lab.reachability import Patient, climb, ladder_problems, patients, positions
from rehab.plan import Position
from rehab.protocol import Protocol, shipped_protocol

PROTOCOL = shipped_protocol()
DECIDE = sys.modules["rehab.engine.decide"]
BELOW_33 = "1.1, 1.2, 1.3, 1.4, 2.1, 2.2, 2.3, 2.4, 3.1, 3.2"


def with_stage(number: int, **changes: object) -> Protocol:
    """The shipped protocol with one stage written otherwise."""
    changed = PROTOCOL.stage(number).model_copy(update=changes)
    stages = (*PROTOCOL.stages[: number - 1], changed, *PROTOCOL.stages[number:])
    return PROTOCOL.model_copy(update={"stages": stages})


def path_of(stage: int, level: int, *, sport_goal: bool = False, approved: bool = False) -> str:
    """The rungs that the best evidence leads to from a start, and how it ends."""
    one = climb(Patient(Position(stage, level), sport_goal, approved), PROTOCOL)
    steps = [f"{step.after.stage}.{step.after.level}" for step in one.steps]
    return " ".join([*steps, one.end])


# --- the shipped ladder ----------------------------------------------------------------------------------------------


def test_the_shipped_ladder_is_sound() -> None:
    """Every level is reached from every start, none skipped, none a dead end."""
    assert ladder_problems(PROTOCOL) == []


def test_every_kind_of_patient_starts_at_every_level() -> None:
    """Sixteen levels, three kinds."""
    assert len(positions(PROTOCOL)) == 16
    assert len(list(patients(PROTOCOL))) == 48


def test_the_best_evidence_climbs_one_rung_at_a_time() -> None:
    """To the top with a sport goal and the approval."""
    assert path_of(1, 1, sport_goal=True, approved=True) == (
        "1.2 1.3 1.4 2.1 2.2 2.3 2.4 3.1 3.2 3.3 3.4 4.1 4.2 4.3 4.4 4.4 maintenance"
    )


def test_without_a_sport_goal_the_climb_ends_below_stage_4_and_without_approval_it_is_blocked_there() -> None:
    """Both are ends with a name."""
    assert path_of(3, 3) == "3.4 3.4 maintenance"
    assert path_of(3, 3, sport_goal=True) == "3.4 approval"


# --- ladders that are not --------------------------------------------------------------------------------------------


def test_a_level_that_nobody_can_leave_is_a_dead_end() -> None:
    """And what stands above it is out of reach, from every start below."""
    who = ["without a sport goal", "with a sport goal", "with a sport goal and the clinician's approval"]
    why = "182 days of the best evidence do not move it"
    assert ladder_problems(with_stage(3, min_days=10_000)) == [
        *[f"stages.3.levels.4: a dead end for a patient {kind}: {why}" for kind in who],
        *[f"stages.4.levels.{n}: cannot be reached from {BELOW_33}, 3.3, 3.4" for n in (1, 2, 3, 4)],
    ]


def test_sessions_further_apart_than_a_gap_lower_even_the_best() -> None:
    """A rest of 20 days between sessions is longer than the 14 that count as a gap."""
    found = ladder_problems(with_stage(3, gap_hours=480))
    assert found[0] == (
        "stages.3.levels.1: a dead end for a patient without a sport goal: "
        "is lowered by the rule 'gap' in spite of the best evidence"
    )
    assert f"stages.3.levels.3: cannot be reached from {BELOW_33}" in found


def test_a_sports_stage_in_the_middle_is_sound_for_those_who_want_it() -> None:
    """Those without the goal end below it, in maintenance."""
    assert ladder_problems(with_stage(2, needs_sport_goal=True, needs_approval=True)) == []


# --- engines that are not --------------------------------------------------------------------------------------------


def test_an_engine_that_skips_a_level_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named by the level from which the step goes too far."""
    usual: Callable[[Case], Position | None] = DECIDE._next_up
    monkeypatch.setattr(DECIDE, "_next_up", lambda case: _leap(case.plan.position) or usual(case))
    assert ladder_problems(PROTOCOL) == ["stages.2.levels.2: the step up leads to 2.4, which is not the next one"]


def _leap(rung: Position) -> Position | None:
    return Position(2, 4) if rung == (2, 2) else None


def test_an_engine_that_ends_too_early_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Maintenance in the middle of the ladder is no end of it."""
    usual: Callable[[Case], Position | None] = DECIDE._next_up
    monkeypatch.setattr(DECIDE, "_next_up", lambda case: None if case.plan.position == (2, 2) else usual(case))
    found = ladder_problems(PROTOCOL)
    assert found[0] == "stages.2.levels.2: a dead end for a patient without a sport goal: maintenance"


def test_an_engine_that_enters_a_stage_without_what_it_needs_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither without the sport goal, nor without the approval."""
    monkeypatch.setattr(sys.modules["rehab.engine.rules"], "blocks", lambda _: ())
    without = "stages.4.levels.1: entered without the clinician's approval by a patient with a sport goal"
    assert ladder_problems(PROTOCOL) == [without]
    usual: Callable[[Case], Position | None] = DECIDE._next_up
    monkeypatch.setattr(DECIDE, "_next_up", lambda case: usual(case) or _always(case.plan.position))
    assert "stages.4.levels.1: entered without a sport goal by a patient without a sport goal" in ladder_problems(
        PROTOCOL
    )


def _always(rung: Position) -> Position | None:
    return Position(4, 1) if rung == (3, 4) else None


def test_an_engine_that_never_lowers_leaves_the_lower_levels_out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those who start above could not be led back."""

    def nothing_bad(case: Case) -> Finding | None:
        return None if case.colour is Colour.GREEN else Finding(Verdict.HOLD, "amber_day", {})

    monkeypatch.setattr(DECIDE, "RULES", (nothing_bad, *RULES))
    found = ladder_problems(PROTOCOL)
    assert found[0] == "stages.1.levels.1: cannot be reached from 1.2, 1.3, 1.4, 2.1, 2.2, 2.3, 2.4, 3.1, 3.2, " + (
        "3.3, 3.4, 4.1, 4.2, 4.3, 4.4"
    )

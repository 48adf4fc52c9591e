"""The return to running: which step of the ladder comes next, from how the training days of Stage 4 went."""

import pytest

from rehab.explain import run_moved, run_view
from rehab.plan import RunStanding
from rehab.running import present_run, run_standing
from rehab.timetable import prescribed
from tests.unit.rehab.runs import LADDER, NO_LADDER, stage_4, stands
from tests.unit.rehab.tales import PROTOCOL, Event, Trace, answer, greens, happens, instant, run, session, tale, trained


@pytest.mark.parametrize(("level", "step"), [(1, 1), (2, 3), (3, 7), (4, 8)])
def test_a_level_that_a_clinician_chose_begins_with_its_own_first_run(level: int, step: int) -> None:
    """The runs of the levels below are behind whoever is put there."""
    assert stands(stage_4(level, session(1))) == (step, 0)


@pytest.mark.parametrize("stage", [1, 2, 3])
def test_there_are_no_runs_before_stage_4(stage: int) -> None:
    """The plan's own runs wait for it."""
    plan = run(tale(stage, 1, greens(0, 2))).course.plan
    assert (plan.run, present_run(plan, PROTOCOL)) == (None, None)


def test_coming_up_from_stage_3_it_begins_with_the_first_step() -> None:
    """Two minutes of walking, three of running."""
    history = tale(
        3, 4, happens(0, "exit_test", passed=True), greens(7, 9, 11), sport_goal=True, clinician_approved_stage_4=True,
        stage_since=-30, level_since=-10,
    )  # fmt: skip
    course = run(history).course
    assert (course.plan.position, course.plan.run) == ((4, 1), RunStanding(1))


def test_before_the_first_fact_the_next_run_is_known() -> None:
    """A plan that has just begun."""
    plan = run(stage_4(2, held=False)).course.plan
    assert plan.run is None
    assert present_run(plan, PROTOCOL) == RunStanding(3)


def test_two_clean_runs_lead_one_step_on() -> None:
    """One is not enough, and the count begins anew."""
    assert stands(stage_4(1, greens(1))) == (1, 1)
    assert stands(stage_4(1, greens(1, 4))) == (2, 0)


def test_a_run_whose_answer_is_still_to_come_counts_for_nothing_yet() -> None:
    """Neither does an acceptable one: the answer may make it worse."""
    assert stands(stage_4(1, greens(1), session(4))) == (1, 1)
    assert stands(stage_4(1, greens(1), session(4, 4))) == (1, 1)


@pytest.mark.parametrize(
    "second",
    [
        trained(4, 4),
        trained(4, 1, 4),
        [session(4)],
        [session(4), answer(5, 1, "08:00")],
        [session(4, outcome="part"), answer(5, 1)],
    ],
    ids=["4 during", "4 a day later", "no answer", "an early answer", "a part of it"],
)
def test_anything_else_repeats_the_step_and_counts_anew(second: list[Event]) -> None:
    """Acceptable, unknown, or only a part: two clean runs in a row are still to come."""
    later = happens(6, "load_test", value=1)
    assert stands(stage_4(1, greens(1), second, later)) == (1, 0)
    assert stands(stage_4(1, greens(1), second, greens(7))) == (1, 1)


@pytest.mark.parametrize("bad", [[session(7, 6)], trained(7, 1, 4), trained(7, 1, 6, before=4)])
def test_too_much_is_one_step_back(bad: list[Event]) -> None:
    """6 during, or up by two to 4, or 6 a day later: whatever comes after it that day, it is one step."""
    assert stands(stage_4(1, greens(1, 4), bad)) == (1, 0)
    assert stands(stage_4(3, bad)) == (6, 0)


def test_the_first_step_has_nothing_below() -> None:
    """It is run again, with the lighter dose of the plan."""
    history = stage_4(1, session(1, 6))
    assert stands(history) == (1, 0)
    [walk] = [d for d in prescribed(run(history).course.plan, PROTOCOL).exercises if d.id == "walk_run"]
    assert (walk.sets, walk.km) == (2, 1.1)


def test_an_answer_that_makes_a_day_worse_later_still_counts_once() -> None:
    """Too much during it was one step back already."""
    assert stands(stage_4(3, session(1, 6), answer(2, 4))) == (6, 0)


def test_a_correction_of_the_facts_is_a_correction_of_the_run() -> None:
    """It is folded from the facts: 4 typed for 1 and put right gives what 1 gives."""
    assert stands(stage_4(1, greens(1), trained(4, 1, 4))) == (1, 0)
    assert stands(stage_4(1, greens(1), trained(4, 1, 1))) == (2, 0)


def told(before: Trace, after: Trace) -> tuple[int, int] | None:
    """What is said of the run between two states of a history: the step, and by how much it moved."""
    view = run_moved(run(before).course.plan, run(after).course.plan, PROTOCOL)
    return None if view is None else (view.step, view.moved)


def test_a_run_is_told_of_when_it_becomes_another_one() -> None:
    """Up, back, begun; and nothing while it stays, or where there is none any more."""
    one, two = stage_4(1, greens(1)), stage_4(1, greens(1, 4))
    assert told(one, two) == (2, 1)
    assert told(two, stage_4(1, greens(1, 4), session(7, 6))) == (1, -1)
    assert told(tale(3, 4), one) == (1, 0)
    assert told(one, one) is None
    assert told(one, stage_4(1, greens(1), session(4, 8))) is None


def test_what_is_shown_of_a_step() -> None:
    """Its dose, how many clean runs there are of those it needs, and whether the level holds it."""
    plan = run(stage_4(1, greens(1, 4, 8, 11, 15))).course.plan
    view = run_view(plan, PROTOCOL, plan.run)
    assert view is not None
    assert (view.step, view.steps, view.clean, view.needed, view.bounded) == (2, 12, 2, 2, True)
    assert view.dose == LADDER.step(2).dose
    last = run(stage_4(4)).course.plan
    assert run_view(last, PROTOCOL, RunStanding(12)) is not None
    assert run_view(last, PROTOCOL, RunStanding(13)) is None
    assert run_view(last, PROTOCOL, None) is None
    assert run_view(last, NO_LADDER, RunStanding(1)) is None


def test_a_protocol_without_a_ladder_prescribes_its_levels_as_they_stand() -> None:
    """Not every condition has one."""
    course = run(stage_4(2, greens(1, 4)), NO_LADDER).course
    assert (course.plan.run, present_run(course.plan, NO_LADDER)) == (None, None)
    assert run_standing(course.plan, course.evidence, NO_LADDER, instant(9)) is None
    assert prescribed(course.plan, NO_LADDER).exercises == NO_LADDER.level(4, 2).exercises

"""The return to running: which step of the ladder comes next, from how the training days of Stage 4 went."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rehab.explain import run_moved, run_view
from rehab.plan import RunStanding
from rehab.protocol import Running
from rehab.running import present_run, run_standing
from rehab.timetable import prescribed
from tests.unit.rehab.examples import examples
from tests.unit.rehab.histories import traces
from tests.unit.rehab.tales import (
    PROTOCOL,
    Event,
    Trace,
    answer,
    greens,
    happens,
    instant,
    order,
    run,
    session,
    tale,
    trained,
)

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


# --- where it begins -------------------------------------------------------------------------------------------------


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


# --- on, again, back -------------------------------------------------------------------------------------------------


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


# --- how far a level allows ------------------------------------------------------------------------------------------


def test_a_level_bounds_the_step() -> None:
    """At level 1 the second step is repeated until the level rises; then the clean runs count."""
    runs = greens(1, 4, 8, 11)
    assert stands(stage_4(1, runs)) == (2, 2)
    assert stands(stage_4(1, runs, order(13, "set", stage=4, level=2))) == (3, 0)


def test_rising_a_level_does_not_leave_out_a_step() -> None:
    """The plan goes up after three easy days; the run goes on where it was."""
    history = stage_4(1, greens(1, 4, 8), held=False)
    course = run(history).course
    assert course.plan.position == (4, 2)
    assert course.plan.run == RunStanding(2, 1)
    [walk] = [d for d in prescribed(course.plan, PROTOCOL).exercises if d.id == "walk_run"]
    assert (walk.sets, walk.miles) == (4, 1.5)


def test_falling_a_level_leads_to_what_that_level_allows() -> None:
    """From continuous running at level 3 to the walk-run of level 2's end; from there to level 1's."""
    assert stands(stage_4(3, greens(1), order(3, "set", stage=4, level=2))) == (6, 0)
    assert stands(stage_4(3, greens(1), order(3, "set", stage=4, level=1))) == (2, 0)


def test_faster_running_waits_for_half_an_hour_without_any_pain() -> None:
    """At 1 it is an easy day for the plan, and the same run again."""
    easy, painless = [trained(day, 1) for day in (1, 4)], [trained(day, 0, 0, before=0) for day in (8, 11)]
    before, after = stage_4(3, *easy), stage_4(3, *painless, order(13, "set", stage=4, level=4))
    assert stands(before) == (7, 0)
    assert stands(after) == (8, 0)


def test_at_the_end_of_the_ladder_it_stays() -> None:
    """However many clean runs there are."""
    weeks = [day for week in range(12) for day in (7 * week + 1, 7 * week + 4)]
    assert stands(stage_4(4, greens(*weeks))) == (len(LADDER.steps), 16)


def test_no_week_brings_two_new_things() -> None:
    """Two sessions a week and two clean runs a step: between two new ones lie at least seven days."""
    stage = PROTOCOL.stage(LADDER.stage)
    assert LADDER.clean_runs >= stage.sessions_per_week
    assert stage.gap_hours >= 24 * (1 + LADDER.rest_days)


# --- leaving the stage and coming back -------------------------------------------------------------------------------


def test_whoever_comes_back_begins_one_step_below() -> None:
    """Left at the second step, begun again at the first; and never beyond what the level allows."""
    there_and_back = [order(13, "set", stage=3, level=4), order(20, "set", stage=4, level=1)]
    assert stands(stage_4(1, greens(1, 4), there_and_back[:1])) is None
    assert stands(stage_4(1, greens(1, 4), there_and_back)) == (1, 0)
    assert stands(stage_4(4, greens(1), there_and_back)) == (2, 0)


def test_in_a_flare_nobody_runs() -> None:
    """The plan is back in Stage 3 and rests; the holds of a flare are no runs, wherever the clinician sets the plan."""
    flare = stage_4(2, session(1, 8))
    plan = run(flare).course.plan
    assert (plan.position, plan.run, present_run(plan, PROTOCOL)) == ((3, 3), None, None)
    back = stage_4(2, session(1, 8), order(2, "set", stage=4, level=2), session(2, 1), session(3, 7))
    plan = run(back).course.plan
    assert (plan.run, present_run(plan, PROTOCOL)) == (RunStanding(1), None)
    assert "walk_run" not in {dose.id for dose in prescribed(plan, PROTOCOL).exercises}


def test_a_restart_begins_the_ladder_anew() -> None:
    """Earlier evidence is not used any more."""
    history = stage_4(4, greens(1, 4), happens(6, "red_flag", flags=["pop"]), order(9, "restart", stage=4, level=1))
    assert stands(history) == (1, 0)


# --- maintenance -----------------------------------------------------------------------------------------------------


def test_the_sessions_of_maintenance_are_no_runs() -> None:
    """Where the ladder was left is remembered, and nothing of it is prescribed."""
    kept = run(stage_4(3, greens(1), happens(3, "goal_met"), greens(5, 8))).course.plan
    assert kept.run == run(stage_4(3, greens(1))).course.plan.run
    assert present_run(kept, PROTOCOL) is None


def test_a_step_down_in_maintenance_leads_back_to_the_ladder() -> None:
    """The session of the level below has a run again: as far as that level allows."""
    history = stage_4(3, trained(1, 0, 0), happens(3, "goal_met"), session(5, 6), trained(8, 0, 0), held=False)
    plan = run(history).course.plan
    assert plan.position == (4, 2)
    assert present_run(plan, PROTOCOL) == RunStanding(6, 1)


# --- whatever happens ------------------------------------------------------------------------------------------------


def from_stage_4(trace: Trace, level: int) -> Trace:
    """The same history, begun in Stage 4."""
    return {**trace, "start": {**trace["start"], "stage": 4, "level": level, "sport_goal": True}}


@examples(60)
@given(traces(longest=40), st.integers(1, 4))
def test_nobody_is_beyond_what_their_level_allows(trace: Trace, level: int) -> None:
    """And a run is known in Stage 4 and nowhere else."""
    step = run(from_stage_4(trace, level))
    plan = step.course.plan
    assume(plan.run is not None or step.course.evidence.logged)
    assert (plan.run is not None) == (plan.position.stage == LADDER.stage)
    if plan.run is not None:
        highest = LADDER.last(plan.position.level)
        assert 1 <= plan.run.step <= highest
        assert plan.run.clean < LADDER.clean_runs or plan.run.step == highest


@examples(60)
@given(traces(longest=30), st.integers(1, 4), st.data())
def test_a_worse_answer_is_never_a_step_further(trace: Trace, level: int, data: st.DataObject) -> None:
    """Nor is a run that hurt more."""
    events = [e for e in trace["events"] if e["kind"] == "pain_24h" and e["value"] < 10]
    assume(events)
    last = data.draw(st.sampled_from(events))
    worse = {**last, "value": data.draw(st.integers(last["value"] + 1, 10))}
    before = [e for e in trace["events"] if e["at"] <= last["at"] and e != last]
    usual, raised = (
        stands({**from_stage_4(trace, level), "events": [*before, one], "until": last["at"]}) for one in (last, worse)
    )
    assert (raised or (0, 0)) <= (usual or (0, 0))


# --- for people ------------------------------------------------------------------------------------------------------


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


# --- without a ladder ------------------------------------------------------------------------------------------------


def test_a_protocol_without_a_ladder_prescribes_its_levels_as_they_stand() -> None:
    """Not every condition has one."""
    course = run(stage_4(2, greens(1, 4)), NO_LADDER).course
    assert (course.plan.run, present_run(course.plan, NO_LADDER)) == (None, None)
    assert run_standing(course.plan, course.evidence, NO_LADDER, instant(9)) is None
    assert prescribed(course.plan, NO_LADDER).exercises == NO_LADDER.level(4, 2).exercises

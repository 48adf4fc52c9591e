"""The return to running: how far a level allows, outside of Stage 4, in maintenance, whatever happens."""

from hypothesis import assume, given
from hypothesis import strategies as st

from rehab.plan import RunStanding
from rehab.running import present_run
from rehab.timetable import prescribed
from tests.unit.rehab.examples import examples
from tests.unit.rehab.histories import traces
from tests.unit.rehab.runs import LADDER, stage_4, stands
from tests.unit.rehab.tales import PROTOCOL, Trace, greens, happens, order, run, session, trained


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

"""The life of a plan: what each happening makes of each status, and what changes nothing."""

import pytest

from rehab.course import take
from rehab.events import ExitTest
from rehab.lifecycle import CHANGES, Happening, changes
from rehab.plan import Position, Status, begin
from tests.unit.rehab.tales import (
    FIRST,
    PROTOCOL,
    Event,
    Trace,
    flagged,
    greens,
    happens,
    instant,
    order,
    run,
    session,
    tale,
)

# How a plan of Stage 2, level 3 comes into each status by the morning of day 2.
BEFORE: dict[str, list[Event]] = {
    "active": [],
    "flare": [session(1, 8)],
    "paused": [happens(1, "pause")],
    "stopped": [order(1, "stop")],
    "maintenance": [happens(1, "goal_met")],
    "discharged": [happens(1, "discharge")],
}
HAPPENS: dict[str, Event] = {
    "pause": happens(2, "pause"),
    "resume": happens(2, "resume"),
    "red_flag": flagged(2, "pop"),
    "treatment": happens(2, "treatment", what="injection"),
    "stop": order(2, "stop"),
    "restart": order(2, "restart", stage=1, level=1),
    "goal_met": happens(2, "goal_met"),
    "discharge": happens(2, "discharge"),
}
TABLE = """
             pause   resume      red_flag treatment  stop    restart goal_met    discharge
active       paused  active      stopped  paused     stopped active  maintenance discharged
flare        paused  flare       stopped  paused     stopped active  flare       discharged
paused       paused  active      stopped  paused     stopped active  paused      discharged
stopped      stopped stopped     stopped  stopped    stopped active  stopped     discharged
maintenance  paused  maintenance stopped  paused     stopped active  discharged  discharged
discharged   discharged discharged stopped discharged stopped active discharged  discharged
"""
HEAD, *ROWS = [line.split() for line in TABLE.strip().splitlines()]
CELLS = [(row[0], happening, after) for row in ROWS for happening, after in zip(HEAD, row[1:], strict=True)]


def plan_of(history: Trace) -> object:
    """The plan that a trace leads to, as far as it can be seen."""
    plan = run(history).course.plan
    shown = (plan.status, plan.position, plan.paused_since, plan.maintenance_from)
    return (*shown, plan.discharged, plan.stopped, plan.awaits_restart)


@pytest.mark.parametrize(("status", "happening", "after"), CELLS)
def test_each_happening_in_each_status(status: str, happening: str, after: str) -> None:
    """Forty-eight cases, all of them written down."""
    before = tale(2, 3, BEFORE[status])
    assert run(before).course.plan.status == status
    assert run(tale(2, 3, BEFORE[status], HAPPENS[happening])).course.plan.status == after


@pytest.mark.parametrize(("status", "happening"), [(status, happening) for status, happening, _ in CELLS])
def test_what_the_table_does_not_name_changes_nothing(status: str, happening: str) -> None:
    """Pressing pause twice is no error."""
    named = changes(Happening(happening), Status(status))
    before = plan_of(tale(2, 3, BEFORE[status]))
    after = plan_of(tale(2, 3, BEFORE[status], HAPPENS[happening]))
    repeated = (status, happening) in {("stopped", "red_flag"), ("stopped", "stop"), ("discharged", "discharge")}
    assert (before != after) is (named and not repeated)


def test_the_table_has_a_row_for_everything_that_can_happen() -> None:
    """Nothing is forgotten."""
    assert set(CHANGES) == set(Happening)
    assert {row[0] for row in ROWS} == {status.value for status in Status}


def test_a_goal_met_under_a_pause_or_a_flare_shows_when_that_is_over() -> None:
    """Maintenance lies under it."""
    back = [happens(3, "resume")]
    assert run(tale(2, 3, BEFORE["paused"], HAPPENS["goal_met"], back)).course.plan.status == "maintenance"


def test_in_maintenance_the_position_is_kept() -> None:
    """And nothing moves on, however good the days are."""
    history = tale(2, 3, happens(0, "goal_met"), greens(0, 2, 4, 6, 8), level_since=-30)
    step = run(history)
    assert {decision.verdict.value for decision in step.decisions} == {"hold"}
    assert step.decisions[-1].inputs == {"by": "maintenance"}
    assert (step.course.plan.status, step.course.plan.position) == ("maintenance", (2, 3))


def test_in_maintenance_overload_still_lowers_and_the_plan_may_climb_back() -> None:
    """Up to where maintenance began, and no further."""
    lowered = [happens(0, "goal_met"), session(0, 6), *greens(2, 4, 6, 8)]
    plan = run(tale(2, 3, lowered, level_since=-30)).course.plan
    assert (plan.status, plan.position, plan.maintenance_from) == ("maintenance", (2, 3), (2, 3))
    assert run(tale(2, 3, lowered, greens(10, 12, 14, 16), level_since=-30)).course.plan.position == (2, 3)


def test_a_discharged_plan_holds() -> None:
    """What is still reported is evaluated as such."""
    step = run(tale(2, 3, BEFORE["discharged"], session(2, 9)))
    assert [(one.verdict.value, one.rule, dict(one.inputs)) for one in step.decisions] == [
        ("hold", "stopped", {"status": "discharged"})
    ]


def test_a_fact_cannot_be_taken_before_what_has_been_dealt_with() -> None:
    """The past is not rewritten by the way."""
    course = run(tale(2, 3, session(0), until="2026-01-07T12:00")).course
    with pytest.raises(ValueError, match="out of order: exit_test at 2026-01-06T23:59"):
        take(course, ExitTest(at=instant(1, "23:59"), passed=True), PROTOCOL)
    assert take(course, ExitTest(at=instant(2, "00:00"), passed=True), PROTOCOL).course.plan.exit_test_passed is True


def test_a_plan_begins_active_at_its_position_and_with_nothing_behind_it() -> None:
    """Without a sport goal or an approval, unless it is said; what is not known is not guessed."""
    plan = begin(zone="Europe/London", at=instant(0, "08:00"), position=Position(1, 2), baseline_pain=3)
    assert (plan.status, plan.position, plan.baseline_pain, plan.programme_start_pain) == ("active", (1, 2), 3, None)
    assert (plan.sport_goal, plan.approved, plan.held, plan.reduced_dose) == (False, False, False, False)
    assert {plan.programme_since, plan.stage_since, plan.level_since, plan.last_gain} == {FIRST}
    assert (plan.exit_test_passed, plan.maintenance_from, plan.last_review) == (None, None, None)

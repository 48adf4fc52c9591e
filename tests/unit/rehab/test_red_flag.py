"""A red flag stops everything, whatever the numbers (design 9.10, reference 2.4 row 1)."""

import pytest

from tests.unit.rehab.tales import (
    PROTOCOL,
    Event,
    alerts,
    answer,
    decided,
    ends,
    flagged,
    greens,
    happens,
    moment,
    order,
    run,
    session,
    tale,
    timed,
    trained,
)

FLAG = flagged(3, "pop")


@pytest.mark.parametrize("flag", PROTOCOL.red_flags)
def test_each_red_flag_stops_the_plan_and_alerts_at_once(flag: str) -> None:
    """Tier A, A/B, B and C alike; no decision is listed, and the position is kept."""
    history = tale(2, 3, flagged(1, flag))
    assert (decided(history), ends(history)) == ([], "stopped 2.3")
    (alert,) = run(history).alerts
    assert (alert.kind, alert.rule) == ("urgent", "red_flag")
    assert alert.inputs == {"flags": flag, "tier": PROTOCOL.red_flags[flag].tier.value}


def test_of_several_flags_the_most_urgent_tier_is_told() -> None:
    """All of them are named."""
    (alert,) = run(tale(2, 3, flagged(1, "cancer_history", "pop", "bladder"))).alerts
    assert alert.inputs == {"flags": "cancer_history,pop,bladder", "tier": "A"}


def test_a_clean_screen_changes_nothing() -> None:
    """None of these was ticked."""
    history = tale(2, 3, flagged(1), trained(1))
    assert (alerts(history), ends(history)) == ([], "active 2.3")


def test_each_further_flag_is_told_too() -> None:
    """The plan is stopped already, but this is new."""
    assert len(alerts(tale(2, 3, FLAG, flagged(4, "fever")))) == 2


@pytest.mark.parametrize(
    "before",
    [
        pytest.param([session(0, 8)], id="in a flare"),
        pytest.param([happens(0, "pause")], id="while paused"),
        pytest.param([happens(0, "goal_met")], id="in maintenance"),
        pytest.param([happens(0, "goal_met"), happens(1, "goal_met")], id="after discharge"),
        pytest.param([order(0, "hold")], id="on hold"),
    ],
)
def test_it_works_in_whatever_state_the_plan_is(before: list[Event]) -> None:
    """At any time."""
    history = tale(2, 3, before, FLAG)
    assert ends(history).startswith("stopped")
    assert "01-08 09:00 urgent red_flag" in alerts(history)


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(trained(4, 10, 10), id="severe pain"),
        pytest.param(greens(4, 5, 6), id="three good days"),
        pytest.param([session(4), answer(6, 1, "09:00")], id="no answer, and a late one"),
        pytest.param([answer(4, 2)], id="a rating"),
        pytest.param([happens(4, "pause"), happens(5, "resume")], id="pause and resume"),
        pytest.param([happens(4, "goal_met"), happens(5, "goal_met")], id="the goal met"),
        pytest.param([flagged(4)], id="a clean screen"),
        pytest.param([order(4, "release"), order(4, "approve_stage_4")], id="orders that are no restart"),
        pytest.param([happens(4, "exit_test", passed=True)], id="a passed test"),
    ],
)
def test_nothing_but_a_restart_makes_it_go_on(after: list[Event]) -> None:
    """Every verdict is hold."""
    history = tale(2, 3, FLAG, after, level_since=-30, until=moment(30))
    assert set(decided(history)) == {"hold stopped 2.3"}
    assert ends(history) == "stopped 2.3"
    assert len(alerts(history)) == 1


def test_pause_and_resume_change_nothing_while_stopped() -> None:
    """Nor afterwards: no pause is left over."""
    paused = [happens(4, "pause"), order(5, "restart", stage=2, level=1)]
    plan = run(tale(2, 3, FLAG, paused)).course.plan
    assert (plan.status, plan.pauses) == ("active", ())


def test_the_clinicians_restart_sets_position_both_dates_and_active() -> None:
    """And only that."""
    restart = order(9, "restart", stage=1, level=2)
    plan = run(tale(2, 3, FLAG, restart, level_since=-30, stage_since=-30, programme_since=-60)).course.plan
    assert (plan.status, plan.position) == ("active", (1, 2))
    assert (plan.stage_since.day, plan.level_since.day, plan.last_gain.day) == (14, 14, 14)
    assert plan.programme_since.month == 11


def test_a_restart_lifts_whatever_held_the_plan() -> None:
    """A clinician's hold, maintenance, discharge, a flare, a lower dose."""
    before = [order(0, "hold"), happens(0, "exit_test", passed=True), *trained(0, 6), *trained(1, 8)]
    ended = [happens(3, "goal_met"), happens(3, "goal_met", "10:00")]
    plan = run(tale(2, 1, before, ended, flagged(4, "pop"), order(5, "restart", stage=2, level=1))).course.plan
    assert (plan.held, plan.maintenance_from, plan.discharged, plan.stopped) == (False, None, False, False)
    assert (plan.flare_since, plan.reduced_dose, plan.cuts, plan.exit_test_passed) == (None, False, (), None)


def test_after_a_restart_the_usual_rules_hold() -> None:
    """Three GREEN days and seven days at the level, all of them since."""
    history = tale(2, 3, greens(0), FLAG, order(5, "restart", stage=2, level=1), greens(5, 9, 11))
    assert timed(history)[-1] == "01-17 18:00 progress ready 2.2"


def test_a_flag_of_the_same_minute_as_a_restart_wins() -> None:
    """Whatever the order in the file."""
    restart = order(5, "restart", stage=2, level=1)
    assert ends(tale(2, 3, FLAG, flagged(5, "fever"), restart)) == "stopped 2.1"
    assert ends(tale(2, 3, FLAG, restart, flagged(5, "fever"))) == "stopped 2.1"


def test_the_clinicians_stop_is_no_alert() -> None:
    """Who orders it knows it."""
    history = tale(2, 3, order(3, "stop"), greens(4))
    assert (ends(history), alerts(history), decided(history)) == ("stopped 2.3", [], ["hold stopped 2.3"])

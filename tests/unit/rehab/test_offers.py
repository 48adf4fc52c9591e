"""What a plan offers and does not owe: the morning's test, and to say that the goal is reached."""

import pytest

from rehab.timetable import maintenance_aim, offers_load_test, offers_maintenance
from tests.unit.rehab.tales import PROTOCOL, Trace, flagged, greens, happens, instant, order, run, session, tale


@pytest.mark.parametrize(
    ("history", "offered"),
    [
        (tale(1, 1), True),
        (tale(4, 2), True),
        (tale(3, 4, happens(1, "goal_met")), True),
        (tale(2, 2, happens(1, "pause")), False),
        (tale(2, 2, session(1, 8)), False),
        (tale(2, 2, flagged(1, "pop")), False),
        (tale(2, 2, happens(1, "discharge")), False),
    ],
    ids=["stage 1", "stage 4", "maintenance", "paused", "flare", "stopped", "over"],
)
def test_the_load_test_is_offered_while_the_plan_runs(history: Trace, offered: bool) -> None:
    """While something has to settle it would only make it worse."""
    plan = run(history).course.plan
    assert offers_load_test(plan, PROTOCOL) == offered
    assert not offers_load_test(plan, PROTOCOL.model_copy(update={"load_test": None}))


def test_load_tests_are_kept_with_their_day_until_a_restart() -> None:
    """They decide nothing."""
    tested = [happens(day, "load_test", value=value) for day, value in ((1, 4), (2, 2))]
    kept = run(tale(1, 2, tested)).course
    assert [(one.at, one.day, one.value) for one in kept.evidence.load_tests] == [
        (instant(1, "09:00"), instant(1).date(), 4),
        (instant(2, "09:00"), instant(2).date(), 2),
    ]
    assert run(tale(1, 2, tested, order(3, "restart", stage=1, level=2))).course.evidence.load_tests == ()


@pytest.mark.parametrize(
    ("stage", "level", "offered"),
    [(1, 4, False), (2, 4, False), (3, 2, False), (3, 3, True), (3, 4, True), (4, 1, True)],
)
def test_the_goal_is_reached_where_the_sessions_of_maintenance_are_known(stage: int, level: int, offered: bool) -> None:
    """Every exercise of theirs stands on the ladder below."""
    assert offers_maintenance(run(tale(stage, level)).course.plan, PROTOCOL) == offered


@pytest.mark.parametrize("then", [[happens(1, "goal_met")], [happens(1, "pause")], [flagged(1, "pop")]])
def test_who_is_there_already_or_does_not_train_is_not_asked(then: Trace) -> None:
    """A goal that is met again would end the plan."""
    assert not offers_maintenance(run(tale(3, 4, then)).course.plan, PROTOCOL)


def test_in_maintenance_two_is_as_much_as_it_should_hurt() -> None:
    """Also in a pause of it; not on the ladder, to which a step down leads back, nor while a flare settles."""
    kept = tale(3, 4, greens(1), happens(3, "goal_met"))
    assert maintenance_aim(run(kept).course.plan, PROTOCOL) == 2
    for then in ([], [happens(4, "pause")]):
        assert maintenance_aim(run({**kept, "events": [*kept["events"], *then]}).course.plan, PROTOCOL) == 2
    for then in ([session(5, 6)], [session(5, 8)]):
        assert maintenance_aim(run({**kept, "events": [*kept["events"], *then]}).course.plan, PROTOCOL) is None
    assert maintenance_aim(run(tale(3, 4)).course.plan, PROTOCOL) is None

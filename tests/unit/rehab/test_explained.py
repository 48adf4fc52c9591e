"""What people are told of a decision, and what is still missing to move on."""

import pytest

from rehab.explain import explained, missing
from rehab.messages.day import Explained
from rehab.messages.plan import Missing
from rehab.protocol import Dose
from rehab.timetable import prescribed
from rehab.timetable.dose import lighter
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


def last(history: Trace) -> Explained:
    """A trace's last decision for people."""
    return explained(run(history).decisions[-1])


def wanted(history: Trace, day: int) -> tuple[dict[str, tuple[int, int, bool]], tuple[str, ...]]:
    """What is missing on a day: have, need, met; and what holds the plan."""
    course = run(history).course
    found, held = missing(course.plan, course.evidence, PROTOCOL, instant(day))
    assert all(isinstance(one, Missing) for one in found)
    return {one.name: (one.have, one.need, one.met) for one in found}, held


READY = greens(7, 9, 11)


def test_a_step_up_says_from_where_to_where() -> None:
    """By which rule, on which numbers, from which source, in which version."""
    told = last(tale(2, 2, READY))
    assert (told.rule, told.verdict, told.before, told.after) == ("ready", "progress", (2, 2), (2, 3))
    assert (told.new_stage, told.lighter, told.flare, told.maintenance) == (False, False, False, False)
    assert told.inputs["green_days"] == 3
    assert told.thresholds == {name: PROTOCOL.thresholds.value(name) for name in PROTOCOL.rule("ready").uses}
    assert told.version == "pht 1.0.0"
    assert PROTOCOL.rule("ready").source in told.source
    assert told.at == instant(12)


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        pytest.param(tale(2, 1, session(0, 6)), (False, True, False, False), id="level 1: less of the same"),
        pytest.param(tale(2, 2, session(0, 6)), (False, False, False, False), id="a level lower"),
        pytest.param(tale(2, 2, session(0, 8)), (True, False, True, False), id="a flare leads a stage down"),
        pytest.param(tale(1, 1, session(0, 8)), (False, True, True, False), id="a flare at the very bottom"),
        pytest.param(
            tale(3, 4, happens(1, "exit_test", passed=True), READY, stage_since=-30),
            (False, False, False, True),
            id="the top of the ladder",
        ),
    ],
)
def test_what_a_decision_does_is_told_apart(history: Trace, expected: tuple[bool, ...]) -> None:
    """A new stage, a lighter dose, a flare, the end of the ladder."""
    told = last(history)
    assert (told.new_stage, told.lighter, told.flare, told.maintenance) == expected


def test_a_hold_neither_moves_nor_lightens() -> None:
    """Why nothing changed is its rule."""
    told = last(tale(2, 1, trained(0, 4)))
    assert (told.rule, told.lighter, told.new_stage) == ("amber_day", False, False)


def test_what_is_missing_is_listed_with_what_there_is() -> None:
    """In the order in which people think of it; at the top of a stage the test and the days in the stage too."""
    found, held = wanted(tale(2, 2, greens(0, 2)), 3)
    assert found == {"green_days": (2, 3, False), "adherence": (100, 75, True), "days_at_level": (3, 7, False)}
    assert held == ()
    at_top, _ = wanted(tale(2, 4, greens(0, 2)), 3)
    assert list(at_top) == ["green_days", "adherence", "days_at_level", "exit_test", "days_in_stage"]
    assert at_top["exit_test"] == (0, 1, False)
    assert at_top["days_in_stage"] == (3, 21, False)


@pytest.mark.parametrize(
    ("history", "by"),
    [
        (tale(2, 2, READY, happens(13, "pause")), ("paused",)),
        (tale(2, 2, READY, order(13, "hold")), ("clinician_hold",)),
        (tale(2, 2, READY, happens(13, "goal_met")), ("maintenance",)),
        (tale(3, 4, READY, sport_goal=True), ("approval",)),
        (tale(3, 4, READY, sport_goal=True, clinician_approved_stage_4=True), ()),
        (tale(3, 4, READY), ()),
        (tale(4, 4, READY, sport_goal=True), ()),
    ],
)
def test_what_holds_a_plan_apart_from_its_days(history: Trace, by: tuple[str, ...]) -> None:
    """A pause, a clinician, maintenance, an approval that is not there yet."""
    assert wanted(history, 13)[1] == by


def test_sessions_of_a_pause_that_goes_on_are_left_out_of_adherence() -> None:
    """Also those reported before it on its first day."""
    before = [session(0), answer(1, 1), session(2, outcome="missed", clock="08:00"), happens(2, "pause")]
    assert wanted(tale(2, 2, before, session(3, outcome="missed")), 3)[0]["adherence"] == (100, 75, True)


# --- the dose --------------------------------------------------------------------------------------------------------


def doses(history: Trace) -> list[tuple[str, int, int | None]]:
    """Exercise, sets and hold or repetitions of a session, as a trace leaves the plan."""
    return [(d.id, d.sets, d.hold or d.reps) for d in prescribed(run(history).course.plan, PROTOCOL).exercises]


def test_at_level_1_a_red_day_takes_a_third_of_the_sets_away() -> None:
    """Three sets become two; the position stays, and the next step up gives the whole dose again."""
    assert doses(tale(2, 1)) == [("two_leg_bridge", 3, 15), ("prone_curl", 3, 15)]
    assert doses(tale(2, 1, session(0, 6))) == [("two_leg_bridge", 2, 15), ("prone_curl", 2, 15)]
    assert {sets for _, sets, _ in doses(tale(2, 1, session(0, 6), greens(7, 9, 11)))} == {3}


def test_a_single_set_becomes_shorter() -> None:
    """Fewer minutes, seconds, or repetitions; never none."""
    run = Dose(id="easy_run", sets=1, minutes=20, rest=0)
    assert lighter(run, 33).minutes == 13
    two_sets = run.model_copy(update={"sets": 2})
    assert (lighter(two_sets, 33).sets, lighter(two_sets, 33).minutes) == (1, 20)
    hold = PROTOCOL.level(1, 1).exercises[0].model_copy(update={"sets": 1, "hold": 1})
    assert lighter(hold, 40).hold == 1


def test_a_run_becomes_shorter_in_rounds_and_in_length() -> None:
    """Of three rounds and a mile stay two and two thirds of it; how long each round takes stays."""
    walk = next(d for d in PROTOCOL.level(4, 1).exercises if d.id == "walk_run")
    less = lighter(walk, 33)
    assert (less.sets, less.walk, less.minutes, less.miles, less.km) == (2, 2, 3, 0.7, 1.1)


def test_a_flare_is_treated_with_the_holds_of_stage_1() -> None:
    """Whatever position it led to, and never with less of them."""
    for history in (tale(3, 2, session(0, 8)), tale(1, 1, session(0, 8))):
        assert doses(history) == [(d.id, d.sets, d.hold) for d in PROTOCOL.level(1, 1).exercises]


@pytest.mark.parametrize(
    ("then", "expected"),
    [((), ["hip_thrust", "rdl_shin"]), ((session(1, 6),), ["hip_thrust", "hip_hinge"])],
)
def test_maintenance_has_its_own_session_until_it_becomes_too_much(
    then: tuple[Event, ...], expected: list[str]
) -> None:
    """A level lower, the ladder's session holds until the plan has climbed back."""
    assert [name for name, _, _ in doses(tale(3, 2, happens(0, "goal_met"), *then))] == expected

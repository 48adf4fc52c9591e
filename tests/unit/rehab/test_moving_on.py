"""What moving on needs, each requirement with both of its sides (design 9.7)."""

from typing import Unpack

import pytest

from tests.unit.rehab.tales import (
    Event,
    Start,
    Trace,
    answer,
    decided,
    ends,
    greens,
    happens,
    missed,
    moment,
    order,
    run,
    session,
    tale,
    trained,
)

GREEN_DAYS = {1: 5, 2: 3, 3: 3, 4: 3}
DAYS_AT_LEVEL = {1: 5, 2: 7, 3: 7, 4: 7}
DAYS_IN_STAGE = {1: 7, 2: 21, 3: 21, 4: 28}
LAST = 10  # the day on which the last answer comes
PASSED = happens(LAST, "exit_test", passed=True)


def nearly(stage: int, level: int, *also: Event | list[Event], **start: Unpack[Start]) -> Trace:
    """A plan whose last answer, on day 10, is the one that completes the GREEN days and all else."""
    good = greens(*range(LAST - GREEN_DAYS[stage], LAST))
    start.setdefault("level_since", LAST - DAYS_AT_LEVEL[stage])
    start.setdefault("stage_since", LAST - DAYS_IN_STAGE[stage])
    return tale(stage, level, good, *also, **start)


def last(history: Trace) -> str:
    """The last decision."""
    return decided(history)[-1]


@pytest.mark.parametrize("stage", [1, 2, 3, 4])
def test_with_everything_there_the_plan_moves_on(stage: int) -> None:
    """By one level."""
    assert last(nearly(stage, 1)) == f"progress ready {stage}.2"


@pytest.mark.parametrize("stage", [1, 2, 3, 4])
def test_one_green_day_too_few(stage: int) -> None:
    """Three, in Stage 1 five."""
    good = greens(*range(LAST - GREEN_DAYS[stage] + 1, LAST))
    assert last(tale(stage, 1, good, level_since=-30)) == f"hold not_yet {stage}.1"


@pytest.mark.parametrize("stage", [1, 2, 3, 4])
def test_one_day_at_the_level_too_few(stage: int) -> None:
    """Seven, in Stage 1 five."""
    late = LAST - DAYS_AT_LEVEL[stage] + 1
    assert last(nearly(stage, 1, level_since=late)) == f"hold not_yet {stage}.1"


@pytest.mark.parametrize("stage", [1, 2, 3, 4])
def test_one_day_in_the_stage_too_few_matters_at_the_top_only(stage: int) -> None:
    """7, 21, 21 and 28 days."""
    late = LAST - DAYS_IN_STAGE[stage] + 1
    goal: Start = {"sport_goal": True, "clinician_approved_stage_4": True}
    assert last(nearly(stage, 4, PASSED, **goal)).startswith("progress ready")
    goal["stage_since"] = late
    assert last(nearly(stage, 4, PASSED, **goal)) == f"hold not_yet {stage}.4"
    assert last(nearly(stage, 3, stage_since=late)) == f"progress ready {stage}.4"


def test_the_days_at_a_level_are_local_dates() -> None:
    """A level reached late in the evening counts from that day; the day ends at 03:00."""
    reached = order(3, "set", clock="23:30", stage=2, level=2)
    assert last(nearly(2, 1, reached)) == "progress ready 2.3"
    after_midnight = order(4, "set", clock="02:59", stage=2, level=2)
    assert last(nearly(2, 1, after_midnight)) == "progress ready 2.3"
    in_the_morning = order(4, "set", clock="03:00", stage=2, level=2)
    assert last(nearly(2, 1, in_the_morning)) == "hold not_yet 2.2"


@pytest.mark.parametrize(
    ("tests", "moves"),
    [
        pytest.param([], False, id="never done"),
        pytest.param([happens(1, "exit_test", passed=True)], True, id="passed some days ago"),
        pytest.param([happens(LAST, "exit_test", "18:00", passed=True)], False, id="passed a moment after the answer"),
        pytest.param([happens(1, "exit_test", passed=False)], False, id="failed"),
        pytest.param(
            [happens(1, "exit_test", passed=False), happens(2, "exit_test", passed=True)],
            True,
            id="failed, then passed",
        ),
        pytest.param(
            [happens(1, "exit_test", passed=True), happens(2, "exit_test", passed=False)],
            False,
            id="passed, then failed",
        ),
        pytest.param([happens(1, "load_test", value=0)], False, id="a painless load test is no exit test"),
        pytest.param(
            [
                happens(1, "exit_test", passed=True),
                order(2, "set", stage=2, level=4),
                order(3, "set", stage=1, level=4),
            ],
            False,
            id="passed before the stage was entered again",
        ),
    ],
)
def test_the_top_of_a_stage_is_left_with_its_test_passed(tests: list[Event], moves: bool) -> None:
    """The latest since the stage was entered counts."""
    decision = last(nearly(1, 4, tests, stage_since=-30))
    assert decision == ("progress ready 2.1" if moves else "hold not_yet 1.4")


def test_below_the_top_no_test_is_asked_for() -> None:
    """Not even a failed one holds."""
    assert last(nearly(2, 3, happens(1, "exit_test", passed=False))) == "progress ready 2.4"


def blocks(day: int, count: int, outcome: str = "done", hour: int = 12) -> list[Event]:
    """Many sessions of one day, a minute apart."""
    times = [f"{hour}:{minute:02}" for minute in range(count)]
    if outcome == "missed":
        return [missed(day, clock) for clock in times]
    return [session(day, outcome=outcome, clock=clock) for clock in times]


@pytest.mark.parametrize(
    ("also", "moves"),
    [
        pytest.param(blocks(9, 1, "missed"), True, id="3 of 4 is 75 percent"),
        pytest.param([*blocks(7, 34), *blocks(9, 13, "missed")], False, id="37 of 50 is 74 percent"),
        pytest.param([*blocks(7, 36), *blocks(9, 13, "missed")], True, id="39 of 52 is 75 percent"),
        pytest.param([*blocks(7, 59), *blocks(9, 21, "missed")], False, id="62 of 83 is 74.7 percent"),
        pytest.param(blocks(9, 2, "part", 20), True, id="3 and two halves of 5 is 80 percent"),
        pytest.param(blocks(9, 6, "part", 20), False, id="3 and six halves of 9 is 67 percent"),
        pytest.param(blocks(9, 1, "skipped_pain"), True, id="one skipped for pain"),
        pytest.param(blocks(9, 2, "skipped_pain"), False, id="two skipped for pain"),
        pytest.param(blocks(9, 2, "skipped_other"), False, id="two skipped for something else"),
        pytest.param([missed(4, "02:59"), missed(3)], True, id="two missed on the seventh day before"),
        pytest.param([missed(4, "03:00"), missed(4)], False, id="two missed on the sixth day before"),
        pytest.param([missed(10, "12:00"), missed(10, "12:01")], False, id="two missed today"),
        pytest.param([missed(10, "18:01"), missed(10, "18:02")], True, id="two missed after the answer"),
    ],
)
def test_three_quarters_of_the_weeks_sessions_are_done(also: list[Event], moves: bool) -> None:
    """Over today and the 6 local days before; a part session counts half."""
    assert last(nearly(2, 1, also)) == ("progress ready 2.2" if moves else "hold not_yet 2.1")


def test_what_there_is_and_what_is_needed_is_told() -> None:
    """At the top of Stage 2, a day too early: three of four sessions, no test, 20 days of 21."""
    history = tale(2, 4, greens(0, 2, 4), missed(4, "12:00"), level_since=-1, stage_since=-15)
    assert run(history).decisions[-1].inputs == {
        "green_days": 3, "green_days_needed": 3, "adherence": 75, "adherence_needed": 75, "days_at_level": 6,
        "days_at_level_needed": 7, "exit_test": 0, "exit_test_needed": 1, "days_in_stage": 20,
        "days_in_stage_needed": 21,
    }  # fmt: skip


def test_sessions_of_paused_days_count_neither_way() -> None:
    """Neither what was missed then nor what was done."""
    pause = [happens(5, "pause"), happens(6, "resume")]
    assert last(nearly(2, 1, pause, missed(5, "12:00"), missed(5, "12:01"))) == "progress ready 2.2"
    assert last(nearly(2, 1, missed(5, "12:00"), missed(5, "12:01"))) == "hold not_yet 2.1"


def test_a_week_without_any_session_is_not_enough() -> None:
    """All that was done lies in a pause: nothing is known of the week."""
    pause = [happens(7, "pause", "08:00"), happens(LAST, "resume", "08:00")]
    decision = run(nearly(2, 1, pause)).decisions[-1]
    assert (decision.rule, decision.inputs["adherence"]) == ("not_yet", 0)


@pytest.mark.parametrize(
    ("also", "moves"),
    [
        pytest.param(trained(6, 4), True, id="AMBER before the three"),
        pytest.param([session(10, 3, clock="08:00")], True, id="a day whose answer is still to come"),
        pytest.param([session(10, 5, clock="08:00")], True, id="and that may yet be AMBER"),
        pytest.param([session(8, 4, clock="20:00")], False, id="one of the three had a second, worse session"),
    ],
)
def test_the_latest_days_that_are_known_must_be_green(also: list[Event], moves: bool) -> None:
    """Those whose answer came or whose window closed."""
    assert last(nearly(2, 1, also)) == ("progress ready 2.2" if moves else "hold not_yet 2.1")


@pytest.mark.parametrize(
    "spoilt",
    [
        pytest.param(trained(8, 4), id="AMBER"),
        pytest.param([session(8)], id="not answered"),
        pytest.param([session(8, clock="09:00"), answer(9, 1, "17:00")], id="answered late"),
        pytest.param([session(8), answer(9, 1, "13:59")], id="answered early"),
        pytest.param(trained(8, None), id="not rated"),
    ],
)
def test_a_day_among_them_that_is_not_green_holds(spoilt: list[Event]) -> None:
    """Three GREEN days in a row, not three of four."""
    assert last(tale(2, 1, greens(7, 8, 9), level_since=0)) == "progress ready 2.2"
    assert last(tale(2, 1, greens(6, 7, 9), spoilt, level_since=0)) == "hold not_yet 2.1"


def test_a_red_session_of_the_same_day_stands_against_moving_on() -> None:
    """No answer can make it better; its cut is an hour old."""
    red = session(10, 6, clock="17:00")
    assert decided(nearly(2, 2, red))[-2:] == ["reduce red_day 2.1", "hold not_yet 2.1"]


def test_only_an_answer_can_move_the_plan_on() -> None:
    """A closing window or a session never does, however good everything else is."""
    open_day = session(LAST, clock="08:00")
    history = nearly(2, 1, open_day, until=moment(LAST + 2))
    assert decided(history)[-2:] == ["progress ready 2.2", "hold no_answer 2.2"]


@pytest.mark.parametrize(
    ("before", "late", "expected"),
    [pytest.param(3, 4, "hold amber_day 2.2", id="acceptable"), pytest.param(1, 2, "hold no_answer 2.2", id="late")],
)
def test_the_answer_to_a_forgotten_day_does_not_move_the_plan_on(before: int, late: int, expected: str) -> None:
    """Though all is there since, and the plan only waited for its release."""
    waits = [order(0, "hold"), session(0, before=before), *greens(8, 10, 12), order(13, "release", "18:30")]
    start: Start = {"level_since": -30}
    assert decided(tale(2, 2, waits, answer(13, late, "19:00"), **start))[-1] == expected
    assert decided(tale(2, 2, waits, trained(14), **start))[-1] == "progress ready 2.3"


def test_a_day_whose_window_closes_in_the_minute_of_the_answer_counts_as_unanswered() -> None:
    """Unknown is never good, not even by a minute: the answer belongs to the day after it."""
    good, answered = greens(0, 2), [session(7, clock="04:00"), answer(8, 1, "04:00")]
    open_day = session(6, clock="22:00")
    assert last(tale(2, 1, good, answered, level_since=1)) == "progress ready 2.2"
    assert decided(tale(2, 1, good, open_day, answered, level_since=1))[-2:] == [
        "hold not_yet 2.1",
        "hold no_answer 2.1",
    ]


def test_it_is_one_step_at_a_time() -> None:
    """The next level starts its days anew, so that the next answer holds."""
    history = nearly(2, 1, greens(LAST, LAST + 2, LAST + 4), level_since=-60)
    assert decided(history)[-4:] == ["progress ready 2.2", *["hold not_yet 2.2"] * 3]
    assert decided(nearly(2, 1, greens(*range(LAST, LAST + 7)), level_since=-60))[-1] == "progress ready 2.3"


@pytest.mark.parametrize(
    ("stage", "start", "expected"),
    [
        pytest.param(1, {}, "progress ready 2.1", id="from Stage 1"),
        pytest.param(2, {}, "progress ready 3.1", id="from Stage 2"),
        pytest.param(
            3,
            {"sport_goal": True, "clinician_approved_stage_4": True},
            "progress ready 4.1",
            id="from Stage 3, for sport",
        ),
        pytest.param(3, {"sport_goal": True}, "hold held 3.4", id="from Stage 3, not approved"),
        pytest.param(3, {}, "progress ready 3.4", id="from Stage 3, no sport: maintenance"),
        pytest.param(3, {"clinician_approved_stage_4": True}, "progress ready 3.4", id="approval alone is no goal"),
        pytest.param(4, {"sport_goal": True}, "progress ready 4.4", id="from Stage 4: maintenance"),
    ],
)
def test_the_top_of_a_stage_leads_on(stage: int, start: Start, expected: str) -> None:
    """To level 1 of the next stage, or to maintenance with the position kept."""
    history = nearly(stage, 4, PASSED, **start)
    assert last(history) == expected
    kept = expected.startswith("progress") and expected.endswith(".4")
    assert ends(history).split()[0] == ("maintenance" if kept else "active")


def test_the_clinicians_approval_opens_stage_4() -> None:
    """From the next answer on."""
    history = nearly(3, 4, PASSED, order(LAST, "approve_stage_4", clock="20:00"), greens(LAST), sport_goal=True)
    assert decided(history)[-2:] == ["hold held 3.4", "progress ready 4.1"]

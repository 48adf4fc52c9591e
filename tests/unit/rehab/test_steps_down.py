"""What a step down does, and the rules that look further back: week-to-week drift and the second RED."""

import pytest

from tests.unit.rehab.tales import (
    PROTOCOL,
    Event,
    Trace,
    alerts,
    answer,
    decided,
    ends,
    flagged,
    greens,
    happens,
    instant,
    moment,
    order,
    run,
    session,
    tale,
    trained,
)


@pytest.mark.parametrize("stage", [1, 2, 3, 4])
@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_a_red_day_leads_one_level_down_and_never_out_of_the_stage(stage: int, level: int) -> None:
    """At level 1 the position stays."""
    assert decided(tale(stage, level, session(0, 6))) == [f"reduce red_day {stage}.{max(1, level - 1)}"]


@pytest.mark.parametrize("level", [1, 4])
@pytest.mark.parametrize(("stage", "below"), [(2, 1), (3, 2), (4, 3)])
def test_a_second_red_leads_to_the_previous_stages_top(stage: int, below: int, level: int) -> None:
    """The status stays active."""
    history = tale(stage, level, trained(0, 6), session(2, 6))
    assert decided(history)[-1] == f"regress second_red {below}.4"
    assert ends(history) == f"active {below}.4"
    assert alerts(history) == []


@pytest.mark.parametrize("level", [1, 4])
@pytest.mark.parametrize(("stage", "below"), [(2, 1), (3, 2), (4, 3)])
def test_a_flare_leads_one_level_lower_still(stage: int, below: int, level: int) -> None:
    """And holds of Stage 1 are prescribed until it has settled."""
    history = tale(stage, level, session(0, 8))
    assert decided(history) == [f"regress severe_pain {below}.3"]
    assert ends(history) == f"flare {below}.3"


@pytest.mark.parametrize("level", [1, 2, 4])
def test_in_stage_1_overload_reduces_and_the_clinician_looks(level: int) -> None:
    """There is nothing below."""
    lower, lowest = max(1, level - 1), max(1, level - 2)
    second = tale(1, level, trained(0, 6), session(2, 6))
    assert decided(second)[-1] == f"reduce second_red 1.{lowest}"
    assert (ends(second), alerts(second)) == (f"active 1.{lowest}", ["01-07 18:00 review overload_in_first_stage"])
    flare = tale(1, level, session(0, 8))
    assert decided(flare) == [f"reduce severe_pain 1.{lower}"]
    assert (ends(flare), alerts(flare)) == (f"flare 1.{lower}", ["01-05 18:00 review overload_in_first_stage"])


def test_a_plain_red_day_in_stage_1_tells_nobody() -> None:
    """It is row 5, not row 4."""
    assert alerts(tale(1, 2, session(0, 6))) == []


def test_at_level_1_the_dose_falls_and_the_days_at_the_level_go_on() -> None:
    """The position and `level_since` stay; moving on gives the full dose again."""
    cut = run(tale(2, 1, session(0, 6), level_since=-9, stage_since=-9)).course.plan
    assert (cut.reduced_dose, cut.level_since.day, cut.stage_since.day) == (True, 27, 27)
    raised = tale(2, 1, trained(0, 6), greens(2, 4, 6), level_since=-9)
    assert decided(raised)[-1] == "progress ready 2.2"
    assert run(raised).course.plan.reduced_dose is False


def test_from_a_higher_level_the_full_dose_of_the_lower_one_is_done_and_its_days_begin() -> None:
    """One step is enough."""
    plan = run(tale(2, 2, session(0, 6), level_since=-9, stage_since=-9)).course.plan
    assert (plan.reduced_dose, plan.level_since.day, plan.stage_since.day) == (False, 5, 27)
    again = run(tale(2, 2, trained(0, 6), greens(2, 4), session(6, 6))).course.plan
    assert (again.position, again.reduced_dose, again.level_since.day) == ((2, 1), True, 5)


def test_a_lower_dose_stays_through_holds_and_ends_with_a_new_position() -> None:
    """Whether the clinician sets it or a regress leads to it."""
    low = [*trained(0, 6), *trained(2, 4)]
    assert run(tale(2, 1, low)).course.plan.reduced_dose is True
    assert run(tale(2, 1, low, order(4, "set", stage=2, level=1))).course.plan.reduced_dose is True
    assert run(tale(2, 1, low, order(4, "set", stage=2, level=2))).course.plan.reduced_dose is False
    assert run(tale(2, 1, low, session(4, 8))).course.plan.reduced_dose is False


def test_a_regress_starts_the_stage_anew() -> None:
    """Its days, and its exit test."""
    passed = happens(0, "exit_test", "08:30", passed=True)
    plan = run(tale(2, 4, passed, session(3, 8), level_since=-40, stage_since=-40)).course.plan
    assert (plan.stage_since.day, plan.level_since.day, plan.exit_test_passed) == (8, 8, None)


def test_the_way_back_leads_to_the_top_of_the_stage_below_however_high_that_is() -> None:
    """In a protocol whose Stage 2 has a fifth level: to that one, and after a flare to the level below it."""
    second = PROTOCOL.stage(2)
    longer = second.model_copy(update={"levels": (*second.levels, second.levels[-1])})
    protocol = PROTOCOL.model_copy(update={"stages": (PROTOCOL.stage(1), longer, *PROTOCOL.stages[2:])})
    assert decided(tale(3, 4, trained(0, 6), session(2, 6)), protocol)[-1] == "regress second_red 2.5"
    assert decided(tale(3, 4, session(0, 8)), protocol) == ["regress severe_pain 2.4"]
    assert decided(tale(2, 4, greens(0, 2, 4), level_since=-30), protocol)[-1] == "progress ready 2.5"


def weeks(before: list[int], now: list[int], *also: Event, stage: int = 2, level: int = 3) -> Trace:
    """Two weeks of answers, on hold so that nothing else moves; the last answer comes on day 14."""
    first = [event for day, value in enumerate(before) for event in trained(day, after=value)]
    second = [
        event for day, value in enumerate(now, 14 - len(now)) for event in trained(day, after=value, before=value)
    ]
    return tale(stage, level, order(0, "hold"), first, second, *also)


@pytest.mark.parametrize(
    ("before", "now", "drifts"),
    [
        pytest.param([0, 0, 0], [1, 1, 1], True, id="by 1.0"),
        pytest.param([1, 0, 0, 0, 0, 0, 0], [1, 1, 1, 1, 1, 1, 2], True, id="by exactly 1 in sevenths"),
        pytest.param([0, 0, 1], [1, 1, 2], True, id="by exactly 1 in thirds"),
        pytest.param([1, 0, 0, 0, 0, 0], [1, 1, 1, 1, 1, 1, 2], False, id="by 0.98"),
        pytest.param([0, 0, 0, 0, 0], [0, 1, 1, 1, 1], False, id="by 0.8"),
        pytest.param([1, 1, 1], [0, 0, 0], False, id="downwards"),
        pytest.param([0, 0, 0], [2, 2], False, id="2 ratings this week"),
        pytest.param([0, 0], [2, 2, 2], False, id="2 ratings the week before"),
        pytest.param([0, 0, 0], [3, 3, 3], True, id="by 3"),
    ],
)
def test_the_mean_answer_rises_from_one_week_to_the_next(before: list[int], now: list[int], drifts: bool) -> None:
    """By 1.0 or more, with at least 3 ratings in each of the two weeks; the arithmetic is exact."""
    last = decided(weeks(before, now))[-1]
    assert last == "reduce week_drift 2.2" if drifts else last.startswith("hold")


def test_the_two_means_are_told_with_two_decimals() -> None:
    """From one third to two and a third."""
    assert run(weeks([0, 0, 1], [2, 2, 3])).decisions[-1].inputs == {"mean": 2.33, "before": 0.33}


def test_the_weeks_are_7_times_24_hours() -> None:
    """An answer that came exactly 7 x 24 hours ago belongs to the week before."""
    base = [order(0, "hold"), *trained(1, after=0), *trained(3, after=0)]
    late = [*trained(8, after=1), *trained(10, after=1), *trained(12, after=1)]
    edge = trained(5, after=0)  # answered on day 6 at 18:00, and the last answer comes on day 13 at 18:00
    assert decided(tale(2, 3, base, edge, late))[-1] == "reduce week_drift 2.2"
    inside = trained(5, after=0, clock="18:01")
    assert decided(tale(2, 3, base, inside, late))[-1] == "hold held 2.3"


def test_answers_outside_their_window_are_not_compared() -> None:
    """A late answer may be about anything."""
    late = [session(12, before=1, clock="08:00"), answer(13, 3, "14:01")]
    history = tale(2, 3, order(0, "hold"), *(trained(d, after=0) for d in (0, 2, 4)), greens(8, 10), late)
    assert decided(history)[-1].startswith("hold")


def test_drift_waits_7_days_after_a_cut() -> None:
    """7 x 24 hours; one cause, one step down."""
    low = [event for day in (0, 1, 2) for event in trained(day, after=0, clock="17:00")]
    creeping = [order(0, "hold"), session(3, 6), *greens(7, 8), session(9)]
    assert decided(tale(2, 3, low, creeping, answer(10, 1, "17:59")))[-1] == "hold held 2.2"
    assert decided(tale(2, 3, low, creeping, answer(10, 1, "18:00")))[-1] == "reduce week_drift 2.1"


def test_drift_shows_also_when_a_window_closes() -> None:
    """The last answer that counted for the week before drops out of this one."""
    history = tale(
        2, 3, order(0, "hold"), *(trained(d, after=0) for d in (0, 1, 4)), greens(7, 8, 9), session(11),
        until=moment(13, "00:00"),
    )  # fmt: skip
    assert decided(history)[-2:] == ["hold held 2.3", "reduce week_drift 2.2"]


def test_drift_lowers_once_and_the_next_answers_are_not_compared() -> None:
    """Not within 7 days of that cut."""
    history = weeks([0, 0, 0], [1, 1, 1], *trained(14, after=3, before=2))
    assert decided(history)[-2:] == ["reduce week_drift 2.2", "hold not_yet 2.2"]


RED_IN_FLARE = [
    *trained(0, 8, 5),  # the flare, with its own cut
    session(1, 1, clock="09:00"),
    session(2, 6, clock="09:00"),  # RED, but in a flare nothing is cut
    answer(2, 1),
    answer(3, 1),  # the flare is over
]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param([*trained(0, 6), session(2, 6)], "regress second_red 1.4", id="the next rated day"),
        pytest.param([*trained(0, 6), *greens(2), session(4, 6)], "regress second_red 1.4", id="the one after that"),
        pytest.param([*trained(0, 6), *greens(2, 4), session(6, 6)], "reduce red_day 2.1", id="three rated days later"),
        pytest.param(
            [*trained(0, 6), *greens(2), session(4), session(6, 6)],
            "regress second_red 1.4",
            id="a day that is not rated does not count",
        ),
        pytest.param(
            [*trained(0, 6), *trained(2, 4), session(4, 6)], "regress second_red 1.4", id="an acceptable one between"
        ),
        pytest.param(
            [*trained(0, 1, 4, before=2), *trained(2, 1, 4, before=2)],
            "regress second_red 1.4",
            id="both RED by their answers",
        ),
    ],
)
def test_a_second_red_counts_among_the_last_three_rated_days(parts: list[Event], expected: str) -> None:
    """This one and the two before it."""
    assert decided(tale(2, 3, parts))[-1] == expected


def test_a_cut_of_the_very_instant_of_the_next_session_lies_between() -> None:
    """The answer that lowered the plan and the session that follows are reported in one minute."""
    history = tale(2, 2, trained(0, 4, 6, before=4), trained(1, 4, 6, before=4))
    assert decided(history)[-1] == "regress second_red 1.4"


def test_of_several_red_days_before_the_first_is_named() -> None:
    """That with which it began."""
    last = run(tale(3, 4, trained(0, 6), trained(2, 6), session(4, 6))).decisions[-1]
    assert (last.rule, last.inputs["first_red"]) == ("second_red", moment(0)[:10])


def test_a_second_red_needs_a_cut_between_the_two() -> None:
    """A RED day within a flare was not answered by one, so the next is a first."""
    history = tale(2, 3, RED_IN_FLARE, greens(5), session(7, 6))
    assert decided(history)[-1] == "reduce red_day 1.2"
    assert ends(tale(2, 3, RED_IN_FLARE)) == "active 1.3"


def test_any_cut_between_the_two_counts() -> None:
    """Here it is the gap's, between a RED day of the flare and the next."""
    history = tale(3, 3, RED_IN_FLARE, session(20, 6))
    assert decided(history)[-2:] == ["reduce gap 2.2", "regress second_red 1.4"]


def test_a_restart_forgets_the_first_red() -> None:
    """Earlier evidence is discarded, and the cuts with it."""
    history = tale(2, 3, trained(0, 6), order(1, "restart", "19:00", stage=2, level=3), session(2, 6))
    assert decided(history)[-1] == "reduce red_day 2.2"


def test_a_restart_forgets_the_answers_too() -> None:
    """Neither drift nor GREEN days nor an open question reach across it."""
    restart = order(5, "restart", "19:00", stage=2, level=2)
    low = [event for day in (0, 2, 4) for event in trained(day, after=0)]
    assert decided(tale(2, 2, low, restart, greens(7, 9, 11)))[-1] == "progress ready 2.3"
    assert decided(tale(2, 2, greens(3), restart, greens(10, 12)))[-1] == "hold not_yet 2.2"
    assert decided(tale(2, 2, session(5, 1, clock="18:00"), restart, answer(6, 9))) == []
    assert decided(tale(2, 2, flagged(0, "pop"), restart, session(6, 6)))[-1] == "reduce red_day 2.1"
    assert run(tale(2, 2, low, restart)).course.plan.evidence_from == instant(5, "19:00")

"""The colour of a training day: every row of reference 2.3, both sides of every threshold."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from rehab.evidence import Answer, Colour, Performed, TrainingDay, colour
from rehab.protocol import Thresholds
from tests.unit.rehab.tales import PROTOCOL

LIMITS = PROTOCOL.thresholds
DAY = date(2026, 1, 5)
MORNING = datetime(2026, 1, 5, 9, tzinfo=UTC)
GREEN, UNKNOWN, AMBER, RED = Colour.GREEN, Colour.UNKNOWN, Colour.AMBER, Colour.RED


def performed(baseline: float | None, during: int | None, hour: int = 0) -> Performed:
    """A session of the morning, so many hours into it."""
    return Performed(MORNING + timedelta(hours=hour), baseline, during)


def day(*sessions: Performed, after: int | None, stage: int = 2, on_time: bool = True) -> TrainingDay:
    """A training day in a stage, with its answer."""
    given = None if after is None else Answer(MORNING + timedelta(hours=24), after, on_time)
    return TrainingDay(DAY, stage, sessions, given, irritable_start=PROTOCOL.stage(stage).irritable_start)


def limits(**values: float) -> Thresholds:
    """The thresholds of a protocol that moved some of them."""
    moved: dict[str, Any] = {
        name: getattr(LIMITS, name).model_copy(update={"value": value}) for name, value in values.items()
    }
    return LIMITS.model_copy(update=moved)


@pytest.mark.parametrize(
    ("baseline", "during", "after", "expected"),
    [
        pytest.param(3, 3, 3, GREEN, id="3 throughout is tolerated"),
        pytest.param(0, 0, 0, GREEN, id="no pain at all"),
        pytest.param(3, 4, 3, AMBER, id="4 during is acceptable"),
        pytest.param(3, 5, 3, AMBER, id="5 during still is"),
        pytest.param(3, 6, 3, RED, id="6 during is overload"),
        pytest.param(3, 10, 0, RED, id="10 during, however good the next day"),
        pytest.param(3, 3, 4, AMBER, id="4 the day after is acceptable"),
        pytest.param(4, 3, 5, AMBER, id="5 the day after still is"),
        pytest.param(5, 3, 6, RED, id="6 the day after is overload"),
        pytest.param(7, 3, 6, RED, id="6 the day after, even if it was 7 before"),
        pytest.param(1, 1, 2, GREEN, id="a rise of 1 is noise"),
        pytest.param(2, 3, 3, GREEN, id="a rise of 1 up to 3 is noise"),
        pytest.param(1, 1, 3, AMBER, id="a rise of 2 up to 3"),
        pytest.param(0, 0, 2, AMBER, id="a rise of 2 from nothing"),
        pytest.param(0, 0, 3, AMBER, id="a rise of 3 up to 3"),
        pytest.param(2, 1, 4, RED, id="a rise of 2 up to 4"),
        pytest.param(3, 1, 4, AMBER, id="a rise of 1 up to 4"),
        pytest.param(3, 1, 5, RED, id="a rise of 2 up to 5"),
        pytest.param(5, 3, 3, GREEN, id="less the day after than before"),
    ],
)
def test_each_row_of_the_table(baseline: int, during: int, after: int, expected: Colour) -> None:
    """5 is the ceiling for going on, 3 for adding more, 2 is a rise that counts."""
    assert colour(day(performed(baseline, during), after=after), LIMITS) is expected


@pytest.mark.parametrize(
    ("stage", "baseline", "after", "expected"),
    [
        pytest.param(1, 6, 6, AMBER, id="6 before and after"),
        pytest.param(1, 6, 7, AMBER, id="a rise of 1"),
        pytest.param(1, 6, 8, RED, id="a rise of 2"),
        pytest.param(1, 7, 6, AMBER, id="better than before"),
        pytest.param(1, 5, 6, RED, id="5 before is not irritable"),
        pytest.param(1, 5.5, 6, RED, id="nor is a median of 5.5"),
        pytest.param(1, 6.5, 8, AMBER, id="a rise of 1.5"),
        pytest.param(2, 6, 6, RED, id="only in Stage 1"),
        pytest.param(1, None, 6, RED, id="nothing known of before"),
    ],
)
def test_who_starts_irritable_is_not_red_for_staying_there(
    stage: int, baseline: float | None, after: int, expected: Colour
) -> None:
    """The exception of Stage 1: a baseline of 6 or more and no rise of 2."""
    assert colour(day(performed(baseline, 2), after=after, stage=stage), LIMITS) is expected


def test_the_exception_is_for_the_day_after_not_for_the_session() -> None:
    """Above 5 during is never allowed."""
    assert colour(day(performed(7, 6), after=6, stage=1), LIMITS) is RED


@pytest.mark.parametrize(
    ("baseline", "after", "expected"),
    [
        pytest.param(2.5, 3, GREEN, id="a half is noise"),
        pytest.param(1.5, 3, AMBER, id="one and a half up to 3"),
        pytest.param(0.5, 2, AMBER, id="one and a half up to 2"),
        pytest.param(2.5, 4, AMBER, id="one and a half up to 4"),
        pytest.param(1.5, 4, RED, id="two and a half up to 4"),
        pytest.param(0.5, 3, AMBER, id="two and a half up to 3"),
    ],
)
def test_a_baseline_can_end_in_a_half(baseline: float, after: int, expected: Colour) -> None:
    """A median of two answers: between 1 and 2 it is more than noise and not yet too much."""
    assert colour(day(performed(baseline, 1), after=after), LIMITS) is expected


@pytest.mark.parametrize(
    ("baseline", "during", "after", "on_time", "expected"),
    [
        pytest.param(2, 2, None, True, UNKNOWN, id="no answer"),
        pytest.param(2, 2, 2, False, UNKNOWN, id="an answer outside the window"),
        pytest.param(2, None, 2, True, UNKNOWN, id="no pain during"),
        pytest.param(None, 2, 2, True, UNKNOWN, id="no baseline"),
        pytest.param(None, None, None, True, UNKNOWN, id="nothing"),
        pytest.param(2, 4, None, True, AMBER, id="no answer, but 4 during"),
        pytest.param(2, 6, None, True, RED, id="no answer, but 6 during"),
        pytest.param(3, 2, 4, False, AMBER, id="late, but 4"),
        pytest.param(2, 2, 4, False, RED, id="late, but 4 and a rise of 2"),
        pytest.param(5, 2, 6, False, RED, id="late, but 6"),
        pytest.param(0, 2, 2, False, AMBER, id="late, but a rise of 2"),
        pytest.param(3, None, 4, True, AMBER, id="no pain during, but 4 the day after"),
        pytest.param(5, None, 6, True, RED, id="no pain during, but 6 the day after"),
        pytest.param(None, 2, 4, True, AMBER, id="no baseline, but 4 the day after"),
        pytest.param(None, 2, 5, True, AMBER, id="no baseline, but 5 the day after"),
        pytest.param(None, 2, 6, True, RED, id="no baseline, but 6 the day after"),
        pytest.param(None, 6, None, True, RED, id="no baseline and no answer, but 6 during"),
    ],
)
def test_what_is_missing_is_never_good_but_bad_stays_bad(
    baseline: int | None, during: int | None, after: int | None, on_time: bool, expected: Colour
) -> None:
    """Unknown is explicit; RED and AMBER win over it."""
    assert colour(day(performed(baseline, during), after=after, on_time=on_time), LIMITS) is expected


@pytest.mark.parametrize(
    ("sessions", "after", "expected"),
    [
        pytest.param([performed(2, 2), performed(2, 3, 4)], 2, GREEN, id="all good"),
        pytest.param([performed(2, 2), performed(2, 4, 4)], 2, AMBER, id="the second hurt a little"),
        pytest.param([performed(2, 6), performed(2, 2, 4)], 2, RED, id="the first hurt too much"),
        pytest.param([performed(2, 2), performed(2, None, 4)], 2, UNKNOWN, id="one was not rated"),
        pytest.param([performed(2, None), performed(2, 4, 4)], 2, AMBER, id="AMBER is worse than unknown"),
        pytest.param([performed(3, 2), performed(2, 2, 4)], 4, RED, id="too much above the lower baseline"),
    ],
)
def test_a_day_has_the_colour_of_its_worst_session(sessions: list[Performed], after: int, expected: Colour) -> None:
    """Whichever of its sessions that was."""
    assert colour(day(*sessions, after=after), LIMITS) is expected
    assert colour(day(*reversed(sessions), after=after), LIMITS) is expected


@pytest.mark.parametrize(
    ("moved", "baseline", "during", "after", "usual", "expected"),
    [
        pytest.param({"pain_ceiling": 4}, 4, 5, 3, AMBER, RED, id="a lower ceiling during"),
        pytest.param({"pain_ceiling": 4}, 4, 3, 5, AMBER, RED, id="a lower ceiling the day after"),
        pytest.param({"pain_progress_max": 2}, 2, 3, 2, GREEN, AMBER, id="less pain during allowed"),
        pytest.param({"pain_progress_max": 4}, 4, 3, 4, AMBER, GREEN, id="more pain the day after allowed"),
        pytest.param({"rise_red": 3}, 3, 1, 5, RED, AMBER, id="a larger rise allowed"),
        pytest.param({"rise_red_from": 5}, 2, 1, 4, RED, AMBER, id="a rise counts from 5"),
        pytest.param({"rise_red_from": 3}, 1, 1, 3, AMBER, RED, id="a rise counts from 3"),
    ],
)
def test_a_clinic_can_move_the_limits(
    moved: dict[str, float], baseline: int, during: int, after: int, usual: Colour, expected: Colour
) -> None:
    """No number of the table is hidden in the code."""
    rated = day(performed(baseline, during), after=after)
    assert colour(rated, LIMITS) is usual
    assert colour(rated, limits(**moved)) is expected

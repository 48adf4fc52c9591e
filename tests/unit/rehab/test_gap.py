"""More than 14 days without loading (design 9.6, reference 2.4 row 3)."""

from typing import Unpack

import pytest

from tests.unit.rehab.tales import (
    Event,
    Start,
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


def gaps(*parts: Event | list[Event], **start: Unpack[Start]) -> list[str]:
    """When the gaps of a Stage 2 plan were evaluated, and where that led."""
    lines = timed(tale(2, 3, *parts, **start))
    return [f"{line[:11]} {line.split()[-1]}" for line in lines if " gap " in line]


def test_it_is_evaluated_at_3_in_the_morning_of_the_15th_day() -> None:
    """The last session was on the 5th; the 20th is 15 days later."""
    assert gaps(trained(0), until=moment(15, "02:59")) == []
    assert gaps(trained(0), until=moment(15, "03:00")) == ["01-20 03:00 2.2"]


def test_it_rests_on_the_days_and_the_limit() -> None:
    """15 is more than 14."""
    decision = run(tale(2, 3, trained(0), until=moment(15, "03:00"))).decisions[-1]
    assert (decision.inputs, decision.thresholds) == ({"days": 15, "limit": 14}, {"gap_days": 14})


def test_without_any_session_it_counts_from_the_start() -> None:
    """A start after midnight belongs to the day before."""
    assert gaps(until=moment(20)) == ["01-20 03:00 2.2"]
    assert gaps(until=moment(20), at=moment(0, "02:30")) == ["01-19 03:00 2.2"]


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        pytest.param(session(3, clock="03:00"), "01-23 03:00 2.2", id="a done session"),
        pytest.param(session(3, outcome="part"), "01-23 03:00 2.2", id="a part session"),
        pytest.param(session(4, clock="02:59"), "01-23 03:00 2.2", id="one after midnight"),
        pytest.param(session(3, outcome="skipped_pain"), "01-20 03:00 2.2", id="a skipped one does not count"),
        pytest.param(session(3, outcome="missed"), "01-20 03:00 2.2", id="nor a missed one"),
        pytest.param(answer(3, 2), "01-20 03:00 2.2", id="nor a rating"),
    ],
)
def test_it_counts_from_the_last_loading(last: Event, expected: str) -> None:
    """In local days."""
    assert gaps(session(0), last, until=moment(25)) == [expected]


def test_one_gap_is_evaluated_once() -> None:
    """However long it lasts."""
    assert gaps(trained(0), until=moment(60)) == ["01-20 03:00 2.2"]


def test_the_next_gap_is_another() -> None:
    """After loading again."""
    assert gaps(trained(0), trained(20), until=moment(60)) == ["01-20 03:00 2.2", "02-09 03:00 2.1"]


def test_a_session_just_before_is_no_gap() -> None:
    """14 days are allowed, and what happens at 03:00 of the 15th comes before the look at it."""
    assert gaps(trained(0), session(15, clock="02:59"), until=moment(16)) == []
    assert gaps(trained(0), session(15, clock="03:00"), until=moment(16)) == []


def test_at_level_1_the_dose_falls() -> None:
    """Never out of the stage."""
    plan = run(tale(2, 1, trained(0), until=moment(20))).course.plan
    assert (plan.position, plan.reduced_dose) == ((2, 1), True)


def test_the_level_is_lifted_again_by_moving_on() -> None:
    """Row 7 does it, by the usual rules."""
    assert decided(tale(2, 3, trained(0), greens(18, 20, 22)))[-2:] == ["hold not_yet 2.2", "progress ready 2.3"]


@pytest.mark.parametrize(
    ("resumed", "clock", "expected"),
    [
        pytest.param(14, "20:00", "01-20 03:00 2.2", id="back the evening before"),
        pytest.param(15, "02:59", "01-20 03:00 2.2", id="back a minute before"),
        pytest.param(15, "03:00", "01-20 03:00 2.2", id="back at 03:00 of the 15th day"),
        pytest.param(25, "10:30", "01-30 10:30 2.2", id="back much later"),
    ],
)
def test_in_a_pause_it_waits_for_the_resume(resumed: int, clock: str, expected: str) -> None:
    """Paused days count as days without loading."""
    pause = [happens(2, "pause"), happens(resumed, "resume", clock)]
    assert gaps(trained(0), pause, until=moment(40)) == [expected]


def test_coming_back_and_loading_in_the_minute_in_which_it_becomes_a_gap_is_too_late() -> None:
    """The return comes first, and what it finds are 15 days."""
    pause = [happens(2, "pause"), happens(15, "resume", "03:00")]
    assert gaps(trained(0), pause, session(15, clock="03:00"), until=moment(20)) == ["01-20 03:00 2.2"]


def test_a_gap_of_the_minute_in_which_a_flare_can_end_still_finds_the_flare() -> None:
    """A day is answered two weeks late, with pain that is a flare; 48 hours after that come the 15 days."""
    late, quiet = answer(13, 9, "03:00"), [answer(13, 1, "20:00"), answer(14, 1, "20:00")]
    history = tale(2, 3, session(0), late, quiet, until=moment(15, "03:00"))
    assert timed(history)[-2:] == ["01-18 03:00 regress severe_pain 1.3", "01-20 03:00 hold in_flare 1.3"]
    assert ends(history) == "active 1.3"


def test_in_a_pause_without_an_end_there_is_none() -> None:
    """Nothing is evaluated until the patient is back."""
    assert gaps(trained(0), happens(2, "pause"), until=moment(40)) == []


def test_a_gap_that_came_before_the_pause_is_not_evaluated_again() -> None:
    """Once per gap."""
    pause = [happens(16, "pause"), happens(30, "resume")]
    assert gaps(trained(0), pause, until=moment(40)) == ["01-20 03:00 2.2"]


def test_loading_in_a_pause_counts_too() -> None:
    """What was done was done."""
    pause = [happens(2, "pause"), session(10), happens(20, "resume")]
    assert gaps(trained(0), pause, until=moment(40)) == ["01-30 03:00 2.2"]


def test_a_restart_counts_anew() -> None:
    """From its own day, even after a gap was evaluated."""
    restart = order(17, "restart", stage=2, level=3)
    assert gaps(trained(0), restart, until=moment(40)) == ["01-20 03:00 2.2", "02-06 03:00 2.2"]


def test_while_stopped_a_gap_holds() -> None:
    """And is not evaluated again after that."""
    assert decided(tale(2, 3, trained(0), flagged(3, "pop"), until=moment(40)))[-1] == "hold stopped 2.3"

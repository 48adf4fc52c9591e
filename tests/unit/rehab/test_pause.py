"""A pause: answers are evaluated but never progress, and its days count neither way (design 9.11)."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from rehab.plan import Paused, Position, ZoneFrom, begin
from tests.unit.rehab.tales import (
    Event,
    Start,
    alerts,
    answer,
    decided,
    ends,
    flagged,
    greens,
    happens,
    instant,
    missed,
    order,
    run,
    session,
    tale,
    trained,
)

PAUSE, RESUME = happens(4, "pause", "20:00"), happens(6, "resume", "09:00")


def test_while_paused_nothing_moves_on() -> None:
    """All that it needs is there, and the plan is held; back again, the next answer moves it."""
    paused = tale(2, 1, greens(0, 2, 4), PAUSE, level_since=-2)
    assert decided(paused)[-1] == "hold held 2.1"
    assert run(paused).decisions[-1].inputs == {"by": "paused"}
    assert decided(tale(2, 1, greens(0, 2, 4), PAUSE, RESUME, greens(6), level_since=-2))[-1] == "progress ready 2.2"


@pytest.mark.parametrize(
    ("bad", "expected"),
    [
        pytest.param(trained(5, 6), "reduce red_day 2.2", id="RED"),
        pytest.param([session(5, 8)], "regress severe_pain 1.3", id="severe"),
        pytest.param([session(5)], "hold no_answer 2.3", id="no answer"),
    ],
)
def test_while_paused_the_plan_can_still_be_lowered(bad: list[Event], expected: str) -> None:
    """Whoever trains in a pause is told what that did."""
    until = "2026-01-12T09:00"
    assert expected in decided(tale(2, 3, greens(0, 2), PAUSE, bad, until=until))


def test_a_red_flag_works_while_paused() -> None:
    """It always does."""
    history = tale(2, 3, PAUSE, flagged(5, "fever"))
    assert ends(history) == "stopped 2.3"
    assert alerts(history) == ["01-10 09:00 urgent red_flag"]


def test_a_pause_pressed_twice_is_one_pause() -> None:
    """And a resume without a pause is nothing."""
    history = tale(2, 3, PAUSE, happens(5, "pause"), RESUME, happens(7, "resume"))
    plan = run(history).course.plan
    assert ends(history) == "active 2.3"
    assert [(one.since.day, one.until.day) for one in plan.pauses] == [(9, 11)]


def test_the_days_of_a_pause_go_from_its_first_up_to_its_last_without_it() -> None:
    """Missed sessions on them do not spoil the week; those of the day of the return do."""
    good = [*greens(0, 2), *greens(7)]
    start: Start = {"level_since": -30}

    def last(*also: Event) -> str:
        return decided(tale(2, 1, good, PAUSE, RESUME, *also, **start))[-1]

    assert last() == "progress ready 2.2"
    assert last(*(missed(4, f"12:{minute}") for minute in (10, 11, 12))) == "progress ready 2.2"
    assert last(*(missed(5, f"12:{minute}") for minute in (10, 11, 12))) == "progress ready 2.2"
    assert last(*(missed(6, f"08:{minute}") for minute in (10, 11, 12))) == "progress ready 2.2"
    assert last(*(missed(6, f"12:{minute}") for minute in (10, 11, 12))) == "hold not_yet 2.1"
    assert last(*(missed(3, f"12:{minute}") for minute in (10, 11, 12))) == "hold not_yet 2.1"


def test_a_pause_of_an_hour_takes_only_that_hour() -> None:
    """It begins and ends on one day."""
    good, hour = [*greens(0, 2), *greens(7)], [happens(5, "pause", "12:00"), happens(5, "resume", "13:00")]
    inside, outside = missed(5, "12:30"), missed(5, "14:00")
    start: Start = {"level_since": -30}
    assert decided(tale(2, 1, good, hour, inside, missed(5, "12:31"), **start))[-1] == "progress ready 2.2"
    assert decided(tale(2, 1, good, hour, outside, missed(5, "14:01"), **start))[-1] == "hold not_yet 2.1"


def test_what_happens_in_the_minutes_in_which_a_pause_begins_and_ends_is_not_in_it() -> None:
    """A session of the minute of the pause comes before it, one of that of the return after it."""
    good, hour = [*greens(0, 2), *greens(7)], [happens(5, "pause", "12:00"), happens(5, "resume", "13:00")]
    start: Start = {"level_since": -30}
    for clock, counts in (("12:00", True), ("12:01", False), ("12:59", False), ("13:00", True)):
        last = decided(tale(2, 1, good, hour, missed(5, clock), **start))[-1]
        assert last == ("hold not_yet 2.1" if counts else "progress ready 2.2")


def test_a_pause_that_goes_on_takes_the_whole_day_on_which_it_began() -> None:
    """What was missed in its morning as well, but nothing of the day before, and all that follows wherever it is."""
    plan = run(tale(2, 1, happens(4, "pause", "12:00"), zone="Pacific/Auckland")).course.plan
    days = [(3, "23:59"), (4, "02:59"), (4, "03:00"), (4, "12:00"), (4, "12:01"), (90, "09:00")]
    auckland = ZoneInfo("Pacific/Auckland")
    assert [plan.paused_at(instant(*at, auckland)) for at in days] == [False, False, True, True, True, True]
    flown = replace(plan, zones=(*plan.zones, ZoneFrom(instant(4, "13:00", auckland), "Pacific/Honolulu")))
    assert flown.paused_at(instant(4, "14:00", auckland))


def test_in_a_pause_that_goes_on_its_days_are_left_out_too() -> None:
    """Seen while it lasts: what was missed on them is not held against anybody."""
    paused = [happens(4, "pause", "12:00"), *(missed(5, f"12:{minute}") for minute in (10, 11, 12))]
    assert decided(tale(2, 1, greens(0, 2, 4), paused, answer(5, 1, "18:01"), level_since=-2))[-1] == "hold held 2.1"


def test_what_the_clinician_orders_while_paused_holds() -> None:
    """A restart also ends the pause."""
    assert ends(tale(2, 3, PAUSE, order(5, "set", stage=2, level=1))) == "paused 2.1"
    assert ends(tale(2, 3, PAUSE, order(5, "restart", stage=2, level=1))) == "active 2.1"
    pauses = run(tale(2, 3, PAUSE, order(5, "restart", stage=2, level=1))).course.plan.pauses
    assert [(one.since.day, one.until.day) for one in pauses] == [(9, 10)]


def test_a_pause_of_hours_has_neither_its_first_nor_its_last_instant() -> None:
    """What is reported in the very minute in which one pauses or comes back counts."""
    begun = begin(zone="Europe/London", at=instant(0), position=Position(1, 1), baseline_pain=2)
    plan = replace(begun, pauses=(Paused(instant(3, "10:00"), instant(3, "15:00")),))
    at = [plan.paused_at(instant(3, clock)) for clock in ("10:00", "10:01", "14:59", "15:00")]
    assert at == [False, True, True, False]

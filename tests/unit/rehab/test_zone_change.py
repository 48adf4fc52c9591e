"""A patient travels: local days and times are those of the new zone from then on; elapsed hours stay elapsed hours."""

from datetime import timedelta
from typing import Unpack
from zoneinfo import ZoneInfo

import pytest

from tests.unit.rehab.tales import (
    Event,
    Start,
    answer,
    happens,
    instant,
    missed,
    moment,
    run,
    session,
    tale,
    timed,
    trained,
)

NEW_YORK, AUCKLAND, HONOLULU = "America/New_York", "Pacific/Auckland", "Pacific/Honolulu"


def moves(day: int, zone: str, clock: str = "09:00") -> Event:
    """From here on another zone; all times of a trace stay those of its own."""
    return happens(day, "timezone", clock, timezone=zone)


def days_of(*parts: Event | list[Event]) -> list[int]:
    """The local dates of January on which the patient trained."""
    return [day.day.day for day in run(tale(2, 3, *parts)).course.evidence.days]


def test_a_day_is_that_of_the_place_where_the_patient_is() -> None:
    """04:00 in London is 23:00 of the evening before in New York."""
    late = session(1, clock="04:00")
    assert days_of(late) == [6]
    assert days_of(moves(0, NEW_YORK), late) == [5]


def test_what_was_before_the_change_stays_on_its_day() -> None:
    """The zone that held then decides, and still does when facts are read back later."""
    assert days_of(session(1, clock="04:00"), moves(1, NEW_YORK)) == [6]
    plan = run(tale(2, 3, moves(1, NEW_YORK))).course.plan
    assert plan.today(instant(1, "04:00")).day == 6
    assert plan.today(instant(2, "04:00")).day == 6


def test_what_happens_in_the_minute_of_the_change_belongs_to_the_old_zone() -> None:
    """A moment later it is the new one."""
    assert days_of(moves(1, NEW_YORK, "04:00"), session(1, clock="04:00")) == [6]
    assert days_of(moves(1, NEW_YORK, "04:00"), session(1, clock="04:01")) == [5]


def test_the_window_stays_in_elapsed_hours() -> None:
    """However far the patient flies."""
    for clock, expected in (("13:59", False), ("14:00", True)):
        history = tale(2, 3, session(0), moves(1, AUCKLAND, "03:30"), answer(1, 1, clock))
        given = run(history).course.evidence.days[0].answer
        assert given is not None
        assert given.on_time is expected


def test_an_answer_needs_an_earlier_date_where_the_patient_is() -> None:
    """Half a day later by the clock it can still be the same day further west."""
    flown = tale(2, 3, session(0, clock="09:00"), moves(0, HONOLULU, "12:00"), answer(1, 7, "08:00"))
    assert run(flown).course.evidence.days[0].answer is None


def test_two_sessions_of_one_date_are_one_training_day_even_across_an_ocean() -> None:
    """The question is about the date as the patient lived it."""
    assert days_of(session(0, clock="09:00"), moves(0, HONOLULU, "12:00"), session(1, clock="08:00")) == [5]


@pytest.mark.parametrize(
    ("zone", "falls_due"),
    [
        pytest.param(NEW_YORK, "01-20 08:00", id="west: 03:00 comes later"),
        pytest.param(AUCKLAND, "01-19 14:00", id="east: 03:00 comes earlier"),
    ],
)
def test_a_gap_falls_due_at_3_in_the_morning_of_the_new_zone(zone: str, falls_due: str) -> None:
    """The change lies well before it."""
    history = tale(2, 3, trained(0), moves(10, zone), until=moment(20))
    assert timed(history)[-1] == f"{falls_due} reduce gap 2.2"


def test_flying_east_over_the_15th_day_makes_the_gap_then_and_not_before() -> None:
    """No decision is dated before the fact that brought it, and it rests on more than 14 days."""
    history = tale(2, 3, trained(0), moves(14, AUCKLAND, "20:00"), until=moment(16))
    decision = run(history).decisions[-1]
    assert decision.rule == "gap"
    assert decision.inputs["days"] == 15
    assert decision.at >= instant(14, "20:00")


def test_flying_east_loses_no_gap() -> None:
    """Not even where the 03:00 over there lies before something that has been dealt with since."""
    late = tale(2, 3, session(0), answer(7, 9), moves(14, AUCKLAND, "20:00"), until=moment(15, "02:00"))
    assert [one.rule for one in run(late).alerts] == ["lost_contact", "flare_not_over"]
    assert timed(late)[-1] == "01-19 20:01 hold in_flare 1.3"


def test_flying_west_after_a_gap_does_not_make_it_again() -> None:
    """Once per gap, though the 15th day starts anew there."""
    history = tale(2, 3, trained(0), moves(15, HONOLULU, "09:00"), until=moment(25))
    assert [line for line in timed(history) if "gap" in line] == ["01-20 03:00 reduce gap 2.2"]


def reviews(*parts: Event, **start: Unpack[Start]) -> list[str]:
    """When the weekly reviews took place, in UTC."""
    return [f"{one.at:%m-%d %H:%M}" for one in run(tale(2, 3, *parts, **start)).decisions if one.occasion == "review"]


def test_a_review_takes_place_at_nine_where_the_patient_is() -> None:
    """New York is five hours behind London."""
    assert reviews(until=moment(14)) == ["01-12 09:00", "01-19 09:00"]
    assert reviews(moves(1, NEW_YORK), until=moment(14)) == ["01-12 14:00", "01-19 14:00"]


def test_a_review_that_took_place_does_not_come_again_further_west() -> None:
    """Though it gets nine o'clock on the same date once more."""
    start: Start = {"zone": AUCKLAND, "until": moment(15, "09:30")}
    assert reviews(moves(7, HONOLULU, "09:01"), **start) == ["01-11 20:00", "01-19 19:00"]
    assert reviews(moves(7, HONOLULU, "09:00"), **start) == ["01-12 19:00", "01-19 19:00"]


def test_a_review_that_a_flight_east_leaves_out_takes_place_on_arrival() -> None:
    """Whatever else has fallen due since it was nine over there."""
    start: Start = {"zone": HONOLULU, "until": moment(14, "09:30")}
    assert reviews(moves(6, AUCKLAND, "12:00"), **start) == ["01-11 22:01", "01-18 20:00"]
    closing = session(5, clock="05:30")  # its window closes at 11:30, after nine in Auckland and before the flight
    assert reviews(closing, moves(6, AUCKLAND, "12:00"), **start) == ["01-11 22:01", "01-18 20:00"]
    assert reviews(moves(6, AUCKLAND, "09:59"), **start) == ["01-11 20:00", "01-18 20:00"]


def test_the_weeks_before_the_start_have_had_their_reviews() -> None:
    """On a day of a review it still comes if the plan starts by nine."""
    for clock, first in (("08:00", "01-05 09:00"), ("09:00", "01-05 09:00"), ("09:01", "01-12 09:00")):
        assert reviews(at=moment(0, clock), programme_since=-70, until=moment(8))[0] == first
    assert reviews(programme_since=-69, until=moment(8)) == ["01-06 09:00", "01-13 09:00"]
    assert reviews(programme_since=0, at=moment(0, "08:00"), until=moment(8)) == ["01-12 09:00"]


def test_the_week_of_adherence_is_that_of_local_dates() -> None:
    """A missed session of an evening in New York lies on the seventh day before, or on the sixth in London."""
    good = [event for day in (7, 8, 9) for event in trained(day)]
    late = [missed(4, "04:00"), missed(4, "04:01")]
    start: Start = {"level_since": 0}
    assert timed(tale(2, 1, good, late, **start))[-1].endswith("hold not_yet 2.1")
    assert timed(tale(2, 1, moves(1, NEW_YORK), good, late, **start))[-1].endswith("progress ready 2.2")


def test_the_plan_knows_where_the_patient_is_now() -> None:
    """And every place before."""
    plan = run(tale(2, 3, moves(1, NEW_YORK), moves(3, AUCKLAND))).course.plan
    assert plan.zone == ZoneInfo(AUCKLAND)
    assert [zone.zone for zone in plan.zones] == ["Europe/London", NEW_YORK, AUCKLAND]
    assert plan.zones[1].at - plan.zones[0].at == timedelta(days=1, hours=1)

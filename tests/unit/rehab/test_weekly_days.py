"""When the check-in is owed: on the eve of each weekly review, at eight in the evening or near it, for some days."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehab.course.due import REVIEW_AT
from rehab.days import day_closes, day_opens, instant_in_day
from rehab.timetable import Owed, Preferences, PromptKind, is_monthly, owed
from tests.unit.rehab.examples import examples
from tests.unit.rehab.histories import traces
from tests.unit.rehab.tales import FIRST, PROTOCOL, Event, Trace, flagged, happens, order, run, session, tale
from tests.unit.rehab.test_timetable_properties import PREFERENCES

USUAL = Preferences()


def check_ins(history: Trace, days: range, preferences: Preferences = USUAL) -> list[Owed]:
    """The check-ins that a plan owes on some days, as it stands at the end of a trace."""
    course = run(history).course
    found = [owed(course.plan, course.evidence, preferences, PROTOCOL, FIRST + timedelta(days=day)) for day in days]
    return [prompt for prompts in found for prompt in prompts if prompt.kind is PromptKind.WEEKLY]


def days_of(history: Trace, days: range) -> list[int]:
    """On which days they fall, counted from the first."""
    return [(prompt.day - FIRST).days for prompt in check_ins(history, days)]


def test_it_comes_on_the_last_day_of_each_week_of_the_programme() -> None:
    """The review is on the day after; the slot is the number of the week."""
    found = check_ins(tale(2, 2), range(29))
    assert [(prompt.day - FIRST).days for prompt in found] == [6, 13, 20, 27]
    assert [prompt.slot for prompt in found] == [1, 2, 3, 4]


def test_weeks_are_counted_from_the_programme_s_first_day() -> None:
    """Not from that of the stage, nor from the restart."""
    begun = tale(2, 2, programme_since=-3)
    assert days_of(begun, range(12)) == [3, 10]
    assert check_ins(begun, range(4))[0].slot == 1
    again = tale(2, 2, flagged(4, "pop"), order(9, "restart", stage=2, level=1))
    assert days_of(again, range(21)) == [6, 13, 20]


def test_it_is_asked_at_eight_in_the_evening_and_stays_open_for_three_more_days() -> None:
    """It can be done from the morning on."""
    [found] = check_ins(tale(2, 2), range(7))
    day = FIRST + timedelta(days=6)
    london = ZoneInfo("Europe/London")
    assert found.opens_at == day_opens(day, london)
    assert found.due_at == instant_in_day(day, time(20), london)
    assert found.closes_at == day_closes(day + timedelta(days=3), london)
    assert found.about is None


@pytest.mark.parametrize(
    ("quiet", "due"),
    [
        (("21:00", "08:00"), "20:00"),
        (("20:00", "07:00"), "19:59"),
        (("19:00", "07:00"), "18:59"),
        (("08:00", "16:00"), "20:00"),  # sleeps by day
        (("12:00", "20:30"), "20:30"),
        (("09:00", "09:00"), "20:00"),  # no quiet hours
    ],
)
def test_quiet_hours_move_it_to_the_nearest_waking_time(quiet: tuple[str, str], due: str) -> None:
    """Before or after, whichever is nearer."""
    preferences = Preferences(quiet_from=time.fromisoformat(quiet[0]), quiet_to=time.fromisoformat(quiet[1]))
    [found] = check_ins(tale(2, 2), range(7), preferences)
    assert f"{found.due_at:%H:%M}" == due


@pytest.mark.parametrize("last", [happens(1, "pause"), flagged(1, "pop"), order(1, "stop"), happens(1, "discharge")])
def test_a_plan_that_does_not_run_has_none(last: Event) -> None:
    """No questions while paused, stopped or over."""
    assert days_of(tale(2, 3, last), range(29)) == []


def test_in_a_flare_it_comes_as_well() -> None:
    """The week's pain is worth knowing then."""
    assert days_of(tale(2, 3, session(0, 8)), range(8)) == [6]


def test_in_maintenance_it_comes_every_fourth_week() -> None:
    """The monthly one, and no other."""
    kept = tale(3, 2, happens(0, "goal_met"))
    assert days_of(kept, range(57)) == [27, 55]
    assert all(is_monthly(prompt.slot) for prompt in check_ins(kept, range(57)))


def test_a_climb_out_of_maintenance_keeps_the_month() -> None:
    """Lowered after a bad day, the plan climbs again: still maintenance, still monthly."""
    assert days_of(tale(3, 2, happens(0, "goal_met"), session(0, 6)), range(29)) == [27]


@examples(60)
@given(traces(longest=30), PREFERENCES, st.integers(-1, 40))
def test_every_check_in_is_due_in_its_day_before_the_review_and_outside_quiet_hours(
    trace: Trace, preferences: Preferences, ahead: int
) -> None:
    """At most one a day; whoever answers at once is known of at the review of the next morning."""
    course = run(trace).course
    plan = course.plan
    day = plan.today(plan.evaluated_until) + timedelta(days=ahead)
    found = [
        prompt for prompt in owed(plan, course.evidence, preferences, PROTOCOL, day) if prompt.kind is PromptKind.WEEKLY
    ]
    eve = (day + timedelta(days=1) - plan.programme_since).days
    expected = plan.status in {"active", "flare", "maintenance"} and eve > 0 and eve % 7 == 0
    if plan.maintenance_from is not None:
        expected = expected and eve % 28 == 0
    assert len(found) == expected
    for prompt in found:
        assert day_opens(day, plan.zone) == prompt.opens_at <= prompt.due_at < day_closes(day, plan.zone)
        assert not preferences.is_quiet(prompt.due_at, plan.zone)
        assert prompt.due_at < _review_after(day, plan.zone) < prompt.closes_at
        assert prompt.slot * 7 == eve


def _review_after(day: date, zone: ZoneInfo) -> datetime:
    return instant_in_day(day + timedelta(days=1), REVIEW_AT, zone)

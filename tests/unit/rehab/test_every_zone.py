"""Days, times of day and the 24-hour question in every zone of the tz database, over ten years."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import given
from hypothesis import strategies as st

from rehab.days import DAY, day_closes, day_opens, instant_in_day, local_day
from rehab.timetable import Preferences, owed, question_due
from rehab.timetable.question import window
from tests.unit.rehab.examples import examples
from tests.unit.rehab.tales import PROTOCOL, run, tale
from tests.unit.rehab.test_timetable_properties import PREFERENCES

FIRST, LAST = date(2026, 1, 1), date(2035, 12, 31)
ZONES = st.sampled_from(sorted(available_timezones())).map(ZoneInfo)
DAYS = st.dates(FIRST, LAST)
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - made aware by timezones
WALLS = st.times().map(lambda at: at.replace(second=0, microsecond=0))
LARGEST_CHANGE = timedelta(hours=3)


def exists(day: date, wall: time, zone: ZoneInfo) -> bool:
    """Whether no change of the clock skips a time."""
    local = datetime.combine(day, wall, zone)
    return local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None)


@examples(300)
@given(INSTANTS, ZONES)
def test_every_instant_lies_in_one_day(at: datetime, zone: ZoneInfo) -> None:
    """In its own, and neither in the one before nor in the one after."""
    day = local_day(at, zone)
    assert day_opens(day, zone) <= at < day_closes(day, zone)
    assert day_closes(day - DAY, zone) <= at < day_opens(day + DAY, zone)


@examples(300)
@given(DAYS, ZONES)
def test_a_day_is_24_hours_give_or_take_a_change_of_the_clock(day: date, zone: ZoneInfo) -> None:
    """It opens on the calendar date whose name it has, at 03:00 wherever there is such a time."""
    opens = day_opens(day, zone)
    assert abs(day_closes(day, zone) - opens - DAY) <= LARGEST_CHANGE
    wall = opens.astimezone(zone)
    assert wall.date() == day
    assert wall.time() == time(3) or not exists(day, time(3), zone)
    assert local_day(opens, zone) == day
    assert local_day(opens - timedelta(seconds=1), zone) == day - DAY


@examples(300)
@given(DAYS, WALLS, ZONES)
def test_a_time_of_day_is_met_in_its_day(day: date, wall: time, zone: ZoneInfo) -> None:
    """At the first of two; one that the spring change skips comes later by the gap."""
    at = instant_in_day(day, wall, zone)
    written = day if wall >= time(3) else day + DAY
    assert at >= day_opens(day, zone)
    if exists(written, wall, zone):
        local = at.astimezone(zone)
        assert (local.date(), local.time(), local.fold) == (written, wall, 0)
        assert local_day(at, zone) == day
    else:
        assert (
            timedelta(0) < at.astimezone(zone).replace(tzinfo=None) - datetime.combine(written, wall) <= LARGEST_CHANGE
        )


@examples(150)
@given(INSTANTS, PREFERENCES, ZONES)
def test_the_question_counts_elapsed_hours(first: datetime, preferences: Preferences, zone: ZoneInfo) -> None:
    """Whatever the clock on the wall does in between."""
    opens, closes = window(first, PROTOCOL.thresholds)
    assert opens <= question_due(first, preferences, zone, PROTOCOL.thresholds) <= closes


@examples(80)
@given(DAYS, PREFERENCES, st.sampled_from(sorted(available_timezones())), st.sampled_from([(1, 2), (2, 2), (3, 1)]))
def test_what_a_day_owes_lies_in_it(day: date, preferences: Preferences, zone: str, place: tuple[int, int]) -> None:
    """In order, each with a key of its own, and the same however often it is asked."""
    course = run(tale(*place, zone=zone)).course
    prompts = owed(course.plan, course.evidence, preferences, PROTOCOL, day)
    assert len({(p.kind, p.slot, p.about) for p in prompts}) == len(prompts)
    assert list(prompts) == sorted(prompts, key=lambda p: p.due_at)
    for prompt in prompts:
        assert prompt.opens_at <= prompt.due_at <= prompt.closes_at
        assert day_opens(day, course.plan.zone) <= prompt.due_at < day_closes(day, course.plan.zone)
    assert owed(course.plan, course.evidence, preferences, PROTOCOL, day) == prompts

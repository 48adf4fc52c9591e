"""What every day of every plan keeps, and every question, whatever the history, the place and the quiet hours."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st

from rehab.days import day_closes, day_opens
from rehab.timetable import Preferences, PromptKind, owed, prescribed, question_due
from tests.unit.rehab.examples import examples
from tests.unit.rehab.histories import traces
from tests.unit.rehab.histories.diary import Trace
from tests.unit.rehab.histories.material import PLACES
from tests.unit.rehab.tales import PROTOCOL, run

LIMITS = PROTOCOL.thresholds
MINUTE, DAY = timedelta(minutes=1), timedelta(hours=24)
# Quiet from, quiet to; none begins or ends in the hours in which clocks change.
QUIET = [
    (time(21), time(8)),
    (time(22, 30), time(6, 15)),
    (time(20), time(11)),
    (time(8), time(16)),  # sleeps by day
    (time(13), time(14)),
    (time(5), time(23, 59)),
    (time(9), time(9)),  # none
]
TIMES = [(time(8, 30), time(13), time(18, 30)), (time(6), time(11), time(23)), (time(12), time(1), time(17))]
PREFERENCES = st.builds(
    lambda quiet, blocks, loading, fewer: Preferences(blocks, loading, quiet[0], quiet[1], fewer),
    st.sampled_from(QUIET),
    st.sampled_from(TIMES),
    st.sampled_from([time(18), time(6, 30), time(21, 30), time(0, 45)]),
    st.booleans(),
)


@examples(60)
@given(traces(longest=25), PREFERENCES, st.integers(-1, 9))
def test_what_is_owed_lies_in_its_day_and_in_order(trace: Trace, preferences: Preferences, ahead: int) -> None:
    """Each prompt has a key of its own, opens before it is due and is due before it closes."""
    course = run(trace).course
    day = course.plan.today(course.plan.evaluated_until) + timedelta(days=ahead)
    prompts = owed(course.plan, course.evidence, preferences, PROTOCOL, day)
    assert len({(p.kind, p.slot, p.about) for p in prompts}) == len(prompts)
    assert list(prompts) == sorted(prompts, key=lambda p: p.due_at)
    opens, closes = day_opens(day, course.plan.zone), day_closes(day, course.plan.zone)
    for prompt in prompts:
        assert prompt.day == day
        assert prompt.opens_at <= prompt.due_at <= prompt.closes_at
        assert opens <= prompt.due_at < closes


@examples(60)
@given(traces(longest=25), PREFERENCES, st.integers(0, 9))
def test_no_day_has_more_sessions_than_prescribed_and_none_comes_too_soon(
    trace: Trace, preferences: Preferences, ahead: int
) -> None:
    """Loading sessions keep their gap to the last one done, and out of quiet hours."""
    course = run(trace).course
    plan, days = course.plan, course.evidence.days
    day = plan.today(plan.evaluated_until) + timedelta(days=ahead)
    found = [p for p in owed(plan, course.evidence, preferences, PROTOCOL, day) if p.kind is PromptKind.SESSION]
    wanted = prescribed(plan, PROTOCOL)
    assert len(found) <= (wanted.blocks_per_day if wanted.daily else 1)
    for prompt in found if not wanted.daily else []:
        assert not preferences.is_quiet(prompt.due_at, plan.zone)
        assert not days or prompt.opens_at - days[-1].sessions[-1].at >= timedelta(hours=wanted.gap_hours)


@examples(40)
@given(traces(longest=25), PREFERENCES, st.integers(0, 9))
def test_whoever_pauses_owes_nothing_until_they_are_back(trace: Trace, preferences: Preferences, ahead: int) -> None:
    """Whatever was due the moment before: the day of the pause and all that follow are empty."""
    at = run(trace).course.plan.evaluated_until + timedelta(days=40)
    pause = {"at": at.isoformat(), "kind": "pause"}
    course = run({**trace, "events": [*trace["events"], pause], "until": at.isoformat()}).course
    assume(course.plan.paused_since is not None)
    day = course.plan.today(at) + timedelta(days=ahead)
    assert owed(course.plan, course.evidence, preferences, PROTOCOL, day) == ()


@st.composite
def moments(draw: st.DrawFn) -> tuple[datetime, ZoneInfo]:
    """A minute of the weeks around a change of the clock somewhere."""
    name, first = draw(st.sampled_from(PLACES))
    start = datetime.combine(first, time(0), UTC)
    return start + timedelta(minutes=draw(st.integers(0, 40 * 24 * 60))), ZoneInfo(name)


@examples(150)
@given(moments(), PREFERENCES)
def test_the_question_is_asked_at_the_waking_minute_nearest_to_24_hours(
    moment: tuple[datetime, ZoneInfo], preferences: Preferences
) -> None:
    """Found by looking at every minute from 20 to 30 hours; of two that are as near, the earlier."""
    first, zone = moment
    window = [first + timedelta(hours=20) + minute * MINUTE for minute in range(10 * 60 + 1)]
    awake = [at for at in window if not preferences.is_quiet(at, zone)]
    due = question_due(first, preferences, zone, LIMITS)
    if awake:
        assert due == min(awake, key=lambda at: (abs(at - first - DAY), at))
    else:
        assert due in (window[0], window[-1])


@examples(100)
@given(moments(), PREFERENCES)
def test_waking_times_are_the_nearest_ones(moment: tuple[datetime, ZoneInfo], preferences: Preferences) -> None:
    """The first minute after quiet hours, the last one before them; or the instant itself."""
    at, zone = moment
    minutes = range(24 * 60)
    later = next(at + n * MINUTE for n in minutes if not preferences.is_quiet(at + n * MINUTE, zone))
    earlier = next(at - n * MINUTE for n in minutes if not preferences.is_quiet(at - n * MINUTE, zone))
    assert preferences.next_waking(at, zone) == later
    assert preferences.last_waking(at, zone) == earlier


def test_where_the_whole_window_is_quiet_the_end_nearest_to_waking_hours_is_taken() -> None:
    """The answer matters more than the hour."""
    hardly_awake = Preferences(quiet_from=time(9), quiet_to=time(7))
    first = datetime(2026, 1, 5, 13, 30, tzinfo=UTC)
    assert question_due(first, hardly_awake, ZoneInfo("UTC"), LIMITS) == first + timedelta(hours=20)
    first = datetime(2026, 1, 5, 0, 30, tzinfo=UTC)
    assert question_due(first, hardly_awake, ZoneInfo("UTC"), LIMITS) == first + timedelta(hours=30)


def test_quiet_hours_begin_with_their_first_minute_and_end_before_their_last() -> None:
    """21:00 is quiet, 08:00 is not."""
    zone, day = ZoneInfo("Europe/London"), date(2026, 7, 1)
    walls = ["20:59", "21:00", "03:00", "07:59", "08:00"]
    quiet = [Preferences().is_quiet(datetime.combine(day, time.fromisoformat(w), zone), zone) for w in walls]
    assert quiet == [False, True, True, True, False]

"""Times of day as people type them, and what makes them fit to train at."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehab.messages.common import Said
from rehab.timetable import Preferences
from usecases.scene import RefusedError
from usecases.times import checked_blocks, checked_loading, read_times, with_blocks, with_loading

WALLS = st.times().map(lambda wall: wall.replace(minute=wall.minute // 15 * 15, second=0, microsecond=0))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("8:30 13:00 18:30", ["08:30", "13:00", "18:30"]),
        ("9, 13.15 and 19:30", ["09:00", "13:15", "19:30"]),
        ("9h 13h15 19h30", ["09:00", "13:15", "19:30"]),
        ("9,14,20", ["09:00", "14:00", "20:00"]),
        ("9am 1pm 5:30pm", ["09:00", "13:00", "17:30"]),
        ("6 p.m.", ["18:00"]),
        ("12am and 12pm", ["00:00", "12:00"]),
        ("21:00–8:00", ["21:00", "08:00"]),
        ("10pm-7am", ["22:00", "07:00"]),
        ("08:30 · 13:00 · 18:30", ["08:30", "13:00", "18:30"]),
        ("٩:٣٠", ["09:30"]),
        ("at 17:30 please", ["17:30"]),
    ],
)
def test_times_are_read_as_people_write_them(typed: str, read: list[str]) -> None:
    """Colons, dots, hours alone, halves of the day, another script's digits."""
    assert [f"{wall:%H:%M}" for wall in read_times(typed)] == read


@pytest.mark.parametrize(
    "typed", ["", "in the morning", "0.5", "-1", "4-5", "25:00", "8:75", "830", "8:30 and 99", "½", "2026-01-05", "8:3"]
)
def test_what_holds_anything_but_times_is_not_read(typed: str) -> None:
    """A part of it is never taken for the whole."""
    assert read_times(typed) == ()


@given(st.lists(WALLS, max_size=4), st.sampled_from([" ", ", ", "; ", " and ", " · ", "\n"]))
def test_times_are_read_as_the_bot_shows_them(walls: list[time], between: str) -> None:
    """So that anybody can type what they see."""
    assert read_times(between.join(f"{wall:%H:%M}" for wall in walls)) == tuple(walls)


@given(st.text(max_size=60))
def test_any_text_is_read_or_not(text: str) -> None:
    """It never fails."""
    assert all(isinstance(wall, time) for wall in read_times(text))


@pytest.mark.parametrize(
    ("blocks", "said"),
    [
        ((time(8),), Said.TIMES_UNREADABLE),
        ((time(8), time(8)), Said.TIMES_UNREADABLE),
        ((time(6), time(10), time(14), time(18)), Said.TIMES_UNREADABLE),
        ((time(8), time(10, 59)), Said.TIMES_TOO_CLOSE),
        ((time(4, 59), time(12)), Said.TIMES_AT_NIGHT),
        ((time(12), time(23, 1)), Said.TIMES_AT_NIGHT),
    ],
)
def test_blocks_that_cannot_be_kept_are_refused(blocks: tuple[time, ...], said: Said) -> None:
    """Two or three, three hours apart, by day."""
    with pytest.raises(RefusedError) as refused:
        checked_blocks(blocks)
    assert refused.value.said is said


def test_blocks_are_put_in_order() -> None:
    """In whatever order they were typed."""
    assert checked_blocks((time(18), time(8), time(11))) == (time(8), time(11), time(18))


@pytest.mark.parametrize(
    ("times", "said"),
    [((), Said.TIME_UNREADABLE), ((time(8), time(9)), Said.TIME_UNREADABLE), ((time(3),), Said.TIMES_AT_NIGHT)],
)
def test_a_training_day_has_one_time_by_day(times: tuple[time, ...], said: Said) -> None:
    """Whoever types a bare 3 is asked whether they mean the afternoon."""
    with pytest.raises(RefusedError) as refused:
        checked_loading(times)
    assert refused.value.said is said


@pytest.mark.parametrize(
    ("wall", "quiet"),
    [
        (time(7), (time(21), time(7))),
        (time(21), (time(22), time(8))),
        (time(21, 30), (time(22, 30), time(8))),
        (time(23), (time(0), time(8))),
        (time(12), (time(21), time(8))),
    ],
)
def test_quiet_hours_give_way_to_a_time_that_was_asked_for(wall: time, quiet: tuple[time, time]) -> None:
    """From the nearer side, and with an hour to train in the evening."""
    preferences = with_loading(Preferences(), wall)
    assert (preferences.loading, preferences.quiet_from, preferences.quiet_to) == (wall, *quiet)


@given(st.tuples(WALLS, WALLS), st.lists(WALLS, min_size=2, max_size=3))
def test_no_time_that_was_asked_for_is_quiet(quiet: tuple[time, time], blocks: list[time]) -> None:
    """Whatever the quiet hours were; and where none of the times lay in them, they stay as they are."""
    before = Preferences(quiet_from=quiet[0], quiet_to=quiet[1])
    after = with_blocks(before, tuple(blocks))
    assert [wall for wall in blocks if _quiet(after, wall)] == []
    if not any(_quiet(before, wall) for wall in blocks):
        assert (after.quiet_from, after.quiet_to) == quiet


def _quiet(preferences: Preferences, wall: time) -> bool:
    begin, end = preferences.quiet_from, preferences.quiet_to
    return begin <= wall < end if begin <= end else wall >= begin or wall < end

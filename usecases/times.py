"""Times of day that people choose or type: how they are read, and what makes them fit to train at."""

import re
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import pairwise

from rehab.messages.common import Said
from rehab.timetable import Preferences
from usecases.scene import RefusedError

BETWEEN_BLOCKS = timedelta(hours=3)  # reference 7.2
EARLIEST, LATEST = time(5), time(23)  # a bare "3" is more likely to mean the afternoon than the night
AFTER_A_SESSION = 60  # minutes that stay free of quiet hours after a session time that somebody chose
_DAY = 24 * 60
_TIME = re.compile(r"(?<![\d.:h-])(\d{1,2})(?:[:.h](\d\d)|h)?(?:\s*([ap])\.?m\b\.?)?(?![\d:]|[.h]\d)", re.IGNORECASE)
# A dash between two full times, as in 21:00-8:00, is no minus.
_RANGE = re.compile(r"(?<=[:.h]\d\d|.[ap]m)\s*[-\N{EN DASH}\N{EM DASH}]\s*(?=\d)", re.IGNORECASE)


def read_times(text: str) -> tuple[time, ...]:
    """The wall-clock times in a text such as "8:30, 13 and 6pm"; none if any number in it is not a time."""
    plain = _RANGE.sub(" ", text.replace("\N{EN DASH}", "-"))
    found = [_wall(*match) for match in _TIME.findall(plain)]
    if re.search(r"\d", _TIME.sub("", plain)):
        return ()
    times = tuple(wall for wall in found if wall is not None)
    return times if len(times) == len(found) else ()


def _wall(hour: str, minute: str, half: str) -> time | None:
    hours, minutes = int(hour), int(minute or 0)
    if half and hours <= 12:
        hours = hours % 12 + (12 if half.lower() == "p" else 0)
    return time(hours, minutes) if hours < 24 and minutes < 60 else None


def checked_blocks(blocks: tuple[time, ...]) -> tuple[time, ...]:
    """Two or three times by day in order, at least three hours apart.

    Raises:
        RefusedError: if they are not.
    """
    ordered = tuple(sorted(set(blocks)))
    if not 2 <= len(ordered) <= 3:
        raise RefusedError(Said.TIMES_UNREADABLE)
    _by_day(ordered)
    day = datetime(2000, 1, 1)  # noqa: DTZ001 - only the distance between two wall-clock times
    moments = [datetime.combine(day, wall) for wall in ordered]
    if any(later - earlier < BETWEEN_BLOCKS for earlier, later in pairwise(moments)):
        raise RefusedError(Said.TIMES_TOO_CLOSE)
    return ordered


def checked_loading(times: tuple[time, ...]) -> time:
    """The one time of a training day, by day.

    Raises:
        RefusedError: if it is not one.
    """
    if len(times) != 1:
        raise RefusedError(Said.TIME_UNREADABLE)
    _by_day(times)
    return times[0]


def _by_day(times: tuple[time, ...]) -> None:
    if not all(EARLIEST <= wall <= LATEST for wall in times):
        raise RefusedError(Said.TIMES_AT_NIGHT)


def with_blocks(preferences: Preferences, blocks: tuple[time, ...]) -> Preferences:
    """Other times for the blocks of a daily stage; quiet hours give way to them."""
    return _awake_at(replace(preferences, blocks=blocks), blocks)


def with_loading(preferences: Preferences, loading: time) -> Preferences:
    """Another time for training days; quiet hours give way to it."""
    return _awake_at(replace(preferences, loading=loading), (loading,))


def _awake_at(preferences: Preferences, times: tuple[time, ...]) -> Preferences:
    """Somebody who asks for 07:00 wants to hear from us at 07:00, also when quiet hours would have ended at 08:00."""
    for wall in times:
        quiet = (_minutes(preferences.quiet_to) - _minutes(preferences.quiet_from)) % _DAY
        into = (_minutes(wall) - _minutes(preferences.quiet_from)) % _DAY
        if into >= quiet:
            continue
        if into + AFTER_A_SESSION < quiet - into:
            preferences = replace(preferences, quiet_from=_later(wall, AFTER_A_SESSION))
        else:
            preferences = replace(preferences, quiet_to=wall)
    return preferences


def _minutes(wall: time) -> int:
    return wall.hour * 60 + wall.minute


def _later(wall: time, minutes: int) -> time:
    hour, minute = divmod((_minutes(wall) + minutes) % _DAY, 60)
    return time(hour, minute)

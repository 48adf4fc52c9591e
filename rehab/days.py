"""Which day is it? One place decides, for display, timetable and rules alike.

A local day starts at 03:00, so that what is reported after midnight belongs to the evening before. Instants are aware
UTC datetimes; local wall-clock times live in the patient's IANA zone.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

DAY_STARTS = time(3)
MINUTE, DAY, WEEK = timedelta(minutes=1), timedelta(days=1), timedelta(days=7)


@lru_cache(maxsize=256)
def hours(number: float) -> timedelta:
    """So many elapsed hours; kept, because every fact asks for the same few and making one takes long."""
    return timedelta(hours=number)


@lru_cache(maxsize=1024)
def local_day(at: datetime, zone: ZoneInfo) -> date:
    """The local date to which an instant belongs, with the day starting at 03:00.

    A day starts once: where the autumn change repeats 03:00, what comes after the first one stays on the new day.
    """
    wall = at.astimezone(zone)
    return wall.date() if at >= day_opens(wall.date(), zone) else wall.date() - DAY


def instant(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """The UTC instant of a wall-clock time on a calendar date.

    A time that the spring change skips moves forward by the gap; one that the autumn change repeats means the first.
    """
    return datetime.combine(day, wall.replace(fold=0), zone).astimezone(UTC)


@lru_cache(maxsize=1024)
def day_opens(day: date, zone: ZoneInfo) -> datetime:
    """The UTC instant at which a local day starts; where the spring change skips 03:00, the moment of the change."""
    opens = instant(day, DAY_STARTS, zone)
    while _on_clock(opens, zone).time() != DAY_STARTS and _runs_on(opens, zone):
        opens -= MINUTE
    return opens


def _runs_on(at: datetime, zone: ZoneInfo) -> bool:
    """Whether the clock has not just been changed."""
    return _on_clock(at, zone) - _on_clock(at - MINUTE, zone) == MINUTE


def _on_clock(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)


@lru_cache(maxsize=1024)
def day_closes(day: date, zone: ZoneInfo) -> datetime:
    """The UTC instant at which a local day ends, which is where the next one starts."""
    return day_opens(day + DAY, zone)


@lru_cache(maxsize=1024)
def instant_in_day(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """The UTC instant of a wall-clock time inside a local day: before 03:00 it falls on the next calendar date."""
    return instant(day if wall >= DAY_STARTS else day + DAY, wall, zone)

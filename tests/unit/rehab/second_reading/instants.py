"""Local time: what is written of it, and the days that start at 03:00."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEK = timedelta(days=7)


def read_time(text: str, zone: ZoneInfo) -> datetime:
    """Local wall-clock time, the first of an ambiguous pair; or a time with an offset."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        local = moment.replace(tzinfo=zone)
        if local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment:
            raise ValueError(f"{text} does not exist in {zone.key}")
        moment = local
    return moment.astimezone(UTC)


def local_date(instant: datetime, zone: ZoneInfo) -> date:
    """The date of the local day, which starts at 03:00, the first one where there are two."""
    wall = instant.astimezone(zone)
    again = wall.fold == 1 and at_wall_clock(wall.date(), 3, zone) <= instant
    return wall.date() if wall.hour >= 3 or again else wall.date() - timedelta(days=1)


def at_wall_clock(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """An hour of a local day; one that does not exist is the moment at which the clock jumps over it."""
    moment = datetime.combine(day, time(hour), tzinfo=zone).astimezone(UTC)
    while (moment - timedelta(minutes=1)).astimezone(zone).replace(tzinfo=None) >= datetime.combine(day, time(hour)):
        moment -= timedelta(minutes=1)
    return moment


def written(instant: datetime, zone: ZoneInfo) -> str:
    """As people write it: local wall-clock time."""
    return instant.astimezone(zone).strftime("%Y-%m-%dT%H:%M")

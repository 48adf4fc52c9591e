"""When the 24-hour question is asked: 24 elapsed hours after the first done session, moved into waking hours."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from rehab.days import DAY, hours
from rehab.protocol import Thresholds
from rehab.timetable.preferences import Preferences


def question_due(first_at: datetime, preferences: Preferences, zone: ZoneInfo, limits: Thresholds) -> datetime:
    """The waking instant nearest to 24 elapsed hours after a session that lies in the window; the earlier on a tie.

    Where quiet hours cover the whole window, the end of the window nearest to waking hours: the answer matters more
    than the hour, and the message is sent without a sound.
    """
    opens, closes = window(first_at, limits)
    ideal = first_at + DAY
    nearest = [preferences.last_waking(ideal, zone), preferences.next_waking(ideal, zone)]
    fitting = [at for at in nearest if opens <= at <= closes]
    if fitting:
        return min(fitting, key=lambda at: (abs(at - ideal), at))
    return min((opens, closes), key=lambda at: _distance_to_waking(at, preferences, zone))


def window(first_at: datetime, limits: Thresholds) -> tuple[datetime, datetime]:
    """The first and the last instant at which an answer is on time."""
    return first_at + hours(limits.window_from_hours.value), first_at + hours(limits.window_to_hours.value)


def _distance_to_waking(at: datetime, preferences: Preferences, zone: ZoneInfo) -> timedelta:
    return min(preferences.next_waking(at, zone) - at, at - preferences.last_waking(at, zone))

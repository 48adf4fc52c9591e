"""When the check-in is asked: on the eve of each weekly review, so that the review knows of it."""

from datetime import date, datetime, time, timedelta

from rehab.days import day_closes, day_opens, instant_in_day
from rehab.plan import Plan
from rehab.timetable.preferences import Preferences

ASKED_AT = time(20)  # one message at this hour was opened most often (Bell 2023, reference 7.1)
OPEN_FOR = timedelta(days=3)  # it can still be answered on so many days after its own
MONTH = 4  # in weeks: so often there are the monthly questions, and in maintenance no other


def week_that_ends(plan: Plan, day: date) -> int | None:
    """The week of the programme that a local day is the last of, counted from 1, if it has a check-in."""
    weeks, rest = divmod((day - plan.programme_since).days + 1, 7)
    if rest or weeks < 1:
        return None
    return weeks if plan.maintenance_from is None or is_monthly(weeks) else None


def is_monthly(week: int) -> bool:
    """Whether the check-in of a week asks the monthly questions too."""
    return week % MONTH == 0


def weekly_due(plan: Plan, preferences: Preferences, day: date) -> datetime:
    """The waking instant of a local day that is nearest to the usual hour; the earlier on a tie (aware UTC)."""
    usual = instant_in_day(day, ASKED_AT, plan.zone)
    opens, closes = day_opens(day, plan.zone), day_closes(day, plan.zone)
    awake = (preferences.last_waking(usual, plan.zone), preferences.next_waking(usual, plan.zone))
    fitting = [at for at in awake if opens <= at < closes]
    return min(fitting, key=lambda at: (abs(at - usual), at), default=usual)


def weekly_closes(plan: Plan, day: date) -> datetime:
    """The end of the last local day on which it can be answered (aware UTC)."""
    return day_closes(day + OPEN_FOR, plan.zone)

"""Drawing a morning apart: what falls due for a whole clinic at one moment cannot leave at one moment.

Telegram takes so many messages a second. Each plan has a place of its own in the minutes after a time of the timetable,
the same one every day, so that nobody's prompt comes now before and now after everybody else's. What falls due stays
what it is: only the look at it comes later. A small clinic does not notice, because its prompts leave within seconds.
"""

import zlib
from datetime import datetime, timedelta

from rehab.timetable import QUESTIONS, Owed

A_SECOND = 25  # messages
UNNOTICED = timedelta(seconds=10)
LONGEST = timedelta(minutes=5)
NOWHERE = timedelta(0)
PLACES = 2**32


def spread_of(plans: int) -> timedelta:
    """Over how long the prompts of one time are drawn apart: as it takes to write to everybody, up to a limit."""
    needed = timedelta(seconds=plans / A_SECOND)
    return min(needed, LONGEST) if needed > UNNOTICED else NOWHERE


def first_look(one: Owed, plan_id: int, spread: timedelta) -> datetime:
    """When to look at a prompt for the first time: at its due time, or a little later, and well before it closes.

    A question about the day before keeps its time: it follows from each patient's own session.
    """
    later = one.due_at + timedelta(seconds=int((spread * _place(plan_id)).total_seconds()))
    return one.due_at if one.kind in QUESTIONS or later + spread >= one.closes_at else later


def _place(plan_id: int) -> float:
    """Where a plan stands among all plans: always the same, from 0 to below 1."""
    return zlib.crc32(plan_id.to_bytes(8)) / PLACES

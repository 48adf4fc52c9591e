"""Morning stiffness (reference 2.5): whether it was clearly longer than usual, on two mornings running."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median
from typing import NamedTuple

from rehab.protocol import Thresholds


class Morning(NamedTuple):
    """How stiff a morning was, in minutes until it eased, and the instant at which that was told."""

    at: datetime
    minutes: int


def usual_days(limits: Thresholds) -> timedelta:
    """How far back mornings say what is usual."""
    return timedelta(days=limits.stiffness_usual_days.value)


def stiffer_than(now: Morning, before: Sequence[int], limits: Thresholds) -> float | None:
    """The usual minutes, if this morning and the one told before it both clearly exceeded them; else None.

    Args:
        now: the morning that is judged.
        before: the minutes of the mornings told before it, newest first. The first of them belongs to the pair, and
            the median of the others is the usual stiffness. Mornings of which nothing was told break no row.
        limits: how much longer is clearly longer.
    """
    if len(before) < 2:
        return None
    usual = median(before[1:])
    return usual if min(now.minutes, before[0]) - usual >= limits.stiffness_longer.value else None

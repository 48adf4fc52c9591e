"""How a training day was tolerated: its colour (reference 2.3)."""

from enum import IntEnum, auto

from rehab.evidence.reported import Performed, TrainingDay
from rehab.protocol import Thresholds


class Colour(IntEnum):
    """How a training day was tolerated, from best to worst. Unknown is never good, but RED and AMBER win over it."""

    GREEN = auto()
    UNKNOWN = auto()
    AMBER = auto()
    RED = auto()


def colour(day: TrainingDay, limits: Thresholds) -> Colour:
    """The colour of a training day: that of its worst session."""
    return max([_session_colour(session, day, limits) for session in day.sessions])


def _session_colour(session: Performed, day: TrainingDay, limits: Thresholds) -> Colour:
    """First match wins: RED, AMBER, unknown, GREEN. Source: reference 2.3."""
    ceiling, easy = limits.pain_ceiling.value, limits.pain_progress_max.value
    during = session.during
    after = day.answer.value if day.answer else None
    rise = None if after is None or session.baseline is None else after - session.baseline
    risen = rise is not None and rise >= limits.rise_red.value
    if during is not None and during > ceiling:
        return Colour.RED
    if after is not None and after > ceiling and not _irritable_start(session, day, risen=risen, ceiling=ceiling):
        return Colour.RED
    if risen and after is not None and after >= limits.rise_red_from.value:
        return Colour.RED
    stiffer = day.stiffer_than is not None
    if (during is not None and during > easy) or (after is not None and after > easy) or risen or stiffer:
        return Colour.AMBER
    if during is None or rise is None or not (day.answer and day.answer.on_time):
        return Colour.UNKNOWN
    # A baseline that is a median can end in a half: a rise of one and a half is not yet too much, but more than noise.
    return Colour.GREEN if rise <= 1 else Colour.AMBER


def _irritable_start(session: Performed, day: TrainingDay, *, risen: bool, ceiling: float) -> bool:
    """Where the stage is meant for it, someone who starts above the ceiling is not RED for staying there."""
    return day.irritable_start and session.baseline is not None and session.baseline >= ceiling + 1 and not risen

"""The life of a plan as a table: which happening changes anything in which status.

What a row does not name is ignored: pressing pause twice, or resuming a stopped plan, changes nothing and is no error.
"""

from collections.abc import Mapping
from enum import StrEnum

from rehab.plan import Status

ACTIVE, FLARE, PAUSED = Status.ACTIVE, Status.FLARE, Status.PAUSED
STOPPED, MAINTENANCE, DISCHARGED = Status.STOPPED, Status.MAINTENANCE, Status.DISCHARGED
RUNNING = frozenset({ACTIVE, FLARE, MAINTENANCE})
EVERY = frozenset(Status)


class Happening(StrEnum):
    """What can befall a plan as a whole."""

    PAUSE = "pause"
    RESUME = "resume"
    RED_FLAG = "red_flag"
    TREATMENT = "treatment"
    STOP = "stop"
    RESTART = "restart"
    GOAL_MET = "goal_met"
    DISCHARGE = "discharge"


CHANGES: Mapping[Happening, frozenset[Status]] = {
    Happening.PAUSE: RUNNING,
    Happening.RESUME: frozenset({PAUSED}),
    Happening.RED_FLAG: EVERY,
    Happening.TREATMENT: RUNNING | {PAUSED},
    Happening.STOP: EVERY,
    Happening.RESTART: EVERY,
    Happening.GOAL_MET: RUNNING | {PAUSED},
    Happening.DISCHARGE: EVERY,
}


def changes(happening: Happening, status: Status) -> bool:
    """Whether a happening changes anything in a status."""
    return status in CHANGES[happening]

"""The alert state machine: open, acknowledged, resolved; told again until somebody has it.

Pure and clock-free. The policy of an alert is fixed when it opens and stored with it, so a later change of settings
never alters an alert that somebody is already being told about. Delays are seconds since the alert opened.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import TypeAdapter

from rehab.engine import AlertKind

MINUTE = 60
HOUR = 60 * MINUTE


class AlertState(StrEnum):
    """Where an alert is in its life."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"


class Reply(StrEnum):
    """What a clinician decided when an alert was resolved."""

    REASSESSING = "reassessing"
    REFERRED = "referred"
    CONTINUING = "continuing"
    RESTARTED = "restarted"
    DISCHARGED = "discharged"


# The last two come with the order of that name; the others are asked for, of alerts that ask for a decision.
CHOICES = (Reply.REASSESSING, Reply.REFERRED, Reply.CONTINUING)
ASKING = frozenset({AlertKind.STALLED, AlertKind.ADHERENCE, AlertKind.REVIEW})


class Recipient(StrEnum):
    """Whom a step tells."""

    CLINICIAN = "clinician"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class AlertStep:
    """Tell somebody, so many seconds after the alert opened."""

    after: int
    tell: tuple[Recipient, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """Whom to tell when, until somebody acknowledges; the last step is repeated every so many seconds.

    Whoever has it is asked after `kept_for` seconds without a sign of work whether they still do; `grace` seconds
    later it is open again.
    """

    steps: tuple[AlertStep, ...]
    repeat_every: int
    repeats: int
    kept_for: int
    grace: int

    def step(self, number: int) -> AlertStep | None:
        """The step with a number counted from 0; None when all, repeats included, have been taken."""
        if number < len(self.steps):
            return self.steps[number]
        extra = number - len(self.steps) + 1
        if extra > self.repeats:
            return None
        last = self.steps[-1]
        return AlertStep(last.after + extra * self.repeat_every, last.tell)


POLICY: TypeAdapter[Policy] = TypeAdapter(Policy)

_CLINICIAN = (Recipient.CLINICIAN,)
_BOTH = (Recipient.CLINICIAN, Recipient.ADMINISTRATOR)

# Reference section 4: sent again at 30 minutes and 2 hours until acknowledged, then to the fallback contact (tag D).
URGENT = Policy(
    steps=(
        AlertStep(0, _CLINICIAN),
        AlertStep(30 * MINUTE, _CLINICIAN),
        AlertStep(2 * HOUR, _CLINICIAN),
        AlertStep(2 * HOUR + 30 * MINUTE, _BOTH),
    ),
    repeat_every=2 * HOUR,
    repeats=12,
    kept_for=4 * HOUR,
    grace=30 * MINUTE,
)
ROUTINE = Policy(
    steps=(AlertStep(0, _CLINICIAN), AlertStep(24 * HOUR, _CLINICIAN), AlertStep(72 * HOUR, _BOTH)),
    repeat_every=72 * HOUR,
    repeats=4,
    kept_for=72 * HOUR,
    grace=24 * HOUR,
)
POLICIES: Mapping[AlertKind, Policy] = dict.fromkeys(AlertKind, ROUTINE) | {AlertKind.URGENT: URGENT}


# Who must be seen today need not be rung about missed sessions: these wait while an urgent alert is unresolved.
INHIBITED = frozenset({AlertKind.ADHERENCE, AlertKind.LOST_CONTACT, AlertKind.STALLED})


def inhibited(kind: AlertKind, unresolved: Iterable[AlertKind]) -> bool:
    """Whether an alert waits because a more urgent one of the same patient is not resolved."""
    return kind in INHIBITED and AlertKind.URGENT in unresolved


def step_due_at(policy: Policy, told_from: datetime, number: int) -> datetime | None:
    """When a step falls due (aware UTC); None when there is none left."""
    step = policy.step(number)
    return told_from + timedelta(seconds=step.after) if step else None


MOVES: Mapping[AlertState, frozenset[AlertState]] = {
    AlertState.OPEN: frozenset({AlertState.ACKNOWLEDGED, AlertState.RESOLVED}),
    AlertState.ACKNOWLEDGED: frozenset({AlertState.RESOLVED, AlertState.OPEN}),
    AlertState.RESOLVED: frozenset(),
}


def may_become(state: AlertState, following: AlertState) -> bool:
    """Whether an alert may go from one state to another; a stale press asks for what is no longer possible."""
    return following in MOVES[state]

"""When somebody who has fallen silent is asked what keeps them from it, and when their plan pauses by itself.

Reference 7.2 (tag D): after 3 silent days, and after 14. Silence is days without a word of which at least one had a
session that was let pass: who has nothing to do, as in maintenance, is not silent.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

from rehab.events import Outcome
from rehab.evidence import Evidence
from rehab.plan import Plan, Status
from rehab.protocol import Protocol

RUNNING = frozenset({Status.ACTIVE, Status.FLARE, Status.MAINTENANCE})


@dataclass(frozen=True, slots=True)
class Silence:
    """A silence: the local day on which the patient was last heard of, and what it leads to on which days."""

    since: date
    ask_on: date
    pause_on: date


def silence(plan: Plan, evidence: Evidence, protocol: Protocol) -> Silence | None:
    """The silence that a plan is in, if it runs and somebody has let a session pass since they were last heard of."""
    since = evidence.last_heard(plan.today(plan.evidence_from))
    later = takewhile(lambda entry: entry.day > since, reversed(evidence.logged))
    if plan.status not in RUNNING or not any(entry.outcome is Outcome.MISSED for entry in later):
        return None
    limits = protocol.thresholds
    ask, pause = int(limits.check_in_days.value), int(limits.auto_pause_days.value)
    return Silence(since, since + timedelta(days=ask), since + timedelta(days=pause))

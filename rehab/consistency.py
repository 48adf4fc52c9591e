"""Weekly consistency: how many of the week's sessions the patient saw to. It encourages, and is no evidence.

Unlike adherence it counts a session skipped for pain as the plan followed, a part as one, and leaves out what did not
take place in a flare; pauses and rest days are in neither number (reference 7.2). No rule rests on it.
"""

from datetime import date, timedelta

from rehab.events import PERFORMED, Outcome
from rehab.evidence import Evidence, Logged
from rehab.plan import Plan

WEEK = timedelta(days=7)
KEPT = PERFORMED | {Outcome.SKIPPED_PAIN}


def sessions_kept(plan: Plan, evidence: Evidence, until: date) -> tuple[int, int]:
    """How many sessions were kept, and of how many, over a local day and the 6 before it."""
    counted = [entry for entry in evidence.logged if until - WEEK < entry.day <= until and _counts(plan, entry)]
    return sum(entry.outcome in KEPT for entry in counted), len(counted)


def _counts(plan: Plan, entry: Logged) -> bool:
    settling = entry.outcome not in KEPT and plan.in_flare_at(entry.at)
    return not settling and not plan.paused_at(entry.at)

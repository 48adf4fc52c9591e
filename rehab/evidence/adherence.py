"""The share of the prescribed sessions that were done."""

from datetime import date
from fractions import Fraction
from operator import attrgetter

from rehab.events import Outcome
from rehab.evidence.reported import Evidence, Logged
from rehab.plan import Plan

_OUTCOME = attrgetter("outcome")


def counted_since(evidence: Evidence, plan: Plan, first: date) -> list[Logged]:
    """The sessions on which adherence rests: those of a local day and later, without those of paused days."""
    sessions = evidence.logged_since(first)
    for since, until, begins, ends in plan.time_off():
        sessions = [one for one in sessions if not (since < one.at < until or begins <= one.day < ends)]
    return sessions


def halves_done(logged: list[Logged]) -> int:
    """How many halves of sessions were done: two of a whole one, one of a part."""
    outcomes = list(map(_OUTCOME, logged))
    return 2 * outcomes.count(Outcome.DONE) + outcomes.count(Outcome.PART)


def adherence(logged: list[Logged]) -> Fraction | None:
    """The share of prescribed sessions that were done, part counting half; None where nothing was prescribed."""
    return Fraction(halves_done(logged), 2 * len(logged)) if logged else None

"""Faults in the weekly review, and in what is told of."""

from dataclasses import replace

from rehab.engine import Alert, AlertKind, Case, Decision, Finding
from tests.unit.rehab.planted.places import DECIDE, DUE, REVIEW, Patch


def stalled_daily(patch: Patch) -> None:
    """Tells the clinician of a stall at every decision."""
    usual = DECIDE._decision

    def decision(case: Case, finding: Finding) -> Decision:
        made: Decision = usual(case, finding)
        return replace(made, alerts=(Alert(case.now, AlertKind.STALLED, "stalled", {"weeks": 12}),))

    patch.setattr(DECIDE, "_decision", decision)


def no_reviews(patch: Patch) -> None:
    """Never looks at the whole programme."""
    patch.setattr(DUE, "_FALLS_DUE", DUE._FALLS_DUE[:-1])


def told_every_week(patch: Patch) -> None:
    """Tells of the same kind of thing at every review."""
    patch.setattr(REVIEW, "_long_ago", lambda *_: True)


def half_a_year_unnoticed(patch: Patch) -> None:
    """Knows neither the outer limit nor those who get better slowly."""
    left = tuple(step for step in REVIEW.PROGRAMME if not {"outer_limit", "still_improving"} & set(step))
    patch.setattr(REVIEW, "PROGRAMME", left)


def silence_unnoticed(patch: Patch) -> None:
    """Does not mind that nothing is heard."""
    patch.setattr(REVIEW, "lost_contact", lambda *_: False)


def pauses_are_reviewed(patch: Patch) -> None:
    """Looks at a paused programme as at any other."""
    usual = REVIEW._found
    patch.setattr(
        REVIEW, "_found", lambda case, now: usual(replace(case, plan=replace(case.plan, paused_since=None)), now)
    )

"""What must hold of the weekly review whatever its rules say (reference 5.1): it takes place, tells, never lifts."""

from collections.abc import Container

from rehab.engine import AlertKind, OccasionKind, Verdict
from rehab.lab.simulate.seen import Made, Owing
from rehab.plan import Plan, Status

WEEK = 7  # local days
OF_THE_PROGRAMME = (AlertKind.STALLED, AlertKind.REVIEW)
SILENT = frozenset({Status.PAUSED, Status.STOPPED, Status.DISCHARGED})


def reviewed_every_week(owing: Owing) -> bool:
    """Every seventh day of the programme before today has had its review."""
    ledger = owing.ledger
    weeks = ((owing.day - ledger.programme_since).days - 1) // WEEK
    return weeks < 1 or (ledger.reviewed - ledger.programme_since).days >= weeks * WEEK


def a_review_holds_or_lowers(made: Made) -> bool:
    """Weeks of evidence never move a plan on; a day's answer does."""
    return made.decision.occasion is not OccasionKind.REVIEW or made.decision.verdict is not Verdict.PROGRESS


def told_four_weeks_apart(made: Made) -> bool:
    """What reviews tell of is not told again within the protocol's 28 days, kind by kind; a flare has its reasons."""
    one, told = made.decision, made.ledger.told
    by_review = one.occasion is OccasionKind.REVIEW
    kinds = [alert.kind for alert in one.alerts if by_review or alert.kind is not AlertKind.REVIEW]
    today = made.ledger.today(one.at)
    return len(set(kinds)) == len(kinds) and all(
        (today - told[kind]).days >= _apart(made) for kind in kinds if kind in told
    )


def resting_plans_are_left_in_peace(made: Made) -> bool:
    """Of a plan that is paused, stopped or over a review changes nothing and tells nobody."""
    one = made.decision
    by_review = one.occasion is OccasionKind.REVIEW and made.plan.status in SILENT
    return not by_review or (one.verdict is Verdict.HOLD and not one.alerts)


def silence_is_told(made: Made) -> bool:
    """After a week without a word the clinician was told so in the last 28 days, unless the plan rests or is over."""
    if made.decision.occasion is not OccasionKind.REVIEW or made.plan.status in SILENT:
        return True
    silent = (made.ledger.today(made.decision.at) - made.ledger.heard).days
    return silent < made.protocol.thresholds.silent_days.value or _told_of_late(made, (AlertKind.LOST_CONTACT,))


def half_a_year_is_told(made: Made) -> bool:
    """From 26 weeks on a clinician was told in the last 28 days, unless the plan rests or is over, or its goal met."""
    one, ledger, limits = made.decision, made.ledger, made.protocol.thresholds
    if one.occasion is not OccasionKind.REVIEW or _rests_or_is_over(made.plan):
        return True
    today = ledger.today(one.at)
    if ledger.days_in_programme(today, int(limits.pause_days.value)) < limits.fail_weeks.value * WEEK:
        return True
    return _told_of_late(made, OF_THE_PROGRAMME)


def _apart(made: Made) -> float:
    """How many local days lie between two alerts of a kind."""
    return made.protocol.thresholds.repeat_days.value


def _told_of_late(made: Made, kinds: Container[AlertKind]) -> bool:
    """Whether this review tells of one of these kinds, or one in the 28 days before did."""
    told, today = made.ledger.told, made.ledger.today(made.decision.at)
    told_now = any(alert.kind in kinds for alert in made.decision.alerts)
    return told_now or any((today - day).days < _apart(made) for kind, day in told.items() if kind in kinds)


def _rests_or_is_over(plan: Plan) -> bool:
    return plan.status in SILENT or plan.maintenance_from is not None

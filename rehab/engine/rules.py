"""The decision table (reference 2.4): small named rules in order; the first that answers decides.

The order carries meaning: what stops or protects comes first, what moves the plan on comes late, and the last rules
only say why nothing changes. Each rule's evidence and source stand in the protocol file under its name.
"""

from collections.abc import Callable
from fractions import Fraction
from itertools import islice

from rehab.days import DAY, WEEK
from rehab.engine.case import Case, Finding, OccasionKind, Value, Verdict
from rehab.engine.progress import Requirement, blocks, ready_to_move, requirements
from rehab.engine.review import figures, standing
from rehab.evidence import Colour, TrainingDay, colour

Rule = Callable[[Case], Finding | None]


def stopped(case: Case) -> Finding | None:
    """Nothing moves in a plan that is stopped or ended; only a clinician restarts it."""
    if case.plan.stopped or case.plan.discharged:
        return Finding(Verdict.HOLD, "stopped", {"status": case.plan.status.value})
    return None


def in_flare(case: Case) -> Finding | None:
    """While a flare settles every verdict is hold."""
    if case.plan.flare_since is None:
        return None
    since = case.plan.today(case.plan.flare_since).isoformat()
    return Finding(Verdict.HOLD, "in_flare", {**_ratings(case.day), "flare_since": since})


def gap(case: Case) -> Finding | None:
    """Row 3: too many days without loading."""
    if case.occasion.kind is not OccasionKind.GAP:
        return None
    last = case.evidence.last_loading_day()
    since = last or case.plan.today(case.plan.evidence_from)
    return Finding(Verdict.REDUCE, "gap", {"days": (case.today - since).days, "limit": case.limits.gap_days.value})


def severe_pain(case: Case) -> Finding | None:
    """Row 4: a rating that is severe whatever came before."""
    if case.day is None:
        return None
    ratings = (case.day.worst_during, case.day.answer.value if case.day.answer else None)
    severe = case.limits.severe.value
    if not any(pain is not None and pain >= severe for pain in ratings) or case.lowered_wholly:
        return None
    return Finding(Verdict.REGRESS, "severe_pain", _ratings(case.day), flare=True)


def flare_at_24h(case: Case) -> Finding | None:
    """Row 4: high at 24 hours and well above the baseline."""
    day = case.day
    if day is None or day.answer is None or day.answer.value < case.limits.flare_from.value:
        return None
    if day.rise is None or day.rise < case.limits.flare_rise.value or case.lowered_wholly:
        return None
    return Finding(Verdict.REGRESS, "flare_at_24h", _ratings(day), flare=True)


def second_red(case: Case) -> Finding | None:
    """Row 4: a second RED day among the last rated ones, with a cut between the two."""
    if case.day is None or case.colour is not Colour.RED or case.lowered_wholly:
        return None
    first = next((d for d in _rated_before(case, case.day) if _red_with_cut_between(case, d, case.day)), None)
    if first is None:
        return None
    return Finding(Verdict.REGRESS, "second_red", {**_ratings(case.day), "first_red": first.day.isoformat()})


def red_day(case: Case) -> Finding | None:
    """Row 5: the day is RED, and has not lowered the plan yet."""
    if case.colour is not Colour.RED or case.cuts:
        return None
    return Finding(Verdict.REDUCE, "red_day", _ratings(case.day))


def week_drift(case: Case) -> Finding | None:
    """Row 6: the mean 24-hour answer rose from one week to the next."""
    if case.cuts or (case.plan.paused_since is not None and case.occasion.kind is OccasionKind.REVIEW):
        return None  # one training day lowers the plan once; while paused a review changes nothing
    limits = case.limits
    rest = limits.drift_rest_days.value * DAY
    if case.plan.cuts and case.now - case.plan.cuts[-1].at < rest:
        return None
    a_week_ago = case.now - WEEK
    now = case.evidence.answers_within(a_week_ago, case.now)
    before = case.evidence.answers_within(a_week_ago - WEEK, a_week_ago)
    if min(len(now), len(before)) < max(1, limits.drift_ratings.value):
        return None
    rise = Fraction(sum(now) * len(before) - sum(before) * len(now), len(now) * len(before))
    if rise < limits.week_drift.value:
        return None
    means = {"mean": round(sum(now) / len(now), 2), "before": round(sum(before) / len(before), 2)}
    return Finding(Verdict.REDUCE, "week_drift", means)


def weekly_review(case: Case) -> Finding | None:
    """Row 2: a review holds the plan where it is; whom it tells is decided beside it."""
    if case.occasion.kind is not OccasionKind.REVIEW:
        return None
    return Finding(Verdict.HOLD, "weekly_review", figures(standing(case)))


def ready(case: Case) -> Finding | None:
    """Row 7: everything that moving on needs is there."""
    green_answer = case.occasion.kind is OccasionKind.ANSWER and case.colour is Colour.GREEN
    if not green_answer or not ready_to_move(case) or blocks(case):
        return None
    return Finding(Verdict.PROGRESS, "ready", _progress_inputs(requirements(case)))


def already_lowered(case: Case) -> Finding | None:
    """A RED day that has had its consequence."""
    if case.colour is Colour.RED:
        return Finding(Verdict.HOLD, "already_lowered", _ratings(case.day))
    return None


def no_answer(case: Case) -> Finding | None:
    """Unknown is explicit: without an on-time answer and all ratings nothing counts as good."""
    if case.colour is Colour.UNKNOWN:
        return Finding(Verdict.HOLD, "no_answer", _ratings(case.day))
    return None


def amber_day(case: Case) -> Finding | None:
    """Acceptable, but not a reason to add."""
    if case.colour is Colour.AMBER:
        return Finding(Verdict.HOLD, "amber_day", {**_ratings(case.day), **_stiffness(case.day)})
    return None


def held(case: Case) -> Finding | None:
    """All ratings allow it, but something outside them holds the plan where it is."""
    if case.occasion.kind is OccasionKind.ANSWER and ready_to_move(case) and blocks(case):
        return Finding(Verdict.HOLD, "held", {"by": ",".join(blocks(case))})
    return None


def not_yet(case: Case) -> Finding:
    """Row 8: on the way; the inputs list what is there and what is needed."""
    return Finding(Verdict.HOLD, "not_yet", _progress_inputs(requirements(case)))


RULES: tuple[Rule, ...] = (
    stopped,
    in_flare,
    gap,
    severe_pain,
    flare_at_24h,
    second_red,
    red_day,
    week_drift,
    weekly_review,
    ready,
    already_lowered,
    no_answer,
    amber_day,
    held,
    not_yet,
)


def _rated_before(case: Case, day: TrainingDay) -> list[TrainingDay]:
    """The days that, with this one, make up the last rated ones: those whose colour is known."""
    earlier = (d for d in reversed(case.evidence.days) if d.day < day.day)
    rated = (d for d in earlier if colour(d, case.limits) is not Colour.UNKNOWN)
    latest = list(islice(rated, int(case.limits.second_red_within.value) - 1))
    return latest[::-1]


def _red_with_cut_between(case: Case, first: TrainingDay, second: TrainingDay) -> bool:
    others = [cut for cut in case.plan.cuts if cut.day != second.day]
    cut_between = any(first.first_at <= cut.at <= second.first_at for cut in others)
    return cut_between and colour(first, case.limits) is Colour.RED


def _ratings(day: TrainingDay | None) -> dict[str, Value]:
    if day is None:
        return {}
    return {
        "day": day.day.isoformat(),
        "pain_during": day.worst_during,
        "pain_24h": day.answer.value if day.answer else None,
        "rise": day.rise,
        "on_time": day.answer.on_time if day.answer else None,
    }


def _stiffness(day: TrainingDay | None) -> dict[str, Value]:
    """The morning's minutes, and the usual ones, where it was clearly stiffer twice running."""
    if day is None or day.answer is None or day.stiffer_than is None:
        return {}
    return {"stiffness": day.answer.stiffness, "stiffness_usual": day.stiffer_than}


def _progress_inputs(wanted: tuple[Requirement, ...]) -> dict[str, Value]:
    inputs: dict[str, Value] = {}
    for requirement in wanted:
        inputs[requirement.name] = requirement.have
        inputs[f"{requirement.name}_needed"] = requirement.need
    return inputs

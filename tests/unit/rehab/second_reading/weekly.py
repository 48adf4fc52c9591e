"""The weekly review, and what it finds in the programme as a whole."""

from datetime import datetime, timedelta
from fractions import Fraction

from tests.unit.rehab.second_reading.colours import is_drifting
from tests.unit.rehab.second_reading.days import on_time_answers, training_days
from tests.unit.rehab.second_reading.instants import WEEK, local_date
from tests.unit.rehab.second_reading.moves import reduce
from tests.unit.rehab.second_reading.numbers import Facts, Numbers
from tests.unit.rehab.second_reading.readiness import adherence
from tests.unit.rehab.second_reading.table import add_decision, alert, position


def weekly_review(plan: Facts, now: datetime) -> None:
    """It may hold, reduce or alert, never progress."""
    plan["reviewed"] += timedelta(days=7)
    before = position(plan)
    verdict = "hold"
    quiet = plan["paused"] or plan["stopped"] or plan["discharged"]
    if not quiet and not plan["flare"] and is_drifting(plan, training_days(plan), now):
        verdict = "reduce"
        plan["cuts"].append({"at": now, "day": None, "row": 6})
        reduce(plan, now)
    if not quiet:
        for kind in review_alerts(plan, now):
            last = plan["review_alerts"].get(kind)
            if last is None or (local_date(now, plan["zone"]) - last).days >= plan["numbers"].repeat_days:
                plan["review_alerts"][kind] = local_date(now, plan["zone"])
                alert(plan, now, kind)
    add_decision(plan, now, verdict, before, "review")


def weeks_in_programme(plan: Facts, now: datetime) -> Fraction:
    """Local dates / 7, less each pause's days beyond 14."""
    days = (local_date(now, plan["zone"]) - plan["programme_since"]).days
    for pause in plan["pauses"]:
        length = (local_date(pause["to"] or now, plan["zone"]) - local_date(pause["from"], plan["zone"])).days
        days -= max(0, length - plan["numbers"].pause_days)
    return Fraction(days, 7)


def weekly_averages(plan: Facts) -> list[int]:
    """As reported, oldest first."""
    return [fact["average_pain"] for fact in plan["log"] if fact["kind"] == "weekly"]


def start_pain(plan: Facts) -> Fraction | None:
    """What the fall is measured from."""
    candidates = [plan["programme_start_pain"], *weekly_averages(plan)[:1], plan["baseline_pain"]]
    return next((Fraction(value) for value in candidates if value is not None), None)


def pain_now(plan: Facts, now: datetime) -> Fraction | None:
    """What the fall is measured to."""
    averages = weekly_averages(plan)
    if averages:
        return Fraction(averages[-1])
    answers = on_time_answers(training_days(plan), now - WEEK, now)
    return Fraction(sum(answers), len(answers)) if answers else None


def is_responder(plan: Facts, now: datetime) -> bool:
    """At least 2 points and 30 % less pain."""
    start, current = start_pain(plan), pain_now(plan, now)
    if start is None or current is None:
        return False
    numbers: Numbers = plan["numbers"]
    enough = start * Fraction(numbers.response_percent, 100)
    return start - current >= numbers.response_points and start - current >= enough


def questionnaire_improved(plan: Facts) -> bool:
    """At least 22 points of VISA-H more."""
    numbers: Numbers = plan["numbers"]
    totals = [fact for fact in plan["log"] if fact["kind"] == "outcome" and fact["measure"] == numbers.questionnaire]
    gain: float = totals[-1]["value"] - totals[0]["value"] if totals else 0
    return gain >= numbers.response_questionnaire


def pain_of_week(plan: Facts, until: datetime) -> Fraction | None:
    """The last average that was reported in the 7 x 24 hours up to an instant, else those answers' mean."""
    given = [fact for fact in plan["log"] if fact["kind"] == "weekly" and until - WEEK < fact["at"] <= until]
    if given:
        return Fraction(given[-1]["average_pain"])
    answers = on_time_answers(training_days(plan), until - WEEK, until)
    return Fraction(sum(answers), len(answers)) if answers else None


def is_worsening(plan: Facts, now: datetime) -> bool:
    """Two weeks running, each 2 above the start."""
    start = start_pain(plan)
    weeks = [pain_of_week(plan, now), pain_of_week(plan, now - WEEK)]
    limit: int = plan["numbers"].worsening
    return start is not None and all(week is not None and week - start >= limit for week in weeks)


def is_silent(plan: Facts, now: datetime) -> bool:
    """7 days without a word from the patient."""
    heard = [
        fact["at"]
        for fact in plan["log"]
        if fact["kind"] != "clinician"
        and not (fact["kind"] == "session" and fact["outcome"] == "missed")
        and not (fact["kind"] == "outcome" and fact.get("by") == "clinician")
    ]
    last: datetime = max([plan["evidence_from"], *heard])
    numbers: Numbers = plan["numbers"]
    return (local_date(now, plan["zone"]) - local_date(last, plan["zone"])).days >= numbers.silent_days


def review_alerts(plan: Facts, now: datetime) -> list[str]:
    """The kinds of alert that a review gives cause for."""
    kinds = ["lost_contact"] if is_silent(plan, now) else []
    if is_worsening(plan, now):
        kinds.insert(0, "review")
    if plan["maintenance_from"]:
        return kinds
    weeks = weeks_in_programme(plan, now)
    weeks_without_gain = Fraction((local_date(now, plan["zone"]) - plan["last_gain"]).days, 7)
    share = adherence(plan, now, 84)
    responder = is_responder(plan, now)
    no_change = not responder and not questionnaire_improved(plan)
    numbers: Numbers = plan["numbers"]
    tried = share is not None and share >= Fraction(numbers.adherence_stall, 100)
    little = share is not None and share < Fraction(numbers.adherence_low, 100)
    some = share is not None and not little
    plateau = weeks_without_gain >= numbers.plateau_weeks
    rules = [
        ("stalled", weeks >= numbers.fail_weeks and (plateau or not responder)),
        ("stalled", weeks >= numbers.stall_weeks and tried and no_change and plateau),
        ("adherence", weeks >= numbers.stall_weeks and little and not responder),
        ("review", weeks >= numbers.fail_weeks),
        ("review", weeks_without_gain >= numbers.early_weeks and some),
    ]
    first = next((kind for kind, applies in rules if applies), None)
    place = 1 if "review" in kinds else 0
    return [*kinds[:place], first, *kinds[place:]] if first else kinds

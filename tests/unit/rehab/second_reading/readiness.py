"""What row 7 asks for before a plan moves up."""

from datetime import date, datetime
from fractions import Fraction

from tests.unit.rehab.second_reading.colours import day_colour, is_stiffer
from tests.unit.rehab.second_reading.days import closes_at
from tests.unit.rehab.second_reading.instants import local_date
from tests.unit.rehab.second_reading.numbers import Facts, Numbers


def in_pause(plan: Facts, at: datetime) -> bool:
    """During a pause, or on the local day on which it began; the rest of the day on which it ended counts again."""
    day = local_date(at, plan["zone"])
    for pause in plan["pauses"]:
        begun = local_date(pause["from"], plan["zone"])
        ended = date.max if pause["to"] is None else local_date(pause["to"], plan["zone"])
        if begun <= day < ended or (day == ended and pause["from"] < at < pause["to"]):
            return True
    return False


def adherence(plan: Facts, now: datetime, number_of_days: int) -> Fraction | None:
    """Done sessions, `part` counting half, over all sessions of the last days; None when there was none."""
    today = local_date(now, plan["zone"])
    outcomes = []
    for fact in plan["log"]:
        day = local_date(fact["at"], plan["zone"])
        if fact["kind"] == "session" and 0 <= (today - day).days < number_of_days and not in_pause(plan, fact["at"]):
            outcomes.append(fact["outcome"])
    if not outcomes:
        return None
    return (outcomes.count("done") + Fraction(outcomes.count("part"), 2)) / len(outcomes)


def last_days_all_green(plan: Facts, days: list[Facts], now: datetime) -> bool:
    """The last 3 days (5 in Stage 1) that are answered or over."""
    finished = [day for day in days if day["answer"] is not None or now > closes_at(day)]
    wanted = plan["numbers"].green_days[plan["stage"] - 1]
    last = finished[-wanted:]
    return len(last) == wanted and all(day_colour(plan, days, day) == "GREEN" for day in last)


def exit_test_passed(plan: Facts) -> bool:
    """The latest one since entering the stage."""
    tests = [fact for fact in plan["log"][plan["stage_entered"] :] if fact["kind"] == "exit_test"]
    return bool(tests) and tests[-1]["passed"] is True


def why_no_progress(plan: Facts, days: list[Facts], day: Facts, now: datetime) -> str | None:
    """The first thing missing for row 7, or None when nothing is."""
    today = local_date(now, plan["zone"])
    share = adherence(plan, now, 7)
    maintained = plan["maintenance_from"]
    numbers: Numbers = plan["numbers"]
    at_top = plan["level"] == numbers.levels[plan["stage"] - 1]
    following = next_stage(plan) if at_top else None
    missing = {
        "paused": plan["paused"],
        "held by the clinician": plan["held"],
        "in maintenance": maintained is not None and (plan["stage"], plan["level"]) >= maintained,
        "stiffer twice running": is_stiffer(days, day),
        "the answered day is not GREEN": day_colour(plan, days, day) != "GREEN",
        "the latest day is RED": day_colour(plan, days, days[-1]) == "RED",
        "last days not all GREEN": not last_days_all_green(plan, days, now),
        "adherence": share is None or share < Fraction(numbers.adherence, 100),
        "days at level": (today - plan["level_since"]).days < numbers.days_at_level[plan["stage"] - 1],
        "exit test": at_top and not exit_test_passed(plan),
        "days in stage": at_top and (today - plan["stage_since"]).days < numbers.days_in_stage[plan["stage"] - 1],
        "approval": following is not None and numbers.approved[following - 1] and not plan["approved"],
    }
    return next((reason for reason, is_missing in missing.items() if is_missing), None)


def next_stage(plan: Facts) -> int | None:
    """The stage above, if there is one and the patient wants it: some are for a sport goal only."""
    above: int = plan["stage"] + 1
    if above > len(plan["numbers"].levels):
        return None
    return above if plan["sport_goal"] or not plan["numbers"].for_sport[above - 1] else None

"""What a verdict does to the plan."""

from datetime import date, datetime, timedelta

from tests.unit.rehab.second_reading.colours import baseline_of
from tests.unit.rehab.second_reading.instants import local_date
from tests.unit.rehab.second_reading.numbers import Facts, Numbers
from tests.unit.rehab.second_reading.readiness import next_stage


def move_to(plan: Facts, now: datetime, stage: int, level: int) -> None:
    """A new position, with the dates that follow from it."""
    today = local_date(now, plan["zone"])
    if (stage, level) != (plan["stage"], plan["level"]):
        plan["level_since"] = today
    if stage != plan["stage"]:
        plan["stage_since"] = today
        plan["stage_entered"] = len(plan["log"])
    plan["stage"], plan["level"] = stage, level


def progress(plan: Facts, now: datetime) -> None:
    """One step up."""
    following = next_stage(plan)
    if plan["level"] < plan["numbers"].levels[plan["stage"] - 1]:
        move_to(plan, now, plan["stage"], plan["level"] + 1)
    elif following is None:
        plan["maintenance_from"] = (plan["stage"], plan["level"])
    else:
        move_to(plan, now, following, 1)
    plan["last_gain"] = local_date(now, plan["zone"])


def reduce(plan: Facts, now: datetime) -> None:
    """One level down; at level 1 only the dose falls, which is no part of the position."""
    move_to(plan, now, plan["stage"], max(1, plan["level"] - 1))


def regress(plan: Facts, now: datetime, flare: bool) -> None:
    """The previous stage's top level; after a flare the level below that."""
    top = plan["numbers"].levels[plan["stage"] - 2]
    move_to(plan, now, plan["stage"] - 1, top - 1 if flare else top)


def start_flare(plan: Facts, now: datetime, day: Facts, days: list[Facts]) -> None:
    """Remember when it began, and the lowest baseline of the day that caused it."""
    baselines = [baseline_of(plan, days, session) for session in day["sessions"]]
    plan["flare_baseline"] = min((one for one in baselines if one is not None), default=None)
    plan["flare"] = now
    plan["flares"].append(now)


def end_flare_if_settled(plan: Facts, now: datetime) -> None:
    """48 hours at least, and the last two dates with a rating follow each other and hold no rating above the limit."""
    numbers: Numbers = plan["numbers"]
    if plan["flare"] is None or now < plan["flare"] + timedelta(hours=numbers.flare_hours):
        return
    baseline = plan["flare_baseline"] if plan["baseline_pain"] is None else plan["baseline_pain"]
    limit = numbers.settled_max if baseline is None else min(numbers.settled_max, baseline + 1)
    worst: dict[date, int] = {}
    for fact in plan["log"]:
        if fact["kind"] == "pain_24h" and fact["at"] > plan["flare"]:
            day = local_date(fact["at"], plan["zone"])
            worst[day] = max(worst.get(day, 0), fact["value"])
    last_two = sorted(worst)[-2:]
    if (
        len(last_two) == 2
        and last_two[1] - last_two[0] == timedelta(days=1)
        and all(worst[day] <= limit for day in last_two)
    ):
        plan["flare"] = None

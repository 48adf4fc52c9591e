"""What waits for the clock."""

from datetime import datetime, timedelta

from tests.unit.rehab.second_reading.days import closes_at, first_session_at, training_days
from tests.unit.rehab.second_reading.instants import at_wall_clock, local_date
from tests.unit.rehab.second_reading.moves import end_flare_if_settled
from tests.unit.rehab.second_reading.numbers import Facts, Numbers
from tests.unit.rehab.second_reading.table import alert, evaluate, gap_if_due, gap_since
from tests.unit.rehab.second_reading.weekly import weekly_review


def timers(plan: Facts, *, review: bool) -> list[tuple[datetime, int, str, datetime]]:
    """Everything that waits for the clock: (when, order at the same instant, what, whose)."""
    numbers: Numbers = plan["numbers"]
    open_days = [day for day in training_days(plan) if day["answer"] is None]
    waiting = [(closes_at(day), 0, "window", first_session_at(day)) for day in open_days]
    if plan["flare"] and not plan["stopped"]:
        begun = plan["flare"]
        waiting.append((begun + timedelta(hours=numbers.flare_hours), 1, "settled", begun))
        waiting.append((begun + timedelta(days=numbers.long_flare_days), 3, "long flare", begun))
    since = gap_since(plan)
    one_too_many = local_date(since, plan["zone"]) + timedelta(days=numbers.gap_days + 1)
    waiting.append((at_wall_clock(one_too_many, 3, plan["zone"]), 2, "gap", since))
    if review:
        next_review = plan["reviewed"] + timedelta(days=7)
        waiting.append((at_wall_clock(next_review, 9, plan["zone"]), 4, "review", plan["started"]))
    return sorted(
        timer for timer in waiting if (timer[2], timer[0], timer[3]) not in plan["rung"] and timer[0] >= plan["now"]
    )


def ring(plan: Facts, timer: tuple[datetime, int, str, datetime]) -> None:
    """A timer is due."""
    now, _, what, whose = timer
    plan["now"] = max(now, plan["now"])
    plan["rung"].append((what, now, whose))
    if what == "window":
        day = next(day for day in training_days(plan) if first_session_at(day) == whose)
        evaluate(plan, now, day, "window")
    if what == "settled":
        end_flare_if_settled(plan, now)
    if what == "gap":
        gap_if_due(plan, now)
    if what == "long flare":
        alert(plan, now, "review")
    if what == "review":
        weekly_review(plan, now)

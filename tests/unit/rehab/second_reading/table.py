"""The decision table: rows 3 to 8, and what is noted of a decision."""

from datetime import datetime, timedelta

from tests.unit.rehab.second_reading.colours import day_colour, is_drifting, is_flare, is_second_red
from tests.unit.rehab.second_reading.days import is_loading, training_days
from tests.unit.rehab.second_reading.instants import local_date, written
from tests.unit.rehab.second_reading.moves import progress, reduce, regress, start_flare
from tests.unit.rehab.second_reading.numbers import Facts
from tests.unit.rehab.second_reading.readiness import why_no_progress


def position(plan: Facts) -> Facts:
    """Where the plan is."""
    return {"stage": plan["stage"], "level": plan["level"]}


def status(plan: Facts) -> str:
    """What shows; the first that holds."""
    names = ("stopped", "discharged", "paused", "flare")
    return next((name for name in names if plan[name]), "maintenance" if plan["maintenance_from"] else "active")


def alert(plan: Facts, now: datetime, kind: str) -> None:
    """Tell a clinician."""
    plan["alerts"].append({"at": written(now, plan["zone"]), "kind": kind})


def add_decision(plan: Facts, now: datetime, verdict: str, before: Facts, why: str) -> None:
    """List it; the plan has moved already."""
    plan["decisions"].append(
        {"at": written(now, plan["zone"]), "verdict": verdict, "from": before, "to": position(plan), "why": why}
    )


def evaluate(plan: Facts, now: datetime, day: Facts, occasion: str) -> None:
    """One evaluation of one training day: rows 4 to 8. `occasion` is answer, window or during."""
    before = position(plan)
    verdict, why = verdict_on(plan, now, day, occasion)
    add_decision(plan, now, verdict, before, why)


def verdict_on(plan: Facts, now: datetime, day: Facts, occasion: str) -> tuple[str, str]:
    """The first row that matches; it also moves the plan."""
    days = training_days(plan)
    rows_so_far = [cut["row"] for cut in plan["cuts"] if cut["day"] == day["date"]]
    flare = is_flare(plan, days, day)
    if plan["stopped"] or plan["discharged"] or plan["flare"]:
        return "hold", status(plan)
    if (flare or is_second_red(plan, days, day)) and 4 not in rows_so_far:
        return row_4(plan, now, day, flare)
    if rows_so_far:
        return "hold", "this day has lowered the plan already"
    red = day_colour(plan, days, day) == "RED"
    if red or is_drifting(plan, days, now):
        plan["cuts"].append({"at": now, "day": day["date"], "row": 5 if red else 6})
        reduce(plan, now)
        return "reduce", "RED" if red else "drift"
    missing = why_no_progress(plan, days, day, now) if occasion == "answer" else "no answer"
    if missing:
        return "hold", missing
    progress(plan, now)
    return "progress", "progress"


def row_4(plan: Facts, now: datetime, day: Facts, flare: bool) -> tuple[str, str]:
    """Regress, or in Stage 1 reduce and let a clinician look."""
    in_stage_1 = plan["stage"] == 1
    days = training_days(plan)
    second_flare = flare and any(
        now - earlier <= timedelta(days=plan["numbers"].again_days) for earlier in plan["flares"]
    )
    plan["cuts"].append({"at": now, "day": day["date"], "row": 4})
    if in_stage_1:
        reduce(plan, now)
    else:
        regress(plan, now, flare)
    if flare:
        start_flare(plan, now, day, days)
    if in_stage_1 or second_flare:
        alert(plan, now, "review")
    return ("reduce" if in_stage_1 else "regress"), ("flare" if flare else "second RED")


def gap_if_due(plan: Facts, now: datetime) -> None:
    """Row 3, once for each gap."""
    since, limit = gap_since(plan), plan["numbers"].gap_days
    today = local_date(now, plan["zone"])
    if plan["paused"] or since in plan["gaps_seen"] or (today - local_date(since, plan["zone"])).days <= limit:
        return
    plan["gaps_seen"].append(since)
    before = position(plan)
    verdict = "hold"
    if not (plan["stopped"] or plan["discharged"] or plan["flare"]):
        verdict = "reduce"
        plan["cuts"].append({"at": now, "day": None, "row": 3})
        reduce(plan, now)
    add_decision(plan, now, verdict, before, "gap")


def gap_since(plan: Facts) -> datetime:
    """The last loading session, else the start or restart."""
    loading = [fact["at"] for fact in plan["log"] if is_loading(fact)]
    since: datetime = max([plan["evidence_from"], *loading])
    return since

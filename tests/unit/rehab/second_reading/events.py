"""What happens: one event of a trace at a time."""

from datetime import datetime

from tests.unit.rehab.second_reading.days import is_loading, training_days
from tests.unit.rehab.second_reading.instants import local_date
from tests.unit.rehab.second_reading.moves import end_flare_if_settled, move_to
from tests.unit.rehab.second_reading.numbers import Facts
from tests.unit.rehab.second_reading.table import alert, evaluate, gap_if_due, status


def take(plan: Facts, now: datetime, event: Facts) -> None:
    """One event of the trace."""
    if now > plan["now"]:
        plan["stage_before"] = plan["stage"]
    plan["now"] = max(now, plan["now"])
    plan["log"].append({**event, "at": now, "stage": plan["stage_before"]})
    kind = event["kind"]
    ended = status(plan) in {"stopped", "discharged"}
    if kind == "session":
        take_session(plan, now, event)
    if kind == "pain_24h":
        take_rating(plan, now)
    if kind == "clinician":
        take_command(plan, now, event)
    if kind == "red_flag" and event["flags"]:
        alert(plan, now, "urgent")
        plan["stopped"] = True
    if kind == "routine_sign":
        take_routine_signs(plan, now, event["signs"])
    if kind == "treatment":
        take_treatment(plan, now)
    if kind in {"pause", "resume", "goal_met"} and not ended:
        {"pause": take_pause, "resume": take_resume, "goal_met": take_goal}[kind](plan, now)


def take_routine_signs(plan: Facts, now: datetime, signs: list[str]) -> None:
    """Held until the clinician releases it; told unless all of them wait for that already."""
    if not set(signs) <= plan["waiting"]:
        alert(plan, now, "review")
    plan["waiting"] |= set(signs)
    plan["held"] = True


def take_treatment(plan: Facts, now: datetime) -> None:
    """Paused, and only a restart ends that; a plan that is stopped or over stays so."""
    alert(plan, now, "review")
    if status(plan) not in {"stopped", "discharged"}:
        take_pause(plan, now)
        plan["locked"] = True


def take_pause(plan: Facts, now: datetime) -> None:
    """From here on nothing progresses; pressed twice it is one pause."""
    if not plan["paused"]:
        plan["paused"] = True
        plan["pauses"].append({"from": now, "to": None})


def take_resume(plan: Facts, now: datetime) -> None:
    """A gap that came up during the pause is evaluated now."""
    if plan["paused"] and not plan["locked"]:
        end_pause(plan, now)
        gap_if_due(plan, now)


def take_goal(plan: Facts, now: datetime) -> None:
    """Maintenance, then the end. A flare or a pause goes on: it is what shows until it is over."""
    if plan["maintenance_from"] is None:
        plan["maintenance_from"] = (plan["stage"], plan["level"])
    else:
        plan["discharged"] = True


def take_session(plan: Facts, now: datetime, event: Facts) -> None:
    """Pain above the ceiling is evaluated at once."""
    if is_loading(event) and event.get("pain_during") is not None and event["pain_during"] > plan["numbers"].ceiling:
        evaluate(plan, now, training_days(plan)[-1], "during")


def take_rating(plan: Facts, now: datetime) -> None:
    """An answer is evaluated; a daily rating is not; both may end a flare."""
    rating = plan["log"][-1]
    told = [fact["stiffness"] for fact in plan["log"] if fact.get("stiffness") is not None]
    before = told[-2] if len(told) > 1 else 0
    if rating.get("stiffness") is not None and rating["stiffness"] > plan["numbers"].stiffness_flag_min >= before:
        take_routine_signs(plan, now, ["stiffness"])
    answered = [day for day in training_days(plan) if day["answer"] is rating]
    if answered:
        evaluate(plan, now, answered[0], "answer")
    end_flare_if_settled(plan, now)


def take_command(plan: Facts, now: datetime, event: Facts) -> None:
    """A clinician's command."""
    today = local_date(now, plan["zone"])
    match event["command"]:
        case "restart":
            end_pause(plan, now)
            plan["log"] = []
            plan["evidence_from"] = now
            plan["cuts"] = []
            plan["stage"], plan["level"] = event["stage"], event["level"]
            plan["level_since"] = plan["stage_since"] = plan["last_gain"] = today
            plan["stage_entered"] = 0
            plan["stopped"] = plan["discharged"] = plan["held"] = plan["locked"] = False
            plan["waiting"] = set()
            plan["flare"] = plan["maintenance_from"] = None
        case "set":
            move_to(plan, now, event["stage"], event["level"])
        case "hold" | "release":
            plan["held"] = event["command"] == "hold"
            plan["waiting"] = set()
        case "approve_stage_4":
            plan["approved"] = True
        case "stop":
            plan["stopped"] = True


def end_pause(plan: Facts, now: datetime) -> None:
    """Close the pause that is open, if any."""
    plan["paused"] = False
    for pause in plan["pauses"]:
        pause["to"] = pause["to"] or now

"""Training days: their sessions, and the answer to each."""

from datetime import date, datetime, timedelta

from tests.unit.rehab.second_reading.instants import local_date
from tests.unit.rehab.second_reading.numbers import Facts


def training_days(plan: Facts) -> list[Facts]:
    """The days with a done or part session, oldest first, each with its sessions and its answer, if any."""
    days: dict[date, Facts] = {}
    for fact in plan["log"]:
        today = local_date(fact["at"], plan["zone"])
        if is_loading(fact):
            fresh = {"date": today, "sessions": [], "answer": None, "numbers": plan["numbers"]}
            days.setdefault(today, fresh)["sessions"].append(fact)
        if fact["kind"] == "pain_24h":
            waiting = [day for day in days.values() if day["date"] < today and day["answer"] is None]
            if waiting:
                max(waiting, key=lambda day: day["date"])["answer"] = fact
    return sorted(days.values(), key=lambda day: day["date"])


def is_loading(fact: Facts) -> bool:
    """Whether a fact is a session that loaded the tendon."""
    return fact["kind"] == "session" and fact["outcome"] in {"done", "part"}


def first_session_at(day: Facts) -> datetime:
    """When a training day began to count: its first done or part session."""
    first: datetime = min(session["at"] for session in day["sessions"])
    return first


def answered_on_time(day: Facts) -> bool:
    """20 to 30 elapsed hours after it, both included."""
    if day["answer"] is None:
        return False
    earliest = first_session_at(day) + timedelta(hours=day["numbers"].earliest_hours)
    answered: datetime = day["answer"]["at"]
    return earliest <= answered <= closes_at(day)


def closes_at(day: Facts) -> datetime:
    """The last instant at which its answer is on time."""
    return first_session_at(day) + timedelta(hours=day["numbers"].latest_hours)


def on_time_answers(days: list[Facts], after: datetime, until: datetime) -> list[int]:
    """Values of the on-time answers that came after one instant and not after another."""
    return [day["answer"]["value"] for day in days if answered_on_time(day) and after < day["answer"]["at"] <= until]

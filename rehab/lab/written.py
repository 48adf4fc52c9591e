"""A plan's history written down as a trace (`sitbone-trace/1`), so that anybody can derive it again."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from rehab.events import EVENT, AnyEvent
from rehab.plan import PLAN, Plan

# What a trace's start says beside instant and position: its key, and the plan's name for it.
KEYS = {
    "baseline_pain": "baseline_pain",
    "programme_since": "programme_since",
    "stage_since": "stage_since",
    "level_since": "level_since",
    "programme_start_pain": "programme_start_pain",
    "sport_goal": "sport_goal",
    "clinician_approved_stage_4": "approved",
}


def trace_of(start: Plan, events: Iterable[AnyEvent], until: datetime) -> dict[str, Any]:
    """A trace as plain JSON data, with every instant in UTC and to the microsecond.

    Args:
        start: the plan as it began, see `rehab.plan.begin`.
        events: its facts.
        until: the last instant (aware) that is dealt with; later if a fact lies later, so that none is cut off.
    """
    facts = tuple(events)
    last = max(until, start.evidence_from, *(fact.at for fact in facts))
    return {
        "format": "sitbone-trace/1",
        "timezone": start.zones[0].zone,
        "start": _start(start),
        "events": [EVENT.dump_python(fact, mode="json", exclude_none=True) for fact in facts],
        "until": _exactly(last).isoformat(),
    }


def _exactly(at: datetime) -> datetime:
    """A full minute stands for all of it in a trace; the next moment after it does not."""
    return at if at.second or at.microsecond else at + timedelta(microseconds=1)


def _start(plan: Plan) -> dict[str, Any]:
    values = PLAN.dump_python(plan, mode="json")
    begun = {"at": plan.evidence_from.isoformat(), "stage": plan.position.stage, "level": plan.position.level}
    return begun | {key: values[name] for key, name in KEYS.items() if values[name] is not None}

"""A virtual patient's life written down as a trace, so that `sitbone replay` can derive it again."""

from typing import Any

from rehab.events import EVENT
from rehab.lab.simulate.life import Lived


def as_trace(lived: Lived) -> dict[str, Any]:
    """The trace (`sitbone-trace/1`) of a life up to its end, or to the property that did not hold."""
    plan, until = lived.start, lived.violation.at if lived.violation else lived.until
    events = [EVENT.dump_python(event, mode="json", exclude_none=True) for event in lived.events]
    return {
        "format": "sitbone-trace/1",
        "timezone": plan.zones[0].zone,
        "start": {
            "at": plan.evidence_from.isoformat(),
            "stage": plan.position.stage,
            "level": plan.position.level,
            "baseline_pain": plan.baseline_pain,
            "programme_start_pain": plan.programme_start_pain,
            "sport_goal": plan.sport_goal,
        },
        "events": events,
        "until": max(until, *(event.at for event in lived.events), plan.evidence_from).isoformat(),
    }

"""A trace from its start to its end."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.unit.rehab.second_reading.events import take
from tests.unit.rehab.second_reading.instants import at_wall_clock, local_date, read_time
from tests.unit.rehab.second_reading.numbers import REFERENCE, Facts, Numbers
from tests.unit.rehab.second_reading.table import position, status
from tests.unit.rehab.second_reading.timers import ring, timers

ORDER = (
    "clinician",
    "resume",
    "pain_24h",
    "exit_test",
    "load_test",
    "weekly",
    "outcome",
    "barrier",
    "trigger",
    "session",
    "pause",
    "goal_met",
    "routine_sign",
    "treatment",
    "red_flag",
)


def new_plan(trace: Facts, zone: ZoneInfo, numbers: Numbers) -> Facts:
    """The plan as the trace starts it."""
    start = trace["start"]
    begun = read_time(start["at"], zone)
    dates = {
        name: date.fromisoformat(start[name]) if name in start else local_date(begun, zone)
        for name in ("programme_since", "stage_since", "level_since")
    }
    return {
        **dates,
        "numbers": numbers,
        "zone": zone,
        "started": begun,
        "stage": start["stage"],
        "level": start["level"],
        "baseline_pain": start.get("baseline_pain"),
        "programme_start_pain": start.get("programme_start_pain"),
        "sport_goal": start.get("sport_goal", False),
        "approved": start.get("clinician_approved_stage_4", False),
        "held": False,
        "waiting": set(),  # routine signs that wait for the clinician
        "locked": False,  # paused until the clinician restarts
        "stopped": False,
        "discharged": False,
        "paused": False,
        "maintenance_from": None,  # the position at which maintenance began, while it lasts
        "flare": None,  # when the present one began
        "pauses": [],
        "log": [],  # what happened since the start or the last restart
        "evidence_from": begun,
        "stage_entered": 0,  # how long the log was when the stage began
        "last_gain": dates["level_since"],
        "cuts": [],
        "gaps_seen": [],
        "flares": [],
        "flare_baseline": None,
        "reviewed": last_review_before(begun, dates["programme_since"], zone),
        "review_alerts": {},
        "rung": [],
        "now": begun,
        "stage_before": start["stage"],  # as it was when the present instant began
        "decisions": [],
        "alerts": [],
    }


def last_review_before(begun: datetime, since: date, zone: ZoneInfo) -> date:
    """Weeks of the programme that lay before the trace had their reviews elsewhere."""
    week = timedelta(days=7)
    while at_wall_clock(since + week, 9, zone) < begun:
        since += week
    return since


def events_of(trace: Facts, zone: ZoneInfo) -> list[tuple[datetime, Facts]]:
    """In the order in which they are taken, exact duplicates dropped."""
    events: list[tuple[datetime, Facts]] = []
    for raw in trace["events"]:
        event = (read_time(raw["at"], zone), {key: value for key, value in raw.items() if key != "at"})
        if event not in events:
            events.append(event)
    return sorted(events, key=lambda event: (event[0], ORDER.index(event[1]["kind"])))


def evaluate_trace(trace: Facts, numbers: Numbers = REFERENCE, *, review: bool = True) -> Facts:
    """Every decision and alert of a trace and where its plan ends.

    Args:
        trace: as read from its JSON.
        numbers: those of the protocol.
        review: whether the weekly review takes place.
    """
    zone = ZoneInfo(trace["timezone"])
    plan = new_plan(trace, zone, numbers)
    events = events_of(trace, zone)
    if events and events[0][0] < plan["started"]:
        raise ValueError("an event before the start")
    until = read_time(trace["until"], zone) if "until" in trace else max([plan["started"], *(at for at, _ in events)])
    events = [event for event in events if event[0] <= until]
    while True:
        timer = next(iter(timers(plan, review=review)), None)
        if events and (timer is None or events[0][0] <= timer[0]):
            take(plan, *events.pop(0))
        elif timer is not None and timer[0] <= until:
            ring(plan, timer)
        else:
            break
    return {
        "decisions": plan["decisions"],
        "alerts": plan["alerts"],
        "final": {**position(plan), "status": status(plan)},
    }

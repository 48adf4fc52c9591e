"""Short histories told in days, and what the rules make of them.

Day 0 is Monday 5 January 2026; a tale starts on it at 08:00 in London unless it says otherwise. A session is done at
18:00 and answered 24 hours later unless it says otherwise.
"""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypedDict, Unpack
from zoneinfo import ZoneInfo

from rehab.course import Step
from rehab.engine import Decision, OccasionKind
from rehab.engine.review import KINDS
from rehab.lab.replay import replay
from rehab.lab.trace import read_trace
from rehab.protocol import Protocol, shipped_protocol

Event = dict[str, Any]
Trace = dict[str, Any]

PROTOCOL = shipped_protocol()
FIRST = date(2026, 1, 5)
LONDON = ZoneInfo("Europe/London")
DATES = ("programme_since", "stage_since", "level_since")


class Start(TypedDict, total=False):
    """What a tale may say besides its position and what happens: its dates as days, zone, first and last instant."""

    zone: str
    at: str
    until: str
    baseline_pain: int
    programme_start_pain: int
    programme_since: int
    stage_since: int
    level_since: int
    sport_goal: bool
    clinician_approved_stage_4: bool


def moment(day: int, clock: str = "18:00") -> str:
    """A wall-clock time of a day, as traces write it."""
    return f"{(FIRST + timedelta(days=day)).isoformat()}T{clock}"


def instant(day: int, clock: str = "18:00", zone: ZoneInfo = LONDON) -> datetime:
    """The same as an instant."""
    return datetime.fromisoformat(moment(day, clock)).replace(tzinfo=zone).astimezone(UTC)


def happens(day: int, kind: str, clock: str = "09:00", **details: object) -> Event:
    """Any event."""
    return {"at": moment(day, clock), "kind": kind, **details}


def session(
    day: int, during: int | None = 1, *, before: int | None = 1, outcome: str = "done", clock: str = "18:00"
) -> Event:
    """One prescribed session; pain that is None was not told."""
    pains = {"pain_before": before, "pain_during": during}
    told = {name: pain for name, pain in pains.items() if pain is not None}
    return happens(day, "session", clock, outcome=outcome, **told)


def missed(day: int, clock: str = "12:00") -> Event:
    """One prescribed session that did not take place."""
    return happens(day, "session", clock, outcome="missed")


def answer(day: int, value: int, clock: str = "18:00") -> Event:
    """A 24-hour answer or daily rating."""
    return happens(day, "pain_24h", clock, value=value)


def trained(
    day: int, during: int | None = 1, after: int = 1, *, before: int | None = 1, clock: str = "18:00"
) -> list[Event]:
    """A done session and its answer 24 hours later; as it stands, a GREEN day."""
    return [session(day, during, before=before, clock=clock), answer(day + 1, after, clock)]


def greens(*days: int) -> list[Event]:
    """GREEN days."""
    return [event for day in days for event in trained(day)]


def order(day: int, command: str, clock: str = "09:00", **where: int) -> Event:
    """What the clinician orders."""
    return happens(day, "clinician", clock, command=command, **where)


def flagged(day: int, *flags: str, clock: str = "09:00") -> Event:
    """A red-flag screen with some signs ticked, or none."""
    return happens(day, "red_flag", clock, flags=list(flags))


def tale(stage: int, level: int, *parts: Event | Iterable[Event], **start: Unpack[Start]) -> Trace:
    """A trace that starts at a position."""
    events = [event for part in parts for event in ([part] if isinstance(part, dict) else part)]
    given = {key: _date(value) if key in DATES else value for key, value in start.items()}
    zone, until = given.pop("zone", "Europe/London"), given.pop("until", None)
    begun = {"at": moment(0, "08:00"), "stage": stage, "level": level, **given}
    made: Trace = {"format": "sitbone-trace/1", "timezone": zone, "start": begun, "events": events}
    return made if until is None else {**made, "until": until}


def _date(day: object) -> str:
    assert isinstance(day, int)
    return (FIRST + timedelta(days=day)).isoformat()


def run(history: Trace, protocol: Protocol = PROTOCOL) -> Step:
    """Replay a trace."""
    return replay(read_trace(json.dumps(history), protocol), protocol)


def in_short(decision: Decision) -> str:
    """A decision as verdict, rule and the position it leads to."""
    return f"{decision.verdict} {decision.rule} {decision.after.stage}.{decision.after.level}"


def daily(step: Step) -> list[Decision]:
    """All decisions but those of weekly reviews, which have tests of their own."""
    return [one for one in step.decisions if one.occasion is not OccasionKind.REVIEW]


def decided(history: Trace, protocol: Protocol = PROTOCOL) -> list[str]:
    """All decisions of a trace in short, but for weekly reviews."""
    return [in_short(decision) for decision in daily(run(history, protocol))]


def timed(history: Trace) -> list[str]:
    """All decisions of a trace in short, each with its local time, but for weekly reviews."""
    zone = ZoneInfo(history["timezone"])
    return [f"{_local(one.at, zone)} {in_short(one)}" for one in daily(run(history))]


def alerts(history: Trace) -> list[str]:
    """All alerts of a trace: local time, kind and rule, but for those of weekly reviews."""
    zone = ZoneInfo(history["timezone"])
    return [f"{_local(one.at, zone)} {one.kind} {one.rule}" for one in run(history).alerts if one.rule not in KINDS]


def reviewed(history: Trace) -> list[str]:
    """What weekly reviews told clinicians: local time, kind and rule."""
    zone = ZoneInfo(history["timezone"])
    return [f"{_local(one.at, zone)} {one.kind} {one.rule}" for one in run(history).alerts if one.rule in KINDS]


def ends(history: Trace) -> str:
    """Where a trace ends: status and position."""
    plan = run(history).course.plan
    return f"{plan.status} {plan.position.stage}.{plan.position.level}"


def _local(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime("%m-%d %H:%M")

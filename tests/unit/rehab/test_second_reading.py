"""The engine against a second, naive reading of the same rules, on histories that neither has seen."""

import json
import os
from collections import Counter
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings

from rehab.lab.replay import replay
from rehab.lab.trace import read_trace
from rehab.plan import Position
from rehab.protocol import Protocol, shipped_protocol
from rehab.protocol.load import SHIPPED
from tests.tools.protocols import EXAMPLE, EXAMPLE_FILE
from tests.unit.rehab.histories import traces
from tests.unit.rehab.histories.diary import Trace
from tests.unit.rehab.histories.world import world_of
from tests.unit.rehab.second_reading import REFERENCE, Numbers, evaluate_trace, numbers_in

pytestmark = pytest.mark.histories

Outcome = dict[str, Any]

PROTOCOL = shipped_protocol()
NUMBERS = numbers_in(EXAMPLE_FILE.read_text("utf-8"))
ANOTHER = world_of(EXAMPLE)
EXAMPLES = int(os.environ.get("HISTORIES", "120"))


def session(at: str, before: int | None, during: int) -> Outcome:
    """A done session."""
    event: Outcome = {"at": at, "kind": "session", "outcome": "done", "pain_during": during}
    return event if before is None else event | {"pain_before": before}


def answer(at: str, value: int) -> Outcome:
    """A 24-hour answer or daily rating."""
    return {"at": at, "kind": "pain_24h", "value": value}


def trace(stage: int, level: int, *events: Outcome, baseline_pain: int = 2) -> Trace:
    """A plan that starts on a Monday morning in London."""
    start = {"at": "2026-01-05T08:00", "stage": stage, "level": level, "baseline_pain": baseline_pain}
    return {"format": "sitbone-trace/1", "timezone": "Europe/London", "start": start, "events": list(events)}


def good_session(day: int, hour: int, pain_at_24h: int) -> tuple[Outcome, Outcome]:
    """A January session without much pain, and its answer exactly 24 hours later."""
    at = (f"2026-01-{day:02}T{hour:02}:00", f"2026-01-{day + 1:02}T{hour:02}:00")
    return session(at[0], 1, 1), answer(at[1], pain_at_24h)


# Where the two readings once differed, each with the smallest trace that showed it.
ONCE_APART = {
    # A daily rating is "used only in a flare" (9.1) and no 24-hour answer; 9.3 lists when a decision is made.
    "a daily rating in a flare is no decision": trace(
        2,
        2,
        session("2026-01-05T18:00", 2, 8),
        answer("2026-01-06T18:00", 5),
        answer("2026-01-07T09:00", 2),
    ),
    # Row 5 comes before row 7, and the last rated session is RED (2.4); its cut is an hour old.
    "no progress over a RED day": trace(
        2,
        1,
        session("2026-01-06T18:00", 2, 2),
        answer("2026-01-07T18:00", 2),
        session("2026-01-08T18:00", 2, 2),
        answer("2026-01-09T18:00", 2),
        session("2026-01-11T18:00", 2, 2),
        session("2026-01-12T17:00", 2, 7),
        answer("2026-01-12T18:00", 2),
    ),
    # A decision dated two days before the one that precedes it in the list.
    "what falls due after the end is listed in its time": trace(
        2,
        2,
        {"at": "2026-01-05T09:00", "kind": "goal_met"},
        {"at": "2026-01-05T10:00", "kind": "goal_met"},
        session("2026-01-05T18:00", 2, 2),
        session("2026-01-08T18:00", 2, 7),
        {"at": "2026-01-09T09:00", "kind": "red_flag", "flags": ["pop"]},
    ),
    # "Stage 1 with B >= 6" (2.3); here B is the median of 5 and 6.
    "a median of 5.5 is no irritable baseline": trace(
        1,
        3,
        session("2026-01-05T09:00", 6, 2),
        answer("2026-01-06T09:00", 5),
        session("2026-01-06T10:00", 6, 2),
        answer("2026-01-07T09:00", 6),
        session("2026-01-07T10:00", None, 2),
        answer("2026-01-08T09:00", 7),
        baseline_pain=6,
    ),
    # "One training day lowers the plan at most once: later evaluations of it hold, unless row 4 now applies" (9.4).
    "a day that has lowered the plan does not do so by drift": trace(
        2,
        4,
        session("2026-01-05T18:00", 1, 6),
        *(event for day in (7, 9, 11, 13) for event in good_session(day, 18, 0)),
        *(event for day in (15, 17, 19) for event in good_session(day, 18, 1)),
        answer("2026-01-21T19:00", 2),
    ),
}


def engine(history: Trace, protocol: Protocol = PROTOCOL) -> Outcome:
    """What the engine makes of a trace, in the words of the second reading."""
    zone = ZoneInfo(history["timezone"])
    step = replay(read_trace(json.dumps(history), protocol), protocol)

    def place(position: Position) -> Outcome:
        return {"stage": position.stage, "level": position.level}

    decisions = [
        {
            "at": decision.at.astimezone(zone).strftime("%Y-%m-%dT%H:%M"),
            "verdict": decision.verdict.value,
            "from": place(decision.before),
            "to": place(decision.after),
        }
        for decision in step.decisions
    ]
    alerts = [
        {"at": alert.at.astimezone(zone).strftime("%Y-%m-%dT%H:%M"), "kind": alert.kind.value} for alert in step.alerts
    ]
    plan = step.course.plan
    return {"decisions": decisions, "alerts": alerts, "final": place(plan.position) | {"status": plan.status.value}}


def second_reading(history: Trace, numbers: Numbers = REFERENCE) -> Outcome:
    """The same, without its reasons, which are its own."""
    outcome = evaluate_trace(history, numbers)
    for decision in outcome["decisions"]:
        del decision["why"]
    return outcome


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="HISTORIES" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
@given(traces())
def test_both_readings_agree(history: Trace) -> None:
    """Every decision, every alert and where the plan ends."""
    assert engine(history) == second_reading(history)


def test_the_shipped_file_has_the_numbers_of_the_reference() -> None:
    """The second reading knows them by itself."""
    assert numbers_in(SHIPPED.read_text("utf-8")) == REFERENCE


@settings(
    max_examples=EXAMPLES // 2,
    deadline=None,
    derandomize="HISTORIES" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
@given(traces(world=ANOTHER))
def test_both_readings_agree_on_another_protocol(history: Trace) -> None:
    """Three stages of four, five and four levels, and other numbers everywhere."""
    assert engine(history, EXAMPLE) == second_reading(history, NUMBERS)


@pytest.mark.parametrize("name", ONCE_APART)
def test_what_once_lay_apart_agrees(name: str) -> None:
    """Histories on which the two readings differed before section 9 was read again."""
    assert engine(ONCE_APART[name]) == second_reading(ONCE_APART[name])


def test_the_histories_reach_every_part_of_the_rules() -> None:
    """A comparison on histories in which nothing happens would prove nothing."""
    seen: Counter[str] = Counter()

    @settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(traces())
    def look(history: Trace) -> None:
        outcome = evaluate_trace(history)
        seen.update({f"{decision['verdict']}: {decision['why']}" for decision in outcome["decisions"]})
        seen.update({f"alert: {alert['kind']}" for alert in outcome["alerts"]})
        seen.update({f"ends {outcome['final']['status']}"})

    look()
    wanted = {
        "progress: progress",
        "reduce: RED",
        "reduce: drift",
        "reduce: gap",
        "hold: gap",
        "regress: second RED",
        "regress: flare",
        "reduce: second RED",
        "reduce: flare",
        "hold: this day has lowered the plan already",
        "hold: stiffer twice running",
        "alert: review",
        "alert: urgent",
        *(f"ends {status}" for status in ("active", "flare", "paused", "stopped", "maintenance", "discharged")),
    }
    assert wanted <= set(seen)

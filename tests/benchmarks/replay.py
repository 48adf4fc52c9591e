"""How long it takes to derive a year of a Stage 1-2 patient again: its trace read, and every decision made anew.

Run it with `python -m tests.benchmarks.replay`.
"""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

import click

from rehab.lab.replay import replay
from rehab.lab.trace import read_trace
from rehab.protocol import shipped_protocol

START = datetime(2026, 1, 5, 8, tzinfo=UTC)
DAYS, IN_STAGE_1 = 365, 182
BLOCKS = (timedelta(minutes=30), timedelta(hours=5), timedelta(hours=10, minutes=30))
EVENING = (timedelta(hours=10),)
A_DAY = timedelta(days=1)
ROUNDS = 31


def year() -> dict[str, Any]:
    """Three blocks a day for half a year, then a session every other day; each day's question is answered.

    Pain of 4 during keeps the plan where it is, so that the year is the same whatever the rules make of it.
    """
    events = [event for day in range(IN_STAGE_1) for event in _trained(day, BLOCKS)]
    events += [{"at": _told(timedelta(days=IN_STAGE_1)), "kind": "clinician", "command": "set", "stage": 2, "level": 1}]
    events += [event for day in range(IN_STAGE_1, DAYS, 2) for event in _trained(day, EVENING)]
    begun = {"at": START.isoformat(), "stage": 1, "level": 1, "baseline_pain": 3, "programme_start_pain": 5}
    until = (START + DAYS * A_DAY).isoformat()
    return {
        "format": "sitbone-trace/1", "timezone": "Europe/London", "start": begun, "events": events, "until": until
    }  # fmt: skip


def _trained(day: int, times: tuple[timedelta, ...]) -> list[dict[str, Any]]:
    sessions = [
        {"at": _told(day * A_DAY + at), "kind": "session", "outcome": "done", "pain_before": 2, "pain_during": 4}
        for at in times
    ]
    return [*sessions, {"at": _told((day + 1) * A_DAY + times[0]), "kind": "pain_24h", "value": 2 + day % 2}]


def _told(after: timedelta) -> str:
    return (START + after).isoformat()


def measured() -> tuple[dict[str, float], dict[str, int]]:
    """Median milliseconds of each step, and how much the year holds."""
    protocol, text = shipped_protocol(), json.dumps(year())
    trace = read_trace(text, protocol)
    step = replay(trace, protocol)
    times = {
        "read and replay": _milliseconds(lambda: replay(read_trace(text, protocol), protocol)),
        "replay": _milliseconds(lambda: replay(trace, protocol)),
    }
    return times, {"facts": len(trace.events), "decisions": len(step.decisions), "alerts": len(step.alerts)}


def _milliseconds(what: Callable[[], object]) -> float:
    return median(_seconds(what) for _ in range(ROUNDS)) * 1000


def _seconds(what: Callable[[], object]) -> float:
    started = time.perf_counter()
    what()
    return time.perf_counter() - started


def main() -> None:
    """Print the medians."""
    times, holds = measured()
    click.echo("One year, " + ", ".join(f"{count} {what}" for what, count in holds.items()))
    for what, milliseconds in times.items():
        click.echo(f"{what:16} {milliseconds:8.1f} ms")


if __name__ == "__main__":
    main()

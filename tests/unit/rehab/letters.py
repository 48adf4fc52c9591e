"""The letter at the end of a tale, and an alert that it can be about."""

import json

from rehab.engine import Alert, AlertKind
from rehab.engine.case import Value
from rehab.lab.replay import replay
from rehab.lab.trace import read_trace
from rehab.letter import Material, letter
from rehab.messages.letter import Letter, Subject
from rehab.messages.plan import ChartData
from tests.unit.rehab.tales import PROTOCOL, Trace, instant

SUBJECT = Subject(name="Ann", side="left", clinician="Dr Weber", clinic=None)


def written(history: Trace, alert: Alert | None = None) -> Letter:
    """The letter at the end of a tale."""
    trace = read_trace(json.dumps(history), PROTOCOL)
    step = replay(trace, PROTOCOL)
    return letter(
        Material(
            reference=7,
            now=trace.until,
            alert=alert,
            plan=step.course.plan,
            protocol=PROTOCOL,
            facts=trace.events,
            decisions=step.decisions,
            version="pht 1.0.0",
            subject=SUBJECT,
            dealt=(),
            chart=ChartData(ceiling=5, easy=3),
        )
    )


def raised(rule: str, kind: AlertKind = AlertKind.REVIEW, **inputs: Value) -> Alert:
    """An alert as it was told."""
    return Alert(instant(84), kind, rule, inputs)

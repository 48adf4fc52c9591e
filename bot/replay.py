"""`sitbone replay`: a trace's decisions as one JSON object or as a readable timeline."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rehab.course import Step
from rehab.engine import Alert, Decision
from rehab.explain import explained
from rehab.lab.replay import replay
from rehab.lab.trace import Trace, TraceError, read_trace
from rehab.plan import Position
from rehab.protocol import Protocol, load_protocol, shipped_protocol
from wording.reader import Reader
from wording.texts.decisions import plain_sentence
from wording.words import words_in


class ReplayInputError(ValueError):
    """The trace cannot be replayed; the message names every problem and its place."""


def replayed(path: Path, protocol_path: Path | None, *, as_json: bool) -> str:
    """Replay a trace file.

    Raises:
        ReplayInputError: if the trace cannot be used.
        ProtocolError: if the protocol cannot.
    """
    protocol = load_protocol(protocol_path) if protocol_path else shipped_protocol()
    trace = _read(path, protocol)
    step = replay(trace, protocol)
    reader = Reader(words_in("en"), trace.zone, trace.until)
    return json.dumps(as_object(step, protocol, reader), indent=1) if as_json else as_timeline(step, reader)


def _read(path: Path, protocol: Protocol) -> Trace:
    try:
        return read_trace(_text(path), protocol)
    except OSError as error:
        raise ReplayInputError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ReplayInputError(f"{path}: is not text in UTF-8") from error
    except TraceError as error:
        raise ReplayInputError(f"{path}: {error}") from error


def _text(path: Path) -> str:
    """A file's text, or with - what comes in by standard input; some editors mark UTF-8 by a first character."""
    return (sys.stdin.buffer.read() if path == Path("-") else path.read_bytes()).decode("utf-8-sig")


def as_object(step: Step, protocol: Protocol, reader: Reader) -> dict[str, Any]:
    """The contract's JSON object."""
    plan = step.course.plan
    return {
        "protocol": protocol.id,
        "protocol_version": protocol.version,
        "decisions": [_decision(one, reader) for one in step.decisions],
        "alerts": [_alert(one, reader) for one in step.alerts],
        "final": {**_position(plan.position), "status": plan.status.value},
    }


def _decision(decision: Decision, reader: Reader) -> dict[str, Any]:
    return {
        "at": local(decision.at, reader.zone),
        "verdict": decision.verdict.value,
        "rule": decision.rule,
        "from": _position(decision.before),
        "to": _position(decision.after),
        "inputs": dict(decision.inputs),
        "because": plain_sentence(explained(decision), reader),
    }


def _alert(alert: Alert, reader: Reader) -> dict[str, Any]:
    because = reader.plain(f"because-alert-{alert.rule}", **dict(alert.inputs))
    return {"at": local(alert.at, reader.zone), "kind": alert.kind.value, "rule": alert.rule, "because": because}


def _position(position: Position) -> dict[str, int]:
    return {"stage": position.stage, "level": position.level}


def local(at: datetime, zone: ZoneInfo) -> str:
    """Local wall-clock time; with its offset where the clock change makes the bare time mean another instant."""
    wall = at.astimezone(zone)
    if wall.fold:
        return wall.isoformat(timespec="auto")
    exact = wall.replace(tzinfo=None)
    return exact.isoformat(timespec="minutes" if not (exact.second or exact.microsecond) else "auto")


def as_timeline(step: Step, reader: Reader) -> str:
    """The same for people."""
    lines = [(one.at, _decision_line(one, reader)) for one in step.decisions]
    lines += [(one.at, _alert_line(one, reader)) for one in step.alerts]
    told = [line for _, line in sorted(lines, key=lambda line: line[0])]
    plan = step.course.plan
    told.append(f"{'end':16}  stage {plan.position.stage}, level {plan.position.level}, {plan.status.value}")
    return "\n".join(told)


def _decision_line(decision: Decision, reader: Reader) -> str:
    before, after = decision.before, decision.after
    moved = f"{before.stage}.{before.level} -> {after.stage}.{after.level}"
    because = plain_sentence(explained(decision), reader)
    return f"{local(decision.at, reader.zone):16}  {decision.verdict.value:8}  {moved}  [{decision.rule}] {because}"


def _alert_line(alert: Alert, reader: Reader) -> str:
    because = reader.plain(f"because-alert-{alert.rule}", **dict(alert.inputs))
    return f"{local(alert.at, reader.zone):16}  ALERT {alert.kind.value}  [{alert.rule}] {because}"

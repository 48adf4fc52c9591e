"""`sitbone replay`: a history's decisions, or where they diverge under a change, as JSON or as a readable timeline."""

import json
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.exits import BadInputError
from bot.histories import History
from rehab.course import Step
from rehab.engine import Alert, Decision
from rehab.explain import explained
from rehab.lab.divergence import OTHERWISE, Comparison, Divergence, compare
from rehab.lab.replay import replay
from rehab.lab.trace import Trace, TraceError, read_trace
from rehab.plan import Position
from rehab.protocol import Protocol, ThresholdError, load_protocol, shipped_protocol, with_thresholds
from rehab.protocol.load import SHIPPED
from wording.reader import Reader
from wording.texts.decisions import plain_sentence
from wording.words import Library

NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,9})?")


def replayed(history: History, protocol_path: Path | None, pairs: Iterable[str] = (), *, as_json: bool) -> str:
    """Replay a history, under thresholds changed by pairs such as `pain_ceiling=4`.

    Raises:
        BadInputError: if the history or the pairs cannot be used.
        ProtocolError: if the protocol cannot.
    """
    protocol = _changed(_protocol(protocol_path, history), _values(pairs))
    trace = _read(history, protocol)
    step = replay(trace, protocol)
    reader = Reader(Library(protocol, protocol_path or SHIPPED).words_in("en"), trace.zone, trace.until)
    return json.dumps(as_object(step, protocol, reader), indent=1) if as_json else as_timeline(step, reader)


def diverging(history: History, protocol_path: Path | None, pairs: Iterable[str], *, as_json: bool) -> str:
    """Replay a history twice: as it was decided, and with another protocol file or changed thresholds.

    A trace was not decided before: it is replayed as it is and with changed thresholds, or under the shipped protocol
    and under the other file.

    Raises:
        BadInputError: if the history or the pairs cannot be used, or nothing is to be changed.
        ProtocolError: if the protocol cannot.
    """
    values = _values(pairs)
    if not values and protocol_path is None:
        raise BadInputError("--diff: needs --set NAME=NUMBER or --protocol FILE to hold against")
    protocol = _protocol(protocol_path, history)
    was = history.decided or (protocol if values else shipped_protocol())
    now = _changed(protocol, values)
    trace = _read(history, was, now)
    found = compare(trace, was, now)
    if as_json:
        return json.dumps(as_diff_object(found, was, now, trace.zone), indent=1)
    return as_differences(found, was, now, trace.zone)


def _protocol(path: Path | None, history: History) -> Protocol:
    return load_protocol(path) if path else history.decided or shipped_protocol()


def _values(pairs: Iterable[str]) -> dict[str, float]:
    """Thresholds by name, as given on the command line."""
    found: dict[str, float] = {}
    for pair in pairs:
        name, _, number = pair.partition("=")
        if not name or not NUMBER.fullmatch(number):
            raise BadInputError(f"--set {pair!r}: must be NAME=NUMBER, such as pain_ceiling=4")
        if name in found:
            raise BadInputError(f"--set {pair!r}: {name} is set twice")
        found[name] = float(number) if "." in number else int(number)
    return found


def _changed(protocol: Protocol, values: dict[str, float]) -> Protocol:
    try:
        return with_thresholds(protocol, values)
    except ThresholdError as error:
        raise BadInputError(f"--set: {error}") from error


def _read(history: History, *protocols: Protocol) -> Trace:
    """The trace, held against every protocol under which it will be replayed."""
    try:
        return [read_trace(history.trace, protocol) for protocol in protocols][-1]
    except TraceError as error:
        raise BadInputError(f"{history.name}: {error}") from error


def as_object(step: Step, protocol: Protocol, reader: Reader) -> dict[str, Any]:
    """The contract's JSON object."""
    return {
        "protocol": protocol.id,
        "protocol_version": protocol.version,
        "decisions": [_decision(one, reader) for one in step.decisions],
        "alerts": [_alert(one, reader) for one in step.alerts],
        "final": _final(step),
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
    told.append(f"{'end':16}  {_end(step)}")
    return "\n".join(told)


def _decision_line(decision: Decision, reader: Reader) -> str:
    before, after = decision.before, decision.after
    moved = f"{before.stage}.{before.level} -> {after.stage}.{after.level}"
    because = plain_sentence(explained(decision), reader)
    return f"{local(decision.at, reader.zone):16}  {decision.verdict.value:8}  {moved}  [{decision.rule}] {because}"


def _alert_line(alert: Alert, reader: Reader) -> str:
    because = reader.plain(f"because-alert-{alert.rule}", **dict(alert.inputs))
    return f"{local(alert.at, reader.zone):16}  ALERT {alert.kind.value}  [{alert.rule}] {because}"


# --- divergences -----------------------------------------------------------------------------------------------------


def as_diff_object(found: Comparison, was: Protocol, now: Protocol, zone: ZoneInfo) -> dict[str, Any]:
    """What was changed, how both replays end, and every divergence with its cause."""
    return {
        "was": {"protocol": was.id, "protocol_version": was.version, "final": _final(found.was)},
        "now": {"protocol": now.id, "protocol_version": now.version, "final": _final(found.now)},
        "changed": {name: _from_to(name, was, now) for name in found.changed},
        "evaluations": {"was": len(found.was.decisions), "now": len(found.now.decisions)},
        "divergences": [_divergence(one, zone) for one in found.divergences],
    }


def _final(step: Step) -> dict[str, Any]:
    plan = step.course.plan
    return {**_position(plan.position), "status": plan.status.value}


def _from_to(name: str, was: Protocol, now: Protocol) -> list[Any]:
    """A threshold's two values; for what else differs between two protocols, their versions."""
    if name == OTHERWISE:
        return [f"{one.id} {one.version}" for one in (was, now)]
    return [one.thresholds.value(name) for one in (was, now)]


def _divergence(one: Divergence, zone: ZoneInfo) -> dict[str, Any]:
    follows = local(one.follows_from, zone) if one.follows_from else None
    cause = {"changed": list(one.causes), "follows_from": follows}
    return {"at": local(one.at, zone), "was": _one_side(one.was), "now": _one_side(one.now), "cause": cause}


def _one_side(decision: Decision | None) -> dict[str, Any] | None:
    if decision is None:
        return None
    moved: dict[str, Any] = {"from": _position(decision.before), "to": _position(decision.after)}
    return {"verdict": decision.verdict.value, "rule": decision.rule, **moved}


def as_differences(found: Comparison, was: Protocol, now: Protocol, zone: ZoneInfo) -> str:
    """The same for people: what was changed, every divergence, and the two ends."""
    changes = [f"{name} {' -> '.join(map(str, _from_to(name, was, now)))}" for name in found.changed]
    told = [
        f"{len(found.divergences)} evaluations come out otherwise with {', '.join(changes) or 'nothing changed'}"
        f" ({len(found.was.decisions)} before, {len(found.now.decisions)} now)"
    ]
    told += [_divergence_line(one, zone) for one in found.divergences]
    ends = "  =>  ".join(_end(step) for step in (found.was, found.now))
    return "\n".join([*told, f"{'end':16}  {ends}"])


def _divergence_line(one: Divergence, zone: ZoneInfo) -> str:
    causes = [f"by {', '.join(one.causes)}"] if one.causes else []
    causes += [f"follows from {local(one.follows_from, zone)}"] if one.follows_from else []
    sides = f"{_side_in_words(one.was)}  =>  {_side_in_words(one.now)}"
    return f"{local(one.at, zone):16}  {sides}  ({'; '.join(causes)})"


def _side_in_words(decision: Decision | None) -> str:
    if decision is None:
        return "not evaluated"
    before, after = decision.before, decision.after
    moved = f"{before.stage}.{before.level} -> {after.stage}.{after.level}"
    return f"{decision.verdict.value} {moved} [{decision.rule}]"


def _end(step: Step) -> str:
    plan = step.course.plan
    return f"stage {plan.position.stage}, level {plan.position.level}, {plan.status.value}"

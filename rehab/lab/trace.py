"""Reading a trace: one plan's history as JSON (`sitbone-trace/1`), checked to the last key.

Every problem is named by its place, such as `events.3.pain_during`, with list items counted from 1.
"""

import json
import reprlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from rehab.course import Course
from rehab.days import local_day
from rehab.events import EVENT, KINDS, AnyEvent, ClinicianCommand, Command, Rating, RedFlagScreen, ZoneChange, in_order
from rehab.evidence import Evidence
from rehab.plan import Position, begin
from rehab.protocol import Protocol, place


class TraceError(ValueError):
    """The trace cannot be used; the message lists every problem with its place."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


Flag = Annotated[bool, Field(strict=True)]
Number = Annotated[int, Field(strict=True, ge=1)]
Text = Annotated[str, Field(strict=True)]
Day = Annotated[date, Field(strict=True)]
LONGEST_SHOWN = 80
YEARS = range(1900, 2200)  # a slip of the pen is no history, and dates end somewhere


class _Start(_Model):
    at: Text
    stage: Number
    level: Number
    baseline_pain: Rating | None = None
    programme_since: Day | None = None
    stage_since: Day | None = None
    level_since: Day | None = None
    programme_start_pain: Rating | None = None
    sport_goal: Flag = False
    clinician_approved_stage_4: Flag = False


class _File(_Model):
    format: Literal["sitbone-trace/1"]
    timezone: Text
    start: _Start
    events: list[dict[str, Any]]
    until: Text | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """A history ready to be replayed: where it starts, its facts in order, and the instant at which it ends."""

    start: Course
    events: tuple[AnyEvent, ...]
    until: datetime
    zone: ZoneInfo


def read_trace(text: str, protocol: Protocol) -> Trace:
    """Read a trace.

    Raises:
        TraceError: with every problem and its place.
    """
    file = _file(text)
    zone = _zone(file.timezone, "timezone")
    start_at = _instant(file.start.at, zone, "start.at")
    problems = list(_off_ladder(file.start.stage, file.start.level, "start", protocol))
    events = _events(file, zone, start_at, protocol, problems)
    start = _started(file, zone, start_at)
    until = _instant(file.until, zone, "until") if file.until is not None else events[-1].at if events else start_at
    if until < start_at:
        raise TraceError(["until: lies before start.at"])
    return Trace(start, tuple(e for e in events if e.at <= until), until, zone)


def _file(text: str) -> _File:
    try:
        return _File.model_validate_json(_json(text))
    except ValidationError as error:
        raise TraceError([f"{place(e['loc'])}: {_plain(e)}".lstrip(": ") for e in error.errors()]) from error


def _json(text: str) -> bytes:
    """The same JSON, without what Python reads and JSON does not have."""
    try:
        return json.dumps(json.loads(text, parse_constant=_no_constant), ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise TraceError([f"line {error.lineno}, column {error.colno}: is not JSON: {error.msg}"]) from error
    except (ValueError, RecursionError) as error:  # no number, thousands of digits, half a character, deep nesting
        raise TraceError([f"is not JSON: {error}"]) from error


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not a JSON number")


def _plain(error: ErrorDetails) -> str:
    message = error["msg"].removeprefix("Value error, ")
    if error["type"] in {"extra_forbidden", "unexpected_keyword_argument"}:
        return "unknown key"
    if error["type"] in {"union_tag_invalid", "union_tag_not_found"}:
        return f"must be one of {', '.join(sorted(KINDS))}"
    return message[:1].lower() + message[1:] + _given(error)


def _given(error: ErrorDetails) -> str:
    """What stands there instead, if it is short enough to be shown."""
    given = error["input"]
    if isinstance(given, dict | list) or error["type"] in {"missing", "json_invalid"}:
        return ""
    shown = json.dumps(given, default=str)
    return f", not {shown}" if len(shown) <= LONGEST_SHOWN else ""


def _zone(name: str, where: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise TraceError([f"{where}: {reprlib.repr(name)} is not a time zone of the IANA database"]) from error


def _instant(text: str, zone: ZoneInfo, where: str) -> datetime:
    """An instant from local wall-clock time, or with an offset; an ambiguous time means the first."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise TraceError([f"{where}: {reprlib.repr(text)} is not a date and time such as 2026-01-05T18:00"]) from None
    if "T" not in text and " " not in text:
        raise TraceError([f"{where}: {reprlib.repr(text)} has no time of day"])
    if at.year not in YEARS:
        raise TraceError([f"{where}: {reprlib.repr(text)} lies outside the years {YEARS.start} to {YEARS.stop - 1}"])
    if at.tzinfo is not None:
        return at.astimezone(UTC)
    utc = at.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if utc.astimezone(zone).replace(tzinfo=None) != at:
        raise TraceError([f"{where}: {text} does not exist in {zone.key}, the clock change skips it"])
    return utc


def _events(file: _File, zone: ZoneInfo, start_at: datetime, protocol: Protocol, problems: list[str]) -> list[AnyEvent]:
    """The events in order; raised together with the problems that are known already."""
    events: list[AnyEvent] = []
    for index, raw in enumerate(file.events):
        try:
            event = _event(raw, index, zone)
            problems += _misfits(event, f"events.{index + 1}", start_at, protocol)
            events.append(event)
        except TraceError as error:
            problems += error.problems
    if problems:
        raise TraceError(problems)
    return in_order(events)


def _event(raw: dict[str, Any], index: int, zone: ZoneInfo) -> AnyEvent:
    if not isinstance(raw.get("at"), str):
        raise TraceError([f"events.{index + 1}.at: a date and time is needed"])
    at = _instant(raw["at"], zone, f"events.{index + 1}.at")
    try:
        return EVENT.validate_json(json.dumps({**raw, "at": at.isoformat()}))
    except ValidationError as error:
        raise TraceError([f"{_in_event(index, e)}: {_plain(e)}" for e in error.errors()]) from error


def _in_event(index: int, error: ErrorDetails) -> str:
    """A place inside an event: pydantic puts the name of its kind in front, if there is one."""
    inside = error["loc"][1:] if error["loc"] else ("kind",)
    return place(("events", index, *inside))


def _misfits(event: AnyEvent, where: str, start_at: datetime, protocol: Protocol) -> Iterator[str]:
    """What only shows when an event is held against the start or the protocol."""
    if event.at < start_at:
        yield f"{where}.at: lies before start.at"
    match event:
        case RedFlagScreen(flags=flags):
            yield from (f"{where}.flags: unknown red flag {flag!r}" for flag in flags if flag not in protocol.red_flags)
        case ClinicianCommand(command=Command.RESTART | Command.SET as command, stage=stage, level=level):
            if stage is None or level is None:
                yield f"{where}: {command} needs stage and level"
            else:
                yield from _off_ladder(stage, level, where, protocol)
        case ClinicianCommand(stage=stage, level=level) if stage is not None or level is not None:
            yield f"{where}: {event.command} takes no stage or level"
        case ZoneChange(timezone=name):
            _zone(name, f"{where}.timezone")


def _off_ladder(stage: int, level: int, where: str, protocol: Protocol) -> Iterator[str]:
    if stage > protocol.last_stage:
        yield f"{where}.stage: must be 1 to {protocol.last_stage}, not {stage}"
    elif level > (top := protocol.top_level(stage)):
        yield f"{where}.level: stage {stage} has levels 1 to {top}, not {level}"


def _started(file: _File, zone: ZoneInfo, at: datetime) -> Course:
    start = file.start
    day = local_day(at, zone)
    plan = begin(
        zone=zone.key,
        at=at,
        position=Position(start.stage, start.level),
        baseline_pain=start.baseline_pain,
        programme_start_pain=start.programme_start_pain,
        sport_goal=start.sport_goal,
        stage_4_approved=start.clinician_approved_stage_4,
    )
    level_since = start.level_since or day
    dated = replace(
        plan,
        programme_since=start.programme_since or day,
        stage_since=start.stage_since or day,
        level_since=level_since,
        last_gain=level_since,
    )
    return Course(dated, Evidence())

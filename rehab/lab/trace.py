"""Reading a trace: one plan's history as JSON (`sitbone-trace/1`), checked to the last key.

Every problem is named by its place, such as `events.3.pain_during`, with list items counted from 1.
"""

import json
import reprlib
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from rehab.course import Course
from rehab.days import local_day
from rehab.events import (
    EVENT,
    NOTHING,
    AnyEvent,
    ClinicianCommand,
    Command,
    Measure,
    Rating,
    RedFlagScreen,
    RoutineSign,
    Trigger,
    ZoneChange,
    in_order,
)
from rehab.evidence import Evidence
from rehab.lab.reading import NotJsonError, in_plain_words, inside_event, strict_json
from rehab.measures import MEASURES, in_range
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
    """A history ready to be replayed: where it starts, its facts in order, and the instant at which it ends.

    `ends` is how far time passes: to the end of the minute of `until`, or to the very instant that a file gives with
    its seconds.
    """

    start: Course
    events: tuple[AnyEvent, ...]
    until: datetime
    ends: datetime
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
    exact = file.until is not None and bool(until.second or until.microsecond)
    ends = until if exact else until.replace(second=59, microsecond=999_999)
    return Trace(start, tuple(e for e in events if e.at <= until), until, ends, zone)


def _file(text: str) -> _File:
    try:
        return _File.model_validate_json(strict_json(text))
    except ValidationError as error:
        problems = [f"{place(e['loc'])}: {in_plain_words(e)}".lstrip(": ") for e in error.errors()]
        raise TraceError(problems) from error
    except NotJsonError as error:
        raise TraceError([str(error)]) from error


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
            problems += misfits(event, f"events.{index + 1}", start_at, protocol)
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
        raise TraceError([f"{_in_event(index, e)}: {in_plain_words(e)}" for e in error.errors()]) from error


def _in_event(index: int, error: ErrorDetails) -> str:
    return place(("events", index, *inside_event(error)))


def misfits(event: AnyEvent, where: str, start_at: datetime, protocol: Protocol) -> Iterator[str]:
    """What only shows when an event is held against the start or the protocol."""
    if event.at < start_at:
        yield f"{where}.at: lies before start.at"
    match event:
        case RedFlagScreen(flags=flags, asked=asked):
            yield from _unknown(flags, protocol.red_flags, f"{where}.flags: unknown red flag")
            yield from _unknown(asked or (), protocol.red_flags, f"{where}.asked: unknown red flag")
        case RoutineSign(signs=signs):
            yield from _unknown(signs, protocol.routine_signs, f"{where}.signs: unknown routine sign")
        case Measure(measure=name, value=value) if not in_range(name, value):
            known = MEASURES[name]
            yield f"{where}.value: {name} must be {known.low} to {known.high}, not {value:g}"
        case Trigger(value=value):
            yield from _unknown((value,), {*protocol.flare.triggers, NOTHING}, f"{where}.value: unknown trigger")
        case ClinicianCommand(command=Command.RESTART | Command.SET as command, stage=stage, level=level):
            if stage is None or level is None:
                yield f"{where}: {command} needs stage and level"
            else:
                yield from _off_ladder(stage, level, where, protocol)
        case ClinicianCommand(stage=stage, level=level) if stage is not None or level is not None:
            yield f"{where}: {event.command} takes no stage or level"
        case ZoneChange(timezone=name):
            _zone(name, f"{where}.timezone")


def _unknown(named: Iterable[str], known: Container[str], problem: str) -> Iterator[str]:
    yield from (f"{problem} {name!r}" for name in named if name not in known)


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
        approved=start.clinician_approved_stage_4,
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

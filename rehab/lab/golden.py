"""Golden cases: small histories that say, beside a protocol, when each of its rules fires and when it just does not.

They stand in `<protocol>.golden.toml`; the notation is explained at the top of `rehab/protocols/pht.golden.toml`. A
case is turned into a trace and goes through the same reading and the same engine as any other history.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rehab.course import Step
from rehab.lab.replay import replay
from rehab.lab.trace import Trace, TraceError, read_trace
from rehab.protocol import Protocol, place

ZONE = "Europe/London"
FIRST = date(2026, 1, 5)  # day 0, a Monday; no clock change is near
STARTS = "08:00"
EVENING, MORNING = "18:00", "09:00"
LONGEST = 400  # days that a case may span
NOTHING = "none"  # expected of a history that brings no decision at all

_LINE = re.compile(r"(\d{1,3}(?:[-,]\d{1,3})*)(?: (\d\d:\d\d(?:,\d\d:\d\d)*))? ([a-z_]+)((?: \S+)*)")
_REPORTED = frozenset({"done", "part", "missed", "skipped_pain", "skipped_other", "answer"})
_UNTIL = re.compile(r"(\d{1,3}) (\d\d:\d\d)")
_DATES = ("programme_since", "stage_since", "level_since")

Fact = dict[str, Any]


class GoldenError(ValueError):
    """The golden cases cannot be used; the message lists every problem with its place."""

    def __init__(self, path: Path, problems: list[str]) -> None:
        self.problems = problems
        super().__init__(f"{path}: {'; '.join(problems)}")


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Case(_Model):
    rule: str
    fires: Annotated[bool, Field(strict=True)]
    because: Annotated[str, Field(pattern=r"^[A-Z0-9][^\n]*\.$")]
    start: dict[str, Any]
    events: tuple[str, ...]
    until: str | None = None
    expect: Annotated[str, Field(pattern=rf"^({NOTHING}|(progress|hold|reduce|regress) [a-z0-9_]+ \d+\.\d+)$")]
    alerts: tuple[str, ...] | None = None


class _File(_Model):
    format: Literal["sitbone-golden/1"]
    cases: tuple[_Case, ...]


@dataclass(frozen=True, slots=True)
class GoldenCase:
    """One case: which rule it is about, whether it fires it, its history, and what the last decision must be.

    `alerts` are those of the history's last instant, each as kind and rule; None where the case says nothing of them.
    """

    place: str
    rule: str
    fires: bool
    because: str
    trace: Trace
    expect: str
    alerts: tuple[str, ...] | None


def golden_path(protocol_path: Path) -> Path:
    """Where the golden cases of a protocol file stand: `pht.toml` has `pht.golden.toml` beside it."""
    return protocol_path.with_name(f"{protocol_path.stem}.golden.toml")


def load_golden(path: Path, protocol: Protocol) -> tuple[GoldenCase, ...]:
    """Read golden cases.

    Raises:
        GoldenError: with every problem and its place, such as `cases.3.events.2`, counted from 1.
    """
    problems: list[str] = []
    cases = []
    for number, raw in enumerate(_validated(path).cases, 1):
        try:
            cases.append(_case(f"cases.{number}", raw, protocol))
        except TraceError as error:
            problems += error.problems
    problems += _twice(cases)
    if problems:
        raise GoldenError(path, problems)
    return tuple(cases)


def failures(cases: Sequence[GoldenCase], protocol: Protocol) -> list[str]:
    """What the engine makes of the cases otherwise than expected, each with its place."""
    return [problem for case in cases for problem in _wrong(case, replay(case.trace, protocol))]


def uncovered(cases: Sequence[GoldenCase], protocol: Protocol) -> list[str]:
    """The protocol's rules that lack a case which fires them, or one which just does not."""
    there = {(case.rule, case.fires) for case in cases}
    return [
        f"rules.{number}: {note.id!r} has no golden case that {'fires it' if fires else 'just does not fire it'}"
        for number, note in enumerate(protocol.rules, 1)
        for fires in (True, False)
        if (note.id, fires) not in there
    ]


# --- running ---------------------------------------------------------------------------------------------------------


def _wrong(case: GoldenCase, step: Step) -> Iterator[str]:
    found = _last_decision(step)
    if found != case.expect:
        yield f"{case.place}.expect: should be {found!r} by the engine, not {case.expect!r} ({case.because})"
    alerts = tuple(f"{alert.kind} {alert.rule}" for alert in step.alerts if alert.at == case.trace.until)
    if case.alerts is not None and alerts != case.alerts:
        yield f"{case.place}.alerts: should be {list(alerts)} by the engine, not {list(case.alerts)} ({case.because})"


def _last_decision(step: Step) -> str:
    if not step.decisions:
        return NOTHING
    last = step.decisions[-1]
    return f"{last.verdict} {last.rule} {last.after.stage}.{last.after.level}"


# --- reading ---------------------------------------------------------------------------------------------------------


def _validated(path: Path) -> _File:
    try:
        return _File.model_validate(tomllib.loads(path.read_text("utf-8")))
    except ValidationError as error:
        found = [f"{place(e['loc'])}: {e['msg'].replace('Extra inputs', 'unknown keys')}" for e in error.errors()]
        raise GoldenError(path, found) from error
    except OSError as error:
        raise GoldenError(path, [f"cannot be read: {error.strerror}"]) from error
    except (ValueError, RecursionError) as error:
        raise GoldenError(path, [f"is not TOML: {error}"]) from error


def _case(where: str, raw: _Case, protocol: Protocol) -> GoldenCase:
    """One case with its trace.

    Raises:
        TraceError: with every problem and its place.
    """
    if problems := list(_misfits(where, raw, protocol)):
        raise TraceError(problems)
    return GoldenCase(where, raw.rule, raw.fires, raw.because, _trace(where, raw, protocol), raw.expect, raw.alerts)


def _misfits(where: str, raw: _Case, protocol: Protocol) -> Iterator[str]:
    """A case about a rule that is not there, or whose expectation says the opposite of `fires`."""
    if raw.rule not in [note.id for note in protocol.rules]:
        yield f"{where}.rule: the protocol has no rule {raw.rule!r}"
    if raw.fires != (raw.rule in raw.expect.split()):
        yield f"{where}.expect: {raw.expect!r} does not fit to fires = {str(raw.fires).lower()}"


def _trace(where: str, raw: _Case, protocol: Protocol) -> Trace:
    """The case as a trace; a problem in an event names the line that stands in the file."""
    lines = [_written_out(line, f"{where}.events.{number}") for number, line in enumerate(raw.events, 1)]
    events = [fact for facts in lines for fact in facts]
    made: Fact = {"format": "sitbone-trace/1", "timezone": ZONE, "start": _start(where, raw), "events": events}
    if raw.until is not None:
        made["until"] = _until(where, raw.until)
    try:
        return read_trace(json.dumps(made, default=str), protocol)
    except TraceError as error:
        written = [number for number, facts in enumerate(lines, 1) for _ in facts]
        raise TraceError([f"{where}.{_as_written(problem, written)}" for problem in error.problems]) from error


def _as_written(problem: str, written: list[int]) -> str:
    return re.sub(r"^events\.(\d+)", lambda found: f"events.{written[int(found[1]) - 1]}", problem)


def _twice(cases: Sequence[GoldenCase]) -> Iterator[str]:
    """Cases that say the same of the same history prove it once only."""
    for number, case in enumerate(cases):
        for earlier in cases[:number]:
            if (case.rule, case.trace) == (earlier.rule, earlier.trace):
                yield f"{case.place}: is the same history for the same rule as {earlier.place}"


def _start(where: str, raw: _Case) -> Fact:
    """The start as traces have it: the dates are days in the file."""
    given = dict(raw.start)
    for name in _DATES:
        if name in given:
            if type(given[name]) is not int or abs(given[name]) > LONGEST:
                raise TraceError([f"{where}.start.{name}: must be a day such as -7"])
            given[name] = str(FIRST + timedelta(days=given[name]))
    return {"at": _moment(0, STARTS), **given}


def _until(where: str, text: str) -> str:
    if (found := _UNTIL.fullmatch(text)) is None:
        raise TraceError([f"{where}.until: must be a day and a time such as '15 03:00', not {text!r}"])
    return _moment(int(found[1]), found[2])


def _moment(day: int, clock: str) -> str:
    return f"{FIRST + timedelta(days=day)}T{clock}"


def _written_out(line: str, where: str) -> list[Fact]:
    """The facts of one line: one for each of its days and times; `trained` is a session and its answer a day later."""
    try:
        days, clocks, word, words = _parts(line)
        return [fact for day in days for clock in clocks for fact in _fact(day, clock, word, words)]
    except ValueError:
        raise TraceError([f"{where}: {line!r} is not in the notation that the file's head explains"]) from None


def _parts(line: str) -> tuple[list[int], list[str], str, list[str]]:
    if (found := _LINE.fullmatch(line)) is None:
        raise ValueError(line)
    usual = EVENING if found[3] in {"trained", "done", "part", "answer"} else MORNING
    days = [day for part in found[1].split(",") for day in _days(part)]
    return days, (found[2] or usual).split(","), found[3], found[4].split()


def _days(part: str) -> range:
    """One day, or all from one to another."""
    first, last = (part.split("-") * 2)[:2]
    return range(int(first), int(last) + 1)


def _fact(day: int, clock: str, word: str, words: list[str]) -> list[Fact]:
    at = {"at": _moment(day, clock)}
    if word == "trained":
        before, during, *answer = words
        next_day = {"at": _moment(day + 1, clock)}
        return [at | _kind("done", [before, during]), next_day | _kind("answer", answer)]
    return [at | _kind(word, words)]


def _kind(word: str, words: list[str]) -> Fact:
    """What a word and what follows it mean, in the words of traces."""
    if word in _REPORTED:
        return _report(word, words)
    match [word, *words]:
        case ["weekly", average, worst]:
            return {"kind": "weekly", "average_pain": int(average), "worst_pain": int(worst)}
        case ["outcome", measure, total]:
            return {"kind": "outcome", "measure": measure, "value": int(total)}
        case ["exit_test", "passed" | "failed" as result]:
            return {"kind": "exit_test", "passed": result == "passed"}
        case ["red_flag", *flags]:
            return {"kind": "red_flag", "flags": flags}
        case ["routine_sign", *signs]:
            return {"kind": "routine_sign", "signs": signs}
        case ["treatment", what]:
            return {"kind": "treatment", "what": what}
        case ["clinician", command, *position]:
            where = [int(part) for part in ".".join(position).split(".") if part]
            return {"kind": "clinician", "command": command, **dict(zip(("stage", "level"), where, strict=bool(where)))}
        case ["pause" | "resume" | "goal_met" | "discharge"]:
            return {"kind": word}
        case _:
            raise ValueError(word)


def _report(word: str, words: list[str]) -> Fact:
    """A session, or an answer."""
    match [word, *words]:
        case ["done" | "part", before, during]:
            return {"kind": "session", "outcome": word, **_told(pain_before=before, pain_during=during)}
        case ["missed" | "skipped_pain" | "skipped_other"]:
            return {"kind": "session", "outcome": word}
        case ["answer", value]:
            return {"kind": "pain_24h", "value": int(value)}
        case ["answer", value, stiffness]:
            return {"kind": "pain_24h", "value": int(value), "stiffness": int(stiffness)}
        case _:
            raise ValueError(word)


def _told(**numbers: str) -> Fact:
    """The numbers that were told."""
    return {name: int(number) for name, number in numbers.items() if number != "-"}

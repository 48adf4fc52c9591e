"""A bad trace names the place and what was expected there (design 8.4), on one line, and nothing is derived from it."""

import json
from typing import Any

import pytest

from rehab.events import KINDS
from rehab.lab.trace import TraceError, read_trace
from tests.unit.rehab.tales import PROTOCOL

START: dict[str, Any] = {"at": "2026-01-05T08:00", "stage": 2, "level": 1}
TRACE: dict[str, Any] = {"format": "sitbone-trace/1", "timezone": "Europe/London", "start": START, "events": []}
LATER = "2026-01-06T18:00"
KINDS_ARE = f"must be one of {', '.join(sorted(KINDS))}"
NO_DATE = "is not a date and time such as 2026-01-05T18:00"
NO_ZONE = "is not a time zone of the IANA database"


def problems(text: object) -> list[str]:
    """What is wrong with a trace, given as text or as what it says."""
    with pytest.raises(TraceError) as caught:
        read_trace(text if isinstance(text, str) else json.dumps(text), PROTOCOL)
    assert len(str(caught.value).splitlines()) == 1
    return caught.value.problems


def started(**values: object) -> dict[str, Any]:
    """A trace whose start says something else."""
    return {**TRACE, "start": {**START, **values}}


def event(kind: object, **values: object) -> dict[str, Any]:
    """A trace of one event."""
    return {**TRACE, "events": [{"at": LATER, "kind": kind, **values}]}


def without(whole: dict[str, Any], key: str) -> dict[str, Any]:
    """The same without a key."""
    return {name: value for name, value in whole.items() if name != key}


# --- the file --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "line 1, column 1: is not JSON: Expecting value"),
        ("{\n  'a': 1}", "line 2, column 3: is not JSON: Expecting property name enclosed in double quotes"),
        ("[]", "input should be an object"),
        ("3", "input should be an object, not 3"),
        ("null", "input should be an object, not null"),
        ('{"a": NaN}', "is not JSON: NaN is not a JSON number"),
        ('{"a": -Infinity}', "is not JSON: -Infinity is not a JSON number"),
    ],
)
def test_what_is_no_trace_at_all(text: str, problem: str) -> None:
    """The line and the column, where there are any."""
    assert problems(text) == [problem]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[" * 100_000, id="nested without an end"),
        pytest.param('{"a": ' + "[" * 500 + "]" * 500 + "}", id="nested deeply"),
        pytest.param("1" * 5_000, id="a number of 5,000 digits"),
        pytest.param('{"timezone": "\\ud800"}', id="half a character"),
    ],
)
def test_what_only_a_machine_would_write_is_refused_too(text: str) -> None:
    """In a line that says it is not JSON, and never by a crash."""
    [problem] = problems(text)
    assert "JSON" in problem
    assert len(problem) < 250


def test_every_key_that_is_missing_is_named() -> None:
    """Only these are needed."""
    assert problems({}) == [f"{key}: field required" for key in ("format", "timezone", "start", "events")]
    assert problems({**TRACE, "start": {}}) == [f"start.{key}: field required" for key in ("at", "stage", "level")]


@pytest.mark.parametrize(
    ("trace", "problem"),
    [
        ({**TRACE, "plan": 1}, "plan: unknown key"),
        ({**TRACE, "two\nlines": 1}, "'two\\nlines': unknown key"),
        ({**TRACE, "format": "sitbone-trace/2"}, "format: input should be 'sitbone-trace/1', not \"sitbone-trace/2\""),
        ({**TRACE, "timezone": 5}, "timezone: input should be a valid string, not 5"),
        ({**TRACE, "timezone": "Mars/Base"}, f"timezone: 'Mars/Base' {NO_ZONE}"),
        ({**TRACE, "timezone": ""}, f"timezone: '' {NO_ZONE}"),
        ({**TRACE, "timezone": "../../etc/passwd"}, f"timezone: '../../etc/passwd' {NO_ZONE}"),
        ({**TRACE, "timezone": "Europe"}, f"timezone: 'Europe' {NO_ZONE}"),
        ({**TRACE, "events": {}}, "events: input should be a valid array"),
        ({**TRACE, "events": [5]}, "events.1: input should be an object, not 5"),
        ({**TRACE, "until": 5}, "until: input should be a valid string, not 5"),
        ({**TRACE, "until": "soon"}, f"until: 'soon' {NO_DATE}"),
        ({**TRACE, "until": "2026-01-05T07:59"}, "until: lies before start.at"),
        ({**TRACE, "start": []}, "start: input should be an object"),
    ],
)
def test_what_stands_around_the_events(trace: dict[str, Any], problem: str) -> None:
    """One problem, one place."""
    assert problems(trace) == [problem]


# --- the start -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "problem"),
    [
        (started(at="yesterday"), f"start.at: 'yesterday' {NO_DATE}"),
        (started(at="2026-02-30T08:00"), f"start.at: '2026-02-30T08:00' {NO_DATE}"),
        (started(at="2026-01-05"), "start.at: '2026-01-05' has no time of day"),
        (
            started(at="2026-03-29T01:30"),
            "start.at: 2026-03-29T01:30 does not exist in Europe/London, the clock change skips it",
        ),
        (started(at="0001-01-01T00:00"), "start.at: '0001-01-01T00:00' lies outside the years 1900 to 2199"),
        (started(at="9999-12-31T23:59Z"), "start.at: '9999-12-31T23:59Z' lies outside the years 1900 to 2199"),
        (started(stage="2"), 'start.stage: input should be a valid integer, not "2"'),
        (started(stage=True), "start.stage: input should be a valid integer, not true"),
        (started(stage=0), "start.stage: input should be greater than or equal to 1, not 0"),
        (started(stage=5), "start.stage: must be 1 to 4, not 5"),
        (started(level=5), "start.level: stage 2 has levels 1 to 4, not 5"),
        (started(baseline_pain=11), "start.baseline_pain: input should be less than or equal to 10, not 11"),
        (started(programme_start_pain="5"), 'start.programme_start_pain: input should be a valid integer, not "5"'),
        (started(programme_since=5), "start.programme_since: input should be a valid date, not 5"),
        (started(sport_goal="yes"), 'start.sport_goal: input should be a valid boolean, not "yes"'),
        (
            started(clinician_approved_stage_4=1),
            "start.clinician_approved_stage_4: input should be a valid boolean, not 1",
        ),
        (started(mood="good"), "start.mood: unknown key"),
    ],
)
def test_what_is_wrong_with_the_start(start: dict[str, Any], problem: str) -> None:
    """Types are never guessed: a number in quotes is no number."""
    assert problems(start) == [problem]


@pytest.mark.parametrize("date", ["2026-13-01", "01/05/2026", "2026-01-05T00:00"])
def test_a_date_that_is_none(date: str) -> None:
    """Written as in the format, and there in the calendar."""
    [problem] = problems(started(level_since=date))
    assert problem.startswith("start.level_since: input should be a valid date in the format YYYY-MM-DD")
    assert problem.endswith(f', not "{date}"')


# --- the events ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trace", "problem"),
    [
        ({**TRACE, "events": [{}]}, "at: a date and time is needed"),
        ({**TRACE, "events": [{"at": 5, "kind": "pause"}]}, "at: a date and time is needed"),
        ({**TRACE, "events": [{"at": "", "kind": "pause"}]}, f"at: '' {NO_DATE}"),
        ({**TRACE, "events": [{"at": "2026-01-05T07:59", "kind": "pause"}]}, "at: lies before start.at"),
        ({**TRACE, "events": [{"at": LATER}]}, f"kind: {KINDS_ARE}"),
        (event("nap"), f"kind: {KINDS_ARE}"),
        (event(["session"]), f"kind: {KINDS_ARE}"),
        (event("session"), "outcome: field required"),
        (
            event("session", outcome="great"),
            "outcome: input should be 'done', 'part', 'skipped_pain', 'skipped_other' or 'missed', not \"great\"",
        ),
        (event("session", outcome="done", mood=1), "mood: unknown key"),
        (event("pause", **{"until\nthen": 1}), "'until\\nthen': unknown key"),
        (event("pain_24h"), "value: field required"),
        (event("pain_24h", value=None), "value: input should be a valid integer, not null"),
        (event("pain_24h", value=-1), "value: input should be greater than or equal to 0, not -1"),
        (event("session", outcome="done", pain_before=2.5), "pain_before: input should be a valid integer, not 2.5"),
        (
            event("session", outcome="done", pain_during=11),
            "pain_during: input should be less than or equal to 10, not 11",
        ),
        (event("weekly", average_pain="3"), 'average_pain: input should be a valid integer, not "3"'),
        (event("exit_test", passed=1), "passed: input should be a valid boolean, not 1"),
        (event("load_test", value=True), "value: input should be a valid integer, not true"),
        (
            event("outcome", measure="VISA", value=1),
            "measure: string should match pattern '^[a-z][a-z0-9_]*$', not \"VISA\"",
        ),
        (event("outcome", measure="visa_h", value="1"), 'value: input should be a valid number, not "1"'),
        (event("outcome", measure="visa_h", value=100.5), "value: visa_h must be 0 to 100, not 100.5"),
        (event("outcome", measure="global_change", value=-4), "value: global_change must be -3 to 3, not -4"),
        (event("outcome", measure="lefs", value=81, by="clinician"), "value: lefs must be 0 to 80, not 81"),
        (
            event("outcome", measure="lefs", value=40, by="me"),
            "by: input should be 'patient' or 'clinician', not \"me\"",
        ),
        (event("red_flag"), "flags: field required"),
        (event("red_flag", flags="pop"), 'flags: input should be a valid array, not "pop"'),
        (event("red_flag", flags=["pop", "ghost"]), "flags: unknown red flag 'ghost'"),
        (event("red_flag", flags=[], asked=["ghost"]), "asked: unknown red flag 'ghost'"),
        (event("pain_24h", value=1, stiffness=-1), "stiffness: input should be greater than or equal to 0, not -1"),
        (event("pain_24h", value=1, stiffness=1441), "stiffness: input should be less than or equal to 1440, not 1441"),
        (event("pain_24h", value=1, stiffness=2.5), "stiffness: input should be a valid integer, not 2.5"),
        (event("routine_sign"), "signs: field required"),
        (event("routine_sign", signs=["pop"]), "signs: unknown routine sign 'pop'"),
        (event("treatment", what="yoga"), "what: input should be 'injection' or 'surgery', not \"yoga\""),
        (event("trigger", value="ghost"), "value: unknown trigger 'ghost'"),
        (event("clinician", command="hold", stage=1), "hold takes no stage or level"),
        (event("clinician", command="restart", stage=1), "restart needs stage and level"),
        (event("clinician", command="set", level=1), "set needs stage and level"),
        (event("clinician", command="set", stage=5, level=1), "stage: must be 1 to 4, not 5"),
        (event("clinician", command="set", stage=1, level=5), "level: stage 1 has levels 1 to 4, not 5"),
        (
            event("clinician", command="fly"),
            "command: input should be 'restart', 'set', 'hold', 'release', 'approve_stage_4' or 'stop', not \"fly\"",
        ),
        (event("timezone", timezone="Mars"), f"timezone: 'Mars' {NO_ZONE}"),
    ],
)
def test_what_is_wrong_with_an_event(trace: dict[str, Any], problem: str) -> None:
    """The event by its number in the file, counted from 1, and the key in it."""
    whole = problem if "needs stage" in problem or "takes no" in problem else None
    assert problems(trace) == [f"events.1: {whole}" if whole else f"events.1.{problem}"]


def test_what_is_too_long_is_not_repeated() -> None:
    """A line stays a line that can be read."""
    assert problems(event("session", outcome="x" * 81)) == [
        "events.1.outcome: input should be 'done', 'part', 'skipped_pain', 'skipped_other' or 'missed'"
    ]
    assert len(problems({**TRACE, "timezone": "x" * 10_000})[0]) < 100
    assert len(problems(started(at="x" * 10_000))[0]) < 110


def test_all_that_is_wrong_is_told_at_once() -> None:
    """The start's position and every event, in the order of the file."""
    events = [
        {"at": LATER, "kind": "pain_24h", "value": 11},
        {"at": LATER, "kind": "pause"},
        {"at": "2026-01-01T08:00", "kind": "red_flag", "flags": ["ghost", "pop", "ghoul"]},
    ]
    assert problems({**started(level=9), "events": events}) == [
        "start.level: stage 2 has levels 1 to 4, not 9",
        "events.1.value: input should be less than or equal to 10, not 11",
        "events.3.at: lies before start.at",
        "events.3.flags: unknown red flag 'ghost'",
        "events.3.flags: unknown red flag 'ghoul'",
    ]


def test_an_event_after_the_end_must_be_right_too() -> None:
    """It is ignored, but a history with a wrong number in it is no history."""
    late = {**event("pain_24h", value=11), "until": "2026-01-05T09:00"}
    assert problems(late) == ["events.1.value: input should be less than or equal to 10, not 11"]
    fine = {**event("pain_24h", value=1), "until": "2026-01-05T09:00"}
    assert read_trace(json.dumps(fine), PROTOCOL).events == ()


# --- what is right ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", [-1e6, 0.5, 1e6])
def test_a_measure_that_is_not_known_has_no_range(value: float) -> None:
    """Any id may stand in a trace; and a known one need not be a whole number."""
    assert read_trace(json.dumps(event("outcome", measure="grip_strength", value=value)), PROTOCOL).events
    assert read_trace(json.dumps(event("outcome", measure="visa_h", value=abs(value) % 100)), PROTOCOL).events


def test_what_is_not_said_has_a_default() -> None:
    """Dates are those of the start, the end is the last event, goal and approval are not there."""
    trace = read_trace(json.dumps(event("pause")), PROTOCOL)
    plan = trace.start.plan
    assert {plan.programme_since, plan.stage_since, plan.level_since, plan.last_gain} == {
        plan.today(plan.evidence_from)
    }
    assert (plan.sport_goal, plan.approved, plan.baseline_pain) == (False, False, None)
    assert trace.until == trace.events[0].at


def test_a_trace_without_events_ends_where_it_starts() -> None:
    """Unless it says until when."""
    trace = read_trace(json.dumps(TRACE), PROTOCOL)
    assert trace.until == trace.start.plan.evaluated_until
    assert read_trace(json.dumps({**TRACE, "until": LATER}), PROTOCOL).until > trace.until


def test_dates_of_the_start_are_taken_as_written() -> None:
    """A level gained before the start counts from when it was gained."""
    dated = started(programme_since="2025-11-01", stage_since="2025-12-01", level_since="2025-12-24")
    plan = read_trace(json.dumps(dated), PROTOCOL).start.plan
    dates = [plan.programme_since, plan.stage_since, plan.level_since, plan.last_gain]
    assert [date.isoformat() for date in dates] == ["2025-11-01", "2025-12-01", "2025-12-24", "2025-12-24"]


@pytest.mark.parametrize(
    "at", ["2026-01-06T18:00+00:00", "2026-01-06T13:00-05:00", "2026-01-06 18:00", "2026-01-06T18:00Z"]
)
def test_a_time_may_carry_an_offset(at: str) -> None:
    """The same instant, however it is written."""
    given = {**TRACE, "events": [{"at": at, "kind": "pause"}]}
    assert read_trace(json.dumps(given), PROTOCOL).events == read_trace(json.dumps(event("pause")), PROTOCOL).events

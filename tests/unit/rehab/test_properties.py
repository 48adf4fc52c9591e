"""What the engine must keep on any history (reference section 9), tried on histories that nobody has seen."""

import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rehab.engine import RULES, Decision, OccasionKind, Verdict
from rehab.lab.reachability import positions
from rehab.lab.trace import Trace as History
from rehab.lab.trace import TraceError, read_trace
from rehab.plan import Position
from rehab.protocol import Protocol
from tests.tools.protocols import PROTOCOLS
from tests.unit.rehab.examples import examples
from tests.unit.rehab.histories import traces
from tests.unit.rehab.histories.world import world_of
from tests.unit.rehab.tales import PROTOCOL, Event, Trace, run

SEVERITY = {Verdict.PROGRESS: 0, Verdict.HOLD: 1, Verdict.REDUCE: 2, Verdict.REGRESS: 3}
WORLDS = {name: world_of(protocol) for name, protocol in PROTOCOLS.items()}
Told = tuple[Protocol, Trace]
# A history, and the protocol that it was made for.
TOLD = st.sampled_from(sorted(PROTOCOLS)).flatmap(
    lambda name: st.tuples(st.just(PROTOCOLS[name]), traces(world=WORLDS[name]))
)


def read(trace: Trace, protocol: Protocol = PROTOCOL) -> History:
    """A trace as read."""
    return read_trace(json.dumps(trace), protocol)


def at_of(event: Event, trace: Trace) -> datetime:
    """The instant of one of its events: wall-clock time in its zone, the first of two, unless it has an offset."""
    at = datetime.fromisoformat(event["at"])
    return (at if at.tzinfo else at.replace(tzinfo=ZoneInfo(trace["timezone"]))).astimezone(UTC)


def also(trace: Trace, *events: Event) -> Trace:
    """A trace with some more events."""
    return {**trace, "events": [*trace["events"], *events]}


def whole(trace: Trace) -> Trace:
    """A trace up to its last event and no further."""
    return {key: value for key, value in trace.items() if key != "until"}


@examples(40)
@given(TOLD, st.data())
def test_a_red_flag_dominates(told: Told, data: st.DataObject) -> None:
    """Added to any history at any time it is an urgent alert, and the plan stays stopped until a clinician restarts."""
    protocol, trace = told
    history = read(trace, protocol)
    at = data.draw(st.sampled_from([history.start.plan.evaluated_until, *(e.at for e in history.events)]))
    flag = data.draw(st.sampled_from(sorted(protocol.red_flags)))
    step = run(also(trace, {"at": at.isoformat(), "kind": "red_flag", "flags": [flag]}), protocol)
    restarts = [e.at for e in history.events if getattr(e, "command", "") == "restart" and e.at > at]
    end = min(restarts, default=history.until)
    assert any(one.at == at and one.kind == "urgent" and flag in str(one.inputs["flags"]) for one in step.alerts)
    assert all(one.verdict is Verdict.HOLD for one in step.decisions if at < one.at < end)
    assert restarts or step.course.plan.stopped


@examples(50)
@given(TOLD, st.data())
def test_a_worse_last_answer_is_never_better_for_the_plan(told: Told, data: st.DataObject) -> None:
    """PROGRESS, HOLD, REDUCE, REGRESS: raising it never leads to the left."""
    protocol, trace = told
    answers = [e for e in trace["events"] if e["kind"] == "pain_24h" and e["value"] < 10]
    assume(answers)
    last = data.draw(st.sampled_from(answers))
    worse = {**last, "value": data.draw(st.integers(last["value"] + 1, 10))}
    before = [e for e in trace["events"] if e != last and at_of(e, trace) <= at_of(last, trace)]
    usual, raised = (
        _decision_at(run({**whole(trace), "events": [*before, one]}, protocol).decisions, at_of(last, trace))
        for one in (last, worse)
    )
    assert (usual is None) == (raised is None)
    if usual and raised:
        assert SEVERITY[raised.verdict] >= SEVERITY[usual.verdict]
        assert raised.after <= usual.after


def _decision_at(decisions: tuple[Decision, ...], at: datetime) -> Decision | None:
    """The decision on an answer of an instant."""
    return next((one for one in decisions if one.at == at and one.occasion is OccasionKind.ANSWER), None)


@examples(50)
@given(TOLD, st.data())
def test_more_pain_during_the_last_session_is_never_better_for_the_plan(told: Told, data: st.DataObject) -> None:
    """Whether it shows at once or with the answer."""
    protocol, trace = told
    sessions = [e for e in trace["events"] if e.get("pain_during", 10) < 10]
    assume(sessions)
    last = data.draw(st.sampled_from(sessions))
    at = at_of(last, trace)
    worse = {**last, "pain_during": data.draw(st.integers(last["pain_during"] + 1, 10))}
    before = [e for e in trace["events"] if e != last and at_of(e, trace) <= at]
    then = data.draw(st.sampled_from([[], [_answer_after(at, data)]]))
    until = (at + timedelta(hours=40)).isoformat()
    worst = {}
    for one in (last, worse):
        made = run({**trace, "events": [*before, one, *then], "until": until}, protocol).decisions
        worst[one["pain_during"]] = max((SEVERITY[d.verdict] for d in made if d.at >= at), default=0)
    assert worst[worse["pain_during"]] >= worst[last["pain_during"]]


def _answer_after(at: datetime, data: st.DataObject) -> Event:
    """An answer to a session, on time or not."""
    hours = data.draw(st.sampled_from([16, 24, 24, 24, 30, 36]))
    return {
        "at": (at + timedelta(hours=hours)).isoformat(),
        "kind": "pain_24h",
        "value": data.draw(st.integers(0, 10)),
    }


@examples(40)
@given(TOLD)
def test_no_step_leads_off_the_ladder_and_none_is_larger_than_it_may_be(told: Told) -> None:
    """One step up at most, one level down, or the previous stage; in Stage 1 never a regress."""
    protocol, trace = told
    ladder = positions(protocol)
    for one in run(trace, protocol).decisions:
        index = ladder.index(one.before)
        stage, level = one.before
        top = protocol.top_level(max(1, stage - 1))
        allowed = {
            Verdict.PROGRESS: {one.before if one.maintenance else ladder[min(index + 1, len(ladder) - 1)]},
            Verdict.HOLD: {one.before},
            Verdict.REDUCE: {Position(stage, max(1, level - 1))},
            Verdict.REGRESS: {Position(stage - 1, top - 1 if one.flare else top)},
        }
        assert one.after in allowed[one.verdict]
        assert one.after in ladder


@examples(40)
@given(TOLD)
def test_the_plan_gains_by_answers_only_and_never_twice_within_the_days_of_a_level(told: Told) -> None:
    """Five days in Stage 1, seven later."""
    protocol, trace = told
    step = run(trace, protocol)
    gains = [one for one in step.decisions if one.verdict is Verdict.PROGRESS]
    assert all(one.occasion is OccasionKind.ANSWER for one in gains)
    for first, second in pairwise(gains):
        days = protocol.stage(second.before.stage).min_days_at_level
        assert second.at - first.at > timedelta(days=days - 1)
        assert (second.before.stage, first.at.date()) != (second.before.stage, second.at.date())


@examples(40)
@given(TOLD)
def test_every_decision_can_be_audited(told: Told) -> None:
    """It carries its rule, its inputs, the thresholds in force, the source and the version."""
    protocol, trace = told
    names = [rule.__name__ for rule in RULES]
    for one in run(trace, protocol).decisions:
        note = protocol.rule(one.rule)
        assert one.rule in names
        assert one.inputs
        assert one.thresholds == {name: protocol.thresholds.value(name) for name in note.uses}
        assert one.source == f"{note.tag}: {note.source}"
        assert (one.protocol, one.protocol_version) == (protocol.id, protocol.version)
        assert json.loads(json.dumps(dict(one.inputs))) == one.inputs
        assert one.at.utcoffset() == timedelta()


@examples(40)
@given(TOLD, st.data())
def test_the_order_of_the_file_and_duplicates_do_not_matter(told: Told, data: st.DataObject) -> None:
    """A history is what happened, not how it was written down."""
    protocol, trace = told
    events = data.draw(st.permutations(trace["events"]))
    again = data.draw(st.lists(st.sampled_from(trace["events"]), max_size=5)) if trace["events"] else []
    assert run({**trace, "events": [*again, *events]}, protocol) == run(trace, protocol)


@examples(40)
@given(TOLD, st.data())
def test_what_comes_later_does_not_change_what_was_decided(told: Told, data: st.DataObject) -> None:
    """A history cut at any instant leads to the first of the same decisions and alerts."""
    protocol, trace = told
    history, step = read(trace, protocol), run(trace, protocol)
    start = history.start.plan.evaluated_until
    length = int((history.until - start).total_seconds() // 60)
    until = start + timedelta(minutes=data.draw(st.integers(0, length)))
    cut = run({**trace, "until": until.isoformat()}, protocol)
    assert cut.decisions == tuple(one for one in step.decisions if one.at <= until)
    assert cut.alerts == tuple(one for one in step.alerts if one.at <= until)


RATINGS = {"session": ["pain_before", "pain_during"], "pain_24h": ["value"], "weekly": ["average_pain", "worst_pain"]}
NO_RATING = st.one_of(
    st.integers(max_value=-1),
    st.integers(min_value=11),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.text(),
    st.sampled_from(["3", "4-5", "three", [3], {"value": 3}]),
)


@examples(80)
@given(traces(longest=12), NO_RATING, st.data())
def test_what_is_no_rating_is_refused(trace: Trace, invalid: object, data: st.DataObject) -> None:
    """Outside 0-10, not whole, or text: the whole trace is refused with the place, and nothing is stored."""
    rated = [i for i, event in enumerate(trace["events"]) if event["kind"] in RATINGS]
    assume(rated)
    index = data.draw(st.sampled_from(rated))
    field = data.draw(st.sampled_from(RATINGS[trace["events"][index]["kind"]]))
    events = [*trace["events"]]
    events[index] = {**events[index], field: invalid}
    with pytest.raises(TraceError) as caught:
        read({**trace, "events": events})
    assert [problem.split(":")[0] for problem in caught.value.problems] == [f"events.{index + 1}.{field}"]

"""Facts as they are stored and read back: nothing may come out otherwise than it went in."""

import json
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehab import messages
from rehab.course import Course, Step, remember, remember_all, take
from rehab.engine import RULES
from rehab.events import EVENT, KINDS, AnyEvent, ClinicianCommand, Command, in_order, moved_to
from rehab.evidence import Evidence
from rehab.messages import MESSAGES, Message, common, decode, encode
from rehab.plan import PLAN, Plan
from rehab.protocol import ENGINE_RULES
from tests.tools.classes import classes_in
from tests.unit.rehab.examples import examples
from tests.unit.rehab.histories import traces
from tests.unit.rehab.tales import (
    PROTOCOL,
    Event,
    Trace,
    answer,
    happens,
    instant,
    order,
    run,
    session,
    tale,
)
from tests.unit.rehab.test_properties import read
from tests.unit.wording.samples import samples
from tests.unit.wording.samples.values import LENGTHS

MESSAGE_KINDS = sorted(MESSAGES)


def is_restart(event: Event) -> bool:
    """Whether an event discards the evidence before it."""
    return event.get("command") == "restart"


@examples(60)
@given(traces(longest=40))
def test_facts_that_are_read_back_are_the_evidence_that_was_decided_on(trace: Trace) -> None:
    """The bot forgets between two messages and reads its facts anew: with the plan of today, in which they lie back."""
    events = [event for event in trace["events"] if not is_restart(event)]
    history = read({**trace, "events": events})
    course = run({**trace, "events": events}).course
    assert remember_all(history.events, course.plan, PROTOCOL) == course.evidence


@examples(40)
@given(traces(longest=40))
def test_a_plan_and_its_facts_survive_being_stored(trace: Trace) -> None:
    """As JSON, to the last flare and pause."""
    stands = run(trace).course.plan
    assert PLAN.validate_json(PLAN.dump_json(stands)) == stands
    for event in read(trace).events:
        assert EVENT.validate_json(EVENT.dump_json(event)) == event


@examples(40)
@given(traces(longest=40), st.data())
def test_a_process_that_starts_anew_between_any_two_facts_decides_the_same(trace: Trace, data: st.DataObject) -> None:
    """All that it has is the stored plan and the facts since the last restart by a clinician."""
    history = read(trace)
    dies = data.draw(st.integers(0, len(history.events)))
    step = Step(history.start)
    for number, fact in enumerate(history.events):
        course = _read_back(step.course.plan, history.events[:number]) if number == dies else step.course
        step = step.then(take(course, fact, PROTOCOL))
    usual = run(trace)
    assert step.decisions == usual.decisions[: len(step.decisions)]
    assert step.alerts == usual.alerts[: len(step.alerts)]


def _read_back(plan: Plan, facts: Sequence[AnyEvent]) -> Course:
    """As stored, and with the evidence that the facts make."""
    evidence = Evidence()
    for fact in facts:
        restarts = isinstance(fact, ClinicianCommand) and fact.command is Command.RESTART
        evidence = Evidence() if restarts else remember(evidence, fact, plan, PROTOCOL)
    return Course(PLAN.validate_json(PLAN.dump_json(plan)), evidence)


def test_weekly_pain_is_kept_with_the_evidence() -> None:
    """In the order in which it came."""
    weeks = [happens(day, "weekly", average_pain=4, worst_pain=6) for day in (7, 14)]
    assert [week.at for week in run(tale(2, 2, weeks)).course.evidence.weekly] == [
        instant(7, "09:00"),
        instant(14, "09:00"),
    ]


def test_a_fact_can_be_moved_to_another_instant() -> None:
    """Two facts of one plan never share an instant where they are stored; all the rest of it stays."""
    event = read(tale(2, 2, session(0, 4))).events[0]
    moved = moved_to(event, instant(0, "18:01"))
    assert moved.at == instant(0, "18:01")
    assert moved_to(moved, event.at) == event


@examples(40)
@given(st.randoms(use_true_random=False))
def test_what_happens_in_one_minute_is_taken_in_one_order(random: object) -> None:
    """Orders first, an answer before the next session, a red flag last, however the file was written."""
    order_of = [
        happens(1, "timezone", "18:00", timezone="Europe/Paris"),
        order(1, "hold", "18:00"),
        happens(1, "resume", "18:00"),
        answer(1, 2),
        happens(1, "exit_test", "18:00", passed=True),
        happens(1, "load_test", "18:00", value=1),
        happens(1, "weekly", "18:00", average_pain=2),
        happens(1, "outcome", "18:00", measure="visa_h", value=55),
        happens(1, "barrier", "18:00", value="time"),
        happens(1, "trigger", "18:00", value="hill"),
        session(1),
        happens(1, "pause", "18:00"),
        happens(1, "goal_met", "18:00"),
        happens(1, "discharge", "18:00"),
        happens(1, "routine_sign", "18:00", signs=["tingling"]),
        happens(1, "treatment", "18:00", what="injection"),
        happens(1, "red_flag", "18:00", flags=["pop"]),
    ]
    assert {event["kind"] for event in order_of} == KINDS
    events = list(read(tale(2, 2, order_of)).events)
    random.shuffle(events)  # type: ignore[attr-defined]
    assert [event.kind for event in in_order([*events, *events])] == [event["kind"] for event in order_of]


@pytest.mark.parametrize("length", LENGTHS)
def test_every_message_is_read_back_as_it_was_written(length: str) -> None:
    """Between what happened and what is sent lies a database: kind and parameters, in every form."""
    seen = set()
    for message in (*samples(LENGTHS[length]), common.Menu(roles=("patient", "clinician"))):
        again = decode(message.kind, encode(message))
        assert again == message
        assert type(again) is type(message)
        json.loads(encode(message))
        seen.add(message.kind)
    assert sorted(seen) == MESSAGE_KINDS


def test_each_kind_of_message_has_a_name_of_its_own() -> None:
    """Or one would be read back as another."""
    named = [made.kind for made in classes_in(messages) if issubclass(made, Message) and made is not Message]
    assert sorted(named) == MESSAGE_KINDS


def test_the_protocol_must_note_every_rule_of_the_engine() -> None:
    """In the order in which they are asked."""
    assert tuple(rule.__name__ for rule in RULES) == ENGINE_RULES
    assert tuple(note.id for note in PROTOCOL.rules) == ENGINE_RULES

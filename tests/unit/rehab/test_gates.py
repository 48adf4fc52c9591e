"""Which stage needs a sport goal or an approval, and what is shown of an exercise, is for the protocol to say."""

import pytest

from rehab.engine import awaits_approval
from rehab.messages.common import Stranger
from rehab.messages.day import Exercise, How
from rehab.plan import Plan
from rehab.protocol import Protocol
from tests.tools.protocols import PROTOCOLS
from tests.unit.rehab.tales import PROTOCOL, order, run, tale


def gated(protocol: Protocol, *, goal: bool, approval: bool) -> Protocol:
    """A protocol whose last stage has these gates, and no other any."""
    *lower, last = [
        one.model_copy(update={"needs_sport_goal": False, "needs_approval": False}) for one in protocol.stages
    ]
    last = last.model_copy(update={"needs_sport_goal": goal, "needs_approval": approval})
    return protocol.model_copy(update={"stages": (*lower, last)})


def plan(protocol: Protocol, *, goal: bool, approved: bool) -> Plan:
    """A plan at the beginning of a protocol."""
    orders = [order(0, "approve_stage_4")] if approved else []
    return run(tale(1, 1, orders, sport_goal=goal), protocol).course.plan


def test_the_gates_are_where_the_protocol_has_them() -> None:
    """Before the fourth stage in one, before the third in the other."""
    assert {name: (one.sport_stage, one.approval_stage) for name, one in PROTOCOLS.items()} == {
        "pht": (4, 4),
        "example": (3, 3),
    }
    open_to_all = gated(PROTOCOL, goal=False, approval=False)
    assert (open_to_all.sport_stage, open_to_all.approval_stage) == (None, None)


@pytest.mark.parametrize("name", PROTOCOLS)
@pytest.mark.parametrize(
    ("gates", "goal", "approved", "awaited"),
    [
        ((True, True), True, False, True),
        ((True, True), True, True, False),
        ((True, True), False, False, False),
        ((False, True), False, False, True),
        ((False, True), False, True, False),
        ((True, False), True, False, False),
        ((False, False), True, False, False),
    ],
)
def test_an_approval_is_awaited_where_one_is_needed_and_the_patient_is_on_the_way(
    name: str, gates: tuple[bool, bool], goal: bool, approved: bool, awaited: bool
) -> None:
    """Not without the sport goal that the stage asks for, and not twice."""
    protocol = gated(PROTOCOLS[name], goal=gates[0], approval=gates[1])
    assert awaits_approval(plan(protocol, goal=goal, approved=approved), protocol) is awaited


@pytest.mark.parametrize("name", PROTOCOLS)
def test_no_approval_is_awaited_for_a_stage_that_the_patient_is_in(name: str) -> None:
    """A clinician has set them there; just below it is awaited."""
    protocol = gated(PROTOCOLS[name], goal=False, approval=True)
    last = protocol.last_stage
    there = run(tale(last, 1, sport_goal=True), protocol).course.plan
    below = run(tale(last - 1, 1, sport_goal=True), protocol).course.plan
    assert (awaits_approval(there, protocol), awaits_approval(below, protocol)) == (False, True)


def test_a_picture_is_sent_where_there_is_one() -> None:
    """Other messages are words, and so is an exercise without a drawing."""
    dose = PROTOCOL.level(1, 1).exercises[0]
    assert How(exercise=Exercise(dose=dose, each_side=False)).picture
    assert not How(exercise=Exercise(dose=dose, each_side=False, drawing=False)).picture
    assert not Stranger().picture

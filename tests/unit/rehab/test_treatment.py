"""An injection or surgery: the plan pauses, and only the clinician's restart ends that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehab.engine import Verdict
from rehab.protocol import Care
from tests.unit.rehab.examples import examples
from tests.unit.rehab.histories import traces
from tests.unit.rehab.tales import (
    Event,
    Trace,
    alerts,
    decided,
    ends,
    flagged,
    greens,
    happens,
    moment,
    order,
    reviewed,
    run,
    session,
    tale,
    trained,
)
from tests.unit.rehab.test_properties import also, read


def treated(day: int, what: str = "injection", clock: str = "09:00") -> Event:
    """An injection or surgery that is reported."""
    return happens(day, "treatment", clock, what=what)


RESTART = order(20, "restart", stage=1, level=2)


@pytest.mark.parametrize("what", Care)
def test_it_pauses_the_plan_and_is_told(what: Care) -> None:
    """A review, no decision, and the position is kept."""
    history = tale(2, 3, treated(1, what))
    assert (ends(history), decided(history)) == ("paused 2.3", [])
    (alert,) = run(history).alerts
    assert (alert.kind, alert.rule, alert.inputs) == ("review", "treatment", {"what": what.value, "count": 1})


@pytest.mark.parametrize(
    "after",
    [
        pytest.param([happens(4, "resume")], id="resume"),
        pytest.param([happens(4, "pause"), happens(5, "resume")], id="pause and resume"),
        pytest.param([order(4, "release"), order(4, "approve_stage_4", "10:00")], id="orders that are no restart"),
        pytest.param([order(4, "set", stage=2, level=3)], id="a position that is set"),
        pytest.param(greens(4, 6, 8), id="good days"),
        pytest.param(trained(4, 10, 10), id="bad days"),
    ],
)
def test_nothing_but_a_restart_ends_it(after: list[Event]) -> None:
    """Neither the patient nor time."""
    assert ends(tale(2, 3, treated(1), after, until=moment(60))).startswith("paused")


def test_the_restart_sets_position_and_dates_and_the_patient_may_pause_again() -> None:
    """And come back by themselves."""
    later = [happens(30, "pause"), happens(33, "resume")]
    history = tale(2, 3, treated(1), RESTART, later)
    plan = run(history).course.plan
    assert (ends(history), plan.awaits_restart, plan.stage_since.day) == ("active 1.2", False, 25)
    assert len(plan.pauses) == 2


def test_how_many_there_were_is_never_forgotten() -> None:
    """Across restarts, injections and operations apart."""
    events = [treated(1), RESTART, treated(30), treated(31, "surgery")]
    step = run(tale(2, 3, events))
    assert (step.course.plan.times(Care.INJECTION), step.course.plan.times(Care.SURGERY)) == (2, 1)
    assert [alert.inputs["count"] for alert in step.alerts if alert.rule == "treatment"] == [1, 2, 1]


def test_a_pause_that_was_on_its_way_begins_no_second_time() -> None:
    """It is one pause, from its first day to the restart."""
    plan = run(tale(2, 3, happens(0, "pause"), treated(3), RESTART)).course.plan
    assert [(pause.since.day, pause.until.day) for pause in plan.pauses] == [(5, 25)]


@pytest.mark.parametrize(
    ("before", "status"),
    [
        pytest.param([session(0, 8)], "paused 1.3", id="in a flare"),
        pytest.param([happens(0, "goal_met")], "paused 2.3", id="in maintenance"),
        pytest.param([flagged(0, "pop")], "stopped 2.3", id="while stopped"),
        pytest.param([happens(0, "discharge")], "discharged 2.3", id="after discharge"),
    ],
)
def test_it_is_told_in_whatever_state_the_plan_is(before: list[Event], status: str) -> None:
    """What is stopped or over stays so, and is not paused as well."""
    history = tale(2, 3, before, treated(3))
    assert ends(history) == status
    assert "01-08 09:00 review treatment" in alerts(history)


def test_a_stop_in_between_needs_no_second_restart() -> None:
    """One restart clears both."""
    assert ends(tale(2, 3, treated(1), flagged(2, "fever"), RESTART)) == "active 1.2"


def test_the_days_of_waiting_are_paused_days() -> None:
    """Of which two weeks count towards the weeks of a stall: nobody is told that care stalls meanwhile."""
    history = tale(2, 3, trained(0, 4, 4), treated(2), until=moment(180), programme_since=-30, baseline_pain=4)
    assert reviewed(history) == []


@examples(40)
@given(traces(), st.data())
def test_no_history_goes_on_before_a_clinician_restarts(trace: Trace, data: st.DataObject) -> None:
    """Whatever follows: the plan never moves up, and is active only after a restart."""
    history = read(trace)
    at = data.draw(st.sampled_from([history.start.plan.evaluated_until, *(e.at for e in history.events)]))
    step = run(also(trace, {"at": at.isoformat(), "kind": "treatment", "what": "injection"}))
    restarts = [e.at for e in history.events if getattr(e, "command", "") == "restart" and e.at > at]
    end = min(restarts, default=history.until)
    assert all(one.verdict is not Verdict.PROGRESS for one in step.decisions if at < one.at < end)
    assert restarts or step.course.plan.status in {"paused", "stopped", "discharged"}

"""Signs of tier D: the plan goes on at its level, a clinician is told, and their release lets it move up again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehab.engine import Verdict
from rehab.plan import Status
from tests.unit.rehab.examples import examples
from tests.unit.rehab.histories import traces
from tests.unit.rehab.tales import (
    PROTOCOL,
    Event,
    Trace,
    alerts,
    decided,
    ends,
    flagged,
    greens,
    happens,
    order,
    run,
    session,
    tale,
)
from tests.unit.rehab.test_properties import also, read


def noticed(day: int, *signs: str, clock: str = "09:00") -> Event:
    """Routine signs that are reported."""
    return happens(day, "routine_sign", clock, signs=list(signs))


@pytest.mark.parametrize("sign", PROTOCOL.routine_signs)
def test_each_routine_sign_holds_the_plan_and_is_told(sign: str) -> None:
    """It is not stopped, no decision is made, and nothing is urgent."""
    history = tale(2, 3, noticed(1, sign))
    (alert,) = run(history).alerts
    assert (alert.kind, alert.rule, alert.inputs) == ("review", "routine_sign", {"flags": sign, "tier": "D"})
    plan = run(history).course.plan
    assert (plan.status, plan.held, plan.signs, decided(history)) == (Status.ACTIVE, True, (sign,), [])


def test_all_criteria_met_it_is_what_holds_the_plan() -> None:
    """By its own name, not as a hold of the clinician's."""
    made = run(tale(2, 1, noticed(1, "tingling"), greens(0, 2, 4), level_since=-7)).decisions[-1]
    assert (made.verdict, made.rule, made.inputs["by"]) == ("hold", "held", "routine_sign")


def test_the_clinicians_release_lets_it_move_up() -> None:
    """From the next answer on."""
    history = tale(2, 1, noticed(1, "tingling"), greens(0, 2, 4), order(4, "release"), level_since=-7)
    assert decided(history)[-1] == "progress ready 2.2"
    assert run(history).course.plan.signs == ()


def test_a_restart_releases_it_too() -> None:
    """Whoever restarts has looked."""
    plan = run(tale(2, 1, noticed(1, "tingling"), order(2, "restart", stage=1, level=1))).course.plan
    assert (plan.held, plan.signs) == (False, ())


def test_a_hold_of_the_clinicians_takes_its_place() -> None:
    """They have looked, and hold it on their own account."""
    plan = run(tale(2, 1, noticed(1, "tingling"), order(2, "hold"))).course.plan
    assert (plan.held, plan.signs) == (True, ())


def test_a_red_day_lowers_a_held_plan() -> None:
    """It is held from moving up only."""
    assert decided(tale(2, 3, noticed(0, "tingling"), session(1, 6))) == ["reduce red_day 2.2"]


def test_what_waits_already_is_not_told_again() -> None:
    """Nor the same in one report twice; another sign is."""
    again = [noticed(2, "tingling"), noticed(3, "tingling", "tingling"), noticed(4, "pregnancy", "tingling")]
    history = tale(2, 3, noticed(1, "tingling"), again)
    assert [one.inputs["flags"] for one in run(history).alerts] == ["tingling", "pregnancy,tingling"]
    assert run(history).course.plan.signs == ("tingling", "pregnancy")


def test_after_the_release_it_is_news_again() -> None:
    """It has come back."""
    history = tale(2, 3, noticed(1, "tingling"), order(2, "release"), noticed(3, "tingling"))
    assert len(alerts(history)) == 2


@pytest.mark.parametrize(
    "before",
    [
        pytest.param([session(0, 8)], id="in a flare"),
        pytest.param([happens(0, "pause")], id="while paused"),
        pytest.param([happens(0, "goal_met")], id="in maintenance"),
        pytest.param([flagged(0, "pop")], id="while stopped"),
        pytest.param([order(0, "hold")], id="on hold"),
        pytest.param([happens(0, "discharge")], id="after discharge"),
    ],
)
def test_it_is_told_in_whatever_state_the_plan_is_and_changes_none(before: list[Event]) -> None:
    """At any time."""
    history = tale(2, 3, before, noticed(3, "pregnancy"))
    assert "01-08 09:00 review routine_sign" in alerts(history)
    assert ends(history) == ends({**tale(2, 3, before), "until": "2026-01-08T09:00"})


@examples(40)
@given(traces(), st.data())
def test_until_a_clinician_has_looked_no_history_moves_up(trace: Trace, data: st.DataObject) -> None:
    """Whatever follows; red flags and steps down work as ever."""
    history = read(trace)
    at = data.draw(st.sampled_from([history.start.plan.evaluated_until, *(e.at for e in history.events)]))
    sign = data.draw(st.sampled_from(sorted(PROTOCOL.routine_signs)))
    step = run(also(trace, {"at": at.isoformat(), "kind": "routine_sign", "signs": [sign]}))
    looked = {"release", "restart"}
    end = min(
        (e.at for e in history.events if getattr(e, "command", "") in looked and e.at > at), default=history.until
    )
    assert all(one.verdict is not Verdict.PROGRESS for one in step.decisions if at < one.at < end)

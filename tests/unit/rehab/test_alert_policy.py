"""When an alert is told again, to whom, and when that ends (reference section 4, product choices D)."""

from datetime import UTC, datetime, timedelta

import pytest

from rehab.alerts import (
    MOVES,
    POLICIES,
    POLICY,
    AlertState,
    AlertStep,
    Policy,
    Recipient,
    inhibited,
    may_become,
    step_due_at,
)
from rehab.engine import AlertKind

OPENED = datetime(2026, 1, 5, 18, 0, tzinfo=UTC)
OPEN, ACKNOWLEDGED, RESOLVED = AlertState.OPEN, AlertState.ACKNOWLEDGED, AlertState.RESOLVED


def schedule(policy: Policy) -> list[tuple[timedelta, bool]]:
    """Every step: how long after the alert opened, and whether the administrator is told with the clinician."""
    found, number = [], 0
    while (step := policy.step(number)) is not None:
        due = step_due_at(policy, OPENED, number)
        assert due is not None
        assert Recipient.CLINICIAN in step.tell
        found.append((due - OPENED, Recipient.ADMINISTRATOR in step.tell))
        number += 1
    assert step_due_at(policy, OPENED, number) is None
    return found


def hours(*values: float) -> list[timedelta]:
    """So many hours each."""
    return [timedelta(hours=value) for value in values]


def test_an_urgent_alert_is_told_at_once_at_30_minutes_and_at_2_hours_then_to_the_administrator_too() -> None:
    """And every two hours from then on, a whole day long, until somebody has it."""
    told = schedule(POLICIES[AlertKind.URGENT])
    assert [after for after, _ in told] == hours(0, 0.5, 2, 2.5, *(2.5 + 2 * n for n in range(1, 13)))
    assert [both for _, both in told] == [False] * 3 + [True] * 13


@pytest.mark.parametrize("kind", [kind for kind in AlertKind if kind is not AlertKind.URGENT])
def test_any_other_alert_waits_a_day_and_goes_to_the_administrator_after_three(kind: AlertKind) -> None:
    """And every three days from then on, four times."""
    told = schedule(POLICIES[kind])
    assert [after for after, _ in told] == hours(0, 24, 72, 144, 216, 288, 360)
    assert [both for _, both in told] == [False, False, True, True, True, True, True]


def test_the_last_step_is_what_is_repeated() -> None:
    """As often as the policy says and never more."""
    both = (Recipient.CLINICIAN, Recipient.ADMINISTRATOR)
    policy = Policy((AlertStep(0, both[:1]), AlertStep(100, both)), repeat_every=10, repeats=2, kept_for=50, grace=5)
    assert [policy.step(number) for number in range(5)] == [
        AlertStep(0, both[:1]),
        AlertStep(100, both),
        AlertStep(110, both),
        AlertStep(120, both),
        None,
    ]


def test_a_policy_without_repeats_ends_with_its_last_step() -> None:
    """The step that follows does not exist."""
    policy = Policy((AlertStep(0, (Recipient.CLINICIAN,)),), repeat_every=10, repeats=0, kept_for=50, grace=5)
    assert policy.step(1) is None


@pytest.mark.parametrize("kind", AlertKind)
def test_a_policy_is_stored_with_the_alert_and_read_back_the_same(kind: AlertKind) -> None:
    """A later change of settings does not alter what somebody is already being told about."""
    assert POLICY.validate_json(POLICY.dump_json(POLICIES[kind])) == POLICIES[kind]


@pytest.mark.parametrize(
    ("state", "may"),
    [(OPEN, {ACKNOWLEDGED, RESOLVED}), (ACKNOWLEDGED, {OPEN, RESOLVED}), (RESOLVED, set())],
)
def test_what_an_alert_may_become(state: AlertState, may: set[AlertState]) -> None:
    """Worse re-opens what somebody has; what is resolved stays so, and nobody takes it twice."""
    assert {following for following in AlertState if may_become(state, following)} == may
    assert set(MOVES) == set(AlertState)


def test_whoever_has_an_urgent_alert_is_asked_after_four_hours_and_any_other_after_three_days() -> None:
    """Then there is half an hour, or a day, to say that they still have it."""
    for kind in AlertKind:
        kept = (4, 0.5) if kind is AlertKind.URGENT else (72, 24)
        assert [timedelta(seconds=one) for one in (POLICIES[kind].kept_for, POLICIES[kind].grace)] == hours(*kept)


def test_what_can_wait_waits_while_an_urgent_alert_is_unresolved() -> None:
    """What a patient reports never waits, nor does somebody whom no message reaches."""
    waiting = {kind for kind in AlertKind if inhibited(kind, [AlertKind.URGENT])}
    assert waiting == {AlertKind.ADHERENCE, AlertKind.LOST_CONTACT, AlertKind.STALLED}
    assert not any(inhibited(kind, [one]) for kind in AlertKind for one in AlertKind if one is not AlertKind.URGENT)

"""A morning drawn apart: each plan has its place, no prompt leaves its window, and a small clinic does not notice."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rehab.timetable import QUESTIONS, Owed, PromptKind
from usecases.prompts.spread import A_SECOND, LONGEST, NOWHERE, first_look, spread_of

HALF_PAST_EIGHT = datetime(2026, 1, 5, 8, 30, tzinfo=UTC)
MORNING = Owed(
    kind=PromptKind.SESSION,
    day=date(2026, 1, 5),
    slot=1,
    opens_at=HALF_PAST_EIGHT,
    due_at=HALF_PAST_EIGHT,
    closes_at=HALF_PAST_EIGHT + timedelta(hours=4),
)


@pytest.mark.parametrize(
    ("plans", "minutes"),
    [(0, 0), (1, 0), (250, 0), (3000, 2), (7500, 5), (1_000_000, 5)],
)
def test_the_larger_the_clinic_the_further_apart(plans: int, minutes: float) -> None:
    """As long as it takes to write to everybody, at most a few minutes; up to 250 patients nothing changes."""
    assert spread_of(plans) == timedelta(minutes=minutes)


def test_a_small_clinic_is_asked_on_the_dot() -> None:
    """Half past eight is half past eight."""
    assert {first_look(MORNING, plan, spread_of(250)) for plan in range(1, 251)} == {HALF_PAST_EIGHT}


def test_no_second_of_a_large_morning_is_more_than_telegram_takes() -> None:
    """Seven thousand patients with the same time: they come evenly over the minutes."""
    plans = 7000
    looks = sorted(first_look(MORNING, 7919 * plan, spread_of(plans)) for plan in range(1, plans + 1))
    assert looks[0] >= HALF_PAST_EIGHT
    assert looks[-1] < HALF_PAST_EIGHT + LONGEST
    ten = timedelta(seconds=10)
    busiest = max(sum(start <= at < start + ten for at in looks) for start in set(looks))
    assert busiest <= 1.5 * 10 * A_SECOND


@settings(deadline=None, derandomize=True)
@given(plan=st.integers(1, 2**62), plans=st.integers(0, 200_000))
def test_a_plan_has_the_same_place_every_day(plan: int, plans: int) -> None:
    """Tomorrow's prompt comes as long after its time as today's."""
    spread, day = spread_of(plans), timedelta(days=1)
    tomorrow = MORNING._replace(due_at=MORNING.due_at + day, closes_at=MORNING.closes_at + day)
    assert first_look(tomorrow, plan, spread) - tomorrow.due_at == first_look(MORNING, plan, spread) - MORNING.due_at


@settings(deadline=None, derandomize=True)
@given(plan=st.integers(1, 2**62), minutes=st.integers(1, 30), plans=st.integers(0, 200_000))
def test_no_prompt_leaves_its_window(plan: int, minutes: int, plans: int) -> None:
    """However short it is, there is time left to answer."""
    short = MORNING._replace(closes_at=MORNING.due_at + timedelta(minutes=minutes))
    assert short.due_at <= first_look(short, plan, spread_of(plans)) < short.closes_at


@pytest.mark.parametrize("kind", sorted(QUESTIONS))
def test_a_question_keeps_its_time(kind: PromptKind) -> None:
    """It follows from the session of each patient, 24 elapsed hours before."""
    question = MORNING._replace(kind=kind)
    assert {first_look(question, plan, LONGEST) for plan in range(1, 100)} == {HALF_PAST_EIGHT}


def test_nothing_is_drawn_apart_by_nothing() -> None:
    """As in tests, and in a demonstration."""
    assert first_look(MORNING, 2**61 + 1, NOWHERE) == HALF_PAST_EIGHT

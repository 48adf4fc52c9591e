"""Weekly consistency: what counts as the plan followed, and what is in neither number (reference 7.2)."""

from datetime import timedelta

import pytest

from rehab.consistency import sessions_kept
from tests.unit.rehab.tales import FIRST, Trace, happens, missed, run, session, tale


def kept(history: Trace, day: int = 6) -> tuple[int, int]:
    """Sessions kept and prescribed in the week up to a day."""
    course = run(history).course
    return sessions_kept(course.plan, course.evidence, FIRST + timedelta(days=day))


@pytest.mark.parametrize(
    ("outcome", "counts"), [("done", 1), ("part", 1), ("skipped_pain", 1), ("skipped_other", 0), ("missed", 0)]
)
def test_a_part_and_a_session_skipped_for_pain_count_as_the_plan_followed(outcome: str, counts: int) -> None:
    """To say that it hurts is to do as the plan says."""
    before = None if outcome in {"missed", "skipped_other", "skipped_pain"} else 1
    done = session(2, before, before=before, outcome=outcome)
    assert kept(tale(2, 1, session(0), done)) == (1 + counts, 2)


def test_it_looks_at_seven_local_days() -> None:
    """The day itself and the six before it."""
    history = tale(2, 1, session(0), session(3), missed(6), session(8))
    assert [kept(history, day) for day in (5, 6, 7, 8, 9)] == [(2, 2), (2, 3), (1, 2), (2, 3), (2, 3)]


def test_without_sessions_there_is_nothing_to_count() -> None:
    """Rest days are no sessions."""
    assert kept(tale(2, 1)) == (0, 0)


def test_a_pause_is_in_neither_number() -> None:
    """Not even what was done in it."""
    history = tale(2, 1, session(0), happens(1, "pause"), missed(2), session(3), happens(4, "resume"), session(6))
    assert kept(history) == (2, 2)


def test_what_does_not_take_place_in_a_flare_is_not_counted() -> None:
    """Gentle holds are offered; those that are done count."""
    history = tale(2, 3, session(0, 8), missed(1), session(2, 1), missed(3))
    assert kept(history) == (2, 2)

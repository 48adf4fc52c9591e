"""Who is silent, and what a silence leads to on which days (reference 7.2)."""

from datetime import date

import pytest

from rehab.timetable import Silence, silence
from tests.unit.rehab.tales import PROTOCOL, Event, answer, happens, missed, moment, order, run, session, tale


def silent(*events: Event | list[Event], until: int = 9) -> Silence | None:
    """The silence in which a history ends."""
    course = run(tale(2, 2, *events, until=moment(until))).course
    return silence(course.plan, course.evidence, PROTOCOL)


def test_a_missed_session_after_the_last_word_is_a_silence() -> None:
    """Asked three days after that word, paused fourteen days after it."""
    assert silent(session(0), answer(1, 2), missed(2)) == Silence(date(2026, 1, 6), date(2026, 1, 9), date(2026, 1, 20))


def test_without_a_word_it_counts_from_the_start() -> None:
    """Or from the restart."""
    assert silent(missed(2)) == Silence(date(2026, 1, 5), date(2026, 1, 8), date(2026, 1, 19))
    again = silent(missed(1), order(4, "restart", stage=2, level=2), missed(5))
    assert again == Silence(date(2026, 1, 9), date(2026, 1, 12), date(2026, 1, 23))


@pytest.mark.parametrize(
    "events",
    [
        pytest.param([session(0), answer(1, 2)], id="nothing was owed since"),
        pytest.param([missed(1), answer(3, 2)], id="the word came later"),
        pytest.param([missed(1), happens(3, "barrier", value="time")], id="they said what gets in the way"),
        pytest.param([missed(1), happens(3, "pause")], id="paused"),
        pytest.param([missed(1), order(3, "stop")], id="stopped"),
    ],
)
def test_who_has_said_something_or_owes_nothing_is_not_silent(events: list[Event]) -> None:
    """No silence, so nobody writes."""
    assert silent(events) is None

"""Outcome measures: ranges, the dates on which totals fall due, and what counts as heard from the patient."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehab.measures import EARLY, MEASURES, TOTALS, DueTotal, in_range, totals_due
from tests.unit.rehab.examples import examples
from tests.unit.rehab.tales import happens, missed, moment, reviewed, run, tale

FIRST = date(2026, 1, 5)
# Written down a second time from section 6 of the reference.
SCHEDULES = {"visa_h": (0, 4, 12, 26, 52), "lefs": (0, 12, 26), "ears": (4, 12, 26), "psfs": (0, 6, 12, 26)}
# Of the example for another tendon, which the reference does not know.
ANOTHER = {"visa_a": (0, 12, 26, 52)}
RANGES = {
    "visa_h": (0, 100), "lefs": (0, 80), "ears": (0, 24), "psfs": (0, 10), "sane": (0, 100), "global_change": (-3, 3),
    "managed": (0, 10), "sitting": (0, 1440), "visa_a": (0, 100),
}  # fmt: skip


def due(week: float, *given: tuple[str, float]) -> dict[str, int]:
    """What is due so many weeks after the start, with totals given at some weeks."""
    dated = [(measure, FIRST + timedelta(weeks=at)) for measure, at in given]
    return {one.measure: one.week for one in totals_due(SCHEDULES, FIRST, FIRST + timedelta(weeks=week), dated)}


# --- what they are ---------------------------------------------------------------------------------------------------


def test_ranges_and_schedules_are_those_of_the_reference() -> None:
    """Totals are entered at their weeks; what patients are asked in the check-in has no schedule of totals."""
    assert {name: (known.low, known.high) for name, known in MEASURES.items()} == RANGES
    assert {name: known.weeks for name, known in TOTALS.items()} == SCHEDULES | ANOTHER
    assert {name: known.bar for name, known in MEASURES.items() if known.bar} == {
        "lefs": 9, "psfs": 2, "sane": 15, "sitting": 30,
    }  # fmt: skip


@pytest.mark.parametrize("measure", RANGES)
def test_both_ends_of_a_range_belong_to_it(measure: str) -> None:
    """And nothing beyond."""
    low, high = RANGES[measure]
    assert in_range(measure, low)
    assert in_range(measure, high)
    assert not in_range(measure, low - 0.1)
    assert not in_range(measure, high + 0.1)


def test_of_a_measure_that_is_not_known_any_number_may_be_told() -> None:
    """A trace may come from elsewhere."""
    assert in_range("grip_strength", -1e6)


# --- when totals are due ---------------------------------------------------------------------------------------------


def test_at_the_start_the_first_totals_are_due() -> None:
    """EARS, which asks about doing the exercises, comes later."""
    assert due(0) == {"visa_h": 0, "lefs": 0, "psfs": 0}


def test_a_total_is_due_until_it_is_entered_and_again_at_its_next_date() -> None:
    """Once entered it is no more due, until the next date of its schedule."""
    assert "visa_h" not in due(3.5, ("visa_h", 0))
    assert due(4, ("visa_h", 0))["visa_h"] == 4
    assert "visa_h" not in due(11.9, ("visa_h", 0), ("visa_h", 4.5))
    assert due(12, ("visa_h", 0), ("visa_h", 4.5))["visa_h"] == 12


def test_a_week_early_is_in_time_and_more_is_not() -> None:
    """The patient came to the clinic a few days before the date."""
    assert "visa_h" not in due(4, ("visa_h", 3))
    assert "visa_h" in due(4, ("visa_h", 3 - 1 / 7))


def test_only_the_latest_date_is_asked_for() -> None:
    """Whoever begins late is not asked for what is past."""
    assert due(30) == {"visa_h": 26, "lefs": 26, "ears": 26, "psfs": 26}


def test_before_the_programme_nothing_is_due() -> None:
    """Not even the first totals."""
    assert due(-1) == {}


GIVEN = st.lists(st.tuples(st.sampled_from(sorted(SCHEDULES)), st.integers(-10, 400)), max_size=12)


@examples(200)
@given(GIVEN, st.integers(0, 400))
def test_what_is_due_is_the_latest_date_without_a_total(given: list[tuple[str, int]], today: int) -> None:
    """Found by looking at every date of every schedule."""
    dated = [(measure, FIRST + timedelta(days=day)) for measure, day in given]
    expected = set()
    for measure, weeks in SCHEDULES.items():
        past = [7 * week for week in weeks if 7 * week <= today]
        late = [day for name, day in given if name == measure and past and day >= past[-1] - EARLY.days]
        expected |= {DueTotal(measure, past[-1] // 7)} if past and not late else set()
    assert set(totals_due(SCHEDULES, FIRST, FIRST + timedelta(days=today), dated)) == expected


# --- whose word it is ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("by", "told"), [({}, []), ({"by": "patient"}, []), ({"by": "clinician"}, ["lost_contact"])])
def test_a_total_that_the_clinician_enters_is_no_word_from_the_patient(by: dict[str, str], told: list[str]) -> None:
    """Seven days of silence are told all the same; without a word on who gave it, it was the patient."""
    outcome = happens(5, "outcome", measure="visa_h", value=55, **by)
    history = tale(2, 2, missed(0), outcome, until=moment(7, "09:00"))
    assert [line.split()[2] for line in reviewed(history)] == told
    assert [one.value for one in run(history).course.evidence.measures] == [55]

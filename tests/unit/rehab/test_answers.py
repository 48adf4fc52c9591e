"""Which training day an answer belongs to, whether it is on time, and what it is held against (design 9.1, 9.2)."""

from typing import Unpack

import pytest

from rehab.evidence import Answer, TrainingDay
from tests.unit.rehab.tales import PROTOCOL, Event, Start, answer, instant, moment, order, run, session, tale, trained


def days_of(*parts: Event | list[Event], stage: int = 2, **start: Unpack[Start]) -> list[TrainingDay]:
    """The training days of a tale."""
    return list(run(tale(stage, 2, *parts, **start)).course.evidence.days)


def answers_of(*parts: Event | list[Event]) -> list[tuple[int, bool] | None]:
    """What each training day was answered, and whether on time."""
    given = [day.answer for day in days_of(*parts)]
    return [(answer.value, answer.on_time) if answer else None for answer in given]


@pytest.mark.parametrize(
    ("clock", "on_time"),
    [
        pytest.param("13:59", False, id="a minute early"),
        pytest.param("14:00", True, id="20 hours"),
        pytest.param("18:00", True, id="24 hours"),
        pytest.param("23:59", True, id="nearly 30 hours"),
    ],
)
def test_an_answer_counts_from_20_hours_on(clock: str, on_time: bool) -> None:
    """An early one closes the day all the same."""
    assert answers_of(session(0), answer(1, 2, clock)) == [(2, on_time)]


@pytest.mark.parametrize(
    ("clock", "on_time"),
    [
        pytest.param("00:00", True, id="30 hours"),
        pytest.param("00:00:01", False, id="a second late"),
        pytest.param("09:00", False, id="the next morning"),
    ],
)
def test_an_answer_counts_up_to_30_hours(clock: str, on_time: bool) -> None:
    """Both ends are included."""
    assert answers_of(session(0), answer(2, 2, clock)) == [(2, on_time)]


def test_the_24_hours_run_from_the_first_session_that_was_done() -> None:
    """A skipped one before it does not count, and the later ones of the day do not either."""
    blocks = [session(0, outcome="skipped_other", clock="08:00"), session(0, clock="09:00"), session(0, clock="20:00")]
    first = days_of(*blocks)[0].first_at
    assert first == instant(0, "09:00")
    assert answers_of(*blocks, answer(1, 2, "15:00")) == [(2, True)]
    assert answers_of(*blocks, answer(1, 2, "15:01")) == [(2, False)]


def test_a_part_session_makes_a_training_day_and_a_skipped_one_does_not() -> None:
    """Days without a done or part session have no colour, because they are no training days."""
    parts = [session(0, outcome="part"), session(1, outcome="skipped_pain"), session(2, outcome="missed")]
    assert [day.day.day for day in days_of(*parts)] == [5]


def test_an_answer_is_never_about_the_same_day() -> None:
    """A rating in the evening of a morning session belongs to the day before, if that is open, or to nothing."""
    morning, evening = session(0, clock="09:00"), answer(0, 7, "21:00")
    assert answers_of(morning, evening) == [None]


def test_after_midnight_it_is_still_the_same_day() -> None:
    """A local day starts at 03:00."""
    late = session(0, clock="22:00")
    assert answers_of(late, answer(1, 7, "02:59")) == [None]
    assert answers_of(late, answer(1, 7, "03:00")) == [(7, False)]


def test_an_answer_belongs_to_the_latest_day_that_is_open() -> None:
    """Not to the one that was forgotten before it."""
    assert answers_of(session(0), session(1), answer(2, 3)) == [None, (3, True)]


def test_a_second_answer_belongs_to_the_day_before_that() -> None:
    """The latest day has one by then."""
    assert answers_of(session(0), session(1), answer(2, 3), answer(2, 4, "18:05")) == [(4, False), (3, True)]


def test_a_rating_without_an_open_day_answers_none() -> None:
    """It is a daily rating, which only a flare uses."""
    assert answers_of(trained(0), answer(3, 9)) == [(1, True)]


def baseline_of_last(*parts: Event | list[Event], **start: Unpack[Start]) -> float | None:
    """What the last session's answer is held against."""
    return days_of(*parts, **start)[-1].sessions[-1].baseline


def test_the_baseline_is_the_pain_just_before() -> None:
    """Whatever else is known."""
    assert baseline_of_last(trained(0, after=3), session(2, before=0), baseline_pain=5) == 0


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param([3], 3, id="one answer"),
        pytest.param([1, 3, 2], 2, id="the middle of three"),
        pytest.param([0, 3], 1.5, id="between two"),
        pytest.param([0, 1, 2, 3], 1.5, id="between the middle two of four"),
    ],
)
def test_else_the_baseline_is_the_median_of_the_last_weeks_answers(values: list[int], expected: float) -> None:
    """It can end in a half."""
    answered = [event for day, value in enumerate(values) for event in trained(day, after=value, clock="09:00")]
    assert baseline_of_last(*answered, session(5, before=None), baseline_pain=9) == expected


def test_only_answers_that_were_on_time_and_of_the_last_7_days_make_the_median() -> None:
    """A late one says little; an old one even less."""
    late = [session(0), answer(2, 3, "09:00")]
    assert baseline_of_last(*late, session(3, before=None), baseline_pain=1) == 1
    old = trained(0, after=3)
    assert baseline_of_last(old, session(8, before=None, clock="17:59"), baseline_pain=1) == 3
    assert baseline_of_last(old, session(8, before=None, clock="18:01"), baseline_pain=1) == 1


def test_else_the_baseline_is_the_value_at_enrolment() -> None:
    """Or nothing, and then the day cannot be GREEN."""
    assert baseline_of_last(session(0, before=None), baseline_pain=4) == 4
    assert baseline_of_last(session(0, before=None)) is None


def test_an_answer_just_before_a_session_of_the_same_minute_counts_for_it() -> None:
    """The question is asked first, so the answer comes first, whatever the order in the file."""
    second = session(1, before=None)
    assert baseline_of_last(session(0), second, answer(1, 3)) == 3
    assert baseline_of_last(second, answer(1, 3), session(0)) == 3


def test_the_day_knows_its_lowest_baseline_its_worst_pain_and_its_rise() -> None:
    """What explanations show of a day with several sessions."""
    blocks = [session(0, 2, before=3, clock="09:00"), session(0, 5, before=1, clock="13:00")]
    day = days_of(*blocks, answer(1, 4, "09:00"))[0]
    assert (day.baseline, day.worst_during, day.rise) == (1, 5, 3)


def test_a_day_without_ratings_knows_none() -> None:
    """Nothing is made up."""
    day = days_of(session(0, None, before=None))[0]
    assert (day.baseline, day.worst_during, day.rise, day.answer) == (None, None, None, None)


def test_a_position_holds_from_the_moment_after_what_led_to_it() -> None:
    """What happened in that very minute happened where the plan stood before."""
    plan = run(tale(2, 2, order(3, "set", stage=1, level=4), order(5, "set", stage=3, level=1))).course.plan
    moments = [(0, "08:00"), (3, "09:00"), (3, "09:01"), (5, "09:00"), (5, "09:01")]
    assert [tuple(plan.position_at(instant(*at))) for at in moments] == [(2, 2), (2, 2), (1, 4), (1, 4), (3, 1)]


def test_the_stage_of_a_day_is_that_of_its_first_session() -> None:
    """The irritable start's exception goes by it."""
    moved = {"at": moment(0, "12:00"), "kind": "clinician", "command": "set", "stage": 2, "level": 1}
    day = days_of(session(0, clock="09:00"), moved, session(0, clock="18:00"), stage=1)[0]
    assert (day.irritable_start, len(day.sessions)) == (True, 2)


def test_a_window_closes_30_hours_after_the_first_session() -> None:
    """In elapsed hours."""
    day = days_of(session(0, clock="09:00"), session(0, clock="18:00"))[0]
    assert day.closes_at(PROTOCOL.thresholds) == instant(1, "15:00")


def test_an_answer_remembers_when_it_came() -> None:
    """The instant, its value and whether it was on time."""
    assert days_of(trained(0, after=2))[0].answer == Answer(instant(1), 2, on_time=True)

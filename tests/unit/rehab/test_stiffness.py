"""Morning stiffness (reference 2.5): two mornings running longer than usual are AMBER, a very long one is told."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehab.evidence import Colour, colour
from rehab.protocol import with_thresholds
from rehab.stiffness import Morning, stiffer_than
from tests.unit.rehab.examples import examples
from tests.unit.rehab.tales import PROTOCOL, Event, alerts, answer, decided, instant, order, run, session, tale

LIMITS = PROTOCOL.thresholds


def morning(day: int, minutes: int | None, *, clock: str = "18:00", during: int = 1, after: int = 1) -> list[Event]:
    """A training day without much pain, and the answer of the next with the morning's stiffness."""
    told = answer(day + 1, after, clock)
    return [session(day, during), told if minutes is None else {**told, "stiffness": minutes}]


def mornings(*minutes: int | None) -> list[Event]:
    """A training day every second day, and how stiff each morning after was."""
    return [event for number, told in enumerate(minutes) for event in morning(2 * number, told)]


def colours(*parts: list[Event]) -> list[Colour]:
    """The colours of a tale's training days."""
    return [colour(day, LIMITS) for day in run(tale(2, 1, *parts)).course.evidence.days]


G, A = Colour.GREEN, Colour.AMBER


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        ((5, 15, 15), [G, G, A]),
        ((5, 15, 14), [G, G, G]),  # nine minutes more are not clearly more
        ((5, 14, 40), [G, G, G]),  # the first of the two was not
        ((5, 40), [G, G]),  # one long morning is not two running
        ((40, 40, 40), [G, G, G]),  # long as ever
        ((15, 15), [G, G]),  # nobody knows what is usual
        ((15,), [G]),
        ((5, 15, None, 15), [G, G, G, A]),  # a morning that nobody told of breaks no row
        ((5, 15, 5, 15), [G, G, G, G]),  # a usual one does
        ((0, 5, 5, 20, 20, 20), [G, G, G, G, A, A]),
        ((0, 0, 30, 30, 30, 30), [G, G, G, A, A, A]),
        ((0, 30, 30, 30), [G, G, A, A]),
        ((0, 30, 30, 30, 30), [G, G, A, A, G]),  # half of the mornings before were long: that is the usual by now
        ((4, 5, 15, 15), [G, G, G, A]),  # the median of an even number lies between two
    ],
)
def test_two_mornings_running_clearly_above_the_usual_are_amber(
    minutes: tuple[int | None, ...], expected: list[Colour]
) -> None:
    """Although every score is 1."""
    assert colours(mornings(*minutes)) == expected


def test_worse_colours_win() -> None:
    """A RED day is RED, however stiff the morning."""
    assert colours(mornings(5, 15), morning(4, 15, during=6)) == [G, G, Colour.RED]


def test_a_day_without_a_rating_is_amber_all_the_same() -> None:
    """Unknown is never good, and stiff is worse."""
    told = {**answer(5, 1), "stiffness": 15}
    assert colours(mornings(5, 15), [session(4, None), told]) == [G, G, A]


def test_an_answer_outside_its_time_says_nothing_of_the_morning_after() -> None:
    """Two days later it is another morning's."""
    late = [session(4), {**answer(6, 1), "stiffness": 15}]
    assert colours(mornings(5, 15), late) == [G, G, Colour.UNKNOWN]
    assert colours(mornings(5), morning(2, 15), late, morning(8, 15)) == [G, G, Colour.UNKNOWN, A]


def test_a_day_that_is_answered_after_the_next_one_still_makes_a_pair_with_it() -> None:
    """Two late blocks, and both answers in one night: the second answer is about the day before."""
    blocks = [session(4, clock="23:50"), session(5, clock="03:30")]
    first = {**answer(6, 1, "03:10"), "stiffness": 15}
    second = {**answer(6, 1, "03:20"), "stiffness": 15}
    assert colours(mornings(5, 5), blocks, [first]) == [G, G, Colour.UNKNOWN, G]
    assert colours(mornings(5, 5), blocks, [first, second]) == [G, G, G, A]


def test_the_usual_mornings_are_those_of_four_weeks() -> None:
    """What was told 28 days ago does not count any more, a minute less does."""
    between = [event for day in (8, 16) for event in morning(day, None)]
    pair = [*morning(26, 15), *morning(28, 15)]
    assert colours([session(0), {**answer(1, 1), "stiffness": 5}], between, pair)[-1] == G
    assert colours([session(0), {**answer(1, 1, "18:01"), "stiffness": 5}], between, pair)[-1] == A


def test_a_restart_makes_nobody_know_what_is_usual() -> None:
    """Earlier evidence is not used any more."""
    restart = order(3, "restart", stage=2, level=1)
    days = run(tale(2, 1, mornings(5, 15)[:3], restart, morning(4, 15), morning(6, 15))).course.evidence.days
    assert [colour(day, LIMITS) for day in days] == [G, G]


def test_the_decision_names_the_minutes() -> None:
    """What was told, and what is usual; the thresholds that were asked stand beside it."""
    made = run(tale(2, 1, mornings(5, 6, 20, 20))).decisions[-1]
    assert (made.verdict, made.rule) == ("hold", "amber_day")
    assert (made.inputs["stiffness"], made.inputs["stiffness_usual"]) == (20, 5.5)
    assert (made.thresholds["stiffness_longer"], made.thresholds["stiffness_usual_days"]) == (10, 28)


def test_without_stiffness_a_decision_says_nothing_of_it() -> None:
    """As before."""
    made = run(tale(2, 1, morning(0, 30, during=4))).decisions[-1]
    assert made.rule == "amber_day"
    assert "stiffness" not in made.inputs


def test_a_clinic_may_say_what_is_clearly_longer() -> None:
    """Inside the range that the protocol allows."""
    stricter = with_thresholds(PROTOCOL, {"stiffness_longer": 5})
    events = mornings(5, 10, 10)
    assert decided(tale(2, 1, events))[-1] == "hold not_yet 2.1"
    assert decided(tale(2, 1, events), stricter)[-1] == "hold amber_day 2.1"


@examples(80)
@given(st.lists(st.integers(0, 120), max_size=12), st.integers(0, 120), st.integers(0, 60))
def test_a_longer_morning_is_never_less_stiff(before: list[int], minutes: int, more: int) -> None:
    """The judgement of a morning only gets worse with its minutes."""
    at = instant(0)
    usual = stiffer_than(Morning(at, minutes), before, LIMITS)
    longer = stiffer_than(Morning(at + timedelta(0), minutes + more), before, LIMITS)
    assert usual is None or longer == usual


# --- very long ones --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("minutes", "told"), [(30, []), (31, ["01-06 18:00 review routine_sign"]), (None, [])])
def test_a_very_long_morning_is_told(minutes: int | None, told: list[str]) -> None:
    """More than 30 minutes; the plan is held from there on, whatever else is so."""
    history = tale(2, 1, morning(0, minutes))
    assert alerts(history) == told
    assert run(history).course.plan.held == bool(told)


def test_of_long_mornings_in_a_row_only_the_first_is_told() -> None:
    """Also after the clinician has looked and released the plan; after an easier one it is news again."""
    days = [morning(2 * number, minutes) for number, minutes in enumerate((45, 45, None, 45, 20, 45))]
    released = [order(2, "release"), order(8, "release")]
    assert alerts(tale(2, 1, *days, released)) == ["01-06 18:00 review routine_sign", "01-16 18:00 review routine_sign"]


def test_a_daily_rating_tells_it_as_well() -> None:
    """Not an answer to any day, and late: it is about this morning all the same."""
    long = {**answer(9, 2, "12:00"), "stiffness": 40}
    assert alerts(tale(2, 1, [long])) == ["01-14 12:00 review routine_sign"]
    assert alerts(tale(2, 1, [session(6), long])) == ["01-14 12:00 review routine_sign"]


def test_the_limit_is_the_protocol_s() -> None:
    """A clinic may ask earlier."""
    earlier = with_thresholds(PROTOCOL, {"stiffness_flag_min": 20})
    assert run(tale(2, 1, morning(0, 25)), earlier).course.plan.signs == ("stiffness",)

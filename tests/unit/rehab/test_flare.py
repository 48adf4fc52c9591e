"""A flare: how it starts, what it holds, and what ends it (design 9.9, reference 3.2)."""

from dataclasses import replace
from typing import Unpack

import pytest

from rehab.course import Course
from rehab.course.state import settled
from rehab.evidence import Evidence, Rated
from rehab.plan import Flare, Plan, Position, begin
from tests.unit.rehab.tales import (
    PROTOCOL,
    Event,
    Start,
    Trace,
    alerts,
    answer,
    decided,
    ends,
    greens,
    happens,
    instant,
    moment,
    order,
    run,
    session,
    tale,
    timed,
    trained,
)

FLARE = session(0, 8)  # on day 0 at 18:00: 48 hours are over on day 2 at 18:00


def flare(*parts: Event | list[Event], **start: Unpack[Start]) -> Trace:
    """A flare in Stage 2 and what follows; its position is 1.3."""
    return tale(2, 2, FLARE, *parts, **start)


@pytest.mark.parametrize(
    ("parts", "starts"),
    [
        pytest.param([session(0, 8)], True, id="8 during"),
        pytest.param([session(0, 7)], False, id="7 during"),
        pytest.param(trained(0, 1, 8, before=7), True, id="8 at 24 hours, with a rise of 1"),
        pytest.param(trained(0, 1, 7, before=5), False, id="7 at 24 hours, with a rise of 2"),
        pytest.param(trained(0, 1, 6, before=3), True, id="6 at 24 hours, with a rise of 3"),
        pytest.param(trained(0, 1, 5, before=0), False, id="5 at 24 hours, with a rise of 5"),
        pytest.param([session(0), answer(3, 8)], True, id="8, and too late"),
        pytest.param([session(0, before=None), answer(1, 7)], False, id="7 without a baseline"),
    ],
)
def test_what_starts_a_flare(parts: list[Event], starts: bool) -> None:
    """A rating of 8, or 6 at 24 hours with a rise of 3."""
    assert ends(tale(2, 2, parts)).split()[0] == ("flare" if starts else "active")


@pytest.mark.parametrize(
    "after",
    [
        pytest.param([answer(1, 9)], id="the next answer is worse"),
        pytest.param([answer(1, 2), session(1, 9)], id="and so is the next session"),
        pytest.param([session(1, None), answer(2, 9)], id="a day without a rating"),
        pytest.param(trained(1, 4), id="an acceptable day"),
    ],
)
def test_while_it_settles_every_verdict_is_hold(after: list[Event]) -> None:
    """Whatever the numbers."""
    first, *rest = decided(flare(after))
    assert first == "regress severe_pain 1.3"
    assert set(rest) == {"hold in_flare 1.3"}


def test_a_gap_in_a_flare_holds_too() -> None:
    """It is evaluated, and once."""
    assert timed(flare(until=moment(40)))[-2:] == ["01-07 00:00 hold in_flare 1.3", "01-20 03:00 hold in_flare 1.3"]


def test_two_quiet_days_in_a_row_end_it_after_48_hours() -> None:
    """Not a minute earlier, and without another word from the patient."""
    quiet = [answer(1, 1, "08:00"), answer(2, 1, "08:00")]
    assert ends(flare(quiet, until=moment(2, "17:59"))) == "flare 1.3"
    assert ends(flare(quiet, until=moment(2, "18:00"))) == "active 1.3"


def test_an_answer_at_the_48th_hour_ends_it() -> None:
    """The second quiet day may be reported just then, or any time later."""
    assert ends(flare(answer(1, 1), answer(2, 1, "17:59"))) == "flare 1.3"
    assert ends(flare(answer(1, 1), answer(2, 1, "18:00"))) == "active 1.3"
    assert ends(flare(answer(1, 5), answer(2, 4), answer(3, 1), answer(4, 1))) == "active 1.3"


@pytest.mark.parametrize(
    "ratings",
    [
        pytest.param([answer(1, 1), answer(3, 1)], id="a day without a rating between"),
        pytest.param([answer(2, 1), answer(2, 1, "20:00")], id="twice on one day"),
        pytest.param([answer(1, 1), answer(2, 1, "09:00"), answer(2, 4, "10:00")], id="the second day had a worse one"),
        pytest.param([answer(1, 1), answer(2, 4), answer(3, 1)], id="a loud day between"),
        pytest.param([answer(3, 1)], id="one day only"),
        pytest.param([answer(0, 1, "17:00"), answer(1, 1)], id="the first came before the flare"),
    ],
)
def test_what_does_not_end_it(ratings: list[Event]) -> None:
    """The last two days with a rating follow each other, and nothing that was rated on them is too high."""
    assert ends(flare(ratings)) == "flare 1.3"


def test_a_flare_ends_however_long_ago_the_loud_days_were() -> None:
    """The last two days count."""
    assert ends(flare(answer(1, 9), answer(2, 9), answer(3, 1), answer(4, 1))) == "active 1.3"


@pytest.mark.parametrize(
    ("baseline_pain", "quiet"),
    [
        pytest.param(0, 1, id="one above nothing"),
        pytest.param(1, 2, id="one above 1"),
        pytest.param(2, 3, id="one above 2"),
        pytest.param(3, 3, id="at most 3"),
        pytest.param(7, 3, id="at most 3, however irritable"),
        pytest.param(None, 2, id="no value at enrolment: the day's own baseline, here 1"),
    ],
)
def test_quiet_is_one_above_the_baseline_and_at_most_3(baseline_pain: int | None, quiet: int) -> None:
    """Both sides of the limit."""
    start: Start = {} if baseline_pain is None else {"baseline_pain": baseline_pain}
    assert ends(flare(answer(1, quiet), answer(2, quiet), **start)) == "active 1.3"
    assert ends(flare(answer(1, quiet), answer(2, quiet + 1), **start)) == "flare 1.3"


def test_without_any_baseline_3_is_quiet() -> None:
    """Nothing is known of the patient's usual pain."""
    unknown = session(0, 8, before=None)
    assert ends(tale(2, 2, unknown, answer(1, 3), answer(2, 3))) == "active 1.3"
    assert ends(tale(2, 2, unknown, answer(1, 3), answer(2, 4))) == "flare 1.3"


def test_the_answer_that_started_it_is_no_day_of_it() -> None:
    """The two quiet days come after."""
    begun = trained(0, 1, 8, before=7)  # on day 1 at 18:00
    assert ends(tale(2, 2, begun, answer(2, 1), until=moment(3))) == "flare 1.3"
    assert ends(tale(2, 2, begun, answer(2, 1), answer(3, 1))) == "active 1.3"


def test_a_daily_rating_is_no_decision() -> None:
    """It only shows that the flare is over."""
    ratings = [answer(1, 1), answer(2, 1, "17:00"), answer(3, 9)]
    assert timed(flare(ratings)) == ["01-05 18:00 regress severe_pain 1.3", "01-06 18:00 hold in_flare 1.3"]


def test_the_answer_that_ends_a_flare_is_still_evaluated_in_it() -> None:
    """First the decision, then the end: nothing moves on by the way."""
    history = flare(answer(1, 1), session(1, 6), answer(2, 1))
    assert decided(history)[-1] == "hold in_flare 1.3"
    assert ends(history) == "active 1.3"


def test_after_a_flare_the_plan_goes_on_from_where_it_was_put() -> None:
    """By the usual rules of that stage."""
    history = flare(answer(1, 1), answer(2, 1), greens(2, 3, 4, 5, 6))
    assert decided(history)[-1] == "progress ready 1.4"


def test_a_flare_that_lasts_7_days_goes_to_the_clinician() -> None:
    """7 x 24 hours, once, and not if it is over by then."""
    lasting = [answer(day, 5) for day in range(1, 9)]
    assert alerts(flare(lasting, until=moment(7, "17:59"))) == []
    assert alerts(flare(lasting, until=moment(30))) == ["01-12 18:00 review flare_not_over"]
    assert alerts(flare(answer(6, 1), answer(7, 1, "17:59"), until=moment(30))) == []
    assert run(flare(answer(3, 5), until=moment(7))).alerts[-1].inputs == {"days": 7}


def test_a_stopped_plan_has_no_lasting_flare() -> None:
    """The clinician has it already."""
    assert alerts(flare(order(1, "stop"), until=moment(30))) == []


@pytest.mark.parametrize(
    ("again", "clock", "told"),
    [
        pytest.param(14, "18:00", True, id="14 days later to the minute"),
        pytest.param(14, "18:01", False, id="a minute more"),
        pytest.param(5, "18:00", True, id="5 days later"),
    ],
)
def test_a_second_flare_within_14_days_goes_to_the_clinician(again: int, clock: str, told: bool) -> None:
    """Counted from the beginning of the first."""
    quiet = [answer(1, 1), answer(2, 1)]
    since = order(3, "set", stage=2, level=2)
    history = flare(quiet, since, session(again, 8, clock=clock))
    expected = [f"01-{5 + again:02} {clock} review second_flare"] if told else []
    assert alerts(history) == expected
    assert ends(history) == "flare 1.3"


def test_a_later_flare_is_held_against_the_one_before_it() -> None:
    """The first lies more than two weeks back; the third comes five days after the second."""
    first, second = [answer(1, 1), answer(2, 1), order(3, "set", stage=2, level=2)], session(16, 8)
    third = [answer(17, 1), answer(18, 1), order(19, "set", stage=2, level=2), session(21, 8)]
    assert alerts(flare(first, second, third)) == ["01-26 18:00 review second_flare"]


def test_a_second_flare_is_told_with_the_days_since_the_first() -> None:
    """With one decimal: four days and three hours are 4.1."""
    second = run(tale(1, 3, FLARE, answer(1, 1), answer(2, 1), session(4, 8, clock="21:00"))).alerts[-1]
    assert (second.rule, second.inputs["days"], second.inputs["pain_during"]) == ("second_flare", 4.1, 8)


def test_a_rating_of_the_day_on_which_an_answer_began_the_flare_can_be_the_first_quiet_one() -> None:
    """The answer itself is what began it; only what comes after it is held against that day."""
    begun = [session(0, clock="08:00"), answer(1, 9, "08:00")]
    quiet, until = [answer(1, 1, "20:00"), answer(2, 1, "20:00")], moment(3, "08:00")
    assert ends(tale(2, 2, begun, quiet, until=until)) == "active 1.3"
    assert ends(tale(2, 2, begun, answer(1, 4, "08:01"), quiet, until=until)) == "flare 1.3"


def test_a_flare_goes_from_the_moment_after_its_cause_to_its_end() -> None:
    """What is asked for on its days depends on it."""
    plan = run(flare(answer(1, 1), answer(2, 1))).course.plan
    moments = [(0, "18:00"), (0, "18:01"), (2, "18:00"), (2, "18:01")]
    assert [plan.in_flare_at(instant(*at)) for at in moments] == [False, True, True, False]


def test_a_second_flare_in_stage_1_is_told_once() -> None:
    """The two reasons for a review make one alert."""
    history = tale(1, 3, FLARE, answer(1, 1), answer(2, 1), session(4, 8))
    assert alerts(history) == ["01-05 18:00 review overload_in_first_stage", "01-09 18:00 review second_flare"]
    assert ends(history) == "flare 1.1"


def test_a_pause_covers_a_flare_and_maintenance_lies_under_it() -> None:
    """What shows is what matters most; what lies below comes back."""
    quiet = [answer(1, 1), answer(2, 1)]
    assert ends(flare(happens(1, "pause"))) == "paused 1.3"
    assert ends(flare(happens(1, "pause"), happens(1, "resume", "10:00"))) == "flare 1.3"
    assert ends(flare(happens(1, "goal_met"))) == "flare 1.3"
    assert ends(flare(happens(1, "goal_met"), quiet)) == "maintenance 1.3"


def test_a_restart_ends_a_flare() -> None:
    """The clinician has looked."""
    assert ends(flare(order(1, "restart", stage=2, level=1))) == "active 2.1"


def rated(plan: Plan, value: int) -> tuple[Rated, ...]:
    """A rating on each of the days 21 and 22."""
    return tuple(Rated(at, plan.today(at), value) for at in (instant(21), instant(22)))


def test_of_several_flares_it_is_the_last_that_ends() -> None:
    """The earlier ones stay as they were, and the last one's baseline says what is quiet."""
    earlier = tuple(Flare(since=instant(day), until=instant(day + 2), baseline=9) for day in (0, 10))
    begun = begin(zone="Europe/London", at=instant(-1), position=Position(1, 1), baseline_pain=None)
    plan = replace(begun, flares=(*earlier, Flare(since=instant(20), baseline=0)))
    quiet = Evidence(ratings=rated(plan, 1))
    ended = settled(Course(plan, quiet), PROTOCOL, instant(22)).plan
    assert ended.flares == (*earlier, Flare(since=instant(20), until=instant(22), baseline=0))
    assert settled(Course(plan, Evidence(ratings=rated(plan, 2))), PROTOCOL, instant(22)).plan == plan

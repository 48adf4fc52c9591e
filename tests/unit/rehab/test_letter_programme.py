"""What a letter tells of the programme: stages, steps down, week by week, and the response to it (reference 5.3)."""

from datetime import timedelta
from typing import Unpack

from rehab.messages.letter import Away
from rehab.plan import Position
from tests.unit.rehab.letters import written
from tests.unit.rehab.tales import FIRST, Start, Trace, answer, happens, missed, moment, order, session, tale, trained


def test_the_programme_names_stages_with_their_dates_and_the_levels_that_they_saw() -> None:
    """Also one that was left and came back to."""
    moves = (order(3, "set", stage=2, level=3), order(10, "set", stage=1, level=4), order(12, "set", stage=2, level=1))
    done = written(tale(2, 2, *moves, until=moment(20))).programme
    spells = [(one.stage, (one.since - FIRST).days, one.lowest, one.highest) for one in done.spells]
    assert spells == [(2, 0, 2, 3), (1, 10, 4, 4), (2, 12, 1, 1)]
    assert [one.until for one in done.spells] == [done.spells[1].since, done.spells[2].since, None]


def test_the_programme_says_what_is_done_now() -> None:
    """Position, status, what holds it, and the dose as it is."""
    done = written(tale(2, 1, order(1, "hold"), trained(2, during=7, after=3), until=moment(5))).programme
    assert (done.position, done.status, done.held, done.lighter) == (Position(2, 1), "active", True, True)
    assert [(one.dose.id, one.dose.sets) for one in done.exercises] == [("two_leg_bridge", 2), ("prone_curl", 2)]
    assert (done.daily, done.per_week) == (False, 3)


def test_every_step_down_is_told_with_its_rule_and_numbers() -> None:
    """Not the holds, nor the way up."""
    done = written(tale(2, 3, trained(0), trained(2, during=7), until=moment(30))).programme
    assert [(one.rule, one.verdict, one.before, one.after) for one in done.lowered] == [
        ("red_day", "reduce", Position(2, 3), Position(2, 2)),
        ("gap", "reduce", Position(2, 2), Position(2, 1)),
    ]
    assert done.lowered[0].inputs["pain_during"] == 7


def test_pauses_tests_and_orders_are_told_with_their_days() -> None:
    """A pause that lasts has no end."""
    paused = (happens(4, "pause"), happens(9, "resume"), happens(20, "pause"))
    tests = (happens(10, "exit_test", passed=False), happens(12, "exit_test", passed=True))
    done = written(tale(2, 2, *paused, *tests, order(14, "hold"), order(15, "restart", stage=1, level=2))).programme
    days = [(FIRST + timedelta(days=one)) for one in (4, 9, 20)]
    assert done.pauses == (Away(since=days[0], until=days[1]), Away(since=days[2], until=None))
    assert [((one.day - FIRST).days, one.stage, one.passed) for one in done.tests] == [(10, 2, False), (12, 2, True)]
    ordered = [((one.day - FIRST).days, one.command, one.place) for one in done.orders]
    assert ordered == [(14, "hold", None), (15, "restart", Position(1, 2))]


def test_what_the_patient_told_is_kept_with_its_day() -> None:
    """What was in the way, what was different before a flare, routine signs, and treatment by others."""
    said = (
        happens(5, "barrier", value="time"),
        happens(9, "trigger", value="hill"),
        happens(11, "routine_sign", signs=["tingling", "both_sides"]),
        happens(12, "treatment", what="injection"),
    )
    told = written(tale(2, 2, *said)).programme.told
    assert [((one.day - FIRST).days, one.what, one.data) for one in told] == [
        (5, "barrier", {"value": "time"}),
        (9, "trigger", {"value": "hill"}),
        (11, "routine_sign", {"signs": "tingling,both_sides"}),
        (12, "treatment", {"what": "injection"}),
    ]


def test_weeks_in_the_programme_leave_long_pauses_out() -> None:
    """Of a pause of 28 days half."""
    away = (happens(7, "pause"), happens(35, "resume"))
    assert written(tale(2, 2, *away, until=moment(84, "10:00"))).programme.weeks == 10.0


def test_each_week_has_a_row_with_sessions_and_means() -> None:
    """Sessions done (part counts half) of prescribed; of 24-hour answers those in their window."""
    first = [session(0, 4), session(2, 2, outcome="part"), missed(4), answer(1, 5), answer(3, 2), answer(6, 9)]
    weekly = happens(6, "weekly", "20:00", average_pain=4, worst_pain=6)
    table = written(tale(2, 2, first, weekly, until=moment(15))).programme.table
    one, two, three = table
    assert (one.number, one.first, one.done, one.prescribed) == (1, FIRST, 1.5, 3)
    assert (one.during, one.after, one.average) == (3.0, 3.5, 4)
    assert (two.done, two.prescribed, two.during, two.after, two.average) == (0.0, 0, None, None, None)
    assert (three.number, three.first) == (3, FIRST + timedelta(days=14))


def test_a_week_that_has_just_begun_has_a_row_as_soon_as_something_was_done_in_it() -> None:
    """A review falls on the first morning of a week."""
    assert len(written(tale(2, 2, trained(0), until=moment(7, "09:00"))).programme.table) == 1
    assert (
        len(written(tale(2, 2, trained(0), session(7, clock="08:00"), until=moment(7, "09:00"))).programme.table) == 2
    )
    assert len(written(tale(2, 2, until=moment(0, "09:00"))).programme.table) == 0


def test_sessions_of_a_pause_are_left_out() -> None:
    """As everywhere."""
    paused = (happens(1, "pause"), missed(2), happens(3, "resume"), session(4))
    [week] = written(tale(2, 2, *paused, until=moment(5))).programme.table
    assert (week.done, week.prescribed) == (1.0, 1)


def test_what_was_reported_before_a_restart_stays_in_the_history() -> None:
    """The rules do not look at it any more; a reader wants to know."""
    made = written(tale(2, 2, trained(0, during=4), order(8, "restart", stage=1, level=1), until=moment(9)))
    assert made.programme.table[0].during == 4.0
    assert made.programme.adherence is None


def weeks_of(*afters: int, **start: Unpack[Start]) -> Trace:
    """A tale with one day a week, each answered with a number."""
    return tale(2, 2, *(trained(7 * week, during=2, after=value) for week, value in enumerate(afters)), **start)


def test_a_trend_goes_from_the_first_week_to_the_latest() -> None:
    """With the best between, the change in points and percent, and the slope over four weeks."""
    after, during = written(weeks_of(6, 5, 3, 4)).trends
    assert (after.what, after.first, after.latest, after.best, after.weeks) == ("after", 6.0, 4.0, 3.0, 4)
    assert (after.change, after.percent, after.slope) == (-2.0, -33, -3.2)
    assert (during.what, during.change, during.percent, during.slope) == ("during", 0.0, 0, 0.0)


def test_a_slope_needs_three_weeks_and_a_percentage_some_pain() -> None:
    """Two points always lie on a line."""
    after = written(weeks_of(0, 2)).trends[0]
    assert (after.change, after.percent, after.slope) == (2.0, None, None)


def test_the_patients_own_averages_are_a_trend_of_their_own() -> None:
    """As they summed the weeks up."""
    averages = [happens(7 * week + 6, "weekly", average_pain=value) for week, value in enumerate((5, 4))]
    [only] = written(tale(2, 2, *averages)).trends
    assert (only.what, only.first, only.latest) == ("average", 5.0, 4.0)


def test_totals_are_told_measure_by_measure() -> None:
    """With their dates, in the order in which they first came."""
    given = [("visa_h", 40, 1), ("sane", 55, 2), ("visa_h", 48, 30)]
    told = [happens(day, "outcome", measure=name, value=value) for name, value, day in given]
    totals = written(tale(2, 2, *told)).totals
    assert [(one.measure, [value for _, value in one.values]) for one in totals] == [
        ("visa_h", [40.0, 48.0]),
        ("sane", [55.0]),
    ]
    assert totals[0].values[1][0] == FIRST + timedelta(days=30)

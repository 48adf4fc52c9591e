"""What the weekly review counts: weeks without long pauses, pain, adherence, gains (design 9.8)."""

from tests.unit.rehab.reviews import WEEK_12, figure, programme, told
from tests.unit.rehab.tales import Start, happens, missed, moment, run, session, tale, trained


def test_pain_now_is_the_latest_average_or_else_the_mean_of_the_week_s_answers() -> None:
    """Answers of the week before say nothing about now."""
    answered = [*trained(0, after=5, before=5), *trained(8, after=3), *trained(10, after=4)]
    until = moment(14, "09:00")
    assert figure(tale(2, 2, answered, until=until), "pain_now") == 3.5
    assert figure(tale(2, 2, answered, happens(1, "weekly", average_pain=6), until=until), "pain_now") == 6
    assert figure(tale(2, 2, trained(0), until=until), "pain_now") is None
    averages = [happens(day, "weekly", average_pain=pain) for day, pain in ((1, 6), (5, 2), (12, 3))]
    assert figure(tale(2, 2, answered, averages, until=until), "pain_now") == 3


def test_the_numbers_are_kept_with_one_decimal() -> None:
    """From 7 to a mean of 4, 5 and 5 in twelve weeks; of five sessions three done and one in part."""
    answered = [trained(day, after=value, before=value) for day, value in ((0, 4), (2, 5), (4, 5))]
    part = session(5, outcome="part")
    start: Start = {"programme_since": WEEK_12, "level_since": -21, "programme_start_pain": 7}
    start["until"] = moment(7, "09:00")
    decision = run(tale(2, 2, *answered, part, missed(6), **start)).decisions[-1]
    assert decision.inputs == {
        "weeks": 12.0,
        "adherence": 70,
        "pain_start": 7.0,
        "pain_now": 4.7,
        "fall_percent": 33.3,
        "questionnaire_gain": None,
        "days_without_gain": 28,
        "silent_days": 2,
    }


def test_adherence_is_that_of_the_last_12_weeks() -> None:
    """84 local days with that of the review; what was let pass on the day before them is forgotten."""

    def adherence(missed_on: int) -> object:
        return figure(tale(2, 2, missed(missed_on), session(0), at=moment(-90, "08:00"), programme_since=-84,
                           until=moment(7, "09:00")), "adherence")  # fmt: skip

    assert (adherence(-76), adherence(-77)) == (50, 100)


def test_only_totals_of_the_questionnaire_are_a_gain_in_it() -> None:
    """Other measures have scales of their own."""
    told = ((0, "10:00", "psfs", 1), (0, "10:00", "zzz", 2), (6, "11:00", "sane", 90), (6, "11:00", "zzz", 99))
    others = [happens(day, "outcome", clock, measure=measure, value=value) for day, clock, measure, value in told]
    first, last = (happens(day, "outcome", "10:30", measure="visa_h", value=v) for day, v in ((0, 30), (6, 51)))
    until = moment(7, "09:00")
    between = happens(3, "outcome", "10:30", measure="visa_h", value=99)
    assert figure(tale(2, 2, others, first, last, until=until), "questionnaire_gain") == 21
    assert figure(tale(2, 2, others, first, between, last, until=until), "questionnaire_gain") == 21
    assert figure(tale(2, 2, others, first, until=until), "questionnaire_gain") is None


def test_a_long_pause_is_no_time_in_the_programme() -> None:
    """Of 30 paused days 14 count: in week 12 by the calendar it is week 9, and no stall."""
    away = (happens(-40, "pause"), happens(-10, "resume"))
    history = programme(*away, at=moment(-60, "08:00"))
    assert "stalled stalled" not in told(history)
    assert run(history).decisions[-1].inputs["weeks"] == 9.7
    assert "stalled stalled" in told(programme(at=moment(-60, "08:00")))


def test_two_weeks_of_a_pause_and_less_count_like_any_other_time() -> None:
    """Two short pauses take nothing off, whatever they add up to."""
    twice = [happens(1, "pause"), happens(15, "resume"), happens(16, "pause"), happens(19, "resume")]
    assert figure(tale(2, 2, twice, until=moment(21, "09:00")), "weeks") == 3.0


def test_a_pause_that_lasts_is_left_out_as_well() -> None:
    """Day 21 of a pause that began on day 0: 7 of its days are not counted."""
    history = tale(2, 2, happens(0, "pause"), until=moment(21, "09:00"))
    assert run(history).decisions[-1].inputs["weeks"] == 2.0


def test_short_pauses_change_nothing_of_the_time_in_the_programme() -> None:
    """However many there are: none of them goes beyond what is allowed."""
    away = [happens(day + back, what) for day in (1, 5, 9, 13) for back, what in enumerate(("pause", "resume"))]
    assert run(tale(2, 2, *away, until=moment(21, "09:00"))).decisions[-1].inputs["weeks"] == 3.0

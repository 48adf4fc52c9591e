"""The weekly review: when it comes, what it tells of, and what it leaves alone (design 9.8, reference 5.1)."""

from datetime import timedelta
from typing import Unpack

import pytest

from rehab.engine import History, Occasion, OccasionKind, decide
from rehab.engine.review import PROGRAMME
from rehab.events import Weekly
from rehab.evidence import Evidence
from rehab.plan import Position, begin
from tests.unit.rehab.tales import (
    PROTOCOL,
    Event,
    Start,
    Trace,
    answer,
    ends,
    flagged,
    happens,
    in_short,
    instant,
    missed,
    moment,
    order,
    reviewed,
    run,
    session,
    tale,
    trained,
)

WEEK_12, WEEK_26 = -77, -175  # where the programme began, so that the review of day 7 is that of its week 12 or 26


def at_reviews(history: Trace) -> list[str]:
    """All weekly decisions of a trace, with their dates."""
    return [f"{one.at:%m-%d %H:%M} {in_short(one)}" for one in run(history).decisions if one.occasion == "review"]


# --- when ------------------------------------------------------------------------------------------------------------


def test_it_comes_every_7_local_dates_at_09_00() -> None:
    """From day 7 of the programme on, whatever happens in between."""
    weekly = ["01-12 09:00 hold weekly_review 2.2", "01-19 09:00 hold weekly_review 2.2"]
    assert at_reviews(tale(2, 2, until=moment(14, "09:00"))) == weekly
    assert at_reviews(tale(2, 2, until=moment(14, "08:59"))) == weekly[:1]
    assert at_reviews(tale(2, 2, programme_since=-3, until=moment(4, "09:00"))) == [
        "01-09 09:00 hold weekly_review 2.2"
    ]


def test_what_happens_in_its_minute_comes_before_it() -> None:
    """An answer at 09:00 is told first, and the review knows of it."""
    history = tale(2, 2, session(0), session(6, clock="09:00"), answer(7, 3, "09:00"), until=moment(7, "10:00"))
    last = run(history).decisions[-2:]
    assert [one.occasion for one in last] == ["answer", "review"]
    assert last[1].inputs["silent_days"] == 0


def test_it_may_lower_and_never_moves_on() -> None:
    """The weeks are compared; a plan that is ready waits for its next answer."""
    creeping = tale(
        2, 2, trained(0, after=0), trained(2, after=0), trained(6, after=0, clock="08:00"),
        *(trained(day, after=2) for day in (8, 10, 12)), level_since=0, until=moment(14, "09:00"),
    )  # fmt: skip
    assert at_reviews(creeping)[-1].startswith("01-19 09:00 reduce week_drift")
    ready = tale(2, 1, *(trained(day) for day in (0, 2, 4)), level_since=-1, until=moment(7, "09:00"))
    assert at_reviews(ready) == ["01-12 09:00 hold weekly_review 2.1"]


def test_while_paused_or_stopped_it_holds_and_tells_nothing() -> None:
    """Also where nothing has been heard for weeks."""
    paused = tale(2, 2, happens(0, "pause"), until=moment(14, "09:00"))
    assert (len(at_reviews(paused)), reviewed(paused)) == (2, [])
    stopped = tale(2, 2, flagged(0, "pop"), until=moment(14, "09:00"))
    assert (at_reviews(stopped)[-1], reviewed(stopped)) == ("01-19 09:00 hold stopped 2.2", [])


def test_while_paused_the_weeks_are_not_compared() -> None:
    """A review holds."""
    creeping = tale(
        2, 2, trained(0, after=0), trained(2, after=0), trained(6, after=0, clock="08:00"),
        *(trained(day, after=2) for day in (8, 10, 12)), happens(13, "pause", "20:00"), until=moment(14, "09:00"),
    )  # fmt: skip
    assert at_reviews(creeping)[-1].split()[2:4] == ["hold", "weekly_review"]


# --- whom it tells of ------------------------------------------------------------------------------------------------


def programme(
    *also: Event,
    since: int = WEEK_12,
    done: int = 7,
    left: int = 3,
    start: int = 5,
    now: int = 4,
    **more: Unpack[Start],
) -> Trace:
    """A week of sessions that are acceptable and no more, in a long programme, and its weekly average."""
    sessions = [session(0, 4, clock=f"{8 + number:02}:00") for number in range(done)]
    skipped = [missed(0, f"{8 + number:02}:30") for number in range(left)]
    average = happens(6, "weekly", average_pain=now, worst_pain=6)
    usual: Start = {"programme_since": since, "level_since": -21, "programme_start_pain": start}
    usual["until"] = moment(7, "09:00")
    usual.update(more)
    return tale(2, 2, sessions, skipped, average, *also, **usual)


def told(history: Trace) -> list[str]:
    """What the reviews of a programme told, without its time."""
    return [line.split(maxsplit=2)[2] for line in reviewed(history)]


MEASURED = [happens(0, "outcome", "10:00", measure="visa_h", value=30)]


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        pytest.param(programme(), ["stalled stalled"], id="12 weeks, 70 %, 1 point less, 28 days without a gain"),
        pytest.param(programme(since=-70), [], id="11 weeks"),
        pytest.param(programme(done=9, left=4), [], id="69 %"),
        pytest.param(programme(now=3), [], id="2 points and 40 % less"),
        pytest.param(programme(start=7, now=5), ["stalled stalled"], id="2 points, but 29 %"),
        pytest.param(programme(start=3, now=2), ["stalled stalled"], id="33 %, but 1 point"),
        pytest.param(programme(level_since=-20), [], id="27 days without a gain"),
        pytest.param(programme(happens(1, "goal_met")), [], id="the goal is met"),
        pytest.param(
            programme(*MEASURED, happens(6, "outcome", "10:00", measure="visa_h", value=52)), [], id="VISA-H up by 22"
        ),
        pytest.param(
            programme(*MEASURED, happens(6, "outcome", "10:00", measure="visa_h", value=51)),
            ["stalled stalled"],
            id="VISA-H up by 21",
        ),
        pytest.param(programme(done=4, left=5), ["adherence poor_adherence"], id="44 %: never adequately tried"),
        pytest.param(programme(done=5, left=5), [], id="50 %"),
        pytest.param(programme(done=4, left=5, now=3), [], id="44 %, but better"),
        pytest.param(programme(since=-70, level_since=-35), ["review early_warning"], id="42 days without a gain"),
        pytest.param(programme(since=-70, level_since=-34), [], id="41 days without a gain"),
        pytest.param(programme(since=-70, level_since=-35, done=4, left=5), [], id="42 days, but 44 %"),
        pytest.param(programme(since=WEEK_26, now=3), ["stalled outer_limit"], id="26 weeks, better, 28 days without"),
        pytest.param(
            programme(since=WEEK_26, now=3, level_since=-20), ["review still_improving"], id="26 weeks, still improving"
        ),
        pytest.param(programme(since=WEEK_26, level_since=-20), ["stalled outer_limit"], id="26 weeks and no response"),
        pytest.param(
            programme(since=WEEK_26, done=4, left=5), ["stalled outer_limit"], id="26 weeks go before poor adherence"
        ),
        pytest.param(programme(since=WEEK_26), ["stalled outer_limit"], id="26 weeks, and a stall as well"),
        pytest.param(programme(since=WEEK_26 + 7, now=3, level_since=-20), [], id="25 weeks and better"),
    ],
)
def test_a_programme_is_judged_as_a_whole(history: Trace, expected: list[str]) -> None:
    """Each finding on both sides of each of its numbers."""
    assert told(history) == expected


def test_what_is_worse_is_asked_first() -> None:
    """Only one thing is told of a programme as a whole: what lasts longest, then what was tried, then what may come."""
    assert [sorted(step) for step in PROGRAMME] == [
        ["outer_limit"], ["poor_adherence", "stalled"], ["still_improving"], ["early_warning"]
    ]  # fmt: skip


def test_pain_of_which_nothing_is_known_has_not_fallen() -> None:
    """Neither where nobody told of the start, nor where nobody tells of now."""
    told_nothing = [session(0, 4, before=None, clock=f"{8 + number:02}:00") for number in range(7)]
    skipped = [missed(0, f"{8 + number:02}:30") for number in range(3)]
    start: Start = {"programme_since": WEEK_12, "level_since": -21, "until": moment(7, "09:00")}
    known: Start = {**start, "programme_start_pain": 5}
    for knows in (start, known):
        assert told(tale(2, 2, told_nothing, skipped, flagged(3), **knows)) == ["stalled stalled"]


def test_two_bad_weeks_in_a_row_are_worsening() -> None:
    """2 above the start in both; with one point less, or in one week only, not."""

    def weeks(first: int, second: int) -> list[str]:
        averages = [happens(day, "weekly", average_pain=pain, worst_pain=9) for day, pain in ((6, first), (13, second))]
        return told(tale(2, 2, averages, programme_start_pain=4, until=moment(14, "09:00")))

    assert weeks(6, 6) == ["review worsening"]
    assert weeks(5, 6) == weeks(6, 5) == []


def test_a_week_without_an_average_is_that_of_its_answers() -> None:
    """On-time answers alone show it as well."""
    answered = [event for day in (0, 2, 4, 7, 9, 11) for event in trained(day, after=5, before=5)]
    assert "review worsening" in told(tale(2, 2, answered, programme_start_pain=3, until=moment(14, "09:00")))


def figure(history: Trace, name: str) -> object:
    """One of the numbers of the last review."""
    return [one for one in run(history).decisions if one.rule == "weekly_review"][-1].inputs[name]


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


def test_an_average_belongs_to_the_week_in_which_it_is_given() -> None:
    """At 09:00 still to the one that ends, a minute later to the next."""

    def worse(first: tuple[int, str], second: tuple[int, str]) -> bool:
        averages = [happens(day, "weekly", clock, average_pain=6) for day, clock in (first, second)]
        return "review worsening" in told(tale(2, 2, averages, programme_start_pain=4, until=moment(14, "09:00")))

    again = [happens(day, "weekly", average_pain=pain) for day, pain in ((2, 3), (4, 6), (9, 2), (11, 6))]
    assert "review worsening" in told(tale(2, 2, again, programme_start_pain=4, until=moment(14, "09:00")))
    assert worse((7, "09:00"), (14, "09:00"))
    assert worse((0, "09:01"), (7, "09:01"))
    assert not worse((7, "09:01"), (14, "09:00"))
    assert not worse((0, "09:00"), (7, "09:01"))
    assert not worse((0, "09:01"), (7, "09:00"))


def test_an_average_of_that_very_instant_belongs_to_the_week_that_ends() -> None:
    """One given exactly a week before a review belongs to the week before that one only."""
    now = instant(14, "09:00")
    plan = begin(
        zone="Europe/London",
        at=instant(0, "08:00"),
        position=Position(2, 2),
        baseline_pain=None,
        programme_start_pain=4,
    )

    def told_of(*weeks_back: int) -> list[str]:
        weekly = tuple(Weekly(at=now - timedelta(weeks=back), average_pain=6) for back in weeks_back)
        history = History(Evidence(weekly=weekly, heard=plan.today(now)), Occasion(OccasionKind.REVIEW))
        return [alert.rule for alert in decide(plan, history, PROTOCOL, now=now).alerts]

    assert told_of(1, 0) == ["worsening"]
    assert told_of(1) == told_of(2, 1) == told_of(0) == []


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


def test_seven_silent_days_are_told() -> None:
    """A session that was let pass, and what a clinician does, say nothing of the patient."""
    silent = tale(2, 2, missed(1), order(3, "hold"), until=moment(7, "09:00"))
    assert told(silent) == ["lost_contact lost_contact"]
    assert told(tale(2, 2, missed(1), flagged(1), until=moment(7, "09:00"))) == []


def test_each_kind_is_told_at_most_every_28_days() -> None:
    """Five silent weeks are two alerts, four weeks apart."""
    assert reviewed(tale(2, 2, until=moment(35, "09:00"))) == [
        "01-12 09:00 lost_contact lost_contact",
        "02-09 09:00 lost_contact lost_contact",
    ]


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


def test_a_restart_begins_the_count_of_levels_and_silence_anew() -> None:
    """Nothing is told of what lay before it."""
    history = programme(order(6, "restart", "12:00", stage=2, level=2))
    assert told(history) == []
    assert ends(history) == "active 2.2"

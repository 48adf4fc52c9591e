"""The weekly review: when it comes, what it tells of, and what it leaves alone (design 9.8, reference 5.1)."""

from tests.unit.rehab.reviews import programme, told
from tests.unit.rehab.tales import (
    Trace,
    answer,
    ends,
    flagged,
    happens,
    in_short,
    missed,
    moment,
    order,
    reviewed,
    run,
    session,
    tale,
    trained,
)


def at_reviews(history: Trace) -> list[str]:
    """All weekly decisions of a trace, with their dates."""
    return [f"{one.at:%m-%d %H:%M} {in_short(one)}" for one in run(history).decisions if one.occasion == "review"]


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


def test_a_restart_begins_the_count_of_levels_and_silence_anew() -> None:
    """Nothing is told of what lay before it."""
    history = programme(order(6, "restart", "12:00", stage=2, level=2))
    assert told(history) == []
    assert ends(history) == "active 2.2"

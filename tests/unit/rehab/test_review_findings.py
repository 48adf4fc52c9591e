"""What the weekly review finds in a programme, and on which numbers (design 9.8, reference 5.1)."""

from datetime import timedelta

import pytest

from rehab.engine import History, Occasion, OccasionKind, decide
from rehab.engine.review import PROGRAMME
from rehab.events import Weekly
from rehab.evidence import Evidence
from rehab.plan import Position, begin
from tests.unit.rehab.reviews import WEEK_12, WEEK_26, programme, told
from tests.unit.rehab.tales import (
    PROTOCOL,
    Start,
    Trace,
    flagged,
    happens,
    instant,
    missed,
    moment,
    session,
    tale,
    trained,
)

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

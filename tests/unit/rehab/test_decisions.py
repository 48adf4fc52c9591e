"""Each rule with a history that fires it and one that just does not (reference 2.4, design 9)."""

from dataclasses import dataclass

import pytest

from rehab.engine import RULES
from rehab.engine.rules import weekly_review
from tests.unit.rehab.tales import (
    Trace,
    answer,
    decided,
    flagged,
    greens,
    moment,
    order,
    session,
    tale,
    trained,
)


@dataclass(frozen=True)
class Golden:
    """One rule's two histories, each with the last decision that it leads to."""

    rule: str
    words: str
    fires: Trace
    then: str
    misses: Trace
    instead: str


GOLDEN = (
    Golden(
        rule="stopped",
        words="a red flag stops everything, a clean screen nothing",
        fires=tale(2, 2, flagged(0, "pop"), trained(0)),
        then="hold stopped 2.2",
        misses=tale(2, 2, flagged(0), trained(0)),
        instead="hold not_yet 2.2",
    ),
    Golden(
        rule="in_flare",
        words="8 during starts a flare, 7 does not",
        fires=tale(2, 2, trained(0, 8)),
        then="hold in_flare 1.3",
        misses=tale(2, 2, trained(0, 7)),
        instead="hold already_lowered 2.1",
    ),
    Golden(
        rule="gap",
        words="14 days without loading are over at 03:00 of the 15th",
        fires=tale(2, 3, trained(0), until=moment(15, "03:00")),
        then="reduce gap 2.2",
        misses=tale(2, 3, trained(0), until=moment(15, "02:59")),
        instead="hold not_yet 2.3",
    ),
    Golden(
        rule="severe_pain",
        words="8 at 24 hours is severe whatever came before, 7 is not",
        fires=tale(2, 2, trained(0, 1, 8, before=6)),
        then="regress severe_pain 1.3",
        misses=tale(2, 2, trained(0, 1, 7, before=6)),
        instead="reduce red_day 2.1",
    ),
    Golden(
        rule="flare_at_24h",
        words="6 at 24 hours with a rise of 3, not of 2",
        fires=tale(2, 2, trained(0, 1, 6, before=3)),
        then="regress flare_at_24h 1.3",
        misses=tale(2, 2, trained(0, 1, 6, before=4)),
        instead="reduce red_day 2.1",
    ),
    Golden(
        rule="second_red",
        words="a second RED among the last three rated days, not among the last four",
        fires=tale(2, 2, trained(0, 6), greens(2), session(4, 6)),
        then="regress second_red 1.4",
        misses=tale(2, 2, trained(0, 6), greens(2, 4), session(6, 6)),
        instead="reduce red_day 2.1",
    ),
    Golden(
        rule="red_day",
        words="6 during is judged at once, 5 only with its answer",
        fires=tale(2, 2, session(0, 6)),
        then="reduce red_day 2.1",
        misses=tale(2, 2, trained(0, 5)),
        instead="hold amber_day 2.2",
    ),
    Golden(
        rule="week_drift",
        words="a mean that rose by one point, and by two thirds",
        fires=tale(2, 2, order(0, "hold"), *(trained(d, after=0) for d in (0, 2, 4)), greens(7, 9, 11)),
        then="reduce week_drift 2.1",
        misses=tale(
            2, 2, order(0, "hold"), *(trained(d, after=0) for d in (0, 2, 4)), greens(7, 9), trained(11, after=0)
        ),
        instead="hold held 2.2",
    ),
    Golden(
        rule="ready",
        words="three GREEN days and seven days at the level, not six",
        fires=tale(2, 1, greens(0, 2, 4), level_since=-2),
        then="progress ready 2.2",
        misses=tale(2, 1, greens(0, 2, 4), level_since=-1),
        instead="hold not_yet 2.1",
    ),
    Golden(
        rule="already_lowered",
        words="a day that was RED during has had its consequence when its good answer comes",
        fires=tale(2, 2, trained(0, 6)),
        then="hold already_lowered 2.1",
        misses=tale(2, 2, trained(0, 5)),
        instead="hold amber_day 2.2",
    ),
    Golden(
        rule="no_answer",
        words="30 hours without an answer, and an answer just then",
        fires=tale(2, 2, session(0), until=moment(2, "00:00")),
        then="hold no_answer 2.2",
        misses=tale(2, 2, session(0), answer(2, 1, "00:00")),
        instead="hold not_yet 2.2",
    ),
    Golden(
        rule="amber_day",
        words="4 during is acceptable and no more, 3 is easy",
        fires=tale(2, 2, trained(0, 4)),
        then="hold amber_day 2.2",
        misses=tale(2, 2, trained(0, 3)),
        instead="hold not_yet 2.2",
    ),
    Golden(
        rule="held",
        words="all is there but the clinician holds the plan, until it is released",
        fires=tale(2, 1, order(0, "hold"), greens(0, 2, 4), level_since=-2),
        then="hold held 2.1",
        misses=tale(2, 1, order(0, "hold"), order(5, "release"), greens(0, 2, 4), level_since=-2),
        instead="progress ready 2.2",
    ),
    Golden(
        rule="not_yet",
        words="two GREEN days are one too few",
        fires=tale(2, 1, greens(2, 4), level_since=-2),
        then="hold not_yet 2.1",
        misses=tale(2, 1, greens(0, 2, 4), level_since=-2),
        instead="progress ready 2.2",
    ),
)


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: f"{golden.rule}: {golden.words}")
def test_the_rule_fires(golden: Golden) -> None:
    """The last decision is by this rule."""
    assert decided(golden.fires)[-1] == golden.then
    assert golden.then.split()[1] == golden.rule


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: f"{golden.rule}: {golden.words}")
def test_the_rule_just_does_not_fire(golden: Golden) -> None:
    """One step to the side the last decision is another."""
    assert decided(golden.misses)[-1] == golden.instead
    assert golden.instead.split()[1] != golden.rule


def test_every_rule_has_its_two_histories() -> None:
    """A rule that nobody tried is no rule; the weekly review has test_review.py."""
    assert [golden.rule for golden in GOLDEN] == [rule.__name__ for rule in RULES if rule is not weekly_review]


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        pytest.param(
            tale(2, 3, trained(0, 6, 2)),
            ["reduce red_day 2.2", "hold already_lowered 2.2"],
            id="RED, then a good answer",
        ),
        pytest.param(
            tale(2, 3, session(0, 6), session(0, 7, clock="20:00")),
            ["reduce red_day 2.2", "hold already_lowered 2.2"],
            id="RED twice on one day",
        ),
        pytest.param(
            tale(2, 3, trained(0, 6, 8)),
            ["reduce red_day 2.2", "regress severe_pain 1.3"],
            id="RED, then a severe answer: now row 4 applies",
        ),
        pytest.param(
            tale(2, 3, trained(0, 6, 6, before=3)),
            ["reduce red_day 2.2", "regress flare_at_24h 1.3"],
            id="RED, then a flare at 24 hours",
        ),
        pytest.param(
            tale(2, 3, session(0, 6), session(0, 8, clock="20:00"), answer(1, 9)),
            ["reduce red_day 2.2", "regress severe_pain 1.3", "hold in_flare 1.3"],
            id="RED, then severe on the same day, then worse",
        ),
        pytest.param(
            tale(2, 3, trained(0, 6), greens(2), trained(4, 6, 8)),
            [
                "reduce red_day 2.2",
                "hold already_lowered 2.2",
                "hold not_yet 2.2",
                "regress second_red 1.4",
                "hold already_lowered 1.4",
            ],
            id="a second RED has taken all that one day can, even if its answer is severe",
        ),
        pytest.param(
            tale(2, 3, session(0, 6), answer(1, 2), answer(1, 9, "18:30")),
            ["reduce red_day 2.2", "hold already_lowered 2.2"],
            id="an answer too many answers nothing",
        ),
        pytest.param(
            tale(2, 3, session(0, before=5), answer(3, 6)),
            ["hold no_answer 2.3", "reduce red_day 2.2"],
            id="no answer, then a late one that is RED",
        ),
        pytest.param(
            tale(2, 3, session(0), answer(3, 2)),
            ["hold no_answer 2.3", "hold no_answer 2.3"],
            id="no answer, then a late good one",
        ),
    ],
)
def test_one_training_day_lowers_the_plan_once(history: Trace, expected: list[str]) -> None:
    """Later evaluations of it hold, unless row 4 now applies to a day so far only reduced (design 9.4)."""
    assert decided(history) == expected

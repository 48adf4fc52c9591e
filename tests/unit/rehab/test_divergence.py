"""Where one history parts under two protocols, and what is named as the cause of each divergence."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehab.engine import Verdict
from rehab.lab.divergence import Comparison, Divergence, compare, keyed
from rehab.lab.trace import read_trace
from rehab.protocol import Protocol, ThresholdError, Thresholds, with_thresholds
from tests.unit.rehab.examples import examples
from tests.unit.rehab.histories import traces
from tests.unit.rehab.tales import (
    LONDON,
    PROTOCOL,
    Trace,
    answer,
    happens,
    in_short,
    instant,
    moment,
    run,
    session,
    tale,
    trained,
)


def against(history: Trace, protocol: Protocol) -> Comparison:
    """A history under the shipped protocol and another one."""
    return compare(read_trace(json.dumps(history), PROTOCOL), PROTOCOL, protocol)


def under(history: Trace, **values: float) -> Comparison:
    """A history under the shipped protocol, and under it with other thresholds."""
    return against(history, with_thresholds(PROTOCOL, values))


def told(one: Divergence) -> str:
    """A divergence in short: when, what it was and is, by which changes and from which divergence it follows."""
    sides = " => ".join(in_short(side) if side else "-" for side in (one.was, one.now))
    day = one.at.astimezone(LONDON).strftime("%m-%d")
    follows = [one.follows_from.astimezone(LONDON).strftime("after %m-%d")] if one.follows_from else []
    return f"{day} {sides}: {' '.join([','.join(one.causes), *follows]).strip()}"


def parts(history: Trace, **values: float) -> list[str]:
    """All divergences in short."""
    return [told(one) for one in under(history, **values).divergences]


def with_stage_two(**values: object) -> Protocol:
    """The shipped protocol with something of Stage 2 otherwise."""
    stages = list(PROTOCOL.stages)
    stages[1] = stages[1].model_copy(update=values)
    return PROTOCOL.model_copy(update={"stages": tuple(stages)})


# --- the causes ------------------------------------------------------------------------------------------------------


def test_nothing_diverges_under_the_same_protocol() -> None:
    """The list is empty, and nothing is said to have changed."""
    found = under(tale(2, 1, trained(0), trained(2, 7)), pain_ceiling=5)
    assert (found.divergences, found.changed, found.was) == ((), (), found.now)


def test_a_changed_threshold_that_never_mattered_makes_no_divergence() -> None:
    """It is still listed as changed."""
    found = under(tale(2, 1, trained(0), trained(2)), severe=7)
    assert (found.divergences, found.changed) == ((), ("severe",))


def test_the_first_divergence_names_the_threshold_and_later_ones_follow_from_it() -> None:
    """Five during the exercise is too much under a ceiling of four; two days later the plan stands one level lower."""
    assert parts(tale(2, 2, trained(0, 5, 4, before=4), trained(2)), pain_ceiling=4) == [
        "01-05 - => reduce red_day 2.1: pain_ceiling",
        "01-06 hold amber_day 2.2 => hold already_lowered 2.1: pain_ceiling after 01-05",
        "01-08 hold not_yet 2.2 => hold not_yet 2.1: after 01-05",
    ]


def test_a_later_divergence_can_have_a_threshold_of_its_own() -> None:
    """The second one is a matter of the severe rating; what comes after it follows from it, not from the first."""
    history = tale(2, 3, trained(0, 5, 4, before=4), session(2, 7), answer(3, 1))
    assert parts(history, pain_ceiling=4, severe=7)[2:] == [
        "01-07 reduce red_day 2.2 => regress severe_pain 1.3: severe after 01-05",
        "01-08 hold already_lowered 2.2 => hold in_flare 1.3: after 01-07",
    ]


def test_a_threshold_that_acts_between_evaluations_is_found_too() -> None:
    """A flare that counts as settled later shows at the next answer, whose rule does not use that threshold."""
    quiet = [answer(day, 3, "09:00") for day in (2, 3, 4)]
    history = tale(2, 1, session(0, 9, before=4), quiet, trained(5), baseline_pain=4)
    assert parts(history, flare_settled_max=2) == ["01-11 hold not_yet 1.3 => hold in_flare 1.3: flare_settled_max"]


def test_an_evaluation_of_one_run_only() -> None:
    """A shorter gap is a gap on another day; the same gap is evaluated once, so the later day has nothing left."""
    history = tale(2, 3, trained(0), until=moment(20))
    assert parts(history, gap_days=10) == [
        "01-16 - => reduce gap 2.2: gap_days",
        "01-19 hold weekly_review 2.3 => hold weekly_review 2.2: gap_days after 01-16",
        "01-20 reduce gap 2.2 => -: after 01-16",
    ]


def test_of_two_changes_only_the_one_that_matters_is_named() -> None:
    """The other is listed as changed."""
    found = under(tale(2, 2, session(0, 7)), severe=7, gap_days=10)
    assert [told(one) for one in found.divergences] == ["01-05 reduce red_day 2.1 => regress severe_pain 1.3: severe"]
    assert found.changed == ("severe", "gap_days")


def test_two_changes_that_only_together_make_it_are_both_named() -> None:
    """Five at 24 hours with a rise of two is a flare only if both numbers are lower."""
    [line] = parts(tale(2, 2, trained(0, 3, 5, before=3)), flare_from=5, flare_rise=2)
    assert line == "01-06 reduce red_day 2.1 => regress flare_at_24h 1.3: flare_from,flare_rise"


def test_two_changes_each_of_which_makes_it_are_both_named() -> None:
    """Five after four is RED by the ceiling, and RED by the rise."""
    [line] = parts(tale(2, 2, trained(0, 3, 5, before=4)), pain_ceiling=4, rise_red=1)
    assert line == "01-06 hold amber_day 2.2 => reduce red_day 2.1: pain_ceiling,rise_red"


def test_a_change_that_makes_a_part_of_it_is_named() -> None:
    """With the smaller rise alone the day would be AMBER; the lower start of RED makes it RED, but only then."""
    [line] = parts(tale(2, 2, trained(0, 2, 3, before=2)), rise_red=1, rise_red_from=3)
    assert line == "01-06 hold not_yet 2.2 => reduce red_day 2.1: rise_red"


def test_two_sessions_of_one_instant_are_two_evaluations() -> None:
    """They do not hide each other."""
    history = tale(2, 2, session(0, 6), session(0, 8))
    decisions = run(history).decisions
    assert list(keyed(decisions).values()) == list(decisions)
    assert [key.number for key in keyed(decisions)] == [0, 1]


# --- other protocols -------------------------------------------------------------------------------------------------


def test_another_protocol_is_named_where_no_threshold_makes_the_difference() -> None:
    """Two GREEN days instead of three let the plan move on earlier; the next answer finds it elsewhere."""
    history = tale(2, 1, trained(0), trained(2), trained(4), trained(10), level_since=-20)
    found = against(history, with_stage_two(green_days=2))
    assert [told(one) for one in found.divergences] == [
        "01-08 hold not_yet 2.1 => progress ready 2.2: protocol",
        "01-10 progress ready 2.2 => hold not_yet 2.2: after 01-08",
        "01-16 hold not_yet 2.2 => progress ready 2.3: after 01-08",
    ]
    assert found.changed == ("protocol",)


def test_with_another_ladder_all_later_divergences_follow_from_the_first() -> None:
    """A plan of one protocol may stand where the other has no level."""
    longer = with_stage_two(green_days=2, levels=(*PROTOCOL.stages[1].levels, PROTOCOL.stages[1].levels[0]))
    found = against(tale(2, 1, trained(0), trained(2), trained(4), level_since=-20), longer)
    assert [(one.causes, one.follows_from) for one in found.divergences] == [
        (("protocol",), None),
        ((), instant(3)),
    ]


# --- any history -----------------------------------------------------------------------------------------------------


@st.composite
def moved_thresholds(draw: st.DrawFn) -> dict[str, float]:
    """One to three thresholds at another whole number inside their ranges."""
    names = draw(st.lists(st.sampled_from(sorted(Thresholds.model_fields)), min_size=1, max_size=3, unique=True))
    ranges = {name: getattr(PROTOCOL.thresholds, name).allowed for name in names}
    return {name: draw(st.integers(int(low + 0.5), int(high))) for name, (low, high) in ranges.items()}


@examples(40)
@given(traces(longest=30), moved_thresholds())
def test_every_divergence_of_any_history_has_a_cause(history: Trace, values: dict[str, float]) -> None:
    """The first one a change; each later one a change or an earlier divergence. They come in the order of time."""
    found = under(history, **values)
    assert all(one.causes or one.follows_from for one in found.divergences)
    assert all(one.follows_from is None for one in found.divergences[:1])
    assert all(set(one.causes) <= set(found.changed) <= set(values) for one in found.divergences)
    assert all(first.at <= second.at for first, second in pairwise(found.divergences))
    earlier: set[object] = set()
    for one in found.divergences:
        assert one.follows_from is None or one.follows_from in earlier
        earlier.add(one.at)


@examples(40)
@given(traces(longest=30), moved_thresholds())
def test_what_is_not_listed_did_not_change(history: Trace, values: dict[str, float]) -> None:
    """With the divergences taken out, both runs are the same list."""
    found = under(history, **values)
    was, now = ([in_short(one) for one in step.decisions] for step in (found.was, found.now))
    for one in found.divergences:
        for side, decision in ((was, one.was), (now, one.now)):
            if decision:
                side.remove(in_short(decision))
    assert sorted(was) == sorted(now)


def test_a_level_that_was_set_is_no_divergence() -> None:
    """Only evaluations are compared."""
    history = tale(2, 1, happens(1, "clinician", command="set", stage=2, level=3), trained(2))
    assert [one.verdict for one in under(history, severe=7).now.decisions] == [Verdict.HOLD]
    assert parts(history, severe=7) == []


# --- thresholds ------------------------------------------------------------------------------------------------------


def test_a_threshold_may_move_to_both_ends_of_its_range() -> None:
    """And all else stays as it was."""
    for value in (3, 5):
        changed = with_thresholds(PROTOCOL, {"pain_ceiling": value})
        assert changed.thresholds.value("pain_ceiling") == value
        assert with_thresholds(changed, {"pain_ceiling": 5}) == PROTOCOL
    assert with_thresholds(PROTOCOL, {}) == PROTOCOL


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"pain_ceiling": 2}, "pain_ceiling: value must be 3 to 5, not 2"),
        ({"pain_ceiling": 5.1}, "pain_ceiling: value must be 3 to 5, not 5.1"),
        ({"pain_celing": 4}, "unknown threshold 'pain_celing'; perhaps pain_ceiling"),
        ({"value": 4}, "unknown threshold 'value'"),
        ({"severe": 10, "xyzzy": 1}, "severe: value must be 7 to 9, not 10; unknown threshold 'xyzzy'"),
    ],
)
def test_a_threshold_that_cannot_be_moved_so(values: dict[str, float], problem: str) -> None:
    """Every problem is named with its threshold."""
    with pytest.raises(ThresholdError) as caught:
        with_thresholds(PROTOCOL, values)
    assert str(caught.value) == problem

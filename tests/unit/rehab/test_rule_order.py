"""The order of the rules carries meaning: an example for every pair of rules that can both fire."""

import os
import sys
from itertools import combinations
from typing import Unpack

import pytest
from hypothesis import HealthCheck, given, settings

from rehab.engine import RULES, Case
from tests.unit.rehab.histories import traces
from tests.unit.rehab.tales import (
    Event,
    Start,
    Trace,
    answer,
    flagged,
    greens,
    moment,
    order,
    run,
    session,
    tale,
    trained,
)

pytestmark = pytest.mark.histories


@pytest.fixture
def cases(monkeypatch: pytest.MonkeyPatch) -> list[Case]:
    """Every case that the rules are asked about: a first rule that only listens."""
    heard: list[Case] = []

    def listen(case: Case) -> None:
        heard.append(case)

    monkeypatch.setattr(sys.modules["rehab.engine.decide"], "RULES", (listen, *RULES))
    return heard


def firing(case: Case) -> list[str]:
    """The names of all rules that would decide a case if they were asked."""
    return [rule.__name__ for rule in RULES if rule(case)]


def months(*last: Event, also: tuple[Event, ...] = ()) -> Trace:
    """Two weeks of Stage 2 in which the 24-hour answers creep up by the last day, which is still to come."""
    low = [event for day in (0, 2, 4) for event in trained(day, after=0)]
    return tale(2, 2, low, greens(7, 9), *also, *last, level_since=-30)


def in_flare(*last: Event, also: tuple[Event, ...] = (), **start: Unpack[Start]) -> Trace:
    """A flare that never settles: two weeks of daily holds, each answered 2, and from the second week 3."""
    days = [event for day in range(1, 13) for event in trained(day, after=2 if day < 7 else 3, before=2)]
    start["baseline_pain"] = 0
    return tale(2, 2, trained(0, 8, 2), days, *also, *last, **start)


def forgotten(late: int, before: int = 1) -> Trace:
    """A day that is answered when three good ones have long followed it, in a plan on hold."""
    then = [*greens(8, 10, 12), answer(13, late, "19:00")]
    return tale(2, 2, HOLD, session(0, before=before), then, level_since=-30)


HOLD, STOP = order(0, "hold"), order(6, "stop")

# What would fire on the last evaluation of each history, in the order in which the rules are asked.
EXAMPLES = {
    "stopped, and everything that is bad about the day": (
        tale(2, 2, trained(0, 6), greens(2), order(3, "stop"), trained(4, 8, 9)),
        "stopped severe_pain flare_at_24h second_red red_day already_lowered not_yet",
    ),
    "stopped in a flare, and a gap": (
        tale(2, 2, session(0, 8), order(1, "stop"), until=moment(15, "03:00")),
        "stopped in_flare gap not_yet",
    ),
    "stopped, and no answer": (
        tale(2, 2, session(0), order(1, "stop"), until=moment(2, "00:00")),
        "stopped no_answer not_yet",
    ),
    "stopped, and an acceptable day": (tale(2, 2, order(0, "stop"), trained(0, 4)), "stopped amber_day not_yet"),
    "stopped, drifting and ready": (months(*trained(11), also=(STOP,)), "stopped week_drift ready not_yet"),
    "stopped, drifting and on hold": (months(*trained(11), also=(HOLD, STOP)), "stopped week_drift held not_yet"),
    "in a flare, and everything that is bad about the day": (
        tale(2, 2, trained(0, 8), trained(1, 8, 9)),
        "in_flare severe_pain flare_at_24h second_red red_day already_lowered not_yet",
    ),
    "in a flare, drifting and ready": (in_flare(*trained(13, after=3, before=2)), "in_flare week_drift ready not_yet"),
    "in a flare, drifting and on hold": (
        in_flare(*trained(13, after=3, before=2), also=(HOLD,)),
        "in_flare week_drift held not_yet",
    ),
    "in a flare, drifting and acceptable": (
        in_flare(*trained(13, 4, after=3, before=2)),
        "in_flare week_drift amber_day not_yet",
    ),
    "in a flare, drifting and no answer": (
        in_flare(session(13), until=moment(15, "00:00")),
        "in_flare week_drift no_answer not_yet",
    ),
    "severe and irritable": (tale(1, 2, trained(0, 1, 8, before=7)), "severe_pain amber_day not_yet"),
    "severe, a flare, RED and drifting": (
        months(*trained(11, 5, 8)),
        "severe_pain flare_at_24h red_day week_drift already_lowered not_yet",
    ),
    "a second RED and drifting": (
        tale(2, 4, *(trained(day, during, 0) for day, during in ((0, 1), (1, 1), (2, 6))),
             *(trained(day, None) for day in (5, 7)), trained(9, 1, 6, before=5)),
        "second_red red_day week_drift already_lowered not_yet",
    ),
    "a review of a plan that is stopped": (
        tale(2, 2, flagged(0, "pop"), until=moment(7, "09:00")), "stopped weekly_review not_yet"
    ),
    "a review in a flare": (tale(2, 2, session(0, 8), until=moment(7, "09:00")), "in_flare weekly_review not_yet"),
    "a review that sees the weeks drift": (
        tale(2, 2, trained(0, after=0), trained(2, after=0), trained(6, after=0, clock="08:00"),
             *(trained(day, after=2) for day in (8, 10, 12)), until=moment(14, "09:00")),
        "week_drift weekly_review not_yet",
    ),
    "drifting and ready": (months(*trained(11)), "week_drift ready not_yet"),
    "drifting and on hold": (months(*trained(11), also=(HOLD,)), "week_drift held not_yet"),
    "drifting and acceptable": (months(*trained(11, 4)), "week_drift amber_day not_yet"),
    "drifting and no pain during": (months(*trained(11, None)), "week_drift no_answer not_yet"),
    "a forgotten day turns out a flare and a second RED, in a plan on hold": (
        tale(2, 3, HOLD, trained(0, 6), session(2), greens(8, 10, 12), answer(13, 9, "19:00"), level_since=-30),
        "severe_pain flare_at_24h second_red red_day already_lowered held not_yet",
    ),
    "a forgotten day turns out RED, in a plan on hold": (
        forgotten(6, before=5), "red_day already_lowered held not_yet"
    ),
    "a forgotten day turns out a flare, in a plan on hold": (
        forgotten(9), "severe_pain flare_at_24h red_day already_lowered held not_yet"
    ),
    "a forgotten day turns out acceptable, in a plan on hold": (forgotten(4, before=3), "amber_day held not_yet"),
    "a forgotten day is answered late, in a plan on hold": (forgotten(2), "no_answer held not_yet"),
}  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLES)
def test_of_all_rules_that_fire_the_first_decides(name: str, cases: list[Case]) -> None:
    """And these are the rules that fire."""
    history, expected = EXAMPLES[name]
    decision = run(history).decisions[-1]
    assert firing(cases[-1]) == expected.split()
    assert decision.rule == expected.split()[0]


# --- no pair is left out ---------------------------------------------------------------------------------------------

DAYS = {"GREEN", "UNKNOWN", "AMBER", "RED"}
# What some rules can fire on: a day of these colours, or where no day is looked at this occasion. All others: on any.
ONLY_ON = {
    "gap": {"gap"},
    "severe_pain": {"AMBER", "RED"},
    "flare_at_24h": {"RED"},
    "second_red": {"RED"},
    "red_day": {"RED"},
    "weekly_review": {"review"},
    "ready": {"GREEN"},
    "already_lowered": {"RED"},
    "no_answer": {"UNKNOWN"},
    "amber_day": {"AMBER"},
    "held": DAYS,
}
NEVER_BOTH = {
    ("gap", "week_drift"): "two weeks without loading leave no week of answers",
    ("ready", "held"): "either nothing blocks a plan that meets every requirement, or something does",
}
NAMES = [rule.__name__ for rule in RULES]


def pairs(names: list[str]) -> set[tuple[str, str]]:
    """All pairs of some rules, in their order."""
    return set(combinations(names, 2))


def together(one: str, other: str) -> bool:
    """Whether two rules can fire on one case at all."""
    everything = {*DAYS, "gap", "review"}
    return bool(ONLY_ON.get(one, everything) & ONLY_ON.get(other, everything)) and (one, other) not in NEVER_BOTH


SHOWN = {pair for _, names in EXAMPLES.values() for pair in pairs(names.split())}


@pytest.mark.parametrize(("one", "other"), list(combinations(NAMES, 2)))
def test_every_two_rules_have_an_example_or_can_never_both_fire(one: str, other: str) -> None:
    """Whoever adds a rule says for each of the others which of the two goes first, and shows it."""
    assert ((one, other) in SHOWN) == together(one, other)


def test_whatever_fires_together_in_any_history_has_its_example(cases: list[Case]) -> None:
    """And no rule fires on what it cannot be about."""

    @settings(
        max_examples=int(os.environ.get("HISTORIES", "60")),
        deadline=None,
        derandomize="HISTORIES" not in os.environ,
        suppress_health_check=list(HealthCheck),
    )
    @given(traces())
    def look(history: Trace) -> None:
        run(history)

    look()
    seen = {pair for case in cases for pair in pairs(firing(case))}
    assert len(seen) > 40
    assert seen <= SHOWN
    assert [
        name for case in cases for name in firing(case) if about(case) not in ONLY_ON.get(name, {about(case)})
    ] == []


def about(case: Case) -> str:
    """The colour of the day that a case is about, or its occasion."""
    return case.occasion.kind.value if case.colour is None else case.colour.name

"""A history written down as a trace: what is read back is the same history, to the microsecond."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import get_args, get_type_hints

import pytest
from hypothesis import given

from rehab.events import AnyEvent, moved_to
from rehab.lab.replay import replay
from rehab.lab.trace import Trace as History
from rehab.lab.trace import read_trace
from rehab.lab.written import trace_of
from tests.unit.rehab.examples import examples
from tests.unit.rehab.histories import traces
from tests.unit.rehab.tales import PROTOCOL, Trace, answer, instant, moment, session, tale
from tests.unit.rehab.test_properties import read

A_MOMENT = timedelta(microseconds=1)
# The first weekly review is at 09:00 on Monday the 12th, day 7.
OPEN = tale(2, 2, session(0), answer(1, 1), session(6))


def again(history: History) -> History:
    """Written down and read back."""
    written = trace_of(history.start.plan, history.events, history.ends)
    return read_trace(json.dumps(written), PROTOCOL)


@examples(60)
@given(traces(longest=40))
def test_a_history_that_is_written_down_is_read_back_as_it_was(trace: Trace) -> None:
    """Its start, its facts, how far time passes, and so every decision and alert."""
    history = read(trace)
    found = again(history)
    assert (found.start, found.events, found.ends) == (history.start, history.events, history.ends)
    assert replay(found, PROTOCOL) == replay(history, PROTOCOL)


def test_facts_keep_their_microseconds() -> None:
    """Two that lie one apart stay two, in their order."""
    history = read(OPEN)
    first, second, *_ = history.events
    close = replace(history, events=(first, moved_to(second, first.at + A_MOMENT)))
    assert [event.at for event in again(close).events] == [first.at, first.at + A_MOMENT]


@pytest.mark.parametrize("seconds", [0, 0.000001, 30, 59.999999])
def test_time_passes_up_to_the_very_instant_and_no_further(seconds: float) -> None:
    """What falls due later in the same minute has not been decided yet, also where the instant is a full minute."""
    history = read(OPEN)
    ends = instant(7, "09:00") + timedelta(seconds=seconds)
    step = replay(again(replace(history, ends=ends)), PROTOCOL)
    reviewed = [one.at for one in step.decisions if one.rule == "weekly_review"]
    assert reviewed == ([instant(7, "09:00")] if seconds > 59 else [])


def test_a_full_minute_that_somebody_writes_is_the_whole_minute() -> None:
    """As in the weekly review at 09:00, which comes after all that is told of 09:00."""
    for until, count in (moment(7, "08:59"), 0), (moment(7, "09:00"), 1), (f"{moment(7, '09:00')}:30", 0):
        step = replay(read({**OPEN, "until": until}), PROTOCOL)
        assert [one.rule for one in step.decisions].count("weekly_review") == count


def test_no_fact_is_cut_off() -> None:
    """A history ends with its last fact, if that lies later than what it was evaluated to."""
    history = read(OPEN)
    assert again(replace(history, ends=history.events[0].at)).events == history.events
    assert again(replace(history, events=(), ends=history.start.plan.evidence_from)).events == ()


# Text in a fact: an id of a list of the protocol's or of a measure, or a name of the IANA database.
NAMES = {
    ("red_flag", "flags"),
    ("trigger", "value"),
    ("routine_sign", "signs"),
    ("outcome", "measure"),
    ("timezone", "timezone"),
}


def test_no_fact_has_room_for_anybody_s_words() -> None:
    """What is written down is meant to be handed on, and everything in it stands in a closed list."""
    found = set()
    for kind in get_args(AnyEvent):
        hints = get_type_hints(kind)
        found |= {(hints["kind"].__args__[0], name) for name, hint in hints.items() if hint in {str, tuple[str, ...]}}
    assert found == NAMES

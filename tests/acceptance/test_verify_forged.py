"""Whoever changes an export and makes all hashes fit is given away by the rules: the decisions do not come out."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rehab.events import KINDS
from tests.acceptance.exports import Export, broken, forged, of, taken_from, verdict
from tests.acceptance.lifetime import CORRECTED, ONE, a_life, stricter

folder, twice = a_life(ONE), a_life(CORRECTED)


@pytest.fixture
def export(folder: Path) -> Export:
    """A plan's export, to be changed."""
    return taken_from(folder)


FORGERIES: dict[str, tuple[Callable[[Export], object], str]] = {
    "a decision": (
        lambda e: of(e, "decision", 2)["body"].update(verdict="hold"),
        'link 9: the decision of 2026-01-07T18:05:00Z [red_day]: verdict is "hold", derived "reduce"',
    ),
    "a decision that a correction undid": (
        lambda e: of(e, "decision")["body"].update(rule="ready"),
        'link 4: the decision of 2026-01-06T18:10:00Z [ready]: rule is "ready", derived "severe_pain"',
    ),
    "a threshold": (
        lambda e: of(e, "decision")["body"]["thresholds"].update(severe=9),
        "link 4: the decision of 2026-01-06T18:10:00Z [severe_pain]: thresholds.severe is 9, derived 8",
    ),
    "an input": (
        lambda e: of(e, "decision")["body"]["inputs"].update(pain_24h=8),
        "link 4: the decision of 2026-01-06T18:10:00Z [severe_pain]: inputs.pain_24h is 8, derived 9",
    ),
    "more than a decision says": (
        lambda e: of(e, "decision")["body"].update(more=1),
        "link 4: the decision of 2026-01-06T18:10:00Z [severe_pain]: more is 1, derived nothing",
    ),
    "when it was decided": (
        lambda e: of(e, "decision", 2)["body"].update(at="2026-01-07T18:05:01Z"),
        "link 9: the decision of 2026-01-07T18:05:01Z [red_day]: "
        'at is "2026-01-07T18:05:01Z", derived "2026-01-07T18:05:00Z"',
    ),
    "a fact": (
        lambda e: of(e, "event", 1)["body"].update(value=2),
        'link 4: the decision of 2026-01-06T18:10:00Z [severe_pain]: verdict is "regress", derived "hold"',
    ),
    "a correction": (
        lambda e: of(e, "correction")["body"].update(value=5),
        'link 6: the decision of 2026-01-06T18:10:00Z [amber_day]: verdict is "hold", derived "reduce"',
    ),
    "an alert": (
        lambda e: of(e, "alert")["body"].update(kind="review"),
        'link 21: the alert of 2026-01-27T23:05:00Z [red_flag]: kind is "review", derived "urgent"',
    ),
    "how the plan began": (
        lambda e: e["chain"][0]["body"]["plan"].update(baseline_pain=9),
        "the plan's state: baseline_pain is 2, derived 9",
    ),
    "a decision is left out": (
        lambda e: e["chain"].remove(of(e, "decision", 3)),
        "before link 10: the decision of 2026-01-09T00:05:00Z [already_lowered] is missing",
    ),
    "the last decision is left out": (
        lambda e: e["chain"].remove(of(e, "decision", -1)),
        "before link 57: the decision of 2026-02-09T14:00:00Z [in_flare] is missing",
    ),
    "an alert is left out": (
        lambda e: e["chain"].remove(of(e, "alert", -1)),
        "at the end: the alert of 2026-02-09T14:00:00Z [lost_contact] is missing",
    ),
    "a fact is left out": (
        lambda e: e["chain"].remove(of(e, "event", 1)),
        "link 3: the decision of 2026-01-06T18:10:00Z [severe_pain]: "
        'at is "2026-01-06T18:10:00Z", derived "2026-01-07T00:05:00Z"',
    ),
    "a decision is there twice": (
        lambda e: e["chain"].insert(10, json.loads(json.dumps(e["chain"][9]))),
        "link 11: the decision of 2026-01-09T00:05:00Z [already_lowered] does not come out of the facts",
    ),
    "an alert nobody raised": (
        lambda e: e["chain"].insert(22, json.loads(json.dumps(e["chain"][20]))),
        "link 23: the alert of 2026-01-27T23:05:00Z [red_flag] does not come out of the facts",
    ),
    "decisions in another order": (
        lambda e: e["chain"].insert(14, e["chain"].pop(15)),
        "link 15: the decision of 2026-01-19T14:00:00Z [weekly_review]: "
        'at is "2026-01-19T14:00:00Z", derived "2026-01-12T14:00:00Z"',
    ),
    "a fact put before an earlier one": (
        lambda e: e["chain"].insert(10, e["chain"].pop(11)),
        "link 12: lies before what had been dealt with by then",
    ),
    "undone without a correction": (
        lambda e: of(e, "decision", 1).update(superseded=True),
        "link 6: is marked as undone, but no correction undid it",
    ),
    "a correction that undid nothing": (
        lambda e: of(e, "decision").pop("superseded"),
        "link 4: is not marked as undone, but a correction undid it",
    ),
    "a correction of nothing": (
        lambda e: moved(of(e, "correction"), "2026-01-06T18:10:01+00:00"),
        "link 5: corrects a fact that is not there",
    ),
    "a second start": (
        lambda e: e["chain"].insert(1, json.loads(json.dumps(e["chain"][0]))),
        "link 2: the plan has begun already",
    ),
    "no start": (lambda e: e["chain"].pop(0), "link 1: does not say how the plan began"),
    "a start of another time": (
        lambda e: e["chain"][0].update(at="2026-01-05T07:00:01+00:00"),
        "link 1: is not the beginning of a plan",
    ),
    "a start in the middle": (
        lambda e: e["chain"][0]["body"]["plan"].update(stopped=True),
        "link 1: is not the beginning of a plan",
    ),
    "a start off the ladder": (
        lambda e: e["chain"][0]["body"]["plan"].update(position=[2, 9]),
        "link 1: start.level: stage 2 has levels 1 to 4, not 9",
    ),
    "a start without its rules": (
        lambda e: e["chain"][0]["body"].pop("version"),
        "link 1: does not say how the plan began",
    ),
    "a start that is none": (
        lambda e: e["chain"][0].update(body={"plan": 7}),
        "link 1: does not say how the plan began",
    ),
    "a restart off the ladder": (
        lambda e: of(e, "event", 8)["body"].update(level=9),
        "link 22.level: stage 1 has levels 1 to 4, not 9",
    ),
    "a rating that is none": (
        lambda e: of(e, "event", 1)["body"].update(value=11),
        "link 3.value: input should be less than or equal to 10, not 11",
    ),
    "a kind that is none": (
        lambda e: of(e, "event", 1)["body"].update(kind="dance"),
        f"link 3.kind: must be one of {', '.join(sorted(KINDS))}",
    ),
    "an unknown key in a fact": (lambda e: of(e, "event", 1)["body"].update(note="hi"), "link 3.note: unknown key"),
    "an unknown sign": (
        lambda e: of(e, "event", 7)["body"].update(flags=["hiccups"]),
        "link 20.flags: unknown red flag 'hiccups'",
    ),
    "a zone that is none": (
        lambda e: of(e, "event", 4)["body"].update(timezone="Mars/Olympus"),
        "link 12.timezone: 'Mars/Olympus' is not a time zone of the IANA database",
    ),
    "a fact of another instant": (
        lambda e: of(e, "event", 1)["body"].update(at="2026-01-06T18:11:00Z"),
        "link 3: its fact is of another instant",
    ),
    "a fact far away": (
        lambda e: moved(of(e, "event", -1), "9998-01-06T18:10:00+00:00"),
        "link 59: lies outside the years 1900 to 2199",
    ),
    "a decision far away": (
        lambda e: moved(of(e, "decision", -1), "9998-01-06T18:10:00+00:00"),
        "link 56: lies outside the years 1900 to 2199",
    ),
    "a protocol without a version": (
        lambda e: e["chain"].insert(6, other_rules({"protocol": "pht"})),
        "link 7: does not name a protocol",
    ),
    "a protocol that is no text": (
        lambda e: e["chain"].insert(6, other_rules({"protocol": 1, "version": 1})),
        "link 7: does not name a protocol",
    ),
    "the position": (lambda e: e["state"].update(position=[2, 2]), "the plan's state: position.1 is 2, derived 1"),
    "how far it was evaluated": (
        lambda e: e["state"].update(evaluated_until="2026-03-01T00:00:00Z"),
        "at the end: the decision of 2026-02-14T08:00:00Z [in_flare] is missing",
    ),
    "not evaluated so far": (
        lambda e: e["state"].update(evaluated_until="2026-01-20T00:00:00Z"),
        'the plan\'s state: evaluated_until is "2026-01-20T00:00:00Z", derived "2026-02-09T14:00:59.999999Z"',
    ),
    "the rules of today": (
        lambda e: e["protocol"].update(version="1.0.1"),
        "the plan's state: is under pht 1.0.1, by the chain under pht 1.0.0",
    ),
    "a value of the trace": (
        lambda e: e["trace"]["events"][1].update(value=9),
        "trace.events.2.value: is 9, by the chain 2",
    ),
    "the trace's end": (
        lambda e: e["trace"].update(until="2026-02-11T00:00:00+00:00"),
        'trace.until: is "2026-02-11T00:00:00+00:00", by the chain "2026-02-10T07:59:59+00:00"',
    ),
    "an event of the trace too many": (
        lambda e: e["trace"]["events"].append({"kind": "pause"}),
        'trace.events.37: is {"kind": "pause"}, by the chain nothing',
    ),
    "the start of the trace": (
        lambda e: e["trace"]["start"].update(sport_goal=True),
        "trace.start.sport_goal: is true, by the chain false",
    ),
}


def moved(link: dict[str, Any], at: str) -> None:
    """Put a link at another instant, inside and outside."""
    link["at"] = at
    link["body"]["at"] = at.replace("+00:00", "Z")


def other_rules(body: dict[str, Any]) -> dict[str, Any]:
    """A link that says that the protocol changed."""
    return {"kind": "protocol", "at": "2026-01-07T00:00:00+00:00", "body": body}


@pytest.mark.parametrize("name", FORGERIES)
def test_whoever_makes_the_hashes_fit_is_given_away_by_the_rules(folder: Path, export: Export, name: str) -> None:
    """The first place that does not come out again, and what stands there instead."""
    forge, said = FORGERIES[name]
    forge(export)
    assert verdict(folder, forged(export)) == broken(said)


def test_a_change_of_protocol_that_is_left_out_is_noticed(twice: Path) -> None:
    """The decisions after it do not come out any more."""
    export = taken_from(twice)
    at = of(export, "protocol")["seq"]
    export["chain"].remove(of(export, "protocol"))
    code, said = verdict(twice, forged(export), "--protocol", str(stricter(twice)))
    assert code == 1
    assert int(said.split("link ")[1].split(":")[0]) >= at
    assert said.endswith('protocol_version is "1.1.0", derived "1.0.0"')

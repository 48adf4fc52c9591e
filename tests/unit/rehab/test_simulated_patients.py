"""Virtual patients live through the rules as their kind would, and nothing unsafe ever happens to them."""

import json
from collections import Counter
from importlib import import_module

import pytest

from rehab.engine import AlertKind, Verdict
from rehab.events import Outcome, Pain24h, RedFlagScreen, Session
from rehab.lab.replay import replay
from rehab.lab.simulate import Kind, Lived, Tally, as_trace, kind_of, live, table, tallied
from rehab.lab.trace import read_trace
from rehab.plan import Status
from tests.unit.rehab.tales import PROTOCOL

SEED = 11


@pytest.fixture(scope="module")
def lives() -> list[Lived]:
    """Four of each kind over half a year."""
    return [live(number, SEED, 26, PROTOCOL) for number in range(4 * len(Kind))]


def of(lives: list[Lived], kind: Kind) -> list[Lived]:
    """Those of a kind."""
    return [one for one in lives if one.kind is kind]


def mean_stage(lives: list[Lived]) -> float:
    """Where they stand at the end."""
    return sum(one.plan.position.stage for one in lives) / len(lives)


def test_no_safety_property_is_violated(lives: list[Lived]) -> None:
    """In any of them."""
    assert [one.violation for one in lives if one.violation] == []


def test_a_patient_lives_the_same_life_whenever_it_is_lived(lives: list[Lived]) -> None:
    """Each has an own stream of chance; another seed is another life."""
    assert live(5, SEED, 26, PROTOCOL) == lives[5]
    assert live(5, SEED + 1, 26, PROTOCOL).events != lives[5].events


def test_a_longer_life_begins_as_the_shorter_one(lives: list[Lived]) -> None:
    """So that a short run can show what happened early in a long one."""
    short = live(0, SEED, 4, PROTOCOL)
    assert short.events == lives[0].events[: len(short.events)]


def test_a_life_written_down_replays_to_the_same_decisions(lives: list[Lived]) -> None:
    """The simulator drives the same course as the bot and `replay`."""
    for lived in lives[:9]:
        step = replay(read_trace(json.dumps(as_trace(lived)), PROTOCOL), PROTOCOL)
        assert Counter(one.verdict.value for one in step.decisions) == lived.verdicts
        assert Counter(one.kind.value for one in step.alerts) == lived.alerts
        assert step.course.plan == lived.plan


def test_responders_get_further_than_those_who_do_not_respond(lives: list[Lived]) -> None:
    """The pain model means something."""
    assert mean_stage(of(lives, Kind.RESPONDER)) > mean_stage(of(lives, Kind.NON_RESPONDER)) + 1
    assert any(one.plan.maintenance_from for one in of(lives, Kind.RESPONDER))


def test_red_flags_end_in_an_urgent_alert_and_only_the_clinician_ends_the_stop(lives: list[Lived]) -> None:
    """One ticked flag, one alert; some are restarted, some stay stopped."""
    flagged = of(lives, Kind.RED_FLAG)
    assert all(one.alerts[AlertKind.URGENT] == 1 for one in flagged)
    assert all(any(isinstance(event, RedFlagScreen) for event in one.events) for one in flagged)
    assert {one.plan.stopped for one in flagged} == {True, False}


def test_drop_outs_fall_silent_for_good(lives: list[Lived]) -> None:
    """Their last weeks are missed sessions only."""
    for one in of(lives, Kind.DROP_OUT):
        last = [event for event in one.events if isinstance(event, Session | Pain24h)][-20:]
        assert {event.outcome for event in last if isinstance(event, Session)} == {Outcome.MISSED}
        assert not any(isinstance(event, Pain24h) for event in last)


def test_every_verdict_a_flare_and_a_pause_occur(lives: list[Lived]) -> None:
    """What never happens is not tested by a simulator."""
    assert all(any(one.verdicts[verdict.value] for one in lives) for verdict in Verdict)
    assert any(one.plan.flares for one in lives)
    assert any(one.plan.pauses for one in lives)
    assert {one.plan.status for one in lives} >= {Status.ACTIVE, Status.MAINTENANCE, Status.STOPPED}


def test_the_kinds_take_turns() -> None:
    """So that every kind is there in equal numbers."""
    assert Counter(kind_of(number) for number in range(18)) == dict.fromkeys(Kind, 2)


def test_tallies_of_parts_add_up_to_the_whole(lives: list[Lived]) -> None:
    """Whatever the parts."""
    parts = tallied(lives[:7], 4).add(tallied(lives[7:], 4))
    assert parts == tallied(lives, 4)
    assert Tally().add(parts) == parts


def test_the_table_counts_everybody_once(lives: list[Lived]) -> None:
    """One line a kind, one for all; the final stages add up to the patients."""
    head, *rows = (line.split("  ") for line in table(tallied(lives, 4)).splitlines())
    columns = [cell.strip() for cell in head if cell.strip()]
    cells = [[cell.strip() for cell in row if cell.strip()] for row in rows]
    assert [row[0] for row in cells] == [*Kind, "all"]
    for row in cells:
        found = dict(zip(columns[1:], map(int, row[1:]), strict=True))
        assert found["patients"] == sum(found[f"stage {stage}"] for stage in (1, 2, 3, 4))
        assert found["patients"] == 36 if row[0] == "all" else 4


def test_a_failure_of_the_rules_names_the_patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error is no violation, but it must be as easy to find."""

    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(import_module("rehab.lab.simulate.life"), "take", fails)
    with pytest.raises(ZeroDivisionError) as caught:
        live(4, SEED, 1, PROTOCOL)
    assert caught.value.__notes__ == [f"patient 4, seed {SEED}"]

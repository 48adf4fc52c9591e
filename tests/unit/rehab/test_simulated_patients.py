"""Virtual patients live through the rules as their kind would, and nothing unsafe ever happens to them."""

import json
from collections import Counter
from importlib import import_module
from itertools import pairwise

import pytest

from rehab.engine import AlertKind, Verdict
from rehab.events import ClinicianCommand, Outcome, Pause, RedFlagScreen, Resume, Session, Weekly
from rehab.lab.replay import replay
from rehab.lab.simulate import Kind, Lived, Tally, as_trace, kind_of, live, table, tallied
from rehab.lab.trace import read_trace
from rehab.plan import Status
from tests.unit.rehab.tales import PROTOCOL

SEED = 11


@pytest.fixture(scope="module")
def lives() -> list[Lived]:
    """Six of each kind over half a year."""
    return [live(number, SEED, 26, PROTOCOL) for number in range(6 * len(Kind))]


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


def restarted_in_a_pause(lived: Lived) -> bool:
    """Whether the clinician's restart found the patient away."""
    shaken = [event for event in lived.events if isinstance(event, Pause | Resume | ClinicianCommand)]
    return any(isinstance(one, Pause) and isinstance(two, ClinicianCommand) for one, two in pairwise(shaken))


def test_who_is_away_every_other_week_is_as_safe(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the red flag, or the restart after it, falls into a pause."""
    monkeypatch.setattr(import_module("rehab.lab.simulate.habits"), "PAUSES", 0.1)
    away = [live(number, SEED, 26, PROTOCOL) for number in range(90) if kind_of(number) is Kind.RED_FLAG]
    assert [one.violation for one in away if one.violation] == []
    assert any(restarted_in_a_pause(one) for one in away)


def test_drop_outs_fall_silent_for_good(lives: list[Lived]) -> None:
    """The clinician is told once, and in the end the plan is paused."""
    for one in of(lives, Kind.DROP_OUT):
        assert one.alerts[AlertKind.LOST_CONTACT] == 1
        assert one.plan.status is Status.PAUSED
        assert isinstance(one.events[-1], Pause)
        assert {event.outcome for event in one.events[-5:-1] if isinstance(event, Session)} == {Outcome.MISSED}


def test_the_weekly_questions_are_answered_with_an_average_and_a_worst(lives: list[Lived]) -> None:
    """By who takes part, most weeks, the same evening or later."""
    for one in of(lives, Kind.RESPONDER):
        weekly = [event for event in one.events if isinstance(event, Weekly)]
        assert len(weekly) > 13
        assert all(event.average_pain <= (event.worst_pain or 0) for event in weekly)


def test_stalls_are_decided_on_the_weekly_averages(lives: list[Lived]) -> None:
    """The pain that an alert names is the latest average that was told."""
    stalled = [one for one in of(lives, Kind.NON_RESPONDER) if one.alerts[AlertKind.STALLED]]
    assert stalled
    for one in stalled:
        weekly = [event for event in one.events if isinstance(event, Weekly)]
        told = replay(read_trace(json.dumps(as_trace(one)), PROTOCOL), PROTOCOL).alerts
        for alert in (alert for alert in told if alert.kind is AlertKind.STALLED):
            latest = [event.average_pain for event in weekly if event.at <= alert.at][-1]
            assert alert.inputs["pain_now"] == latest


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


def columns(printed: str) -> dict[str, dict[str, str]]:
    """A printed table: its columns by their heads, and in each the cells by kind; two spaces stand between columns."""
    head, *rows = ([cell.strip() for cell in line.split("  ") if cell.strip()] for line in printed.splitlines())
    assert [row[0] for row in rows] == [*Kind, "all"]
    return {name: {row[0]: row[at] for row in rows} for at, name in enumerate(head)}


def test_the_table_counts_everybody_once(lives: list[Lived]) -> None:
    """One line a kind, one for all; where they stand at the end adds up to all of them."""
    met, ends, _ = map(columns, table(tallied(lives, 4)).split("\n\n"))
    assert set(met["patients"].values()) == {"6", "54"}
    states = ["stage 1", "stage 2", "stage 3", "stage 4", "maintenance", "paused", "stopped"]
    assert list(ends) == ["at the end", *states]
    for kind in (*Kind, "all"):
        shares = [ends[state][kind].replace("-", "0") for state in states]
        assert sum(map(float, shares)) == pytest.approx(100, abs=0.4)  # each is rounded


def test_the_table_tells_shares_of_patients_and_alerts_to_a_hundred(lives: list[Lived]) -> None:
    """Of what patients met with at least once; a dash is nobody."""
    met, _, alerts = map(columns, table(tallied(lives, 4)).split("\n\n"))
    regressed = sum(bool(one.verdicts[Verdict.REGRESS]) for one in lives)
    assert met["regressed"]["all"] == f"{100 * regressed / 54:.1f}"
    assert met["escalated"]["drop-out"] == alerts["lost contact"]["drop-out"] == "100.0"
    assert alerts["urgent"]["responder"] == "-"
    assert alerts["urgent"]["red flag"] == "100.0"


def test_where_everybody_stood_is_known_for_every_week(lives: list[Lived]) -> None:
    """From the morning of the first day, with everybody in the first stage."""
    tally = tallied(lives, 4)
    assert tally.count("all", "week 0 stage 1") == 54
    assert all(sum(tally.count("all", f"week {week} {state}") for state in tally.states) == 54 for week in range(27))
    assert all(len(one.states) == 27 for one in lives)


def test_a_failure_of_the_rules_names_the_patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error is no violation, but it must be as easy to find."""

    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(import_module("rehab.lab.simulate.life"), "take", fails)
    with pytest.raises(ZeroDivisionError) as caught:
        live(4, SEED, 1, PROTOCOL)
    assert caught.value.__notes__ == [f"patient 4, seed {SEED}"]

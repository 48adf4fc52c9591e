"""A plan that was lived with the real bot, from outside: exported, verified, replayed, also under other rules."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pytest

from rehab.protocol.load import SHIPPED
from tests.acceptance.home import at_home
from tests.acceptance.lifetime import CORRECTED, LIVES, ONE, SECRETS, TWO, a_life, sitbone, stricter

life, one, two, corrected = a_life(*LIVES), a_life(ONE), a_life(TWO), a_life(CORRECTED)


@pytest.fixture
async def answered_in_the_last_instant(tmp_path: Path) -> Path:
    """Ann answers at the very instant at which the window has just been closed."""
    async with at_home(tmp_path, stage=2, level=2, pain=2) as ann:
        await ann.until("18:05")
        await ann.trains(2, 2)
        closes = (await ann.sessions())[0].at + timedelta(hours=30)
        await ann.rig.pass_until(closes - timedelta(minutes=1))
        asked = ann.last
        await ann.rig.pass_until(closes)
        assert (await ann.record()).plan.evaluated_until == ann.clock.at.astimezone(UTC)
        await ann.presses_on(asked, "2")
        assert (await ann.record()).plan.evaluated_until == ann.clock.at.astimezone(UTC)
    return tmp_path


def done(folder: Path, *arguments: str, given: str | None = None, **settings: object) -> str:
    """What a command prints that succeeds."""
    result = sitbone(folder, *arguments, given=given, **settings)
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    return result.stdout


def plan_in(folder: Path) -> str:
    """The id of the only plan, as an operator finds it."""
    [line] = done(folder, "export", "--list").splitlines()
    return line.split()[0]


def exported(folder: Path) -> dict[str, Any]:
    """The plan's export."""
    found: dict[str, Any] = json.loads(done(folder, "export", plan_in(folder)))
    return found


def standing(export: dict[str, Any]) -> list[dict[str, Any]]:
    """The stored decisions that stand."""
    return [one["body"] for one in export["chain"] if one["kind"] == "decision" and not one.get("superseded")]


def gist(decision: dict[str, Any]) -> tuple[Any, ...]:
    """A stored decision in the words of a replay."""
    places = [dict(zip(("stage", "level"), decision[key], strict=True)) for key in ("before", "after")]
    return (decision["verdict"], decision["rule"], *places, decision["inputs"])


# --- verify ----------------------------------------------------------------------------------------------------------


def test_every_decision_comes_out_of_the_facts_again(life: Path) -> None:
    """Through corrections, a zone, a pause, a gap, a red flag, a restart, and another protocol."""
    line, summary = done(life, "verify", "--protocol", str(stricter(life))).splitlines()
    export = exported(life)
    kinds = [link["kind"] for link in export["chain"]]
    assert f"{len(kinds)} links, none changed or missing" in line
    assert f"the same {kinds.count('decision')} decisions and {kinds.count('alert')} alert" in line
    assert export["head"]["hash"].startswith(line.rsplit(" ", 1)[-1])
    assert summary == "1 plan verified."


def test_the_lives_hold_what_they_are_meant_to_try(life: Path) -> None:
    """A life without a correction would prove nothing about corrections."""
    export = exported(life)
    events = {link["body"]["kind"] for link in export["chain"] if link["kind"] == "event"}
    assert events >= {"session", "pain_24h", "pause", "resume", "red_flag", "clinician", "timezone"}
    assert {link["kind"] for link in export["chain"]} >= {"start", "event", "correction", "decision", "alert"}
    assert any(link.get("superseded") for link in export["chain"])
    assert {one["rule"] for one in standing(export)} >= {"gap", "no_answer", "weekly_review"}
    changed = any(link["kind"] == "protocol" for link in export["chain"])
    assert changed == (export["protocol"]["version"] == "1.1.0")


def test_an_export_verifies_anywhere(life: Path, tmp_path: Path) -> None:
    """Without the database, without keys, from a file that only its owner can read."""
    target = tmp_path / "plan.json"
    assert done(life, "export", plan_in(life), "--output", str(target)) == ""
    assert target.stat().st_mode & 0o777 == 0o600
    (life / "sitbone.db").unlink()
    assert "links, none changed or missing" in done(life, "verify", str(target), "--protocol", str(stricter(life)))


def test_an_export_is_not_written_over_another_file(one: Path) -> None:
    """It might be the only copy of an earlier head."""
    target = one / "plan.json"
    target.write_text("precious")
    result = sitbone(one, "export", plan_in(one), "--output", str(target))
    assert (result.exit_code, result.stderr) == (2, f"{target}: is there already\n")
    assert target.read_text() == "precious"


def test_rules_that_are_not_at_hand_are_asked_for(two: Path) -> None:
    """The chain is whole; whether the decisions come out cannot be said. The configured protocol is at hand."""
    result = sitbone(two, "verify")
    assert result.exit_code == 2
    assert 'the protocol "pht" "1.1.0" is not at hand; name its file with --protocol' in result.stderr
    assert "is whole, but was not derived again" in result.stdout
    assert done(two, "verify", protocol=stricter(two)).endswith("1 plan verified.\n")


def test_an_export_under_rules_that_are_not_at_hand_is_one_line(two: Path) -> None:
    """With the file, the rules and what to do."""
    text = done(two, "export", plan_in(two))
    result = sitbone(two, "verify", "-", given=text)
    expected = '-: the protocol "pht" "1.1.0" is not at hand; name its file with --protocol\n'
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", expected)


def test_an_answer_at_the_instant_at_which_its_window_closes_comes_after_it(answered_in_the_last_instant: Path) -> None:
    """What was decided at that instant stands, and the chain and the export say in which order it was."""
    folder = answered_in_the_last_instant
    assert [one["rule"] for one in standing(exported(folder))] == ["no_answer", "no_answer"]
    assert done(folder, "verify").endswith("1 plan verified.\n")
    trace = done(folder, "export", plan_in(folder), "--trace")
    made = json.loads(done(folder, "replay", "-", "--json", given=trace))
    assert [one["rule"] for one in made["decisions"]] == ["no_answer", "no_answer"]


# --- replay ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("life", [ONE, CORRECTED], indirect=True)
def test_the_exported_trace_replays_to_the_stored_decisions(life: Path) -> None:
    """Each of them, with its inputs, and no other; and the plan ends where it stands."""
    stands_under = exported(life)["protocol"]["version"]
    rules = ["--protocol", str(stricter(life))] if stands_under == "1.1.0" else []
    export = exported(life)
    trace = done(life, "export", plan_in(life), "--trace")
    assert json.loads(trace) == export["trace"]
    made = json.loads(done(life, "replay", "-", "--json", *rules, given=trace))
    replayed = [(d["verdict"], d["rule"], d["from"], d["to"], d["inputs"]) for d in made["decisions"]]
    assert replayed == [gist(one) for one in standing(export)]
    assert [made["final"][key] for key in ("stage", "level")] == export["state"]["position"]


@pytest.mark.parametrize("options", [(), ("--json",), ("--set", "pain_ceiling=4"), ("--set", "severe=7", "--diff")])
def test_a_stored_plan_replays_as_its_trace_does(one: Path, options: tuple[str, ...]) -> None:
    """To the letter, without a file in between."""
    trace = done(one, "export", plan_in(one), "--trace")
    assert done(one, "replay", "--plan", plan_in(one), *options) == done(one, "replay", "-", *options, given=trace)


def test_other_thresholds_tell_which_decisions_would_have_been_others_and_why(one: Path) -> None:
    """A 5 during is acceptable by the rules of that day, and would be too much under a ceiling of 4."""
    shown = done(one, "replay", "--plan", plan_in(one), "--set", "pain_ceiling=4", "--diff").splitlines()
    assert shown[0].endswith("with pain_ceiling 5 -> 4 (13 before, 14 now)")
    assert shown[1] == "2026-01-05T18:05  not evaluated  =>  reduce 2.2 -> 2.1 [red_day]  (by pain_ceiling)"
    assert all("(by " in line or "follows from" in line for line in shown[1:-1])


def test_another_version_is_held_against_the_one_under_which_it_was_decided(one: Path) -> None:
    """What differs in the later version by name, and for all else by the two versions."""
    asked = ["--protocol", str(stricter(one)), "--diff", "--json"]
    made = json.loads(done(one, "replay", "--plan", plan_in(one), *asked))
    assert [made[side]["protocol_version"] for side in ("was", "now")] == ["1.0.0", "1.1.0"]
    assert made["changed"] == {"pain_ceiling": [5, 4], "protocol": ["pht 1.0.0", "pht 1.1.0"]}
    assert made["divergences"][0]["cause"] == {"changed": ["pain_ceiling"], "follows_from": None}


def test_the_version_under_which_it_was_decided_need_not_be_the_shipped_one(corrected: Path) -> None:
    """Decided under 1.1.0, held against the shipped 1.0.0 with yet another threshold."""
    asked = ["--protocol", str(SHIPPED), "--set", "severe=7", "--diff", "--json"]
    made = json.loads(replayed_with_a_note(corrected, *asked))
    assert [made[side]["protocol_version"] for side in ("was", "now")] == ["1.1.0", "1.0.0"]
    assert made["changed"]["pain_ceiling"] == [4, 5]
    assert made["changed"]["severe"] == [8, 7]


def test_a_plan_under_a_later_version_is_replayed_under_it(two: Path) -> None:
    """Which must be at hand; that it began under another is said."""
    plan = plan_in(two)
    refused = sitbone(two, "replay", "--plan", plan)
    expected = f"plan {plan}: is under pht 1.1.0, which is not at hand; set PROTOCOL to its file\n"
    assert (refused.exit_code, refused.stdout, refused.stderr) == (2, "", expected)
    assert json.loads(replayed_with_a_note(two, "--json"))["protocol_version"] == "1.1.0"


def replayed_with_a_note(life: Path, *options: str) -> str:
    """What a replay prints of a plan whose protocol has changed; beside it, it says so."""
    result = sitbone(life, "replay", "--plan", plan_in(life), *options, protocol=stricter(life))
    assert result.exit_code == 0
    assert "began under pht 1.0.0, is under pht 1.1.0 only since 2026-01-2" in result.stderr
    return result.stdout


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["replay"], "Error: needs either TRACE or --plan ID (sitbone replay --help says more)"),
        (["replay", "-", "--plan", "1"], "Error: needs either TRACE or --plan ID (sitbone replay --help says more)"),
        (["replay", "--plan", "1"], "there is no plan 1; sitbone export --list names them"),
        (["replay", "--plan", "PLAN", "--diff"], "--diff: needs --set NAME=NUMBER or --protocol FILE to hold against"),
        (["replay", "--plan", "PLAN", "--set", "pain_ceiling"], "--set 'pain_ceiling': must be NAME=NUMBER"),
        (["export"], "Error: needs either PLAN or --list (sitbone export --help says more)"),
        (["export", "1", "--list"], "Error: needs either PLAN or --list (sitbone export --help says more)"),
        (["export", "1"], "there is no plan 1; sitbone export --list names them"),
        (["export", "Ann"], "Error: Invalid value for '[PLAN]': 'Ann' is not a valid integer"),
        (["export", "PLAN", "--output", "/nowhere/plan.json"], "/nowhere/plan.json: cannot be written: No such file"),
        (["verify", "/nowhere/plan.json"], "/nowhere/plan.json: cannot be read: No such file or directory"),
        (["verify", "--protocol", "/nowhere.toml"], "/nowhere.toml: cannot be read: No such file or directory"),
    ],
)
def test_a_call_that_makes_no_sense_is_one_line_and_exit_2(one: Path, arguments: list[str], line: str) -> None:
    """Which says what is wrong."""
    plan = plan_in(one)
    result = sitbone(one, *(plan if part == "PLAN" else part for part in arguments))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(line)
    assert len(result.stderr.splitlines()) == 1


# --- what is not said ------------------------------------------------------------------------------------------------


def test_nobody_is_named_anywhere(life: Path) -> None:
    """No name, no chat, no clinic and none of their words, in whatever these commands print."""
    plan, rules = plan_in(life), str(stricter(life))
    asked: list[list[str]] = [["export", "--list"], ["export", plan], ["export", plan, "--trace"]]
    asked += [["verify", "--protocol", rules], ["replay", "--plan", plan], ["replay", "--plan", plan, "--json"]]
    printed = "".join(sitbone(life, *one, protocol=rules).output for one in asked)
    assert len(printed) > 10_000
    with closing(sqlite3.connect(life / "sitbone.db")) as database:
        people = [str(number) for (number,) in database.execute("SELECT id FROM person")]
    assert len(people) == 2
    assert [secret for secret in (*SECRETS, *people) if secret in printed] == []

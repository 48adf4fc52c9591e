"""`sitbone replay` with `--set` and `--diff`: what would have come out with other thresholds, and what made it so."""

import json
from pathlib import Path
from typing import Any

import pytest

from rehab.protocol.load import SHIPPED
from tests.unit.rehab.tales import answer, session, tale, trained
from tests.unit.replaying import CONTRACT, refused, replayed

# Pain of 5 is acceptable under a ceiling of 5; 7 is too much, and severe only from 7 on.
SORE = tale(2, 3, trained(0, 5, 4, before=4), session(2, 7), answer(3, 1))


def differences(trace: object, *options: str) -> dict[str, Any]:
    """What --diff --json prints."""
    result = replayed(trace, "--diff", "--json", *options)
    assert (result.exit_code, result.stderr) == (0, "")
    made: dict[str, Any] = json.loads(result.stdout)
    return made


def lines(trace: object, *options: str) -> list[str]:
    """What --diff prints for people."""
    result = replayed(trace, "--diff", *options)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout.splitlines()


@pytest.fixture
def stricter(tmp_path: Path) -> str:
    """A clinic's own protocol: the shipped one with a lower ceiling."""
    path = tmp_path / "mine.toml"
    text = SHIPPED.read_text("utf-8").replace("value = 5", "value = 4", 1).replace("1.0.0", "1.0.1", 1)
    path.write_text(text, "utf-8")
    return str(path)


# --- other thresholds ------------------------------------------------------------------------------------------------


def test_set_alone_replays_under_the_changed_threshold() -> None:
    """The output keeps the contract's shape; the reason names the number that was in force."""
    result = replayed(SORE, "--set", "pain_ceiling=4", "--json")
    made = json.loads(result.stdout)
    assert list(made) == ["protocol", "protocol_version", "decisions", "alerts", "final"]
    assert [one["rule"] for one in made["decisions"]] == ["red_day", "already_lowered", "second_red", "already_lowered"]
    assert "above 4" in made["decisions"][0]["because"]


def test_set_to_the_value_in_force_changes_nothing() -> None:
    """Not a letter."""
    assert replayed(CONTRACT, "--set", "pain_ceiling=5").stdout == replayed(CONTRACT).stdout
    assert replayed(CONTRACT, "--set", "week_drift=1.0", "--json").stdout == replayed(CONTRACT, "--json").stdout


# --- divergences -----------------------------------------------------------------------------------------------------


def test_a_divergence_tells_what_it_was_what_it_is_and_why() -> None:
    """With the change by name and value, how many evaluations each run had, and where both end."""
    made = differences(SORE, "--set", "severe=7")
    assert made["changed"] == {"severe": [8, 7]}
    assert made["evaluations"] == {"was": 3, "now": 3}
    stands = {"stage": 2, "level": 3}
    assert made["divergences"][0] == {
        "at": "2026-01-07T18:00",
        "was": {"verdict": "reduce", "rule": "red_day", "from": stands, "to": {"stage": 2, "level": 2}},
        "now": {"verdict": "regress", "rule": "severe_pain", "from": stands, "to": {"stage": 1, "level": 3}},
        "cause": {"changed": ["severe"], "follows_from": None},
    }
    assert made["divergences"][1]["cause"] == {"changed": [], "follows_from": "2026-01-07T18:00"}
    assert made["was"] == {
        "protocol": "pht", "protocol_version": "1.0.0", "final": {"stage": 2, "level": 2, "status": "active"}
    }  # fmt: skip
    assert made["now"]["final"] == {"stage": 1, "level": 3, "status": "flare"}


def test_the_same_for_people() -> None:
    """One line for each divergence, and one for the end."""
    assert lines(SORE, "--set", "severe=7", "--set", "pain_ceiling=4") == [
        "4 evaluations come out otherwise with pain_ceiling 5 -> 4, severe 8 -> 7 (3 before, 4 now)",
        "2026-01-05T18:00  not evaluated  =>  reduce 2.3 -> 2.2 [red_day]  (by pain_ceiling)",
        "2026-01-06T18:00  hold 2.3 -> 2.3 [amber_day]  =>  hold 2.2 -> 2.2 [already_lowered]"
        "  (by pain_ceiling; follows from 2026-01-05T18:00)",
        "2026-01-07T18:00  reduce 2.3 -> 2.2 [red_day]  =>  regress 2.2 -> 1.3 [severe_pain]"
        "  (by severe; follows from 2026-01-05T18:00)",
        "2026-01-08T18:00  hold 2.2 -> 2.2 [already_lowered]  =>  hold 1.3 -> 1.3 [in_flare]"
        "  (follows from 2026-01-07T18:00)",
        "end               stage 2, level 2, active  =>  stage 1, level 3, flare",
    ]


def test_an_evaluation_that_only_one_run_has_is_nothing_on_the_other_side() -> None:
    """Null, rather than a decision that nobody made."""
    assert differences(SORE, "--set", "pain_ceiling=4")["divergences"][0]["was"] is None


def test_where_nothing_diverges_the_list_is_empty() -> None:
    """Both ends are still told."""
    assert differences(SORE, "--set", "severe=8")["divergences"] == []
    assert lines(SORE, "--set", "severe=9") == [
        "0 evaluations come out otherwise with severe 8 -> 9 (3 before, 3 now)",
        "end               stage 2, level 2, active  =>  stage 2, level 2, active",
    ]
    assert lines(SORE, "--set", "severe=8")[0].endswith("with nothing changed (3 before, 3 now)")


def test_with_a_protocol_of_its_own_set_changes_that_one(stricter: str) -> None:
    """What differs from the shipped protocol besides is not the question then."""
    made = differences(SORE, "--protocol", stricter, "--set", "severe=7")
    assert made["changed"] == {"severe": [8, 7]}
    assert [side["protocol_version"] for side in (made["was"], made["now"])] == ["1.0.1", "1.0.1"]


def test_a_protocol_file_alone_is_held_against_the_shipped_one(stricter: str) -> None:
    """By its thresholds, and by its version for all else."""
    made = differences(SORE, "--protocol", stricter)
    assert made["changed"] == {"pain_ceiling": [5, 4], "protocol": ["pht 1.0.0", "pht 1.0.1"]}
    assert made["divergences"][0]["cause"] == {"changed": ["pain_ceiling"], "follows_from": None}


# --- what cannot be ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pairs", "line"),
    [
        (["pain_ceiling=2"], "--set: pain_ceiling: value must be 3 to 5, not 2"),
        (["severe=9.5", "zeal=0"], "--set: severe: value must be 7 to 9, not 9.5; unknown threshold 'zeal'"),
        (["pain_celing=4"], "--set: unknown threshold 'pain_celing'; perhaps pain_ceiling"),
        (["pain_ceiling"], "--set 'pain_ceiling': must be NAME=NUMBER, such as pain_ceiling=4"),
        (["pain_ceiling="], "--set 'pain_ceiling=': must be NAME=NUMBER, such as pain_ceiling=4"),
        (["=4"], "--set '=4': must be NAME=NUMBER, such as pain_ceiling=4"),
        (["pain_ceiling=four"], "--set 'pain_ceiling=four': must be NAME=NUMBER, such as pain_ceiling=4"),
        (["pain_ceiling=nan"], "--set 'pain_ceiling=nan': must be NAME=NUMBER, such as pain_ceiling=4"),
        (["pain_ceiling=4\n"], "--set 'pain_ceiling=4\\n': must be NAME=NUMBER, such as pain_ceiling=4"),
        (["severe=7", "severe=8"], "--set 'severe=8': severe is set twice"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("diff", [[], ["--diff"]])
def test_a_threshold_that_cannot_be_set_is_refused(pairs: list[str], line: str, diff: list[str]) -> None:
    """In one line that names it, with exit code 2."""
    options = [part for pair in pairs for part in ("--set", pair)]
    assert refused("replay", "-", *options, *diff, given=json.dumps(SORE)) == line


def test_diff_needs_something_to_hold_against() -> None:
    """Two equal runs would tell nothing."""
    expected = "--diff: needs --set NAME=NUMBER or --protocol FILE to hold against"
    assert refused("replay", "-", "--diff", given=CONTRACT) == expected


def test_a_trace_that_fits_one_of_the_protocols_only_is_refused(tmp_path: Path) -> None:
    """With the place in the trace."""
    text = SHIPPED.read_text("utf-8").replace(
        "[[stages.levels]]",
        '[[stages.levels]]\nexercises = [{ id = "bridge_hold", sets = 3, hold = 30, rest = 60 }]\n\n[[stages.levels]]',
        1,
    )
    path = tmp_path / "longer.toml"
    path.write_text(text, "utf-8")
    line = refused("replay", "-", "--diff", "--protocol", str(path), given=json.dumps(tale(1, 5)))
    assert line == "-: start.level: stage 1 has levels 1 to 4, not 5"

"""`sitbone replay`, exactly as design 8.4 has it: what goes in, what comes out, and with which exit code."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from rehab.protocol.load import SHIPPED
from tests.command_line import sitbone
from tests.tools.protocols import EXAMPLE_FILE
from tests.unit.rehab.tales import answer, flagged, happens, missed, moment, order, session, tale, trained
from tests.unit.replaying import CONTRACT, as_object, replayed

ROOT = Path(__file__).parents[2]
NOTHING = tale(2, 1)


def test_the_example_of_the_contract_is_replayed() -> None:
    """Each decision and alert with its time, rule and reason, and where the plan ends."""
    made = as_object(CONTRACT)
    assert list(made) == ["protocol", "protocol_version", "decisions", "alerts", "final"]
    assert (made["protocol"], made["protocol_version"]) == ("pht", "1.0.0")
    moves = [(one["at"], one["verdict"], one["rule"], one["from"], one["to"]) for one in made["decisions"]]
    low, lowest = {"stage": 2, "level": 1}, {"stage": 1, "level": 1}
    assert moves == [
        ("2026-01-06T18:00", "hold", "not_yet", low, low),
        ("2026-01-12T09:00", "hold", "weekly_review", low, low),
        ("2026-01-19T09:00", "hold", "weekly_review", low, low),
        ("2026-01-20T03:00", "reduce", "gap", low, low),
        ("2026-01-26T09:00", "hold", "weekly_review", low, low),
        ("2026-02-02T09:00", "hold", "weekly_review", lowest, lowest),
        ("2026-02-09T09:00", "hold", "weekly_review", lowest, lowest),
        ("2026-02-12T03:00", "reduce", "gap", lowest, lowest),
    ]
    assert [(one["at"], one["kind"], one["rule"]) for one in made["alerts"]] == [
        ("2026-01-19T09:00", "lost_contact", "lost_contact"),
        ("2026-01-27T09:00", "urgent", "red_flag"),
    ]
    assert made["final"] == {"stage": 1, "level": 1, "status": "maintenance"}


def test_each_entry_has_the_keys_of_the_contract_and_a_sentence() -> None:
    """No more and no fewer; the sentence is one line of plain text."""
    made = as_object(CONTRACT)
    for one in made["decisions"]:
        assert list(one) == ["at", "verdict", "rule", "from", "to", "inputs", "because"]
        assert one["inputs"]
    for one in made["alerts"]:
        assert list(one) == ["at", "kind", "rule", "because"]
    for one in made["decisions"] + made["alerts"]:
        assert one["because"].endswith(".")
        assert not set(one["because"]) & set("<>\n\u2068\u2069")


def test_without_json_it_is_a_timeline() -> None:
    """One line for each decision and alert in the order of time, and one for the end."""
    result = replayed(CONTRACT)
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert [line.partition("]")[0] for line in lines] == [
        "2026-01-06T18:00  hold      2.1 -> 2.1  [not_yet",
        "2026-01-12T09:00  hold      2.1 -> 2.1  [weekly_review",
        "2026-01-19T09:00  hold      2.1 -> 2.1  [weekly_review",
        "2026-01-19T09:00  ALERT lost_contact  [lost_contact",
        "2026-01-20T03:00  reduce    2.1 -> 2.1  [gap",
        "2026-01-26T09:00  hold      2.1 -> 2.1  [weekly_review",
        "2026-01-27T09:00  ALERT urgent  [red_flag",
        "2026-02-02T09:00  hold      1.1 -> 1.1  [weekly_review",
        "2026-02-09T09:00  hold      1.1 -> 1.1  [weekly_review",
        "2026-02-12T03:00  reduce    1.1 -> 1.1  [gap",
        "end               stage 1, level 1, maintenance",
    ]


def test_a_trace_without_events_decides_nothing() -> None:
    """Until time alone brings something."""
    assert as_object(NOTHING) == {
        "protocol": "pht",
        "protocol_version": "1.0.0",
        "decisions": [],
        "alerts": [],
        "final": {"stage": 2, "level": 1, "status": "active"},
    }
    weekly = ["weekly_review", "weekly_review"]
    assert [one["rule"] for one in as_object({**NOTHING, "until": moment(15, "03:00")})["decisions"]] == [
        *weekly,
        "gap",
    ]
    assert [one["rule"] for one in as_object({**NOTHING, "until": moment(15, "02:59")})["decisions"]] == weekly


STATUSES = [
    ([], "active"),
    ([session(0, 8)], "flare"),
    ([happens(1, "pause")], "paused"),
    ([flagged(1, "fever")], "stopped"),
    ([happens(1, "goal_met")], "maintenance"),
    ([happens(1, "goal_met"), happens(2, "goal_met")], "discharged"),
]


@pytest.mark.parametrize(("events", "status"), STATUSES)
def test_the_end_says_what_the_plan_is_doing(events: list[dict[str, Any]], status: str) -> None:
    """Every status of the contract."""
    assert as_object(tale(2, 3, events))["final"]["status"] == status


def test_the_order_of_the_file_and_what_is_there_twice_do_not_matter() -> None:
    """Events are sorted and exact duplicates dropped."""
    events = [*trained(0), missed(2), *trained(4, 6), order(6, "hold"), flagged(8, "pop")]
    usual = as_object(tale(2, 2, events))
    assert len(usual["decisions"]) == 4
    assert as_object(tale(2, 2, events[::-1])) == usual
    assert as_object(tale(2, 2, events, events[:3])) == usual
    assert as_object(tale(2, 2, session(0, 6), session(0, 6))) == as_object(tale(2, 2, session(0, 6)))


def test_what_lies_after_the_end_is_ignored() -> None:
    """What happens in its very minute is not."""
    cut = tale(2, 2, session(0), answer(1, 7), flagged(2, "pop"), until=moment(1))
    assert [one["verdict"] for one in as_object(cut)["decisions"]] == ["regress"]
    assert as_object(cut)["alerts"] == []


def test_times_are_those_of_the_trace_s_zone_and_an_hour_that_comes_twice_has_its_offset() -> None:
    """Read back, each means the same instant again."""
    events = [
        {"at": "2026-10-24T01:30", "kind": "session", "outcome": "done", "pain_before": 1, "pain_during": 1},
        {"at": "2026-10-25T01:30:00+00:00", "kind": "pain_24h", "value": 1},
        {"at": "2026-10-24T12:00:30Z", "kind": "session", "outcome": "done", "pain_before": 1, "pain_during": 6},
    ]
    start = {"at": "2026-10-23T08:00", "stage": 2, "level": 2}
    trace = {"format": "sitbone-trace/1", "timezone": "Europe/London", "start": start, "events": events}
    assert [one["at"] for one in as_object(trace)["decisions"]] == [
        "2026-10-24T13:00:30",
        "2026-10-25T01:30:00+00:00",
    ]


def test_a_file_is_read_as_well(tmp_path: Path) -> None:
    """Also one that an editor marked as UTF-8 by its first character."""
    path = tmp_path / "trace.json"
    for encoding in ("utf-8", "utf-8-sig"):
        path.write_text(CONTRACT, encoding)
        assert sitbone("replay", str(path), "--json").stdout == replayed(CONTRACT, "--json").stdout


def test_another_protocol_leads_to_other_decisions(tmp_path: Path) -> None:
    """A clinic with a lower ceiling."""
    path = tmp_path / "mine.toml"
    stricter = SHIPPED.read_text("utf-8").replace("value = 5\nallowed = [3, 5]", "value = 4\nallowed = [3, 5]", 1)
    path.write_text(stricter.replace('version = "1.0.0"', 'version = "1.1.0"', 1), "utf-8")
    trace = tale(2, 2, session(0, 5))
    assert as_object(trace)["decisions"] == []
    made = json.loads(replayed(trace, "--json", "--protocol", str(path)).stdout)
    assert made["protocol_version"] == "1.1.0"
    assert [one["verdict"] for one in made["decisions"]] == ["reduce"]


def test_another_condition_is_told_with_its_own_numbers() -> None:
    """The example's: a day with 3 after 1 is too much there, and where no level lies below a quarter is taken off."""
    trace = {**tale(1, 1, session(0, 2), answer(1, 3)), "until": "2026-01-06T18:00"}
    told = replayed(trace, "--protocol", str(EXAMPLE_FILE)).stdout
    assert "reduce" in told
    assert "About 25 % less of everything: a day later it was 3, up by 2" in told
    made = json.loads(replayed(trace, "--json", "--protocol", str(EXAMPLE_FILE)).stdout)
    assert (made["protocol"], made["final"]) == ("achilles-example", {"stage": 1, "level": 1, "status": "active"})


def test_a_replay_needs_no_texts_of_the_protocol_s_own(tmp_path: Path) -> None:
    """It speaks of rules and numbers only: nothing beside the file, or nonsense, is as good."""
    path = tmp_path / "mine.toml"
    path.write_text(EXAMPLE_FILE.read_text("utf-8"), "utf-8")
    trace = tale(2, 2, session(0, 6))
    alone = replayed(trace, "--protocol", str(path)).stdout
    path.with_name("mine.en.ftl").write_bytes(b"\xff = \xff")
    assert replayed(trace, "--protocol", str(path)).stdout == alone
    assert "pain went to 6 during the exercise, above 5" in alone


def test_it_says_how_it_is_used() -> None:
    """With --help, on standard output."""
    result = sitbone("replay", "--help")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "TRACE" in result.stdout
    assert "--protocol" in result.stdout
    assert "--json" in result.stdout


def test_as_a_program_of_its_own(tmp_path: Path) -> None:
    """`python -m bot` is the same program; no settings are needed, and nothing but the answer is printed."""
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(CONTRACT, "utf-8")
    bad.write_text("{", "utf-8")
    runs = [
        subprocess.run(
            [sys.executable, "-m", "bot", "replay", str(path), "--json"],
            cwd=ROOT, capture_output=True, text=True, check=False, env={"PATH": "", "LANG": "C"},
        )
        for path in (good, bad)
    ]  # fmt: skip
    assert [(one.returncode, one.stderr) for one in runs] == [
        (0, ""),
        (2, f"{bad}: line 1, column 2: is not JSON: Expecting property name enclosed in double quotes\n"),
    ]
    assert runs[0].stdout == replayed(CONTRACT, "--json").stdout
    assert runs[1].stdout == ""

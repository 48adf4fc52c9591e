"""`sitbone simulate`: what a reader of its table and of its exit code can rely on."""

import json
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import Result

from rehab.course import Course, Step
from rehab.events import RedFlagScreen
from rehab.protocol import Protocol
from tests.command_line import sitbone
from tests.tools.protocols import EXAMPLE_FILE
from wording.fates import Form


def run(*options: str) -> Result:
    """A short simulation."""
    return sitbone("simulate", "--weeks", "3", "--seed", "5", *options)


def test_the_table_and_the_proof_come_out() -> None:
    """Everybody is counted, no property is violated, and the speed does not stand in the text that is compared."""
    result = run("--patients", "18", "--processes", "1")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].split()[:4] == ["in", "percent", "patients", "progressed"]
    assert lines[10].split()[:2] == ["all", "18"]
    assert lines[-1].startswith("21 safety properties, ")
    assert lines[-1].endswith(" decisions: no violation.")
    assert result.stderr.endswith(" patients a second\n")


def test_a_seed_gives_the_same_text_whatever_the_number_of_processes() -> None:
    """Byte by byte; another seed gives another."""
    alone, together = run("--patients", "60", "--processes", "1"), run("--patients", "60", "--processes", "2")
    assert alone.stdout == together.stdout
    assert sitbone("simulate", "--weeks", "3", "--seed", "6", "--patients", "60").stdout != alone.stdout


def test_one_patient_replays_from_the_printed_trace() -> None:
    """The trace goes straight into `sitbone replay`."""
    printed = run("--only", "7", "--trace")
    assert (printed.exit_code, printed.stderr) == (0, "")
    replayed = sitbone("replay", "-", "--json", given=printed.stdout)
    assert replayed.exit_code == 0
    assert json.loads(replayed.stdout)["decisions"]


@pytest.mark.parametrize(("form", "starts"), [("png", b"\x89PNG"), ("svg", b"<?xml")])
def test_a_picture_shows_what_became_of_them(form: str, starts: bytes, tmp_path: Path) -> None:
    """Beside the table, in the form that its name asks for."""
    picture = tmp_path / f"fates.{form}"
    result = run("--patients", "18", "--processes", "1", "--picture", str(picture))
    assert result.exit_code == 0
    assert result.stdout.startswith("in percent")
    assert picture.read_bytes().startswith(starts)


def test_a_picture_that_cannot_be_drawn_costs_only_the_picture(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The table has been printed by then; one line says why."""
    monkeypatch.setattr("wording.fates.STARTS", dict.fromkeys(Form, b"something else"))
    result = run("--patients", "9", "--processes", "1", "--picture", str(tmp_path / "fates.png"))
    assert result.exit_code == 1
    assert result.stdout.startswith("in percent")
    assert result.stderr.splitlines()[-1].startswith("wording.draw_fates ended with code 0")


def plant_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """A red flag that changes nothing."""

    def ignored(course: Course, _: RedFlagScreen, __: Protocol) -> Step:
        return Step(course)

    monkeypatch.setitem(import_module("rehab.course.facts")._TAKERS, RedFlagScreen, ignored)


def test_a_violation_ends_with_1_and_names_patient_seed_instant_and_property(monkeypatch: pytest.MonkeyPatch) -> None:
    """And says how to see that life again."""
    plant_a_fault(monkeypatch)
    result = sitbone("simulate", "--weeks", "20", "--seed", "5", "--patients", "18", "--processes", "1")
    assert (result.exit_code, result.stdout) == (1, "")
    [line] = result.stderr.splitlines()
    assert line.startswith("property red-flag-dominates is violated: patient 7, seed 5, at 2026-")
    assert line.endswith("the trace: sitbone simulate --only 7 --weeks 20 --seed 5 --trace")


def test_the_trace_of_a_violation_ends_with_the_fact_that_brought_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that replaying it shows the moment."""
    plant_a_fault(monkeypatch)
    printed = sitbone("simulate", "--weeks", "20", "--seed", "5", "--only", "7", "--trace")
    assert json.loads(printed.stdout)["events"][-1]["kind"] == "red_flag"


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--patients", "0"], "--patients"),
        (["--weeks", "0"], "--weeks"),
        (["--weeks", "many"], "--weeks"),
        (["--seed", "-1"], "--seed"),
        (["--processes", "0"], "--processes"),
        (["--only", "-1"], "--only"),
        (["--trace"], "--only"),
        (["--only", "1", "--trace", "--picture", "fates.png"], "--picture"),
        (["--picture", "fates.gif"], "fates.gif: a picture ends in .png or .svg"),
        (["--picture", "fates"], "fates: a picture ends in .png or .svg"),
        (["--picture", "nowhere/fates.png"], "there is no folder nowhere"),
    ],
)
def test_a_call_that_makes_no_sense_is_one_line_and_exit_2(options: list[str], named: str) -> None:
    """Which names what is wrong."""
    result = sitbone("simulate", *options)
    assert (result.exit_code, result.stdout) == (2, "")
    [line] = result.stderr.splitlines()
    assert named in line


def test_another_protocol_is_lived_through_as_well() -> None:
    """Its own stages are counted, no property is violated, and a printed life replays under it."""
    file = str(EXAMPLE_FILE)
    result = run("--patients", "9", "--protocol", file, "--processes", "1")
    assert result.exit_code == 0
    assert "stage 3" in result.stdout
    assert "stage 4" not in result.stdout
    printed = run("--only", "3", "--trace", "--protocol", file)
    replayed = sitbone("replay", "-", "--json", "--protocol", file, given=printed.stdout)
    assert json.loads(replayed.stdout)["protocol"] == "achilles-example"


def test_a_protocol_that_cannot_be_used_is_told_in_one_line() -> None:
    """Bad input."""
    result = run("--patients", "1", "--protocol", "nowhere.toml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "nowhere.toml: cannot be read: No such file or directory\n"

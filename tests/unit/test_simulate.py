"""`sitbone simulate`: what a reader of its table and of its exit code can rely on."""

import json
from importlib import import_module

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from rehab.course import Course, Step
from rehab.events import RedFlagScreen
from rehab.protocol import Protocol


def simulate(*arguments: str, given: str | None = None) -> Result:
    """The command line in this process; nothing may come out as a traceback."""
    result = CliRunner().invoke(main, arguments, input=given, prog_name="sitbone")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def run(*options: str) -> Result:
    """A short simulation."""
    return simulate("simulate", "--weeks", "3", "--seed", "5", *options)


def test_the_table_and_the_proof_come_out() -> None:
    """Everybody is counted, no property is violated, and the speed does not stand in the text that is compared."""
    result = run("--patients", "18", "--processes", "1")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].split()[:3] == ["kind", "patients", "progressed"]
    assert lines[10].split()[:2] == ["all", "18"]
    assert lines[-1].startswith("16 safety properties, ")
    assert lines[-1].endswith(" decisions: no violation.")
    assert result.stderr.endswith(" patients a second\n")


def test_a_seed_gives_the_same_text_whatever_the_number_of_processes() -> None:
    """Byte by byte; another seed gives another."""
    alone, together = run("--patients", "60", "--processes", "1"), run("--patients", "60", "--processes", "2")
    assert alone.stdout == together.stdout
    assert simulate("simulate", "--weeks", "3", "--seed", "6", "--patients", "60").stdout != alone.stdout


def test_one_patient_replays_from_the_printed_trace() -> None:
    """The trace goes straight into `sitbone replay`."""
    printed = run("--only", "7", "--trace")
    assert (printed.exit_code, printed.stderr) == (0, "")
    replayed = simulate("replay", "-", "--json", given=printed.stdout)
    assert replayed.exit_code == 0
    assert json.loads(replayed.stdout)["decisions"]


def plant_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """A red flag that changes nothing."""

    def ignored(course: Course, _: RedFlagScreen, __: Protocol) -> Step:
        return Step(course)

    monkeypatch.setitem(import_module("rehab.course.facts")._TAKERS, RedFlagScreen, ignored)


def test_a_violation_ends_with_1_and_names_patient_seed_instant_and_property(monkeypatch: pytest.MonkeyPatch) -> None:
    """And says how to see that life again."""
    plant_a_fault(monkeypatch)
    result = simulate("simulate", "--weeks", "20", "--seed", "5", "--patients", "18", "--processes", "1")
    assert (result.exit_code, result.stdout) == (1, "")
    [line] = result.stderr.splitlines()
    assert line.startswith("property red-flag-dominates is violated: patient 7, seed 5, at 2026-")
    assert line.endswith("the trace: sitbone simulate --only 7 --weeks 20 --seed 5 --trace")


def test_the_trace_of_a_violation_ends_with_the_fact_that_brought_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that replaying it shows the moment."""
    plant_a_fault(monkeypatch)
    printed = simulate("simulate", "--weeks", "20", "--seed", "5", "--only", "7", "--trace")
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
    ],
)
def test_a_call_that_makes_no_sense_is_one_line_and_exit_2(options: list[str], named: str) -> None:
    """Which names what is wrong."""
    result = simulate("simulate", *options)
    assert (result.exit_code, result.stdout) == (2, "")
    [line] = result.stderr.splitlines()
    assert named in line

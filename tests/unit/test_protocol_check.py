"""`sitbone protocol check`: what it proves, what it names and by which place, and with which exit code."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from rehab.lab.golden import golden_path
from rehab.protocol.load import SHIPPED
from tests.command_line import sitbone

ROOT = Path(__file__).parents[2]
TEXT, GOLDEN = SHIPPED.read_text("utf-8"), golden_path(SHIPPED).read_text("utf-8")
Copy = Callable[..., Path]


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """A clinic's own copy of the protocol and its golden cases, with one place of either written otherwise."""

    def put(*, protocol: tuple[str, str] = ("", ""), golden: tuple[str, str] = ("", "")) -> Path:
        path = tmp_path / "mine.toml"
        path.write_text(changed(TEXT, *protocol), "utf-8")
        golden_path(path).write_text(changed(GOLDEN, *golden), "utf-8")
        return path

    return put


def changed(text: str, old: str, new: str) -> str:
    """A text with the first place of an old wording written otherwise."""
    assert old in text
    return text.replace(old, new, 1)


def check(*arguments: str) -> Result:
    """What the command answers."""
    return sitbone("protocol", "check", *arguments)


def refused(path: Path) -> str:
    """The one line about a bad file."""
    result = check(str(path))
    assert (result.exit_code, result.stdout) == (2, "")
    [line] = result.stderr.splitlines()
    return line


def failed(path: Path) -> list[str]:
    """The lines about files that can be read but do not hold."""
    result = check(str(path))
    assert (result.exit_code, result.stdout) == (1, "")
    return result.stderr.splitlines()


def test_the_shipped_protocol_holds() -> None:
    """Without a file it is the one that is checked; a line says what was proved."""
    result = check()
    assert (result.exit_code, result.stderr) == (0, "")
    [line] = result.stdout.splitlines()
    cases, rules = GOLDEN.count("[[cases]]"), TEXT.count("[[rules]]")
    assert line.startswith(f"pht 1.0.0: {rules} rules, {cases} golden cases as expected (")
    assert line.endswith("16 levels reached on 48 climbs, none skipped, no dead end.")


def test_a_copy_holds_with_its_own_cases_beside_it(copy: Copy) -> None:
    """They are found by the name of the protocol file."""
    assert check(str(copy())).stdout == check().stdout


def test_a_clinic_that_moves_a_threshold_must_look_at_its_cases(copy: Copy) -> None:
    """Every case that no longer holds is named, with what the engine decides now and the case's reason."""
    path = copy(protocol=("value = 8\nallowed = [7, 9]", "value = 9\nallowed = [7, 9]"))
    lines = failed(path)
    assert len(lines) > 1
    assert lines[-1].startswith(f"{golden_path(path)}: cases.")
    [severe] = [line for line in lines if "8 at 24 hours is severe" in line]
    assert "expect: should be 'reduce red_day 3.2' by the engine, not 'regress severe_pain 2.3' (" in severe


def test_a_wrong_expectation_is_named_by_its_place(copy: Copy) -> None:
    """The case's number in the file, counted from 1."""
    path = copy(golden=('expect = "hold stopped 2.3"', 'expect = "hold stopped 2.2"'))
    assert failed(path) == [
        f"{golden_path(path)}: cases.1.expect: should be 'hold stopped 2.3' by the engine, not 'hold stopped 2.2' "
        "(One sign stops the plan, and a good answer does not start it again.)"
    ]


def test_a_rule_that_lacks_a_kind_of_case_is_named_by_its_place(copy: Copy) -> None:
    """Here the only case that just does not fire it tells of another rule."""
    path = copy(golden=('rule = "gap"\nfires = false', 'rule = "stopped"\nfires = false'))
    assert failed(path) == [f"{path}: rules.3: 'gap' has no golden case that just does not fire it"]


def test_a_level_out_of_reach_is_named_by_its_place(copy: Copy) -> None:
    """Sessions of Stage 4 so far apart that a gap lies between any two."""
    path = copy(protocol=("gap_hours = 72", "gap_hours = 480"))
    lines = failed(path)
    starts = ", ".join(f"{s}.{n}" for s in (1, 2, 3) for n in (1, 2, 3, 4))
    assert f"{path}: stages.4.levels.2: cannot be reached from {starts}, 4.1" in lines
    assert (
        f"{path}: stages.4.levels.1: a dead end for a patient with a sport goal and the clinician's approval: "
        "is lowered by the rule 'gap' in spite of the best evidence"
    ) in lines


def test_what_is_there_twice_is_named_by_its_place(copy: Copy) -> None:
    """A rule, or a case."""
    path = copy(protocol=('id = "gap"', 'id = "stopped"'))
    assert refused(path).startswith(f"{path}: rules.3.id: 'stopped' is there twice; ")
    first = GOLDEN.split("[[cases]]")[1].split("\n# ---")[0]
    path = copy(golden=("[[cases]]", f"[[cases]]{first}\n[[cases]]"))
    assert refused(path) == f"{golden_path(path)}: cases.2: is the same history for the same rule as cases.1"


def test_a_bad_file_is_named_with_the_place(copy: Copy, tmp_path: Path) -> None:
    """The protocol's, or that of its cases; or one is not there."""
    path = copy(protocol=('version = "1.0.0"', "version = 1"))
    assert refused(path) == f"{path}: version: should be a valid string"
    path = copy(golden=("0 done 1 1", "0 done 1 11"))
    assert refused(path).startswith(f"{golden_path(path)}: cases.1.events.1.pain_during: input should be less than")
    golden_path(path).unlink()
    assert refused(path) == f"{golden_path(path)}: cannot be read: No such file or directory"
    assert refused(tmp_path / "no.toml") == f"{tmp_path}/no.toml: cannot be read: No such file or directory"


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["protocol", "cheque"], "Error: No such command 'cheque'"),
        (["protocol", "check", "a", "b"], "Error: Got unexpected extra argument (b)"),
        (["protocol", "check", "--fast"], "Error: No such option '--fast'"),
    ],
)
def test_a_call_that_cannot_be_understood(arguments: list[str], line: str) -> None:
    """One line, and where the help is."""
    result = sitbone(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    [told] = result.stderr.splitlines()
    assert told.startswith(line)


def test_as_a_program_of_its_own(copy: Copy) -> None:
    """No settings are needed."""
    path = copy(golden=('expect = "hold stopped 2.3"', 'expect = "hold stopped 2.2"'))
    runs = [
        subprocess.run(
            [sys.executable, "-m", "bot", "protocol", "check", *file],
            cwd=ROOT, capture_output=True, text=True, check=False, env={"PATH": "", "LANG": "C"},
        )
        for file in ([], [str(path)])
    ]  # fmt: skip
    assert [one.returncode for one in runs] == [0, 1]
    assert (runs[0].stderr, runs[1].stdout) == ("", "")

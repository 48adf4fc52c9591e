"""The tool that breaks the rules to see whether their tests notice: what it breaks, and what it makes of it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tools.mutants import (
    ROOT,
    Task,
    TaskError,
    Tried,
    Unnoticed,
    main,
    none_loaded,
    problems,
    survivors_of,
    task_of,
)
from tests.tools.mutators import Mutant, mutants

RULES = """
RULES: tuple[Rule, ...] = (
    stopped,
    gap,
    ready,
)
KINDS: Mapping[str, str] = {
    "stalled": "stalled",
    "worsening": "review",
}


class Due(StrEnum):
    "What falls due."

    GAP = "gap"
    REVIEW = "review"
"""
LIMIT = """
def overload(pain: int) -> bool:
    return pain > 5
"""
TASK = """
[tool.sitbone.mutants]
files = ["limit.py"]
rounds = [["test_limit.py"], ["test_more.py"]]
histories = 1
preloaded = []
ordered = []
leave_out = []
spared = ["def .*", "from .*"]
never = ["NumberReplacer"]
least = 50
"""
TASK_OF_THE_RULES = task_of(ROOT / "pyproject.toml")


def changes(source: str, *ordered: str) -> set[tuple[str, str]]:
    """What is broken in a source with the operators of the rules' task: what stood there and what stands there then."""
    left_out = TASK_OF_THE_RULES.leave_out
    return {(one.was, one.becomes) for one in mutants("x.py", source, leave_out=left_out, ordered=ordered)}


# --- what is broken --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stands", "then"),
    [
        ("a < 3", {"a <= 3", "a >= 3", "a < 4", "a < 2"}),
        ("a <= b", {"a < b", "a > b"}),
        ("a > b", {"a >= b", "a <= b"}),
        ("a >= b", {"a > b", "a < b"}),
        ("a == b", {"a != b"}),
        ("a != b", {"a == b"}),
        ("a is None", {"a is not None"}),
        ("a is not None", {"a is None"}),
        ("a and not b", {"a or not b", "a and b"}),
        ("a - b", {"a + b"}),
        ("-1", {"1", "- 2", "- 0"}),
        ("True", {"False"}),
    ],
)
def test_comparisons_numbers_and_conditions_are_broken(stands: str, then: set[str]) -> None:
    """A comparison is moved by one, and turned round."""
    found = {becomes.replace("  ", " ") for _, becomes in changes(f"x = {stands}")}
    assert {f"x = {one}" for one in then} == found


def test_neighbours_change_places_in_a_table_whose_order_decides() -> None:
    """In a tuple, in a dictionary and in an enumeration, and only where one is named."""
    found = changes(RULES, "RULES", "KINDS", "Due")
    assert found == {
        ("stopped, gap,", "gap, stopped,"),
        ("gap, ready,", "ready, gap,"),
        ('"stalled": "stalled", "worsening": "review",', '"worsening": "review", "stalled": "stalled",'),
        ('GAP = "gap" REVIEW = "review"', 'REVIEW = "review" GAP = "gap"'),
    }
    assert changes(RULES) == set()


def test_every_table_whose_order_decides_is_there() -> None:
    """A name that no file has would swap nothing."""
    files = [path for pattern in TASK_OF_THE_RULES.files for path in ROOT.glob(pattern)]
    for name in TASK_OF_THE_RULES.ordered:
        assert any(list(_swaps(path, name)) for path in files)


def _swaps(path: Path, name: str) -> Iterator[Mutant]:
    return mutants(path.name, path.read_text("utf-8"), leave_out=["core/.*"], ordered=[name])


def test_what_the_task_of_the_rules_names_is_there() -> None:
    """Every file to be broken, and every test that is to notice."""
    assert all(list(ROOT.glob(pattern)) for pattern in TASK_OF_THE_RULES.files)
    named = [test.split("::")[0] for tests in TASK_OF_THE_RULES.rounds for test in tests]
    assert [name for name in named if not (ROOT / name).is_file()] == []
    assert len(named) == len(set(named)) + 1  # of one file two tests are chosen


# --- what the answers mean -------------------------------------------------------------------------------------------

NONE = dict.fromkeys(("files", "rounds", "preloaded", "ordered", "leave_out", "spared"), ())
TASK_OF_FIVE = Task.model_validate({**NONE, "histories": 1, "never": ("Compare.*",), "least": 80})


def tried(*noticed: bool, operator: str = "AddNot") -> list[Tried]:
    """Some changes of one line each."""
    return [Tried(Mutant("x.py", n, operator, f"old {n}", f"new {n}", ""), one) for n, one in enumerate(noticed)]


def may(number: int) -> Unnoticed:
    """One of them may go unnoticed."""
    return Unnoticed(file="x.py", was=f"old {number}", becomes=(f"new {number}",), why="It is the same.")


def test_all_is_well_if_everything_is_noticed_or_may_go_unnoticed() -> None:
    """And nearly all of it is."""
    assert list(problems(TASK_OF_FIVE, [], tried(True, True, True, True, True))) == []
    assert list(problems(TASK_OF_FIVE, [may(0)], tried(False, True, True, True, True))) == []


def test_what_goes_unnoticed_is_named() -> None:
    """With its place and what is broken there."""
    assert list(problems(TASK_OF_FIVE, [], tried(True, True, True, True, False))) == [
        "went unnoticed: x.py:4: 'old 4' becomes 'new 4' (AddNot)"
    ]


def test_too_few_that_are_noticed_are_not_enough_whatever_the_reasons() -> None:
    """Three of five."""
    assert list(problems(TASK_OF_FIVE, [may(0), may(1)], tried(False, False, True, True, True))) == [
        "60.0 % of the changes were noticed, not 80 %"
    ]


def test_some_operators_never_go_unnoticed() -> None:
    """No reason is good enough for a comparison."""
    answers = [*tried(True, True, True, True), *tried(*[True] * 4, False, operator="Compare_Lt")]
    assert list(problems(TASK_OF_FIVE, [may(4)], answers)) == [
        "must not go unnoticed, whatever the reason: x.py:4: 'old 4' becomes 'new 4' (Compare_Lt)"
    ]


def test_what_is_noticed_now_leaves_the_list() -> None:
    """Unless its file was not tried."""
    assert list(problems(TASK_OF_FIVE, [may(0)], tried(True, True))) == [
        "is noticed now, or made no more: ('x.py', 'old 0', 'new 0')"
    ]
    elsewhere = may(0).model_copy(update={"file": "y.py"})
    assert list(problems(TASK_OF_FIVE, [elsewhere], tried(True, True))) == []


def test_every_reason_names_a_file_that_is_broken() -> None:
    """And the list can be read."""
    files = {path.relative_to(ROOT).as_posix() for pattern in TASK_OF_THE_RULES.files for path in ROOT.glob(pattern)}
    assert {one.file for one in survivors_of(ROOT / "tests/tools/survivors.toml")} <= files


# --- the whole -------------------------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A limit and a test that does not look at it closely."""
    files = {
        "limit.py": LIMIT,
        "test_limit.py": "from limit import overload\n\n\ndef test_all_is_well():\n    assert not overload(4)\n",
        "test_more.py": "from limit import overload\n\n\ndef test_overload():\n    assert overload(7)\n",
        "pyproject.toml": TASK,
        "tests/tools/survivors.toml": "",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def tried_on(project: Path) -> subprocess.CompletedProcess[str]:
    """A process of its own: it makes children."""
    start = "import sys; from pathlib import Path; from tests.tools.mutants import main"
    command = f"{start}; sys.exit(main([], Path({str(project)!r})))"
    return subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_limit_that_is_not_looked_at_closely_is_found(project: Path) -> None:
    """4 is not too much and 7 is: that leaves 5 and 6 open. No file is changed."""
    ended = tried_on(project)
    assert ended.returncode == 1, ended.stderr
    assert [line for line in ended.stdout.splitlines() if "unnoticed" in line] == [
        "went unnoticed: limit.py:3: 'return pain > 5' becomes 'return pain >= 5' (ReplaceComparisonOperator_Gt_GtE)",
        "went unnoticed: limit.py:3: 'return pain > 5' becomes 'return pain > 6' (NumberReplacer)",
        "went unnoticed: limit.py:3: 'return pain > 5' becomes 'return pain > 4' (NumberReplacer)",
    ]
    assert (project / "limit.py").read_text("utf-8") == LIMIT
    rows = json.loads((project / "build" / "mutants.json").read_text("utf-8"))
    assert [row["becomes"] for row in rows if not row["noticed"]] == [
        "return pain >= 5", "return pain > 6", "return pain > 4",
    ]  # fmt: skip


def test_a_limit_that_is_looked_at_from_both_sides_is_proved(project: Path) -> None:
    """Nothing goes unnoticed."""
    test = project / "test_more.py"
    test.write_text(test.read_text("utf-8") + "    assert overload(6)\n    assert not overload(5)\n", "utf-8")
    ended = tried_on(project)
    assert (ended.returncode, ended.stderr.strip("\n.")) == (0, "")
    assert ended.stdout.splitlines()[-1].split() == ["all", "7", "changes", "7", "noticed", "0", "not"]


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        (
            "test_limit.py",
            "def test_no():\n    assert False\n",
            "limit.py: the tests fail on it as it stands, or are not",
        ),
        ("test_more.py", "", "limit.py: the tests fail on it as it stands, or are not there"),
        ("pyproject.toml", TASK.replace("preloaded = []", "preloaded = ['no_such']"), "No module named 'no_such'"),
        ("pyproject.toml", TASK.replace('["limit.py"]', '["other.py"]'), "no file is called"),
        ("pyproject.toml", "", "pyproject.toml: there is no tool"),
        ("pyproject.toml", "x", "pyproject.toml: is not TOML: "),
        ("pyproject.toml", TASK.replace("50", "'half'"), "pyproject.toml: tool.sitbone.mutants.least: Input should be"),
        ("tests/tools/survivors.toml", "survivors = [{}]", "survivors.toml: survivors.0.file: Field required"),
    ],
)
def test_what_cannot_be_tried_is_told_on_one_line(project: Path, file: str, text: str, said: str) -> None:
    """With exit code 2."""
    (project / file).write_text(text, "utf-8")
    ended = tried_on(project)
    assert ended.returncode == 2
    assert said in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


def test_what_all_trials_share_cannot_be_broken() -> None:
    """It would stay as it is in every one of them."""
    with pytest.raises(TaskError, match=r"preloaded: tests/tools/mutants\.py would be shared by all trials"):
        none_loaded(["tests/tools/mutants.py", "tests/tools/traceability.toml"], ROOT)


def test_a_pattern_that_no_file_matches_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """Before anything is tried."""
    assert main(["nothing*"]) == 2
    assert capsys.readouterr().err == "no file is called nothing*\n"

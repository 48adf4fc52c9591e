"""`sitbone protocol check` names each kind of problem by its place, in another protocol as in the shipped one."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rehab.engine import Case
from rehab.plan import Position
from tests.command_line import sitbone
from tests.tools.protocols import EXAMPLE_FILE

TEXTS = EXAMPLE_FILE.with_name("achilles.en.ftl").read_text("utf-8")
LINE = TEXTS[: TEXTS.index("avoid-hills")].count("\n") + 1
FILES = ("mine.toml", "mine.golden.toml", "mine.en.ftl")
Put = Callable[..., Path]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """The example with its cases and its texts in a folder, one place of one file written otherwise."""

    def write(name: str = "mine.toml", old: str = "", new: str = "") -> Path:
        for file in FILES:
            text = EXAMPLE_FILE.with_name(file.replace("mine", "achilles")).read_text("utf-8")
            if file == name:
                text, found = re.subn(old, new, text, count=1, flags=re.MULTILINE | re.DOTALL)
                assert found == 1, old
            (tmp_path / file).write_text(text, "utf-8")
        return tmp_path / "mine.toml"

    return write


def told(path: Path) -> tuple[int, list[str]]:
    """The exit code, and what is wrong, each line without the folder."""
    ended = sitbone("protocol", "check", str(path))
    return ended.exit_code, [line.replace(f"{path.parent}/", "") for line in ended.stderr.splitlines()]


def test_the_example_holds_and_is_called_what_it_is(put: Put) -> None:
    """With as many levels and cases as its files have."""
    for path in (EXAMPLE_FILE, put()):
        ended = sitbone("protocol", "check", str(path))
        assert (ended.exit_code, ended.stderr) == (0, "")
        assert ended.stdout.startswith("achilles-example 0.1.0: 15 rules, 52 golden cases as expected (")
        assert "13 levels reached on 39 climbs, none skipped, no dead end." in ended.stdout
        assert ended.stdout.endswith("It is an example, not reviewed: not for patients.\n")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (r"^value = 7$", "value = 6", "thresholds.severe: value must be 7 to 9, not 6"),
        (r"^value = 1.5$", 'value = "1.5"', "thresholds.week_drift.value: should be a number"),
        (r"^\[thresholds\.severe\]$", "[thresholds.severest]", "thresholds.severe: Field required"),
        (r"^\[thresholds\.severe\]$", "[thresholds.severest]", "thresholds.severest: unknown keys are not permitted"),
        (r"^min_days = 35$", "min_days = 35\nmax_days = 70", "stages.2.max_days: unknown keys are not permitted"),
        (r"^min_days = 35$", "min_days = -1", "stages.2.min_days: should be greater than or equal to 0"),
        (r"^example = true$", 'example = "yes"', "example: should be a valid boolean"),
        (r'^questionnaire = "visa_a"$', 'questionnaire = "VISA-A"', "questionnaire: String should match pattern"),
        (r'id = "two_leg_hop", sets = 3', 'id = "hop!", sets = 3', "stages.3.levels.2.exercises.1.id: String should"),
        (r'id = "two_leg_hop", sets = 3', 'id = "hop", sets = 3', "stages.3.levels.2.exercises.1: unknown exercise"),
        (r"reps = 20, rest = 90", "rest = 90", "stages.3.levels.2.exercises.1: needs exactly one of reps, hold,"),
        (r"\[\[stages\.levels\]\]\nblocks_per_day = 2\n.*?\n\n", "", "stages.1.levels: Tuple should have at least"),
        (r'exit_test = "full_week"', 'exit_test = ""', "stages.3.exit_test: String should match pattern"),
        (r'avoid = \["sprinting", ', 'avoid = ["Sprinting", ', "stages.3.avoid.1: String should match pattern"),
        (r"^regresses = false", "regresses = true", "stages.1.regresses: should be false, there is no stage below"),
        (r"^regresses = true", "regresses = false", "stages.2.regresses: should be true, only the first"),
        (
            r"^needs_approval = false\navoid = \[\"running\", \"jumping\", \"hills\"\]",
            'needs_approval = true\navoid = ["running"]',
            "stages.3.needs_approval: should be false, an approval is for one stage, here 2",
        ),
        (r"^\[flare\]\nstage = 1", "[flare]\nstage = 4", "flare: there is no level 2 in stage 4"),
        (r'^totals = \["visa_a"', 'totals = ["visa_x", "visa_a"', "totals: unknown questionnaire 'visa_x'"),
        (r'^totals = \["visa_a", ', "totals = [", "questionnaire: should be one of totals, not 'visa_a'"),
        (r'^tier = "A"$', 'tier = "D"', "red_flags.breathless.tier: D is the tier of routine signs"),
        (r"^\[red_flags\.dent\]$", '[red_flags."a dent"]', "red_flags.a dent.[key]: String should match pattern"),
        (r'^id = "weekly_review"$', 'id = "monthly_review"', "rules: the rule 'weekly_review' is missing"),
        (r'^uses = \["gap_days"\]$', 'uses = ["gap_weeks"]', "rules.3.uses: unknown threshold 'gap_weeks'"),
        (r'^tag = "K"$', 'tag = "X"', "thresholds.pain_ceiling.tag: String should match pattern"),
        (r"^format = ", "format : ", "is not TOML: "),
    ],
)  # fmt: skip
def test_what_is_wrong_in_the_protocol(put: Put, old: str, new: str, problem: str) -> None:
    """Bad input: one line that names the place, and exit code 2."""
    code, lines = told(put("mine.toml", old, new))
    assert (code, len(lines)) == (2, 1)
    assert lines[0].startswith("mine.toml: ")
    assert problem in lines[0]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (r'rule = "held"\nfires = true', 'rule = "hold"\nfires = true', "cases.[0-9]+.rule: the protocol has no rule"),
        ("done 1 7", "done 1 11", r"cases.3.events.1.pain_during: "),
        ("level = 5", "level = 6", r"cases.1.start.level: stage 2 has levels 1 to 5, not 6"),
        ("cannot_tiptoe", "saddle_numbness", r"cases.1.events.2.flags: unknown red flag 'saddle_numbness'"),
        ("hold stopped 2.5", "hold stopped", "cases.1.expect: String should match pattern"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_the_cases(put: Put, old: str, new: str, problem: str) -> None:
    """Bad input as well: the case by its number, the line by its number in it."""
    code, lines = told(put("mine.golden.toml", old, new))
    assert (code, len(lines)) == (2, 1)
    assert re.match(f"mine.golden.toml: {problem}", lines[0]), lines[0]


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        (
            "mine.golden.toml",
            r'rule = "gap"\nfires = false',
            'rule = "stopped"\nfires = false',
            "mine.toml: rules.3: 'gap' has no golden case that just does not fire it",
        ),
        (
            "mine.golden.toml",
            'expect = "hold stopped 2.5"',
            'expect = "hold stopped 2.4"',
            "mine.golden.toml: cases.1.expect: should be 'hold stopped 2.5' by the engine, not 'hold stopped 2.4' "
            "(A heel that cannot be lifted stops the plan, and a good answer does not start it again.)",
        ),
        (
            "mine.golden.toml",
            r'alerts = \["review flare_not_over"\]',
            "alerts = []",
            "mine.golden.toml: cases.7.alerts: should be ['review flare_not_over'] by the engine, not [] "
            "(A flare that is not over after 5 days to the minute goes to the clinician.)",
        ),
        (
            "mine.en.ftl",
            r"^    \.cue = Low and light\.\n",
            "",
            "mine.en.ftl: exercise-one_leg_hop.cue is missing (mine.toml: exercises.one_leg_hop needs it)",
        ),
        ("mine.en.ftl", "^avoid-hills = ", "avoid hills = ", f"mine.en.ftl: line {LINE}: is not Fluent"),
        (
            "mine.toml",
            "walk_jog = { each_side = false, drawing = false }",
            "walk_jog = { each_side = false }",
            "mine.toml: exercises.walk_jog.drawing: there is no drawing of it; say drawing = false, or draw it",
        ),
    ],
)  # fmt: skip
def test_what_can_be_read_but_does_not_hold(put: Put, name: str, old: str, new: str, problem: str) -> None:
    """It ran, and the answer is no: one line for each problem, and exit code 1."""
    code, lines = told(put(name, old, new))
    assert code == 1
    assert problem in lines


def test_a_stage_that_cannot_be_left_is_a_dead_end_and_the_next_one_is_out_of_reach(put: Put) -> None:
    """35 days in the second stage become more than any patience."""
    code, lines = told(put("mine.toml", "^min_days = 35$", "min_days = 3500"))
    assert code == 1
    assert (
        "mine.toml: stages.2.levels.5: a dead end for a patient without a sport goal: "
        "182 days of the best evidence do not move it"
    ) in lines
    starts = ", ".join(f"1.{n}" for n in range(1, 5)) + ", " + ", ".join(f"2.{n}" for n in range(1, 6))
    assert f"mine.toml: stages.3.levels.1: cannot be reached from {starts}" in lines


def test_sessions_further_apart_than_a_gap_lower_even_the_best(put: Put) -> None:
    """Eleven days of rest between the sessions of a stage are more than the ten that count as a gap."""
    code, lines = told(put("mine.toml", "^gap_hours = 72$", "gap_hours = 288"))
    assert code == 1
    assert (
        "mine.toml: stages.3.levels.1: a dead end for a patient with a sport goal and the clinician's approval: "
        "is lowered by the rule 'gap' in spite of the best evidence"
    ) in lines


def test_a_level_or_a_stage_that_is_skipped_is_named_by_where_the_step_begins(
    put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No file can say so; an engine that leaps would be found."""
    decide = sys.modules["rehab.engine.decide"]
    usual: Callable[[Case], Position | None] = decide._next_up
    leaps = {Position(1, 2): Position(1, 4), Position(1, 4): Position(3, 1)}
    monkeypatch.setattr(decide, "_next_up", lambda case: leaps.get(case.plan.position) or usual(case))
    code, lines = told(put())
    assert code == 1
    assert "mine.toml: stages.1.levels.2: the step up leads to 1.4, which is not the next one" in lines
    assert "mine.toml: stages.1.levels.4: the step up leads to 3.1, which is not the next one" in lines
    assert "mine.toml: stages.3.levels.1: entered without a sport goal by a patient without a sport goal" in lines


def test_all_that_does_not_hold_is_told_at_once(put: Put) -> None:
    """In the cases, in the ladder and in the texts."""
    path = put("mine.toml", "^min_days = 35$", "min_days = 3500")
    texts = path.with_name("mine.en.ftl")
    texts.write_text(texts.read_text("utf-8").replace("avoid-hills = hills\n", ""), "utf-8")
    _, lines = told(path)
    assert {line.split(": ")[0] for line in lines} == {"mine.toml", "mine.golden.toml", "mine.en.ftl"}

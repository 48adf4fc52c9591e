"""The golden cases hold, and they are sharp: a threshold moved by one or a rule that is gone makes one of them fail."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rehab.engine import RULES
from rehab.lab.golden import GoldenCase, GoldenError, failures, golden_path, load_golden, uncovered
from rehab.protocol import Protocol, shipped_protocol
from rehab.protocol.load import SHIPPED

PROTOCOL = shipped_protocol()
CASES = load_golden(golden_path(SHIPPED), PROTOCOL)
# All moves by one, but for means, which move by less than a point, and for days that only show when the review of the
# week before would have come too late as well.
STEPS = {("week_drift", -1): 0.1, ("week_drift", 1): 0.1, ("repeat_days", -1): 7}
# How much smaller the offered dose is, and when a silent patient is written to: no verdict, rule, position or alert.
NO_DECISION = {"dose_cut", "check_in_days", "auto_pause_days"}
THRESHOLDS = [name for name in type(PROTOCOL.thresholds).model_fields if name not in NO_DECISION]
STAGES = range(1, PROTOCOL.last_stage + 1)
Write = Callable[..., Path]

CASE = """
[[cases]]
rule = "red_day"
fires = true
because = "6 during is above the ceiling."
start = { stage = 2, level = 3 }
events = ["0 done 1 6"]
expect = "reduce red_day 2.2"
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Put golden cases into a file."""

    def put(*cases: str, head: str = 'format = "sitbone-golden/1"') -> Path:
        path = tmp_path / "mine.golden.toml"
        path.write_text("\n".join([head, *cases]), "utf-8")
        return path

    return put


def otherwise(old: str, new: str) -> str:
    """The usual case with one place written otherwise."""
    assert CASE.count(old) == 1
    return CASE.replace(old, new)


def told(events: str, expect: str, start: str = "stage = 2, level = 3") -> str:
    """A case about a rule that it just does not fire."""
    rule = "stopped" if "stopped" not in expect else "gap"
    return (
        f'[[cases]]\nrule = "{rule}"\nfires = false\nbecause = "So it is."\nstart = {{ {start} }}\n'
        f'events = [{events}]\nexpect = "{expect}"\n'
    )


def problems(path: Path) -> list[str]:
    """What is wrong with a file of cases; it is told on one line that names the file."""
    with pytest.raises(GoldenError) as caught:
        load_golden(path, PROTOCOL)
    assert str(caught.value) == f"{path}: {'; '.join(caught.value.problems)}"
    assert len(str(caught.value).splitlines()) == 1
    return caught.value.problems


# --- the shipped cases -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.place}-{case.rule}")
def test_the_engine_decides_what_the_case_says(case: GoldenCase) -> None:
    """Verdict, rule and position of its last decision, and the alerts where it names them."""
    assert failures([case], PROTOCOL) == []


def test_every_rule_has_a_case_that_fires_it_and_one_that_just_does_not() -> None:
    """Every rule that the protocol lists."""
    assert uncovered(CASES, PROTOCOL) == []


def test_a_rule_without_cases_is_named_by_its_place() -> None:
    """Each of the two kinds by itself."""
    left = [case for case in CASES if case.rule != "gap" and (case.rule, case.fires) != ("stopped", False)]
    assert uncovered(left, PROTOCOL) == [
        "rules.1: 'stopped' has no golden case that just does not fire it",
        "rules.3: 'gap' has no golden case that fires it",
        "rules.3: 'gap' has no golden case that just does not fire it",
    ]


# --- and how sharp they are ------------------------------------------------------------------------------------------


def with_threshold(name: str, by: float) -> Protocol:
    """The shipped protocol with a threshold moved, if need be out of its allowed range."""
    old = getattr(PROTOCOL.thresholds, name)
    moved = old.model_copy(update={"value": old.value + by})
    return PROTOCOL.model_copy(update={"thresholds": PROTOCOL.thresholds.model_copy(update={name: moved})})


def with_stage(number: int, name: str, by: int) -> Protocol:
    """The shipped protocol with one number of one stage moved."""
    old = PROTOCOL.stage(number)
    moved = old.model_copy(update={name: getattr(old, name) + by})
    return PROTOCOL.model_copy(update={"stages": (*PROTOCOL.stages[: number - 1], moved, *PROTOCOL.stages[number:])})


@pytest.mark.parametrize("direction", [-1, 1])
@pytest.mark.parametrize("name", THRESHOLDS)
def test_a_threshold_moved_by_its_smallest_step_fails_a_case(name: str, direction: int) -> None:
    """Up and down."""
    assert failures(CASES, with_threshold(name, direction * STEPS.get((name, direction), 1)))


@pytest.mark.parametrize("direction", [-1, 1])
@pytest.mark.parametrize("name", sorted(NO_DECISION))
def test_a_threshold_that_is_left_out_changes_no_decision(name: str, direction: int) -> None:
    """Or it would need cases, too."""
    assert failures(CASES, with_threshold(name, direction)) == []


@pytest.mark.parametrize("direction", [-1, 1])
@pytest.mark.parametrize("name", ["green_days", "min_days_at_level", "min_days"])
@pytest.mark.parametrize("number", STAGES)
def test_a_stage_s_days_moved_by_one_fail_a_case(number: int, name: str, direction: int) -> None:
    """The GREEN days, and the days at the level and in the stage that moving on needs."""
    assert failures(CASES, with_stage(number, name, direction))


@pytest.mark.parametrize("gone", RULES[:-1], ids=lambda rule: rule.__name__)
def test_a_rule_that_is_gone_fails_a_case(gone: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another one answers in its place."""
    left = tuple(rule for rule in RULES if rule is not gone)
    monkeypatch.setattr(sys.modules["rehab.engine.decide"], "RULES", left)
    assert failures(CASES, PROTOCOL)


def test_without_the_last_rule_nothing_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """It makes the engine total; no other stands behind it."""
    monkeypatch.setattr(sys.modules["rehab.engine.decide"], "RULES", RULES[:-1])
    with pytest.raises(StopIteration):
        failures(CASES, PROTOCOL)


# --- what does not hold ----------------------------------------------------------------------------------------------


def test_a_wrong_expectation_is_named_with_what_the_engine_decides(write: Write) -> None:
    """And with the reason that the case gives."""
    cases = load_golden(write(CASE, otherwise("1 6", "2 7").replace("2.2", "2.3")), PROTOCOL)
    assert failures(cases, PROTOCOL) == [
        "cases.2.expect: should be 'reduce red_day 2.2' by the engine, not 'reduce red_day 2.3' "
        "(6 during is above the ceiling.)"
    ]


def test_a_wrong_alert_is_named_as_well(write: Write) -> None:
    """Those of the very end count."""
    flare = told('"0 done 1 8", "14 done 1 8"', "hold in_flare 2.3", "stage = 3, level = 3")
    cases = load_golden(write(flare + 'alerts = ["review second_flare"]'), PROTOCOL)
    assert failures(cases, PROTOCOL) == [
        "cases.1.alerts: should be [] by the engine, not ['review second_flare'] (So it is.)"
    ]


def test_a_case_may_expect_no_decision(write: Write) -> None:
    """Until something is due."""
    quiet = told('"0 done 1 1"', "none")
    assert failures(load_golden(write(quiet + 'until = "1 23:59"'), PROTOCOL), PROTOCOL) == []
    late = failures(load_golden(write(quiet + 'until = "2 00:00"'), PROTOCOL), PROTOCOL)
    assert late == ["cases.1.expect: should be 'hold no_answer 2.3' by the engine, not 'none' (So it is.)"]


# --- the notation ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("events", "expect"),
    [
        ('"0 part 1 3", "1 answer 1"', "hold not_yet 2.3"),
        ('"0 skipped_pain", "1 skipped_other", "2 missed", "3 trained 1 1 1"', "hold not_yet 2.3"),
        ('"0 trained - 1 1", "1 weekly 3 5", "1 outcome visa_h 52"', "hold no_answer 2.3"),
        ('"0 pause", "0 09:01 goal_met", "1 resume", "1 trained 1 4 1"', "hold amber_day 2.3"),
        ('"0 discharge", "0 trained 1 1 1"', "hold stopped 2.3"),
        ('"0 red_flag pop bruising", "1 clinician restart 1.2", "1 trained 1 4 1"', "hold amber_day 1.2"),
        ('"0 trained 1 4 1 20", "3 done 1 4", "4 answer 1 20"', "hold amber_day 2.3"),
        ('"0 routine_sign tingling pregnancy", "0 treatment surgery", "1 trained 1 4 1"', "hold amber_day 2.3"),
        ('"0,2-3 12:00,15:00 done 1 1", "4 12:00 answer 4"', "reduce red_day 2.2"),
    ],
)
def test_what_a_line_can_say(write: Write, events: str, expect: str) -> None:
    """Each word of the notation, in the order of the file's head."""
    assert failures(load_golden(write(told(events, expect)), PROTOCOL), PROTOCOL) == []


@pytest.mark.parametrize(
    "line",
    [
        "done 1 6", "0 done 1", "0 done one 6", "0 trained 1 1", "0 dance 1 6", "0 25 done 1 6", "0  done 1 6", "",
        "0 answer", "0 weekly 3", "0 outcome visa_h", "0 exit_test maybe", "0 clinician set 2",
        "0 clinician set 2.1.1", "0 pause 3", "0 trained 1 1 1 1 1", "0 answer 1 x", "0 treatment",
    ],
)  # fmt: skip
def test_what_a_line_cannot_say(write: Write, line: str) -> None:
    """The line is named by its place."""
    [problem] = problems(write(CASE, otherwise('["0 done 1 6"]', f'["0 done 1 6", "{line}"]')))
    assert problem == f"cases.2.events.2: {line!r} is not in the notation that the file's head explains"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('["0 done 1 6"]', '["0 trained 1 1 1", "2 done 1 11"]', "cases.1.events.2.pain_during: input should be less"),
        ('["0 done 1 6"]', '["0 25:00 done 1 6"]', "cases.1.events.1.at: '2026-01-05T25:00' is not a date and time"),
        ('["0 done 1 6"]', '["0 red_flag hiccups"]', "cases.1.events.1.flags: unknown red flag 'hiccups'"),
        ('["0 done 1 6"]', '"0 done 1 6"', "cases.1.events: Input should be a valid tuple"),
        ("level = 3", "level = 9", "cases.1.start.level: stage 2 has levels 1 to 4, not 9"),
        ("level = 3", "level = 3, mood = 3", "cases.1.start.mood: unknown key"),
        ("level = 3", 'level = 3, level_since = "x"', "cases.1.start.level_since: must be a day such as -7"),
        ("level = 3", "level = 3, level_since = 999999999", "cases.1.start.level_since: must be a day such as -7"),
        ("because =", 'until = "1"\nbecause =', "cases.1.until: must be a day and a time such as '15 03:00', not '1'"),
        ("because =", 'hue = "1"\nbecause =', "cases.1.hue: unknown keys are not permitted"),
        ('"6 during is above the ceiling."', '""', "cases.1.because: String should match pattern"),
        ("fires = true", "fires = 1", "cases.1.fires: Input should be a valid boolean"),
        ("fires = true", "fires = false", "cases.1.expect: 'reduce red_day 2.2' does not fit to fires = false"),
        ("reduce red_day 2.2", "hold held 2.2", "cases.1.expect: 'hold held 2.2' does not fit to fires = true"),
        ("reduce red_day 2.2", "lower red_day 2.2", "cases.1.expect: String should match pattern"),
        ('"red_day"', '"red_dai"', "cases.1.rule: the protocol has no rule 'red_dai'"),
    ],
)
def test_a_bad_case_is_named_by_its_place(write: Write, old: str, new: str, problem: str) -> None:
    """What was expected stands behind the place."""
    assert problems(write(otherwise(old, new)))[0].startswith(problem)


def test_the_same_history_twice_for_one_rule_is_named(write: Write) -> None:
    """However it is written down, or justified."""
    again = otherwise('"0 done 1 6"', '"0 18:00 done 1 6"').replace("above", "over")
    assert problems(write(CASE, otherwise("1 6", "1 7"), again)) == [
        "cases.3: is the same history for the same rule as cases.1"
    ]


def test_a_file_that_is_none(write: Write, tmp_path: Path) -> None:
    """Of another format, not TOML, or not there."""
    assert problems(write(CASE, head=""))[0] == "format: Field required"
    assert problems(write(head="cases"))[0].startswith("is not TOML: ")
    assert problems(tmp_path / "no.golden.toml") == ["cannot be read: No such file or directory"]

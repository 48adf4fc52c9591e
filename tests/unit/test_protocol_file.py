"""A bad protocol names the place and what was expected there; the shipped one keeps what the reference says."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rehab.protocol import ProtocolError, load_protocol, shipped_protocol
from rehab.protocol.load import SHIPPED

TEXT = SHIPPED.read_text("utf-8")
Write = Callable[[str], Path]

# The sixteen ids of the public contract (design 8.4).
FLAGS = """
pop bruising weakness saddle_numbness bladder bowel breathless chest_pain fever progressive_weakness dvt_signs
cannot_bear_weight night_pain_constant weight_loss cancer_history fluoroquinolone
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Put a protocol into a file."""

    def put(text: str) -> Path:
        path = tmp_path / "mine.toml"
        path.write_text(text, "utf-8")
        return path

    return put


def changed(pattern: str, by: str) -> str:
    """The shipped protocol with the first place that a pattern finds written otherwise."""
    text, found = re.subn(pattern, by, TEXT, count=1, flags=re.MULTILINE)
    assert found == 1, pattern
    return text


def problems(path: Path) -> list[str]:
    """What is wrong with a file."""
    with pytest.raises(ProtocolError) as caught:
        load_protocol(path)
    assert len(str(caught.value).splitlines()) == 1
    assert str(caught.value).startswith(f"{path}: ")
    return caught.value.problems


def test_a_copy_of_the_shipped_protocol_is_the_same(write: Write) -> None:
    """A clinic starts from a copy."""
    assert load_protocol(write(TEXT)) == shipped_protocol()


def test_a_clinic_may_move_a_threshold_inside_its_range(write: Write) -> None:
    """To both ends of it."""
    for value in (3, 5):
        path = write(changed(r"^value = 5$", f"value = {value}"))
        assert load_protocol(path).thresholds.value("pain_ceiling") == value


@pytest.mark.parametrize(
    ("pattern", "by", "problem"),
    [
        (r"^value = 5$", "value = 6", "thresholds.pain_ceiling: value must be 3 to 5, not 6"),
        (r"^allowed = \[3, 5\]$", "allowed = [3]", "thresholds.pain_ceiling.allowed.2: Field required"),
        (
            r'^tag = "F001"$',
            'tag = "F009"',
            "thresholds.pain_ceiling.tag: String should match pattern '^(F00[0-4]|S|K|D)$'",
        ),
        (r"^meaning = .*$", "", "thresholds.pain_ceiling.meaning: Field required"),
        (r"^\[thresholds\.gap_days\]$", "[thresholds.gap_dayz]", "thresholds.gap_days: Field required"),
        (r"^format = .*$", 'format = "sitbone-protocol/2"', "format: should be 'sitbone-protocol/1'"),
        (r"^version = .*$", 'version = "1"', r"version: String should match pattern '^\d+\.\d+\.\d+$'"),
        (r'^id = "pht"$', 'id = "PHT"', "id: String should match pattern '^[a-z][a-z0-9_-]*$'"),
        (r"^needs_approval = false$", "needs_approval = 0", "stages.1.needs_approval: should be a valid boolean"),
        (
            r"sets = 3, hold = 30",
            'sets = "3", hold = 30',
            "stages.1.levels.1.exercises.1.sets: should be a valid integer",
        ),
        (
            r"sets = 3, hold = 30",
            "sets = 0, hold = 30",
            "stages.1.levels.1.exercises.1.sets: should be greater than or equal to 1",
        ),
        (
            r"sets = 3, hold = 30",
            "sets = 3",
            "stages.1.levels.1.exercises.1: needs exactly one of reps, hold, seconds, minutes",
        ),
        (
            r"sets = 3, hold = 30",
            "sets = 3, hold = 30, reps = 8",
            "stages.1.levels.1.exercises.1: needs exactly one of reps, hold, seconds, minutes",
        ),
        (
            r"^blocks_per_day = 2$",
            "blocks_per_day = 4",
            "stages.1.levels.1.blocks_per_day: should be less than or equal to 3",
        ),
        (
            r"bridge_hold = \{ each_side = false \}",
            "bridge_hold = { each_side = 2 }",
            "exercises.bridge_hold.each_side: should be a valid boolean",
        ),
        (r'^tier = "A"$', 'tier = "Z"', "red_flags.saddle_numbness.tier: should be 'A', 'A/B', 'B', 'C' or 'D'"),
        (r'^tier = "A"$', 'tier = "D"', "red_flags.saddle_numbness.tier: D is the tier of routine signs"),
        (r"^days = 1$", "days = -1", "red_flags.fluoroquinolone.days: should be greater than or equal to 0"),
        (r"^\[tiers\.A\]$", "[tiers.E]", "tiers.E.[key]: should be 'A', 'A/B', 'B', 'C' or 'D'"),
        (
            r"^\[treatments\.surgery\]$",
            "[treatments.yoga]",
            "treatments.yoga.[key]: should be 'injection' or 'surgery'",
        ),
        (
            r'^words = \["stretch\*"\]$',
            "words = []",
            "mentions.stretching.words: Tuple should have at least 1 item after validation, not 0",
        ),
        (r"^\[flare\]$", "[flare]\nhours = 3", "flare.hours: unknown keys are not permitted"),
    ],
)
def test_what_is_wrong_in_one_place(write: Write, pattern: str, by: str, problem: str) -> None:
    """List items are counted from 1; what was expected stands behind the place."""
    assert problem in problems(write(changed(pattern, by)))


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", '"5"', "true"])
def test_a_threshold_is_a_number(write: Write, value: str) -> None:
    """Neither infinite, nor text, nor a yes."""
    found = problems(write(changed(r"^value = 5$\nallowed = \[3, 5\]", f"value = {value}\nallowed = [-inf, inf]")))
    assert "thresholds.pain_ceiling.value: should be a number" in found


@pytest.mark.parametrize(
    ("pattern", "by", "problem"),
    [
        (
            r'id = "bridge_hold", sets = 3',
            'id = "headstand", sets = 3',
            "stages.1.levels.1.exercises.1: unknown exercise 'headstand'; exercises.headstand is missing",
        ),
        (
            r'(?s)(^\[maintenance\].*?id = )"hip_thrust"',
            r'\1"headstand"',
            "maintenance.exercises.1: unknown exercise 'headstand'; exercises.headstand is missing",
        ),
        (r'(?s)^id = "gap"$', 'id = "gape"', "rules.3.id: the engine has no rule 'gape'"),
        (r'(?s)^id = "gap"$', 'id = "gape"', "rules: the rule 'gap' is missing"),
        (r'(?s)^id = "gap"$', 'id = "stopped"', "rules.3.id: 'stopped' is there twice"),
        (r'^uses = \["gap_days"\]$', 'uses = ["gap_weeks"]', "rules.3.uses: unknown threshold 'gap_weeks'"),
        (r"^\[tiers\.B\]\n(.*\n)+?\n", "", "tiers: the tier B is missing"),
        (
            r'follow_up = \{ sign = "bruising"',
            'follow_up = { sign = "blushing"',
            "red_flags.pop.follow_up.sign: unknown red flag 'blushing'",
        ),
        (r"^\[education\.stretching\]$", "[education.yoga]", "mentions.stretching: education.stretching is missing"),
        (r"^\[routine_signs\.tingling\]$", "[routine_signs.pop]", "routine_signs.pop: is a red flag already"),
        (
            r"^\[routine_signs\.stiffness\]$",
            "[routine_signs.slowness]",
            "routine_signs: the sign 'stiffness' is missing",
        ),
        (r"^allowed = \[26, 36\]", "allowed = [26, 49]", "thresholds.window_to_hours.allowed.2: should be at most 48"),
        (r"^regresses = false", "regresses = true", "stages.1.regresses: should be false, there is no stage below"),
        (
            r"^regresses = true",
            "regresses = false",
            "stages.2.regresses: should be true, only the first stage has none below",
        ),
        (
            r"^needs_approval = false",
            "needs_approval = true",
            "stages.4.needs_approval: should be false, an approval is for one stage, here 1",
        ),
        (r'^totals = \["visa_h"', 'totals = ["visa_x"', "totals: unknown questionnaire 'visa_x'"),
        (r'^totals = \["visa_h", ', "totals = [", "questionnaire: should be one of totals, not 'visa_h'"),
        (r"^\[flare\]\nstage = 1", "[flare]\nstage = 5", "flare: there is no level 1 in stage 5"),
        (r"^\[flare\]\nstage = 1\nlevel = 1", "[flare]\nstage = 1\nlevel = 9", "flare: there is no level 9 in stage 1"),
    ],
)
def test_what_shows_only_when_two_places_are_held_against_each_other(
    write: Write, pattern: str, by: str, problem: str
) -> None:
    """Each part is right by itself."""
    assert problem in problems(write(changed(pattern, by)))


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"not toml", "is not TOML: Expected '=' after a key in a key/value pair (at line 1, column 5)"),
        (b'a = "\xff"', "is not TOML: 'utf-8' codec can't decode byte 0xff in position 5: invalid start byte"),
        (b"a = " + b"1" * 5_000, "is not TOML: Exceeds the limit"),
        (b"a = " + b"[" * 100_000, "is not TOML: "),
    ],
)
def test_what_is_no_toml(tmp_path: Path, raw: bytes, problem: str) -> None:
    """The line and the column, where there are any."""
    path = tmp_path / "mine.toml"
    path.write_bytes(raw)
    [found] = problems(path)
    assert found.startswith(problem)


def test_what_cannot_be_read(tmp_path: Path) -> None:
    """A file that is not there, and a folder."""
    assert problems(tmp_path / "nowhere.toml") == ["cannot be read: No such file or directory"]
    assert problems(tmp_path) == ["cannot be read: Is a directory"]


def test_all_that_is_missing_is_told_at_once(write: Write) -> None:
    """An empty file lacks everything."""
    needed = ["format", "id", "version", "name", "questionnaire", "totals"]
    needed += ["thresholds", "rules", "stages", "maintenance", "flare"]
    assert problems(write("")) == [
        f"{key}: Field required" for key in (*needed, "exercises", "tiers", "red_flags", "routine_signs")
    ]


# --- the shipped one -------------------------------------------------------------------------------------------------


def test_the_signs_of_the_contract_are_there() -> None:
    """Traces name them by these ids."""
    assert set(FLAGS.split()) <= set(shipped_protocol().red_flags)


def test_the_ladder_is_that_of_the_reference() -> None:
    """Four stages of at least four levels; their days; Stage 4 for sport only, and with an approval."""
    stages = shipped_protocol().stages
    assert len(stages) == 4
    assert min(len(stage.levels) for stage in stages) >= 4
    assert [stage.min_days for stage in stages] == [7, 21, 21, 28]
    assert [stage.min_days_at_level for stage in stages] == [5, 7, 7, 7]
    assert [stage.green_days for stage in stages] == [5, 3, 3, 3]
    assert [stage.regresses for stage in stages] == [False, True, True, True]
    assert [stage.needs_sport_goal and stage.needs_approval for stage in stages] == [False, False, False, True]


def test_the_thresholds_are_those_of_the_reference() -> None:
    """Section 2.3 and 2.4, and design section 9; in the file's own order."""
    limits = shipped_protocol().thresholds
    wanted = {
        "pain_ceiling": 5, "pain_progress_max": 3, "rise_red": 2, "rise_red_from": 4, "severe": 8, "flare_from": 6,
        "flare_rise": 3, "flare_settled_max": 3, "flare_min_hours": 48, "flare_review_days": 7,
        "flare_again_days": 14, "week_drift": 1, "drift_ratings": 3, "drift_rest_days": 7, "second_red_within": 3,
        "window_from_hours": 20, "window_to_hours": 30, "adherence_progress": 75, "gap_days": 14, "dose_cut": 33,
        "stall_weeks": 12, "fail_weeks": 26, "plateau_weeks": 4, "early_weeks": 6, "adherence_stall": 70,
        "adherence_low": 50, "response_points": 2, "response_percent": 30, "response_questionnaire": 22, "worsening": 2,
        "silent_days": 7, "repeat_days": 28, "pause_days": 14, "check_in_days": 3, "auto_pause_days": 14,
        "stiffness_longer": 10, "stiffness_usual_days": 28, "stiffness_flag_min": 30,
    }  # fmt: skip
    assert {name: limits.value(name) for name in type(limits).model_fields} == wanted

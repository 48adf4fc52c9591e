"""The clinical checklist says where each fact lives and what proves it; and all that it says is so.

Part of the proof is here: what the protocol prescribes and what the texts leave unsaid.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from rehab.protocol import Dose, shipped_protocol
from tests.acceptance.home import at_home
from tests.tools.places import NotThereError, find_place, find_test
from tests.tools.traceability import DATA, DOCUMENT, ROOT, Status, main, read
from wording.words import CATALOGUE, words_in

CHECKLIST = read(DATA)
PROTOCOL = shipped_protocol()
PLACES = sorted({place for row in CHECKLIST.rows for place in row.places})
KEPT = (ROOT / "docs" / "engine-properties.md").read_text("utf-8")
CITED = re.findall(r"`(tests/\S+::test_\w+)`", KEPT)
TESTS = sorted({*CITED, *(test for row in CHECKLIST.rows for test in row.tests)})
ROWS_OF_SEEDS = {"000": 31, "001": 33, "002": 20, "003": 15, "004": 11}

GOOD = '[seeds.000]\ntitle = "x"\nrows = 1\n[[rows]]\nid = "000-01"\nfact = "x"\nstatus = "not built"\n'
PHT = "rehab/protocols/pht.toml"
SAFETY = "wording/catalogue/en/safety.ftl"
OWN = "rehab/protocols/pht.en.ftl"


# --- the document ----------------------------------------------------------------------------------------------------


def test_the_document_is_what_the_data_says(capsys: pytest.CaptureFixture[str]) -> None:
    """Generate it with `python -m tests.tools.traceability > docs/clinical-traceability.md`."""
    assert main([]) == 0
    assert capsys.readouterr().out == DOCUMENT.read_text("utf-8")


def test_every_row_of_the_checklist_is_there_once_and_in_its_order() -> None:
    """110 rows, numbered from 1 in each source document."""
    assert {number: seed.rows for number, seed in CHECKLIST.seeds.items()} == ROWS_OF_SEEDS
    wanted = [f"{number}-{row:02}" for number, rows in ROWS_OF_SEEDS.items() for row in range(1, rows + 1)]
    assert [row.id for row in CHECKLIST.rows] == wanted


@pytest.mark.parametrize("place", PLACES)
def test_every_place_is_there(place: str) -> None:
    """Key of the protocol, message or name; and the value or the words that it is quoted with."""
    find_place(place, ROOT)


@pytest.mark.parametrize("cited", TESTS)
def test_every_test_is_there(cited: str) -> None:
    """By file and name."""
    find_test(cited, ROOT)


def test_each_of_the_twelve_properties_of_the_engine_names_its_test() -> None:
    """Numbered as in section 9 of the clinical reference."""
    rows = [line.split("|")[1:4:2] for line in KEPT.splitlines() if re.match(r"\| \d", line)]
    assert [int(number) for number, _ in rows] == list(range(1, 13))
    assert all("::test_" in cited for _, cited in rows)


def test_a_row_that_is_not_all_there_does_not_say_that_it_is_built() -> None:
    """What is built has a place and a test; what is partly built says what is missing; nothing is named twice."""
    for row in CHECKLIST.rows:
        assert row.status is not Status.BUILT or (row.places and row.tests), row.id
        assert row.status is not Status.PARTLY or (row.places and row.note), row.id
        assert max(Counter(row.places + row.tests).values(), default=1) == 1, row.id


@pytest.mark.parametrize(
    ("place", "problem"),
    [
        (f"{PHT}: thresholds.pain_floor", "there is no pain_floor"),
        (f"{PHT}: stages.5", "there is no 5"),
        (f"{PHT}: stages.0", "there is no 0"),
        (f"{PHT}: rules.no_such", "there is no no_such"),
        (f"{PHT}: thresholds.pain_ceiling.value is 6", "it is 5"),
        (f"{PHT}: thresholds.pain_ceiling.value.more", "there is no more"),
        (f"{SAFETY}: flags-nothing", "there is no such message"),
        (f"{OWN}: flag-pop.short", "there is no such message"),
        (f'{OWN}: flag-pop says "bruise"', "it says 'Pop or tear'"),
        ("usecases/flags.py: nobody", "there is no such name"),
        ("usecases/nowhere.py: ask", "there is no such file of TOML, Fluent or Python"),
        ("README.md: Sitbone", "there is no such file of TOML, Fluent or Python"),
        ("usecases/flags.py", "there is no such file of TOML, Fluent or Python"),
    ],
)
def test_a_place_that_is_not_there_is_told(place: str, problem: str) -> None:
    """Whatever is wrong with it."""
    with pytest.raises(NotThereError) as caught:
        find_place(place, ROOT)
    assert str(caught.value) == f"{place}: {problem}"


@pytest.mark.parametrize(
    "cited",
    [
        "tests/unit/test_traceability.py::test_no_such_thing",
        "tests/unit/test_nowhere.py::test_it",
        "tests/unit/test_traceability.py::main",
        "tests/unit/test_traceability.py",
        "tests/acceptance/home.py::at_home",
    ],
)
def test_a_test_that_is_not_there_is_told(cited: str) -> None:
    """A helper is no test, and a file alone proves nothing."""
    with pytest.raises(NotThereError, match="there is no such test"):
        find_test(cited, ROOT)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (GOOD.replace("not built", "built"), "rows.1: 000-01: what is built names a place and a test"),
        (GOOD.replace("not built", "partly"), "what is partly built names a place, and in its note what is missing"),
        (GOOD + 'tests = ["x"]', "what is not built has neither places nor tests"),
        (GOOD.replace("not built", "perhaps"), "rows.1.status: Input should be 'built', 'partly' or 'not built'"),
        (GOOD.replace('fact = "x"', ""), "rows.1.fact: Field required"),
        (GOOD + 'facts = "x"', "rows.1.facts: Extra inputs are not permitted"),
        (GOOD.replace("rows = 1", "rows = 2"), "rows: the end: here should be 000-02"),
        (GOOD.replace("000-01", "001-01"), "rows: 001-01: here should be 000-01"),
        (GOOD + GOOD[GOOD.index("[[") :], "rows: 000-01: here should be the end"),
        ("rows", "is not TOML: "),
    ],
)
def test_a_bad_checklist_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, problem: str
) -> None:
    """With its place, and 2 as the end."""
    file = tmp_path / "rows.toml"
    file.write_text(text, "utf-8")
    assert main([str(file)]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{file}: ")
    assert problem in line


@pytest.mark.parametrize(("arguments", "problem"), [(["nowhere.toml"], "No such file"), (["a", "b"], "usage: ")])
def test_a_call_that_cannot_be_answered(capsys: pytest.CaptureFixture[str], arguments: list[str], problem: str) -> None:
    """A file that is not there, and one too many."""
    assert main(arguments) == 2
    assert problem in capsys.readouterr().err


# --- what the protocol prescribes ------------------------------------------------------------------------------------


def doses(stage: int) -> Iterator[Dose]:
    """All that is done in a stage."""
    for level in PROTOCOL.stage(stage).levels:
        yield from level.exercises


def first_level(stage: int, exercise: str) -> int:
    """The lowest level of a stage at which an exercise is done."""
    levels = enumerate(PROTOCOL.stage(stage).levels, 1)
    return next(number for number, level in levels if exercise in {dose.id for dose in level.exercises})


def test_stage_1_climbs_from_moderate_to_heavy_holds() -> None:
    """Nothing but holds, in two or three blocks a day; 5 of 45 seconds at 70 percent are reached at level 3."""
    climb = [(dose.sets, dose.hold, dose.effort) for dose in doses(1)]
    assert climb == [(3, 30, 50), (5, 30, 60), (5, 45, 70), (5, 45, 70)]
    assert [level.blocks_per_day for level in PROTOCOL.stage(1).levels] == [2, 3, 3, 3]


def test_strength_work_is_slow_both_ways() -> None:
    """3 seconds up and 3 down, in Stages 2 and 3 and for good."""
    strength = [*doses(2), *doses(3), *PROTOCOL.maintenance.exercises]
    assert {(dose.up, dose.down) for dose in strength} == {(3, 3)}


@pytest.mark.parametrize(("stage", "repetitions"), [(2, [15, 12, 10, 8]), (3, [12, 10, 8, 8])])
def test_strength_climbs_from_many_repetitions_to_few(stage: int, repetitions: list[int]) -> None:
    """With never fewer sets, and one to three repetitions in reserve so that the load grows with them."""
    levels = [level.exercises for level in PROTOCOL.stage(stage).levels]
    assert [{dose.reps for dose in level} for level in levels] == [{number} for number in repetitions]
    assert [max(dose.sets for dose in level) for level in levels] == [3, 3, 4, 4]
    assert {dose.reserve for dose in doses(stage)} == {(1, 3)}


def test_a_bent_hip_is_loaded_from_stage_3_on() -> None:
    """Thrust and hinge first, then deeper and deeper; nothing of it before."""
    order = ["hip_thrust", "hip_hinge", "rdl_knee", "step_up", "rdl_shin", "split_squat", "deadlift", "single_rdl"]
    assert [first_level(3, exercise) for exercise in order] == [1, 1, 2, 2, 3, 3, 4, 4]
    assert {dose.id for dose in [*doses(1), *doses(2)]} & set(order) == set()


def test_quick_work_waits_for_stage_4() -> None:
    """Skips, hops and walks with a jog first; then bounds, then running, then strides."""
    quick = {"a_skip": 1, "pogo": 1, "walk_run": 1, "bounding": 2, "kettlebell_swing": 3, "easy_run": 3}
    quick |= {"strides": 4, "sprinter_curl": 4}
    assert {dose.id for dose in doses(4) if dose.up is None} == set(quick)
    assert {exercise: first_level(4, exercise) for exercise in quick} == quick
    assert all(dose.hold or dose.up for stage in (1, 2, 3) for dose in doses(stage))


@pytest.mark.parametrize("stage", [1, 2, 3])
async def test_the_plan_names_what_to_leave_for_now(tmp_path: Path, stage: int) -> None:
    """All of the stage's list, on the plan's card."""
    async with at_home(tmp_path, stage=stage, pain=2) as ann:
        said = (await ann.says("/plan")).text
        assert [one for one in PROTOCOL.stage(stage).avoid if ann.words(f"avoid-{one}") not in said] == []


async def test_a_session_says_how_slow(tmp_path: Path) -> None:
    """On the card that brings it, beside each exercise."""
    async with at_home(tmp_path, stage=2, pain=2) as ann:
        await ann.until("18:05")
        assert ann.last.text.count(ann.words("dose-tempo", up=3, down=3)) == 2


# --- what nobody is told ---------------------------------------------------------------------------------------------


LETTERS = "letter.ftl"  # for clinicians alone
FOR_CLINICIANS = ("option", "letter-", "measure-")  # and these of the protocol's own texts


def lines_that(pattern: str, *besides: str) -> list[str]:
    """The lines of the English texts for all, but for some files, in which a pattern is found."""
    files = [path for path in (ROOT / OWN, *sorted(CATALOGUE.glob("en/*.ftl"))) if path.name not in besides]
    assert files
    lines = [line for path in files for line in path.read_text("utf-8").splitlines()]
    told = [line for line in lines if not line.startswith(FOR_CLINICIANS)]
    return [line for line in told if re.search(rf"\b(?:{pattern})\b", line, re.IGNORECASE)]


def test_nobody_is_told_about_scans_or_how_much_medicine_to_take() -> None:
    """Letters to clinicians name MRI; patients read of no scan. One lesson names tablets: to ask before taking any."""
    assert lines_that(r"scans?|scanned", "staff.ftl") == []
    assert lines_that(r"MRI|X-?rays?|ultrasound\w*|imaging", LETTERS) == []
    assert lines_that(r"\d+ ?mg|ibuprofen|naproxen|paracetamol|NSAIDs?") == []
    assert lines_that(r"pain ?killers?|tablets?", "pht.en.ftl") == []
    assert "ask your pharmacist or doctor first" in words_in("en").say("lesson-tablets.body")


def test_what_may_follow_on_exercise_is_no_talk_for_patients() -> None:
    """It stands in letters to clinicians alone."""
    assert lines_that(r"shock.?waves?|ESWT|corticosteroids?|PRP|platelet\w*|surgical|surgeons?", LETTERS) == []


def test_nobody_is_taken_for_an_athlete() -> None:
    """People who sit all day have it too; a trial had whom it had."""
    assert lines_that(r"athlet\w*|runners?|sporty|sports(?:man|woman|people)") == []


def test_no_self_test_feels_for_a_sore_spot() -> None:
    """Pressing on it tells nothing."""
    texts = [
        words_in("en").say(f"test-{stage.exit_test}.{part}") for stage in PROTOCOL.stages for part in ("start", "pass")
    ]
    assert [
        text for text in texts if re.search(r"press|touch|palpat|tender|sore spot|finger", text, re.IGNORECASE)
    ] == []

"""The texts that come with a protocol are all there and can be said, or the place of what is wrong is named."""

from collections.abc import Callable
from pathlib import Path

import pytest

from rehab.protocol import load_protocol
from rehab.protocol.load import SHIPPED
from tests.tools.protocols import EXAMPLE_FILE, LIBRARIES
from wording import words
from wording.proofread import text_problems
from wording.words import FALLBACK, Library

TEXTS = EXAMPLE_FILE.with_name("achilles.en.ftl").read_text("utf-8")
Write = Callable[..., Library]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Put the example into a folder, with one place of the protocol or of its texts written otherwise."""

    def put(old: str = "", new: str = "", *, protocol: tuple[str, str] = ("", "")) -> Library:
        path = tmp_path / "mine.toml"
        path.write_text(changed(EXAMPLE_FILE.read_text("utf-8"), *protocol), "utf-8")
        path.with_name("mine.en.ftl").write_text(changed(TEXTS, old, new), "utf-8")
        return Library(load_protocol(path), path)

    return put


def changed(text: str, old: str, new: str) -> str:
    """A text with the first place of an old wording written otherwise."""
    assert old in text
    return text.replace(old, new, 1)


def problems(library: Library) -> list[str]:
    """What is wrong, without the name of the file, which is that of the texts."""
    found, file = text_problems(library), f"{library.own_file(FALLBACK)}: "
    assert [one for one in found if not one.startswith(file)] == []
    return [one.removeprefix(file) for one in found]


@pytest.mark.parametrize("name", LIBRARIES)
def test_nothing_is_wrong_with_what_comes_with_the_program(name: str) -> None:
    """The shipped protocol and the example."""
    assert text_problems(LIBRARIES[name]) == []


@pytest.mark.parametrize(
    ("line", "missing"),
    [
        ("protocol-condition = ", "protocol-condition is missing (mine.toml: every protocol needs it)"),
        ("stage-3 = ", "stage-3 is missing (mine.toml: stages.3 needs it)"),
        ("stage-maintenance = ", "stage-maintenance is missing (mine.toml: maintenance needs it)"),
        ("start-ten_raises = ", "start-ten_raises is missing (mine.toml: stages.2.start_check needs it)"),
        ("avoid-hills = ", "avoid-hills is missing (mine.toml: stages.2.avoid needs it)"),
        (
            "    .cue = Low and light.",
            "exercise-one_leg_hop.cue is missing (mine.toml: exercises.one_leg_hop needs it)",
        ),
        ("    .pass = All 10", "test-ten_raises.pass is missing (mine.toml: stages.1.exit_test needs it)"),
        ("    .long = a dent", "flag-dent.long is missing (mine.toml: red_flags.dent needs it)"),
    ],
)
def test_a_text_that_is_missing_is_named_with_what_needs_it(write: Write, line: str, missing: str) -> None:
    """Each kind of text that a protocol has."""
    [whole] = [one for one in TEXTS.splitlines(keepends=True) if one.startswith(line)]
    assert missing in problems(write(whole, ""))


def test_whatever_a_protocol_adds_needs_its_texts(write: Write) -> None:
    """A new exercise, by all its parts."""
    added = ("[exercises]\n", "[exercises]\nwall_sit = { each_side = false, drawing = false }\n")
    parts = ("", ".start", ".movement", ".mistake", ".cue")
    assert problems(write(protocol=added)) == [
        f"exercise-wall_sit{part} is missing (mine.toml: exercises.wall_sit needs it)" for part in parts
    ]


def test_a_sign_may_be_a_medicine_or_not(write: Write) -> None:
    """What its tier says is often enough."""
    assert problems(write("    .long = fever or", "    .medicine = Ask about it.\n    .long = fever or")) == []
    [line] = [line for line in TEXTS.splitlines() if ".medicine" in line]
    assert problems(write(line, "")) == []


def line_of(text: str) -> int:
    """Where something stands in the example's texts."""
    return TEXTS[: TEXTS.index(text)].count("\n") + 1


def test_a_line_that_is_no_fluent_is_named(write: Write) -> None:
    """The library would leave it out in silence."""
    here = line_of("avoid-running =")
    assert problems(write("avoid-running =", "avoid running")) == [
        "avoid-running is missing (mine.toml: stages.1.avoid needs it)",
        f"line {here}: is not Fluent",
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("avoid-hills = hills", "avoid-hills = hills\navoid-hils = hills", "line {1}: avoid-hils is said nowhere"),
        ("avoid-hills = hills", "avoid-hills = hills\navoid-hills = more", "line {1}: avoid-hills is there twice"),
        ("avoid-hills = hills", "avoid-hills = hills\n    .why = steep", "line {1}: avoid-hills.why is said nowhere"),
        ("avoid-hills = hills", "avoid-hills = { $slope }", "line {0}: avoid-hills cannot be said: "),
        ("avoid-hills = hills", "avoid-hills = { said-saved }", "line {0}: avoid-hills cannot be said: "),
        ("avoid-hills = hills", "avoid-hills = hills < 5 %", "line {0}: avoid-hills must be plain text, without < > &"),
        ("avoid-hills = hills", "avoid-hills = <b>hills</b>", "line {0}: avoid-hills must be plain text"),
        ("avoid-hills = hills", f"avoid-hills = {'x' * 81}", "line {0}: avoid-hills has 81 characters, at most 80 fit"),
    ],
)  # fmt: skip
def test_a_text_that_should_not_stand_there_is_named_by_its_line(
    write: Write, old: str, new: str, problem: str
) -> None:
    """A misspelt name, a second one, values that nobody gives, markup, and more than fits."""
    here = line_of(old)
    [found] = problems(write(old, new))
    assert found.startswith(problem.format(here, here + 1))


def test_a_text_may_say_a_threshold_by_its_name(write: Write) -> None:
    """So that a clinic that moves it need not write the sentence anew."""
    library = write("avoid-hills = hills", "avoid-hills = whatever hurts more than { $pain_progress_max }")
    assert problems(library) == []
    assert library.words_in("en").say("avoid-hills") == "whatever hurts more than 2"


def test_a_copy_of_the_shipped_protocol_may_leave_things_out_and_borrow_its_words(tmp_path: Path) -> None:
    """But what it adds the borrowed words do not have."""
    path = tmp_path / "mine.toml"
    shorter = (
        SHIPPED.read_text("utf-8").replace('"lunge", "deadlift", ', "").replace('["speed", "hills", ', '["speed", ')
    )
    path.write_text(shorter, "utf-8")
    library = Library(load_protocol(path), path)
    assert library.borrows
    assert text_problems(library) == []
    path.write_text(shorter.replace('["speed", ', '["speed", "ice_skating", '), "utf-8")
    [problem] = text_problems(Library(load_protocol(path), path))
    assert problem.endswith("pht.en.ftl: avoid-ice_skating is missing (mine.toml: stages.3.avoid needs it)")


def test_a_drawing_that_is_not_there_is_named_by_its_place(write: Write) -> None:
    """Whoever has none says so."""
    library = write(
        protocol=("two_leg_hop = { each_side = false, drawing = false }", "two_leg_hop = { each_side = false }")
    )
    [problem] = text_problems(library)
    assert problem == (
        f"{library.path}: exercises.two_leg_hop.drawing: there is no drawing of it; say drawing = false, or draw it"
    )


@pytest.mark.parametrize(
    ("raw", "problem"), [(None, "cannot be read: No such file or directory"), (b"\xff", "is not text in UTF-8")]
)
def test_a_file_that_is_none_is_named(write: Write, raw: bytes | None, problem: str) -> None:
    """Not there, or of another encoding."""
    library = write()
    library.own_file(FALLBACK).unlink()
    if raw is not None:
        library.own_file(FALLBACK).write_bytes(raw)
    assert problems(library) == [problem]


def test_another_language_is_read_where_it_is_there_and_english_elsewhere(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its file is proofread as well."""
    catalogue = tmp_path / "catalogue"
    for language in ("en", "de"):
        (catalogue / language).mkdir(parents=True)
        for file in words.CATALOGUE.glob("en/*.ftl"):
            (catalogue / language / file.name).write_text(file.read_text("utf-8"), "utf-8")
    monkeypatch.setattr(words, "CATALOGUE", catalogue)
    library = write()
    assert library.words_in("de-AT").say("avoid-hills") == "hills"
    german = tmp_path / "mine.de.ftl"
    german.write_text(TEXTS.replace("avoid-hills = hills", "avoid-hills = Hügel"), "utf-8")
    assert Library(library.protocol, library.path).words_in("de-AT").say("avoid-hills") == "Hügel"
    assert text_problems(library) == []
    german.write_text(TEXTS.replace("avoid-hills = hills\n", ""), "utf-8")
    assert text_problems(library) == [f"{german}: avoid-hills is missing (mine.toml: stages.2.avoid needs it)"]

"""Every exercise, self-test and stage of the protocol can be told to a patient, in short plain words."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser
from fluent.syntax.ast import Attribute, Comment, GroupComment, Message, ResourceComment

import wording
from rehab.protocol import Dose, shipped_protocol

FILE = Path(wording.__file__).parent / "catalogue" / "en" / "exercises.ftl"
PROTOCOL = shipped_protocol()
EXERCISES = sorted(PROTOCOL.exercises)
TESTS = [stage.exit_test for stage in PROTOCOL.stages]
JARGON = r"isometric|isotonic|flexion|extension|eccentric|unilateral|reps?|proximal|lumbar|load|NRS"
BLAME = r"wrong|fail\w*|don't|do not|never|must|should|bad|lazy|properly"


@pytest.fixture(scope="module")
def words() -> dict[str, str]:
    """Every text of the file under its id, such as `exercise-pogo` and `exercise-pogo.cue`."""
    bundle = FluentBundle(["en"], use_isolating=False)
    bundle.add_resource(FluentResource(FILE.read_text("utf-8")))
    return dict(_texts(bundle))


def _texts(bundle: FluentBundle) -> Iterator[tuple[str, str]]:
    for message_id in (entry.id.name for entry in _messages()):
        message = bundle.get_message(message_id)
        patterns = {message_id: message.value} | {f"{message_id}.{k}": v for k, v in message.attributes.items()}
        for name, pattern in patterns.items():
            assert pattern is not None
            text, errors = bundle.format_pattern(pattern)
            assert not errors
            yield name, str(text)


def _messages() -> list[Message]:
    entries = FluentParser().parse(FILE.read_text("utf-8")).body
    strange = [entry for entry in entries if not isinstance(entry, Message | Comment | GroupComment | ResourceComment)]
    assert not strange, "the file has lines that Fluent does not understand"
    return [entry for entry in entries if isinstance(entry, Message)]


def _doses() -> Iterator[Dose]:
    for stage in PROTOCOL.stages:
        for level in stage.levels:
            yield from level.exercises
    yield from PROTOCOL.maintenance.exercises


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_patient_reads_how_to_do_each_exercise(exercise: str, words: dict[str, str]) -> None:
    """A short name, a start, a movement, a common mistake, and one cue for the card."""
    name = f"exercise-{exercise}"
    assert 3 <= len(words[name]) <= 32
    assert len(words[f"{name}.cue"]) <= 60
    for part in ("start", "movement", "mistake"):
        _is_short(words[f"{name}.{part}"])


@pytest.mark.parametrize("test", TESTS)
def test_a_patient_reads_how_to_test_themselves_and_what_counts(test: str, words: dict[str, str]) -> None:
    """The self-test that leads out of each stage."""
    assert len(words[f"test-{test}"]) <= 32
    _is_short(words[f"test-{test}.start"])
    _is_short(words[f"test-{test}.pass"])


def _is_short(text: str) -> None:
    assert 10 <= len(text) <= 160, text
    assert 1 <= text.count(".") <= 2, text
    assert text.endswith(".")


@pytest.mark.parametrize("avoided", sorted({item for stage in PROTOCOL.stages for item in stage.avoid}))
def test_what_to_leave_out_fits_on_one_line(avoided: str, words: dict[str, str]) -> None:
    """These are listed one below the other."""
    assert 3 <= len(words[f"avoid-{avoided}"]) <= 45


def test_each_stage_has_a_name_and_a_purpose(words: dict[str, str]) -> None:
    """And so has what comes after the last."""
    for stage in [*map(str, range(1, PROTOCOL.last_stage + 1)), "maintenance"]:
        assert len(words[f"stage-{stage}"]) <= 24
        assert words[f"stage-{stage}.purpose"].count(".") == 1


def test_slow_exercises_say_how_slow(words: dict[str, str]) -> None:
    """The tempo in the words is the protocol's; quick and held exercises name none."""
    for dose in _doses():
        told = words[f"exercise-{dose.id}.movement"]
        tempo = {value for value in (dose.up, dose.down) if value}
        assert tempo == ({3} if told.count("for 3 seconds") == 2 else set()), dose.id


def test_nobody_is_blamed_and_nobody_needs_a_dictionary(words: dict[str, str]) -> None:
    """Warm and plain: a mistake is something that happens, not something that someone did wrong."""
    for name, text in words.items():
        assert not re.search(rf"\b({JARGON}|{BLAME})\b|!", text, re.IGNORECASE), name


def test_the_words_are_about_things_that_the_protocol_knows(words: dict[str, str]) -> None:
    """Nothing in the file is left over from an exercise that is no longer there."""
    known = {f"exercise-{e}" for e in EXERCISES} | {f"test-{t}" for t in TESTS} | {"stage-maintenance"}
    known |= {f"avoid-{item}" for stage in PROTOCOL.stages for item in stage.avoid}
    known |= {f"stage-{number}" for number in range(1, PROTOCOL.last_stage + 1)}
    assert {name.partition(".")[0] for name in words} == known


def test_no_id_is_there_twice() -> None:
    """Fluent would silently take the first."""
    ids = [message.id.name for message in _messages()]
    assert len(ids) == len(set(ids))
    assert all(isinstance(part, Attribute) for message in _messages() for part in message.attributes)

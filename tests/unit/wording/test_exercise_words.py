"""Every exercise, self-test and stage of a protocol can be told to a patient, in short plain words."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Message

from rehab.protocol import Dose, Protocol
from tests.tools.protocols import LIBRARIES, PROTOCOLS
from wording.words import FALLBACK, Library

JARGON = r"isometric|isotonic|flexion|extension|eccentric|unilateral|reps?|proximal|lumbar|load|NRS"
BLAME = r"wrong|fail\w*|don't|do not|never|must|should|bad|lazy|properly"
TOLD_TO_PATIENTS = ("exercise-", "test-", "avoid-", "stage-")


@pytest.fixture(scope="module", params=PROTOCOLS)
def library(request: pytest.FixtureRequest) -> Library:
    """The texts of each protocol that there is."""
    return LIBRARIES[request.param]


@pytest.fixture(scope="module")
def protocol(library: Library) -> Protocol:
    """The protocol that they come with."""
    return library.protocol


@pytest.fixture(scope="module")
def words(library: Library) -> dict[str, str]:
    """What patients read in the protocol's own file under its id, such as `exercise-pogo` and `exercise-pogo.cue`."""
    said, names = library.words_in(FALLBACK), _names(library.own_file(FALLBACK))
    return {name: str(said.say(name)) for name in names if name.startswith(TOLD_TO_PATIENTS)}


def _names(file: Path) -> Iterator[str]:
    for entry in FluentParser().parse(file.read_text("utf-8")).body:
        if isinstance(entry, Message):
            yield entry.id.name
            yield from (f"{entry.id.name}.{attribute.id.name}" for attribute in entry.attributes)


def _doses(protocol: Protocol) -> Iterator[Dose]:
    for stage in protocol.stages:
        for level in stage.levels:
            yield from level.exercises
    yield from protocol.maintenance.exercises


def test_a_patient_reads_how_to_do_each_exercise(protocol: Protocol, words: dict[str, str]) -> None:
    """A short name, a start, a movement, a common mistake, and one cue for the card."""
    for name in (f"exercise-{exercise}" for exercise in protocol.exercises):
        assert 3 <= len(words[name]) <= 32
        assert len(words[f"{name}.cue"]) <= 60
        for part in ("start", "movement", "mistake"):
            _is_short(words[f"{name}.{part}"])


def test_a_patient_reads_how_to_test_themselves_and_what_counts(protocol: Protocol, words: dict[str, str]) -> None:
    """The self-test that leads out of each stage."""
    for test in (f"test-{stage.exit_test}" for stage in protocol.stages):
        assert len(words[test]) <= 32
        _is_short(words[f"{test}.start"])
        _is_short(words[f"{test}.pass"])


def _is_short(text: str) -> None:
    assert 10 <= len(text) <= 160, text
    assert 1 <= text.count(".") <= 2, text
    assert text.endswith(".")


def test_what_to_leave_out_fits_on_one_line(protocol: Protocol, words: dict[str, str]) -> None:
    """These are listed one below the other."""
    avoided = {item for stage in protocol.stages for item in stage.avoid}
    assert {name for name in avoided if not 3 <= len(words[f"avoid-{name}"]) <= 45} == set()


def test_each_stage_has_a_name_and_a_purpose(protocol: Protocol, words: dict[str, str]) -> None:
    """And so has what comes after the last."""
    for stage in [*map(str, range(1, protocol.last_stage + 1)), "maintenance"]:
        assert len(words[f"stage-{stage}"]) <= 24
        assert words[f"stage-{stage}.purpose"].count(".") == 1


def test_slow_exercises_say_how_slow(protocol: Protocol, words: dict[str, str]) -> None:
    """The tempo in the words is the protocol's; quick and held exercises name none."""
    for dose in _doses(protocol):
        told = re.findall(r"for (\d) seconds", words[f"exercise-{dose.id}.movement"])
        assert [int(seconds) for seconds in told] == [value for value in (dose.up, dose.down) if value], dose.id


def test_nobody_is_blamed_and_nobody_needs_a_dictionary(words: dict[str, str]) -> None:
    """Warm and plain: a mistake is something that happens, not something that someone did wrong."""
    for name, text in words.items():
        assert not re.search(rf"\b({JARGON}|{BLAME})\b|!", text, re.IGNORECASE), name

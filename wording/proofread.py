"""Is all there that people read and see of a protocol, and can it be said? Every problem is named by its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax.ast import Attribute, EntryType, Junk, Message

from rehab.letter.topics import ALL_OPTIONS
from rehab.protocol import Protocol
from wording.drawings import drawing_of
from wording.words import FALLBACK, Library, MissingTextError, Words, languages

# How many characters fit: names and labels into a button, the parts of an exercise together under a picture.
ABOUT = {"condition": 100, "place": 100, "outlook": 200, "gentle": 60, "sport": 100, "first-stage": 200, "history": 200}
ABOUT |= {"diagnosis": 60, "surgery": 40, "screen": 1500, "screen-weekly": 1500, "news": 200, "share": 100}
ABOUT |= {"questionnaire": 20, "aids": 40}
EXERCISE = {"": 34, ".start": 280, ".movement": 280, ".mistake": 280, ".cue": 100}
TEST = {"": 60, ".start": 600, ".pass": 600}
STAGE = {"": 34, ".purpose": 300}
TIP = 150
RUNNING = 200
FLAG = {"": 22, ".long": 150}
MEDICINE = 150
BOLD = re.compile(r"<b>([^<>]*)</b>")
OPTION = 700
LESSON = {"": 38, ".body": 600}


class TextsError(ValueError):
    """The texts of a protocol cannot be used; the message lists every problem with its place."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One text: which place of the protocol needs it, and how many characters it may have."""

    place: str
    longest: int
    optional: bool = False
    bold: bool = False  # it may be partly bold


def proofread(library: Library) -> None:
    """Check the protocol's own texts, in every language in which there are any, and its drawings.

    Raises:
        TextsError: with every problem and its place.
    """
    if problems := text_problems(library):
        raise TextsError(f"PROTOCOL: {'; '.join(problems)}")


def text_problems(library: Library) -> list[str]:
    """What is wrong with the protocol's own texts and drawings, each with its file and place.

    The texts must be there in English.
    """
    files = {language: library.own_file(language) for language in languages()}
    in_texts = [
        f"{file}: {problem}"
        for language, file in files.items()
        if language == FALLBACK or file.is_file()
        for problem in _problems(file, language, library)
    ]
    return in_texts + [f"{library.path}: {problem}" for problem in _undrawn(library.protocol)]


def _undrawn(protocol: Protocol) -> Iterator[str]:
    for name, exercise in protocol.exercises.items():
        if exercise.drawing and not drawing_of(name).is_file():
            yield f"exercises.{name}.drawing: there is no drawing of it; say drawing = false, or draw it"


def _problems(file: Path, language: str, library: Library) -> Iterator[str]:
    try:
        text = file.read_text("utf-8")
    except OSError as error:
        yield f"cannot be read: {error.strerror}"
        return
    except UnicodeDecodeError:
        yield "is not text in UTF-8"
        return
    wanted = wanted_of(library.protocol)
    words = Words(language, [text], library.known)
    yield from _missing(words, wanted, library.path.name)
    yield from _written(text, words, wanted, strict=not library.borrows)


def _missing(words: Words, wanted: dict[str, Wanted], protocol: str) -> Iterator[str]:
    for name, text in wanted.items():
        if not text.optional and not words.has(name):
            yield f"{name} is missing ({protocol}: {text.place} needs it)"


def _written(text: str, words: Words, wanted: dict[str, Wanted], *, strict: bool) -> Iterator[str]:
    """What stands in the file and should not, or not like this, with its line; `strict` finds what is too much."""
    seen: set[str] = set()
    for name, at in _entries(FluentParser().parse(text).body):
        line = f"line {text.count(chr(10), 0, at) + 1}"
        if name is None:
            yield f"{line}: is not Fluent"
        elif name not in wanted:
            yield from [f"{line}: {name} is said nowhere"] * strict
        elif name in seen:
            yield f"{line}: {name} is there twice"
        elif problem := _wrong(name, words, wanted[name]):
            yield f"{line}: {name} {problem}"
        seen |= {name} if name else set()


def _entries(body: list[EntryType]) -> Iterator[tuple[str | None, int]]:
    """Every text by its name, and where it begins; None is a name of what the parser could not make out."""
    for entry in body:
        if isinstance(entry, Junk):
            yield None, _begins(entry)
        if isinstance(entry, Message):
            if entry.value is not None:
                yield entry.id.name, _begins(entry)
            yield from ((f"{entry.id.name}.{one.id.name}", _begins(one)) for one in entry.attributes)


def _begins(entry: Message | Attribute | Junk) -> int:
    assert entry.span is not None
    return int(entry.span.start)


def _wrong(name: str, words: Words, wanted: Wanted) -> str | None:
    try:
        said = words.say(name)
    except MissingTextError as error:
        return f"cannot be said: {str(error).removeprefix(f'{name}: ')}"
    shown = BOLD.sub(r"\1", said) if wanted.bold else said
    if set("<>&") & set(shown):
        return "must be plain text, without < > &"
    return f"has {len(shown)} characters, at most {wanted.longest} fit" if len(shown) > wanted.longest else None


# --- what a protocol needs -------------------------------------------------------------------------------------------


def wanted_of(protocol: Protocol) -> dict[str, Wanted]:
    """Every text that a protocol needs, or may have, by its name; of several places that need it the first."""
    wanted: dict[str, Wanted] = {}
    for name, text in _wanted(protocol):
        wanted.setdefault(name, text)
    return wanted


def _wanted(protocol: Protocol) -> Iterator[tuple[str, Wanted]]:
    for name, longest in ABOUT.items():
        yield f"protocol-{name}", Wanted("every protocol", longest)
    yield from _of("stage-maintenance", STAGE, "maintenance")
    yield "stage-maintenance.tip", Wanted("maintenance", TIP, optional=True)
    yield from _of_stages(protocol)
    if protocol.load_test:
        yield from _of(f"test-{protocol.load_test}", {"": 60, ".start": 600}, "load_test")
    for exercise in protocol.exercises:
        yield from _of(f"exercise-{exercise}", EXERCISE, f"exercises.{exercise}")
    yield from _of_signs(protocol)
    yield from _of_running(protocol)
    for trigger in protocol.flare.triggers:
        yield f"trigger-{trigger}", Wanted("flare.triggers", 34)
    for lesson in protocol.education:
        yield from _of(f"lesson-{lesson}", LESSON, f"education.{lesson}")
    yield from _of_letters(protocol)


def _of_stages(protocol: Protocol) -> Iterator[tuple[str, Wanted]]:
    for number, stage in enumerate(protocol.stages, 1):
        yield from _of(f"stage-{number}", STAGE, f"stages.{number}")
        yield from _of(f"test-{stage.exit_test}", TEST, f"stages.{number}.exit_test")
        if stage.start_check:
            yield f"start-{stage.start_check}", Wanted(f"stages.{number}.start_check", 200)
        yield from ((f"avoid-{one}", Wanted(f"stages.{number}.avoid", 80)) for one in stage.avoid)


def _of_signs(protocol: Protocol) -> Iterator[tuple[str, Wanted]]:
    for group in ("red_flags", "routine_signs", "treatments"):
        for sign in getattr(protocol, group):
            yield from _of(f"flag-{sign}", FLAG, f"{group}.{sign}")
    for flag in protocol.red_flags:
        yield f"flag-{flag}.medicine", Wanted(f"red_flags.{flag}", MEDICINE, optional=True)


def _of_running(protocol: Protocol) -> Iterator[tuple[str, Wanted]]:
    """What holds before the ladder of runs, and what its steps say besides their doses."""
    if (ladder := protocol.running) is None:
        return
    yield "running-later", Wanted("running", RUNNING)
    yield from ((f"running-stage-{number}", Wanted("running.stage", RUNNING)) for number in range(1, ladder.stage))
    for number, step in enumerate(ladder.steps, 1):
        if step.note:
            yield f"run-note-{step.note}", Wanted(f"running.steps.{number}.note", RUNNING, bold=True)


def _of_letters(protocol: Protocol) -> Iterator[tuple[str, Wanted]]:
    """What only clinicians read: the questionnaire's name and range, and what they may consider."""
    yield f"measure-{protocol.questionnaire}", Wanted("questionnaire", 20)
    yield from _of(f"letter-measure-{protocol.questionnaire}", {"": 40, ".matters": 40}, "questionnaire")
    yield from ((name, Wanted("every protocol", OPTION)) for name in ("options-intro", "options-tags"))
    yield from ((f"option-{one}", Wanted("every protocol", OPTION, optional=True, bold=True)) for one in ALL_OPTIONS)


def _of(name: str, parts: dict[str, int], place: str) -> Iterator[tuple[str, Wanted]]:
    return ((f"{name}{part}", Wanted(place, longest)) for part, longest in parts.items())

"""`python -m tests.tools.mutants [PATTERN ...]` breaks the rules one place at a time and asks whether the tests notice.

What is broken, and which tests must notice, stands in pyproject.toml (`tool.sitbone.mutants`); what may go unnoticed
stands in survivors.toml beside this file, each with its reason. With a PATTERN only files that it matches are broken.
The results are kept in build/mutants.json.
"""

import json
import os
import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from math import ceil
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tests.tools.mutators import Mutant, mutants
from tests.tools.trial import Outcome, prepare, trial

ROOT = Path(__file__).parents[2]
SURVIVORS = Path("tests/tools/survivors.toml")
RESULTS = Path("build/mutants.json")
ENDLESS = 600  # seconds
SHOWN = ("path", "line", "operator", "was", "becomes")
M = TypeVar("M", bound=BaseModel)
Text = Annotated[str, Field(min_length=1)]
Texts = tuple[Text, ...]
Many = Annotated[int, Field(strict=True, ge=1)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Task(_Model):
    """What is broken, and who must notice.

    Attributes:
        files: what is broken, as glob patterns.
        rounds: tests as pytest is asked for them, the quickest first.
        histories: how many histories each property is tried on.
        preloaded: modules that all trials share; nothing in them is broken.
        ordered: tables and enumerations whose order decides, by name.
        leave_out: operators of Cosmic Ray that are not asked, as regular expressions.
        spared: lines on which nothing decides, as regular expressions.
        never: operators none of whose changes may go unnoticed, as regular expressions.
        least: how many of a hundred changes must be noticed.
    """

    files: Texts
    rounds: tuple[Texts, ...]
    histories: Many
    preloaded: Texts
    ordered: Texts
    leave_out: Texts
    spared: Texts
    never: Texts
    least: Many


class Unnoticed(_Model):
    """A change that may go unnoticed: where, what stands there, what may stand there instead, and why."""

    file: Text
    was: Text
    becomes: Texts
    why: Text


class Survivors(_Model):
    """The whole file of them."""

    survivors: tuple[Unnoticed, ...] = ()


@dataclass(frozen=True, slots=True)
class Tried:
    """A change and whether the tests noticed it."""

    mutant: Mutant
    noticed: bool


class TaskError(Exception):
    """The task cannot be read or carried out; the message is one line that names the place."""


# --- trying ----------------------------------------------------------------------------------------------------------


def attempts(task: Task, files: Sequence[str], root: Path) -> Iterator[Tried]:
    """Try every change of some files.

    Raises:
        TaskError: if the tests fail on a file as it stands.
    """
    for name in files:
        path = root / name
        source = path.read_text("utf-8")
        limits = [_limit(name, trial(path, source, tests, ENDLESS)) for tests in task.rounds]
        rounds = list(zip(task.rounds, limits, strict=True))
        for mutant in mutants(name, source, leave_out=task.leave_out, ordered=task.ordered):
            if not any(re.fullmatch(line, mutant.was) for line in task.spared):
                passes = all(trial(path, mutant.code, tests, limit).passed for tests, limit in rounds)
                yield Tried(mutant, noticed=not passes)


def _limit(name: str, outcome: Outcome) -> int:
    """The processor time that a round of tests may take: twice what it takes on the file as it stands, and a bit."""
    if not outcome.passed:
        raise TaskError(f"{name}: the tests fail on it as it stands, or are not there")
    return 2 + ceil(2 * outcome.seconds)


# --- judging ---------------------------------------------------------------------------------------------------------


def problems(task: Task, accepted: Sequence[Unnoticed], tried: Sequence[Tried]) -> Iterator[str]:
    """What is wrong with the tests, or with the list of what may go unnoticed."""
    unnoticed = [one.mutant for one in tried if not one.noticed]
    if (share := 100 - 100 * len(unnoticed) / len(tried)) < task.least:
        yield f"{share:.1f} % of the changes were noticed, not {task.least} %"
    known = {(one.file, one.was, becomes) for one in accepted for becomes in one.becomes}
    yield from (f"went unnoticed: {one}" for one in unnoticed if _key(one) not in known)
    for one in unnoticed:
        if _key(one) in known and any(re.fullmatch(pattern, one.operator) for pattern in task.never):
            yield f"must not go unnoticed, whatever the reason: {one}"
    files = {one.mutant.path for one in tried}
    left = known - {_key(one) for one in unnoticed}
    yield from (f"is noticed now, or made no more: {key}" for key in sorted(left) if key[0] in files)


def _key(mutant: Mutant) -> tuple[str, str, str]:
    return mutant.path, mutant.was, mutant.becomes


# --- telling ---------------------------------------------------------------------------------------------------------


def figures(tried: Sequence[Tried]) -> Iterator[str]:
    """One line for each file, and one for all."""
    for name in (*dict.fromkeys(one.mutant.path for one in tried), ""):
        found = [one for one in tried if one.mutant.path.startswith(name)]
        noticed = sum(one.noticed for one in found)
        yield f"{name or 'all':<28}{len(found):>6} changes{noticed:>6} noticed{len(found) - noticed:>4} not"


def as_json(tried: Sequence[Tried]) -> str:
    """Every change on a line of its own."""
    rows = [{name: getattr(one.mutant, name) for name in SHOWN} | {"noticed": one.noticed} for one in tried]
    return "[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n"


# --- the command -----------------------------------------------------------------------------------------------------


def task_of(path: Path) -> Task:
    """The task in a pyproject.toml.

    Raises:
        TaskError: if it cannot be read.
    """
    return _read(Task, path, "tool", "sitbone", "mutants")


def survivors_of(path: Path) -> tuple[Unnoticed, ...]:
    """What may go unnoticed.

    Raises:
        TaskError: if it cannot be read.
    """
    return _read(Survivors, path).survivors


def _read(model: type[M], path: Path, *keys: str) -> M:
    try:
        found: Any = tomllib.loads(path.read_text("utf-8"))
        for key in keys:
            found = found[key]
        return model.model_validate(found)
    except OSError as error:
        raise TaskError(f"{path}: cannot be read: {error.strerror}") from None
    except KeyError as error:
        raise TaskError(f"{path}: there is no {error.args[0]}") from None
    except ValidationError as error:
        first = error.errors()[0]
        raise TaskError(f"{path}: {'.'.join(map(str, (*keys, *first['loc'])))}: {first['msg']}") from None
    except ValueError as error:
        raise TaskError(f"{path}: is not TOML: {error}") from None


def main(patterns: list[str], root: Path = ROOT) -> int:
    """Try the changes and tell what came of them: 0 all as it should be, 1 not so, 2 nothing could be tried."""
    try:
        task, accepted = task_of(root / "pyproject.toml"), survivors_of(root / SURVIVORS)
        files = _files(task, patterns, root)
        os.chdir(root)
        prepare(task.preloaded, task.histories)
        none_loaded(files, root)
        tried = list(_watched(attempts(task, files, root)))
    except (TaskError, ImportError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    results = root / RESULTS
    results.parent.mkdir(exist_ok=True)
    results.write_text(as_json(tried), "utf-8")
    wrong = list(problems(task, accepted, tried))
    sys.stdout.write("\n".join([*figures(tried), *wrong, ""]))
    return 1 if wrong else 0


def _files(task: Task, patterns: list[str], root: Path) -> list[str]:
    found = sorted({path.relative_to(root).as_posix() for one in task.files for path in root.glob(one)})
    chosen = [name for name in found if not patterns or any(fnmatch(name, pattern) for pattern in patterns)]
    if not chosen:
        raise TaskError(f"no file is called {' or '.join(patterns or task.files)}")
    return chosen


def none_loaded(files: list[str], root: Path) -> None:
    """A file that all trials share would stay as it is, whatever is changed in it."""
    loaded = {Path(found) for module in list(sys.modules.values()) if (found := getattr(module, "__file__", None))}
    if wrong := [name for name in files if root / name in loaded]:
        raise TaskError(f"preloaded: {', '.join(wrong)} would be shared by all trials")


def _watched(tried: Iterator[Tried]) -> Iterator[Tried]:
    """A point for each change, and a cross for each that goes unnoticed."""
    for one in tried:
        sys.stderr.write("." if one.noticed else "x")
        sys.stderr.flush()
        yield one
    sys.stderr.write("\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Reading a protocol file. Every problem is named by its place in the file."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from rehab.protocol.model import ENGINE_RULES, Dose, Protocol

SHIPPED = Path(__file__).parent.parent / "protocols" / "pht.toml"


class ProtocolError(ValueError):
    """The protocol file cannot be used; the message lists every problem with its place."""

    def __init__(self, path: Path, problems: list[str]) -> None:
        self.problems = problems
        super().__init__(f"{path}: {'; '.join(problems)}")


@cache
def shipped_protocol() -> Protocol:
    """The protocol that comes with the program."""
    return load_protocol(SHIPPED)


def load_protocol(path: Path) -> Protocol:
    """Read and check a protocol file.

    Raises:
        ProtocolError: with every problem and its place, such as `stages.2.levels.1.exercises.1.sets`, counted from 1.
    """
    protocol = _validated(path, _parsed(path))
    if problems := list(_crossed(protocol)):
        raise ProtocolError(path, problems)
    return protocol


def _parsed(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ProtocolError(path, [f"cannot be read: {error.strerror}"]) from error
    except (ValueError, RecursionError) as error:
        raise ProtocolError(path, [f"is not TOML: {error}"]) from error


def _validated(path: Path, raw: dict[str, object]) -> Protocol:
    try:
        return Protocol.model_validate(raw)
    except ValidationError as error:
        problems = [f"{place(e['loc'])}: {_plain(e['msg'])}" for e in error.errors()]
        raise ProtocolError(path, problems) from error


def place(loc: tuple[int | str, ...]) -> str:
    """A place in a file in words and on one line, with list items counted from 1."""
    names = (str(part + 1) if isinstance(part, int) else part for part in loc)
    return ".".join(name if name.isprintable() else repr(name) for name in names)


def _plain(message: str) -> str:
    return (
        message.removeprefix("Value error, ").replace("Input should", "should").replace("Extra inputs", "unknown keys")
    )


def _crossed(protocol: Protocol) -> Iterator[str]:
    """Problems that show only when one part of the file is held against another."""
    for where, dose in _doses(protocol):
        if dose.id not in protocol.exercises:
            yield f"{where}: unknown exercise {dose.id!r}; exercises.{dose.id} is missing"
    yield from _wrong_rules(protocol)
    if protocol.stages[0].regresses:
        yield "stages.1.regresses: should be false, there is no stage below"
    flare = protocol.flare
    if flare.stage > protocol.last_stage or flare.level > protocol.top_level(flare.stage):
        yield f"flare: there is no level {flare.level} in stage {flare.stage}"


def _wrong_rules(protocol: Protocol) -> Iterator[str]:
    ids = [rule.id for rule in protocol.rules]
    for number, rule in enumerate(protocol.rules, 1):
        for name in rule.uses:
            if name not in type(protocol.thresholds).model_fields:
                yield f"rules.{number}.uses: unknown threshold {name!r}"
        if rule.id not in ENGINE_RULES:
            yield f"rules.{number}.id: the engine has no rule {rule.id!r}"
        if rule.id in ids[: number - 1]:
            yield f"rules.{number}.id: {rule.id!r} is there twice"
    yield from (f"rules: the rule {name!r} is missing" for name in ENGINE_RULES if name not in ids)


def _doses(protocol: Protocol) -> Iterator[tuple[str, Dose]]:
    for s, stage in enumerate(protocol.stages, 1):
        for n, level in enumerate(stage.levels, 1):
            for e, dose in enumerate(level.exercises, 1):
                yield f"stages.{s}.levels.{n}.exercises.{e}", dose
    for e, dose in enumerate(protocol.maintenance.exercises, 1):
        yield f"maintenance.exercises.{e}", dose

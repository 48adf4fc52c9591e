"""Whether a place or a test that a document names is there: nothing is imported or run, files are only parsed.

A place is `file: name`, where the name is a key path of a TOML file, a message (or `message.attribute`) of a Fluent
file, or a dotted name of a Python module. `… is VALUE` (TOML) and `… says "WORDS"` (Fluent) check what stands there.
"""

import ast
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from fluent.syntax import FluentParser, FluentSerializer
from fluent.syntax import ast as fluent


class NotThereError(Exception):
    """A place or a test is not there; the message is one line that says what is missing."""


def find_place(place: str, root: Path) -> None:
    """Find a place below a folder.

    Raises:
        NotThereError: if it is not there, or something else stands there.
    """
    name, found, rest = place.partition(": ")
    file = root / name
    finder = _FINDERS.get(file.suffix)
    if not found or finder is None or not file.is_file():
        raise NotThereError(f"{place}: there is no such file of TOML, Fluent or Python")
    finder(file, rest, place)


def find_test(cited: str, root: Path) -> None:
    """Find a test below a folder, named as pytest names it but without its parameters.

    Raises:
        NotThereError: if it is not there.
    """
    name, _, test = cited.partition("::")
    file = root / name
    wanted = name.startswith("tests/") and file.name.startswith("test_") and file.is_file()
    if not wanted or not test.startswith("test_") or test not in _names(file):
        raise NotThereError(f"{cited}: there is no such test")


# --- TOML ------------------------------------------------------------------------------------------------------------


def _in_toml(file: Path, rest: str, place: str) -> None:
    path, quoted, wanted = rest.partition(" is ")
    value: object = _toml(file)
    for key in path.split("."):
        value = _step(value, key, place)
    if quoted and value != tomllib.loads(f"value = {wanted}")["value"]:
        raise NotThereError(f"{place}: it is {value}")


def _step(value: object, key: str, place: str) -> object:
    """One step down: a key of a table, or of a list a number from 1, an `id`, or the item itself."""
    if isinstance(value, dict) and key in value:
        return value[key]
    if isinstance(value, list):
        named = [item for item in value if item == key or (isinstance(item, dict) and item.get("id") == key)]
        if key.isdecimal() and 1 <= int(key) <= len(value):
            named = [value[int(key) - 1]]
        if named:
            return named[0]
    raise NotThereError(f"{place}: there is no {key}")


@cache
def _toml(file: Path) -> dict[str, object]:
    return tomllib.loads(file.read_text("utf-8"))


# --- Fluent ----------------------------------------------------------------------------------------------------------


def _in_fluent(file: Path, rest: str, place: str) -> None:
    name, _, wanted = rest.partition(" says ")
    texts = _fluent(file)
    if name not in texts:
        raise NotThereError(f"{place}: there is no such message")
    if wanted.strip('"') not in texts[name]:
        raise NotThereError(f"{place}: it says {texts[name]!r}")


@cache
def _fluent(file: Path) -> dict[str, str]:
    """Every text of a file under its id, with the white space of one line."""
    entries = FluentParser().parse(file.read_text("utf-8")).body
    return dict(text for entry in entries if isinstance(entry, fluent.Message) for text in _texts(entry))


def _texts(message: fluent.Message) -> Iterator[tuple[str, str]]:
    yield message.id.name, _plain(fluent.Message(message.id, message.value))
    for attribute in message.attributes:
        yield f"{message.id.name}.{attribute.id.name}", _plain(fluent.Message(message.id, attribute.value))


def _plain(message: fluent.Message) -> str:
    return " ".join(FluentSerializer().serialize_entry(message).partition("=")[2].split())


# --- Python ----------------------------------------------------------------------------------------------------------


def _in_python(file: Path, rest: str, place: str) -> None:
    if rest not in _names(file):
        raise NotThereError(f"{place}: there is no such name")


@cache
def _names(file: Path) -> frozenset[str]:
    """Every name that a module or one of its classes defines, dotted inside a class."""
    return frozenset(_defined(ast.parse(file.read_text("utf-8")).body, ""))


def _defined(body: list[ast.stmt], before: str) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield before + node.name
        if isinstance(node, ast.ClassDef):
            yield from _defined(node.body, f"{before}{node.name}.")
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (before + one.id for one in targets if isinstance(one, ast.Name))


_FINDERS: dict[str, Callable[[Path, str, str], None]] = {".toml": _in_toml, ".ftl": _in_fluent, ".py": _in_python}

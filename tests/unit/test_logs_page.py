"""docs/logs.md lists what the program logs: every event with its logger, level and fields, and nothing else."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import bot
import handlers
import rehab
import sandbox
import scheduling
import storage
import usecases
import wording

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/logs.md").read_text("utf-8")
PACKAGES = (bot, handlers, rehab, sandbox, scheduling, storage, usecases, wording)
LEVELS = {"exception": "error"} | {one: one for one in ("debug", "info", "warning", "error", "critical")}
Event = tuple[str, str, frozenset[str]]  # logger, level, fields
PYTHONS_OWN = frozenset({"exc_info"})


def sources() -> Iterator[ast.Module]:
    """Everything of ours that runs."""
    for package in PACKAGES:
        for path in sorted(Path(str(package.__file__)).parent.rglob("*.py")):
            yield ast.parse(path.read_text("utf-8"))


def logger_of(module: ast.Module) -> str | None:
    """The name that a module logs under."""
    return next((_text(call.args[0]) for call in _calls(module, "get_logger")), None)


def _calls(module: ast.Module, *names: str) -> list[ast.Call]:
    calls = [node for node in ast.walk(module) if isinstance(node, ast.Call)]
    return [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr in names]


def _text(node: ast.expr) -> str:
    assert isinstance(node, ast.Constant), "a name must be written out"
    assert isinstance(node.value, str)
    return node.value


def lines_of(module: ast.Module) -> Iterator[tuple[str, Event]]:
    """Every line that a module logs."""
    name = logger_of(module)
    for call in _calls(module, *LEVELS):
        assert isinstance(call.func, ast.Attribute)
        if not (isinstance(call.func.value, ast.Name) and call.func.value.id == "log"):
            continue
        [event] = map(_text, call.args)
        fields = frozenset(str(keyword.arg) for keyword in call.keywords)
        assert "None" not in fields, f"{event}: fields must be written out"
        assert name is not None
        yield event, (name, LEVELS[call.func.attr], fields - PYTHONS_OWN)


def written() -> dict[str, set[Event]]:
    """Every event of the source."""
    found = defaultdict(set)
    for module in sources():
        for event, line in lines_of(module):
            found[event].add(line)
    return dict(found)


def listed() -> dict[str, set[Event]]:
    """Every event of the page."""
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \| (\w+) \| (.*?) \| .+ \|$", PAGE.replace("| |", "|  |"), re.MULTILINE)
    named = re.compile(r"`(\w+)`")
    return {
        event: {(logger, level, frozenset(named.findall(fields))) for logger in named.findall(loggers)}
        for event, loggers, level, fields in rows
    }


def test_every_line_that_is_logged_is_listed_and_every_one_that_is_listed_is_logged() -> None:
    """With its logger, its level and its fields, so that a field more is seen in review."""
    assert written() == listed()


def test_nothing_logs_in_any_other_way() -> None:
    """Neither under another name, nor through the standard library, nor by printing."""
    for module in sources():
        used = {node.id for node in ast.walk(module) if isinstance(node, ast.Name)}
        assert "print" not in used
        assert bool(logger_of(module)) == ("log" in used)
        bound = {node.module for node in ast.walk(module) if isinstance(node, ast.ImportFrom)}
        assert "logging" not in bound


def test_only_one_file_touches_logging_itself() -> None:
    """There the form of all lines is made."""
    imports = [node for module in sources() for node in ast.walk(module) if isinstance(node, ast.Import)]
    assert sum(alias.name == "logging" for node in imports for alias in node.names) == 1

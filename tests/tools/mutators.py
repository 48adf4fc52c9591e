"""What is changed in the code under test: by the operators of Cosmic Ray, and the order of some tables."""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

SWAP = "SwapNeighbours"


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of a file: who made it, the line (from 1), what stood there and what stands there now."""

    path: str
    line: int
    operator: str
    was: str
    becomes: str
    code: str

    def __str__(self) -> str:
        """As a person looks for it, on one line."""
        return f"{self.path}:{self.line}: {self.was!r} becomes {self.becomes!r} ({self.operator})"


def mutants(path: str, source: str, *, leave_out: Sequence[str], ordered: Sequence[str]) -> Iterator[Mutant]:
    """Every change of a file, one at a time.

    Args:
        path: how the file is called in reports.
        source: what stands in it.
        leave_out: regular expressions for operators of Cosmic Ray that are not asked.
        ordered: the tables and enumerations whose neighbours change places, by name.
    """
    for name in operator_names():
        if not any(re.fullmatch(pattern, name) for pattern in leave_out):
            yield from _operated(path, source, name)
    for code in _swapped(source, ordered):
        yield _mutant(path, source, SWAP, code)


def _operated(path: str, source: str, name: str) -> Iterator[Mutant]:
    if get_operator(name).arguments():
        return  # it needs to be told what to do
    operator, tree = get_operator(name)(), get_ast(source)
    places = sum(1 for node in ast_nodes(tree) for _ in operator.mutation_positions(node))
    for number in range(places):
        yield _mutant(path, source, name.removeprefix("core/"), mutate_code(source, operator, number))


def _mutant(path: str, source: str, operator: str, code: str) -> Mutant:
    before, after = source.splitlines(), code.splitlines()
    changes = [op for op in SequenceMatcher(None, before, after, autojunk=False).get_opcodes() if op[0] != "equal"]
    first, last = changes[0], changes[-1]
    was, becomes = _one_line(before[first[1] : last[2]]), _one_line(after[first[3] : last[4]])
    return Mutant(path, first[1] + 1, operator, was, becomes, code)


def _one_line(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())


# --- order -----------------------------------------------------------------------------------------------------------


def _swapped(source: str, ordered: Sequence[str]) -> Iterator[str]:
    """The source with two neighbours of a table exchanged, for each such pair. Entries stand on lines of their own."""
    lines = source.splitlines(keepends=True)
    for statement in ast.parse(source).body:
        for (a, b), (c, d) in pairwise(_entries(statement, ordered)):
            yield "".join([*lines[: a - 1], *lines[c - 1 : d], *lines[b : c - 1], *lines[a - 1 : b], *lines[d:]])


def _entries(statement: ast.stmt, ordered: Sequence[str]) -> list[tuple[int, int]]:
    """The first and the last line of each entry of an ordered table or enumeration."""
    match statement:
        case ast.AnnAssign(target=ast.Name(name), value=ast.Tuple(entries)) if name in ordered:
            return [(one.lineno, one.end_lineno or one.lineno) for one in entries]
        case ast.AnnAssign(target=ast.Name(name), value=ast.Dict(keys, values)) if name in ordered:
            pairs = zip(keys, values, strict=True)
            return [(key.lineno, value.end_lineno or key.lineno) for key, value in pairs if key]
        case ast.ClassDef(name=name, body=body) if name in ordered:
            return [(one.lineno, one.end_lineno or one.lineno) for one in body if isinstance(one, ast.Assign)]
        case _:
            return []

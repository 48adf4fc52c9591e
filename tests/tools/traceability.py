"""`python -m tests.tools.traceability [FILE]` prints docs/clinical-traceability.md from docs/traceability.toml.

The data file is the source of truth: each row of the clinical checklist with its fact, the places where it lives, the
tests that prove it and how much of it is built. It is a tool of the tests because the rules never read documents.
"""

import sys
import tomllib
from collections import Counter
from enum import StrEnum
from itertools import zip_longest
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

ROOT = Path(__file__).parents[2]
DATA = ROOT / "docs" / "traceability.toml"
DOCUMENT = ROOT / "docs" / "clinical-traceability.md"

INTRODUCTION = """# From clinical facts to the code and back

Every row of the clinical checklist, by the source document (*seed*) that it comes from: the fact in our words, how much
of what follows from it is built, where it lives, and the test that proves it. *Partly* says in its note what is
missing; *not built* is listed as such. A place is a key of the protocol (lists are counted from 1), a message of the
catalogue, or a name in a module; what stands behind *is* or *says* is checked too.

Generated from [traceability.toml](traceability.toml) by
`python -m tests.tools.traceability > docs/clinical-traceability.md`;
[a test](../tests/unit/test_traceability.py) resolves every place and every test that is named here."""
HEAD = "| row | fact | status | where | proved by | note |\n|---|---|---|---|---|---|"

Text = Annotated[str, Field(min_length=1)]


class Status(StrEnum):
    """How much of what follows from a fact is built."""

    BUILT = "built"
    PARTLY = "partly"
    NOT_BUILT = "not built"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Seed(_Model):
    """One source document, and how many rows the checklist has for it."""

    title: Text
    rows: Annotated[int, Field(strict=True, ge=1)]


class Row(_Model):
    """One fact of the checklist; `id` is the seed's number and the row's, such as 001-23."""

    id: Annotated[str, Field(pattern=r"^\d{3}-\d{2}$")]
    fact: Text
    status: Status
    places: tuple[Text, ...] = ()
    tests: tuple[Text, ...] = ()
    note: str = ""

    @model_validator(mode="after")
    def _honest(self) -> Self:
        if self.status is Status.BUILT and not (self.places and self.tests):
            raise ValueError(f"{self.id}: what is built names a place and a test")
        if self.status is Status.PARTLY and not (self.places and self.note):
            raise ValueError(f"{self.id}: what is partly built names a place, and in its note what is missing")
        if self.status is Status.NOT_BUILT and (self.places or self.tests):
            raise ValueError(f"{self.id}: what is not built has neither places nor tests")
        return self

    @property
    def seed(self) -> str:
        """The number of its source document."""
        return self.id.partition("-")[0]


class Checklist(_Model):
    """The whole data file."""

    seeds: dict[str, Seed]
    rows: tuple[Row, ...]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        """Every row of every seed, once and in its order."""
        wanted = [f"{number}-{row:02}" for number, seed in self.seeds.items() for row in range(1, seed.rows + 1)]
        for expected, row in zip_longest(wanted, self.rows):
            if row is None or row.id != expected:
                raise ValueError(f"{row.id if row else 'the end'}: here should be {expected or 'the end'}")
        return self


class ChecklistError(Exception):
    """The data file cannot be used; the message is one line that names the place."""


def read(path: Path) -> Checklist:
    """The checklist of a data file.

    Raises:
        ChecklistError: if the file cannot be read or says something that it may not.
    """
    try:
        return Checklist.model_validate(tomllib.loads(path.read_text("utf-8")))
    except OSError as error:
        raise ChecklistError(f"{path}: cannot be read: {error.strerror}") from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part + 1) if isinstance(part, int) else part for part in first["loc"]) or "rows"
        raise ChecklistError(f"{path}: {place}: {first['msg'].removeprefix('Value error, ')}") from None
    except ValueError as error:
        raise ChecklistError(f"{path}: is not TOML: {error}") from None


def markdown(checklist: Checklist) -> str:
    """The whole document."""
    parts = [INTRODUCTION, _figures(checklist)]
    for number, seed in checklist.seeds.items():
        rows = [_row(row) for row in checklist.rows if row.seed == number]
        parts.append(f"## Seed {number}: {seed.title}\n\n" + "\n".join([HEAD, *rows]))
    return "\n\n".join(parts) + "\n"


def _figures(checklist: Checklist) -> str:
    """How many rows of each seed are in which status."""
    found = Counter((row.seed, row.status) for row in checklist.rows)
    lines = [
        "| seed | rows | " + " | ".join(Status) + " |",
        "|---|---|" + "---|" * len(Status),
        *(f"| {one} | {seed.rows} |" + _counts(found, one) for one, seed in checklist.seeds.items()),
    ]
    sums = Counter(row.status for row in checklist.rows)
    return "\n".join([*lines, f"| all | {len(checklist.rows)} |" + "".join(f" {sums[status]} |" for status in Status)])


def _counts(found: Counter[tuple[str, Status]], seed: str) -> str:
    return "".join(f" {found[seed, status]} |" for status in Status)


def _row(row: Row) -> str:
    cells = (row.id, row.fact, row.status, _listed(row.places), _listed(row.tests), row.note)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _listed(names: tuple[str, ...]) -> str:
    return "<br>".join(f"`{name}`" for name in names)


def main(arguments: list[str]) -> int:
    """Print the document; 2 and one line on standard error if the data file cannot be used."""
    if len(arguments) > 1:
        sys.stderr.write("usage: python -m tests.tools.traceability [FILE]\n")
        return 2
    try:
        sys.stdout.write(markdown(read(Path(arguments[0]) if arguments else DATA)))
    except ChecklistError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

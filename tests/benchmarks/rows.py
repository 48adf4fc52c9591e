"""What a benchmark found: rows of a table, and of `bench.json`."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HEAD = ("what", "figure", "target", "reached", "alternative")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure with its unit, its target if it has one, and what the alternative came to in the same run."""

    name: str
    figure: float
    unit: str
    target: float | None = None
    at_most: bool = False  # the target is a limit rather than something to surpass
    against: float | None = None
    alternative: str = ""

    @property
    def reached(self) -> bool | None:
        """Whether the target was met; None if there is none."""
        if self.target is None:
            return None
        return self.figure <= self.target if self.at_most else self.figure >= self.target

    def told(self) -> dict[str, object]:
        """As it stands in `bench.json`."""
        return {
            "name": self.name, "figure": self.figure, "unit": self.unit, "target": self.target,
            "at_most": self.at_most, "reached": self.reached, "alternative": self.alternative, "against": self.against,
        }  # fmt: skip

    def cells(self) -> tuple[str, ...]:
        """As it stands in the table."""
        sign = "≤" if self.at_most else "≥"
        target = f"{sign} {_number(self.target)}" if self.target is not None else ""
        against = f"{_number(self.against)} {self.alternative}" if self.against is not None else ""
        met = {None: "", True: "yes", False: "NO"}[self.reached]
        return self.name, f"{_number(self.figure)} {self.unit}", target, met, against


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.2f}"


def table(rows: Sequence[Row]) -> str:
    """All rows, in columns."""
    cells = [HEAD, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEAD))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def write(rows: Sequence[Row], about: dict[str, object], file: Path) -> None:
    """Keep them for whoever compares runs."""
    file.write_text(json.dumps({**about, "rows": [row.told() for row in rows]}, indent=1) + "\n")

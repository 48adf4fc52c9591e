"""All benchmarks in one run: a table for people, `bench.json` for whoever compares. `make bench` calls it.

SIZE=quick (the default) takes minutes and small numbers; SIZE=full the numbers of the targets, and much longer.
"""

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from scheduling.clock import RealClock
from tests.benchmarks import claims, days, ingress, memory, rating, sending, sharing, start
from tests.benchmarks.rows import Row, table, write

FILE = Path("bench.json")


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything."""

    messages: int  # a
    pending: Sequence[int]  # b
    jobs: int
    ratings: int  # c
    amid: int
    burst: int
    updates: int  # d
    days: int  # e
    enrolled: int  # f
    starts: int  # g
    shared: int  # h

    def parts(self) -> dict[str, Callable[[], list[Row]]]:
        """Each benchmark by its letter."""
        return {
            "a": lambda: sending.measured(self.messages),
            "b": lambda: claims.rows(self.pending, self.jobs),
            "c": lambda: rating.measured(self.ratings, self.amid, self.burst),
            "d": lambda: ingress.rows(self.updates),
            "e": lambda: days.measured(self.days),
            "f": lambda: memory.measured(self.enrolled),
            "g": lambda: start.measured(self.starts),
            "h": lambda: sharing.measured(self.shared),
        }


SIZES = {
    "tiny": Size(20, (1_000, 2_000), 50, 3, 2, 60, 200, 5, 20, 1, 20),
    "quick": Size(2_000, (10_000, 100_000), 5_000, 500, 100, 1_000, 10_000, 2_000, 20_000, 3, 1_000),
    "full": Size(10_000, (10_000, 1_000_000), 100_000, 2_000, 1_500, 10_000, 20_000, 100_000, 100_000, 7, 5_000),
}


def run(size: str, letters: Sequence[str], say: Callable[[str], None]) -> list[Row]:
    """Run some of the benchmarks, or all."""
    parts, found = SIZES[size].parts(), list[Row]()
    for letter in letters or parts:
        say(f"{letter} …")
        found += parts[letter]()
    return found


def about(size: str) -> dict[str, object]:
    """Under which conditions the figures came about."""
    return {
        "size": size,
        "at": RealClock().now().isoformat(timespec="seconds"),
        "processors": os.cpu_count(),
        "load": [round(load, 1) for load in os.getloadavg()],
        "python": sys.version.split()[0],
    }


@click.command()
@click.argument("letters", nargs=-1, type=click.Choice(sorted(SIZES["tiny"].parts())))
@click.option("--size", envvar="SIZE", default="quick", show_default=True, type=click.Choice(list(SIZES)))
@click.option("--output", default=FILE, show_default=True, type=click.Path(dir_okay=False, path_type=Path))
def main(letters: tuple[str, ...], size: str, output: Path) -> None:
    """Measure everything, or only the benchmarks named by their LETTERS."""
    found = run(size, letters, lambda text: click.echo(text, err=True))
    told = about(size)
    click.echo(table(found))
    click.echo(f"Size: {size}. Load when it ended: {told['load']} on {told['processors']} processors.")
    write(found, told, output)


if __name__ == "__main__":
    main()

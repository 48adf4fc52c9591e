"""How long it takes to find the cities that somebody may mean: once per patient, and never more than a blink.

Run it with `python -m tests.benchmarks.cities`.
"""

import time
from statistics import median

import click

from wording.cities import find_cities

TYPED = ("London", "san", "Brimingham", "new york usa", "Germany", "sxqzptrs", "a b c d e f g", "London " * 100_000)
ROUNDS = 20


def main() -> None:
    """Print the median of each text."""
    for typed in TYPED:
        click.echo(f"{typed[:30]:32} {median(_seconds(typed) for _ in range(ROUNDS)) * 1000:8.2f} ms")


def _seconds(typed: str) -> float:
    started = time.perf_counter()
    find_cities(typed)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()

"""`make bench` in small: every benchmark runs to its end beside its alternative, and says what it found."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.benchmarks.__main__ import main
from tests.benchmarks.rows import Row, table
from tests.soaking import SOAKING

KEYS = {"name", "figure", "unit", "target", "at_most", "reached", "alternative", "against"}


def run(tmp_path: Path, *letters: str) -> tuple[str, dict[str, object]]:
    """What is printed, and what is kept."""
    file = tmp_path / "bench.json"
    done = CliRunner().invoke(main, ["--size", "tiny", "--output", str(file), *letters], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout, json.loads(file.read_text())


@pytest.mark.parametrize("letter", list("abcdefgh" if SOAKING else "ae"))
def test_every_benchmark_ends_with_figures_in_the_table_and_in_the_file(tmp_path: Path, letter: str) -> None:
    shown, kept = run(tmp_path, letter)
    rows = kept["rows"]
    assert isinstance(rows, list)
    assert rows
    assert all(set(row) == KEYS for row in rows)
    assert all(row["name"].startswith(f"{letter}. ") and row["name"] in shown for row in rows)
    assert any(row["against"] for row in rows), "nothing stands beside it"
    assert kept["size"] == "tiny"
    assert "Size: tiny." in shown


def test_a_target_is_something_to_surpass_or_a_limit() -> None:
    rate = Row(name="rate", figure=10, unit="a second", target=9)
    assert rate.reached
    assert not Row(name="time", figure=10, unit="s", target=9, at_most=True).reached
    assert Row(name="plain", figure=10, unit="s").reached is None
    assert "NO" not in table([rate])

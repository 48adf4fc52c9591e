"""Nothing is stored of which nobody has said what becomes of it when a patient wants a copy, or wants it gone."""

from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy import LargeBinary

from bot.settings import Settings
from storage.kept import EVERYTHING, Fate, Kept
from storage.tables import metadata, person

each = pytest.mark.parametrize("kept", EVERYTHING, ids=[one.table.name for one in EVERYTHING])
POLICY = Path(__file__).parents[2] / "docs" / "privacy.md"


def test_every_table_is_classified_once() -> None:
    """A new one must say whether it is exported, and what an erasure does to it."""
    assert Counter(kept.table.name for kept in EVERYTHING) == Counter(list(metadata.tables))


@each
def test_every_column_is_classified_once(kept: Kept) -> None:
    """A new one is shown in an export, or there is a reason why not."""
    assert sorted([*kept.shown, *kept.unshown]) == sorted(kept.table.c.keys())


@each
def test_what_is_sealed_and_shown_can_be_opened(kept: Kept) -> None:
    """An export never hands over what nobody can read."""
    assert set(kept.sealed) == {name for name in kept.shown if isinstance(kept.table.c[name].type, LargeBinary)}
    assert set(kept.written) <= set(kept.sealed)


@each
def test_no_row_that_stays_leads_to_a_person(kept: Kept) -> None:
    """What refers to a person is emptied, but in tables that hold nothing of patients."""
    leads = {key.parent.name for key in kept.table.foreign_keys if key.column.table is person}
    staff_only = {"cover"}
    if kept.fate is not Fate.DELETED and kept.table.name not in staff_only:
        assert leads <= set(kept.stripped)


def test_what_refers_to_a_row_goes_before_it() -> None:
    """The order in which an erasure goes through the tables."""
    order = [kept.table.name for kept in EVERYTHING if kept.fate is Fate.DELETED]
    for place, name in enumerate(order):
        named = {key.column.table.name for key in metadata.tables[name].foreign_keys} & set(order)
        assert named <= set(order[place + 1 :])


def test_people_can_read_for_how_long_things_are_kept() -> None:
    """Each period with what it is by default, and how short it may be."""
    chosen = {name: one for name, one in Settings.model_fields.items() if name.startswith("keep_")}
    rows = [line.split("|")[1:-1] for line in POLICY.read_text("utf-8").splitlines() if line.startswith("| `KEEP_")]
    told = {cells[0].strip(" `").lower(): tuple(cell.strip() for cell in cells[-2:]) for cells in rows}
    assert told == {name: (str(one.default or "never"), str(_least(name))) for name, one in chosen.items()}


def _least(name: str) -> int:
    """The shortest time that a setting takes, in days."""
    for days in range(100):
        given: dict[str, Any] = {"bot_token": "1234:this-is-no-token-of-anybody", name: days}
        with suppress(ValidationError):
            return int(getattr(Settings(_env_file=None, **given), name))
    raise AssertionError(f"{name} takes no short time at all")


def test_people_can_read_what_becomes_of_each_table() -> None:
    """docs/privacy.md names every one of them, with what an erasure does to it."""
    first = POLICY.read_text("utf-8").split("\n## ")[1]
    rows = [line.split("|")[1:-1] for line in first.splitlines() if line.startswith("| `")]
    told = {name.strip(" `"): fate.strip() for name, *_, fate in rows}
    assert told == {kept.table.name: kept.fate.value for kept in EVERYTHING}

"""The tables of an archive open in a spreadsheet as what they are: text is shown, never calculated."""

import csv
import io
from collections.abc import Sequence

import pytest

from wording.archive import Row, as_table


def read(rows: Sequence[Row]) -> list[list[str]]:
    """What a spreadsheet shows."""
    return list(csv.reader(io.StringIO(as_table(rows).decode("utf-8-sig"))))


FORMULAS = ["=1+1", "+44 20", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1", "\n=1", "|calc", "%0A", "\uff1d1", "\u00a0=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_begins_like_a_formula_is_only_shown(text: str) -> None:
    """Behind an apostrophe, also where blanks or full-width signs stand in front, and in the head of a table."""
    assert read([{text: text}]) == [[f"'{text}"]] * 2


@pytest.mark.parametrize("text", ["", "Ann", "a=b", "1", "5 - 6", "ann@example.org", 'say "no", please', "two\nlines"])
def test_other_text_stands_as_it_is(text: str) -> None:
    """Quotes, commas and line breaks stay in their cell."""
    assert read([{"note": text, "more": 1}]) == [["note", "more"], [text, "1"]]


def test_numbers_stay_numbers() -> None:
    """Also those below zero: they are ours, and no text of anybody's."""
    assert read([{"a": -1, "b": 0.5, "c": True, "d": None}]) == [["a", "b", "c", "d"], ["-1", "0.5", "true", ""]]


def test_what_lies_inside_a_column_has_columns_of_its_own() -> None:
    """Rows that have it not leave them empty; a list stays in one cell."""
    rows: list[Row] = [{"seq": 1, "body": {"value": 2}}, {"seq": 2, "body": {"flags": ["pop"], "at": {"stage": 1}}}]
    assert read(rows) == [
        ["seq", "body.value", "body.flags", "body.at.stage"],
        ["1", "2", "", ""],
        ["2", "", '["pop"]', "1"],
    ]

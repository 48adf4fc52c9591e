"""The codec of callback_data: what is written is read back, and whatever else arrives is refused."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from handlers.callbacks import LARGEST, MOST_BYTES, MalformedPressError, Press, data, decoded, encoded, parse

VERBS = st.from_regex(r"[a-zA-Z]{1,4}", fullmatch=True)
NUMBERS = st.integers(min_value=0, max_value=LARGEST - 1)
WORDS = st.from_regex(r"[A-Za-z0-9_/+.-]{0,48}", fullmatch=True)


@given(NUMBERS)
def test_a_number_is_read_as_it_was_written(number: int) -> None:
    """Up to the largest id."""
    assert decoded(encoded(number)) == number


@given(VERBS, st.lists(NUMBERS | WORDS, max_size=4))
def test_a_press_is_read_as_it_was_written(verb: str, args: list[int | str]) -> None:
    """Numbers packed, words as they stand; what would be too long is never written."""
    try:
        text = data(verb, *args)
    except ValueError:
        assert len(verb) + sum(len(str(arg)) + 1 for arg in args) > MOST_BYTES - len("v1:")
        return
    assert len(text.encode()) <= MOST_BYTES
    assert parse(text) == Press(verb, tuple(encoded(arg) if isinstance(arg, int) else arg for arg in args))


def test_two_of_the_largest_ids_and_two_numbers_fit() -> None:
    """An order names a plan, what it was seen to be, a stage and a level."""
    assert len(data("pd", LARGEST - 1, "approve_stage_4", 2**32 - 1, 4, 10)) <= MOST_BYTES


MALFORMED: dict[str, str | None] = {
    "nothing": None,
    "empty": "",
    "only a version": "v1",
    "no verb": "v1:",
    "another version": "v2:sd:1",
    "no version": "sd:1",
    "capitals": "V1:sd:1",
    "a space in front": " v1:sd:1",
    "a line behind": "v1:sd:1\n",
    "a long verb": "v1:abcde",
    "a verb with a digit": "v1:s1",
    "a foreign verb": "v1:sдd",
    "too many arguments": "v1:sd:1:2:3:4:5:6",
    "a space": "v1:sd:1 2",
    "markup": "<b>v1</b>",
    "a foreign word": "v1:sd:é",
    "foreign digits": "v1:sd:٣",
    "a NUL": "v1:sd:\0",
    "a quote": "v1:sd:'",
    "over 64 bytes": "v1:fs:" + "a" * 30 + ":" + "b" * 30,
}


@pytest.mark.parametrize("text", MALFORMED.values(), ids=MALFORMED)
def test_what_no_button_of_ours_carries_is_refused(text: str | None) -> None:
    """Without a look at what it may have meant."""
    with pytest.raises(MalformedPressError):
        parse(text)


@given(st.text(max_size=80))
def test_text_that_is_not_ours_is_refused(text: str) -> None:
    """Whatever somebody sends in a changed client."""
    assume(not re.match(r"v1:[A-Za-z]{1,4}(:|\Z)", text, re.ASCII))
    with pytest.raises(MalformedPressError):
        parse(text)


@pytest.mark.parametrize(
    "text", ["", "-1", "+1", "1.5", "ABC", "1 ", "٣", "é", "z" * 13, "z" * 48, "1" * 14, "1y2p0ij32e8e8"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    """Negative, broken, in capitals or other digits, or larger than any id."""
    with pytest.raises(MalformedPressError):
        decoded(text)


@given(st.text(max_size=16))
def test_only_the_one_spelling_of_a_number_reads_as_it(text: str) -> None:
    """But for zeros in front, no two texts mean the same button."""
    try:
        number = decoded(text)
    except MalformedPressError:
        return
    assert encoded(number) == (text.lstrip("0") or "0")

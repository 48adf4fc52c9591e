"""Ratings as people type them: in any digits, as a keycap or a word; and what is said where it is no rating."""

# ruff: noqa: RUF001 - look-alike digits of other scripts are what is tried here

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.numbers import looks_like_a_number, rating
from rehab.messages.common import Said

# The zero of each script; its other digits follow it.
SCRIPTS = {"western": "0", "arabic-indic": "٠", "persian": "۰", "devanagari": "०", "bengali": "০", "full width": "０"}


@pytest.mark.parametrize("zero", SCRIPTS.values(), ids=SCRIPTS)
@pytest.mark.parametrize("value", range(11))
def test_a_rating_is_read_in_any_digits(zero: str, value: int) -> None:
    """0 to 10, also 10 with its two digits."""
    typed = "".join(chr(ord(zero) + int(digit)) for digit in str(value))
    assert looks_like_a_number(typed)
    assert rating(typed) == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("7", 7), (" 7 ", 7), ("7.", 7), ("7!", 7), ("+7", 7), ("007", 7),
        ("7/10", 7), ("7 / 10", 7), ("7 out of 10", 7), ("10/10", 10), ("7 von 10", 7),
        ("7️⃣", 7), ("0️⃣", 0), ("🔟", 10),
        ("seven", 7), ("Seven.", 7), ("ZERO", 0), ("ten", 10), ("seven out of ten", 7),
    ],
)  # fmt: skip
def test_a_rating_may_be_written_in_many_ways(typed: str, value: int) -> None:
    """What leaves no doubt is taken."""
    assert looks_like_a_number(typed)
    assert rating(typed) == value


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0.5", Said.WHOLE_NUMBER), (".5", Said.WHOLE_NUMBER), ("3,5", Said.WHOLE_NUMBER), ("½", Said.WHOLE_NUMBER),
        ("7½", Said.WHOLE_NUMBER), ("٠٫٥", Said.WHOLE_NUMBER), ("7.0", Said.WHOLE_NUMBER), ("-0.5", Said.WHOLE_NUMBER),
        ("4-5", Said.ONE_NUMBER), ("4–5", Said.ONE_NUMBER), ("4 to 5", Said.ONE_NUMBER), ("4 or 5", Said.ONE_NUMBER),
        ("3, 4 and 5", Said.ONE_NUMBER), ("٤-٥", Said.ONE_NUMBER), ("2 in the morning", Said.ONE_NUMBER),
        ("11", Said.ZERO_TO_TEN), ("-1", Said.ZERO_TO_TEN), ("−1", Said.ZERO_TO_TEN), ("١١", Said.ZERO_TO_TEN),
        ("100", Said.ZERO_TO_TEN), ("11/10", Said.ZERO_TO_TEN), ("020 7946 0000", Said.ONE_NUMBER),
        ("99999999999999999999", Said.ZERO_TO_TEN),
    ],
)  # fmt: skip
def test_what_is_no_rating_is_asked_for_again_in_fitting_words(typed: str, said: Said) -> None:
    """It is understood as an attempt, and never rounded, averaged or cut to fit."""
    assert looks_like_a_number(typed)
    assert rating(typed) is said


@pytest.mark.parametrize(
    "typed",
    ["", " ", "it hurts", "one thing: my leg", "ten to four", "about 7", "👍", "²", "-", "7" * 25, "7 " + "x" * 40],
)
def test_other_words_are_not_taken_for_a_number(typed: str) -> None:
    """They may be about anything."""
    assert not looks_like_a_number(typed)


@given(st.text(max_size=40))
def test_any_text_is_a_rating_or_has_an_answer(text: str) -> None:
    """Reading never fails, and never makes up a rating outside 0 to 10."""
    read = rating(text)
    assert isinstance(read, Said) or 0 <= read <= 10
    looks_like_a_number(text)

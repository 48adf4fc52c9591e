"""Reading a rating that somebody typed: a whole number from 0 to 10, in whatever digits they write."""

import re
import unicodedata

from rehab.messages.common import Said

_OUT_OF_TEN = re.compile(r"\s*(?:/|out of|of|von|sur|su|de)\s*10\s*$")
_WHOLE = re.compile(r"[+]?\d{1,6}")
_FRACTION = re.compile(r"[+-]?\d*[.,/]\d+|[½¼¾]|\d+[½¼¾]")
_SEVERAL = re.compile(r"\d+\s*(?:-|–|—|to|or|,|and|/)\s*\d+(?:\D+\d+)*")
LONGEST = 24


def looks_like_a_number(text: str) -> bool:
    """Whether somebody probably meant a rating."""
    stripped = text.strip()
    return len(stripped) <= LONGEST and bool(stripped) and _starts_with_digit(_western(stripped))


def _starts_with_digit(text: str) -> bool:
    return bool(re.match(r"[+-]?[.,]?[\d½¼¾]", text))


def rating(text: str) -> int | Said:
    """The rating that a text means, points 0-10, or what to say instead."""
    plain = _OUT_OF_TEN.sub("", _western(text.strip().lower())).strip(" .!")
    if _WHOLE.fullmatch(plain):
        value = int(plain)
        return value if 0 <= value <= 10 else Said.ZERO_TO_TEN
    if _FRACTION.fullmatch(plain):
        return Said.WHOLE_NUMBER
    if _SEVERAL.fullmatch(plain):
        return Said.ONE_NUMBER
    return Said.ZERO_TO_TEN if re.fullmatch(r"-\s*\d+|\d{7,}", plain) else Said.ONE_NUMBER


def _western(text: str) -> str:
    """Digits of any alphabet as 0-9; everything else as it is."""
    return "".join(_digit(letter) for letter in text)


def _digit(letter: str) -> str:
    if letter.isascii() or unicodedata.category(letter) != "Nd":
        return letter
    return str(unicodedata.decimal(letter))

"""Reading a rating that somebody typed: a whole number from 0 to 10, in whatever digits they write."""

import re
import unicodedata
from enum import Enum

from rehab.messages.common import Said

_OUT_OF_TEN = re.compile(r"\s*(?:/|out of|of|von|sur|su|de)\s*10\s*$")
_WHOLE = re.compile(r"[+]?\d{1,6}")
_FRACTION = re.compile(r"[+-]?\d*[.,/]\d+|[½¼¾]|\d+[½¼¾]")
_SEVERAL = re.compile(r"\d+\s*(?:-|–|—|to|or|,|and|/)\s*\d+(?:\D+\d+)*")
LONGEST = 24


class Unit(Enum):
    """What may stand behind a number."""

    PERCENT = re.compile(r"\s*(?:%|percent|(?:/|out of|of)\s*100)$")
    MINUTES = re.compile(r"\s*m(?:in(?:ute)?s?\.?)?$")
    OUT_OF_TEN = re.compile(r"\s*(?:/|out of|of)\s*10$")


IN_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_IN_WORDS = re.compile(rf"({'|'.join(IN_WORDS)})(?:\s+out\s+of\s+(?:10|ten))?")
# Signs that people's keyboards offer: a keycap is its digit with two marks behind it.
_SIGNS = {0xFE0F: "", 0x20E3: "", ord("\N{KEYCAP TEN}"): "10", ord("\N{MINUS SIGN}"): "-", 0x066B: "."}


def looks_like_a_number(text: str) -> bool:
    """Whether somebody probably meant a rating."""
    plain = _plain(text)
    return len(plain) <= LONGEST and bool(re.match(r"[+-]?[.,]?[\d½¼¾]", plain))


def rating(text: str) -> int | Said:
    """The rating that a text means, points 0-10, or what to say instead."""
    plain = _OUT_OF_TEN.sub("", _plain(text))
    if _WHOLE.fullmatch(plain):
        value = int(plain)
        return value if 0 <= value <= 10 else Said.ZERO_TO_TEN
    if _FRACTION.fullmatch(plain):
        return Said.WHOLE_NUMBER
    if _SEVERAL.fullmatch(plain):
        return Said.ONE_NUMBER
    return Said.ZERO_TO_TEN if re.fullmatch(r"-\s*\d+|\d{7,}", plain) else Said.ONE_NUMBER


def whole(text: str, most: int, unit: Unit) -> int | None:
    """The whole number from 0 on that a text means, perhaps with its unit behind it; None if it is none or too many."""
    plain = unit.value.sub("", _plain(text))
    value = int(plain) if _WHOLE.fullmatch(plain) else most + 1
    return value if value <= most else None


def total(text: str, most: int, decimals: int) -> float | None:
    """The total of a questionnaire that a text means, such as 55, 55/100 or 4,3; None if it is none."""
    plain = re.sub(rf"\s*(?:/|out of|of)\s*{most}$", "", _plain(text)).replace(",", ".")
    found = re.fullmatch(r"[+]?(\d{1,6})(?:\.(\d+))?", plain)
    return float(plain) if found and len(found[2] or "") <= decimals else None


def _plain(text: str) -> str:
    """A text in small letters without ornament; digits of any alphabet, keycaps and number words as 0-9."""
    plain = "".join(_digit(letter) for letter in text.lower().translate(_SIGNS)).strip().rstrip(" .!")
    word = _IN_WORDS.fullmatch(plain)
    return str(IN_WORDS.index(word[1])) if word else plain


def _digit(letter: str) -> str:
    if letter.isascii() or unicodedata.category(letter) != "Nd":
        return letter
    return str(unicodedata.decimal(letter))

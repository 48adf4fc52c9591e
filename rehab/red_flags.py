"""Red flags: which tier asks for the fastest help, and which words in a message point at one (reference section 4)."""

import re
import unicodedata
from functools import lru_cache

from rehab.protocol import Protocol, Tier

# Straight, curly both ways, modifier letter, backtick, acute accent: all of them stand in "can't" on some phone.
_APOSTROPHES = dict.fromkeys(map(ord, "'\u2019\u2018\u02bc`\u00b4"))


def fastest_tier(flags: tuple[str, ...], protocol: Protocol) -> Tier:
    """The tier of the most urgent among some flags (at least one)."""
    return min(protocol.red_flags[flag].tier for flag in flags)


def flags_in(text: str, protocol: Protocol) -> tuple[str, ...]:
    """The flags whose words stand in a text, in the protocol's order. A word ending in * matches its continuations."""
    plain = _plain(text)
    return tuple(flag for flag, red in protocol.red_flags.items() if _pattern(red.words).search(plain))


def _plain(text: str) -> str:
    """As phones and people write it differently: without capitals, apostrophes of any kind, or more than one space."""
    return " ".join(unicodedata.normalize("NFKC", text.translate(_APOSTROPHES)).lower().split())


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    if not words:
        return re.compile(r"(?!)")
    return re.compile(r"\b(?:" + "|".join(_as_regex(word) for word in words) + r")")


def _as_regex(word: str) -> str:
    beginning = re.escape(_plain(word.removesuffix("*")))
    return beginning if word.endswith("*") else beginning + r"\b"

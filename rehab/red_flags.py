"""Red flags: which tier asks for the fastest help, and which words in a message point at one (reference section 4)."""

import re
from functools import lru_cache

from rehab.protocol import Protocol, Tier


def fastest_tier(flags: tuple[str, ...], protocol: Protocol) -> Tier:
    """The tier of the most urgent among some flags (at least one)."""
    return min(protocol.red_flags[flag].tier for flag in flags)


def flags_in(text: str, protocol: Protocol) -> tuple[str, ...]:
    """The flags whose words stand in a text, in the protocol's order. A word ending in * matches its continuations."""
    lowered = text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return tuple(flag for flag, red in protocol.red_flags.items() if _pattern(red.words).search(lowered))


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    if not words:
        return re.compile(r"(?!)")
    return re.compile(r"\b(?:" + "|".join(_as_regex(word) for word in words) + r")")


def _as_regex(word: str) -> str:
    if word.endswith("*"):
        return re.escape(word[:-1])
    return re.escape(word) + r"\b"

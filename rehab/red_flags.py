"""Signs to be looked at (reference section 4): how fast, and which words in a message point at one."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain

from rehab.protocol import Mention, Protocol, Sign, Tier

# Straight, curly both ways, modifier letter, backtick, acute accent: all of them stand in "can't" on some phone.
_APOSTROPHES = dict.fromkeys(map(ord, "'\u2019\u2018\u02bc`\u00b4"))
LESSER = frozenset({Tier.C, Tier.D})  # neither an emergency nor a matter of today


def fastest_tier(signs: Iterable[str], protocol: Protocol) -> Tier:
    """The tier of the most urgent among some signs (at least one)."""
    return min(protocol.tier(sign) for sign in signs)


def days_to_be_seen(signs: Iterable[str], protocol: Protocol) -> int:
    """Within how many local days somebody with these signs (at least one) should have been seen; 0 is the same day."""
    return min(_days(sign, protocol) for sign in signs)


def _days(sign: str, protocol: Protocol) -> int:
    flag = protocol.red_flags.get(sign)
    own = flag.days if flag else None
    return protocol.tiers[protocol.tier(sign)].days if own is None else own


def reportable(protocol: Protocol) -> tuple[str, ...]:
    """Everything that a patient can report as a sign, the most urgent first; injections and surgery last."""
    return (*protocol.red_flags, *protocol.routine_signs, *protocol.treatments)


def listed(protocol: Protocol, *, slower: bool) -> tuple[str, ...]:
    """What one of the two lists of signs holds: the urgent ones, or the `slower` ones."""
    return tuple(sign for sign in reportable(protocol) if lesser(sign, protocol) is slower)


def lesser(sign: str, protocol: Protocol) -> bool:
    """Whether a sign is neither an emergency nor a matter of today, or is none but an injection or surgery."""
    return protocol.tier(sign) in LESSER


def signs_in(text: str, protocol: Protocol) -> tuple[str, ...]:
    """What a text points at, in the protocol's order. A word ending in * matches its continuations."""
    known: Iterable[tuple[str, Sign | Mention]] = chain(
        protocol.red_flags.items(), protocol.routine_signs.items(), protocol.treatments.items()
    )
    return _named(text, dict(known))


def mentioned(text: str, protocol: Protocol) -> tuple[str, ...]:
    """The things to leave for now of which a text speaks."""
    return _named(text, protocol.mentions)


def _named(text: str, known: Mapping[str, Sign | Mention]) -> tuple[str, ...]:
    plain = _plain(text)
    return tuple(name for name, sign in known.items() if _pattern(sign.words).search(plain))


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

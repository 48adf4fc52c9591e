"""Which time zone a person lives in, found by the name of their city as they type it.

`make_cities.py` makes the table: one city a line, the most populous first. It is read on each look-up (a few
milliseconds) and not kept: a time zone is asked for once per patient, memory all day long. The search runs on bytes
with literal finds, which is what makes 34,000 lines cheap.
"""

import difflib
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain, islice
from pathlib import Path

DATA = Path(__file__).with_name("cities.tsv")
PLACES = Path(__file__).with_name("cities.toml")
LONGEST = 80  # characters; a longer text is not the name of a city
ALIKE = 0.75  # difflib's ratio: one letter off in a name of four, two in one of eight
DOTLESS = "\N{LATIN SMALL LETTER DOTLESS I}"
UNDECOMPOSED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", DOTLESS: "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
UNWRITTEN = "'.\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER TURNED COMMA}\N{MODIFIER LETTER APOSTROPHE}"

Place = tuple[str, str]  # ISO country code, and a state of the United States or "" for the whole country
Places = frozenset[Place]  # any of them will do, for "GA" is a country and a state; none at all means anywhere


@dataclass(frozen=True, slots=True)
class City:
    """A place with its time zone.

    Attributes:
        name: as its people or English speakers write it.
        country: ISO 3166 code of two letters; empty for a bare time zone such as UTC.
        region: the state's two letters in the United States, elsewhere empty.
        zone: IANA name of the time zone.
        rank: place by population, 1 the most populous; 0 for a time zone asked for by its own name.
    """

    name: str
    country: str
    region: str
    zone: str
    rank: int


def find_cities(text: str, limit: int = 6) -> list[City]:
    """The cities that a person may mean, the likeliest first.

    Accents and capitals do not matter. A country or state may follow ("Leeds, UK"); one alone gives its largest city in
    each time zone; a time zone's own name gives that zone; a name that is nowhere gives its near misses.

    Args:
        text: whatever was typed; what cannot be a city's name finds nothing.
        limit: how many cities at most.
    """
    if len(text) > LONGEST or _too_short(asked := fold(text)):
        return []
    atlas = Atlas(DATA.read_bytes())
    if "/" in text or asked in {"utc", "gmt"}:
        return list(_zones(atlas, text))[:limit]
    ways = (_named, _of_place, _beginning, _nearly)
    found = (list(islice(way(atlas, text), limit)) for way in ways)
    return next((cities for cities in found if cities), [])


def fold(text: str) -> str:
    """A name as it is compared: small letters without accents, words parted by single spaces, "saint" as "st"."""
    letters = unicodedata.normalize("NFKD", text.casefold()).translate(UNDECOMPOSED)
    plain = "".join(c for c in letters if c not in UNWRITTEN and not unicodedata.combining(c))
    words = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in plain).split()
    return " ".join("st" if word == "saint" else word for word in words)


class Atlas:
    """The table for the length of one look-up: lines of name, other names, country, state, zone."""

    def __init__(self, table: bytes) -> None:
        self._table = table
        self._small = table.lower()  # only ASCII changes, so every byte keeps its place

    def called(self, name: str, places: Places) -> Iterator[City]:
        """Cities that have just this name, be it as one of several."""
        return (city for city, _ in self._with_name(name, ends=b"\t|", places=places))

    def beginning(self, name: str, places: Places) -> Iterator[City]:
        """Cities whose own name begins so."""
        return (city for city, own in self._with_name(name, ends=b"", places=places) if own.startswith(name))

    def largest(self, places: Places) -> Iterator[City]:
        """The largest city in each time zone of some places."""
        hits = (at for place in places for at in self._finds(self._table, _columns(place)))
        starts = sorted(self._start(at) for at in hits)
        first = {self._fields(start)[-1]: start for start in reversed(starts)}
        return (self._city(start) for start in sorted(first.values()))

    def of_zone(self, zone: str) -> City | None:
        """The largest city of a time zone."""
        at = next(self._finds(self._table, f"\t{zone}\n".encode()), None)
        return None if at is None else self._city(self._start(at))

    def names_near(self, name: str) -> Iterator[str]:
        """Names with the same first letter, about the same length and nearly the same set of letters."""
        first, length, letters = re.escape(name[0].encode()), len(name.encode()) - 1, set(name)
        rest = rb"[^\t|\n]{%d,%d}(?=[\t|])" % (length - 2, length + 2)
        matches = chain.from_iterable(re.finditer(edge + first + rest, self._small) for edge in (rb"\n", rb"\|"))
        names = (match[0][1:].decode() for match in matches)
        return (other for other in names if len(letters ^ set(other)) <= 3)

    def _with_name(self, name: str, ends: bytes, places: Places) -> Iterator[tuple[City, str]]:
        """Cities with such a name, each with its own name folded; `ends` holds what may follow, or nothing."""
        part = name.encode()
        hits = (at for at in self._finds(self._small, part) if self._small[at - 1] in b"\n|")
        ended = (at for at in hits if not ends or self._small[at + len(part)] in ends)
        for start in dict.fromkeys(self._start(at) for at in ended):
            own, _, country, state, _ = self._fields(start)
            if not places or (country, "") in places or (country, state) in places:
                yield self._city(start), fold(own)

    def _finds(self, table: bytes, part: bytes) -> Iterator[int]:
        at = table.find(part, table.index(b"\n"))
        while at >= 0:
            yield at
            at = table.find(part, at + 1)

    def _start(self, at: int) -> int:
        return self._table.rfind(b"\n", 0, at) + 1

    def _fields(self, start: int) -> list[str]:
        return self._table[start : self._table.find(b"\n", start)].decode().split("\t")

    def _city(self, start: int) -> City:
        name, _, country, state, zone = self._fields(start)
        return City(name, country, state, zone, rank=self._table.count(b"\n", 0, start))


def _columns(place: Place) -> bytes:
    """How country and state stand in a line; only in the United States is the state's column filled."""
    country, state = place
    return f"\t{country}\t{state}".encode() if state or country == "US" else f"\t{country}\t\t".encode()


def _named(atlas: Atlas, text: str) -> Iterator[City]:
    """Cities called just so, then those whose name begins so."""
    for name, places in _readings(text):
        if exact := list(atlas.called(name, places)):
            return chain(exact, (city for city in atlas.beginning(name, places) if city not in exact))
    return iter(())


def _of_place(atlas: Atlas, text: str) -> Iterator[City]:
    """The largest cities of a country or state, one for each of its time zones."""
    places = _places().get(fold(text))
    return atlas.largest(places) if places else iter(())


def _beginning(atlas: Atlas, text: str) -> Iterator[City]:
    return chain.from_iterable(atlas.beginning(name, places) for name, places in _readings(text))


def _nearly(atlas: Atlas, text: str) -> Iterator[City]:
    """Cities whose name is one or two letters off."""
    found: dict[City, None] = {}
    for name, places in _readings(text):
        near = set(atlas.names_near(name)) if len(name) > 3 else ()
        for other in difflib.get_close_matches(name, near, cutoff=ALIKE):
            found |= dict.fromkeys(atlas.called(other, places))
    return iter(found)


def _too_short(name: str) -> bool:
    """One letter is in every line of the table; one Chinese character may be a city."""
    return len(name.encode()) < 2 + (len(name) < 2)


def _readings(text: str) -> Iterator[tuple[str, Places]]:
    """What may be meant as the city's name, and where it must lie."""
    return ((name, places) for name, places in _splits(text) if not _too_short(name))


def _splits(text: str) -> Iterator[tuple[str, Places]]:
    head, *tail = (fold(part) for part in text.split(",") if fold(part))
    if tail:
        yield head, _places().get(tail[-1], frozenset())
        return
    yield head, frozenset()
    words = head.split()
    for cut in range(len(words) - 1, 0, -1):
        if places := _places().get(" ".join(words[cut:])):
            yield " ".join(words[:cut]), places


@cache
def _places() -> dict[str, Places]:
    """The English names and codes of countries, and those of the United States' states."""
    from babel import Locale

    table = tomllib.loads(PLACES.read_text("utf-8"))
    countries = {code: name for code, name in Locale("en").territories.items() if len(code) == 2 and code.isalpha()}
    named = [(fold(name), (code, "")) for code, name in countries.items()]
    named += [(code.casefold(), (code, "")) for code in countries]
    named += [(fold(name), (code, "")) for name, code in table["countries"].items()]
    named += [(fold(text), ("US", code)) for code, name in table["states"].items() for text in (code, name)]
    found: dict[str, Places] = {}
    for name, place in named:
        found[name] = found.get(name, frozenset()) | {place}
    return found


def _zones(atlas: Atlas, text: str) -> Iterator[City]:
    """The time zone of that name, in the country of its largest city."""
    asked = text.strip().replace(" ", "_").casefold()
    names = files("tzdata").joinpath("zones").read_text("utf-8").split()
    for zone in (name for name in names if name.casefold() == asked):
        largest = atlas.of_zone(zone)
        yield City(zone.rpartition("/")[2].replace("_", " "), largest.country if largest else "", "", zone, rank=0)

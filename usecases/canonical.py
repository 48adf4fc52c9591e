"""One text for one value, and where two values part: for what is hashed, sealed or compared."""

import json
from collections.abc import Iterator
from typing import NamedTuple

from rehab.protocol import place

LONGEST_SHOWN = 60
ABSENT = object()  # what stands at a place that only the other value has


def dumped(value: object) -> str:
    """JSON text, compact and with sorted keys, so that equal values give equal text."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


class Difference(NamedTuple):
    """A place at which two values of plain JSON data differ, and what stands there in each."""

    where: str
    found: str
    expected: str


def first_difference(found: object, expected: object) -> Difference | None:
    """The first place, such as `events.3.value` with list items counted from 1, at which two values differ."""
    return next(_differences(found, expected, ()), None)


def _differences(found: object, expected: object, at: tuple[int | str, ...]) -> Iterator[Difference]:
    if isinstance(found, dict) and isinstance(expected, dict):
        for key in (*expected, *(key for key in found if key not in expected)):
            yield from _differences(found.get(key, ABSENT), expected.get(key, ABSENT), (*at, key))
    elif isinstance(found, list) and isinstance(expected, list):
        for index in range(max(len(found), len(expected))):
            yield from _differences(_item(found, index), _item(expected, index), (*at, index))
    elif found != expected:
        yield Difference(place(at), shown(found), shown(expected))


def _item(values: list[object], index: int) -> object:
    return values[index] if index < len(values) else ABSENT


def shown(value: object) -> str:
    """A value of plain JSON data in a line for people: short, and printable whatever it holds."""
    if value is ABSENT:
        return "nothing"
    text = json.dumps(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"

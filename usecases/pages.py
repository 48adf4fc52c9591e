"""Long lists, a page at a time."""

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class Page(NamedTuple):
    """Where a page stands among all, counted from 0; a list without entries has one empty page."""

    number: int
    of: int


def page_of(entries: Sequence[T], number: int, size: int) -> tuple[Sequence[T], Page]:
    """The entries of a page; a number beyond the ends means the nearest page, because lists change meanwhile."""
    pages = max(1, -(-len(entries) // size))
    number = min(max(number, 0), pages - 1)
    return entries[number * size : (number + 1) * size], Page(number, pages)

"""Values of our frozen records and messages, made from their own annotations, so that no field is forgotten."""

import dataclasses
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from rehab.protocol import Dose, shipped_protocol

T = TypeVar("T")
Values = st.SearchStrategy[Any]
# The same examples in every run; a database is copied for each test, not for each example.
FEW = settings(
    max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
LARGEST_ID = (1 << 62) - 1
LONGEST_WORD = 16  # what the shortest text columns hold

_letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
_words = st.text(_letters, max_size=LONGEST_WORD)
_whole = st.integers(0, 2**31 - 1)
_leaves = st.none() | st.booleans() | _whole | _words
json_values = st.recursive(
    _leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_words, inner, max_size=3), max_leaves=5
)
instants = st.datetimes(datetime(1990, 1, 1), datetime(2190, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
PLAIN: Mapping[Any, Values] = {
    int: _whole,
    # Ratings, shares and means: far from the sixteen digits from which JSONB gives a float back as a whole number.
    float: st.floats(-1e9, 1e9, width=32),
    bool: st.booleans(),
    str: _words,
    date: st.dates(),
    time: st.times(),
    datetime: instants,
    type(None): st.none(),
}


@cache
def _doses() -> tuple[Dose, ...]:
    stages = shipped_protocol().stages
    return tuple(dose for stage in stages for level in stage.levels for dose in level.exercises)


def values(kind: type[T], **given: Values) -> st.SearchStrategy[T]:
    """Values of a record or message: now with everything set that may be unset, now with anything."""
    return _made(kind, given, absent=True) | _made(kind, given, absent=False)


def _made(kind: Any, given: Mapping[str, Values], *, absent: bool) -> Values:  # noqa: ANN401 - any annotation
    hints = get_type_hints(kind)
    names = [field.name for field in dataclasses.fields(kind)] if dataclasses.is_dataclass(kind) else list(hints)
    parts = {name: given.get(name) or _of(hints[name], absent=absent) for name in names}
    return st.builds(kind, **parts)


def _of(hint: Any, *, absent: bool) -> Values:  # noqa: ANN401 - any annotation
    if hint in PLAIN:
        return PLAIN[hint]
    if get_origin(hint) in {Union, UnionType} and "ForwardRef('Json')" in repr(hint):
        return json_values  # refers to itself, and can only be told by its name
    if hint is Dose:
        return st.sampled_from(_doses())
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    if get_origin(hint) is not None:
        return _composed(get_origin(hint), get_args(hint), absent=absent)
    return _made(hint, {}, absent=absent)


def _composed(origin: Any, args: tuple[Any, ...], *, absent: bool) -> Values:  # noqa: ANN401 - any annotation
    if origin is Literal:
        return st.sampled_from(args)
    if origin in {Union, UnionType}:
        kept = [arg for arg in args if absent or arg is not type(None)]
        return st.one_of([_of(arg, absent=absent) for arg in kept])
    if origin is tuple and args[-1] is not Ellipsis:
        return st.tuples(*(_of(arg, absent=absent) for arg in args))
    parts = [_of(arg, absent=absent) for arg in args if arg is not Ellipsis]
    if issubclass(origin, Mapping):
        return st.dictionaries(*parts, min_size=0 if absent else 1, max_size=3)
    listed = st.lists(parts[0], min_size=0 if absent else 1, max_size=3)
    return listed.map(origin)

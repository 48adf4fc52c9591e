"""What a whole bot in a test's own process can do without: threads, compiling the same again, libraries that draw."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import Any

import aiosqlite
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage import engine
from wording import charts, sheets


@contextmanager
def swiftly() -> Iterator[None]:
    """Do without all of it.

    Half of the time of the acceptance tests went into changing threads for every call of the database, and a sixth into
    loading libraries for each picture. How several threads and processes meet is tried in tests/integration and
    tests/faults, with the driver as it is; the child processes that draw are tried in tests/unit.
    """
    compiled: dict[object, object] = {}

    def made(*given: Any, **named: Any) -> AsyncEngine:  # noqa: ANN401 - as the function that it stands for
        return create_async_engine(*given, **named).execution_options(compiled_cache=compiled)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(aiosqlite.Connection, "_execute", _at_once)
        patch.setattr(engine, "create_async_engine", made)  # every test opens a database of its own and asks the same
        for module in (charts, sheets):
            patch.setattr(module, "drawn", _drawn)
        yield


async def _at_once(connection: aiosqlite.Connection, ask: Callable[..., Any], *given: object, **named: object) -> Any:  # noqa: ANN401 - whatever SQLite answers
    """Ask SQLite here and now."""
    if not connection._running or not connection._connection:
        raise ValueError("no active connection")
    return ask(*given, **named)


async def _drawn(module: str, given: bytes, *, starts_with: bytes) -> bytes:
    made: bytes = _made(module, given)
    assert made.startswith(starts_with)
    return made


@cache
def _made(module: str, given: bytes) -> bytes:
    """What the child process would make: its module has one function, which does it."""
    child = import_module(module)
    [make] = [one for one in vars(child).values() if getattr(one, "__module__", "") == module]
    return bytes(make(given))

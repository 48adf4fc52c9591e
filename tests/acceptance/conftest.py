"""A running clinic for every acceptance test."""

from collections.abc import AsyncIterator, Callable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import aiosqlite
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage import engine
from tests.acceptance.rig import Rig, rigged
from wording import charts, sheets


async def _at_once(connection: aiosqlite.Connection, ask: Callable[..., Any], *given: object, **named: object) -> Any:  # noqa: ANN401 - whatever SQLite answers
    """Ask SQLite here and now."""
    if not connection._running or not connection._connection:
        raise ValueError("no active connection")
    return ask(*given, **named)


@pytest.fixture(scope="session", autouse=True)
def sqlite_in_one_thread() -> Iterator[None]:
    """Half of the time of these tests went into changing threads for every call of the database.

    Here nothing runs beside anything else. How several threads and processes meet is tried in tests/integration and
    tests/faults, with the driver as it is.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(aiosqlite.Connection, "_execute", _at_once)
        yield


@pytest.fixture(scope="session", autouse=True)
def statements_compiled_once() -> Iterator[None]:
    """Every test opens a database of its own; what they ask of it is the same."""
    compiled: dict[object, object] = {}

    def made(*given: Any, **named: Any) -> AsyncEngine:  # noqa: ANN401 - as the function that it stands for
        return create_async_engine(*given, **named).execution_options(compiled_cache=compiled)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "create_async_engine", made)
        yield


@pytest.fixture(scope="package", autouse=True)
def drawn_in_this_process() -> Iterator[None]:
    """Loading the libraries for each picture took a sixth of the time; the child processes are tried in tests/unit."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (charts, sheets):
            patch.setattr(module, "drawn", _drawn)
        yield


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


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[Rig]:
    """The whole bot, Monday 07:00 in London, nobody enrolled."""
    async with rigged(tmp_path) as running:
        yield running

"""A running clinic for every acceptance test."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.acceptance.rig import Rig, rigged
from tests.swift import swiftly


@pytest.fixture(scope="package", autouse=True)
def swift() -> Iterator[None]:
    """Here nothing runs beside anything else, and nothing is looked up again."""
    with swiftly():
        yield


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[Rig]:
    """The whole bot, Monday 07:00 in London, nobody enrolled."""
    async with rigged(tmp_path) as running:
        yield running

"""A running clinic for every acceptance test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.acceptance.rig import Rig, rigged


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[Rig]:
    """The whole bot, Monday 07:00 in London, nobody enrolled."""
    async with rigged(tmp_path) as running:
        yield running

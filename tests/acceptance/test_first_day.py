"""One patient, from the invitation to a changed plan, on each of the databases."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from rehab.plan import Position
from tests.acceptance.rig import Rig, rigged
from tests.postgres import running_cluster


@pytest.fixture(params=["sqlite", "postgresql"])
def chosen_database(request: pytest.FixtureRequest) -> Iterator[dict[str, Any]]:
    """What the settings say of the database: nothing, or the address of a server."""
    if request.param == "sqlite":
        yield {}
        return
    with running_cluster() as cluster:
        yield {"database_url": cluster.fresh()}


@pytest.fixture
async def clinic(tmp_path: Path, chosen_database: dict[str, Any]) -> AsyncIterator[Rig]:
    """The whole bot, running."""
    async with rigged(tmp_path, **chosen_database) as rig:
        yield rig


async def test_easy_days_move_the_plan_up_a_level(clinic: Rig) -> None:
    """Five easy days in Stage 1, and the next 24-hour answer raises the level and says why."""
    _, patient = await clinic.patient(pain=2)
    for day in range(6):
        await clinic.at(f"08:{35 + day}")
        if day:
            await clinic.rates(patient, 2)
        await clinic.does_session(patient, 2, 3)
        await clinic.at("18:35")
        await clinic.does_session(patient, 2, 2)
    assert (await clinic.record()).plan.position == Position(1, 2)
    answered = next(note for note in reversed(patient.screen().notes) if "level 2:" in note.text)
    assert "your last 5 training days were easy" in answered.text

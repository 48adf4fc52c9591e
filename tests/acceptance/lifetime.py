"""A long and mixed life with the real bot, lived once: everything that a plan's chain can hold is in it."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from rehab.protocol.load import SHIPPED
from tests import command_line
from tests.acceptance.home import Patient, at_home
from tests.acceptance.staff import orders
from tests.acceptance.test_pause import comes_back, pauses
from tests.acceptance.test_red_flags import raises
from tests.acceptance.test_settings import moves_to

ONE, TWO, CORRECTED = "under one protocol", "under two protocols", "corrected under the second"
LIVES = (ONE, TWO, CORRECTED)
# What must never leave the clinic's database: people, their words, and the clinic's.
SECRETS = ("Ann", "Example", "Weber", "Clinic", "020 7946 0000", "so tired today")
_LIVED: dict[str, bytes] = {}
_STRICTER = SHIPPED.read_text("utf-8").replace("value = 5", "value = 4", 1).replace("1.0.0", "1.1.0", 1)


async def lived(folder: Path, name: str) -> Path:
    """The folder of a clinic in which Ann has lived for some weeks, as a copy: each life is lived once.

    The second protocol, a later version with a lower ceiling, lies beside the database.
    """
    if name not in _LIVED:
        await (_under_one(folder / "before") if name == ONE else _under_two(folder / "before"))
    (folder / "sitbone.db").write_bytes(_LIVED[name])
    return folder


def a_life(*names: str) -> Any:  # noqa: ANN401 - pytest keeps the type of its fixtures to itself
    """A fixture: the folder of a clinic in which one of these lives was lived, each in turn."""

    @pytest.fixture(params=names)
    async def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
        return await lived(tmp_path, request.param)

    return folder


def stricter(folder: Path) -> Path:
    """The second protocol's file."""
    path = folder / "stricter.toml"
    path.write_text(_STRICTER, "utf-8")
    return path


async def _under_one(folder: Path) -> None:
    async with at_home(folder, stage=2, level=2, pain=2) as ann:
        await _first_weeks(ann)
        await _restarted(ann)
        await _too_much(ann)
    _LIVED[ONE] = (folder / "sitbone.db").read_bytes()


async def _under_two(folder: Path) -> None:
    """The update comes in the middle; then a correction makes everything be derived again under the later rules."""
    async with at_home(folder, stage=2, level=2, pain=2) as ann:
        await _first_weeks(ann)
        await ann.bot_starts(protocol=stricter(folder))
        await _restarted(ann)
        await ann.bot_stops()
        _LIVED[TWO] = (folder / "sitbone.db").read_bytes()
        await ann.bot_starts(protocol=stricter(folder))
        await _too_much(ann)
    _LIVED[CORRECTED] = (folder / "sitbone.db").read_bytes()


async def _first_weeks(ann: Patient) -> None:
    """A flare that was none, a session that was worse than it seemed, one without an answer; a move, a pause, a gap."""
    await ann.until("18:05")
    await ann.trains(2, 5)
    await ann.tomorrow("18:10")
    await ann.rates(9)
    await ann.presses("correct")
    await ann.rates(2)
    await ann.tomorrow("18:05")
    await ann.trains(2, 1)
    await ann.presses("correct")
    await ann.rates(2)
    await ann.rates(7)
    await ann.says("so tired today")
    await ann.rig.pass_time(days=2)
    await ann.trains(2, 2)
    await moves_to(ann, "America/New_York")
    await ann.until("18:05")
    await pauses(ann)
    await ann.rig.pass_time(days=17)
    await comes_back(ann)


async def _restarted(ann: Patient) -> None:
    """A red flag ends it all until the clinician begins again; then come easy blocks."""
    await ann.rig.pass_time(days=1)
    await raises(ann, "pop")
    await ann.rig.pass_time(hours=5)
    await orders(ann.rig, ann.clinician, "restart", 1, 1)
    await ann.until("08:40")
    for minute, answer in (45, 1), (50, 2), (55, 5):
        await ann.trains(1, 1)
        await ann.tomorrow(f"08:{minute}")
        await ann.rates(answer)


async def _too_much(ann: Patient) -> None:
    """The last answer was worse than that; then a silence of ten days, with its missed sessions and open windows."""
    await ann.presses("correct")
    await ann.rates(7)
    await ann.rig.pass_time(days=10)


def sitbone(folder: Path, *arguments: str, given: str | None = None, **settings: object) -> Result:
    """The command line of the clinic in a folder."""
    env = {name.upper(): str(value) for name, value in settings.items()}
    env |= {"DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'sitbone.db'}"}
    return command_line.sitbone(*arguments, given=given, env=env)

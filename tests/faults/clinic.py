"""A clinic on its first morning, as a copy: everybody has come in, and nothing has happened yet."""

import pickle
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from sandbox.clocks import ManualClock
from sandbox.faults import Faults
from sandbox.world import World
from scheduling.rate import Limiter
from tests.acceptance.rig import MONDAY, Rig, rigged
from tests.acceptance.staff import Cast, administrator, invited, joins
from tests.faults.lived import Insistent, Life, MachineClock, on

NAMES = {"ann": "Ann Example", "bob": "Bob Other", "cem": "Cem Third"}
_START: list[tuple[bytes, bytes]] = []


async def _staffed(rig: Rig) -> Cast:
    """An administrator and two clinicians; Ann and Bob are in Stage 1, Cem in Stage 2."""
    boss = await administrator(rig)
    weber, adams = [await joins(rig, boss, name) for name in ("Dr Weber", "Dr Adams")]
    ann = await rig.enrols(await invited(rig, weber, NAMES["ann"], level=2), "Ann")
    bob = await rig.enrols(await invited(rig, adams, NAMES["bob"]), "Bob")
    cem = await rig.enrols(await invited(rig, adams, NAMES["cem"], stage=2), "Cem")
    return {"boss": boss, "weber": weber, "adams": adams, "ann": ann, "bob": bob, "cem": cem}


@asynccontextmanager
async def opened(folder: Path, weather: Faults | None = None) -> AsyncIterator[tuple[Life, dict[str, Insistent]]]:
    """The clinic and its people by name; each of them does what there is to do as it comes."""
    if not _START:
        _START.append(await _begun(folder))
    database, left = _START[0]
    (folder / "sitbone.db").write_bytes(database)
    world, numbers = pickle.loads(left)
    world.api.faults = weather or Faults()
    people = {name: Insistent(world.people[number]) for name, number in numbers.items()}
    async with _running(folder, world) as rig:
        life = Life(rig, list(people.values()))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(rig.app.sender, "deliver", life.delivered)
            yield life, people


async def _begun(folder: Path) -> tuple[bytes, bytes]:
    world = World(ManualClock(MONDAY))
    async with _running(folder, world) as rig:
        numbers = {name: person.id for name, person in (await _staffed(rig)).items()}
    return (folder / "sitbone.db").read_bytes(), pickle.dumps((world, numbers))


@asynccontextmanager
async def _running(folder: Path, world: World) -> AsyncIterator[Rig]:
    machine = MachineClock(on(world))
    limiter = Limiter(per_second=0, now=machine.seconds, sleep=machine.sleep)
    async with rigged(folder, world=world, clock=machine, machine=machine, limiter=limiter) as rig:
        yield rig

"""Helpers for orders: every one that a clinician can give, its confirmation, and what the patient is told."""

from sandbox.people import Person
from sandbox.screens import Button
from tests.acceptance.rig import Rig
from tests.acceptance.staff import Cast, invited, said

PLAIN = ("hold", "approve_stage_4", "stop", "discharge")
PLACED = {"set": (2, 1), "restart": (1, 2)}
EVERY = [*((name, 0, 0) for name in PLAIN), *((name, *place) for name, place in PLACED.items())]


async def clinic_of_an_athlete(rig: Rig) -> Cast:
    """A clinician with one patient who has a sport goal."""
    owner = await rig.owner()
    return {"owner": owner, "ann": await rig.enrols(await invited(rig, owner, "Ann Example", sport_goal=True))}


def told(rig: Rig, command: str, stage: int = 1, level: int = 1) -> str:
    """How a patient is told of an order."""
    return said(rig, f"ordered-{command}", clinician="Dr Weber", stage=stage, level=level)


def confirm(rig: Rig, owner: Person) -> Button:
    """The button that carries an order out."""
    return owner.screen().offering(rig.label("confirm")).pressable(rig.label("confirm"))

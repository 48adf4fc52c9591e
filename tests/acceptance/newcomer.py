"""Somebody with a link that a clinic has made for them, on their way to the first plan card."""

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from rehab.protocol import shipped_protocol
from rehab.red_flags import lesser
from sandbox.people import Person
from sandbox.screens import Note
from tests.acceptance.home import CLINIC, Patient, Step, gone_on
from tests.acceptance.rig import LONDON, Rig
from usecases.records import Consent, PlanRecord

EASY_WAY = ("begin", "agree", "none-of-these", "yes-time", "these-suit")
# Every step there is: buttons by their names in the catalogue, what is typed, and a city by its zone.
LONG_WAY = (
    "begin",
    "decline",
    "again",
    "agree",
    "some",
    "none-of-these",
    "other-city",
    "type: Portland",
    "city: America/New_York",
    "yes-time",
    "other-times",
    "type: 9:00 13:30 19:00",
)
ENROLLED = "here is your plan"


class Newcomer(Patient):
    """Somebody with a link that a clinic has made for them."""

    code = ""

    async def opens(self, person: Person | None = None, code: str | None = None) -> Note:
        """Open the link, or another, and press START."""
        person = person or self.person
        person.start(self.code if code is None else code)
        await self.rig.settle()
        return person.screen().from_bot[-1]

    async def does(self, *steps: str) -> Note:
        """Press buttons of the catalogue, type, or pick a city by its zone."""
        for step in steps:
            await _does(self.rig, self.person, step)
        return self.last

    async def names(self, flag: str) -> Note:
        """Press a sign, where it is listed."""
        if lesser(flag, shipped_protocol()) and self.offers("lesser"):
            await self.presses("lesser")
        return await self.rig.presses(self.person, self.words(f"flag-{flag}"))

    def offers(self, label: str) -> bool:
        """Whether the newest message has this button."""
        return any(button.label == self.rig.label(label) for button in self.last.buttons)

    async def plan(self) -> PlanRecord | None:
        """Their plan, if one has begun."""
        async with self.rig.app.work("look") as uow:
            known = await uow.people.by_chat(self.person.id)
            return await uow.plans.of_patient(known.id) if known else None

    async def agreed_to(self) -> Consent | None:
        """The text they have agreed to, if they have."""
        async with self.rig.app.work("look") as uow:
            known = await uow.people.by_chat(self.person.id)
            return await uow.consents.latest(known.id) if known else None

    async def trains_at(self) -> list[str]:
        """Their times for daily blocks; none before the plan begins."""
        found = await self.plan()
        return [f"{wall:%H:%M}" for wall in found.preferences.blocks] if found else []


async def _invited(rig: Rig, clinician: Person, stage: int) -> tuple[Person, Person, str]:
    code = await rig.invites(clinician, stage=stage)
    return clinician, rig.world.person("Ann"), code


async def _does(rig: Rig, person: Person, step: str) -> None:
    kind, _, what = step.partition(": ")
    if kind == "type":
        person.says(what)
    elif kind == "city":
        card = person.screen().offering(rig.label("other-city"))
        person.presses(message_id=card.id, data=next(b.data for b in card.buttons if what in str(b.data)))
    else:
        person.presses(rig.label(step))
    await rig.settle()


async def _starts(rig: Rig, people: tuple[Person, Person, str]) -> tuple[Person, Person, str]:
    people[1].start(people[2])
    await rig.settle()
    return people


async def _goes(rig: Rig, people: tuple[Person, Person, str], step: str) -> tuple[Person, Person, str]:
    await _does(rig, people[1], step)
    return people


def way(stage: int, started: bool, steps: tuple[str, ...]) -> tuple[Step, ...]:
    """The steps up to a place on the way, for the rig to go."""
    invited: Step = (("invited", stage), lambda rig, clinician: _invited(rig, clinician, stage))
    begun: tuple[Step, ...] = (("start", _starts),) if started else ()
    return (CLINIC, invited, *begun, *((step, partial(_goes, step=step)) for step in steps))


async def unbroken(rig: Rig, people: tuple[Person, Person, str]) -> list[str]:
    """What the card says after each step of the long way, in a bot that is never stopped."""
    said = []
    for step in LONG_WAY:
        await _does(rig, people[1], step)
        said.append(people[1].screen().from_bot[-1].text)
    return said


def a_newcomer() -> Any:  # noqa: ANN401 - pytest keeps the type of its fixtures to itself
    """A fixture: Ann, whom a clinician has invited to Stage 1; the marks below let her have gone some of the way."""

    @pytest.fixture
    async def newcomer(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Newcomer]:
        steps = way(*getattr(request, "param", (1, False, ())))
        world, clock, (clinician, person, code) = await gone_on(tmp_path, *steps)
        invited = Newcomer(tmp_path, world, clock, (clinician, person), LONDON)
        invited.code = code
        await invited.bot_starts()
        yield invited
        await invited.bot_stops()

    return newcomer


def gone(name: str, *pressed: str, stage: int = 1) -> pytest.MarkDecorator:
    """Have gone so far before the test begins."""
    return pytest.mark.parametrize("ann", [(stage, True, pressed)], indirect=True, ids=[name])


at_the_check = gone("at the check", "begin", "agree")
at_the_signs = gone("at the signs", "begin", "agree", "some")
at_the_zone = gone("at the zone", *EASY_WAY[:3])
at_the_times = gone("at the times", *EASY_WAY[:4])
at_the_times_of_stage_2 = gone("at the times, stage 2", *EASY_WAY[:4], stage=2)

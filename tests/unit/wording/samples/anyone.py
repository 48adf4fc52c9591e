"""What is said to anybody, and to those who are coming in."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import time
from itertools import product

from rehab.messages import Message
from rehab.messages import common as c
from rehab.messages import enrolment as e
from rehab.plan import Position
from tests.unit.wording.samples import world
from tests.unit.wording.samples.values import NOW, Words

# Answers to what was typed or sent, never notices over a button; they name the clinic's number.
ONLY_SENT = {c.Said.CANNOT_PASS_ON, c.Said.MEDIA, c.Said.TOO_FAST}


def anyone(w: Words) -> Iterator[Message]:
    """Notices, hints, refusals, help."""
    for said in c.Said:
        data = {"name": w.name, "at": NOW.isoformat()}
        data |= asdict(w.clinic) if said in {c.Said.RING_NOW, c.Said.AWAITS_CLINIC} else {}
        data |= {"average": "10", "low": "0", "high": "100"}
        yield c.Hint(said=said, data=data, clinic=w.clinic)
        if said not in ONLY_SENT:
            yield from (c.Toast(said=said, data=data), c.Hint(said=said, data=data))
    yield from (c.Stranger(), c.PrivateOnly(), c.InvitationRefused(), c.Trouble(reference="0123abcd", operator=True))
    for clinic in (w.clinic, None):
        yield c.Trouble(reference="0123abcd", clinic=clinic)
        for roles in product((False, True), repeat=3):
            yield c.Help(patient=roles[0], clinician=roles[1], administrator=roles[2], clinic=clinic)


def enrolment(w: Words) -> Iterator[Message]:
    """The enrolment card at each step, and the same plan on another phone."""
    cities = (("San Pedro Garza García, Mexico", "America/Monterrey"), ("London, United Kingdom", "Europe/London"))
    for step, daily in product(e.EnrolStep, (False, True)):
        card = e.Enrol(step=step, clinic=w.clinic, clinician=w.name, now=NOW, zone="America/Argentina/Buenos_Aires")
        times = {"blocks": (time(8, 30), time(13), time(18, 30)), "loading": time(18)}
        yield replace(card, cities=cities, daily=daily, signs=world.SIGNS, noted=world.ROUTINE[:1], **times)  # type: ignore[arg-type]
    yield e.LinkedAgain(position=Position(4, 4), clinic=w.clinic)

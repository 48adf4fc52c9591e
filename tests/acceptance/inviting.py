"""Helpers of the tests about invitations: filling in the form, opening links, looking at pictures."""

import io

from PIL import Image

from sandbox.people import Person
from sandbox.screens import Note
from tests.acceptance.rig import Rig
from tests.acceptance.staff import (
    TRAFFIC,
    Cast,
    Watch,
    kept,
    said,
)
from usecases.records import PatientTerms

Running = tuple[Rig, Cast]
BUT_PEOPLE = TRAFFIC | {"person"}
MARKS = {"pending": "🕓", "used": "✅", "expired": "⌛", "revoked": "🚫"}


async def fills(rig: Rig, clinician: Person, *answers: str, name: str = "Ann Example") -> Note:
    """A clinician begins the form and presses these answers."""
    await rig.says(clinician, "/invite")
    await rig.says(clinician, name)
    note = await rig.presses(clinician, rig.label("no-phone"))
    for answer in answers:
        note = await rig.presses(clinician, answer)
    return note


async def starts(rig: Rig, code: str, name: str = "Ann") -> Person:
    """Somebody new opens a link."""
    person = rig.world.person(name)
    person.start(code)
    await rig.settle()
    return person


async def is_refused(rig: Rig, person: Person, code: str) -> None:
    """A link opens nothing: one kind message, and nothing is changed by it."""
    before, watch = await kept(rig, without=BUT_PEOPLE), Watch(person)
    person.start(code)
    await rig.settle()
    assert [note.text for note in watch.answers()] == [said(rig, "invitation-refused")]
    assert await kept(rig, without=BUT_PEOPLE) == before


async def terms(rig: Rig, code: str) -> PatientTerms:
    """What is stored of a patient who has been invited."""
    async with rig.app.work("look") as uow:
        invitation = await uow.invitations.by_code(code)
    assert invitation is not None and invitation.terms is not None  # noqa: PT018 - narrows the type
    return invitation.terms


def modules(picture: bytes) -> list[list[int]]:
    """The dark and light squares of a QR code's picture, without its margin."""
    image = Image.open(io.BytesIO(picture)).convert("L")
    dark = image.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert dark is not None
    corner = next(x for x in range(dark[0], dark[2]) if image.getpixel((x, dark[1])) > 128) - dark[0]  # type: ignore[operator]
    size = corner / 7
    count = round((dark[2] - dark[0]) / size)
    centres = [int(dark[0] + (i + 0.5) * size) for i in range(count)]
    return [[int(image.getpixel((x, y)) < 128) for x in centres] for y in centres]  # type: ignore[operator]

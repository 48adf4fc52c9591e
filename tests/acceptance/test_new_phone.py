"""A patient's new phone: linked again to the same plan, from which the old one is cut off."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from sandbox.people import Person
from tests.acceptance.rig import Rig
from tests.acceptance.staff import (
    PHONE,
    TRAFFIC,
    Cast,
    Watch,
    calm,
    code_in,
    invited,
    kept,
    labels,
    of,
    one_patient,
    opened,
    opens,
    said,
)

Running = tuple[Rig, Cast]


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Running]:
    """A clinician with one patient, Ann."""
    async with opened(tmp_path, one_patient) as started:
        yield started


async def new_link(rig: Rig, owner: Person, name: str = "Ann Example") -> str:
    """A clinician makes a link for a patient's new phone."""
    await opens(rig, owner, name)
    return code_in(await rig.presses(owner, rig.label("new-phone")))


async def moves(rig: Rig, owner: Person) -> Person:
    """Ann goes on with a new phone."""
    code = await new_link(rig, owner)
    phone = rig.world.person("Ann’s new phone")
    phone.start(code)
    await rig.settle()
    return phone


async def test_a_new_phone_goes_on_with_the_same_plan(running: Running) -> None:
    """The old chat is told where to ring, the new one where the plan stands, the clinician that it worked."""
    rig, cast = running
    before, watches = await kept(rig), {name: Watch(cast[name]) for name in cast}
    phone = await moves(rig, cast["owner"])
    clinic = {"clinic": "Sitbone Clinic", "phone": PHONE}
    assert [n.text for n in watches["ann"].new()] == [said(rig, "moved-away", **clinic)]
    assert phone.screen().last.text == said(rig, "linked-again", stage=1, level=1, **clinic)
    assert said(rig, "patient-again", name="Ann Example") in [n.text for n in watches["owner"].new()]
    after = await kept(rig)
    assert {t for t in after if after[t] != before[t]} == {"person", "invitation", "access"}


async def test_the_old_phone_is_nobodys_after_the_move(running: Running) -> None:
    """What is pressed or typed there changes nothing, and no prompt goes there."""
    rig, cast = running
    await rig.at("08:31")
    await moves(rig, cast["owner"])
    before = await kept(rig)
    press = cast["ann"].presses(rig.label("done"))
    await rig.settle()
    assert press.answer is not None
    assert press.answer.text == said(rig, "said-not_allowed")
    assert (await rig.says(cast["ann"], "3")).text == said(rig, "stranger")
    assert await kept(rig) == before
    watch = Watch(cast["ann"])
    await rig.pass_time(days=1)
    assert not watch.answers()


async def test_a_session_that_was_open_goes_on_on_the_new_phone(running: Running) -> None:
    """It is offered there by what is asked for first, and counts."""
    rig, cast = running
    await rig.at("08:31")
    phone = await moves(rig, cast["owner"])
    await rig.presses(phone, rig.label("today"))
    await rig.presses(phone, "Do block 1")
    await rig.does_session(phone, 2, 3)
    assert phone.screen().offering(rig.label("correct")).text.startswith("✅")
    await calm(rig)


async def test_nothing_that_the_old_phone_showed_is_overwritten_on_the_new_one(running: Running) -> None:
    """Messages are numbered anew in each chat: a card of the old chat must never be taken for one of the new chat."""
    rig, cast = running
    await rig.at("08:31")
    phone = await moves(rig, cast["owner"])
    for _ in range(4):
        await rig.says(phone, "/plan")
    told = {note.id: note.text for note in phone.screen().from_bot}
    await rig.pass_time(hours=9)
    now = {note.id: note.text for note in phone.screen().from_bot}
    assert {number: now.get(number) for number in told} == told
    await calm(rig)


async def test_the_rest_of_the_day_comes_to_the_new_phone(running: Running) -> None:
    """Prompts, questions and all."""
    rig, cast = running
    phone = await moves(rig, cast["owner"])
    await rig.at("08:31")
    await rig.does_session(phone, 2, 3)
    await rig.at("08:36", days=1)
    await rig.rates(phone, 2)
    assert (await rig.record()).plan.status == "active"
    await calm(rig)


@pytest.mark.parametrize("who", ["owner", "bob"])
async def test_a_link_for_a_new_phone_is_not_for_others(running: Running, who: str) -> None:
    """Neither for the clinician who made it nor for another patient: nothing changes, and it still works for Ann."""
    rig, cast = running
    cast["bob"] = await rig.enrols(await invited(rig, cast["owner"], "Bob Other"), "Bob")
    code = await new_link(rig, cast["owner"])
    before, watch = await kept(rig), Watch(cast[who])
    cast[who].start(code)
    await rig.settle()
    assert [note.text for note in watch.answers()] == [said(rig, "invitation-refused")]
    assert await kept(rig) == before
    phone = rig.world.person("Ann’s new phone")
    phone.start(code)
    await rig.settle()
    assert rig.label("plan") in labels(phone.screen().last)


async def test_a_link_for_a_new_phone_works_once(running: Running) -> None:
    """Whoever opens it afterwards is refused, and the plan stays where it is."""
    rig, cast = running
    code = await new_link(rig, cast["owner"])
    for name in ("Ann’s new phone", "A third phone"):
        person = rig.world.person(name)
        person.start(code)
        await rig.settle()
    before = await kept(rig, without=TRAFFIC | {"person"})
    assert person.screen().last.text == said(rig, "invitation-refused")
    assert await kept(rig, without=TRAFFIC | {"person"}) == before


async def test_a_link_for_a_new_phone_expires(running: Running) -> None:
    """After three days."""
    rig, cast = running
    code = await new_link(rig, cast["owner"])
    await rig.pass_time(days=3)
    phone = rig.world.person("Ann’s new phone")
    phone.start(code)
    await rig.settle()
    assert phone.screen().last.text == said(rig, "invitation-refused")


async def test_a_renewed_link_for_a_new_phone_still_names_the_patient(running: Running) -> None:
    """On the link and under its picture, which the patient scans and not a colleague."""
    rig, cast = running
    await new_link(rig, cast["owner"])
    await rig.says(cast["owner"], "/invitations")
    until = rig.reader.moment(rig.clock.at + timedelta(days=3))
    shown = await rig.presses(cast["owner"], of(rig, "renew", "Ann Example"))
    assert shown.text.startswith(said(rig, "invitation-again", name="Ann Example", until=until))


async def test_the_picture_for_a_new_phone_is_meant_for_the_patient(running: Running) -> None:
    """Its caption names them."""
    rig, cast = running
    await new_link(rig, cast["owner"])
    shown = await rig.presses(cast["owner"], rig.label("qr"))
    assert shown.text == said(rig, "qr-caption", name="Ann Example")

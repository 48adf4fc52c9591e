"""The administrator: how the first one comes in, how a lost one is recovered, and the clinic's details."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.owner import offer_ownership, recovery_link
from rehab.permissions import Role
from sandbox.people import Person
from tests.acceptance.rig import OWNER_CODE, Rig, rigged
from tests.acceptance.staff import (
    CLINIC,
    PHONE,
    Cast,
    administrator,
    calm,
    clinic,
    flags,
    kept,
    labels,
    opened,
    said,
    staff_of,
)

PARTS = ("name", "phone", "hours", "emergency")


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[tuple[Rig, Cast]]:
    """A clinic whose administrator treats patients as well."""
    async with opened(tmp_path, clinic) as started:
        yield started


async def starts(rig: Rig, name: str, code: str) -> Person:
    """Somebody new opens a link."""
    person = rig.world.person(name)
    person.start(code)
    await rig.settle()
    return person


def says(person: Person, *words: str) -> bool:
    """Whether the newest message in a chat holds all of these."""
    return all(word in person.screen().last.text for word in words)


# --- coming in -------------------------------------------------------------------------------------------------------


async def test_the_owner_code_makes_the_first_who_uses_it_the_administrator(rig: Rig) -> None:
    """They are asked at once for what every urgent message will show."""
    assert await offer_ownership(rig.app) is None
    owner = await starts(rig, "Mrs Boss", OWNER_CODE)
    assert await staff_of(rig, Role.ADMINISTRATOR) == ["Mrs Boss"]
    assert said(rig, "clinic-name") in owner.screen().last.text
    await calm(rig)


async def test_the_owner_code_opens_only_once(rig: Rig) -> None:
    """Whoever comes second is kindly refused, and so is the administrator who opens it again."""
    owner = await administrator(rig)
    before = await kept(rig)
    late = await starts(rig, "Somebody Else", OWNER_CODE)
    owner.start(OWNER_CODE)
    await rig.settle()
    assert await kept(rig) == before
    assert late.screen().last.text == owner.screen().last.text == said(rig, "invitation-refused")
    assert len(late.screen().from_bot) == 1


async def test_a_code_that_was_never_made_opens_nothing(rig: Rig) -> None:
    """The words are those for a used link, so that nobody learns which codes exist."""
    await offer_ownership(rig.app)
    guest = await starts(rig, "Guest", "not-the-owners-code")
    assert guest.screen().last.text == said(rig, "invitation-refused")
    assert await staff_of(rig, Role.ADMINISTRATOR) == []


async def test_without_an_owner_code_a_link_is_made_and_printed(tmp_path: Path) -> None:
    """It works once; after that no other is offered."""
    async with rigged(tmp_path, owner_code=None) as rig:
        link = await offer_ownership(rig.app)
        assert link is not None
        owner = rig.world.person("Mrs Boss")
        owner.opens(link)
        owner.start()
        await rig.settle()
        assert await staff_of(rig, Role.ADMINISTRATOR) == ["Mrs Boss"]
        assert await offer_ownership(rig.app) is None


async def test_the_printed_link_does_not_live_for_ever(tmp_path: Path) -> None:
    """After a week a new one must be made."""
    async with rigged(tmp_path, owner_code=None) as rig:
        link = await offer_ownership(rig.app)
        assert link is not None
        await rig.pass_time(days=7)
        late = await starts(rig, "Late", link.split("start=")[1])
        assert late.screen().last.text == said(rig, "invitation-refused")
        assert await staff_of(rig, Role.ADMINISTRATOR) == []


async def test_a_lost_administrator_is_replaced_by_a_new_link(running: tuple[Rig, Cast]) -> None:
    """The clinic's details stay; the one who was lost can no longer change them."""
    rig, cast = running
    link = await recovery_link(rig.app)
    heir = await starts(rig, "Mr Heir", link.split("start=")[1])
    assert await staff_of(rig, Role.ADMINISTRATOR) == ["Mr Heir"]
    assert PHONE in (await rig.says(heir, "/clinic")).text
    assert PHONE not in (await rig.says(cast["owner"], "/clinic")).text


async def test_a_lost_administrator_who_treats_patients_goes_on_treating_them(running: tuple[Rig, Cast]) -> None:
    """Only the administration was taken from them."""
    rig, cast = running
    await recovery_link(rig.app)
    assert (await rig.says(cast["owner"], "/patients")).text == said(rig, "patients-none")


# --- the clinic's details --------------------------------------------------------------------------------------------


async def test_the_four_details_are_asked_one_after_the_other(rig: Rig) -> None:
    """Then they are shown together, each to be changed."""
    owner = await administrator(rig)
    shown = owner.screen().last
    assert all(detail in shown.text for detail in CLINIC)
    assert labels(shown)[:4] == [rig.label(part) for part in PARTS]
    await calm(rig)


@pytest.mark.parametrize("part", PARTS)
async def test_each_detail_can_be_changed_by_itself(running: tuple[Rig, Cast], part: str) -> None:
    """The other three stay as they were."""
    rig, cast = running
    await rig.says(cast["owner"], "/clinic")
    await rig.presses(cast["owner"], rig.label(part))
    shown = await rig.says(cast["owner"], "Neu 112")
    others = [detail for name, detail in zip(PARTS, CLINIC, strict=True) if name != part]
    assert all(detail in shown.text for detail in [*others, "Neu 112"])


async def test_what_is_changed_stands_in_the_next_urgent_message(running: tuple[Rig, Cast]) -> None:
    """A patient is sent to the number that is right now."""
    rig, cast = running
    ann = await rig.enrols(await rig.invites(cast["owner"]))
    await rig.says(cast["owner"], "/clinic")
    await rig.presses(cast["owner"], rig.label("emergency"))
    await rig.says(cast["owner"], "112")
    await flags(rig, ann, "chest_pain")
    assert says(ann, "112")
    assert not says(ann, "999")


@pytest.mark.parametrize("command", ["/staff", "/invite"])
async def test_nobody_is_invited_before_the_details_are_there(rig: Rig, command: str) -> None:
    """The administrator is told what comes first, and no link is made."""
    await offer_ownership(rig.app)
    owner = await starts(rig, "Dr Weber", OWNER_CODE)
    await rig.says(owner, "/start")
    await rig.presses(owner, rig.label("also-treat"))
    links = len((await kept(rig))["invitation"])
    await rig.says(owner, command)
    assert owner.screen().last.text == said(rig, "said-set_up_first")
    assert len((await kept(rig))["invitation"]) == links


async def test_a_refused_invitation_loses_nothing_of_what_was_entered(rig: Rig) -> None:
    """Somebody who tries to invite after two of four answers goes on with the third."""
    await offer_ownership(rig.app)
    owner = await starts(rig, "Mrs Boss", OWNER_CODE)
    for answer in CLINIC[:2]:
        await rig.says(owner, answer)
    await rig.says(owner, "/staff")
    for answer in CLINIC[2:]:
        await rig.says(owner, answer)
    assert says(owner, *CLINIC)


@pytest.mark.parametrize("way", ["/clinic", "also-treat"])
async def test_turning_to_something_else_loses_nothing_of_what_was_entered(rig: Rig, way: str) -> None:
    """Whoever asks for the questions again, or presses something else in between, goes on with the third answer."""
    await offer_ownership(rig.app)
    owner = await starts(rig, "Mrs Boss", OWNER_CODE)
    for answer in CLINIC[:2]:
        await rig.says(owner, answer)
    if way == "also-treat":
        await rig.says(owner, "/start")
        await rig.presses(owner, rig.label(way))
    else:
        assert said(rig, "clinic-hours") in (await rig.says(owner, way)).text
    for answer in CLINIC[2:]:
        await rig.says(owner, answer)
    assert says(owner, *CLINIC)


async def test_a_restart_in_the_middle_of_the_questions_loses_none(tmp_path: Path) -> None:
    """The bot that comes back asks for the rest."""
    async with rigged(tmp_path) as rig:
        await offer_ownership(rig.app)
        owner = await starts(rig, "Mrs Boss", OWNER_CODE)
        await rig.says(owner, CLINIC[0])
        await rig.says(owner, CLINIC[1])
    async with rigged(tmp_path, world=rig.world, clock=rig.clock) as again:
        for answer in CLINIC[2:]:
            await again.says(owner, answer)
        assert says(owner, *CLINIC)
        await calm(again)


async def test_a_detail_that_is_too_long_is_asked_for_again(running: tuple[Rig, Cast]) -> None:
    """Nothing is cut off silently, and the question still stands."""
    rig, cast = running
    await rig.says(cast["owner"], "/clinic")
    await rig.presses(cast["owner"], rig.label("hours"))
    assert (await rig.says(cast["owner"], "x" * 201)).text == said(rig, "said-too_long")
    assert "round the clock" in (await rig.says(cast["owner"], "round the clock")).text


@pytest.mark.parametrize("part", ["phone", "emergency"])
@pytest.mark.parametrize("words", ["what do you mean?", "👍"])
async def test_what_is_no_number_does_not_become_the_number_to_ring(
    running: tuple[Rig, Cast], part: str, words: str
) -> None:
    """Patients in an emergency will be told to ring it."""
    rig, cast = running
    await rig.says(cast["owner"], "/clinic")
    await rig.presses(cast["owner"], rig.label(part))
    await rig.says(cast["owner"], words)
    await rig.says(cast["owner"], "/clinic")
    assert words not in cast["owner"].screen().last.text


async def test_leaving_a_question_for_something_else_ends_it(running: tuple[Rig, Cast]) -> None:
    """What is typed later, to another card, must not become the clinic's telephone number."""
    rig, cast = running
    await rig.says(cast["owner"], "/start")
    await rig.says(cast["owner"], "/clinic")
    await rig.presses(cast["owner"], rig.label("phone"))
    await rig.presses(cast["owner"], rig.label("patients"))
    await rig.says(cast["owner"], "any news of her?")
    await rig.says(cast["owner"], "/clinic")
    assert says(cast["owner"], PHONE)


@pytest.mark.parametrize("words", ["<b>Bold & Co</b>", "{ $name } {link}", "{ 5 -> [x] y }", "Ålesund 诊所 🏥"])
async def test_details_are_shown_as_they_were_typed(running: tuple[Rig, Cast], words: str) -> None:
    """Markup, braces and the catalogue's own syntax are only letters there."""
    rig, cast = running
    for part in PARTS:
        await rig.says(cast["owner"], "/clinic")
        await rig.presses(cast["owner"], rig.label(part))
        await rig.says(cast["owner"], f"{words} 112")
    assert cast["owner"].screen().last.text.count(f"{words} 112") == len(PARTS)
    await calm(rig)


# --- who may ----------------------------------------------------------------------------------------------------------


async def test_an_administrator_alone_sees_no_patients(rig: Rig) -> None:
    """Neither a list nor a button to one."""
    boss = await administrator(rig)
    assert (await rig.says(boss, "/patients")).text == said(rig, "said-staff_only")
    await rig.says(boss, "/start")
    assert not {rig.label("patients"), rig.label("invite")} & set(labels(boss.screen().last))


async def test_an_administrator_can_begin_to_treat_patients(rig: Rig) -> None:
    """One press, and both menus are theirs."""
    boss = await administrator(rig)
    await rig.says(boss, "/start")
    await rig.presses(boss, rig.label("also-treat"))
    assert (await rig.says(boss, "/patients")).text == said(rig, "patients-none")
    assert {"patients", "clinic"} <= {command.command for command in boss.menu()}

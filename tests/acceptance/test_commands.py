"""Commands: the menu that each person sees, and that everything in it works and is explained."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.lifecycle import Runner
from handlers.commands import ADMINISTRATOR, CLINICIAN, MENU_PATIENT, PATIENT
from sandbox.people import Person
from tests.acceptance.rig import Rig
from tests.acceptance.staff import Cast, Watch, calm, invited, labels, opened, practice, said

Running = tuple[Rig, Cast]
REFUSALS = ("unknown_command", "staff_only", "patient_only", "not_allowed", "malformed", "finish_enrolment")
WHO = ("ann", "weber", "boss", "both")


async def everybody(rig: Rig) -> Cast:
    """The practice, with the menus that the bot sets when it starts."""
    cast = await practice(rig)
    await Runner(rig.app)._introduce()
    return cast


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Running]:
    """Patients, clinicians and an administrator, with the menus that the bot sets when it starts."""
    async with opened(tmp_path, everybody) as started:
        yield started


async def played(rig: Rig, cast: Cast, who: str) -> Person:
    """One of the cast; `both` is the administrator after beginning to treat patients."""
    if who != "both":
        return cast[who]
    await rig.says(cast["boss"], "/start")
    await rig.presses(cast["boss"], rig.label("also-treat"))
    return cast["boss"]


def menu_of(person: Person) -> list[str]:
    """The names of the commands in somebody's menu."""
    return [command.command for command in person.menu()]


@pytest.mark.parametrize(
    ("who", "holds"),
    [
        ("ann", [*PATIENT, "help"]),
        ("weber", [*CLINICIAN, "help"]),
        ("boss", ["invitations", *ADMINISTRATOR, "help"]),
        ("both", [*CLINICIAN, *ADMINISTRATOR, "help"]),
    ],
)
async def test_each_sees_a_menu_of_their_own(running: Running, who: str, holds: list[str]) -> None:
    """Everything that they can ask for, and nothing of the others."""
    rig, cast = running
    assert sorted(menu_of(await played(rig, cast, who))) == sorted(holds)


async def test_somebody_new_sees_the_patients_menu(running: Running) -> None:
    """Before they have said anything."""
    rig, _ = running
    assert menu_of(rig.world.person("Guest")) == list(MENU_PATIENT)


@pytest.mark.parametrize("who", WHO)
async def test_every_command_in_a_menu_works(running: Running, who: str) -> None:
    """It brings one answer, and none that says it is not for the reader."""
    rig, cast = running
    person = await played(rig, cast, who)
    refusals = {said(rig, f"said-{name}") for name in REFUSALS}
    failed = []
    for name in menu_of(person):
        watch = Watch(person)
        await rig.says(person, f"/{name}")
        answers = watch.answers()
        if len(answers) != 1 or answers[0].text in refusals:
            failed.append((name, [note.text for note in answers]))
    assert failed == []
    await calm(rig)


@pytest.mark.parametrize("who", WHO)
async def test_help_names_every_command_of_the_menu(running: Running, who: str) -> None:
    """Only itself it need not name."""
    rig, cast = running
    person = await played(rig, cast, who)
    text = (await rig.says(person, "/help")).text
    assert [name for name in menu_of(person) if f"/{name} " not in text and name != "help"] == []


@pytest.mark.parametrize("words", ["/today@sitbone_bot", "/TODAY", "/Today please", "/today\nplease"])
async def test_a_command_may_be_written_in_other_ways(running: Running, words: str) -> None:
    """With the bot's name, in capitals, or with words behind it."""
    rig, cast = running
    expected = (await rig.says(cast["ann"], "/today")).text
    assert (await rig.says(cast["ann"], words)).text == expected


@pytest.mark.parametrize("who", ["ann", "weber", "boss"])
@pytest.mark.parametrize("words", ["/", "/nonsense", "/patientz", "/123", "/today_", "/st art"])
async def test_an_unknown_command_points_to_help(running: Running, who: str, words: str) -> None:
    """To everybody who is known."""
    rig, cast = running
    assert (await rig.says(cast[who], words)).text == said(rig, "said-unknown_command")


@pytest.mark.parametrize(("who", "label"), [("ann", "today"), ("weber", "invite"), ("boss", "staff")])
async def test_start_alone_leads_back_home(running: Running, who: str, label: str) -> None:
    """Whoever deleted the chat and presses START finds their place again."""
    rig, cast = running
    assert rig.label(label) in labels(await rig.says(cast[who], "/start"))


async def test_start_alone_goes_on_with_an_enrolment(running: Running) -> None:
    """The card comes again, at the step where it was left."""
    rig, cast = running
    guest = rig.world.person("Guest")
    guest.start(await invited(rig, cast["weber"], "Guest Example"))
    await rig.settle()
    await rig.presses(guest, rig.label("begin"))
    assert rig.label("agree") in labels(await rig.says(guest, "/start"))


async def test_start_alone_tells_a_stranger_what_this_is(running: Running) -> None:
    """One message, and nothing is kept of them."""
    rig, _ = running
    guest = rig.world.person("Guest")
    assert (await rig.says(guest, "/start")).text == said(rig, "stranger")


@pytest.mark.parametrize("command", ["/today", "/help", "/flag"])
async def test_a_command_during_the_enrolment_leads_back_to_it(running: Running, command: str) -> None:
    """Whoever is in the middle of it reads what to finish, not that these commands are for patients."""
    rig, cast = running
    guest = rig.world.person("Guest")
    guest.start(await invited(rig, cast["weber"], "Guest Example"))
    await rig.settle()
    await rig.presses(guest, rig.label("begin"))
    answer = await rig.says(guest, command)
    assert rig.label("agree") in labels(answer) or said(rig, "said-finish_enrolment") in answer.text

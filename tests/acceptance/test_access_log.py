"""Who looked at whom: every look at a patient is kept, the administrator can read it, and nobody can change it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from handlers.callbacks import data
from storage.tables import access
from tests.acceptance.rig import Rig
from tests.acceptance.staff import Cast, calm, flags, forges, has_it, opened, opens, practice, said
from usecases.records import Sight

Running = tuple[Rig, Cast]


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Running]:
    """An administrator who treats nobody, Dr Weber with Ann, Dr Adams with Bob."""
    async with opened(tmp_path, practice) as started:
        yield started


async def looks(rig: Rig) -> list[str]:
    """What has been looked at, oldest first."""
    async with rig.app.work("look") as uow:
        return [look.what.value for look in reversed(await uow.accesses.newest(1_000))]


async def looks_through(rig: Rig, cast: Cast) -> None:
    """Dr Weber looks at everything of Ann's."""
    for label in ("timeline", "chart", "letter"):
        await opens(rig, cast["weber"])
        await rig.presses(cast["weber"], rig.label(label))


async def test_every_look_is_kept_and_told_to_the_administrator(running: Running) -> None:
    """Who, whom, what and when, newest first."""
    rig, cast = running
    await looks_through(rig, cast)
    assert await looks(rig) == ["card", "timeline", "card", "chart", "card", "letter"]
    *_, newest = (await rig.says(cast["boss"], "/access")).text.split("\n\n")[1].splitlines()[::-1]
    assert newest.endswith("Dr Weber – Ann Example, letter")
    assert "07:00" in newest
    await calm(rig)


async def test_before_anybody_looked_it_says_so(running: Running) -> None:
    """An empty list is told in words."""
    rig, cast = running
    assert (await rig.says(cast["boss"], "/access")).text == said(rig, "access-none")


async def test_a_long_list_has_pages(running: Running) -> None:
    """The older looks are one press away, and back."""
    rig, cast = running
    for _ in range(11):
        await opens(rig, cast["weber"])
    first = await rig.says(cast["boss"], "/access")
    assert first.text.count("Dr Weber") == 10
    assert (await rig.presses(cast["boss"], rig.label("older"))).text.count("Dr Weber") == 1
    assert (await rig.presses(cast["boss"], rig.label("newer"))).text == first.text


async def test_taking_an_alert_on_the_card_is_a_look_at_it(running: Running) -> None:
    """The card is shown anew; in the alert itself nothing more is shown than was sent."""
    rig, cast = running
    await flags(rig, cast["ann"])
    await has_it(rig, cast["weber"])
    assert await looks(rig) == []


async def test_who_was_refused_has_not_looked(running: Running) -> None:
    """A press that is not theirs shows nothing, and so nothing is kept."""
    rig, cast = running
    record = await rig.record()
    for verb, args in (("pp", ()), ("pt", (0,)), ("ph", ()), ("pf", ())):
        await forges(rig, cast["adams"], data(verb, record.id, *args))
    assert await looks(rig) == []


async def test_each_look_names_who_and_whom(running: Running) -> None:
    """Whoever looked is named, whoever's patient it is."""
    rig, cast = running
    await opens(rig, cast["weber"])
    await opens(rig, cast["adams"], "Bob Other")
    shown = (await rig.says(cast["boss"], "/access")).text
    assert "Dr Adams – Bob Other, card" in shown
    assert "Dr Weber – Ann Example, card" in shown


async def test_no_look_can_be_changed(running: Running) -> None:
    """The database itself refuses."""
    rig, cast = running
    await opens(rig, cast["weber"])
    with pytest.raises(IntegrityError):
        async with rig.app.database.writing() as connection:
            await connection.execute(update(access).values(what=Sight.CHART))

"""Handing over: a colleague agrees, looks after the patients for some days, and everything comes back."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.acceptance.rig import Rig
from tests.acceptance.staff import (
    Cast,
    Watch,
    administrator,
    alerts,
    calm,
    flags,
    forges,
    has_it,
    joins,
    labels,
    opened,
    practice,
    said,
    sent_to,
)

Running = tuple[Rig, Cast]


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Running]:
    """An administrator who treats nobody, Dr Weber with Ann, Dr Adams with Bob."""
    async with opened(tmp_path, practice) as started:
        yield started


async def asks(rig: Rig, cast: Cast, start: int = 0, days: int = 7) -> None:
    """Dr Weber asks Dr Adams."""
    await rig.says(cast["weber"], "/handover")
    await rig.presses(cast["weber"], "Dr Adams")
    await rig.presses(cast["weber"], rig.label("cover-start", days=start))
    await rig.presses(cast["weber"], rig.label("cover-days", days=days))


async def agrees(rig: Rig, cast: Cast) -> None:
    """Dr Adams will."""
    await rig.presses(cast["adams"], rig.label("cover-accept"))


async def test_while_somebody_is_away_alerts_go_to_the_colleague(running: Running) -> None:
    """Who can then do everything; a week later they go to the clinician again."""
    rig, cast = running
    await asks(rig, cast)
    assert "Dr Weber asks you" in cast["adams"].screen().last.text
    await agrees(rig, cast)
    for name in ("weber", "adams"):
        assert "Dr Adams</b> now" in cast[name].screen().last.html or "Dr Adams now" in cast[name].screen().last.text
    await flags(rig, cast["ann"])
    assert (sent_to(rig, cast["weber"]), sent_to(rig, cast["adams"])) == (0, 1)
    assert rig.label("restart") in labels(alerts(cast["adams"])[0])
    assert "Ann Example" in (await rig.says(cast["adams"], "/patients")).text
    await has_it(rig, cast["adams"])
    await rig.presses(cast["adams"], rig.label("resolve"))
    await rig.pass_time(days=7)
    assert said(rig, "cover-ended", absent="Dr Weber", colleague="Dr Adams", count=1) in cast["weber"].screen().text
    await flags(rig, cast["ann"])
    assert (sent_to(rig, cast["weber"]), sent_to(rig, cast["adams"])) == (1, 1)
    assert "Ann Example" not in (await rig.says(cast["adams"], "/patients")).text
    await calm(rig)


async def test_what_is_open_goes_over_and_comes_back(running: Running) -> None:
    """At the beginning what nobody has, at the end also what the colleague has."""
    rig, cast = running
    await flags(rig, cast["ann"])
    await asks(rig, cast, days=1)
    await agrees(rig, cast)
    assert sent_to(rig, cast["adams"]) == 1
    await rig.pass_time(hours=16)
    await has_it(rig, cast["adams"])
    before = sent_to(rig, cast["weber"])
    await rig.at("00:01")
    assert sent_to(rig, cast["weber"]) == before + 1
    assert rig.label("acknowledge") in labels(alerts(cast["weber"])[0])


async def test_until_the_colleague_agrees_nothing_changes(running: Running) -> None:
    """From tomorrow on: asked, agreed, and only then in force."""
    rig, cast = running
    await asks(rig, cast, start=1)
    await agrees(rig, cast)
    assert "will look after your patients" in cast["weber"].screen().text
    await flags(rig, cast["ann"])
    assert (sent_to(rig, cast["weber"]), sent_to(rig, cast["adams"])) == (1, 0)
    await has_it(rig, cast["weber"])
    await rig.presses(cast["weber"], rig.label("resolve"))
    await rig.at("00:01")
    await flags(rig, cast["ann"])
    assert (sent_to(rig, cast["weber"]), sent_to(rig, cast["adams"])) == (1, 1)


async def test_who_cannot_says_so_and_somebody_else_can_be_asked(running: Running) -> None:
    """The other is told at once."""
    rig, cast = running
    await asks(rig, cast)
    await rig.presses(cast["adams"], rig.label("cover-decline"))
    assert "Dr Adams cannot look after" in cast["weber"].screen().last.text
    again = await rig.presses(cast["weber"], rig.label("cover-again"))
    assert "Dr Adams" in labels(again)


async def test_a_request_that_nobody_answers_is_known_before_anybody_is_missed(running: Running) -> None:
    """The administrator hears of it as well, and the patients stay where they are."""
    rig, cast = running
    await asks(rig, cast, start=2)
    accept = cast["adams"].screen().last.pressable(rig.label("cover-accept"))
    await rig.pass_time(days=2)
    for name in ("weber", "boss"):
        assert "has not agreed" in cast[name].screen().last.text
    assert await forges(rig, cast["adams"], accept.data) == said(rig, "said-changed")
    await flags(rig, cast["ann"])
    assert (sent_to(rig, cast["weber"]), sent_to(rig, cast["adams"])) == (1, 0)


@pytest.mark.parametrize("who", ["weber", "adams"])
async def test_either_of_the_two_can_end_it(running: Running, who: str) -> None:
    """Whoever comes back early, and whoever cannot go on."""
    rig, cast = running
    await asks(rig, cast)
    await agrees(rig, cast)
    await rig.presses(cast[who], rig.label("cover-end"))
    await flags(rig, cast["ann"])
    assert (sent_to(rig, cast["weber"]), sent_to(rig, cast["adams"])) == (1, 0)


async def test_what_was_asked_can_be_called_off(running: Running) -> None:
    """Both read it."""
    rig, cast = running
    await asks(rig, cast, start=3)
    watch = Watch(cast["adams"])
    await rig.presses(cast["weber"], rig.label("cover-withdraw"))
    assert ["called off" in note.text for note in watch.new()] == [True]


async def test_who_comes_in_meanwhile_is_in_the_colleagues_care_as_well(running: Running) -> None:
    """An invitation of the absent clinician is opened."""
    rig, cast = running
    code = await rig.invites(cast["weber"], "Carl Example")
    await asks(rig, cast)
    await agrees(rig, cast)
    carl = await rig.enrols(code, "Carl")
    assert "Carl Example" in cast["adams"].screen().last.text
    await flags(rig, carl)
    assert sent_to(rig, cast["adams"], "Carl Example") == 1


async def test_who_hands_over_cannot_be_asked_and_who_is_alone_is_told_so(running: Running) -> None:
    """Nobody ends up with patients that are handed on from there."""
    rig, cast = running
    await asks(rig, cast)
    card = await rig.says(cast["adams"], "/handover")
    assert card.text == said(rig, "cover-nobody")


async def test_without_colleagues_it_says_who_can_help(tmp_path: Path) -> None:
    """The administrator."""
    async with opened(tmp_path, clinic_of_one) as (rig, cast):
        assert (await rig.says(cast["weber"], "/handover")).text == said(rig, "cover-nobody")


async def clinic_of_one(rig: Rig) -> Cast:
    """One clinician."""
    boss = await administrator(rig)
    return {"boss": boss, "weber": await joins(rig, boss, "Dr Weber")}

"""Having an alert is a promise with an end: whoever has it is asked, and what nobody has is open again."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.acceptance.rig import Rig
from tests.acceptance.staff import (
    Cast,
    Watch,
    alerts,
    calm,
    flags,
    forges,
    has_it,
    labels,
    opened,
    opens,
    orders,
    practice,
    said,
    sent_to,
)
from tests.acceptance.stalling import stalled

Running = tuple[Rig, Cast]
KEPT, GRACE = timedelta(hours=4), timedelta(minutes=30)


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Running]:
    """Dr Weber has taken Ann's alert."""
    async with opened(tmp_path, practice) as (rig, cast):
        await flags(rig, cast["ann"])
        await has_it(rig, cast["weber"])
        yield rig, cast


async def test_after_four_hours_without_a_sign_of_work_its_owner_is_asked(running: Running) -> None:
    """On a new message, and nobody else is."""
    rig, cast = running
    await rig.pass_time(hours=3, minutes=59)
    watch = Watch(cast["weber"])
    await rig.pass_time(minutes=1)
    [asked] = watch.new()
    assert said(rig, "alert-asked") in asked.text
    assert labels(asked)[0] == rig.label("keep")
    assert alerts(cast["weber"]) == [asked]
    assert sent_to(rig, cast["boss"]) == 0


async def test_who_says_so_keeps_it(running: Running) -> None:
    """For as long again; the patient hears nothing new."""
    rig, cast = running
    await rig.pass_time(hours=4)
    watch = Watch(cast["ann"])
    await rig.presses(cast["weber"], rig.label("keep"))
    assert said(rig, "alert-asked") not in alerts(cast["weber"])[0].text
    before = sent_to(rig, cast["weber"])
    await rig.pass_time(hours=3, minutes=59)
    assert sent_to(rig, cast["weber"]) == before
    await rig.pass_time(minutes=1)
    assert said(rig, "alert-asked") in alerts(cast["weber"])[0].text
    assert watch.new() == []


async def test_who_does_not_answer_has_it_no_longer(running: Running) -> None:
    """After half an hour it is open, and told as if it were new: to the clinician, and then to the administrator."""
    rig, cast = running
    await rig.pass_time(hours=4)
    keep = alerts(cast["weber"])[0].pressable(rig.label("keep"))
    await rig.pass_until(rig.clock.at + GRACE)
    [alert] = alerts(cast["weber"])
    assert labels(alert)[0] == rig.label("acknowledge")
    assert said(rig, "alert-head-urgent", name="Ann Example") in alert.text
    await rig.pass_time(hours=2, minutes=30)
    assert len(alerts(cast["boss"])) == 1
    await forges(rig, cast["weber"], keep.data)  # the old button: they have it after all
    assert "Dr Weber" in alerts(cast["boss"])[0].text


async def test_what_is_open_again_is_as_old_as_it_is(running: Running) -> None:
    """It says when it happened, by when the patient should be seen, and since when nobody has it."""
    rig, cast = running
    lines = alerts(cast["weber"])[0].text.splitlines()
    happened, seen_by = (next(one for one in lines if one.startswith(start)) for start in ("Opened", "To be seen"))
    await rig.pass_time(hours=20)
    again = alerts(cast["weber"])[0].text
    assert happened in again
    assert seen_by in again
    assert f"{happened}\nOpen again since" in again


async def test_work_on_the_patient_is_a_sign_that_somebody_has_it(running: Running) -> None:
    """Words to the patient count; so nobody is asked who is at it."""
    rig, cast = running
    await rig.pass_time(hours=3)
    await opens(rig, cast["weber"])
    await rig.presses(cast["weber"], rig.label("write"))
    await rig.says(cast["weber"], "I will ring you at five.")
    before = sent_to(rig, cast["weber"])
    await rig.pass_time(hours=3, minutes=59)
    assert sent_to(rig, cast["weber"]) == before


async def test_an_owner_who_blocked_the_bot_is_not_asked(running: Running) -> None:
    """It is open again, and goes to the administrator at once."""
    rig, cast = running
    cast["weber"].blocks()
    await flags(rig, cast["bob"])
    await rig.pass_time(hours=4)
    assert len(alerts(cast["boss"])) == 1
    assert rig.label("acknowledge") in labels(alerts(cast["boss"])[0])


async def test_the_patient_sees_when_it_is_dealt_with(running: Running) -> None:
    """And that the exercises wait for the clinician all the same."""
    rig, cast = running
    watch = Watch(cast["ann"])
    await rig.presses(cast["weber"], rig.label("resolve"))
    [told] = watch.new()
    assert said(rig, "alert-closed", time=rig.reader.clock(rig.clock.at)) in told.text
    assert said(rig, "alert-closed-stopped") in told.text


async def test_after_a_restart_nobody_is_asked(running: Running) -> None:
    """It is resolved."""
    rig, cast = running
    await orders(rig, cast["weber"], "restart", 1, 1)
    before = sent_to(rig, cast["weber"])
    await rig.pass_time(days=1)
    assert sent_to(rig, cast["weber"]) == before


async def test_what_can_wait_waits_until_the_urgent_alert_is_resolved(tmp_path: Path) -> None:
    """A stall is not told beside a red flag: it stands on that card, and is told as soon as that is dealt with."""
    async with opened(tmp_path, stalled) as (rig, cast):
        weber, head = cast["weber"], said(rig, "alert-head-urgent", name="Ann Example")
        await has_it(rig, weber)
        await flags(rig, cast["ann"])
        await has_it(rig, weber)
        for _ in range(24):
            await rig.pass_time(hours=4)
            urgent = next(card for card in alerts(weber) if head in card.text)
            await forges(rig, weber, urgent.pressable(rig.label("keep")).data)
        urgent = next(card for card in alerts(weber) if head in card.text)
        assert said(rig, "alert-others", list="stalled") in urgent.text
        watch = Watch(weber)
        await rig.presses(weber, rig.label("resolve"))
        assert any(said(rig, "alert-head-stalled", name="Ann Example") in note.text for note in watch.new())
        await calm(rig)

"""People who block the bot or are gone: it is noticed, told to whoever must know, and over when they come back."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.people import Person
from tests.acceptance.rig import Rig
from tests.acceptance.staff import (
    Cast,
    Watch,
    alerts,
    calm,
    flags,
    known,
    labels,
    one_patient,
    opened,
    opens,
    orders,
    practice,
    said,
)

Running = tuple[Rig, Cast]


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Running]:
    """An administrator who treats nobody, Dr Weber with Ann, Dr Adams with Bob."""
    async with opened(tmp_path, practice) as started:
        yield started


async def blocks(rig: Rig, person: Person) -> None:
    """Somebody blocks the bot."""
    person.blocks()
    await rig.settle()


async def returns(rig: Rig, person: Person) -> None:
    """Somebody lets the bot write again."""
    person.unblocks()
    await rig.settle()


# --- patients --------------------------------------------------------------------------------------------------------


async def test_a_patient_who_blocks_the_bot_is_an_alert(running: Running) -> None:
    """The clinician is told, once, and sees it on the patient's card and in the list."""
    rig, cast = running
    await blocks(rig, cast["ann"])
    [alert] = alerts(cast["weber"])
    assert said(rig, "alert-head-unreachable", name="Ann Example") in alert.text
    assert said(rig, "alert-unreachable") in alert.text
    assert said(rig, "alert-cleared") not in alert.text
    assert "🟡 Ann Example" in (await rig.says(cast["weber"], "/patients")).text
    assert said(rig, "patient-flags-unreachable") in (await opens(rig, cast["weber"])).text
    await calm(rig)


async def test_a_patient_who_comes_back_is_reached_again(running: Running) -> None:
    """The card does not say otherwise any more, and the next block comes at its time."""
    rig, cast = running
    await blocks(rig, cast["ann"])
    await rig.pass_time(minutes=30)
    await returns(rig, cast["ann"])
    assert said(rig, "alert-cleared") in alerts(cast["weber"])[0].text
    assert said(rig, "patient-flags-unreachable") not in (await opens(rig, cast["weber"])).text
    await rig.at("08:31")
    assert rig.label("done") in labels(cast["ann"].screen().last)
    await calm(rig)


async def test_a_prompt_that_was_missed_while_blocked_can_still_be_done(running: Running) -> None:
    """Whoever comes back in its window finds it in today's list and is reminded of it."""
    rig, cast = running
    await blocks(rig, cast["ann"])
    await rig.at("08:31")
    await returns(rig, cast["ann"])
    await rig.says(cast["ann"], "/today")
    await rig.presses(cast["ann"], "Do block 1")
    await rig.does_session(cast["ann"], 2, 3)
    assert cast["ann"].screen().offering(rig.label("correct")).text.startswith("✅")


async def test_a_card_that_failed_while_blocked_comes_by_its_reminder(running: Running) -> None:
    """Nobody has to ask for it."""
    rig, cast = running
    await blocks(rig, cast["ann"])
    await rig.at("08:31")
    await returns(rig, cast["ann"])
    await rig.at("11:05")
    assert rig.label("done") in labels(cast["ann"].screen().last)


async def test_nothing_is_tried_again_and_again_at_somebody_who_blocked_the_bot(running: Running) -> None:
    """Each message is tried once at most, and the days go on without an error."""
    rig, cast = running
    await blocks(rig, cast["ann"])
    rig.world.api.forget_calls()
    await rig.pass_time(days=3)
    refused = [call for call in rig.world.api.calls if call.status == 403]
    texts = [str(call.params.get("text")) for call in refused]
    assert len(refused) <= 3 * 5
    assert not any("Ref " in text for text in texts)
    assert not rig.app.ticks._failing
    assert len(alerts(cast["weber"])) == 1


async def test_an_account_that_is_gone_is_noticed_when_something_is_sent(running: Running) -> None:
    """Telegram does not tell of it before."""
    rig, cast = running
    cast["ann"].deactivated()
    await rig.settle()
    assert alerts(cast["weber"]) == []
    await rig.at("08:31")
    [alert] = alerts(cast["weber"])
    assert said(rig, "alert-head-unreachable", name="Ann Example") in alert.text
    assert not (await known(rig, cast["ann"])).reachable


async def test_blocking_again_after_the_alert_was_taken_opens_it_again(running: Running) -> None:
    """It is another time that nothing reaches them."""
    rig, cast = running
    await blocks(rig, cast["ann"])
    await rig.presses(cast["weber"], rig.label("acknowledge"))
    await returns(rig, cast["ann"])
    watch = Watch(cast["weber"])
    await blocks(rig, cast["ann"])
    assert len(watch.new()) == 1
    assert rig.label("acknowledge") in labels(alerts(cast["weber"])[0])


async def test_somebody_whose_plan_has_ended_may_block_the_bot(running: Running) -> None:
    """Nobody needs to know."""
    rig, cast = running
    await orders(rig, cast["weber"], "discharge")
    watch = Watch(cast["weber"])
    await blocks(rig, cast["ann"])
    assert not watch.answers()


async def test_a_stranger_who_blocks_the_bot_leaves_no_trace(running: Running) -> None:
    """Nothing is kept and nobody is told."""
    rig, cast = running
    guest = rig.world.person("Guest")
    await rig.says(guest, "hello")
    watch = Watch(cast["boss"])
    await blocks(rig, guest)
    assert not watch.answers()
    await calm(rig)


# --- clinicians ------------------------------------------------------------------------------------------------------


async def test_the_administrator_is_told_of_a_clinician_who_blocked_the_bot(running: Running) -> None:
    """Once, with the name."""
    rig, cast = running
    watch = Watch(cast["boss"])
    await blocks(rig, cast["weber"])
    assert [note.text for note in watch.new()] == [said(rig, "staff-unreachable", name="Dr Weber")]


async def test_alerts_of_an_unreachable_clinician_go_to_the_administrator_at_once(running: Running) -> None:
    """Who can take them; the patient hears that they were seen."""
    rig, cast = running
    await blocks(rig, cast["weber"])
    await flags(rig, cast["ann"])
    assert len(alerts(cast["boss"])) == 1
    await rig.presses(cast["boss"], rig.label("acknowledge"))
    assert cast["ann"].screen().last.text == said(rig, "alert-seen", time=rig.reader.clock(rig.clock.at))


async def test_an_alert_that_cannot_be_delivered_goes_to_the_administrator_at_once(running: Running) -> None:
    """Also where only the attempt shows that the clinician is gone: half an hour would be too long."""
    rig, cast = running
    cast["weber"].deactivated()
    await flags(rig, cast["ann"])
    [alert] = alerts(cast["boss"])
    assert said(rig, "alert-clinician-lost", clinician="Dr Weber") in alert.text


async def test_an_alert_that_is_open_goes_to_the_administrator_when_its_clinician_is_lost(running: Running) -> None:
    """They were told that they receive these alerts until then; one that somebody has is not passed on."""
    rig, cast = running
    await flags(rig, cast["ann"])
    await flags(rig, cast["bob"])
    await rig.presses(cast["adams"], rig.label("acknowledge"))
    for clinician in ("weber", "adams"):
        await blocks(rig, cast[clinician])
    assert len(alerts(cast["boss"])) == 1
    assert alerts(cast["boss"], "Bob Other") == []


async def test_a_clinician_who_comes_back_has_their_alerts_again(running: Running) -> None:
    """And the administrator not, unless nobody takes them."""
    rig, cast = running
    await blocks(rig, cast["weber"])
    await returns(rig, cast["weber"])
    await flags(rig, cast["ann"])
    assert len(alerts(cast["weber"])) == 1
    assert alerts(cast["boss"]) == []


async def test_a_sole_clinician_who_comes_back_is_told_of_what_is_open(tmp_path: Path) -> None:
    """There was nobody else to tell; the next step of the alert reaches them."""
    async with opened(tmp_path, one_patient) as (rig, cast):
        await blocks(rig, cast["owner"])
        await flags(rig, cast["ann"])
        await rig.pass_time(minutes=10)
        await returns(rig, cast["owner"])
        await rig.pass_time(minutes=21)
        assert len(alerts(cast["owner"])) == 1
        assert (await known(rig, cast["owner"])).reachable

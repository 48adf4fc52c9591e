"""Alerts: told at once and again until somebody has them, acknowledged by name, resolved."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.acceptance.rig import Rig, rigged
from tests.acceptance.staff import (
    Cast,
    Watch,
    alerts,
    calm,
    flags,
    forged,
    forges,
    has_it,
    joins,
    kept,
    labels,
    of,
    opened,
    opens,
    orders,
    practice,
    said,
    sent_to,
)

Running = tuple[Rig, Cast]
AGAIN = (timedelta(minutes=30), timedelta(hours=2), timedelta(hours=2, minutes=30))


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Running]:
    """An administrator who treats nobody, Dr Weber with Ann, Dr Adams with Bob."""
    async with opened(tmp_path, practice) as started:
        yield started


# --- what it says ----------------------------------------------------------------------------------------------------


async def test_an_alert_says_in_a_few_lines_what_and_about_whom(running: Running) -> None:
    """Tier, signs, where the plan stands, the last answers, when; and the buttons that it calls for."""
    rig, cast = running
    await rig.at("08:31")
    await rig.does_session(cast["ann"], 2, 3)
    await rig.at("08:33", days=1)
    await rig.rates(cast["ann"], 1)
    await flags(rig, cast["ann"], "chest_pain")
    [alert] = alerts(cast["weber"])
    for words in ("URGENT – Ann Example", said(rig, "flag-chest_pain.long"), said(rig, "alert-tier-A"), "Tier A"):
        assert words in alert.text
    assert "stage 1, level 1 · stopped" in alert.text.lower()
    assert "Tue 6 Jan 1" in alert.text
    assert len(alert.text) < 500
    assert labels(alert) == [rig.label("acknowledge"), rig.label("restart"), of(rig, "open", "Ann Example")]
    assert alerts(cast["adams"]) == alerts(cast["boss"]) == []
    await calm(rig)


async def test_pressing_open_on_an_alert_leaves_it_in_the_chat(running: Running) -> None:
    """The patient's card stands beside it."""
    rig, cast = running
    await flags(rig, cast["ann"])
    [alert] = alerts(cast["weber"])
    card = await rig.presses(cast["weber"], of(rig, "open", "Ann Example"))
    assert card.text.startswith("Ann Example ·")
    assert alerts(cast["weber"]) == [alert]


# --- told again until somebody has it --------------------------------------------------------------------------------


async def test_an_alert_is_told_again_and_then_to_the_administrator(running: Running) -> None:
    """At once, after 30 minutes, after 2 hours; after two and a half hours to both."""
    rig, cast = running
    await flags(rig, cast["ann"])
    opened_at, weber, boss = rig.clock.at, cast["weber"], cast["boss"]
    assert (sent_to(rig, weber), sent_to(rig, boss)) == (1, 0)
    for step, after in enumerate(AGAIN, 1):
        await rig.pass_until(opened_at + after - timedelta(minutes=1))
        assert (sent_to(rig, weber), sent_to(rig, boss)) == (step, 0)
        await rig.pass_until(opened_at + after)
        assert sent_to(rig, weber) == step + 1
    assert sent_to(rig, boss) == 1
    assert len(alerts(weber)) == len(alerts(boss)) == 1  # the copy before it was taken away
    assert said(rig, "alert-repeated") in alerts(weber)[0].text
    assert said(rig, "alert-for-administrator", clinician="Dr Weber") in alerts(boss)[0].text
    await calm(rig)


async def test_an_alert_that_nobody_takes_is_not_repeated_for_ever(running: Running) -> None:
    """Twelve times more, to both; then it stands in the chats, still to be taken."""
    rig, cast = running
    await flags(rig, cast["ann"])
    await rig.pass_time(days=4)
    assert (sent_to(rig, cast["weber"]), sent_to(rig, cast["boss"])) == (16, 13)
    await rig.pass_time(days=10)
    assert (sent_to(rig, cast["weber"]), sent_to(rig, cast["boss"])) == (16, 13)
    await has_it(rig, cast["weber"])
    assert "Dr Weber" in alerts(cast["boss"])[0].text


async def test_a_restart_of_the_bot_keeps_the_times(tmp_path: Path) -> None:
    """What fell due while it was away is told once, and then as before."""
    async with opened(tmp_path, practice) as (rig, cast):
        await flags(rig, cast["ann"])
        start, weber = rig.clock.at, cast["weber"]
    rig.clock.at = start + timedelta(hours=1)
    async with rigged(tmp_path, world=rig.world, clock=rig.clock) as again:
        await again.settle()
        assert sent_to(again, weber) == 2
        await again.pass_until(start + timedelta(hours=2))
        assert sent_to(again, weber) == 3
        await calm(again)


async def test_taking_an_alert_does_not_end_the_form_that_one_is_filling_in(running: Running) -> None:
    """An alert comes up while a patient is being invited: it is taken, and the form goes on where it was."""
    rig, cast = running
    await rig.says(cast["weber"], "/invite")
    await rig.says(cast["weber"], "Pia Pending")
    await rig.presses(cast["weber"], rig.label("no-phone"))
    await rig.presses(cast["weber"], rig.label("confirm-all"))
    await flags(rig, cast["ann"])
    await has_it(rig, cast["weber"])
    await rig.presses(cast["weber"], rig.label("no"))
    assert cast["weber"].screen().offering(rig.label("left")).text.startswith("Pia Pending")


# --- acknowledged ----------------------------------------------------------------------------------------------------


async def test_whoever_takes_an_alert_stops_it_for_everybody(running: Running) -> None:
    """Everybody who was told sees by whom and when; the patient learns that it was seen."""
    rig, cast = running
    await flags(rig, cast["ann"])
    await rig.pass_time(hours=3)
    watch = Watch(cast["ann"])
    await has_it(rig, cast["boss"])
    at = rig.reader.moment(rig.clock.at)
    for name in ("boss", "weber"):
        [alert] = alerts(cast[name])
        assert said(rig, "alert-acknowledged", owner="Mrs Boss", at=at) in alert.text
        assert rig.label("acknowledge") not in labels(alert)
    assert [n.text for n in watch.new()] == [said(rig, "alert-seen", time=rig.reader.clock(rig.clock.at))]
    before = sent_to(rig, cast["weber"])
    await rig.pass_time(hours=3, minutes=59)
    assert sent_to(rig, cast["weber"]) == before
    await calm(rig)


async def test_a_stale_press_changes_nothing_and_says_who_was_first(running: Running) -> None:
    """With the time, so that one can ask them."""
    rig, cast = running
    await flags(rig, cast["ann"])
    button = alerts(cast["weber"])[0].pressable(rig.label("acknowledge"))
    await rig.pass_time(hours=3)
    await has_it(rig, cast["boss"])
    time = rig.reader.clock(rig.clock.at)
    await rig.pass_time(minutes=10)
    before, watch = await kept(rig), Watch(cast["ann"])
    told = await forges(rig, cast["weber"], button.data)
    assert told == said(rig, "said-already_taken", name="Mrs Boss", time=time)
    assert await kept(rig) == before
    assert not watch.answers()


async def test_a_name_over_a_button_stands_as_it_is(rig: Rig, tmp_path: Path) -> None:
    """A notice over a button knows no markup: nothing in a name is escaped there."""
    owner = await rig.owner()
    other = await joins(rig, owner, "Söhne & <Co>")
    ann = await rig.enrols(await rig.invites(other), "Ann")
    await flags(rig, ann)
    button = alerts(other)[0].pressable(rig.label("acknowledge"))
    await has_it(rig, other)
    assert (await forges(rig, other, button.data)).startswith("Söhne & <Co> ")


async def test_two_who_press_at_once_make_one_owner(running: Running) -> None:
    """The second is told who was first; the patient hears of it once."""
    rig, cast = running
    await flags(rig, cast["ann"])
    await rig.pass_time(hours=3)
    watch = Watch(cast["ann"])
    presses = [forged(cast[w], alerts(cast[w])[0].pressable(rig.label("acknowledge")).data) for w in ("weber", "boss")]
    await rig.settle()
    told = [press.answer.text for press in presses if press.answer]
    assert sorted(bool(words) for words in told) == [False, True]
    assert len(watch.new()) == 1


async def test_an_alert_taken_from_the_patients_card_is_taken_there_too(running: Running) -> None:
    """The card on which it was pressed shows that somebody has it."""
    rig, cast = running
    await flags(rig, cast["ann"])
    await opens(rig, cast["weber"])
    card = await rig.presses(cast["weber"], rig.label("acknowledge"))
    assert rig.label("acknowledge") not in labels(card)
    assert "Dr Weber" in alerts(cast["weber"])[0].text


# --- resolved --------------------------------------------------------------------------------------------------------


async def test_an_alert_is_resolved_by_a_press(running: Running) -> None:
    """It says by whom, offers nothing more to do, and is no longer counted; the list still shows a stopped plan."""
    rig, cast = running
    await flags(rig, cast["ann"])
    await has_it(rig, cast["weber"])
    button = alerts(cast["weber"])[0].pressable(rig.label("resolve"))
    await rig.presses(cast["weber"], rig.label("resolve"))
    [alert] = alerts(cast["weber"])
    at = rig.reader.moment(rig.clock.at)
    assert said(rig, "alert-resolved", owner="Dr Weber", at=at) in alert.text
    assert labels(alert) == [of(rig, "open", "Ann Example")]
    assert "🛑 Ann Example" in (await rig.says(cast["weber"], "/patients")).text
    assert await forges(rig, cast["weber"], button.data) == said(rig, "said-already_resolved")


async def test_a_restart_resolves_what_was_open(running: Running) -> None:
    """Also for the administrator who was told; it says who had it, and who dealt with it."""
    rig, cast = running
    await flags(rig, cast["ann"])
    await rig.pass_time(hours=3)
    await has_it(rig, cast["boss"])
    await orders(rig, cast["weber"], "restart", 1, 1)
    at = rig.reader.moment(rig.clock.at)
    for name in ("weber", "boss"):
        assert said(rig, "alert-acknowledged", owner="Mrs Boss", at=at) in alerts(cast[name])[0].text
        assert said(rig, "alert-resolved", owner="Dr Weber", at=at) in alerts(cast[name])[0].text
    before = sent_to(rig, cast["weber"])
    await rig.pass_time(days=1)
    assert sent_to(rig, cast["weber"]) == before

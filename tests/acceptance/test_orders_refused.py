"""Orders that do not fit how things are: out of a stop, stale, repeated, without effect. Nothing is changed by them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.callbacks import data
from rehab.plan import Status
from tests.acceptance.ordering import EVERY, PLACED, clinic_of_an_athlete, confirm, told
from tests.acceptance.rig import Rig
from tests.acceptance.staff import (
    Cast,
    Watch,
    flags,
    forged,
    forges,
    kept,
    opened,
    opens,
    orders,
    prepares,
    said,
)
from usecases.orders import standing

Running = tuple[Rig, Cast]


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Running]:
    """A clinician with one patient, Ann, who wants to run again."""
    async with opened(tmp_path, clinic_of_an_athlete) as started:
        yield started


@pytest.mark.parametrize("command", ["hold", "release", "approve_stage_4", "stop", "set"])
async def test_nothing_but_a_restart_leads_out_of_a_stop(running: Running, command: str) -> None:
    """An old card, or a changed client, may still ask for the others: refused, and the patient hears nothing."""
    rig, cast = running
    await flags(rig, cast["ann"])
    before, watch = await kept(rig), Watch(cast["ann"])
    for press in await presses_for(rig, command):
        assert await forges(rig, cast["owner"], press) == said(rig, "said-order_stopped")
        assert watch.answers() == []
        assert await kept(rig) == before


async def presses_for(rig: Rig, command: str) -> tuple[str, str]:
    """What the buttons ask for that prepare an order and carry it out, for the plan as it stands."""
    record = await rig.record()
    async with rig.app.work("look") as uow:
        seen = await standing(rig.app.scene(uow), record)
    return data("po", record.id, command), data("pd", record.id, command, seen, *PLACED.get(command, ()))


@pytest.mark.parametrize(("command", "stage", "level"), EVERY)
async def test_an_order_that_is_confirmed_twice_is_carried_out_once(
    running: Running, command: str, stage: int, level: int
) -> None:
    """A finger that taps twice does not tell the patient twice."""
    rig, cast = running
    await prepares(rig, cast["owner"], command, stage, level)
    button, watch = confirm(rig, cast["owner"]), Watch(cast["ann"])
    forged(cast["owner"], button.data)
    forged(cast["owner"], button.data)
    await rig.settle()
    assert [note.text for note in watch.new()] == [told(rig, command, stage or 1, level or 1)]


@pytest.mark.parametrize(("command", "stage", "level"), [one for one in EVERY if one[0] != "restart"])
async def test_an_order_to_somebody_who_has_left_meanwhile_is_refused(
    running: Running, command: str, stage: int, level: int
) -> None:
    """Nothing is changed, and the clinician reads why."""
    rig, cast = running
    await prepares(rig, cast["owner"], command, stage, level)
    button = confirm(rig, cast["owner"])
    await rig.says(cast["ann"], "/stop")
    await rig.presses(cast["ann"], rig.label("leave"))
    before, watch = await kept(rig), Watch(cast["ann"])
    answer = await forges(rig, cast["owner"], button.data)
    assert answer
    assert watch.answers() == []
    assert await kept(rig) == before


async def test_a_clinician_reads_refusals_in_words_that_are_meant_for_them(running: Running) -> None:
    """It is not the clinician's own plan that has ended, nor their clinic that could start another."""
    rig, cast = running
    await prepares(rig, cast["owner"], "hold")
    button = confirm(rig, cast["owner"])
    await rig.says(cast["ann"], "/stop")
    await rig.presses(cast["ann"], rig.label("leave"))
    assert await forges(rig, cast["owner"], button.data) == said(rig, "said-order_stale")
    [prepare, _] = await presses_for(rig, "hold")
    assert await forges(rig, cast["owner"], prepare) == said(rig, "said-order_ended")


@pytest.mark.parametrize(("command", "stage", "level"), EVERY)
async def test_an_order_from_before_a_red_flag_is_not_carried_out_after_it(
    running: Running, command: str, stage: int, level: int
) -> None:
    """Whoever confirms on an old card has not seen the flag: the plan stays stopped and the alert stays open."""
    rig, cast = running
    await prepares(rig, cast["owner"], command, stage, level)
    button = confirm(rig, cast["owner"])
    await flags(rig, cast["ann"])
    before, watch = await kept(rig), Watch(cast["ann"])
    assert await forges(rig, cast["owner"], button.data) == said(rig, "said-order_stale")
    assert (await rig.record()).plan.status is Status.STOPPED
    assert watch.answers() == []
    assert await kept(rig) == before


async def test_a_restart_from_before_a_second_sign_is_not_carried_out_after_it(running: Running) -> None:
    """The clinician has answered the first sign only: the plan stays stopped, and the alert with both stays open."""
    rig, cast = running
    await flags(rig, cast["ann"], "pop")
    await prepares(rig, cast["owner"], "restart", 1, 1)
    button = confirm(rig, cast["owner"])
    await flags(rig, cast["ann"], "bruising")
    before, watch = await kept(rig), Watch(cast["ann"])
    assert await forges(rig, cast["owner"], button.data) == said(rig, "said-order_stale")
    assert watch.answers() == []
    assert await kept(rig) == before


async def test_holding_a_plan_that_is_held_already_tells_nobody_again(running: Running) -> None:
    """Two cards of one patient, the same order on both."""
    rig, cast = running
    await prepares(rig, cast["owner"], "hold")
    button = confirm(rig, cast["owner"])
    await orders(rig, cast["owner"], "hold")
    before, watch = await kept(rig), Watch(cast["ann"])
    await forges(rig, cast["owner"], button.data)
    assert watch.answers() == []
    assert await kept(rig) == before


async def test_setting_the_place_where_the_plan_stands_already_tells_nobody(running: Running) -> None:
    """The clinician reads that nothing has changed; the patient is not told of something that is no news."""
    rig, cast = running
    await prepares(rig, cast["owner"], "set")
    await rig.presses(cast["owner"], "1 –")
    before, watch = await kept(rig), Watch(cast["ann"])
    press = cast["owner"].presses(rig.label("level", number=1))
    await rig.settle()
    assert press.answer is not None
    assert press.answer.text == said(rig, "said-order_done")
    assert (await kept(rig), watch.answers()) == (before, [])


async def test_whoever_cannot_be_reached_is_not_said_to_have_been_told(running: Running) -> None:
    """The clinician reads that they must tell the patient themselves."""
    rig, cast = running
    cast["ann"].blocks()
    await rig.settle()
    asked = await prepares(rig, cast["owner"], "stop")
    done = await rig.presses(cast["owner"], rig.label("confirm"))
    for card in (asked, done):
        assert said(rig, "order-untold") in card.text
    assert said(rig, "order-told") not in done.text
    await opens(rig, cast["owner"])
    asked = await rig.presses(cast["owner"], rig.label("write"))
    assert asked.text == said(rig, "write-note-lost", name="Ann Example")


async def test_a_restart_says_that_it_resolves_the_alert(running: Running) -> None:
    """Whoever confirms knows what else follows."""
    rig, cast = running
    assert "alert" not in (await prepares(rig, cast["owner"], "restart", 1, 1)).text
    await flags(rig, cast["ann"])
    assert said(rig, "order-answers", count=1) in (await prepares(rig, cast["owner"], "restart", 1, 1)).text

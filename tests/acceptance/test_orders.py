"""What a clinician orders: asked for a confirmation, carried out once, told to the patient at once."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rehab.plan import Position, Status
from sandbox.people import Person
from tests.acceptance.ordering import EVERY, clinic_of_an_athlete, told
from tests.acceptance.rig import Rig
from tests.acceptance.staff import (
    TRAFFIC,
    Cast,
    Watch,
    alerts,
    calm,
    flags,
    forges,
    kept,
    labels,
    of,
    one_patient,
    opened,
    opens,
    orders,
    prepares,
    said,
)

Running = tuple[Rig, Cast]
BUT_LOOKS = TRAFFIC | {"access"}  # that somebody looked at the patient is kept all the same


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Running]:
    """A clinician with one patient, Ann, who wants to run again."""
    async with opened(tmp_path, clinic_of_an_athlete) as started:
        yield started


async def easy_day(rig: Rig, ann: Person, day: int) -> None:
    """The question of the day before, then two blocks without trouble."""
    await rig.at(f"08:{35 + day}")
    if day:
        await rig.rates(ann, 2)
    await rig.does_session(ann, 2, 2)
    await rig.at("18:35")
    await rig.does_session(ann, 2, 2)


# --- asking, confirming, leaving it ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("command", "stage", "level"), EVERY)
async def test_every_order_is_confirmed_first_and_then_told_at_once(
    running: Running, command: str, stage: int, level: int
) -> None:
    """Until then nothing has changed and the patient has heard nothing."""
    rig, cast = running
    before, watch = await kept(rig, without=BUT_LOOKS), Watch(cast["ann"])
    asked = await prepares(rig, cast["owner"], command, stage, level)
    assert "Ann Example" in asked.text
    assert said(rig, f"order-means-{command}") in asked.text
    assert (await kept(rig, without=BUT_LOOKS), watch.answers()) == (before, [])
    done = await rig.presses(cast["owner"], rig.label("confirm"))
    ordered = said(rig, "order-done", command=said(rig, f"command-{command}"), name="Ann Example")
    assert done.text.splitlines() == [ordered, said(rig, "order-told")]
    assert [note.text for note in watch.new()] == [told(rig, command, stage or 1, level or 1)]
    await calm(rig)


@pytest.mark.parametrize(("command", "stage", "level"), EVERY)
async def test_an_order_that_is_cancelled_changes_nothing(
    running: Running, command: str, stage: int, level: int
) -> None:
    """The patient's card comes back."""
    rig, cast = running
    before, watch = await kept(rig, without=BUT_LOOKS), Watch(cast["ann"])
    await prepares(rig, cast["owner"], command, stage, level)
    card = await rig.presses(cast["owner"], rig.label("cancel"))
    assert card.text.startswith("Ann Example ·")
    assert (await kept(rig, without=BUT_LOOKS), watch.answers()) == (before, [])


# --- what each does --------------------------------------------------------------------------------------------------


async def test_a_plan_that_is_held_does_not_move_on_until_it_is_released(running: Running) -> None:
    """The patient learns why; after the release the next easy answer moves it."""
    rig, cast = running
    await orders(rig, cast["owner"], "hold")
    for day in range(7):
        await easy_day(rig, cast["ann"], day)
    assert (await rig.record()).plan.position == Position(1, 1)
    why = await rig.says(cast["ann"], "/why")
    assert said(rig, "why-held-clinician_hold") in why.text
    await orders(rig, cast["owner"], "release")
    assert cast["ann"].screen().last.text == told(rig, "release")
    await easy_day(rig, cast["ann"], day=7)
    assert (await rig.record()).plan.position == Position(1, 2)


async def test_stage_4_is_approved_once(running: Running) -> None:
    """Then it is no longer offered."""
    rig, cast = running
    await orders(rig, cast["owner"], "approve_stage_4")
    card = await opens(rig, cast["owner"])
    assert (await rig.record()).plan.approved
    assert rig.label("approve_stage_4") not in labels(card)
    assert said(rig, "patient-flags-approved") in card.text


async def test_stage_4_is_not_offered_where_there_is_no_sport_goal(tmp_path: Path) -> None:
    """There is nothing to approve."""
    async with opened(tmp_path, one_patient) as (rig, cast):
        assert rig.label("approve_stage_4") not in labels(await opens(rig, cast["owner"]))


@pytest.mark.parametrize("command", ["set", "restart"])
@pytest.mark.parametrize(("stage", "level"), [(2, 1), (1, 3)])
async def test_another_position_lays_the_day_out_anew(running: Running, command: str, stage: int, level: int) -> None:
    """What can be reported from then on is what the new place on the ladder owes, also on a card that was open."""
    rig, cast = running
    await rig.at("08:31")
    await orders(rig, cast["owner"], command, stage, level)
    assert (await rig.record()).plan.position == Position(stage, level)
    place = f"stage {stage}, level {level}"
    assert all(place in note.text for note in cast["ann"].screen().from_bot if rig.label("done") in labels(note))
    await rig.at("18:31")
    assert place in cast["ann"].screen().offering(rig.label("done")).text
    await calm(rig)


async def test_a_stopped_plan_sends_nothing_and_takes_nothing(running: Running) -> None:
    """The card that was open is no longer needed."""
    rig, cast = running
    await rig.at("08:31")
    done = cast["ann"].screen().last.pressable(rig.label("done"))
    await orders(rig, cast["owner"], "stop")
    before = await kept(rig, without=BUT_LOOKS)
    assert await forges(rig, cast["ann"], done.data) == said(rig, "said-plan_stopped")
    assert await kept(rig, without=BUT_LOOKS) == before
    watch = Watch(cast["ann"])
    await rig.pass_time(days=2)
    assert not watch.new()


async def test_a_discharged_patient_hears_nothing_more(running: Running) -> None:
    """And the plan takes no reports."""
    rig, cast = running
    await orders(rig, cast["owner"], "discharge")
    watch = Watch(cast["ann"])
    await rig.pass_time(days=20)
    assert not watch.answers()
    assert (await rig.says(cast["ann"], "/today")).text == said(rig, "today-discharged")


async def test_a_restart_is_the_way_out_of_a_stop(running: Running) -> None:
    """The plan runs again where the clinician set it, and the alert that stopped it is resolved."""
    rig, cast = running
    await flags(rig, cast["ann"])
    assert (await rig.record()).plan.status is Status.STOPPED
    assert labels(await opens(rig, cast["owner"]))[-3:] == [rig.label(x) for x in ("restart", "discharge", "patients")]
    await orders(rig, cast["owner"], "restart", 1, 2)
    record = await rig.record()
    assert (record.plan.status, record.plan.position) == (Status.ACTIVE, Position(1, 2))
    [alert] = alerts(cast["owner"])
    assert "✅" in alert.text
    await rig.at("08:31")
    assert rig.label("done") in labels(cast["ann"].screen().last)


# --- the end, and a new beginning ------------------------------------------------------------------------------------


async def test_somebody_who_left_can_be_started_again(running: Running) -> None:
    """From the message that told of it: with a place on the ladder, and prompts follow."""
    rig, cast = running
    await rig.says(cast["ann"], "/stop")
    await rig.presses(cast["ann"], rig.label("leave"))
    await rig.presses(cast["owner"], of(rig, "open", "Ann Example"))
    for label in (rig.label("restart"), "1 –", rig.label("level", number=1), rig.label("confirm")):
        await rig.presses(cast["owner"], label)
    assert (await rig.record()).plan.status is Status.ACTIVE
    await rig.at("08:31")
    assert rig.label("done") in labels(cast["ann"].screen().last)


async def test_a_discharge_resolves_what_was_open(running: Running) -> None:
    """Nobody is told again of an alert about somebody who has left."""
    rig, cast = running
    await flags(rig, cast["ann"])
    await orders(rig, cast["owner"], "discharge")
    watch = Watch(cast["owner"])
    await rig.pass_time(days=1)
    assert not watch.answers()


async def test_an_order_opened_from_an_alert_does_not_cover_it(running: Running) -> None:
    """The alert stays in the chat with its buttons until somebody has it."""
    rig, cast = running
    await flags(rig, cast["ann"])
    [alert] = alerts(cast["owner"])
    await rig.presses(cast["owner"], rig.label("restart"))
    assert cast["owner"].screen().note(alert.id).text == alert.text
    assert cast["owner"].screen().last.id != alert.id

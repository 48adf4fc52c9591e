"""Alerts that come up again while they are not resolved, and the kinds that are no emergency."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rehab.plan import Position
from tests.acceptance.rig import Rig
from tests.acceptance.staff import (
    Cast,
    Watch,
    alerts,
    flags,
    has_it,
    labels,
    one_patient,
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


async def test_a_second_flag_while_an_alert_is_open_counts_up_on_it(running: Running) -> None:
    """One card, both signs, and the tier of the more urgent one; it is not told again for that."""
    rig, cast = running
    await flags(rig, cast["ann"], "saddle_numbness")
    await flags(rig, cast["ann"], "weight_loss")
    assert sent_to(rig, cast["weber"]) == 1
    [alert] = alerts(cast["weber"])
    assert said(rig, "alert-repeated") not in alert.text
    assert "2 times" in alert.text
    assert said(rig, "flag-weight_loss.long") in alert.text
    assert said(rig, "flag-saddle_numbness.long") in alert.text
    assert "Tier A" in alert.text


async def test_a_more_urgent_second_flag_is_told_at_once(running: Running) -> None:
    """Whoever has seen that something can wait must hear that it cannot any more."""
    rig, cast = running
    await flags(rig, cast["ann"], "weight_loss")
    assert "Tier C" in alerts(cast["weber"])[0].text
    await rig.pass_time(minutes=10)
    await flags(rig, cast["ann"], "saddle_numbness")
    assert sent_to(rig, cast["weber"]) == 2
    [alert] = alerts(cast["weber"])
    assert "Tier A" in alert.text
    assert said(rig, "flag-weight_loss.long") in alert.text
    await rig.pass_time(minutes=29)
    assert sent_to(rig, cast["weber"]) == 2
    await rig.pass_time(minutes=1)
    assert sent_to(rig, cast["weber"]) == 3


async def test_a_milder_second_flag_does_not_tell_the_patient_to_wait(running: Running) -> None:
    """Whoever named an emergency sign is still sent to the emergency department."""
    rig, cast = running
    await flags(rig, cast["ann"], "saddle_numbness")
    await flags(rig, cast["ann"], "weight_loss")
    assert cast["ann"].screen().last.text.startswith("🚨 Ring 999")


async def test_a_new_flag_after_somebody_had_the_alert_opens_it_again(running: Running) -> None:
    """It is told anew and again until somebody has it."""
    rig, cast = running
    await flags(rig, cast["ann"], "fever")
    await has_it(rig, cast["weber"])
    await rig.pass_time(hours=3)
    watch = Watch(cast["weber"])
    await flags(rig, cast["ann"], "pop")
    [alert] = alerts(cast["weber"])
    assert [note.id for note in watch.new()] == [alert.id]
    assert rig.label("acknowledge") in labels(alert)
    before = sent_to(rig, cast["weber"])
    await rig.pass_time(minutes=30)
    assert sent_to(rig, cast["weber"]) == before + 1


# --- other kinds -----------------------------------------------------------------------------------------------------


async def test_overload_in_stage_1_is_for_review(running: Running) -> None:
    """There is no stage below it: the dose falls, and the clinician looks at it without being woken."""
    rig, cast = running
    await rig.at("08:31")
    await rig.does_session(cast["ann"], 2, 9)
    [alert] = alerts(cast["weber"])
    assert said(rig, "alert-head-review", name="Ann Example") in alert.text
    assert said(rig, "alert-overload_in_first_stage") in alert.text
    assert said(rig, "alert-numbers", during=9, after="–") in alert.text
    assert (await rig.record()).plan.position == Position(1, 1)
    assert (await rig.record()).plan.reduced_dose


async def test_a_review_waits_a_day_before_it_is_told_again(running: Running) -> None:
    """After three days the administrator is told as well; taking it does not write to the patient."""
    rig, cast = running
    await rig.at("08:31")
    await rig.does_session(cast["ann"], 2, 9)
    await rig.pass_time(hours=23, minutes=59)
    assert sent_to(rig, cast["weber"]) == 1
    await rig.pass_time(minutes=2)
    assert sent_to(rig, cast["weber"]) == 2
    await rig.pass_time(days=2)
    assert (sent_to(rig, cast["weber"]), sent_to(rig, cast["boss"])) == (3, 1)
    watch = Watch(cast["ann"])
    await has_it(rig, cast["weber"])
    assert not watch.answers()


async def test_a_clinician_who_is_the_administrator_is_told_once(tmp_path: Path) -> None:
    """One person, one card, at every step."""
    async with opened(tmp_path, one_patient) as (rig, cast):
        await flags(rig, cast["ann"])
        await rig.pass_time(hours=2, minutes=31)
        assert sent_to(rig, cast["owner"]) == 4
        [alert] = alerts(cast["owner"])
        assert said(rig, "alert-for-administrator", clinician="Dr Weber") not in alert.text
        assert said(rig, "alert-repeated") in alert.text

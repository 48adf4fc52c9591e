"""How clinicians come in by a link of the administrator's."""

from pathlib import Path

import segno

from rehab.permissions import Role
from tests.acceptance.inviting import is_refused, modules, starts
from tests.acceptance.rig import Rig
from tests.acceptance.staff import (
    Watch,
    administrator,
    code_in,
    joins,
    labels,
    of,
    one_patient,
    opened,
    said,
    staff_of,
)


async def test_a_clinician_comes_in_by_a_link_and_the_administrator_is_told(rig: Rig) -> None:
    """The link is used up by it."""
    boss = await administrator(rig)
    code = code_in(await rig.says(boss, "/staff"))
    watch = Watch(boss)
    weber = await starts(rig, code, "Dr Weber")
    assert [note.text for note in watch.new()] == [said(rig, "staff-joined", name="Dr Weber")]
    assert await staff_of(rig, Role.CLINICIAN) == ["Dr Weber"]
    assert rig.label("invite") in labels(weber.screen().last)
    await is_refused(rig, rig.world.person("Dr Late"), code)


async def test_a_clinicians_link_expires(rig: Rig) -> None:
    """After three days."""
    boss = await administrator(rig)
    code = code_in(await rig.says(boss, "/staff"))
    await rig.pass_time(days=3)
    await is_refused(rig, rig.world.person("Dr Late"), code)


async def test_a_patient_cannot_become_a_clinician_by_a_link(tmp_path: Path) -> None:
    """Somebody must not treat and be treated in one chat."""
    async with opened(tmp_path, one_patient) as (rig, cast):
        code = code_in(await rig.says(cast["owner"], "/staff"))
        await is_refused(rig, cast["ann"], code)


async def test_a_clinicians_picture_is_meant_for_a_colleague(rig: Rig) -> None:
    """And it scans as their link."""
    boss = await administrator(rig)
    link = rig.world.link(code_in(await rig.says(boss, "/staff")))
    shown = await rig.presses(boss, rig.label("qr"))
    assert shown.text == said(rig, "qr-caption-clinician")
    assert shown.attachment is not None
    assert modules(shown.attachment.data) == [list(row) for row in segno.make(link, error="m").matrix]


async def test_an_administrator_alone_manages_the_links_for_clinicians(rig: Rig) -> None:
    """They can take one back from their list."""
    boss = await administrator(rig)
    await joins(rig, boss, "Dr Weber")
    code = code_in(await rig.says(boss, "/staff"))
    await rig.presses(boss, rig.label("invitations"))
    await rig.presses(boss, of(rig, "revoke", said(rig, "invitation-for-clinician")))
    await is_refused(rig, rig.world.person("Dr Late"), code)

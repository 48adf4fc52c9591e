"""PROTOCOL names another file than before: what is stored is never read by the rules of another condition."""

import asyncio
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from rehab.permissions import Role
from storage.followed import OtherProtocolError
from tests.acceptance.rig import KEY, rigged, settings_for
from tests.acceptance.staff import invited, kept, one_patient, opened, orders, said
from tests.tools.protocols import EXAMPLE_FILE, PROTOCOLS

SHIPPED = PROTOCOLS["pht"]


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The shipped protocol in another version, with one threshold moved."""
    file = tmp_path / "newer.toml"
    text = EXAMPLE_FILE.parents[2].joinpath("rehab", "protocols", "pht.toml").read_text("utf-8")
    file.write_text(
        text.replace('version = "1.0.0"', 'version = "1.1.0"').replace("value = 8", "value = 7", 1), "utf-8"
    )
    return file


async def test_a_clinic_cannot_change_the_condition_under_its_patients(tmp_path: Path) -> None:
    """One line says which plans there are; nothing is lost, and with the old file all goes on."""
    async with opened(tmp_path, one_patient) as (rig, cast):
        before, world, clock = await kept(rig), rig.world, rig.clock
    with pytest.raises(OtherProtocolError) as caught:
        async with rigged(tmp_path, world=world, clock=clock, protocol=EXAMPLE_FILE):
            pass
    assert str(caught.value) == (
        "PROTOCOL: it is achilles-example 0.1.0, but there are plans that began with another (1 of pht); "
        "set the file that they began with, or another database. Nothing was changed"
    )
    async with rigged(tmp_path, world=world, clock=clock) as rig:
        assert await kept(rig) == before
        assert said(rig, "stage-1") in (await rig.says(cast["ann"], "/plan")).text


async def test_the_program_says_so_in_one_line_and_ends_with_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It ran, and the answer is no."""
    async with opened(tmp_path, one_patient):
        pass
    settings = settings_for(tmp_path, protocol=EXAMPLE_FILE)
    for name in ("database_url", "protocol", "telegram_api_url"):
        monkeypatch.setenv(name.upper(), str(getattr(settings, name)))
    monkeypatch.setenv("BOT_TOKEN", settings.bot_token.get_secret_value())
    monkeypatch.setenv("ENCRYPTION_KEYS", KEY)
    ended = await asyncio.to_thread(CliRunner().invoke, main, ["run"])
    assert (ended.exit_code, ended.stdout) == (1, "")
    [line] = ended.stderr.splitlines()
    assert line.startswith("PROTOCOL: it is achilles-example 0.1.0, but ")


async def test_a_plan_that_has_ended_keeps_its_condition_too(tmp_path: Path) -> None:
    """It can still be read, and started again."""
    async with opened(tmp_path, one_patient) as (rig, cast):
        await orders(rig, cast["owner"], "discharge")
        world, clock = rig.world, rig.clock
    with pytest.raises(OtherProtocolError, match=r"\(1 of pht\)"):
        async with rigged(tmp_path, world=world, clock=clock, protocol=EXAMPLE_FILE):
            pass


async def test_another_version_of_the_same_protocol_goes_on_with_its_plans(tmp_path: Path, newer: Path) -> None:
    """The next fact links the plan to it."""
    async with opened(tmp_path, one_patient) as (rig, cast):
        world, clock = rig.world, rig.clock
    async with rigged(tmp_path, world=world, clock=clock, protocol=newer) as rig:
        await orders(rig, cast["owner"], "hold")
        assert (await rig.record()).protocol_version == "1.1.0"


async def test_a_link_opens_only_what_was_asked_for_it(tmp_path: Path) -> None:
    """Who confirmed one diagnosis has not confirmed another: the link and an enrolment on its way are over."""
    async with rigged(tmp_path) as rig:
        owner = await rig.owner()
        unopened = await invited(rig, owner, "Ann Example", stage=4)
        begun = await invited(rig, owner, "Bob Other")
        bob = rig.world.person("Bob")
        bob.start(begun)
        await rig.settle()
        world, clock = rig.world, rig.clock
    async with rigged(tmp_path, world=world, clock=clock, protocol=EXAMPLE_FILE) as rig:
        ann = world.person("Ann")
        ann.start(unopened)
        await rig.settle()
        assert ann.screen().last.text == said(rig, "invitation-refused")
        await rig.presses(bob, rig.label("begin"))
        assert (answer := bob.presses_made[-1].answer) is not None
        assert answer.text == said(rig, "said-link_over")
        async with rig.app.work("look") as uow:
            assert await uow.people.with_role(Role.PATIENT) == []

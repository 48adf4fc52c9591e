"""The bot in groups: it only talks in private, keeps nothing of what is said there, and uses up no link."""

from pathlib import Path

from tests.acceptance.staff import (
    Watch,
    calm,
    forged,
    invited,
    kept,
    known,
    labels,
    one_patient,
    opened,
    said,
)


async def test_a_command_in_a_group_is_told_that_we_talk_in_private(tmp_path: Path) -> None:
    """Whatever it is, and whoever sends it; nothing is kept of it."""
    async with opened(tmp_path, one_patient) as (rig, cast):
        group = rig.world.group("Runners", cast["ann"], cast["owner"])
        before = await kept(rig)
        for who, text in (("ann", "/today"), ("owner", "/patients@sitbone_bot"), ("ann", "/start")):
            watch = Watch(cast[who])
            cast[who].in_group(group).says(text)
            await rig.settle()
            assert cast[who].in_group(group).screen().last.text == said(rig, "private-only")
            assert not watch.answers()
        assert await kept(rig) == before
        await calm(rig)


async def test_a_link_is_not_used_up_in_a_group(tmp_path: Path) -> None:
    """It still opens in private."""
    async with opened(tmp_path, one_patient) as (rig, cast):
        code, guest = await invited(rig, cast["owner"], "Guest Example"), rig.world.person("Guest")
        group = rig.world.group("Runners", guest)
        guest.in_group(group).says(f"/start {code}")
        await rig.settle()
        await rig.enrols(code, "Guest")
        assert (await rig.record("Guest Example")).plan.status == "active"


async def test_other_talk_in_a_group_is_not_ours(tmp_path: Path) -> None:
    """Mentions, answers, media and presses there are passed over."""
    async with opened(tmp_path, one_patient) as (rig, cast):
        group = rig.world.group("Runners", cast["ann"])
        ann = cast["ann"].in_group(group)
        ann.says("/today")
        await rig.settle()
        [told] = ann.screen().from_bot
        ann.says("@sitbone_bot 3")
        ann.says("I felt a pop", reply_to=told.id)
        ann.sends_sticker()
        await rig.settle()
        assert len(ann.screen().from_bot) == 1
        await calm(rig)


async def test_coming_and_going_in_groups_does_no_harm(tmp_path: Path) -> None:
    """Taken in, made a larger group, thrown out, and a command that was on its way."""
    async with opened(tmp_path, one_patient) as (rig, cast):
        group = rig.world.group("Runners", cast["ann"])
        before = await kept(rig)
        await rig.settle()
        group.upgrades()
        cast["ann"].in_group(group).says("/today")
        group.removes_bot()
        await rig.settle()
        assert await kept(rig) == before
        await calm(rig, undelivered=1)
        assert (await known(rig, cast["ann"])).reachable
        assert rig.label("today") in labels(await rig.says(cast["ann"], "/help"))


async def test_a_press_on_a_message_that_is_gone_is_answered(tmp_path: Path) -> None:
    """The person deleted it while the press was on its way."""
    async with opened(tmp_path, one_patient) as (rig, cast):
        await rig.at("08:31")
        card = cast["ann"].screen().last
        press = forged(cast["ann"], card.pressable(rig.label("done")).data)
        cast["ann"].deletes(card.id)
        await rig.settle()
        assert press.answer is not None

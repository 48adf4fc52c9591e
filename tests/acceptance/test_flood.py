"""Somebody floods the bot: they are answered slowly and told so once; nobody else notices, and nothing is lost."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scheduling.clock import RealClock
from scheduling.turns import AT_ONCE, EVERY, Turns
from tests.acceptance.rig import Rig
from tests.acceptance.staff import CLINIC, Cast, Watch, calm, opened, practice, said
from tests.logged import logged

MANY = 3 * AT_ONCE


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[tuple[Rig, Cast]]:
    """A practice whose bot keeps everybody to their share."""
    async with opened(tmp_path, practice) as (rig, cast):
        [worker] = rig.app.workers
        real = Standing()
        worker._real, worker._turns = real, Turns(real.now)
        yield rig, cast


class Standing(RealClock):
    """Real time that only moves when it is put ahead."""

    def __init__(self) -> None:
        self.by = timedelta(0)

    def now(self) -> datetime:
        """The present instant."""
        return datetime(2026, 1, 5, 7, tzinfo=UTC) + self.by


def flood(rig: Rig) -> str:
    """The one word about it."""
    return said(rig, "said-too_fast", phone=CLINIC[1], hours=CLINIC[2], emergency=CLINIC[3])


async def put_ahead(rig: Rig, by: timedelta) -> None:
    """Let real time pass, and the bot work."""
    real = rig.app.workers[0]._real
    assert isinstance(real, Standing)
    real.by += by
    while await rig.app.workers[0].run_once():
        pass
    await rig.settle()


async def test_a_flood_is_answered_slowly_with_one_word_about_it(running: tuple[Rig, Cast]) -> None:
    """As many as are taken at once are answered; then a few a second, until all are."""
    rig, cast = running
    watch = Watch(cast["ann"])
    with logged("WARNING") as lines:
        for _ in range(MANY):
            cast["ann"].says("/help")
        await rig.settle()
    texts = [note.text for note in watch.new()]
    assert len(texts) == AT_ONCE + 1
    assert texts.count(flood(rig)) == 1
    assert [line["event"] for line in lines.told()] == ["flood"]
    await put_ahead(rig, EVERY)
    assert len(watch.new()) == AT_ONCE + 2
    for _ in range(MANY):
        await put_ahead(rig, EVERY)
    assert len(watch.new()) == MANY + 1
    await calm(rig)


async def test_nobody_else_waits(running: tuple[Rig, Cast]) -> None:
    """What Bob asks behind the flood is answered as if there were none."""
    rig, cast = running
    for _ in range(MANY):
        cast["ann"].says("/help")
    await rig.says(cast["bob"], "/today")
    watch = Watch(cast["bob"])
    await rig.says(cast["bob"], "/plan")
    [answer] = watch.new()
    assert answer.text != flood(rig)


async def test_who_is_not_known_waits_without_a_word(running: tuple[Rig, Cast]) -> None:
    """A flood of strangers brings no more messages than they are owed."""
    rig, _ = running
    stranger = rig.world.person("Stranger")
    for _ in range(MANY):
        stranger.says("hello")
    await rig.settle()
    assert {note.text for note in stranger.screen().from_bot} == {said(rig, "stranger")}
    assert len(stranger.screen().from_bot) == AT_ONCE

"""A card of which nobody can say whether it came, and which came: its buttons work like those of any other."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from rehab.events import Session
from sandbox.faults import AnswerLost, server_error
from tests.acceptance.rig import MONDAY
from tests.acceptance.staff import invited
from tests.faults.clinic import NAMES, opened
from tests.faults.lived import Insistent, Life
from tests.swift import swiftly
from usecases.course import facts


@pytest.fixture(scope="module", autouse=True)
def swift() -> Iterator[None]:
    """One thing after the other."""
    with swiftly():
        yield


async def sessions(life: Life, name: str) -> list[tuple[int | None, int | None]]:
    """The ratings of what somebody has done."""
    record = await life.record(name)
    async with life.app.work("look") as uow:
        known = await facts(life.app.scene(uow), record.id)
    return [(fact.pain_before, fact.pain_during) for fact in known if isinstance(fact, Session)]


async def test_a_card_that_was_let_go_leads_on_all_the_same(tmp_path: Path) -> None:
    """It came, the answer was lost, it was sent once more, that answer was an error, and it was let go.

    May be repeated: that card, once. Whoever presses its button is asked what comes next, in a new message.
    """
    async with opened(tmp_path) as (life, people):
        ann = people["ann"]
        life.people = [ann]
        life.world.faults.plant("sendMessage", AnswerLost(), when=ann.is_written_to)
        life.world.faults.plant("sendMessage", server_error(), nth=2, when=ann.is_written_to)
        await life.live(MONDAY + timedelta(hours=5))
        assert await sessions(life, NAMES["ann"]) == [(2, 3)]
        [row] = [row for row in await life.rows() if row["state"] == "failed"]
        assert (row["kind"], row["failure"], life.shown[row["id"]]) == ("session", "unknown", 1)


async def test_an_enrolment_whose_card_was_let_go_goes_on(tmp_path: Path) -> None:
    """The same with the first card of somebody who has just opened their link. May be repeated: that card, once."""
    async with opened(tmp_path) as (life, people):
        code = await invited(life, people["weber"].person, "Dan New")
        dan = Insistent(life.world.person("Dan"))
        life.world.faults.plant("sendMessage", AnswerLost(), when=dan.is_written_to)
        life.world.faults.plant("sendMessage", server_error(), nth=2, when=dan.is_written_to)
        dan.person.start(code)
        await life.pass_time(minutes=5)
        assert [row["failure"] for row in await life.rows() if row["state"] == "failed"] == ["unknown"]
        for label in ("begin", "agree", "none-of-these", "yes-time", "these-suit"):
            dan.person.presses(life.label(label))
            await life.settle()
        assert (await life.record("Dan New")).plan.status == "active"

"""Words of danger are heard wherever somebody stands, and a number answers what was asked last."""

from pathlib import Path

import pytest

from tests.acceptance.home import at_home
from tests.acceptance.staff import (
    CLINIC,
    Watch,
    calm,
    labels,
    one_patient,
    opened,
    said,
)
from tests.acceptance.states import STATES, walks
from tests.soaking import some


@pytest.mark.parametrize("steps", [("set-blocks",), ("set-quiet",), ("set-zone", "other-city")])
async def test_words_of_danger_are_heard_also_where_something_else_was_asked(
    tmp_path: Path, steps: tuple[str, ...]
) -> None:
    """Somebody in the middle of their settings feels a pop: the signs are shown."""
    async with opened(tmp_path, one_patient) as (rig, cast):
        ann = await walks("ann", "/settings", *steps)(rig, cast)
        shown = await rig.says(ann, "I felt a pop and now I am numb")
        assert rig.reader.plain("flag-pop") in labels(shown)


NO_SIGNS_TO_SHOW = ("enrol welcome", "enrol consent", "enrol declined", "enrol flagged")
PATIENTS = [name for name in STATES if name.split()[0] not in {"stranger", "clinic", "invite", "note", "total"}]


SHOWN = [name for name in PATIENTS if name not in {"idle clinician", *NO_SIGNS_TO_SHOW}]


@pytest.mark.parametrize("name", some(SHOWN, of=3, who="danger"))
async def test_words_of_danger_are_heard_in_every_state(tmp_path: Path, name: str) -> None:
    """Wherever somebody stands who has agreed: the signs to choose from are one press away, in one answer."""
    state = STATES[name]
    async with opened(tmp_path, state.base) as (rig, cast):
        person = await state.enter(rig, cast)
        watch = Watch(person)
        await rig.says(person, "something snapped and my leg is numb")
        [answer] = watch.answers()
        assert rig.reader.plain("flag-saddle_numbness") in labels(answer)
        await calm(rig)


@pytest.mark.parametrize("name", NO_SIGNS_TO_SHOW)
async def test_words_of_danger_before_there_is_a_plan_are_told_whom_to_ring(tmp_path: Path, name: str) -> None:
    """Nobody is asked for signs before they have agreed, but everybody reads the numbers."""
    state = STATES[name]
    async with opened(tmp_path, state.base) as (rig, cast):
        person = await state.enter(rig, cast)
        watch = Watch(person)
        await rig.says(person, "something snapped and my leg is numb")
        [answer] = watch.answers()
        assert answer.text.startswith(said(rig, "said-ring_now", phone=CLINIC[1], hours=CLINIC[2], emergency=CLINIC[3]))
        await calm(rig)


async def test_words_of_danger_under_a_picture_are_heard(tmp_path: Path) -> None:
    """The picture cannot be read, but its words can."""
    async with opened(tmp_path, one_patient) as (rig, cast):
        cast["ann"].sends_photo(caption="I felt a pop, look at this bruise")
        await rig.settle()
        assert rig.reader.plain("flag-pop") in labels(cast["ann"].screen().last)


async def test_words_of_danger_in_a_corrected_message_are_heard(tmp_path: Path) -> None:
    """Somebody who adds them to what they wrote."""
    async with opened(tmp_path, one_patient) as (rig, cast):
        await rig.says(cast["ann"], "hello")
        cast["ann"].edits(cast["ann"].screen().notes[-2].id, "hello, my leg is numb")
        await rig.settle()
        assert rig.reader.plain("flag-saddle_numbness") in labels(cast["ann"].screen().last)


async def test_a_number_answers_the_question_that_was_asked_last(tmp_path: Path) -> None:
    """Not a setting that was opened the day before and left."""
    async with opened(tmp_path, one_patient) as (rig, cast):
        await rig.at("08:31")
        await rig.does_session(cast["ann"], 2, 2)
        await walks("ann", "/settings", "set-loading")(rig, cast)
        await rig.at("08:33", days=1)
        await rig.says(cast["ann"], "2")
        assert said(rig, "question-answered", value=2) in cast["ann"].screen().text


@pytest.mark.parametrize(("stage", "told"), [(1, True), (2, True), (3, False)])
async def test_who_writes_of_stretching_is_told_to_leave_it_for_now(tmp_path: Path, stage: int, told: bool) -> None:
    """In the stages that leave it out; later it is a message like any other, which nobody can pass on."""
    async with at_home(tmp_path, stage=stage, level=1, pain=1) as ann:
        shown = await ann.says("Shall I stretch my hamstring in the evening?")
        assert (ann.words("lesson-stretching.body") in shown.text) is told
        assert "cannot pass" in shown.text
        assert "020 7946 0000" in shown.text


async def test_danger_goes_before_advice(tmp_path: Path) -> None:
    """Stretched, and it snapped."""
    async with at_home(tmp_path, stage=1, level=1, pain=1) as ann:
        shown = await ann.says("I stretched and something snapped")
        assert shown.buttons[0].label == ann.words("flag-pop")


async def test_after_the_end_of_the_plan_nobody_is_advised(tmp_path: Path) -> None:
    """Whoever has left hears that nobody reads along."""
    async with at_home(tmp_path, stage=1, level=1, pain=1) as ann:
        await ann.says("/stop")
        await ann.presses("leave")
        assert ann.words("lesson-stretching.body") not in (await ann.says("may I stretch now?")).text

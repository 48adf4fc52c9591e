"""Looking after patients: the list, the card, the timeline, the chart, notes, and a patient's new phone."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rehab.plan import Position
from sandbox.people import Person
from tests.acceptance.rig import Rig
from tests.acceptance.staff import (
    PHONE,
    Cast,
    Watch,
    calm,
    flags,
    invited,
    labels,
    of,
    one_patient,
    opened,
    opens,
    practice,
    said,
)

Running = tuple[Rig, Cast]


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Running]:
    """A clinician with one patient, Ann."""
    async with opened(tmp_path, one_patient) as started:
        yield started


@pytest.fixture
async def two(tmp_path: Path) -> AsyncIterator[Running]:
    """Two clinicians with a patient each, and an administrator who treats nobody."""
    async with opened(tmp_path, practice) as started:
        yield started


async def trains(rig: Rig, ann: Person, before: int = 2, during: int = 3, after: int | None = 2) -> None:
    """A morning's block is done and rated, and the next day's question is answered."""
    await rig.at("08:35")
    await rig.does_session(ann, before, during)
    if after is not None:
        await rig.at("08:36", days=1)
        await rig.rates(ann, after)


# --- the list --------------------------------------------------------------------------------------------------------


async def test_the_list_gives_each_patient_in_one_line(running: Running) -> None:
    """Name, stage and level, status, adherence of seven days, the last 24-hour pain."""
    rig, cast = running
    await trains(rig, cast["ann"], after=1)
    listed = await rig.says(cast["owner"], "/patients")
    [line] = [line for line in listed.text.splitlines() if "Ann Example" in line]
    assert line.startswith("🟢 Ann Example – 1.1 · active · ")
    assert line.endswith("% · 24 h 1")


async def test_patients_with_alerts_come_first(running: Running) -> None:
    """Urgent ones before others, others before the rest, which stand by name."""
    rig, cast = running
    for name in ("Zoe Last", "Bob Blocks", "Adam First", "Rita Red"):
        person = await rig.enrols(await invited(rig, cast["owner"], name), name.split()[0])
        if name.startswith("Rita"):
            await flags(rig, person)
        if name.startswith("Bob"):
            person.blocks()
            await rig.settle()
    listed = await rig.says(cast["owner"], "/patients")
    lines = [line for line in listed.text.splitlines() if " – 1.1 · " in line]
    assert [line.split(" – ")[0] for line in lines] == [
        "🔴 Rita Red", "🟡 Bob Blocks", "🟢 Adam First", "🟢 Ann Example", "🟢 Zoe Last",
    ]  # fmt: skip
    assert labels(listed)[:5] == ["Rita Red", "Bob Blocks", "Adam First", "Ann Example", "Zoe Last"]


async def test_a_long_list_has_pages(running: Running) -> None:
    """Eight to a page."""
    rig, cast = running
    for number in range(8):
        await rig.enrols(await invited(rig, cast["owner"], f"Patient {number}"), f"P{number}")
    first = await rig.says(cast["owner"], "/patients")
    assert "Ann Example" in first.text
    assert "Patient 7" not in first.text
    assert "Patient 7" in (await rig.presses(cast["owner"], rig.label("older"))).text
    assert "Ann Example" in (await rig.presses(cast["owner"], rig.label("newer"))).text


async def test_a_clinician_sees_only_their_own_patients(two: Running) -> None:
    """Not those of a colleague, and the administrator sees none."""
    rig, cast = two
    listed = await rig.says(cast["weber"], "/patients")
    assert "Ann Example" in listed.text
    assert "Bob Other" not in listed.text
    await rig.says(cast["boss"], "/start")
    await rig.says(cast["boss"], "/patients")
    assert "Ann" not in cast["boss"].screen().text
    assert "Bob" not in cast["boss"].screen().text


async def test_the_home_card_counts_the_patients_that_the_list_shows(running: Running) -> None:
    """Somebody whose plan has ended is in neither."""
    rig, cast = running
    await rig.says(cast["ann"], "/stop")
    await rig.presses(cast["ann"], rig.label("leave"))
    assert (await rig.says(cast["owner"], "/patients")).text == said(rig, "patients-none")
    await rig.says(cast["owner"], "/start")
    assert said(rig, "staff-home", clinic="Sitbone Clinic", patients=0, alerts=0) == cast["owner"].screen().last.text


# --- one patient -----------------------------------------------------------------------------------------------------


async def test_a_card_tells_where_a_patient_stands_and_what_is_missing(running: Running) -> None:
    """The last decision by its rule, and each criterion that is not met yet."""
    rig, cast = running
    await trains(rig, cast["ann"])
    card = await opens(rig, cast["owner"])
    assert card.text.startswith("Ann Example · left · active")
    assert said(rig, "rule-not_yet") in card.text
    assert said(rig, "missing-green_days", have=1, need=5) in card.text
    assert "24-hour pain 2" in card.text


async def test_the_timeline_tells_what_happened_newest_first(running: Running) -> None:
    """Sessions with their ratings, answers, pauses and orders."""
    rig, cast = running
    await trains(rig, cast["ann"], 2, 3, 1)
    await rig.says(cast["ann"], "/pause")
    await rig.presses(cast["ann"], rig.label("away"))
    await rig.presses(cast["ann"], rig.label("no-end"))
    await rig.says(cast["ann"], "/resume")
    await rig.presses(cast["ann"], rig.label("nothing-new"))
    await opens(rig, cast["owner"])
    shown = (await rig.presses(cast["owner"], rig.label("timeline"))).text
    session = said(rig, "timeline-session", outcome=rig.reader.say("outcome-done"), before=2, during=3)
    wanted = [
        said(rig, "timeline-resume"),
        said(rig, "timeline-pause"),
        said(rig, "timeline-pain_24h", value=1),
        session,
    ]
    places = [shown.index(words) for words in wanted]
    assert places == sorted(places)


async def test_a_long_timeline_has_pages_and_a_way_back(running: Running) -> None:
    """Ten lines to a page."""
    rig, cast = running
    for _ in range(6):
        await rig.says(cast["ann"], "/pause")
        await rig.presses(cast["ann"], rig.label("busy"))
        await rig.presses(cast["ann"], rig.label("no-end"))
        await rig.says(cast["ann"], "/resume")
        await rig.presses(cast["ann"], rig.label("nothing-new"))
    await opens(rig, cast["owner"])
    first = await rig.presses(cast["owner"], rig.label("timeline"))
    assert first.text.count(said(rig, "timeline-pause")) == 5
    older = await rig.presses(cast["owner"], rig.label("older"))
    assert older.text.count(said(rig, "timeline-pause")) == 1
    assert (await rig.presses(cast["owner"], of(rig, "open", "Ann Example"))).text.startswith("Ann Example ·")


async def test_the_chart_comes_as_a_picture(running: Running) -> None:
    """With the week in its caption; it can be put away again."""
    rig, cast = running
    await trains(rig, cast["ann"])
    await opens(rig, cast["owner"])
    shown = await rig.presses(cast["owner"], rig.label("chart"))
    assert shown.attachment is not None
    assert shown.attachment.data.startswith(b"\x89PNG")
    assert shown.text.startswith("Ann Example: 1 of ")
    await rig.presses(cast["owner"], rig.label("close"))
    assert all(note.attachment is None for note in cast["owner"].screen().from_bot)
    await calm(rig)


async def test_somebody_who_left_can_still_be_found(running: Running) -> None:
    """Plans that have ended are a list of their own, to read what happened or start anew."""
    rig, cast = running
    await rig.enrols(await invited(rig, cast["owner"], "Bob Other"), "Bob")
    await rig.says(cast["ann"], "/stop")
    await rig.presses(cast["ann"], rig.label("leave"))
    assert "Ann Example" not in (await rig.says(cast["owner"], "/patients")).text
    listed = await rig.presses(cast["owner"], rig.label("ended"))
    assert "Ann Example" in listed.text
    assert "Bob Other" not in listed.text
    card = await rig.presses(cast["owner"], "Ann Example")
    assert rig.label("restart") in labels(card)
    await rig.presses(cast["owner"], rig.label("patients"))
    assert "Bob Other" in cast["owner"].screen().last.text


async def test_somebody_whose_plan_has_ended_can_begin_again_with_a_new_link(running: Running) -> None:
    """As they were told when they left: the clinic can send a new link."""
    rig, cast = running
    await rig.says(cast["ann"], "/stop")
    await rig.presses(cast["ann"], rig.label("leave"))
    cast["ann"].start(await invited(rig, cast["owner"], "Ann Example", stage=1, level=2))
    await rig.settle()
    for label in ("begin", "agree", "none-of-these", "yes-time", "these-suit"):
        await rig.presses(cast["ann"], rig.label(label))
    assert (await rig.record()).plan.position == Position(1, 2)
    assert (await rig.record()).plan.status == "active"


# --- notes -----------------------------------------------------------------------------------------------------------


async def writes(rig: Rig, owner: Person, text: str) -> None:
    """A clinician writes to Ann."""
    await opens(rig, owner)
    await rig.presses(owner, rig.label("write"))
    await rig.says(owner, text)


async def test_a_note_reaches_the_patient_with_the_clinicians_name(running: Running) -> None:
    """And the telephone number for an answer; the clinician sees that it went out."""
    rig, cast = running
    watch = Watch(cast["ann"])
    await writes(rig, cast["owner"], "Well done.\nSee you on Friday!")
    [note] = watch.new()
    assert note.text.startswith(
        said(rig, "note-to-patient", clinician="Dr Weber", text="Well done.\nSee you on Friday!")
    )
    assert PHONE in note.text
    assert cast["owner"].screen().last.text == said(rig, "write-note-sent", name="Ann Example")


@pytest.mark.parametrize("words", ["<b>bold</b> & <script>", "{ $text } {link}", "1 < 2 &amp; 3", "&" * 1000])
async def test_a_note_is_shown_as_it_was_typed(running: Running, words: str) -> None:
    """Nothing in it is taken for markup."""
    rig, cast = running
    await writes(rig, cast["owner"], words)
    assert words in cast["ann"].screen().last.text
    await calm(rig)


async def test_a_note_that_is_too_long_is_refused_and_still_awaited(running: Running) -> None:
    """A thousand characters are the most."""
    rig, cast = running
    watch = Watch(cast["ann"])
    await writes(rig, cast["owner"], "x" * 1001)
    assert cast["owner"].screen().last.text == said(rig, "said-too_long")
    assert not watch.answers()
    await rig.says(cast["owner"], "x" * 1000)
    assert "x" * 1000 in cast["ann"].screen().last.text


async def test_a_note_is_sent_once(running: Running) -> None:
    """What the clinician types next is not for the patient."""
    rig, cast = running
    await writes(rig, cast["owner"], "Well done.")
    watch = Watch(cast["ann"])
    await rig.says(cast["owner"], "And now to somebody else.")
    assert not watch.answers()


async def test_a_cancelled_note_is_never_sent(running: Running) -> None:
    """After "Cancel" the next words of the clinician stay with them."""
    rig, cast = running
    await opens(rig, cast["owner"])
    await rig.presses(cast["owner"], rig.label("write"))
    await rig.presses(cast["owner"], rig.label("cancel"))
    watch = Watch(cast["ann"])
    await rig.says(cast["owner"], "She seems to exaggerate.")
    assert not watch.answers()


async def test_a_note_does_not_reach_another_patient_than_the_one_on_the_screen(running: Running) -> None:
    """A clinician who has opened somebody else meanwhile is not writing to the first any more."""
    rig, cast = running
    await rig.enrols(await invited(rig, cast["owner"], "Bob Other"), "Bob")
    await opens(rig, cast["owner"])
    await rig.presses(cast["owner"], rig.label("write"))
    await rig.presses(cast["owner"], of(rig, "open", "Bob Other"))
    watch = Watch(cast["ann"])
    await rig.says(cast["owner"], "Bob’s MRI is here.")
    assert not watch.answers()

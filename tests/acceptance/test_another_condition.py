"""The whole bot with the example protocol for another tendon: nothing that people read or press is about the other."""

import html
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.lifecycle import Runner
from rehab.plan import Position
from sandbox.markup import parse_html
from tests.acceptance.rig import Rig, rigged
from tests.acceptance.staff import Cast, code_in, labels, opened, opens, orders
from tests.acceptance.test_language import TOLD, read, walks
from tests.tools.protocols import EXAMPLE_FILE, LIBRARIES, own_texts

HAMSTRING = (
    r"hamstring|cushion|sit bone|buttock|bridge|deadlift|nordic|hip thrust|thigh|proximal|VISA-H|\bpht\b|stage 4"
)
EXAMPLE, SHIPPED = (own_texts(LIBRARIES[name]) for name in ("example", "pht"))
# What the shipped protocol's own file says and the example's does not, in whole.
FOREIGN = {text for text in SHIPPED.values() if not any(text in ours for ours in EXAMPLE.values())}
Running = tuple[Rig, Cast]


def about_the_hamstring(rig: Rig) -> list[str]:
    """Whatever the bot has said or put on a button that belongs to the other protocol."""
    calls = [call for call in rig.world.api.calls if call.method.lower() in TOLD]
    assert len(calls) > 10
    texts = {html.unescape(re.sub(r"<[^>]+>", "", text)) for call in calls for text in read(call)}
    return sorted(
        text
        for text in texts
        if re.search(HAMSTRING, text, re.IGNORECASE) or any(foreign in text for foreign in FOREIGN)
    )


async def clinic(rig: Rig) -> Cast:
    """A clinic for another tendon, with a runner who starts at the beginning."""
    await Runner(rig.app)._introduce()
    owner = await rig.owner()
    return {"owner": owner, "ann": await rig.enrols(await rig.invites(owner, goal=True))}


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Running]:
    """This clinic."""
    async with opened(tmp_path, clinic, protocol=EXAMPLE_FILE) as started:
        yield started


def notice(rig: Rig) -> str:
    """What stands over everything that could be taken for a real programme."""
    return parse_html(rig.reader.say("notice"))[0]


# --- no word of it ---------------------------------------------------------------------------------------------------


def test_there_is_much_to_be_mistaken_for() -> None:
    """The search below would find any exercise, test, sign or stage of the shipped protocol."""
    assert len(FOREIGN) > 120
    assert {SHIPPED["exercise-bridge_hold"], SHIPPED["flag-pop.long"], SHIPPED["protocol-screen"]} <= FOREIGN


async def test_the_way_in_is_about_this_tendon(running: Running) -> None:
    """The invitation asks for this diagnosis, the welcome names this tendon, the check asks for its rupture."""
    rig, cast = running
    owner, guest = cast["owner"], rig.world.person("Guest")
    await walks(rig, owner, "/start", "/invite", "'Guest Example", "No phone number")
    assert "mid-portion Achilles tendinopathy" in owner.screen().last.text
    assert notice(rig) in owner.screen().last.text
    await walks(rig, owner, "confirm-all")
    assert "Surgery on the calf or heel" in owner.screen().last.text
    await walks(rig, owner, "no", "both")
    assert [one for one in labels(owner.screen().last) if "–" in one] == [
        "1 – Your own weight", "2 – Heavy and slow", "3 – Spring and run",
    ]  # fmt: skip
    await walks(rig, owner, "2 – Heavy and slow")
    assert "10 one-legged heel raises" in owner.screen().last.text
    await walks(rig, owner, "yes", "Level 5", "3")
    assert "running or jumping (stage 3)" in owner.screen().last.text
    await walks(rig, owner, "no", "make-link")
    guest.start(code_in(owner.screen().last))
    await rig.settle()
    assert "the tendon above your heel" in guest.screen().last.text
    assert notice(rig) in guest.screen().last.text
    await walks(rig, guest, "begin", "agree")
    assert "cannot rise on tiptoe" in guest.screen().last.text
    await walks(rig, guest, "some", "none-of-these", "yes-time", "these-suit", "/plan", "/help")
    assert (await rig.record("Guest Example")).plan.position == Position(2, 5)
    assert about_the_hamstring(rig) == []


async def test_a_day_is_about_this_tendon(running: Running) -> None:
    """Its exercises, told in words alone; ratings, the 24-hour question, and every screen beside them."""
    rig, cast = running
    ann = cast["ann"]
    await rig.at("08:31")
    assert "Heel hold, sitting" in ann.screen().last.text
    await walks(rig, ann, "how")
    how = ann.screen().last
    assert how.attachment is None
    assert "Lift the heel a few centimetres" in how.text
    await walks(rig, ann, "close", "start", "next", "finish", "2", "2", "correct", "1", "1")
    await rig.at("08:33", days=1)
    await walks(rig, ann, "1", "/plan", "/today", "/why", "/next", "/settings", "/progress", "close", "/help")
    assert notice(rig) in (await rig.says(ann, "/plan")).text
    await walks(rig, ann, "part", "2", "3", "/pause", "away", "no-end", "/resume", "nothing-new")
    assert about_the_hamstring(rig) == []


async def test_what_the_clinician_sees_is_about_this_tendon(running: Running) -> None:
    """The patient's card, the timeline, an approval for the stage that needs it here, and orders."""
    rig, cast = running
    owner = cast["owner"]
    await rig.at("08:31")
    await rig.does_session(cast["ann"], 2, 2)
    card = await opens(rig, owner)
    assert notice(rig) in card.text
    assert "stage 3 not approved" in card.text
    assert "Approve stage 3" in labels(card)
    await orders(rig, owner, "approve_stage_4")
    assert "has approved stage 3" in cast["ann"].screen().last.text
    assert "stage 3 approved" in (await opens(rig, owner)).text
    await orders(rig, owner, "set", 2, 5)
    assert (await rig.record()).plan.position == Position(2, 5)
    await walks(rig, owner, "/patients")
    await opens(rig, owner)
    await walks(rig, owner, "timeline")
    await walks(rig, cast["ann"], "/plan", "test", "passed", "/next")
    assert about_the_hamstring(rig) == []


async def test_its_own_limits_are_told_and_kept(running: Running) -> None:
    """7 is severe here, easy is at most 2; while it settles its own gentle exercises are offered."""
    rig, cast = running
    ann = cast["ann"]
    await orders(rig, cast["owner"], "set", 2, 2)
    assert "Easy means 2 or less" in (await rig.says(ann, "/plan")).text
    await rig.at("18:05")
    await rig.does_session(ann, 2, 7)
    assert any("Only easy heel raises until it settles" in note.text for note in ann.screen().notes)
    await walks(rig, ann, "none-of-these")
    await rig.at("08:31", days=1)
    await walks(rig, ann, "New shoes", "what-helps", "May I go on?", "back", "/today", "/plan")
    assert any("easy heel raises" in note.text for note in ann.screen().notes)
    await opens(rig, cast["owner"])
    assert "different before the flare: New shoes" in (await rig.presses(cast["owner"], rig.label("timeline"))).text
    assert about_the_hamstring(rig) == []


async def test_its_own_signs_are_heard_and_stop_the_plan(running: Running) -> None:
    """Words about a foot that cannot rise point at a rupture; the clinician reads it; a medicine has its advice."""
    rig, cast = running
    ann, owner = cast["ann"], cast["owner"]
    asked = await rig.says(ann, "since the hop I cannot rise on tiptoe")
    assert labels(asked)[0] == "Cannot rise on tiptoe"
    await walks(rig, ann, "Cannot rise on tiptoe", "/flag", "lesser", "Cipro-type antibiotic")
    told = next(note.text for note in reversed(ann.screen().notes) if "Get seen today" in note.text)
    assert EXAMPLE["flag-fluoroquinolone.medicine"] in told
    assert (await rig.record()).plan.stopped
    alert = next(note for note in owner.screen().notes if "not being able to rise on tiptoe" in note.text)
    assert "achilles-example 0.1.0" in alert.text
    await orders(rig, owner, "restart", 1, 2)
    assert about_the_hamstring(rig) == []


async def test_the_end_of_it_is_told_in_its_own_words(running: Running) -> None:
    """Closed by the clinician: what keeps this tendon strong."""
    rig, cast = running
    await orders(rig, cast["owner"], "discharge")
    assert EXAMPLE["stage-maintenance.purpose"] in cast["ann"].screen().last.text
    assert about_the_hamstring(rig) == []


# --- what the protocol does not ask ----------------------------------------------------------------------------------


@pytest.fixture
def without_sport(tmp_path: Path) -> Path:
    """The example without its sports stage's conditions: nobody is asked for a sport goal, and nothing is approved."""
    file, text = tmp_path / "calm.toml", EXAMPLE_FILE.read_text("utf-8")
    for name in ("needs_sport_goal", "needs_approval"):
        text = text.replace(f"{name} = true", f"{name} = false")
    file.write_text(text, "utf-8")
    file.with_name("calm.en.ftl").write_text(EXAMPLE_FILE.with_name("achilles.en.ftl").read_text("utf-8"), "utf-8")
    return file


async def test_what_no_stage_needs_is_not_asked(tmp_path: Path, without_sport: Path) -> None:
    """The form goes on from the pain to its end, and the patient's card offers no approval."""
    async with rigged(tmp_path, protocol=without_sport) as rig:
        owner = await rig.owner()
        await walks(
            rig,
            owner,
            "/invite",
            "'Ann Example",
            "No phone number",
            "confirm-all",
            "no",
            "left",
            "1 – Your own weight",
            "Level 1",
            "3",
        )
        confirm = owner.screen().last
        assert rig.label("make-link") in labels(confirm)
        assert "goal" not in confirm.text
        ann = await rig.enrols(code_in(await rig.presses(owner, rig.label("make-link"))))
        card = await opens(rig, owner)
        assert [one for one in labels(card) if "pprove" in one] == []
        assert "approved" not in card.text
        assert "Stage 1, level 1" in (await rig.says(ann, "/plan")).text

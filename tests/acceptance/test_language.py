"""Everything that people read comes from the catalogue: whole journeys in a language that nobody speaks.

In the pseudo-language every letter of ours wears an accent, and so do the names that people in these tests have: a
plain letter anywhere is a text that a translation would not reach.
"""

import html
import json
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.lifecycle import Runner
from bot.owner import offer_ownership
from rehab.protocol import shipped_protocol
from sandbox.core import Call
from sandbox.people import Person
from tests.acceptance.rig import OWNER_CODE, Rig
from tests.acceptance.staff import Cast, calm, code_in, flags, forges, opened, opens, orders, prepares, said
from wording.pseudo import accented, pseudo_words
from wording.words import Words

CLINIC = ("Ķĺíńíķ Šüđ", "020 7946 0000", "Ṁó–Ƒŕ 8:00–18:00", "999")
ANN = "Åňñ Éẋáṁƥļé"
# What may stand in plain letters: markup, links, commands, cities as the world calls them with their states, the
# protocol's own names for its version and its tiers, and the line that names a rule's source.
PROTOCOL = shipped_protocol()
NAMES = ("London", "Tokyo", "Japan", "Springfield")
FREE = (
    r"<[^>]*>", r"&[a-z]+;", r"https://t\.me/\S+", r"(?<![\w/])/[a-z_]+", accented("Source: ") + ".*",
    re.escape(f"{PROTOCOL.id} {PROTOCOL.version}"), r"(?<=, )[A-Z]{2}\b", r"\b(?:A/B|[A-D])(?= – )",
    *(rf"\b{name}\b" for name in NAMES),
)  # fmt: skip
FREE_LETTERS = re.compile("|".join(FREE))
WORD = re.compile("[A-Za-z]+")
TOLD = {"sendmessage", "editmessagetext", "sendphoto", "senddocument", "answercallbackquery", "setmycommands"}


def pseudo(_: str) -> Words:
    """The one language of this clinic."""
    return pseudo_words()


def read(call: Call) -> Iterator[str]:
    """Every piece of text in a call that a person will read."""
    params: Mapping[str, Any] = call.params
    yield from (str(params[name]) for name in ("text", "caption") if params.get(name))
    for row in json.loads(params.get("reply_markup") or "{}").get("inline_keyboard", []):
        yield from (button["text"] for button in row)
    yield from (command["description"] for command in json.loads(params.get("commands") or "[]"))


def leaks(rig: Rig) -> list[str]:
    """Every plain word that the bot has said so far, with what it stands in."""
    calls = [call for call in rig.world.api.calls if call.method.lower() in TOLD]
    assert len(calls) > 5
    found: dict[str, str] = {}
    for text in (text for call in calls for text in read(call)):
        ours = html.unescape(FREE_LETTERS.sub("", text))
        found |= {word: ours[max(0, at.start() - 20) : at.end() + 20] for at in WORD.finditer(ours) if (word := at[0])}
    return [f"{word} in {text!r}" for word, text in sorted(found.items())]


async def clinic(rig: Rig) -> Cast:
    """A clinic whose people have no plain letter in their names."""
    await Runner(rig.app)._introduce()
    await offer_ownership(rig.app)
    owner = rig.world.person("Ďŕ Ẃéƀéŕ")
    owner.start(OWNER_CODE)
    await rig.settle()
    for answer in CLINIC:
        await rig.says(owner, answer)
    await rig.says(owner, "/start")
    await rig.presses(owner, rig.label("also-treat"))
    ann = await rig.enrols(await rig.invites(owner, ANN, goal=True), "Åňñ")
    return {"owner": owner, "ann": ann}


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[tuple[Rig, Cast]]:
    """This clinic with one patient."""
    async with opened(tmp_path, clinic, words_for=pseudo) as started:
        yield started


async def walks(rig: Rig, person: Person, *steps: str) -> None:
    """Write what has a slash or a quote in front, press the number or the button that the others name."""
    for step in steps:
        if step.startswith(("/", "'")):
            await rig.says(person, step.removeprefix("'"))
        elif step.isdigit():
            await rig.rates(person, int(step))
        else:
            label = rig.label(step) if rig.reader.words.has(f"button-{step}") else step
            await rig.presses(person, label)


# --- journeys --------------------------------------------------------------------------------------------------------


async def test_the_way_in(running: tuple[Rig, Cast]) -> None:
    """From the link through every question of the enrolment, with detours."""
    rig, cast = running
    guest = rig.world.person("Ĝúéšť")
    guest.start(await rig.invites(cast["owner"], "Ĝúéšť Éẋáṁƥļé"))
    await rig.settle()
    guest.sends_sticker()
    steps = (
        "'ƀļá",
        "begin",
        "decline",
        "again",
        "agree",
        "'ƀļá",
        "some",
        "none-of-these",
        "other-city",
        "'Springfield",
    )
    await walks(rig, guest, *steps, "other-city", "'Xyzzy", "'Tokyo", "yes-time", "other-times", "'9:00 10:00", "'ƀļá")
    await walks(rig, guest, "'8:30 13:00 18:30")
    assert leaks(rig) == []
    await calm(rig)


async def test_days_of_exercise_and_a_changed_plan(running: tuple[Rig, Cast]) -> None:
    """A guided session, one put off, one skipped, ratings, questions, a severe day, and every screen beside them."""
    rig, cast = running
    ann = cast["ann"]
    await rig.at("08:31")
    await walks(
        rig, ann, "how", "close", "start", "pause-timer", "go-on", "next", "finish", "2", "4", "correct", "2", "2"
    )
    await rig.at("18:31")
    await walks(rig, ann, "later", "back", "skip", "skip-pain")
    await rig.at("08:33", days=1)
    await walks(rig, ann, "3", "/plan", "/today", "/progress", "close", "part", "2", "9", "none-of-these")
    await walks(rig, ann, "/plan", "/today", "/help", "'hello", "'0.5", "'4-5", "'11", "'x numb")
    await rig.pass_time(days=4)
    await walks(rig, ann, "/plan", "/today")
    assert leaks(rig) == []
    await calm(rig)


async def test_why_the_plan_changed(running: tuple[Rig, Cast]) -> None:
    """The rule, the numbers and the limits; only the source is quoted as it was published."""
    rig, cast = running
    await rig.at("08:31")
    await rig.does_session(cast["ann"], 2, 9)
    await walks(rig, cast["ann"], "/why")
    assert leaks(rig) == []


async def test_settings_pauses_and_leaving(running: tuple[Rig, Cast]) -> None:
    """Every view of each."""
    rig, cast = running
    ann = cast["ann"]
    for view in ("set-blocks", "set-loading", "set-quiet"):
        await walks(rig, ann, "/settings", view, "'ƀļá", "back")
    await walks(rig, ann, "/settings", "set-zone", "other-city", "'Springfield", "/settings", "fewer-on", "fewer-off")
    await walks(rig, ann, "/resume", "/pause", "ill", rig.label("days", days=3), "/today", "/plan", "/pause")
    await rig.pass_time(days=4)
    await walks(
        rig, ann, "stay-paused", "/resume", "nothing-new", "/stop", "stay", "/stop", "leave", "/today", "/pause"
    )
    assert leaks(rig) == []
    await calm(rig)


async def test_red_flags_and_alerts(running: tuple[Rig, Cast]) -> None:
    """Every sign, told to both sides, repeated, taken, resolved, and answered by a restart."""
    rig, cast = running
    for flag in PROTOCOL.red_flags:
        await flags(rig, cast["ann"], flag)
        await walks(rig, cast["owner"], "acknowledge")
    await walks(rig, cast["ann"], "/flag", "none-of-these", "/today", "/plan", "/pause")
    await flags(rig, cast["ann"])
    await rig.pass_time(hours=3)
    await opens(rig, cast["owner"], ANN)
    await walks(rig, cast["owner"], "acknowledge", "resolve")
    await orders(rig, cast["owner"], "restart", 1, 1, ANN)
    cast["ann"].blocks()
    await rig.settle()
    await opens(rig, cast["owner"], ANN)
    assert leaks(rig) == []


async def test_the_screens_of_clinicians(running: tuple[Rig, Cast]) -> None:
    """The list, a patient, the timeline, the chart, a note, each order, links and their pictures, the clinic."""
    rig, cast = running
    owner = cast["owner"]
    await rig.at("08:31")
    await rig.does_session(cast["ann"], 2, 3)
    await opens(rig, owner, ANN)
    await walks(
        rig,
        owner,
        "timeline",
        ANN,
        "chart",
        "close",
        "letter",
        "write",
        "'Šéé ýóú",
        "/patients",
        ANN,
        "new-phone",
        "qr",
    )
    for command in ("hold", "release", "approve_stage_4", "stop"):
        await orders(rig, owner, command, name=ANN)
    for level, command in enumerate(("restart", "set"), 1):
        await orders(rig, owner, command, 2, level, ANN)
    await prepares(rig, owner, "discharge", name=ANN)
    await walks(
        rig,
        owner,
        "cancel",
        "timeline",
        "/invite",
        "'Ɓóƀ",
        "no-phone",
        "not-all",
        "/invite",
        "'Ɓóƀ",
        "no-phone",
        "confirm-all",
        "yes",
    )
    await walks(
        rig, owner, "left", "2 –", "no", "1 –", "start-over", "/staff", "qr", "/invitations", "/clinic", "phone"
    )
    await walks(rig, owner, "'020 7946 0001", "back", "/help")
    await rig.pass_time(days=4)
    await walks(rig, owner, "/invitations", "'ƀļá", "/today", "/nonsense")
    assert leaks(rig) == []


async def test_refusals(running: tuple[Rig, Cast]) -> None:
    """To strangers, in groups, over stale and malformed buttons, and to people with the wrong command."""
    rig, cast = running
    ann, guest = cast["ann"], rig.world.person("Ĝúéšť")
    code = await rig.invites(cast["owner"], "Ĝúéšť Éẋáṁƥļé")
    for person, text in ((guest, "/start"), (guest, "/start nonsense"), (ann, f"/start {code}"), (ann, "/patients")):
        await rig.says(person, text)
    group = rig.world.group("Ĝŕóúƥ", ann)
    ann.in_group(group).says("/today")
    ann.sends_photo()
    ann.edits(ann.screen().notes[0].id, "ƀļá")
    for data in ("v1:zz", "v1:sd:0", "v1:fs:hiccup", "v1:pg", "v1:vw", "v1:tp:1", "v1:ego", "v1:fr"):
        await forges(rig, ann, data)
    await flags(rig, ann)
    await rig.presses(cast["owner"], rig.label("acknowledge"))
    await forges(rig, cast["owner"], "v1:im")
    assert leaks(rig) == []
    await calm(rig)


async def test_a_new_phone(running: tuple[Rig, Cast]) -> None:
    """The old chat, the new one, and the clinician."""
    rig, cast = running
    await opens(rig, cast["owner"], ANN)
    code = code_in(await rig.presses(cast["owner"], rig.label("new-phone")))
    phone = rig.world.person("Ƒóńé")
    phone.start(code)
    await rig.settle()
    assert said(rig, "linked-again", stage=1, level=1, clinic=CLINIC[0], phone=CLINIC[1]) == phone.screen().last.text
    assert leaks(rig) == []


def test_the_pseudo_language_leaves_no_letter_plain() -> None:
    """The check would see it: only markup and commands stay as they are."""
    assert not re.search("[A-Za-z]", FREE_LETTERS.sub("", accented("<b>Every letter</b> of /today & more")))
    assert re.search("[A-Za-z]", FREE_LETTERS.sub("", "<b>Every</b>"))

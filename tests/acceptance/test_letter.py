"""Escalation with a case: a stalled alert brings a letter, which can be had at any time, and only by whom it is for."""

import io
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from handlers.callbacks import data
from sandbox.people import Person
from sandbox.screens import Note
from tests.acceptance.rig import Rig
from tests.acceptance.staff import (
    Cast,
    Watch,
    alerts,
    calm,
    flags,
    forges,
    has_it,
    kept,
    labels,
    of,
    one_patient,
    opened,
    opens,
    orders,
    said,
    sent_to,
)
from tests.acceptance.stalling import lives_on, stalled

Running = tuple[Rig, Cast]


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Running]:
    """A practice in whose twelfth week Ann's care has just stalled."""
    async with opened(tmp_path, stalled) as started:
        yield started


def documents(person: Person) -> list[Note]:
    """The documents in somebody's chat."""
    return [note for note in person.screen().from_bot if note.attachment and note.attachment.kind == "document"]


def words(note: Note) -> str:
    """All that stands on a document's pages."""
    assert note.attachment is not None
    pages = PdfReader(io.BytesIO(note.attachment.data or b"")).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


async def reads(rig: Rig, person: Person) -> tuple[str, Note]:
    """Somebody presses "Letter": all that they get to read, and the document."""
    watch = Watch(person)
    await rig.presses(person, rig.label("letter"))
    *texts, document = watch.new()
    assert all(len(note.text) <= 4096 for note in texts)
    return "\n\n".join(note.text for note in texts), document


# --- with the alert --------------------------------------------------------------------------------------------------


async def test_a_stalled_alert_comes_with_its_letter(running: Running) -> None:
    """As a document, behind the alert, in the chat of whoever cares for the patient, and nowhere else."""
    rig, cast = running
    [alert], [letter] = alerts(cast["weber"]), documents(cast["weber"])
    assert said(rig, "alert-head-stalled", name="Ann Example") in alert.text
    assert letter.id == alert.id + 1
    assert letter.caption.startswith("Ann Example: conservative care has stalled")
    reference = alert.text.rsplit("Ref ", 1)[1].split(" ")[0]
    assert letter.attachment is not None
    assert letter.attachment.file is not None
    assert letter.attachment.file.name == f"letter-{reference}-2026-03-30.pdf"
    for name in ("adams", "boss", "ann"):
        assert documents(cast[name]) == []
    await calm(rig)


async def test_the_letter_tells_the_whole_case(running: Running) -> None:
    """Who, what is asked, what was done, how it went, red flags, the rule, what to consider."""
    _, cast = running
    found = words(documents(cast["weber"])[0])
    for told in (
        "12 weeks of loading with ",
        "pain 4 at the start and 4 now, no level gained for 84 days",
        "Clinician Dr Weber, Sitbone Clinic, 020 7946 0000",
        "Agreed on 5 Jan 2026 (text version 2)",
        "Proximal hamstring tendinopathy, left; confirmed by Dr Weber at invitation",
        "no hamstring surgery, no injection into the tendon",
        "Stage 2 (level 2) since 5 Jan 2026",
        "24 hours later 4 4 4 0 (0 %) 0 12",
        "VISA-H (0–100) 48 (11 Jan 2026) · 49 (8 Feb 2026) · 50 (8 Mar 2026) +2 22 [K]",
        "The plan was never lowered.",
        "Last negative on 8 Mar 2026.",
        "conservative care has stalled (stalled), fired 30 Mar 2026, 09:00; rule set pht 1.0.0",
        "17 of 20 (85 %)",
        "please reply to Dr Weber, Sitbone Clinic, 020 7946 0000",
    ):
        assert told in found, told


async def test_reminders_do_not_bring_the_letter_again(running: Running) -> None:
    """The card comes again after a day and after three; the document is there already."""
    rig, cast = running
    await rig.pass_time(days=4)
    assert sent_to(rig, cast["weber"]) >= 3
    assert len(documents(cast["weber"])) == 1
    assert documents(cast["boss"]) == []


async def test_the_letter_comes_again_after_four_weeks_and_not_before(running: Running) -> None:
    """If nothing has changed by then: a new card, and the case as it stands by now."""
    rig, cast = running
    await has_it(rig, cast["weber"])
    await lives_on(rig, weeks=3)
    await rig.at("09:01")
    assert len(documents(cast["weber"])) == 1
    await lives_on(rig, weeks=1)
    await rig.at("09:01")
    first, second = documents(cast["weber"])
    assert "12 weeks of loading" in words(first)
    assert "16 weeks of loading" in words(second)
    [alert] = alerts(cast["weber"])
    assert rig.label("acknowledge") in labels(alert)


async def test_a_stall_that_nobody_took_is_told_again_after_four_weeks(running: Running) -> None:
    """The reminders have ended by then; silence would be no answer."""
    rig, cast = running
    await lives_on(rig, weeks=3)
    await rig.at("09:01")
    watch = Watch(cast["weber"])
    await lives_on(rig, weeks=1)
    await rig.at("09:01")
    [told] = [note for note in watch.new() if said(rig, "alert-head-stalled", name="Ann Example") in note.text]
    assert "16 weeks in the programme" in told.text
    assert "16 weeks of loading" in words(documents(cast["weber"])[-1])


# --- by its button ---------------------------------------------------------------------------------------------------


async def test_the_button_on_the_alert_brings_the_letter_to_read_and_to_forward(running: Running) -> None:
    """In messages that fit, and as a document; the alert stays where it is."""
    rig, cast = running
    [alert] = alerts(cast["weber"])
    text, document = await reads(rig, cast["weber"])
    for heading in ("question", "patient", "history", "programme", "response", "flags", "rule", "options", "reply"):
        assert said(rig, f"letter-part-{heading}") in text
    assert "12 weeks of loading" in words(document)
    assert alerts(cast["weber"]) == [alert]
    await calm(rig)


async def test_a_summary_can_be_had_from_the_patients_card_at_any_time(tmp_path: Path) -> None:
    """On the first day too; nothing is asked then, and nothing to consider is named."""
    async with opened(tmp_path, one_patient) as (rig, cast):
        await opens(rig, cast["owner"])
        text, document = await reads(rig, cast["owner"])
        assert text.startswith("Ann Example: summary of the programme")
        assert said(rig, "letter-ask-asked") in text
        assert said(rig, "letter-part-options") not in text
        assert "No pain ratings yet." in words(document)
        await calm(rig)


async def test_the_letter_from_the_patients_card_is_about_the_most_pressing_alert(running: Running) -> None:
    """A red flag goes before a stall."""
    rig, cast = running
    await flags(rig, cast["ann"], "bladder")
    await opens(rig, cast["weber"])
    text, document = await reads(rig, cast["weber"])
    assert text.startswith("Ann Example: red flag\nUrgency: emergency, now")
    assert said(rig, "flag-bladder.long") in words(document)


# --- who may have it -------------------------------------------------------------------------------------------------


async def test_nobody_else_gets_the_letter(running: Running) -> None:
    """Another clinician, the administrator, the patient, with the very buttons of Dr Weber's cards."""
    rig, cast = running
    [alert] = alerts(cast["weber"])
    about = alert.pressable(rig.label("letter")).data
    of_plan = data("pf", (await rig.record()).id)
    before = await kept(rig)
    for name in ("adams", "boss", "ann"):
        watch = Watch(cast[name])
        for pressed in (about, of_plan):
            assert await forges(rig, cast[name], pressed) == said(rig, "said-not_allowed")
        assert watch.answers() == []
    assert await kept(rig) == before
    assert await forges(rig, cast["weber"], data("af", 1)) == said(rig, "said-not_allowed")
    assert await forges(rig, cast["weber"], data("pf", 1)) == said(rig, "said-not_allowed")


async def test_whoever_has_taken_the_alert_may_read_its_letter(running: Running) -> None:
    """The administrator, once nobody else took it: while they have it, and not before or after."""
    rig, cast = running
    await rig.pass_time(days=3, minutes=1)
    [alert] = alerts(cast["boss"])
    assert rig.label("letter") not in labels(alert)
    await has_it(rig, cast["boss"])
    [taken] = alerts(cast["boss"])
    text, _ = await reads(rig, cast["boss"])
    assert text.startswith("Ann Example: conservative care has stalled")
    await rig.presses(cast["boss"], rig.label("reply-continuing"))
    assert await forges(rig, cast["boss"], taken.pressable(rig.label("letter")).data) == said(rig, "said-not_allowed")
    [resolved] = alerts(cast["boss"])
    assert labels(resolved) == []


# --- what was decided ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reply", ["reassessing", "continuing"])
async def test_whoever_resolves_it_says_what_was_decided(running: Running, reply: str) -> None:
    """By the button that closes it; the card tells."""
    rig, cast = running
    await has_it(rig, cast["weber"])
    await rig.presses(cast["weber"], rig.label(f"reply-{reply}"))
    [alert] = alerts(cast["weber"])
    assert said(rig, "alert-reply", reply=said(rig, f"letter-reply-{reply}")) in alert.text
    assert labels(alert) == [of(rig, "open", "Ann Example"), rig.label("letter")]


async def test_what_was_decided_stands_in_the_next_letter(running: Running) -> None:
    """With the date and the name, in what was tried."""
    rig, cast = running
    await has_it(rig, cast["weber"])
    await rig.presses(cast["weber"], rig.label("reply-referred"))
    await opens(rig, cast["weber"])
    text, document = await reads(rig, cast["weber"])
    told = "30 Mar 2026, alert “conservative care has stalled”: referred on (Dr Weber, 30 Mar 2026)"
    assert told in text
    assert told in words(document)


async def test_it_can_be_decided_from_the_patients_card_too(running: Running) -> None:
    """Where the alert is listed."""
    rig, cast = running
    await opens(rig, cast["weber"])
    card = await rig.presses(cast["weber"], rig.label("acknowledge"))
    assert rig.label("reply-referred") in labels(card)
    card = await rig.presses(cast["weber"], rig.label("reply-referred"))
    assert rig.label("reply-referred") not in labels(card)
    assert said(rig, "alert-reply", reply=said(rig, "letter-reply-referred")) in alerts(cast["weber"])[0].text


async def test_a_restart_is_a_decision(running: Running) -> None:
    """It stands on the card, and in the next letter."""
    rig, cast = running
    await orders(rig, cast["weber"], "restart", 1, 3)
    assert said(rig, "alert-reply", reply=said(rig, "letter-reply-restarted")) in alerts(cast["weber"])[0].text
    await opens(rig, cast["weber"])
    text, _ = await reads(rig, cast["weber"])
    assert "30 Mar 2026, clinician’s order: restart at stage 1, level 3" in text
    assert "plan restarted (Dr Weber, 30 Mar 2026)" in text


async def test_the_letter_waits_for_a_clinician_who_blocked_the_bot(running: Running) -> None:
    """Nothing is lost: it can be had with its button."""
    rig, cast = running
    await rig.pass_time(days=1)
    cast["weber"].blocks()
    await rig.settle()
    cast["weber"].unblocks()
    await rig.says(cast["weber"], "/patients")
    await rig.presses(cast["weber"], "Ann Example")
    text, _ = await reads(rig, cast["weber"])
    assert text.startswith("Ann Example: conservative care has stalled")
    assert rig.clock.at - (await rig.record()).created_at > timedelta(weeks=12)

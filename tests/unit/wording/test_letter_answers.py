"""What a letter says in the chat of the response, of what to consider, and of how to answer."""

from dataclasses import replace

import pytest

from rehab.messages.letter import Fired, LetterFile, Screened
from rehab.plan import Status
from tests.unit.wording.letters import NOW, bare, day, full
from tests.unit.wording.reading_letters import CLINIC, READER, USUAL, case, findings, options
from tests.unit.wording.test_letter_words import short
from wording.texts import text
from wording.texts.letters.findings import MINUS


def test_the_response_has_its_trend_and_its_measures() -> None:
    """In points and percent; totals with their dates."""
    said = findings(USUAL)
    change = f"{MINUS}0.4 ({MINUS}8 %)"
    assert f"24 hours later: 5 → 4.6, change {change}, best 4.1, per 4 weeks {MINUS}0.2" in said
    assert "VISA-H (0–100): 48 (5 Jan 2026) · 52.5 (26 Mar 2026)" in said
    assert "new: 48 (5 Jan 2026)" in said
    assert "Week 26: 2.5 of 3 sessions · during 4 · 24 h 3.7" in said
    begun = findings(bare())
    assert "No pain ratings yet." in begun
    assert "Outcome measures: none recorded." in begun


def test_the_red_flag_log_has_every_screen() -> None:
    """With what was named, in words, and when it was last negative."""
    said = findings(USUAL)
    assert "5 Jan 2026, before the first session: none of the signs asked about" in said
    assert "None of the signs on 12 Jan 2026" in said
    assert "13 Jan 2026, asked about some signs only, and none of them: a pop or tearing feeling" in said
    assert "19 Jan 2026: " in said
    assert "The latest screen, on 19 Jan 2026, was positive." in said
    clean = replace(USUAL, screens=(*USUAL.screens, Screened(day=day(21), flags=())))
    assert "Last negative on 26 Jan 2026." in findings(clean)
    assert "Last negative on 5 Jan 2026." in findings(bare())


def test_the_rule_is_told_with_its_numbers_thresholds_and_version() -> None:
    """And with what its thresholds are worth."""
    said = findings(short(USUAL))
    assert "Rule: conservative care has stalled (stalled), fired 30 Mar 2026, 09:00; rule set pht 1.0.0" in said
    assert "12.3 weeks in the programme · 86 % of sessions done" in said
    assert "stall from 12 weeks · at least 70 % of sessions for a stall" in said
    assert "no trial has validated such rules for this condition" in said
    asked = findings(short(full("Ann Example", CLINIC, "asked")))
    assert "Rule: none; rule set pht 1.0.0" in asked
    assert "no trial has validated" not in asked


@pytest.mark.parametrize(
    "words",
    [
        "lumbar radiculopathy, deep gluteal or piriformis syndrome",
        "usually not needed earlier [F001]",
        "Cacchio 2011, 40 professional athletes",
        "17 of 20 (85 %) against 2 of 20 (10 %)",
        "unblinded",
        "very low certainty [F000]",
        "in fewer than 38 % [F003]",
        "PRP is variable [F002] and no clearly better than whole blood",
        "92 of 103 good or excellent, return after 5 months (2–12) [F000]",
        "after months of consistent effort [F002], the least invasive first [F003]",
        "The bot orders nothing.",
        "[F000] unreviewed",
    ],
)
def test_what_to_consider_comes_with_its_evidence_and_how_sure_that_is(words: str) -> None:
    """For a stall; in the order of how invasive it is."""
    assert words in options(USUAL)
    order = [
        options(USUAL).index(name) for name in ("Diagnosis:", "Dose:", "MRI", "Shock-wave", "Injection,", "Surgical")
    ]
    assert order == sorted(order)


def test_a_letter_for_information_has_nothing_to_consider() -> None:
    """Only how to answer."""
    said = options(full("Ann Example", CLINIC, "asked"))
    assert said.startswith("How to answer\n")
    assert "“I have it”" not in said


def test_how_to_answer_names_the_buttons() -> None:
    """As they stand in the chat; and whom to reply to on paper."""
    said = options(USUAL)
    for label in ("acknowledge", "reply-reassessing", "reply-referred", "reply-continuing", "restart", "write"):
        assert READER.plain(f"button-{label}") in said
    assert "please reply to Ann Example, Sitbone Clinic, 020 7946 0000" in said


def test_the_caption_of_the_document_reminds_of_the_patient() -> None:
    """Whom it is about, how urgent it is, and to ask before it goes on."""
    said = text(LetterFile(letter=USUAL), READER)
    assert "Ann Example: conservative care has stalled" in said
    assert "Urgency: routine." in said
    assert "Please ask the patient before you pass it on." in said


def test_a_letter_in_a_stopped_plan_prescribes_nothing() -> None:
    """The dose is the last one."""
    stopped = replace(USUAL.programme, status=Status.STOPPED)
    letter = replace(USUAL, programme=stopped, fired=Fired(rule="red_flag", at=NOW, inputs={"flags": "pop"}))
    assert "none at present; last prescribed: " in case(letter)

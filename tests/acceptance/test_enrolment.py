"""From the clinic's link to the first plan card, as the patient goes through it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from rehab.plan import Position
from tests.acceptance.home import gone_on
from tests.acceptance.newcomer import (
    EASY_WAY,
    ENROLLED,
    LONG_WAY,
    Newcomer,
    a_newcomer,
    at_the_signs,
    at_the_times,
    gone,
    unbroken,
    way,
)

ann = a_newcomer()


# --- the way through -------------------------------------------------------------------------------------------------


async def test_six_taps_and_two_messages_lead_to_the_plan(
    ann: Newcomer, record_property: Callable[[str, object], None]
) -> None:
    """From the link to the first plan card: at most ten taps, START included, and hardly anything to read."""
    await ann.opens()
    await ann.does(*EASY_WAY)
    figures = {"taps": 1 + len(ann.person.presses_made), "messages": len(ann.heard)}
    for name, value in figures.items():
        record_property(f"enrolment_{name}", value)
        print(f"from the link to the plan, {name}: {value}")  # noqa: T201 - shown with -s
    assert figures == {"taps": 6, "messages": 2}


async def test_the_welcome_says_what_this_is_and_is_not(ann: Newcomer) -> None:
    """Who sends it, that it does not diagnose, that nobody watches, and whom to ring."""
    text = (await ann.opens()).text
    wanted = ("Dr Weber", "Sitbone Clinic", "do not diagnose", "around the clock", "999", "020 7946 0000")
    assert [words for words in wanted if words not in text] == []


@at_the_times
async def test_the_first_card_shows_the_plan_and_when_it_begins(ann: Newcomer) -> None:
    """The position, the exercise and the next session stand on the first plan card; the clinician is told."""
    card = (await ann.does("these-suit")).text.lower()
    assert [words for words in (ENROLLED, "stage 1, level 1", "30 s hold", "today at 08:30") if words not in card] == []
    plan = await ann.plan()
    assert plan is not None
    assert plan.plan.position == Position(1, 1)
    assert "Ann Example is in" in ann.clinician.screen().last.text


@pytest.mark.parametrize(
    ("ann", "done"),
    [((1, True, LONG_WAY[:done]), done) for done in range(len(LONG_WAY))],
    indirect=["ann"],
    ids=[f"before {step}" for step in LONG_WAY],
)
async def test_a_restart_at_any_step_loses_nothing(ann: Newcomer, done: int, tmp_path: Path) -> None:
    """The bot was restarted before every single step so far, and is once more: the next card is the same."""
    _, _, said = await gone_on(tmp_path / "unbroken", *way(1, True, ()), ("unbroken", unbroken))
    assert (await ann.does(LONG_WAY[done])).text == said[done]


@gone("in the end", *LONG_WAY)
async def test_a_way_with_a_restart_at_each_step_leads_to_the_plan(ann: Newcomer) -> None:
    """The zone and the times that were given on the long way are those of the plan."""
    assert ENROLLED in ann.last.text.lower()
    plan = await ann.plan()
    assert plan is not None
    assert plan.plan.zones[-1].zone == "America/New_York"
    assert await ann.trains_at() == ["09:00", "13:30", "19:00"]


async def test_start_pressed_while_the_bot_is_down_is_answered_later(ann: Newcomer) -> None:
    """The link is opened during a restart."""
    await ann.bot_stops()
    ann.person.start(ann.code)
    await ann.bot_starts()
    await ann.rig.settle()
    assert ann.offers("begin")


# --- agreeing --------------------------------------------------------------------------------------------------------


async def test_the_very_text_that_was_agreed_to_is_kept(ann: Newcomer) -> None:
    """Consent is stored with its words, its version and its time."""
    await ann.opens()
    shown = (await ann.does("begin")).text
    await ann.rig.pass_time(minutes=3)
    await ann.does("agree")
    given = await ann.agreed_to()
    assert given is not None
    assert (given.version, given.language, given.agreed_at) == ("2", "en", ann.clock.at)
    assert given.text.splitlines()[0] in shown
    assert "Sitbone Clinic" in given.text


async def test_declining_keeps_nothing_and_leaves_the_way_open(ann: Newcomer) -> None:
    """No consent and no plan, nobody is prompted; and one press goes back to the text."""
    await ann.opens()
    await ann.does("begin", "decline")
    await ann.rig.pass_time(days=1)
    assert (await ann.agreed_to(), await ann.plan(), len(ann.heard)) == (None, None, 1)
    await ann.does("again", *EASY_WAY[1:])
    assert await ann.plan() is not None


# --- the safety check ------------------------------------------------------------------------------------------------


@at_the_signs
@pytest.mark.parametrize(
    ("flag", "instruction"),
    [
        ("saddle_numbness", "emergency department now"),
        ("pop", "seen today"),
        ("fever", "very unwell"),
        ("weight_loss", "next days"),
        ("fluoroquinolone", "prescriber or a pharmacist today or tomorrow"),
    ],
)
async def test_a_sign_in_the_safety_check_stops_the_enrolment_at_once(
    ann: Newcomer, flag: str, instruction: str
) -> None:
    """No plan; what to do, by the sign's tier; and the clinician is told in the same moment."""
    await ann.names(flag)
    assert instruction in ann.last.text
    assert await ann.plan() is None
    assert "Ann Example ticked a red flag" in ann.clinician.screen().last.text


@at_the_signs
async def test_after_a_sign_the_link_is_closed(ann: Newcomer) -> None:
    """Opening it again, for the same person or another, leads nowhere; no prompt ever comes."""
    await ann.names("pop")
    assert (await ann.opens()).text == ann.words("invitation-refused")
    assert (await ann.opens(ann.world.person("Eve"))).text == ann.words("invitation-refused")
    heard = len(ann.heard)
    await ann.rig.pass_time(minutes=1)
    await ann.presses("read")
    await ann.rig.pass_time(days=3)
    assert len(ann.heard) == heard


@at_the_signs
async def test_what_to_do_is_repeated_once_after_silence(ann: Newcomer) -> None:
    """Half an hour without a word: the instruction comes once more, and only once."""
    await ann.names("pop")
    heard = len(ann.heard)
    await ann.rig.pass_time(minutes=31)
    assert ann.words("flagged-repeated") in ann.last.text
    await ann.rig.pass_time(days=1)
    assert len(ann.heard) == heard + 1


@at_the_signs
async def test_whoever_has_read_what_to_do_is_thanked(ann: Newcomer) -> None:
    """The button under the instruction works for somebody whose plan never began, too."""
    await ann.names("pop")
    await ann.presses("read")
    assert ann.toast == ann.words("said-read")


@at_the_signs
async def test_a_second_thought_in_the_list_of_signs_goes_on(ann: Newcomer) -> None:
    """Having looked at the list, none of them is true: on to the time zone."""
    await ann.does("none-of-these")
    assert ann.offers("yes-time")

"""The check-in, when somebody leaves out a question, goes back to one, or stops in the middle: nothing is lost."""

from datetime import timedelta

import pytest

from tests.acceptance.checking_in import SUNDAY, asks, checks_in, measures, screens, taps, told, weeks
from tests.acceptance.home import Patient, a_patient

ann = a_patient(stage=2, pain=4, since=SUNDAY)


async def test_every_question_can_be_left_out(ann: Patient) -> None:
    """The safety check remains; the end is as kind as ever. Without an average the worst is not asked."""
    await ann.presses("none-of-these")
    await ann.presses("leave-out")
    assert asks(ann, "sitting")
    await ann.presses("not-tested")
    await ann.presses("leave-out")
    assert ann.words("weekly-done") in ann.last.text
    assert (await weeks(ann), await measures(ann), await screens(ann)) == ([], {}, [()])


async def test_the_worst_can_be_left_out(ann: Patient) -> None:
    """The average counts alone."""
    await ann.presses("none-of-these")
    await ann.rates(4)
    await ann.presses("leave-out")
    assert await weeks(ann) == [(4, None)]
    assert asks(ann, "sitting")


async def test_one_question_back_and_another_answer(ann: Patient) -> None:
    """4 by mistake: back from the question after the next, 3 instead; both are asked again, and 3 is what is kept."""
    await ann.presses("none-of-these")
    await ann.rates(4)
    await ann.rates(6)
    await ann.presses("back")
    await ann.presses("back")
    assert asks(ann, "average")
    await ann.rates(3)
    assert asks(ann, "worst")
    await ann.presses("leave-out")
    assert await weeks(ann) == [(3, 6)]


async def test_an_average_above_the_worst_takes_the_worst_back(ann: Patient) -> None:
    """It must be told anew."""
    await ann.presses("none-of-these")
    await ann.rates(4)
    await ann.rates(6)
    await ann.presses("back")
    await ann.presses("back")
    await ann.rates(8)
    assert await weeks(ann) == [(8, None)]
    await ann.rates(9)
    assert await weeks(ann) == [(8, 9)]


async def test_back_from_the_first_question_is_the_safety_check(ann: Patient) -> None:
    """One clean screen is recorded, however often it is passed."""
    await ann.presses("none-of-these")
    await ann.presses("back")
    assert ann.card("some") is not None
    await ann.presses("none-of-these")
    assert asks(ann, "average")
    assert await screens(ann) == [()]


async def test_answers_can_be_corrected_for_a_day(ann: Patient) -> None:
    """From the card that thanks; what is not answered anew stays."""
    await checks_in(ann, 4, 6, "sat-20-30")
    await ann.presses("correct")
    await ann.rates(5)
    for label in ("leave-out", "not-tested", "leave-out"):
        await ann.presses(label)
    assert (await weeks(ann), await measures(ann)) == ([(5, 6)], {"sitting": 25})
    assert ann.words("weekly-done") in ann.last.text
    ann.heard.clear()
    await ann.rig.pass_time(hours=25)
    await ann.presses("correct")
    assert ann.toast == ann.words("said-gone")


async def test_a_correction_can_be_typed(ann: Patient) -> None:
    """As the answer could."""
    await checks_in(ann, 4, 6)
    await ann.presses("correct")
    await ann.says("3")
    assert await weeks(ann) == [(3, 6)]


async def test_an_old_keyboard_changes_nothing(ann: Patient) -> None:
    """The press on a card that has moved on meanwhile."""
    await ann.presses("none-of-these")
    asked = ann.last
    await ann.rates(4)
    assert await ann.presses_on(asked, "9") == ann.words("said-changed")
    await ann.rates(6)
    assert await weeks(ann) == [(4, 6)]


async def test_whoever_stops_after_the_average_has_told_of_the_week(ann: Patient) -> None:
    """It counts from the minute in which it was told; the rest of the card stays open."""
    await ann.presses("none-of-these")
    await ann.rates(4)
    at = ann.clock.at
    assert await weeks(ann) == []
    await ann.tomorrow("03:00")
    assert timedelta(0) <= (await told(ann))[-1].at - at < timedelta(seconds=1)
    assert await weeks(ann) == [(4, None)]
    await ann.rates(6)
    assert await weeks(ann) == [(4, 6)]
    assert asks(ann, "sitting")


async def test_a_pause_in_the_middle_loses_no_answer(ann: Patient) -> None:
    """The card is put away; what was told of the week is kept."""
    await ann.presses("none-of-these")
    await ann.rates(4)
    card = ann.last.id
    await ann.says("/pause")
    await ann.presses("away")
    await ann.presses("no-end")
    await ann.rig.pass_time(days=1)
    assert await weeks(ann) == [(4, None)]
    said = ann.person.screen().note(card).text
    assert said == ann.words("weekly-cancelled", answered=1)
    assert (await ann.stands())[2] == "paused"


async def test_a_restart_between_any_two_taps_changes_nothing(ann: Patient) -> None:
    """State is a row: another process goes on where the last one was killed."""
    for tap in ("none-of-these", "4", "6", "sat-20-30", "60"):
        await ann.bot_starts()
        await taps(ann, tap)
    assert (await weeks(ann), await measures(ann)) == ([(4, 6)], {"sitting": 25, "sane": 60})
    assert ann.words("weekly-done") in ann.last.text


@pytest.mark.parametrize(("way", "answered"), [((), 0), (("none-of-these",), 0), (("none-of-these", "4"), 1)])
async def test_it_closes_after_three_days_without_blame(ann: Patient, way: tuple[str, ...], answered: int) -> None:
    """It says what became of the answers, and asks nothing more."""
    await taps(ann, *way)
    await ann.rig.pass_time(days=4)
    said = ann.words("weekly-closed", answered=answered)
    assert [note.text for note in ann.person.screen().from_bot].count(said) == 1
    assert ann.card("leave-out") is ann.card("some") is None
    assert len(await weeks(ann)) == answered

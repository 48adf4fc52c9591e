"""The check-in: one card, one tap a question, in numbers that are pressed or typed."""

import pytest

from tests.acceptance.checking_in import FOURTH_SUNDAY, SUNDAY, checks_in, measures, screens, taps, told, weeks
from tests.acceptance.home import Patient, a_patient
from tests.acceptance.staff import calm

ann = a_patient(stage=2, pain=4, since=SUNDAY)
eve = a_patient(stage=2, pain=4, since=FOURTH_SUNDAY)


async def test_five_taps_on_one_card_tell_of_the_week(ann: Patient) -> None:
    """The safety check, average, worst, sitting and one's own rating; the card is edited, nothing new is sent."""
    card, heard, pressed = ann.last.id, len(ann.heard), len(ann.person.presses_made)
    await ann.presses("none-of-these")
    await ann.rates(4)
    await ann.rates(6)
    await ann.presses("sat-20-30")
    await ann.rig.presses(ann.person, "50")
    assert len(ann.person.presses_made) - pressed == 5
    assert (len(ann.heard), ann.last.id) == (heard, card)
    assert (await weeks(ann), await screens(ann)) == ([(4, 6)], [()])
    assert await measures(ann) == {"sitting": 25, "sane": 50}
    assert ann.words("weekly-done") in ann.last.text
    await calm(ann.rig)


async def test_every_fourth_week_two_questions_more(eve: Patient) -> None:
    """How it is compared with the start, and how well the sessions were managed."""
    assert eve.words("weekly-every-month") in eve.last.text
    await taps(eve, "none-of-these", "3", "5", "sat-10-20", "70", "change-4", "7")
    assert await measures(eve) == {"sitting": 15, "sane": 70, "global_change": 1, "managed": 7}
    assert eve.words("weekly-done") in eve.last.text


async def test_in_other_weeks_they_are_not_asked(ann: Patient) -> None:
    """Four questions, and the end."""
    await checks_in(ann, 4, 6)
    assert ann.words("weekly-done") in ann.last.text


@pytest.mark.parametrize(("change", "value"), [(0, -3), (3, 0), (6, 3)])
async def test_the_change_is_kept_from_minus_three_to_plus_three(eve: Patient, change: int, value: int) -> None:
    """The worst, none, the best."""
    await checks_in(eve, 3, 5, "not-tested", "leave-out", f"change-{change}")
    assert (await measures(eve))["global_change"] == value


async def test_all_numbers_can_be_typed(eve: Patient) -> None:
    """Also those for which there is no button."""
    await eve.presses("none-of-these")
    for words in ("4", "six", "25 min", "45 %"):
        await eve.says(words)
    await eve.presses("change-2")
    await eve.says("8/10")
    assert await weeks(eve) == [(4, 6)]
    assert await measures(eve) == {"sitting": 25, "sane": 45, "global_change": -1, "managed": 8}


@pytest.mark.parametrize(
    ("way", "words", "said"),
    [
        ((), "11", "zero_to_ten"),
        ((), "4-5", "one_number"),
        (("4",), "2.5", "whole_number"),
        (("4", "6"), "2000", "minutes_unreadable"),
        (("4", "6"), "20-30", "minutes_unreadable"),
        (("4", "6", "25"), "101", "share_unreadable"),
        (("4", "6", "25"), "-1", "share_unreadable"),
    ],
)
async def test_a_number_that_does_not_fit_is_explained(
    ann: Patient, way: tuple[str, ...], words: str, said: str
) -> None:
    """In the question's own terms, and the question waits."""
    await ann.presses("none-of-these")
    for number in way:
        await ann.says(number)
    before = await told(ann)
    assert (await ann.says(words)).text == ann.words(f"said-{said}")
    assert await told(ann) == before
    assert ann.card("back") is not None


async def test_how_well_it_was_managed_is_no_pain_rating(eve: Patient) -> None:
    """The explanation speaks of the sessions."""
    await taps(eve, "none-of-these", "4", "6", "not-tested", "leave-out", "change-3")
    assert (await eve.says("12")).text == eve.words("said-managed_unreadable")
    await eve.says("0")
    assert (await measures(eve))["managed"] == 0


@pytest.mark.parametrize("way", [(), ("some",)], ids=["screen", "signs"])
async def test_a_number_typed_where_only_buttons_help_is_told_so(ann: Patient, way: tuple[str, ...]) -> None:
    """Before the first question."""
    await taps(ann, *way)
    assert (await ann.says("4")).text == ann.words("said-use_buttons")


async def test_a_change_is_pressed_and_not_typed(eve: Patient) -> None:
    """Seven answers that have no number for people."""
    await eve.presses("none-of-these")
    for words in ("4", "6", "25", "45"):
        await eve.says(words)
    assert (await eve.says("2")).text == eve.words("said-use_buttons")


async def test_the_worst_starts_at_the_average(ann: Patient) -> None:
    """What would contradict the answer before is not offered."""
    await ann.presses("none-of-these")
    await ann.rates(7)
    assert [button.label for button in ann.last.buttons[:4]] == ["7", "8", "9", "10"]


async def test_a_worst_below_the_average_is_explained_and_nothing_is_lost(ann: Patient) -> None:
    """Typed: the average stands, the question waits, and the way back is named."""
    await ann.presses("none-of-these")
    await ann.rates(4)
    assert (await ann.says("2")).text == ann.words("said-worst_below", average=4)
    await ann.says("5")
    assert await weeks(ann) == [(4, 5)]

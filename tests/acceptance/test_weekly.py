"""The check-in: one card, one tap a question, and nothing lost whatever somebody does in the middle of it."""

from datetime import timedelta

import pytest

from rehab.protocol import shipped_protocol
from rehab.red_flags import reportable
from tests.acceptance.checking_in import FOURTH_SUNDAY, SUNDAY, asks, checks_in, measures, screens, taps, told, weeks
from tests.acceptance.home import Patient, a_patient
from tests.acceptance.staff import calm, labels

ann = a_patient(stage=2, pain=4, since=SUNDAY)
eve = a_patient(stage=2, pain=4, since=FOURTH_SUNDAY)


# --- all the way -----------------------------------------------------------------------------------------------------


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


# --- average and worst -----------------------------------------------------------------------------------------------


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


# --- leaving out, going back -----------------------------------------------------------------------------------------


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


# --- stopping in the middle ------------------------------------------------------------------------------------------


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


# --- signs -----------------------------------------------------------------------------------------------------------


async def test_a_sign_ends_the_check_in_and_stops_the_plan(ann: Patient) -> None:
    """Two taps. What to do comes at once, the clinician is told, and the card is put away."""
    card = ann.last.id
    await ann.presses("some")
    assert ann.last.id == card
    await ann.rig.presses(ann.person, ann.words("flag-saddle_numbness"))
    assert ann.last.text.splitlines()[0].endswith("Ring 999 or go to the emergency department now.")
    assert (await ann.stands())[2] == "stopped"
    assert "URGENT" in ann.clinician.screen().last.text
    assert ann.person.screen().note(card).text == ann.words("weekly-cancelled", answered=0)
    assert await screens(ann) == [("saddle_numbness",)]


async def test_whoever_looked_at_the_signs_can_still_have_none(ann: Patient) -> None:
    """On to the first question."""
    await ann.presses("some")
    await ann.presses("none-of-these")
    assert asks(ann, "average")


async def test_the_safety_check_of_the_week_asks_for_everything(ann: Patient) -> None:
    """What is urgent, what is not, and what was done elsewhere; every sign is on one of the two lists behind it."""
    for words in ("began suddenly", "swelling", "both legs", "every step", "night sweats", "many places", "tingling"):
        assert words in ann.last.text
    for words in ("away from the sit bone", "on both sides", "30 minutes", "pregnancy", "injection or surgery"):
        assert words in ann.last.text
    await ann.presses("some")
    urgent = labels(ann.last)
    await ann.presses("lesser")
    assert {ann.words(f"flag-{sign}") for sign in reportable(shipped_protocol())} <= {*urgent, *labels(ann.last)}
    await ann.presses("urgent")
    assert labels(ann.last) == urgent
    assert (await ann.says("4")).text == ann.words("said-use_buttons")


async def test_a_routine_sign_is_told_and_the_check_in_goes_on(ann: Patient) -> None:
    """When to be seen is said above the card, which comes anew; the clinician hears, and the week is told."""
    await taps(ann, "some", "lesser")
    await ann.rig.presses(ann.person, ann.words("flag-shooting_pain"))
    noticed, card = ann.person.screen().from_bot[-2:]
    assert noticed.text.startswith("Please see your clinic about this in the next one to two weeks")
    assert f"✓ {ann.words('flag-shooting_pain')}" in labels(card)
    assert ann.card("nothing-else") == card
    assert "Review – Ann Example" in ann.clinician.screen().last.text
    await taps(ann, "nothing-else", "4", "6")
    assert (await weeks(ann), await screens(ann)) == ([(4, 6)], [()])
    plan = (await ann.record()).plan
    assert (plan.status.value, plan.held, plan.signs) == ("active", True, ("shooting_pain",))
    await calm(ann.rig)


async def test_a_routine_sign_is_noted_once(ann: Patient) -> None:
    """Pressed again it is there already; the clinician has one alert of one report."""
    await taps(ann, "some", "lesser")
    for _ in range(2):
        await ann.rig.presses(ann.person, ann.words("flag-pregnancy"))
    assert ann.toast == ann.words("said-changed")
    assert "times" not in ann.clinician.screen().last.text


async def test_an_injection_ends_the_check_in_and_pauses_the_plan(ann: Patient) -> None:
    """The card says what becomes of the plan; nothing more is asked."""
    await taps(ann, "some", "lesser")
    await ann.rig.presses(ann.person, ann.words("flag-injection"))
    assert ann.last.text.startswith("Thank you for telling me. After an injection your plan rests")
    assert (await ann.stands())[2] == "paused"
    assert not ann.asks_for_a_number()
    await calm(ann.rig)


async def test_words_of_danger_are_heard_in_the_middle_of_it(ann: Patient) -> None:
    """Whatever was asked."""
    await ann.presses("none-of-these")
    card = await ann.says("there was a pop in my buttock")
    assert card.buttons[0].label == ann.words("flag-pop")

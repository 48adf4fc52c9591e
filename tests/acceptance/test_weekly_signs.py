"""The safety check with which a check-in begins: what is urgent, what is not, and what was done elsewhere."""

from rehab.protocol import shipped_protocol
from rehab.red_flags import reportable
from tests.acceptance.checking_in import SUNDAY, asks, screens, taps, weeks
from tests.acceptance.home import Patient, a_patient
from tests.acceptance.staff import calm, labels

ann = a_patient(stage=2, pain=4, since=SUNDAY)


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

"""Red flags: named at any time, acted on at once, and only a clinician starts the plan again."""

import pytest

from rehab.protocol import shipped_protocol
from rehab.red_flags import lesser
from tests.acceptance.home import Patient, a_patient

ann = a_patient(pain=2)


async def names(patient: Patient, flag: str) -> None:
    """Press a sign on the card that asks for them, where it is listed."""
    if lesser(flag, shipped_protocol()):
        await patient.presses("lesser")
    await patient.rig.presses(patient.person, patient.words(f"flag-{flag}"))


async def raises(patient: Patient, flag: str = "pop") -> None:
    """/flag, and a sign."""
    await patient.says("/flag")
    await names(patient, flag)


# --- how -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("flag", "first"),
    [
        ("saddle_numbness", "Ring 999 or go to the emergency department now"),
        ("fever", "Get seen today. If you feel very unwell, ring 999"),
        ("pop", "Get seen today: an urgent care centre"),
        ("weight_loss", "Speak to your clinic or doctor within the next days"),
        ("fluoroquinolone", "Stop exercising, and speak to the prescriber or a pharmacist today or tomorrow"),
    ],
)
async def test_a_sign_brings_the_instruction_at_once(ann: Patient, flag: str, first: str) -> None:
    """What to do comes first, by how urgent the sign is; the clinic's phone and the emergency number are there.

    Neither a pain score nor a later time is offered, and the plan is stopped.
    """
    await raises(ann, flag)
    said = ann.last.text
    assert said.splitlines()[0].lstrip("🚨⚠️ ").startswith(first)
    assert [words for words in ("020 7946 0000", "999", ann.words(f"flag-{flag}.long")) if words not in said] == []
    assert ann.words("flagged-stopped", clinic="Sitbone Clinic", time="07:00") in said
    assert [button.label for button in ann.last.buttons] == [ann.rig.label("read"), ann.rig.label("flag")]
    assert "0–10" not in said
    assert (await ann.stands())[2] == "stopped"


async def test_what_to_do_stands_on_the_screen_and_not_below_a_long_list(ann: Patient) -> None:
    """The card of signs shrinks to the one that was named."""
    await ann.says("/flag")
    card = ann.last.id
    await names(ann, "pop")
    left = ann.person.screen().note(card)
    assert left.text == ann.words("flags-named", sign=ann.words("flag-pop.long"))
    assert left.buttons == ()


async def test_the_clinician_hears_in_the_same_moment(ann: Patient) -> None:
    """Tier, the words and the position stand on the alert."""
    await raises(ann)
    alert = ann.clinician.screen().last
    assert "URGENT" in alert.text
    assert "a pop or tearing feeling" in alert.text
    assert alert.date == ann.clock.at


@pytest.mark.parametrize(
    ("flag", "tier", "by"),
    [
        ("bladder", "Tier A – emergency, now", "now, in an emergency department"),
        ("fever", "Tier A/B – same day, emergency if very unwell", "the same day, Tue 6 Jan"),
        ("dvt_signs", "Tier B – same day", "the same day, Tue 6 Jan"),
        ("many_sites", "Tier C – within days", "by Tue 20 Jan"),
        ("fluoroquinolone", "Tier C – within days", "by Wed 7 Jan"),
    ],
)
async def test_the_alert_says_by_when_the_patient_should_be_seen(ann: Patient, flag: str, tier: str, by: str) -> None:
    """With the tier, the patient's words, the last days' ratings, the phone and the time."""
    await ann.until("08:40")
    await ann.trains(2, 3)
    await ann.tomorrow("08:45")
    await ann.rates(1)
    await raises(ann, flag)
    alert = ann.clinician.screen().last.text
    for words in (tier, by, ann.words(f"flag-{flag}.long"), "Patient’s phone: 07700 900123", "Opened Tue 6 Jan, 08:45"):
        assert words in alert
    assert "24-hour answers: Tue 6 Jan 1" in alert
    assert "Worst during exercise: Mon 5 Jan 3" in alert


async def test_of_several_signs_the_earliest_day_counts(ann: Patient) -> None:
    """Weight loss could wait for two weeks; the medicine beside it cannot."""
    await raises(ann, "weight_loss")
    assert "by Mon 19 Jan" in ann.clinician.screen().last.text
    await raises(ann, "fluoroquinolone")
    assert "by Tue 6 Jan" in ann.clinician.screen().last.text
    assert ann.words("flag-fluoroquinolone.medicine") in ann.last.text


@pytest.mark.parametrize("command", ["/plan", "/today", "/progress", "/settings", "/pause", "/help"])
async def test_every_view_has_the_way_to_the_signs(ann: Patient, command: str) -> None:
    """Whatever a patient looks at, the button is there."""
    assert (await ann.says(command)).button(ann.rig.label("flag")) is not None


@pytest.mark.parametrize(
    "way",
    [(), ("skip",), ("skip", "skip-other"), ("start",), ("done",), ("done", "2"), ("done", "2", "2"), ("later",)],
    ids=["asked", "skip", "skipped", "timer", "before", "during", "rated", "later"],
)
async def test_every_state_of_a_session_has_the_way_to_the_signs(ann: Patient, way: tuple[str, ...]) -> None:
    """Asked, guided, rated, put off, skipped: the button is always there."""
    await ann.until("08:40")
    for label in way:
        await (ann.rates(int(label)) if label.isdigit() else ann.presses(label))
    assert ann.last.button(ann.rig.label("flag")) is not None


async def test_the_question_has_the_way_to_the_signs(ann: Patient) -> None:
    """Before the answer, and after it."""
    await ann.until("08:40")
    await ann.trains()
    await ann.tomorrow("08:45")
    assert ann.last.button(ann.rig.label("flag")) is not None
    card = ann.last.id
    await ann.rates(2)
    assert ann.person.screen().note(card).button(ann.rig.label("flag")) is not None


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("I felt a pop in my buttock", "pop"),
        ("numb between my legs", "saddle_numbness"),
        ("My calf is swollen!", "dvt_signs"),
    ],
)
async def test_words_that_point_at_a_sign_bring_it_up_first(ann: Patient, text: str, flag: str) -> None:
    """Free text is not passed on, but it is understood: the sign it names is the first button."""
    card = await ann.says(text)
    assert card.buttons[0].label == ann.words(f"flag-{flag}")
    assert "999" in card.text
    assert (await ann.stands())[2] == "active"
    await names(ann, flag)
    assert (await ann.stands())[2] == "stopped"


@pytest.mark.parametrize("view", ["set-blocks", "set-loading", "set-quiet"])
async def test_words_are_understood_also_when_something_else_was_awaited(ann: Patient, view: str) -> None:
    """The settings wait for times to be typed; somebody who writes of danger is not told about times."""
    await ann.says("/settings")
    await ann.presses(view)
    card = await ann.says("I am numb between my legs")
    assert card.buttons
    assert card.buttons[0].label == ann.words("flag-saddle_numbness")


@pytest.mark.parametrize(("before", "during"), [(2, 8), (1, 5)], ids=["severe", "a jump of four"])
async def test_a_severe_rating_asks_for_the_signs(ann: Patient, before: int, during: int) -> None:
    """8 or more, or 4 above where it was: is any of this happening as well?"""
    await ann.until("08:40")
    await ann.trains(before, during)
    assert ann.last.button(ann.words("flag-pop")) is not None
    await ann.presses("none-of-these")
    assert (await ann.stands())[2] in {"active", "flare"}


async def test_a_severe_24_hour_answer_asks_for_the_signs(ann: Patient) -> None:
    """The question's answer counts as well."""
    await ann.until("08:40")
    await ann.trains()
    await ann.tomorrow("08:45")
    await ann.rates(8)
    assert ann.last.button(ann.words("flag-pop")) is not None


async def test_none_of_these_changes_nothing(ann: Patient) -> None:
    """Looked at the signs, none is there: the plan goes on, and the clinic's phone is named."""
    await ann.says("/flag")
    await ann.presses("none-of-these")
    assert "020 7946 0000" in ann.last.text
    assert await ann.stands() == (1, 1, "active")
    await ann.until("08:30")
    assert ann.card("done") is not None


# --- afterwards ------------------------------------------------------------------------------------------------------


async def test_after_a_sign_no_prompt_comes(ann: Patient) -> None:
    """The open card is taken back, and for days there is neither a session nor a question."""
    await ann.until("08:40")
    await ann.trains()
    await ann.until("18:30")
    card = ann.last.id
    await raises(ann, "fever")
    assert ann.words("session-cancelled") in ann.person.screen().note(card).text
    await ann.rig.pass_time(minutes=1)
    await ann.presses("read")
    heard = len(ann.heard)
    await ann.rig.pass_time(days=5)
    assert len(ann.heard) == heard


async def test_the_instruction_is_repeated_once_after_half_an_hour_of_silence(ann: Patient) -> None:
    """Not sooner, not twice, and at night as well."""
    await ann.until("23:00")
    await raises(ann, "fever")
    heard = len(ann.heard)
    await ann.rig.pass_time(minutes=29)
    assert len(ann.heard) == heard
    await ann.rig.pass_time(minutes=2)
    assert ann.words("flagged-repeated") in ann.last.text
    await ann.rig.pass_time(days=1)
    assert len(ann.heard) == heard + 1


@pytest.mark.parametrize("way", ["press", "write"])
async def test_whoever_was_heard_from_is_not_told_again(ann: Patient, way: str) -> None:
    """A press on "I have read this", or a word, within the half hour."""
    await raises(ann, "fever")
    await ann.rig.pass_time(minutes=5)
    await (ann.presses("read") if way == "press" else ann.says("On my way to the hospital"))
    heard = len(ann.heard)
    await ann.rig.pass_time(hours=3)
    assert len(ann.heard) == heard


async def test_the_repetition_survives_a_restart(ann: Patient) -> None:
    """The bot is restarted within the half hour."""
    await raises(ann)
    await ann.rig.pass_time(minutes=10)
    await ann.bot_starts()
    await ann.rig.pass_time(minutes=21)
    assert ann.words("flagged-repeated") in ann.last.text


async def test_a_second_sign_is_read_together_with_the_first(ann: Patient) -> None:
    """A bruise after the pop, then numbness: the instruction is that of the most urgent, and names all of them."""
    await raises(ann, "bruising")
    await ann.rig.pass_time(minutes=3)
    await ann.presses("flag")
    await names(ann, "saddle_numbness")
    said = ann.last.text
    assert "Ring 999" in said
    assert ann.words("flag-bruising.long") in said
    assert ann.words("flag-saddle_numbness.long") in said
    assert "numbness between the legs" in ann.clinician.screen().text


async def test_a_lesser_sign_does_not_make_light_of_the_first(ann: Patient) -> None:
    """Numbness, and then weight loss as well: it is still an emergency, for the patient and on the alert."""
    await raises(ann, "saddle_numbness")
    await ann.rig.pass_time(minutes=3)
    await ann.presses("flag")
    await names(ann, "weight_loss")
    assert "Ring 999" in ann.last.text
    alert = next(note for note in reversed(ann.clinician.screen().notes) if "URGENT" in note.text)
    assert ann.words("flag-saddle_numbness.long") in alert.text


async def test_only_the_clinician_starts_the_plan_again(ann: Patient) -> None:
    """Neither /resume nor /pause nor an old card does; the clinician's restart does, and the patient is told."""
    await ann.until("08:40")
    card = ann.last
    await raises(ann)
    for command in ("/resume", "/pause"):
        assert (await ann.says(command)).text == ann.words("said-plan_stopped")
    assert await ann.presses_on(card, "done") == ann.words("said-plan_stopped")
    assert (await ann.stands())[2] == "stopped"
    await _restarts(ann)
    assert await ann.stands() == (1, 1, "active")
    assert ann.words("ordered-restart", clinician="Dr Weber", stage=1, level=1) in ann.person.screen().text
    await ann.until("18:30")
    assert ann.card("done") is not None


async def _restarts(patient: Patient) -> None:
    """The clinician presses restart on the alert, and chooses stage 1, level 1."""
    rig = patient.rig
    for label in (rig.label("restart"), "1 –", rig.label("level", number=1), rig.label("confirm")):
        await rig.presses(patient.clinician, label)


async def test_a_session_reported_just_before_is_kept(ann: Patient) -> None:
    """Done, then a sign instead of the ratings: what was done stands in the record."""
    await ann.until("08:40")
    await ann.presses("done")
    await raises(ann)
    await ann.rig.pass_time(minutes=31)
    assert [session.outcome.value for session in await ann.sessions()] == ["done"]

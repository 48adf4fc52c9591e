"""What a patient agrees to: asked for anew when its words change, and withdrawn whenever they like."""

from collections.abc import Callable

import pytest

from handlers.callbacks import data
from rehab.messages.day import FlareOver
from sandbox.screens import Note
from tests.acceptance.home import Patient, a_patient, answers_everything
from tests.acceptance.staff import forges, invited, labels, opens, said
from tests.acceptance.test_pause import comes_back, pauses
from tests.acceptance.test_red_flags import raises
from usecases.records import Consent
from usecases.telling import tell
from wording.words import FALLBACK, Words, shipped_library

ann = a_patient(pain=2)
DAY = {"clinic": "Sitbone Clinic", "phone": "020 7946 0000", "hours": "Mon–Fri 8:00–18:00", "emergency": "999"}


def version(number: int) -> Callable[[str], Words]:
    """The texts of a later version of the program, in which patients agree to other words."""
    library = shipped_library()
    texts = [text.replace(".version = 2", f".version = {number}") for text in library.resources(FALLBACK)]
    texts = [text.replace("I am 18 or older", f"I am {16 + number} or older") for text in texts]
    words = Words(FALLBACK, texts, library.known)
    return lambda _: words


async def comes(patient: Patient, number: int = 3) -> None:
    """The program is brought up to date."""
    await patient.bot_starts(words_for=version(number))


async def agreement(patient: Patient) -> Consent | None:
    """What they have agreed to last."""
    record = await patient.record()
    async with patient.rig.app.work("look") as uow:
        return await uow.consents.latest(record.patient_id)


def asks(patient: Patient, note: Note) -> bool:
    """Whether a message asks for the agreement, with the words themselves."""
    head = patient.words("consent-changed", **DAY)
    return note.text == f"{head}\n\n{patient.words('consent', **DAY)}"


async def withdraws(patient: Patient) -> Note:
    """The command, and the confirmation."""
    await patient.says("/withdraw")
    return await patient.presses("withdraw")


# --- other words -----------------------------------------------------------------------------------------------------


async def test_an_update_that_leaves_the_words_alone_asks_for_nothing(ann: Patient) -> None:
    """The plan goes on as it was."""
    await comes(ann, 2)
    await ann.until("08:40")
    assert ann.card("done") is not None


@pytest.mark.parametrize("act", ["/today", "/plan", "/pause", "/settings", "/progress", "3", "hello"])
async def test_the_next_thing_that_a_patient_does_asks_again(ann: Patient, act: str) -> None:
    """A command or something typed: the new words come, with the way to agree, to refuse, and to report danger."""
    await comes(ann)
    note = await ann.says(act)
    assert asks(ann, note)
    assert "I am 19 or older" in note.text
    assert labels(note) == [ann.rig.label(label) for label in ("agree", "decline", "flag")]


async def test_a_press_on_an_open_card_asks_too_and_keeps_no_answer(ann: Patient) -> None:
    """The notice says why; nothing is recorded before they agree, and the same press works after it."""
    await ann.until("08:40")
    card = ann.card("done")
    assert card is not None
    await comes(ann)
    assert await ann.presses_on(card, "done") == ann.words("said-consent_first")
    assert asks(ann, ann.last)
    assert await ann.sessions() == []
    await ann.presses("agree")
    await ann.trains()
    assert len(await ann.sessions()) == 1


async def test_exercises_wait_until_they_agree(ann: Patient) -> None:
    """Instead of the first one that falls due comes the question, once; then nothing, and nothing counts as missed."""
    await comes(ann)
    ann.heard.clear()
    await ann.until("07:00", days=2)
    assert ann.heard_at() == ["Mon 08:30"]
    assert asks(ann, ann.last)
    assert await ann.sessions() == []


async def test_after_they_agree_the_plan_goes_on(ann: Patient) -> None:
    """With what is still to come on that day; the very text is kept, with its version and time."""
    await comes(ann)
    await ann.until("10:00")
    note = await ann.presses("agree")
    assert note.text == ann.words("consent-agreed")
    given = await agreement(ann)
    assert given is not None
    assert (given.version, given.agreed_at, given.withdrawn_at) == ("3", ann.clock.at, None)
    assert given.text.startswith("I am 19 or older, and I agree that Sitbone Clinic")
    ann.heard.clear()
    await ann.until("07:00", days=1)
    assert ann.heard_at() == ["Mon 18:30"]


async def test_nothing_is_asked_twice_of_one_who_has_agreed(ann: Patient) -> None:
    """Pressed again, after a restart, and by commands."""
    await comes(ann)
    card = await ann.says("/today")
    await ann.presses("agree")
    before = await agreement(ann)
    await comes(ann)
    await ann.presses_on(card, "agree")
    assert await agreement(ann) == before
    assert not asks(ann, await ann.says("/today"))


async def test_a_press_agrees_only_to_the_words_that_stood_above_it(ann: Patient) -> None:
    """The words changed once more while the card stood there: it is asked again, with those."""
    await comes(ann)
    card = await ann.says("/today")
    await comes(ann, 4)
    await ann.presses_on(card, "agree")
    assert asks(ann, ann.last)
    assert "I am 20 or older" in ann.last.text
    given = await agreement(ann)
    assert given is not None
    assert given.version == "2"


async def test_danger_is_heard_without_any_agreement(ann: Patient) -> None:
    """By the button, the command or words; the plan stops and the clinician is told."""
    await comes(ann)
    await ann.says("I felt a pop")
    assert not asks(ann, ann.last)
    await raises(ann, "saddle_numbness")
    assert await ann.stands() == (1, 1, "stopped")
    assert "URGENT" in ann.clinician.screen().last.text


@pytest.mark.parametrize("act", ["/help", "/stop", "/erase", "/mydata", "/withdraw"])
async def test_whoever_wants_to_leave_or_to_know_is_not_held_up(ann: Patient, act: str) -> None:
    """These need no agreement."""
    await comes(ann)
    assert not asks(ann, await ann.says(act))


async def test_a_refusal_leads_to_what_follows_from_it(ann: Patient) -> None:
    """Refusing is withdrawing: it is said what that means; thinking better of it leads back to the question."""
    await comes(ann)
    await ann.says("/today")
    assert (await ann.presses("decline")).text == ann.words("consent-withdraw", **DAY)
    assert asks(ann, await ann.presses("withdraw-not"))
    await ann.presses("decline")
    assert (await ann.presses("withdraw")).text == ann.words("consent-withdrawn", **DAY)


async def test_whoever_is_away_is_asked_on_the_day_they_are_back(ann: Patient) -> None:
    """In the place of the question whether the plan shall go on; once they agree, it can."""
    await pauses(ann, "away", 3)
    await comes(ann)
    ann.heard.clear()
    await ann.rig.pass_time(days=5)
    assert [one.at.day for one in ann.heard] == [8]
    assert asks(ann, ann.last)
    await ann.presses("agree")
    await comes_back(ann)
    assert await ann.stands() == (1, 1, "active")


async def test_the_clinician_notices_somebody_who_never_agrees(ann: Patient) -> None:
    """After a silent week, as with everybody who is not heard from; the patient is not pressed."""
    await ann.lives(2, answers_everything)
    await comes(ann)
    ann.heard.clear()
    await ann.rig.pass_time(days=14)
    assert said(ann.rig, "alert-head-lost_contact", name="Ann Example") in ann.clinician.screen().last.text
    assert len(ann.heard) == 1


async def test_a_plan_that_has_ended_asks_for_nothing(ann: Patient) -> None:
    """Whoever has left is not written to about words."""
    await ann.says("/stop")
    await ann.presses("leave")
    await comes(ann)
    ann.heard.clear()
    await ann.rig.pass_time(days=2)
    assert ann.heard == []
    assert not asks(ann, await ann.says("/plan"))


# --- withdrawing -----------------------------------------------------------------------------------------------------


async def test_what_follows_is_said_before(ann: Patient) -> None:
    """In plain words, with the way back on top; nothing has happened yet."""
    card = await ann.says("/withdraw")
    assert card.text == ann.words("consent-withdraw", **DAY)
    for told in ("Your plan ends", "nothing more is sent", "clinician is told", "until it is erased", "/pause"):
        assert told in card.text, told
    assert labels(card) == [ann.rig.label("withdraw-not"), ann.rig.label("withdraw")]
    assert (await ann.presses("withdraw-not")).text == ann.words("consent-kept")
    assert await ann.stands() == (1, 1, "active")


async def test_after_it_nothing_comes_any_more(ann: Patient) -> None:
    """The plan has ended, for a month nothing is sent, and what was recorded is still there."""
    await ann.lives(2, answers_everything)
    before = await ann.sessions()
    card = await withdraws(ann)
    assert card.text == ann.words("consent-withdrawn", **DAY)
    ann.heard.clear()
    await ann.rig.pass_time(days=30)
    assert ann.heard == []
    assert await ann.sessions() == before
    given = await agreement(ann)
    assert given is not None
    assert given.withdrawn_at is not None
    assert (await ann.stands())[2] == "discharged"


async def test_the_clinician_is_told_once(ann: Patient) -> None:
    """With what it means for them; pressing twice tells nobody twice."""
    await ann.says("/withdraw")
    card = ann.last
    await ann.presses("withdraw")
    told = said(ann.rig, "patient-withdrawn", name="Ann Example", stage=1, level=1)
    assert ann.clinician.screen().last.text == told
    heard = len(ann.clinician.screen().from_bot)
    await ann.presses_on(card, "withdraw")
    assert len(ann.clinician.screen().from_bot) == heard
    assert (await ann.says("/withdraw")).text == ann.words("consent-withdrawn", **DAY)


async def test_a_question_of_yesterday_withdraws_nothing(ann: Patient) -> None:
    """A thumb on an old card does no harm."""
    await ann.says("/withdraw")
    card = ann.last
    await ann.rig.pass_time(hours=1, minutes=1)
    assert await ann.presses_on(card, "withdraw") == ann.words("said-changed")
    assert await ann.stands() == (1, 1, "active")


async def test_whoever_has_withdrawn_can_have_everything_erased(ann: Patient) -> None:
    """From the very card."""
    await withdraws(ann)
    await ann.presses("erase-on")
    await ann.presses("erase-on")
    await ann.presses("erase-sure")
    assert (await ann.says("/today")).text == ann.words("stranger")


async def test_whoever_left_before_can_still_withdraw(ann: Patient) -> None:
    """The plan ended already; now the agreement has, too."""
    await ann.says("/stop")
    await ann.presses("leave")
    await withdraws(ann)
    given = await agreement(ann)
    assert given is not None
    assert given.withdrawn_at is not None


async def test_an_agreement_can_be_given_again(ann: Patient) -> None:
    """With a new invitation: they agree anew, and the new plan goes on."""
    await withdraws(ann)
    ann.person.start(await invited(ann.rig, ann.clinician, "Ann Example"))
    await ann.rig.settle()
    for label in ("begin", "agree", "none-of-these", "yes-time", "these-suit"):
        await ann.rig.presses(ann.person, ann.rig.label(label))
    given = await agreement(ann)
    assert given is not None
    assert given.withdrawn_at is None
    await ann.until("13:05")
    assert ann.card("done") is not None


async def test_an_open_alert_stays_with_the_clinic(ann: Patient) -> None:
    """Whoever withdraws in danger is still looked for."""
    await raises(ann, "saddle_numbness")
    await withdraws(ann)
    record = await ann.record()
    async with ann.rig.app.work("look") as uow:
        alerts = await uow.alerts.unresolved(record.id)
    assert [alert.kind.value for alert in alerts] == ["urgent"]


async def test_whatever_the_clinic_does_then_nothing_comes(ann: Patient) -> None:
    """The clinician closes the alert, and would start the plan again or write: refused, with what to do instead."""
    await raises(ann, "saddle_numbness")
    await withdraws(ann)
    ann.heard.clear()
    rig, clinician = ann.rig, ann.clinician
    await rig.presses(clinician, rig.label("acknowledge"))
    await rig.presses(clinician, rig.label("resolve"))
    await opens(rig, clinician)
    record = await ann.record()
    for press in (data("po", record.id, "restart"), data("pn", record.id)):
        assert await forges(rig, clinician, press) == ann.words("said-order_withdrawn")
    await rig.pass_time(days=1)
    assert ann.heard == []


async def test_what_waits_for_the_morning_is_not_sent_either(ann: Patient) -> None:
    """Something that came up in the night is dropped when they withdraw before it."""
    record = await ann.record()
    await ann.until("23:00")
    async with ann.rig.app.work("night") as uow:
        await tell(ann.rig.app.scene(uow), record, FlareOver(position=record.plan.position), key="in the night")
    await withdraws(ann)
    ann.heard.clear()
    await ann.rig.pass_time(days=1)
    assert ann.heard == []

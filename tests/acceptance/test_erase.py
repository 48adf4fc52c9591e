"""A patient wants to be forgotten: asked twice, then everything is gone, and the clinic knows."""

import asyncio
from functools import partial

import pytest
from click.testing import Result

from scheduling.clock import RealClock
from storage.vault import new_key
from tests.acceptance.home import Patient, a_patient, answers_everything
from tests.acceptance.lifetime import sitbone
from tests.acceptance.staff import invited, labels, said
from tests.acceptance.test_red_flags import raises

ann = a_patient(pain=2)


async def erases(patient: Patient) -> None:
    """The command, and both confirmations."""
    await patient.says("/erase")
    await patient.presses("erase-on")
    await patient.presses("erase-sure")


async def is_known(patient: Patient) -> bool:
    """Whether the bot knows who writes from the patient's chat."""
    async with patient.rig.app.work("look") as uow:
        return await uow.people.by_chat(patient.person.id) is not None


# --- asked twice -----------------------------------------------------------------------------------------------------


async def test_it_is_said_what_goes_and_what_stays(ann: Patient) -> None:
    """Before the first press; with the ways that take less away, and the button that keeps everything on top."""
    card = await ann.says("/erase")
    assert card.text == ann.words("erase-ask")
    assert "/stop" in card.text
    assert labels(card) == [ann.rig.label("erase-keep"), ann.rig.label("erase-on")]


async def test_one_confirmation_erases_nothing(ann: Patient) -> None:
    """The second question comes on the same card; the plan goes on meanwhile."""
    await ann.says("/erase")
    card = await ann.presses("erase-on")
    assert card.text == ann.words("erase-sure")
    await ann.until("08:40")
    assert ann.card("done") is not None
    assert await ann.stands() == (1, 1, "active")


@pytest.mark.parametrize("presses", [(), ("erase-on",)])
async def test_thinking_better_of_it_keeps_everything(ann: Patient, presses: tuple[str, ...]) -> None:
    """After the first question or the second."""
    await ann.says("/erase")
    for label in presses:
        await ann.presses(label)
    card = await ann.presses("erase-keep")
    assert card.text == ann.words("erase-kept")
    assert await ann.stands() == (1, 1, "active")


@pytest.mark.parametrize("label", ["erase-on", "erase-sure"])
async def test_a_question_of_yesterday_erases_nothing(ann: Patient, label: str) -> None:
    """A thumb on an old card does no harm, and is told so."""
    await ann.says("/erase")
    card = await ann.presses("erase-on") if label == "erase-sure" else ann.last
    await ann.rig.pass_time(hours=1, minutes=1)
    assert await ann.presses_on(card, label) == ann.words("said-changed")
    assert await is_known(ann)


# --- done ------------------------------------------------------------------------------------------------------------


async def test_then_the_bot_does_not_know_them_any_more(ann: Patient) -> None:
    """The last message says that it is done, and what is left to do; whatever they write, they are a stranger."""
    await ann.lives(3, answers_everything)
    await erases(ann)
    assert ann.last.text == ann.words("erased", phone="020 7946 0000")
    assert not await is_known(ann)
    for words in ("/today", "/erase", "2", "hello"):
        assert (await ann.says(words)).text == ann.words("stranger")


async def test_nothing_comes_any_more(ann: Patient) -> None:
    """What was due is cancelled: no prompt, no question, no reminder, for a month."""
    await ann.until("08:40")
    await ann.trains()
    await erases(ann)
    ann.heard.clear()
    await ann.rig.pass_time(days=30)
    assert ann.heard == []


async def test_buttons_of_before_are_refused_politely(ann: Patient) -> None:
    """An open card and the question itself, pressed again."""
    await ann.until("08:40")
    card = ann.card("done")
    assert card is not None
    await erases(ann)
    sure = ann.card("erase-sure")
    assert sure is not None
    for old, label in ((card, "done"), (sure, "erase-sure")):
        assert await ann.presses_on(old, label) == ann.words("said-not_allowed")


async def test_their_clinician_is_told_and_finds_nobody(ann: Patient) -> None:
    """With the name, once, so that nobody believes that they are still looked after."""
    await erases(ann)
    told = ann.clinician.screen().last
    assert told.text == ann.words("patient-erased-by-patient", name="Ann Example")
    assert "Ann Example" not in labels(await ann.rig.says(ann.clinician, "/patients"))


async def test_an_open_alert_is_not_lost_in_silence(ann: Patient) -> None:
    """The patient is asked to ring, the clinician gets the number, and the alert's card offers nothing any more."""
    await raises(ann, "saddle_numbness")
    assert "999" in (await ann.says("/erase")).text
    await ann.presses("erase-on")
    await ann.presses("erase-sure")
    told = ann.clinician.screen().last
    assert ann.words("alert-kind-urgent") in told.text
    assert "07700 900123" in told.text
    cards = [note for note in ann.clinician.screen().from_bot if "URGENT" in note.text]
    assert cards == []
    heard = len(ann.clinician.screen().from_bot)
    await ann.rig.pass_time(days=3)
    assert len(ann.clinician.screen().from_bot) == heard


async def test_whoever_has_left_can_still_be_forgotten(ann: Patient) -> None:
    """The goodbye offers it."""
    await ann.says("/stop")
    await ann.presses("leave")
    for label in ("erase-on", "erase-on", "erase-sure"):
        await ann.presses(label)
    assert not await is_known(ann)


async def test_they_can_begin_again_as_somebody_new(ann: Patient) -> None:
    """With a new invitation, from the same chat; the plan of before is nobody's."""
    before = await ann.record()
    await erases(ann)
    code = await invited(ann.rig, ann.clinician, "Ann Example")
    ann.person.start(code)
    await ann.rig.settle()
    for label in ("begin", "agree", "none-of-these", "yes-time", "these-suit"):
        await ann.rig.presses(ann.person, ann.rig.label(label))
    now = await ann.record()
    assert now.id != before.id
    assert now.patient_id != before.patient_id


async def test_an_erasure_survives_a_restart(ann: Patient) -> None:
    """And the chain of nobody's plan verifies, as at the end of each of these tests."""
    await ann.lives(3, answers_everything)
    await erases(ann)
    await ann.bot_starts()
    assert (await ann.says("/today")).text == ann.words("stranger")


# --- by the operator -------------------------------------------------------------------------------------------------


async def command(patient: Patient, *arguments: str, key: str | None = None) -> Result:
    """The operator's command line, on the database of the running bot."""
    keys = patient.rig.app.settings.encryption_keys[0].get_secret_value() if key is None else key
    return await asyncio.to_thread(partial(sitbone, patient.folder, *arguments, encryption_keys=keys))


async def test_the_operator_erases_by_the_number_of_a_plan(ann: Patient) -> None:
    """While the bot runs: it then says goodbye, and tells the clinician who did it; the chain still verifies."""
    await ann.lives(3, answers_everything)
    plan = str((await ann.record()).id)
    result = await command(ann, "erase", plan, "--yes")
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    ann.clock.at = RealClock().now()  # the operator lives by this time
    await ann.rig.settle()
    assert ann.last.text == ann.words("erased", phone="020 7946 0000")
    assert ann.clinician.screen().last.text == said(ann.rig, "patient-erased-by-operator", name="Ann Example")
    assert f"plan {plan}" in (await command(ann, "verify")).stdout


@pytest.mark.parametrize(
    ("arguments", "key", "problem"),
    [
        (("1", "--yes"), None, "there is no patient 1"),
        (("ann", "--yes"), None, "is not a valid integer"),
        (("0", "--yes"), None, "0 is not in the range"),
        (("1",), None, "say --yes"),
        ((), None, "Missing argument"),
        (("1", "--yes"), "", "ENCRYPTION_KEYS: is not set"),
    ],
)
async def test_what_cannot_be_erased_is_refused_in_a_line(
    ann: Patient, arguments: tuple[str, ...], key: str | None, problem: str
) -> None:
    """Bad input ends with 2, one line and no traceback; nothing is changed, and no key is made."""
    result = await command(ann, "erase", *arguments, key=key)
    assert (result.exit_code, result.stdout) == (2, "")
    [line] = result.stderr.splitlines()
    assert problem in line
    assert await ann.stands() == (1, 1, "active")
    assert not list(ann.folder.glob("*.key"))


async def test_another_key_erases_nothing(ann: Patient) -> None:
    """The command says that the key does not fit, and ends with 1."""
    result = await command(ann, "erase", "1", "--yes", key=new_key())
    assert (result.exit_code, result.stdout) == (1, "")
    assert "ENCRYPTION_KEYS does not open this database" in result.stderr


async def test_the_staff_cannot_be_erased(ann: Patient) -> None:
    """A clinician's number is refused in a line."""
    clinician = (await ann.record()).clinician_id
    result = await command(ann, "erase", str(clinician), "--yes")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "one of the staff" in result.stderr

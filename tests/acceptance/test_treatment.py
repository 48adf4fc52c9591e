"""An injection or surgery that a patient reports: the plan pauses, and only the clinician starts it again."""

from collections.abc import Awaitable, Callable

import pytest

from tests.acceptance.home import Patient, a_patient
from tests.acceptance.staff import calm

ann = a_patient(pain=2)
CLINIC = {"clinic": "Sitbone Clinic", "phone": "020 7946 0000", "hours": "Mon–Fri 8:00–18:00", "emergency": "999"}


async def by_flag(patient: Patient, what: str) -> None:
    """/flag, the less urgent ones, and it."""
    await patient.says("/flag")
    await patient.presses("lesser")
    await patient.rig.presses(patient.person, patient.words(f"flag-{what}"))


async def by_pause(patient: Patient, what: str) -> None:
    """/pause, injection or surgery, and which."""
    await patient.says("/pause")
    await patient.presses("treatment")
    await patient.presses(what)


async def by_coming_back(patient: Patient, what: str) -> None:
    """Away for a week; asked on coming back whether anything new has happened."""
    await patient.says("/pause")
    await patient.presses("away")
    await patient.presses("no-end")
    await patient.rig.pass_time(days=7)
    await patient.says("/resume")
    await patient.presses("treatment")
    await patient.presses(what)


async def restarts(patient: Patient) -> None:
    """The clinician presses restart on the alert, and chooses stage 1, level 1."""
    rig = patient.rig
    for label in (rig.label("restart"), "1 –", rig.label("level", number=1), rig.label("confirm")):
        await rig.presses(patient.clinician, label)


@pytest.mark.parametrize("what", ["injection", "surgery"])
@pytest.mark.parametrize("way", [by_flag, by_pause, by_coming_back])
async def test_it_pauses_the_plan_and_tells_the_clinician(
    ann: Patient, way: Callable[[Patient, str], Awaitable[None]], what: str
) -> None:
    """Whichever way it is reported; the patient reads who decides, and for ten days nothing comes."""
    await way(ann, what)
    assert ann.last.text == ann.words("pause-treated", what=ann.words(f"care-{what}"), **CLINIC)
    assert await ann.stands() == (1, 1, "paused")
    alert = ann.clinician.screen().last
    assert alert.text.startswith("⚠️ Review – Ann Example")
    assert ann.words("alert-treatment", what=ann.words(f"care-{what}")) in alert.text
    assert [button.label for button in alert.buttons][:2] == [ann.rig.label("acknowledge"), ann.rig.label("restart")]
    heard = len(ann.heard)
    await ann.rig.pass_time(days=10)
    assert len(ann.heard) == heard
    await calm(ann.rig)


async def test_the_patient_cannot_simply_go_on(ann: Patient) -> None:
    """Neither /resume nor /pause nor a card from before does it; all of them say who decides."""
    await ann.until("08:40")
    card = ann.last
    await ann.says("/pause")
    await ann.presses("away")
    await ann.presses("no-end")
    paused = ann.last
    await by_flag(ann, "injection")
    refused = ann.words("said-awaits_clinic", **CLINIC)
    for command in ("/resume", "/pause"):
        assert (await ann.says(command)).text == refused
    assert await ann.presses_on(paused, "resume") == refused
    assert await ann.presses_on(card, "done") == refused
    assert await ann.stands() == (1, 1, "paused")
    for command, text in (
        ("/today", "today-awaiting"),
        ("/plan", "plan-status-awaiting"),
        ("/next", "next-none-awaiting"),
    ):
        shown = await ann.says(command)
        assert ann.words(text) in shown.text
        assert shown.button(ann.rig.label("resume")) is None


async def test_the_clinicians_restart_ends_it(ann: Patient) -> None:
    """With a position of the clinician's choice; the alert is resolved, and sessions come again."""
    await by_pause(ann, "injection")
    await ann.rig.pass_time(days=20)
    await restarts(ann)
    assert await ann.stands() == (1, 1, "active")
    assert "Resolved" in next(note.text for note in ann.clinician.screen().notes if "Review – Ann" in note.text)
    await ann.tomorrow("08:31")
    assert ann.card("done") is not None
    await ann.says("/pause")
    await ann.presses("away")
    await ann.presses("no-end")
    await ann.says("/resume")
    await ann.presses("nothing-new")
    assert await ann.stands() == (1, 1, "active")


async def test_a_pause_with_an_end_does_not_end_by_itself_any_more(ann: Patient) -> None:
    """Nobody asks "welcome back?" on the day on which the pause was to end."""
    await ann.says("/pause")
    await ann.presses("away")
    await ann.presses("days", days=3)
    await by_flag(ann, "injection")
    heard = len(ann.heard)
    await ann.rig.pass_time(days=5)
    assert len(ann.heard) == heard


async def test_injections_are_counted_and_the_second_is_a_warning(ann: Patient) -> None:
    """On the patient's card, on the alert and in the timeline."""
    await by_pause(ann, "injection")
    assert "can weaken the tendon" not in ann.clinician.screen().last.text
    await ann.rig.pass_time(days=30)
    await restarts(ann)
    await ann.rig.pass_time(days=10)
    await by_flag(ann, "injection")
    alert = next(note for note in reversed(ann.clinician.screen().notes) if "Review – Ann" in note.text)
    assert ann.words("alert-injections", count=2) in alert.text
    await ann.rig.says(ann.clinician, "/patients")
    card = await ann.rig.presses(ann.clinician, "Ann Example")
    assert ann.words("patient-care", injections=2, operations=0) in card.text
    assert ann.words("patient-flags-awaiting") in card.text
    timeline = await ann.rig.presses(ann.clinician, ann.rig.label("timeline"))
    assert ann.words("timeline-treatment", what=ann.words("care-injection")) in timeline.text


async def test_who_thought_better_of_it_has_reported_nothing(ann: Patient) -> None:
    """Injection or surgery? Back: the plan is as it was."""
    await ann.says("/pause")
    await ann.presses("treatment")
    await ann.presses("back")
    assert ann.last.button(ann.rig.label("ill")) is not None
    assert await ann.stands() == (1, 1, "active")


async def test_a_stopped_plan_stays_stopped(ann: Patient) -> None:
    """A red flag, and the surgery that followed: one restart clears both."""
    await ann.says("/flag")
    await ann.rig.presses(ann.person, ann.words("flag-pop"))
    await by_flag(ann, "surgery")
    assert (await ann.stands())[2] == "stopped"
    assert "Review – Ann Example" in ann.clinician.screen().last.text
    await restarts(ann)
    assert await ann.stands() == (1, 1, "active")


async def test_red_flags_work_while_the_plan_waits(ann: Patient) -> None:
    """A fever after the injection: the instruction comes, and the clinician hears at once."""
    await by_pause(ann, "injection")
    await ann.says("/flag")
    await ann.rig.presses(ann.person, ann.words("flag-fever"))
    assert "Get seen today" in ann.last.text
    assert (await ann.stands())[2] == "stopped"


async def test_waiting_plans_are_marked_in_the_list(ann: Patient) -> None:
    """Also when the alert has been dealt with: only the clinician starts them again."""
    await by_pause(ann, "surgery")
    await ann.rig.presses(ann.clinician, ann.rig.label("acknowledge"))
    await ann.rig.presses(ann.clinician, ann.rig.label("resolve"))
    assert "🛑 Ann Example" in (await ann.rig.says(ann.clinician, "/patients")).text


async def test_after_the_end_of_the_plan_there_is_nothing_to_pause(ann: Patient) -> None:
    """Whoever has left is told that the plan has ended."""
    await ann.says("/flag")
    await ann.presses("lesser")
    await ann.says("/stop")
    await ann.presses("leave")
    await ann.rig.presses(ann.person, ann.words("flag-injection"))
    assert ann.toast == ann.words("said-plan_ended")

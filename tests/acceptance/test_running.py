"""Back to sport: the way into Stage 4, and the runs in it, as patient and clinician read of them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rehab.plan import RunStanding
from tests.acceptance.home import Patient, a_patient, answers_everything, at_home
from tests.acceptance.staff import labels
from tests.acceptance.test_decisions import is_away, passes_the_test, told

fay = a_patient(stage=4, level=1, pain=1, goal=True)
bob = a_patient(stage=2, level=2, pain=2)


@pytest.fixture
async def eve(tmp_path: Path) -> AsyncIterator[Patient]:
    """Somebody with a sport goal at the top of Stage 3, long enough there, who lacks the test and the approval."""
    async with at_home(tmp_path, stage=3, level=4, pain=2, goal=True) as patient:
        await is_away(patient, 13)
        await patient.lives(9, answers_everything)
        yield patient


def asked(patient: Patient) -> int:
    """How often the clinician was asked to approve."""
    wanted = patient.words("approval-wanted", name="Ann Example", stage=4)
    return sum(wanted in note.text for note in patient.clinician.screen().from_bot)


async def clinician_opens(patient: Patient) -> str:
    """The clinician opens the patient's card."""
    await patient.rig.says(patient.clinician, "/patients")
    return (await patient.rig.presses(patient.clinician, "Ann Example")).text


# --- the gate --------------------------------------------------------------------------------------------------------


async def test_from_the_top_of_stage_3_to_the_first_run(eve: Patient) -> None:
    """The test is asked for in the chat; passed, the clinician is asked; approved, the next easy answer leads to it."""
    assert eve.words("why-not_yet-exit_test") in told(eve)
    await eve.presses("test")
    assert eve.words("test-single_rdl.pass") in eve.last.text
    await eve.presses("passed")
    assert asked(eve) == 1
    assert eve.words("exit-test-asked", stage=4) in eve.last.text
    assert eve.words("need-approval-asked") in (await eve.says("/plan")).text
    await eve.lives(2.5, answers_everything)
    assert await eve.stands() == (3, 4, "active")
    assert eve.words("why-held-approval") in told(eve)
    await eve.rig.presses(eve.clinician, eve.rig.label("approve_stage_4"))
    await eve.rig.presses(eve.clinician, eve.rig.label("confirm"))
    assert eve.words("ordered-approve_stage_4", clinician="Dr Weber") in eve.last.text
    await eve.lives(2.5, answers_everything)
    assert await eve.stands() == (4, 1, "active")
    assert eve.words("run-first") in told(eve)
    run = eve.words("dose-walk-run", rounds=3, walk=2, run=3)
    assert run in (await eve.says("/plan")).text
    assert (await eve.record()).plan.run == RunStanding(1)


async def test_the_clinician_reads_what_there_is_to_decide(eve: Patient) -> None:
    """The last training days, the test, and what no program can judge; with the order one press away."""
    await passes_the_test(eve)
    card = eve.clinician.screen().last
    assert eve.words("test-single_rdl.pass") in card.text
    assert card.text.count("2 / 2 / 2") >= 3
    assert eve.words("approval-judge") in card.text
    assert eve.rig.label("approve_stage_4") in labels(card)


async def test_the_clinician_is_asked_once_and_the_list_goes_on_saying_it(eve: Patient) -> None:
    """A patient who waits never waits unseen; nobody is pressed."""
    assert eve.words("patient-line-waits").strip() not in (await eve.rig.says(eve.clinician, "/patients")).text
    await passes_the_test(eve)
    await eve.lives(7, answers_everything)
    assert asked(eve) == 1
    assert eve.words("patient-line-waits").strip() in (await eve.rig.says(eve.clinician, "/patients")).text
    assert eve.words("patient-missing-approval") in await clinician_opens(eve)


async def test_who_is_approved_before_is_not_asked_about(eve: Patient) -> None:
    """Nor does the patient wait."""
    await clinician_opens(eve)
    await eve.rig.presses(eve.clinician, eve.rig.label("approve_stage_4"))
    await eve.rig.presses(eve.clinician, eve.rig.label("confirm"))
    await passes_the_test(eve)
    await eve.lives(2.5, answers_everything)
    assert (asked(eve), await eve.stands()) == (0, (4, 1, "active"))


async def test_while_the_clinician_holds_the_plan_there_is_nothing_to_approve(eve: Patient) -> None:
    """Asked once it is released."""
    await clinician_opens(eve)
    for label in ("hold", "confirm"):
        await eve.rig.presses(eve.clinician, eve.rig.label(label))
    await passes_the_test(eve)
    assert asked(eve) == 0
    await clinician_opens(eve)
    for label in ("release", "confirm"):
        await eve.rig.presses(eve.clinician, eve.rig.label(label))
    assert asked(eve) == 1


async def test_a_test_that_did_not_go_well_can_be_taken_again(eve: Patient) -> None:
    """It is said without blame, changes nothing, and the next answer offers it anew."""
    await eve.presses("test")
    await eve.presses("not-passed")
    assert eve.last.text == eve.words("exit-test-failed")
    assert asked(eve) == 0
    await eve.lives(2.5, answers_everything)
    assert eve.card("test") is not None
    await eve.presses("test")
    await eve.presses("passed")
    assert asked(eve) == 1


async def test_in_stage_4_there_is_nothing_left_to_approve(fay: Patient) -> None:
    """A clinician has put them there."""
    card = await clinician_opens(fay)
    assert fay.words("patient-flags-waiting") not in card
    assert fay.rig.label("approve_stage_4") not in labels(fay.clinician.screen().last)


# --- the runs --------------------------------------------------------------------------------------------------------


async def runs(patient: Patient, during: int, answer: int) -> None:
    """The next session and its answer, whenever they come."""
    while patient.card("done") is None:
        await patient.rig.pass_time(hours=6)
    await patient.trains(1, during)
    await patient.rig.pass_time(hours=24)
    await patient.rates(answer)


async def test_two_easy_runs_lead_on_and_too_much_leads_back(fay: Patient) -> None:
    """Each time it is said with the answer, and the next session's card shows the run."""
    await runs(fay, 2, 2)
    assert fay.words("run-up", needed=2) not in told(fay)
    await runs(fay, 2, 2)
    longer = fay.words("dose-walk-run", rounds=4, walk=2, run=3)
    assert f"{fay.words('run-up', needed=2)}\n" in fay.last.text
    assert longer in fay.last.text
    await runs(fay, 4, 3)
    assert "step" not in fay.last.text
    while fay.card("done") is None:
        await fay.rig.pass_time(hours=6)
    assert longer in fay.last.text
    assert fay.words("run-step", step=2, steps=12) in fay.last.text
    await fay.trains(1, 6)
    assert f"{fay.words('run-down')}\n" in told(fay)
    assert fay.words("run-down-spike") in told(fay)
    assert (await fay.record()).plan.run == RunStanding(1)


async def test_the_timer_takes_turns_between_walking_and_running(fay: Patient) -> None:
    """Two minutes of the one, three of the other."""
    await fay.until("18:05")
    card = await fay.presses("start")
    while "Walk and jog" not in card.text or "Get ready" in card.text:
        card = await fay.presses("next")
    assert f"{fay.words('timer-walk')} · 2 min" in card.text
    assert f"{fay.words('timer-run')} · 3 min" in (await fay.presses("next")).text


async def test_the_clinician_sees_the_step_and_when_it_moved(fay: Patient) -> None:
    """On the patient's card and in the timeline."""
    await runs(fay, 2, 2)
    await runs(fay, 2, 2)
    dose = fay.words("dose-walk-run", rounds=4, walk=2, run=3)
    assert f"step 2 of 12 ({dose}" in await clinician_opens(fay)
    timeline = (await fay.rig.presses(fay.clinician, fay.rig.label("timeline"))).text
    assert fay.words("timeline-run", before=1, step=2) in timeline


async def test_a_correction_puts_the_run_right_as_well(fay: Patient) -> None:
    """4 pressed for 1: the run that was to be repeated leads on."""
    await runs(fay, 2, 2)
    await runs(fay, 2, 4)
    assert (await fay.record()).plan.run == RunStanding(1)
    await fay.presses("correct")
    await fay.rates(1)
    assert (await fay.record()).plan.run == RunStanding(2)
    assert fay.words("run-up", needed=2) in fay.last.text


async def test_in_a_flare_there_is_no_run(fay: Patient) -> None:
    """On no card; and the card on running says so."""
    await fay.until("18:05")
    await fay.trains(1, 9)
    assert await fay.stands() == (3, 3, "flare")
    await fay.tomorrow("09:00")
    assert fay.words("exercise-walk_run") not in fay.last.text
    await fay.says("/plan")
    assert fay.words("running-flare") in (await fay.presses("running")).text


# --- running in the stages before ------------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", [1, 2, 3])
async def test_before_stage_4_running_is_fewer_shorter_slower(tmp_path: Path, stage: int) -> None:
    """The stage's rule, the limits of pain, and what brings it back; a runner also reads when the runs begin."""
    async with at_home(tmp_path, stage=stage, pain=2, goal=stage == 2) as ann:
        await ann.says("/plan")
        said = (await ann.presses("running")).text
        assert ann.words(f"running-stage-{stage}") in said
        assert ann.words("running-pain", easy=3, ceiling=5) in said
        assert ann.words("running-spike") in said
        assert (ann.words("running-later", stage=4) in said) == (stage == 2)


async def test_the_card_on_running_shows_this_run_and_the_next(fay: Patient) -> None:
    """And what leads on and back."""
    await fay.says("/plan")
    said = (await fay.presses("running")).text
    now, then = (fay.words("dose-walk-run", rounds=rounds, walk=2, run=3) for rounds in (3, 4))
    assert said.index(now) < said.index(then)
    assert fay.words("running-rest") in said


async def test_a_stopped_plan_says_so_about_running_too(bob: Patient) -> None:
    """No running until the clinic has looked."""
    await bob.says("/flag")
    await bob.rig.presses(bob.person, bob.words("flag-fever"))
    await bob.says("/plan")
    assert bob.words("running-stopped") in (await bob.presses("running")).text

"""Signs that are no emergency, in the safety check before the plan begins: noted, and looked at by the clinician."""

from pathlib import Path

import pytest

from rehab.plan import Status
from rehab.protocol import shipped_protocol
from tests.acceptance.inviting import fills
from tests.acceptance.newcomer import Newcomer, a_newcomer, at_the_check, at_the_signs
from tests.acceptance.staff import calm, clinic, code_in, labels, opened, said

ann = a_newcomer()
FINISH = ("yes-time", "these-suit")
PROTOCOL = shipped_protocol()


@at_the_check
async def test_the_safety_check_asks_for_everything_that_the_list_holds(ann: Newcomer) -> None:
    """A sudden beginning, both legs, a swelling; what is routine; injections and surgery."""
    for words in ("began suddenly", "swelling", "both legs", "every step", "night sweats", "many places", "tingling"):
        assert words in ann.last.text
    for words in (
        "away from the sit bone",
        "on both sides",
        "more than 30 minutes",
        "pregnancy",
        "injection",
        "surgery",
    ):
        assert words in ann.last.text


@at_the_signs
async def test_the_urgent_signs_come_first_and_the_others_a_tap_away(ann: Newcomer) -> None:
    """And back; every sign is on one of the two."""
    urgent = labels(ann.last)
    await ann.does("lesser")
    others = labels(ann.last)
    names = {ann.words(f"flag-{sign}") for sign in (*PROTOCOL.red_flags, *PROTOCOL.routine_signs, *PROTOCOL.treatments)}
    assert names <= {*urgent, *others}
    assert ann.words("flag-saddle_numbness") in urgent
    assert ann.words("flag-tingling") in others
    await ann.does("urgent")
    assert labels(ann.last) == urgent


@at_the_signs
async def test_a_sudden_beginning_stops_the_enrolment(ann: Newcomer) -> None:
    """Tendinopathy comes on gradually: a sudden beginning is to be seen the same day."""
    await ann.names("sudden_onset")
    assert "Get seen today" in ann.last.text
    assert await ann.plan() is None
    told = ann.clinician.screen().last.text
    for words in ("Ann Example ticked a red flag", "tier B", "the same day, Mon 5 Jan", "07700 900123"):
        assert words in told


@at_the_signs
async def test_routine_signs_are_noted_and_the_plan_begins_held(ann: Newcomer) -> None:
    """Two of them, marked as they are pressed; the plan begins, does not move up, and the clinician is told."""
    for sign in ("tingling", "pregnancy"):
        await ann.names(sign)
    assert f"✓ {ann.words('flag-tingling')}" in labels(ann.last)
    await ann.does("nothing-else", *FINISH)
    plan = await ann.plan()
    assert plan is not None
    assert (plan.plan.status, plan.plan.held, plan.plan.signs) == (Status.ACTIVE, True, ("tingling", "pregnancy"))
    assert ann.words("flag-tingling.long") in ann.last.text
    [alert] = [note for note in ann.clinician.screen().notes if "Review – Ann Example" in note.text]
    assert ann.words("flag-pregnancy.long") in alert.text
    await calm(ann.rig)


@at_the_signs
async def test_an_injection_that_the_clinic_does_not_know_of_lets_the_plan_wait(ann: Newcomer) -> None:
    """It begins paused, and the clinician sets the start."""
    await ann.names("injection")
    await ann.does("nothing-else", *FINISH)
    plan = await ann.plan()
    assert plan is not None
    assert (plan.plan.status, plan.plan.awaits_restart) == (Status.PAUSED, True)
    assert "Your clinic decides when and at which level it starts again" in ann.last.text
    assert "Review – Ann Example" in ann.clinician.screen().last.text
    heard = len(ann.heard)
    await ann.rig.pass_time(days=3)
    assert len(ann.heard) == heard


async def test_of_what_the_clinician_knows_nobody_is_asked_again(tmp_path: Path) -> None:
    """Surgery or an injection was told in the invitation, and the start was set knowingly."""
    async with opened(tmp_path, clinic) as (rig, cast):
        answers = [rig.label("confirm-all"), rig.label("yes"), rig.label("left"), "1 –", rig.label("level", number=1)]
        await fills(rig, cast["owner"], *answers)
        await rig._points(cast["owner"], 3)
        await rig.presses(cast["owner"], rig.label("no"))
        guest = rig.world.person("Ann")
        guest.start(code_in(await rig.presses(cast["owner"], rig.label("make-link"))))
        await rig.settle()
        for label in ("begin", "agree", "some", "lesser"):
            await rig.presses(guest, rig.label(label))
        shown = labels(guest.screen().last)
        assert said(rig, "flag-tingling") in shown
        assert said(rig, "flag-injection") not in shown


@pytest.mark.parametrize("sign", ["weight_loss", "fluoroquinolone"])
@at_the_signs
async def test_a_red_flag_among_the_less_urgent_ends_it_all_the_same(ann: Newcomer, sign: str) -> None:
    """Also after something routine was noted."""
    await ann.names("tingling")
    await ann.names(sign)
    assert await ann.plan() is None
    assert ann.words("flagged-stopped", clinic="Sitbone Clinic", time="07:00") in ann.last.text

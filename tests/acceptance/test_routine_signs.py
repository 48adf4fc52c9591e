"""Signs that are no emergency: the plan goes on at its level, and moves up only after a clinician has looked."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rehab.protocol import shipped_protocol
from tests.acceptance.home import Patient, a_patient, answers_everything, at_home
from tests.acceptance.staff import calm

ann = a_patient(pain=2)
ROUTINE = tuple(shipped_protocol().routine_signs)


@pytest.fixture
async def bob(tmp_path: Path) -> AsyncIterator[Patient]:
    """Somebody who may move on in a few days."""
    async with at_home(tmp_path, stage=1, level=1, pain=1) as somebody:
        yield somebody


async def tells(patient: Patient, sign: str) -> None:
    """/flag, the less urgent signs, and one of them."""
    await patient.says("/flag")
    await patient.presses("lesser")
    await patient.rig.presses(patient.person, patient.words(f"flag-{sign}"))


@pytest.mark.parametrize("sign", ROUTINE)
async def test_a_routine_sign_holds_the_plan_and_does_not_stop_it(ann: Patient, sign: str) -> None:
    """When to be seen comes first; today's blocks come as ever."""
    await tells(ann, sign)
    said = ann.last.text
    assert said.startswith("Please see your clinic about this in the next one to two weeks: 020 7946 0000")
    assert ann.words(f"flag-{sign}.long") in said
    assert ann.words("noticed-goes-on") in said
    assert "999" in said
    assert (await ann.stands(), (await ann.record()).plan.held) == ((1, 1, "active"), True)
    await ann.until("08:31")
    assert ann.card("done") is not None


async def test_the_clinician_is_told_without_haste_and_by_when(ann: Patient) -> None:
    """A review and no urgent alert; tier D, the patient's words, the phone, and the day two weeks on."""
    await tells(ann, "tingling")
    alert = ann.clinician.screen().last
    assert alert.text.startswith("⚠️ Review – Ann Example")
    for words in ("Tier D – routine, 1–2 weeks", ann.words("flag-tingling.long"), "07700 900123", "by Mon 19 Jan"):
        assert words in alert.text
    assert [button.label for button in alert.buttons][:2] == [ann.rig.label("acknowledge"), ann.rig.label("release")]
    await calm(ann.rig)


async def test_nothing_is_repeated_to_the_patient(ann: Patient) -> None:
    """It is no emergency: neither again after half an hour, nor while the plan goes on."""
    await tells(ann, "pregnancy")
    heard = len(ann.heard)
    await ann.rig.pass_time(hours=1)
    assert len(ann.heard) == heard


async def test_until_the_clinician_releases_it_the_plan_does_not_move_up(bob: Patient) -> None:
    """Easy days enough for the next level, and it stays; /plan says why. Released, the next answer moves it on."""
    await tells(bob, "shooting_pain")
    await bob.lives(7, answers_everything)
    assert await bob.stands() == (1, 1, "active")
    assert bob.words("need-routine_sign") in (await bob.says("/plan")).text
    assert bob.words("why-held-routine_sign") in (await bob.says("/why")).text
    await bob.rig.presses(bob.clinician, bob.rig.label("release"))
    await bob.rig.presses(bob.clinician, bob.rig.label("confirm"))
    assert "Resolved" in next(note.text for note in bob.clinician.screen().notes if "Tier D" in note.text)
    await bob.lives(1.5, answers_everything)
    assert await bob.stands() == (1, 2, "active")


async def test_the_patients_card_says_for_what_it_is_held(ann: Patient) -> None:
    """With the order that the clinician is waited for."""
    await tells(ann, "elsewhere")
    await ann.rig.says(ann.clinician, "/patients")
    card = await ann.rig.presses(ann.clinician, "Ann Example")
    assert ann.words("patient-held-for", signs=ann.words("flag-elsewhere.long")) in card.text
    assert card.button(ann.rig.label("release")) is not None
    timeline = await ann.rig.presses(ann.clinician, ann.rig.label("timeline"))
    assert ann.words("timeline-routine_sign", signs=ann.words("flag-elsewhere.long")) in timeline.text


async def test_a_sign_that_waits_already_is_not_told_twice_but_another_is(ann: Patient) -> None:
    """The alert counts up and names both."""
    await tells(ann, "tingling")
    await tells(ann, "tingling")
    await tells(ann, "both_sides")
    [alert] = [note for note in ann.clinician.screen().notes if "Review – Ann" in note.text]
    assert ann.words("flag-tingling.long") in alert.text
    assert ann.words("flag-both_sides.long") in alert.text
    assert "2 times" in alert.text


async def test_a_red_flag_beside_it_stops_the_plan_all_the_same(ann: Patient) -> None:
    """A pregnancy, and then breathlessness."""
    await tells(ann, "pregnancy")
    await ann.says("/flag")
    await ann.rig.presses(ann.person, ann.words("flag-breathless"))
    assert "Ring 999" in ann.last.text
    assert (await ann.stands())[2] == "stopped"


async def test_while_paused_it_does_not_say_that_the_plan_goes_on(ann: Patient) -> None:
    """The rest of it is said all the same, and the clinician is told."""
    for step in ("away", "no-end"):
        await (ann.says("/pause") if step == "away" else ann.presses("away"))
    await ann.presses("no-end")
    await tells(ann, "tingling")
    assert ann.words("noticed-goes-on") not in ann.last.text
    assert "Review – Ann Example" in ann.clinician.screen().last.text


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("some tingling when I sit", "tingling"),
        ("pins and needles in my calf", "tingling"),
        ("a shooting pain down my leg", "shooting_pain"),
        ("I am pregnant!", "pregnancy"),
        ("they gave me an injection", "injection"),
    ],
)
async def test_words_bring_it_up_first_among_the_less_urgent(ann: Patient, text: str, sign: str) -> None:
    """Not passed on, but understood: one tap reports it, and the urgent signs are one tap away."""
    card = await ann.says(text)
    assert card.buttons[0].label == ann.words(f"flag-{sign}")
    assert not (await ann.record()).plan.held
    await ann.presses("urgent")
    assert ann.last.button(ann.words("flag-saddle_numbness")) is not None
    await ann.presses("lesser")
    assert ann.last.button(ann.words(f"flag-{sign}")) is not None


async def test_words_of_both_kinds_show_the_urgent_ones(ann: Patient) -> None:
    """Tingling, and numb between the legs: both stand first, among the urgent signs."""
    card = await ann.says("tingling, and I am numb down there")
    assert [button.label for button in card.buttons][:2] == [
        ann.words("flag-saddle_numbness"),
        ann.words("flag-tingling"),
    ]
    assert card.button(ann.words("flag-pop")) is not None

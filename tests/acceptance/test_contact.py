"""Somebody who falls silent: asked once what gets in the way, helped with it, and in the end left in peace."""

import pytest

from tests.acceptance.home import Patient, a_patient

ann = a_patient(pain=2)
bob = a_patient(stage=2, level=2, pain=2)

ASKED = "How are you getting on?"


def asked(patient: Patient) -> list[str]:
    """When they were asked what gets in the way."""
    heard = [one for one in patient.heard if one.text.startswith(ASKED)]
    return [f"{one.at.astimezone(patient.zone):%a %d %H:%M}" for one in heard]


async def test_three_silent_days_bring_one_question_in_the_morning(ann: Patient) -> None:
    """The last word came on Monday; asked on Thursday at eight, and not again."""
    await ann.until("08:40")
    await ann.trains(2, 2)
    await ann.rig.pass_time(days=9)
    assert asked(ann) == ["Thu 08 08:00"]


async def test_who_never_began_is_asked_as_well(ann: Patient) -> None:
    """The silence counts from the enrolment."""
    await ann.rig.pass_time(days=4)
    assert asked(ann) == ["Thu 08 08:00"]


@pytest.mark.parametrize(
    ("obstacle", "helped"),
    [("time", "set-blocks"), ("forgot", "set-blocks"), ("pain", "today"), ("not_sure_how", "today")],
)
async def test_each_answer_has_one_fitting_word(ann: Patient, obstacle: str, helped: str) -> None:
    """The question becomes the answer's card, with what helps; the clinician can read it in the timeline."""
    await ann.rig.pass_time(days=3, hours=2)
    await ann.presses(f"obstacle-{obstacle}")
    assert ann.card("obstacle-time") is None
    assert ann.card(helped) is not None
    assert ann.words(f"check-in-{obstacle}") in ann.person.screen().text
    weber = ann.clinician
    await ann.rig.says(weber, "/patients")
    await ann.rig.presses(weber, "Ann Example")
    await ann.rig.presses(weber, ann.rig.label("timeline"))
    assert f"in the way: {ann.rig.label(f'obstacle-{obstacle}')}" in weber.screen().text


async def test_an_answer_ends_the_silence(ann: Patient) -> None:
    """Asked on Thursday, answered; silent again, so asked again three days later."""
    await ann.rig.pass_time(days=3, hours=2)
    await ann.presses("obstacle-time")
    await ann.rig.pass_time(days=4)
    assert asked(ann) == ["Thu 08 08:00", "Sun 11 08:00"]


async def test_fewer_messages_are_one_tap_away(ann: Patient) -> None:
    """And not offered to who has them already."""
    await ann.rig.pass_time(days=3, hours=2)
    await ann.presses("obstacle-forgot")
    await ann.presses("fewer-on")
    assert (await ann.record()).preferences.fewer
    await ann.rig.pass_time(days=4)
    await ann.presses("obstacle-forgot")
    assert ann.card("fewer-on") is None


async def test_a_week_of_silence_is_told_to_the_clinician_and_two_weeks_pause_the_plan(ann: Patient) -> None:
    """After 14 days nothing is sent any more; both are told; one tap starts it again."""
    await ann.rig.pass_time(days=7, hours=3)
    assert "Lost contact – Ann Example" in ann.clinician.screen().text
    await ann.rig.pass_time(days=6)
    assert await ann.stands() == (1, 1, "active")
    await ann.rig.pass_time(days=1)
    assert await ann.stands() == (1, 1, "paused")
    assert ann.last.text == ann.words("paused-for-you", days=14)
    assert "Ann Example has not been heard of for 14 days." in ann.clinician.screen().text
    heard = len(ann.heard)
    await ann.rig.pass_time(days=20)
    assert len(ann.heard) == heard
    await ann.presses("resume")
    await ann.presses("nothing-new")
    assert await ann.stands() == (1, 1, "active")


async def test_who_has_nothing_to_do_is_not_silent(bob: Patient) -> None:
    """A pause of one's own, and a plan that is stopped."""
    await bob.says("/pause")
    await bob.presses("away")
    await bob.presses("no-end")
    await bob.rig.pass_time(days=20)
    assert asked(bob) == []


async def test_who_leaves_out_nothing_is_not_asked(bob: Patient) -> None:
    """Two rest days after a session that was done and answered are no silence."""
    await bob.until("18:05")
    await bob.trains(2, 2)
    await bob.tomorrow("18:10")
    await bob.rates(2)
    await bob.until("12:00", days=1)
    assert asked(bob) == []

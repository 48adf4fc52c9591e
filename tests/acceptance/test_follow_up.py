"""After a pop the bruise may take days to show: it is asked about for a week, although the plan is stopped."""

import pytest

from tests.acceptance.home import Patient, a_patient

ann = a_patient(pain=2)
ASKED = "Is there a bruise"


async def pops(patient: Patient, sign: str = "pop") -> None:
    """A sign is named, and the instruction is read."""
    await patient.says("/flag")
    await patient.rig.presses(patient.person, patient.words(f"flag-{sign}"))
    await patient.rig.pass_time(minutes=1)
    await patient.presses("read")


def asked(patient: Patient) -> list[str]:
    """When the bruise was asked about, local time."""
    return [f"{one.at.astimezone(patient.zone):%a %H:%M}" for one in patient.heard if one.text.startswith(ASKED)]


@pytest.mark.parametrize(("wall", "hour"), [("10:00", "10:00"), ("23:00", "08:00")])
async def test_the_bruise_is_asked_about_on_each_of_seven_days(ann: Patient, wall: str, hour: str) -> None:
    """At the hour of the pop, or in the morning where that lies in the night; then no more, and nothing else comes."""
    await ann.until(wall)
    await pops(ann)
    heard = len(ann.heard)
    await ann.rig.pass_time(days=12)
    assert [at.split()[1] for at in asked(ann)] == [hour] * 7
    assert len({at.split()[0] for at in asked(ann)}) == 7
    assert len(ann.heard) == heard + 7
    assert "0–10" not in ann.last.text


async def test_no_bruise_is_kept_and_the_next_day_asks_again(ann: Patient) -> None:
    """The clinician reads in the timeline that it was looked for."""
    await pops(ann)
    await ann.tomorrow("08:05")
    await ann.presses("no")
    assert ann.words(
        "follow-up-not-yet", clinic="Sitbone Clinic", phone="020 7946 0000", hours="Mon–Fri 8:00–18:00"
    ) in (ann.last.text)
    assert (await ann.stands())[2] == "stopped"
    await ann.rig.says(ann.clinician, "/patients")
    await ann.rig.presses(ann.clinician, "Ann Example")
    timeline = await ann.rig.presses(ann.clinician, ann.rig.label("timeline"))
    assert ann.words("timeline-red_flag-asked", flags=ann.words("flag-bruising.long")) in timeline.text
    await ann.tomorrow("08:05")
    assert len(asked(ann)) == 2


async def test_a_bruise_is_a_sign_of_its_own_and_ends_the_questions(ann: Patient) -> None:
    """Yes: the instruction names both signs, the alert counts up, and nobody asks again."""
    await pops(ann)
    await ann.tomorrow("08:05")
    await ann.presses("yes")
    assert "Get seen today" in ann.last.text
    assert ann.words("flag-bruising.long") in ann.last.text
    assert ann.words("flag-bruising.long") in ann.clinician.screen().text
    await ann.rig.pass_time(minutes=1)
    await ann.presses("read")
    await ann.rig.pass_time(days=8)
    assert len(asked(ann)) == 1


async def test_who_was_examined_and_goes_on_is_not_asked_any_more(ann: Patient) -> None:
    """The clinician restarts the plan the day after."""
    await pops(ann)
    await ann.tomorrow("12:00")
    rig = ann.rig
    for label in (rig.label("restart"), "1 –", rig.label("level", number=1), rig.label("confirm")):
        await rig.presses(ann.clinician, label)
    before = len(asked(ann))
    await ann.rig.pass_time(days=8)
    assert len(asked(ann)) == before


@pytest.mark.parametrize("sign", ["fever", "bruising"])
async def test_other_signs_are_not_followed_up(ann: Patient, sign: str) -> None:
    """There is nothing that would show later."""
    await pops(ann, sign)
    await ann.rig.pass_time(days=8)
    assert asked(ann) == []


async def test_a_bruise_that_was_named_first_is_not_asked_about(ann: Patient) -> None:
    """A bruise, and a pop remembered afterwards."""
    await pops(ann, "bruising")
    await pops(ann, "pop")
    await ann.rig.pass_time(days=8)
    assert asked(ann) == []


async def test_after_an_outage_of_days_nobody_is_asked_twice(ann: Patient) -> None:
    """The bot was down for three days: one question, that of the day."""
    await pops(ann)
    await ann.bot_stops()
    ann.clock.at = ann.clock.at.replace(day=ann.clock.at.day + 3, hour=12)
    await ann.bot_starts()
    await ann.rig.settle()
    assert len(asked(ann)) == 1

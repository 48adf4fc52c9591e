"""What is good to know, what helps while a flare settles, and the one question after it began."""

from rehab.protocol import shipped_protocol
from tests.acceptance.home import Patient, a_patient

ann = a_patient(pain=2)
bob = a_patient(stage=2, level=2, pain=2)


async def flares_up(patient: Patient) -> None:
    """A session on Monday evening that hurts with 9, and none of the signs."""
    await patient.until("18:05")
    await patient.trains(2, 9)
    await patient.presses("none-of-these")


def asked(patient: Patient) -> list[str]:
    """When they were asked what was different."""
    heard = [one for one in patient.heard if patient.words("flare-changed").startswith(one.text)]
    return [f"{one.at.astimezone(patient.zone):%a %d %H:%M}" for one in heard]


async def lessons(patient: Patient, label: str) -> list[str]:
    """The titles behind a button of the plan's card, in their order."""
    await patient.says("/plan")
    listed = await patient.presses(label)
    return [button.label for button in listed.buttons if (button.data or "").startswith("v1:lo")]


async def test_every_lesson_is_two_taps_away_and_leads_back(ann: Patient) -> None:
    """Each says in a few lines what its title promises."""
    titles = await lessons(ann, "learn")
    assert titles == [ann.words(f"lesson-{one}") for one in shipped_protocol().education]
    for title in titles:
        opened = await ann.rig.presses(ann.person, title)
        assert opened.text.startswith(title)
        assert len(opened.text) > len(title) + 80
        await ann.presses("back")


async def test_ten_minutes_of_cold_are_timed(ann: Patient) -> None:
    """One word when they are over."""
    await ann.says("/learn")
    await ann.rig.presses(ann.person, ann.words("lesson-cold"))
    await ann.presses("cold")
    await ann.rig.pass_time(minutes=9)
    assert ann.last.text != ann.words("cold-over")
    await ann.rig.pass_time(minutes=2)
    assert ann.last.text == ann.words("cold-over")


async def test_while_a_flare_settles_what_helps_stands_first(bob: Patient) -> None:
    """Moving, sitting, cold, and to leave the stretching."""
    await flares_up(bob)
    first = [bob.words(f"lesson-{one}") for one in ("moving", "sitting", "cold", "stretching")]
    assert (await lessons(bob, "what-helps"))[:4] == first


async def test_the_morning_after_one_question_asks_what_was_different(bob: Patient) -> None:
    """Once, in the morning; the answer is kept for the clinician."""
    await flares_up(bob)
    await bob.tomorrow("12:00")
    assert asked(bob) == ["Tue 06 08:00"]
    await bob._pressed(bob.words("trigger-hill"))
    assert bob._offering(bob.words("trigger-hill")) is None
    assert bob.words("flare-changed-thanks") in bob.person.screen().text
    await bob.tomorrow("12:00")
    assert asked(bob) == ["Tue 06 08:00"]
    weber = bob.clinician
    await bob.rig.says(weber, "/patients")
    await bob.rig.presses(weber, "Ann Example")
    await bob.rig.presses(weber, bob.rig.label("timeline"))
    assert "different before the flare: A hill" in weber.screen().text


async def test_who_is_stopped_by_a_red_flag_is_not_asked(bob: Patient) -> None:
    """There are more important things that morning."""
    await bob.until("18:05")
    await bob.trains(2, 9)
    await bob.rig.presses(bob.person, bob.words("flag-pop"))
    await bob.tomorrow("12:00")
    assert asked(bob) == []

"""The load test of a morning: offered beside the day's first card, never asked for, seen by the clinician."""

from rehab.events import LoadTest
from tests.acceptance.home import Patient, a_patient, answers_everything
from tests.acceptance.staff import labels
from usecases.course import facts

ann = a_patient(pain=2)
bob = a_patient(stage=2, level=2, pain=2)


async def recorded(patient: Patient) -> list[int]:
    """What is recorded of load tests."""
    record = await patient.record()
    async with patient.rig.app.work("look") as uow:
        known = await facts(patient.rig.app.scene(uow), record.id)
    return [fact.value for fact in known if isinstance(fact, LoadTest)]


async def test_it_stands_beside_the_first_card_of_the_day(ann: Patient) -> None:
    """And leaves that card as it is: the session goes on where it was."""
    await ann.until("08:35")
    card = ann.last
    assert ann.rig.label("load-test") in labels(card)
    said = await ann.presses("load-test")
    assert ann.words("test-short_bridges.start") in said.text
    await ann.rates(2)
    assert ann.last.text == "\n".join(
        (ann.words("load-test-done", value=2), ann.words("load-test-easy", easy=3)),
    )
    assert ann.person.screen().note(card.id).text == card.text
    await ann.trains()
    assert [session.outcome for session in await ann.sessions()] == ["done"]
    await ann.until("18:35")
    assert ann.rig.label("load-test") not in labels(ann.last)


async def test_nobody_is_asked_for_it(ann: Patient) -> None:
    """A week without one: no message tells of it, no session counts less, and the plan moves on."""
    await ann.lives(5.5, answers_everything)
    assert [one for one in ann.heard if "oad test" in one.text] == []
    assert await ann.stands() == (1, 2, "active")


async def test_it_moves_no_plan(ann: Patient) -> None:
    """However sore: a word that fits, and everything as it was."""
    before = await ann.stands()
    await ann.until("08:35")
    await ann.presses("load-test")
    await ann.rates(4)
    assert ann.words("load-test-sore", easy=3) in ann.last.text
    assert await ann.stands() == before


async def test_it_can_be_typed_and_put_right_and_counts_once_a_day(ann: Patient) -> None:
    """The last value of a day is the day's."""
    await ann.until("07:10")
    await ann.says("/today")
    await ann.presses("load-test")
    await ann.says("4")
    await ann.presses("correct")
    await ann.rates(1)
    assert await recorded(ann) == [1]
    await ann.says("/today")
    assert ann.rig.label("load-test") not in labels(ann.last)
    await ann.tomorrow("08:00")
    await ann.says("/today")
    await ann.presses("load-test")
    await ann.rates(2)
    assert await recorded(ann) == [1, 2]


async def test_words_while_it_waits_are_answered_as_ever(ann: Patient) -> None:
    """Only a number is an answer to it."""
    await ann.says("/today")
    await ann.presses("load-test")
    said = (await ann.says("it was fine")).text
    assert ann.words("said-cannot_pass_on", phone="020 7946 0000", hours="Mon–Fri 8:00–18:00") in said
    assert (await ann.says("11")).text == ann.words("said-zero_to_ten")
    assert await recorded(ann) == []


async def test_a_severe_one_asks_for_the_signs(ann: Patient) -> None:
    """As any rating of 8 or more does."""
    await ann.says("/today")
    await ann.presses("load-test")
    await ann.rates(9)
    assert ann.words("flags-severe", emergency="999") in ann.last.text


async def test_the_clinician_sees_it(bob: Patient) -> None:
    """On the card, in the timeline; and the chart has its mark."""
    await bob.until("07:10")
    await bob.says("/today")
    await bob.presses("load-test")
    await bob.rates(3)
    await bob.rig.says(bob.clinician, "/patients")
    card = await bob.rig.presses(bob.clinician, "Ann Example")
    assert bob.words("patient-load-test", value=3, day="Mon 5 Jan") in card.text
    timeline = await bob.rig.presses(bob.clinician, bob.rig.label("timeline"))
    assert bob.words("timeline-load_test", value=3) in timeline.text


async def test_in_a_flare_or_a_pause_it_is_not_offered(bob: Patient) -> None:
    """And a button from before says why."""
    await bob.says("/today")
    await bob.presses("load-test")
    waiting = bob.last
    await bob.says("/pause")
    await bob.presses("away")
    await bob.presses("no-end")
    assert await bob.presses_on(waiting, "3") == bob.words("said-plan_paused")
    assert await recorded(bob) == []
    await bob.presses("resume")
    await bob.presses("nothing-new")
    await bob.until("18:05")
    await bob.trains(2, 9)
    await bob.says("/today")
    assert bob.rig.label("load-test") not in labels(bob.last)

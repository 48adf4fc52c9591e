"""Sessions that were too much, and ratings that are put right."""

from rehab.plan import Position
from tests.acceptance.home import Patient, a_patient

ann = a_patient(pain=2)
cleo = a_patient(level=2, pain=2)  # three blocks a day


async def test_above_the_ceiling_says_at_once_what_to_do_and_lowers_the_plan(cleo: Patient) -> None:
    """Worst 6: stop this exercise for today, one level lower, and no further block today."""
    await cleo.until("08:40")
    await cleo.trains(3, 6)
    assert cleo.words("session-above", ceiling=5) in cleo.last.text
    assert cleo.words("change-reduce-level", level=1) in cleo.last.text
    assert (await cleo.record()).plan.position == Position(1, 1)
    await cleo.until("23:00")
    assert len(cleo.heard) == 1
    await cleo.until("08:45")
    assert cleo.heard_at()[-1] == "Tue 08:40"


async def test_a_rating_pressed_by_mistake_can_be_corrected(cleo: Patient) -> None:
    """6 instead of 0: the level comes back, and so do today's other blocks."""
    await cleo.until("08:40")
    await cleo.trains(3, 6)
    await cleo.presses("correct")
    await cleo.rates(2)
    await cleo.rates(0)
    assert (await cleo.record()).plan.position == Position(1, 2)
    assert "worst 0" in cleo.last.text
    await cleo.until("13:00")
    assert cleo.heard_at()[-1] == "Mon 13:00"


async def test_a_correction_works_the_other_way_too(cleo: Patient) -> None:
    """0 instead of 6: what was too much has its consequence, and what to do is said."""
    await cleo.until("08:40")
    await cleo.trains(2, 0)
    await cleo.presses("correct")
    await cleo.rates(3)
    await cleo.rates(6)
    assert (await cleo.record()).plan.position == Position(1, 1)
    assert cleo.words("session-above", ceiling=5) in cleo.last.text


async def test_a_correction_is_possible_for_a_day(ann: Patient) -> None:
    """The next morning it is too late, and that is said."""
    await ann.until("08:40")
    await ann.trains()
    await ann.until("08:50", days=1)
    await ann.presses("correct")
    assert ann.toast == ann.words("said-gone")


async def test_a_correction_tells_nothing_that_was_told_before(ann: Patient) -> None:
    """Old decisions stand as they were: correcting today's session brings no message about yesterday's decision."""
    await ann.until("08:40")
    await ann.trains()
    await ann.until("08:40")
    await ann.rates(5)
    await ann.until("08:40")
    await ann.trains()
    heard = len(ann.heard)
    await ann.presses("correct")
    await ann.rates(2)
    await ann.rates(1)
    assert [one.text for one in ann.heard[heard:]] == []


async def test_what_is_said_of_one_rating_does_not_contradict_itself(ann: Patient) -> None:
    """From 0 to 4: that is safe by the pain rule, so it is not called a lot of pain either."""
    await ann.until("08:40")
    await ann.trains(0, 4)
    assert ann.words("session-amber", during=4) in ann.person.screen().text
    assert "a lot of pain" not in ann.person.screen().text

"""Morning stiffness: one press more with the 24-hour answer, for those who like; longer twice running adds nothing."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from rehab.events import Pain24h
from rehab.plan import Position
from tests.acceptance.home import Patient, at_home
from tests.acceptance.staff import forges
from usecases.course import facts, load

Habit = Callable[[Patient], Awaitable[None]]


@pytest.fixture
async def ann(tmp_path: Path) -> AsyncIterator[Patient]:
    """Somebody with little pain, on their first day."""
    async with at_home(tmp_path, stage=1, level=1, pain=1) as somebody:
        yield somebody


async def told(patient: Patient) -> list[int | None]:
    """What is recorded of their mornings, in minutes."""
    record = await patient.record()
    async with patient.rig.app.work("look") as uow:
        known = await facts(patient.rig.app.scene(uow), record.id)
    return [fact.stiffness for fact in known if isinstance(fact, Pain24h)]


def span(patient: Patient, number: int) -> str:
    """What a button of the row says."""
    return patient.rig.reader.plain(f"stiff-{number}", limit=30)


async def is_stiff(patient: Patient, number: int) -> None:
    """Press how stiff the morning was, on the newest card that asks."""
    await patient._pressed(span(patient, number))


def mornings(*numbers: int | None) -> Habit:
    """The habit of somebody who does and answers everything, and tells of these mornings, then of none."""
    coming = iter(numbers)

    async def habit(patient: Patient) -> None:
        for _ in range(3):
            if patient._offering(span(patient, 0)) and (number := next(coming, None)) is not None:
                await is_stiff(patient, number)
            if patient.asks_for_a_number():
                await patient.rates(1)
            elif patient.card("done"):
                await patient.trains(1, 1)

    return habit


async def asked(patient: Patient) -> None:
    """One block done, and the question of the day after."""
    await patient.until("08:40")
    await patient.trains(1, 1)
    await patient.tomorrow("08:45")


async def test_the_question_asks_for_the_morning_too_in_one_row(ann: Patient) -> None:
    """Below the numbers, so that these stand where they always do."""
    await asked(ann)
    card = ann.card("flag")
    assert card is not None
    assert ann.words("question-stiffness") in card.text
    rows = [[button.label for button in row] for row in card.rows]
    assert rows == [
        ["0", "1", "2", "3", "4", "5"],
        ["6", "7", "8", "9", "10"],
        ["Not stiff", "< 10 min", "10–30 min", "> 30 min"],
        [ann.rig.label("flag")],
    ]


@pytest.mark.parametrize(("number", "minutes"), [(0, 0), (1, 5), (2, 20), (3, 35)])
async def test_what_is_pressed_is_taken_with_the_rating(ann: Patient, number: int, minutes: int) -> None:
    """Marked on the card first; nothing is recorded, and no message comes, before the rating is there."""
    await asked(ann)
    heard = len(ann.heard)
    await is_stiff(ann, number)
    assert f"✓ {span(ann, number)}" in [button.label for button in ann.last.buttons]
    assert (await told(ann), len(ann.heard)) == ([], heard)
    await ann.rates(2)
    assert await told(ann) == [minutes]


async def test_nobody_has_to_say_it(ann: Patient) -> None:
    """A rating alone is an answer, pressed or typed; nobody is asked for the morning again."""
    await asked(ann)
    await ann.says("2")
    assert await told(ann) == [None]
    assert all(span(ann, 0) not in button.label for note in ann.person.screen().notes for button in note.buttons)


async def test_a_second_press_takes_it_back_and_another_changes_it(ann: Patient) -> None:
    """Until the rating is there."""
    await asked(ann)
    await is_stiff(ann, 2)
    await ann._pressed(f"✓ {span(ann, 2)}")
    await is_stiff(ann, 1)
    await ann.rates(2)
    assert await told(ann) == [5]


async def test_it_is_corrected_with_the_rating(ann: Patient) -> None:
    """Asked once more, what was pressed is marked, and can be changed."""
    await asked(ann)
    await is_stiff(ann, 2)
    await ann.rates(2)
    await ann.presses("correct")
    await is_stiff(ann, 0)
    await ann.rates(2)
    record = await ann.record()
    async with ann.rig.app.work("look") as uow:
        course = await load(ann.rig.app.scene(uow), record)
    assert [one.answer.stiffness for one in course.evidence.days if one.answer] == [0]


async def test_an_old_card_cannot_change_what_was_answered(ann: Patient) -> None:
    """The row of yesterday's question, pressed on a phone that has not seen the answer."""
    await asked(ann)
    card = ann.last
    await ann.rates(2)
    row = next(button.data for button in card.buttons if button.label == span(ann, 3))
    assert await forges(ann.rig, ann.person, row, card.id) == ann.words("said-changed")
    assert await told(ann) == [None]


async def test_two_long_mornings_running_keep_the_plan_where_it_is(ann: Patient) -> None:
    """Five easy days and enough of everything: without the long mornings the plan would move up."""
    await ann.lives(7, mornings(0, 1, 0, 2, 2, 2, 2))
    assert (await ann.record()).plan.position == Position(1, 1)
    assert ann.words("why-amber_day-stiff") in (await ann.says("/why")).text


async def test_with_the_usual_mornings_it_moves_up(ann: Patient) -> None:
    """The same days otherwise."""
    await ann.lives(7, mornings(0, 1, 0, 1, None, 2, 0))
    assert (await ann.record()).plan.position == Position(1, 2)


async def test_more_than_half_an_hour_holds_the_plan_and_tells_the_clinician_once(ann: Patient) -> None:
    """A routine look; the patient reads when to be seen, and the next long morning tells nobody again."""
    await asked(ann)
    await is_stiff(ann, 3)
    await ann.rates(2)
    assert (await ann.record()).plan.held
    [noticed] = [one.text for one in ann.heard if one.text.startswith("Please see your clinic about this")]
    assert ann.words("flag-stiffness.long") in noticed
    [alert] = [note for note in ann.clinician.screen().notes if "Review – Ann" in note.text]
    assert "Tier D" in alert.text
    await ann.lives(1.5, mornings(3))
    assert await told(ann) == [35, 35]
    [again] = [note for note in ann.clinician.screen().notes if "Review – Ann" in note.text]
    assert "2 times" not in again.text
    assert sum(one.text.startswith("Please see your clinic") for one in ann.heard) == 1


async def test_the_clinician_reads_the_minutes_in_the_timeline(ann: Patient) -> None:
    """Beside the rating."""
    await asked(ann)
    await is_stiff(ann, 2)
    await ann.rates(2)
    await ann.rig.says(ann.clinician, "/patients")
    await ann.rig.presses(ann.clinician, "Ann Example")
    timeline = await ann.rig.presses(ann.clinician, ann.rig.label("timeline"))
    assert ann.words("timeline-pain_24h-stiff", value=2, stiffness=20) in timeline.text


async def test_a_daily_rating_does_not_ask_for_the_morning(ann: Patient) -> None:
    """While a flare settles one number is enough."""
    await ann.until("08:40")
    await ann.trains(1, 9)
    await ann.tomorrow("08:45")
    await ann.rates(5)
    await ann.tomorrow("19:00")
    assert ann.asks_for_a_number()
    card = ann._offering("10")
    assert card is not None
    assert span(ann, 0) not in [button.label for button in card.buttons]

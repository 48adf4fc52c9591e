"""Totals of questionnaires, entered by the clinician from the paper form; and how a patient fares, on their card."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rehab.events import By, Measure
from sandbox.people import Person
from sandbox.screens import Note
from tests.acceptance.rig import Rig
from tests.acceptance.staff import Cast, Watch, calm, forges, kept, labels, one_patient, opened, opens, orders, said
from usecases.course import facts

Running = tuple[Rig, Cast]


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Running]:
    """A clinician with one patient, Ann."""
    async with opened(tmp_path, one_patient) as started:
        yield started


async def totals(rig: Rig) -> list[tuple[str, float, By]]:
    """Every measure that is recorded for Ann."""
    record = await rig.record()
    async with rig.app.work("look") as uow:
        known = await facts(rig.app.scene(uow), record.id)
    return [(fact.measure, fact.value, fact.by) for fact in known if isinstance(fact, Measure)]


async def enters(rig: Rig, clinician: Person, measure: str, *typed: str) -> Note:
    """From the patient's card: which questionnaire, and its total."""
    await opens(rig, clinician)
    await rig.presses(clinician, rig.label("add-total"))
    note = await rig.presses(clinician, rig.reader.plain(f"measure-{measure}"))
    for words in typed:
        note = await rig.says(clinician, words)
    return note


# --- entering --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("measure", "typed", "value"),
    [
        ("visa_h", "55", 55),
        ("visa_h", "100/100", 100),
        ("visa_h", "५५", 55),
        ("lefs", "0 of 80", 0),
        ("ears", "24", 24),
        ("psfs", "4.3", 4.3),
        ("psfs", "4,3 / 10", 4.3),
    ],
)
async def test_a_total_is_two_taps_and_a_number(running: Running, measure: str, typed: str, value: float) -> None:
    """It is kept with today's date as the clinician's, and the card says so."""
    rig, cast = running
    note = await enters(rig, cast["owner"], measure, typed)
    assert await totals(rig) == [(measure, value, By.CLINICIAN)]
    shown = rig.reader.plain(f"measure-{measure}")
    assert note.text == said(rig, "total-kept", measure=shown, value=f"{value:g}", name="Ann Example")
    await calm(rig)


@pytest.mark.parametrize(
    ("measure", "typed", "low", "high"),
    [
        ("visa_h", "101", 0, 100),
        ("visa_h", "55.5", 0, 100),
        ("lefs", "81", 0, 80),
        ("ears", "-1", 0, 24),
        ("psfs", "10.5", 0, 10),
        ("psfs", "4.25", 0, 10),
        ("visa_h", "better", 0, 100),
        ("visa_h", "50-60", 0, 100),
    ],
)
async def test_what_is_no_total_is_explained_and_asked_again(
    running: Running, measure: str, typed: str, low: int, high: int
) -> None:
    """The range of this questionnaire is named; nothing is kept, and the next number is taken."""
    rig, cast = running
    note = await enters(rig, cast["owner"], measure, typed)
    assert note.text == said(rig, "said-total_unreadable", low=low, high=high)
    assert await totals(rig) == []
    await rig.says(cast["owner"], "7")
    assert await totals(rig) == [(measure, 7, By.CLINICIAN)]


async def test_a_second_total_of_a_day_takes_the_place_of_the_first(running: Running) -> None:
    """A slip is mended by entering it again; on another day it is another total."""
    rig, cast = running
    await enters(rig, cast["owner"], "visa_h", "95")
    note = await enters(rig, cast["owner"], "visa_h", "59")
    assert "takes the place" in note.text
    assert await totals(rig) == [("visa_h", 59, By.CLINICIAN)]
    await rig.pass_time(days=1)
    await enters(rig, cast["owner"], "visa_h", "60")
    assert [value for _, value, _ in await totals(rig)] == [59, 60]


async def test_going_on_to_something_else_ends_the_question(running: Running) -> None:
    """A number typed later is not taken for a total."""
    rig, cast = running
    await enters(rig, cast["owner"], "visa_h")
    await rig.presses(cast["owner"], rig.label("cancel"))
    await rig.says(cast["owner"], "55")
    assert await totals(rig) == []


async def test_a_questionnaire_that_nobody_offers_is_refused(running: Running) -> None:
    """What patients are asked themselves cannot be entered for them."""
    rig, cast = running
    record, before = await rig.record(), await kept(rig)
    from handlers.callbacks import data

    assert await forges(rig, cast["owner"], data("ot", record.id, "sane")) == said(rig, "said-changed")
    assert await kept(rig) == before


async def test_the_patient_hears_nothing_of_it(running: Running) -> None:
    """It is between the clinician and the form."""
    rig, cast = running
    watch = Watch(cast["ann"])
    await enters(rig, cast["owner"], "visa_h", "55")
    assert watch.answers() == []


async def test_it_is_no_word_from_the_patient(running: Running) -> None:
    """A week without a word is lost contact, whatever the clinician entered."""
    rig, cast = running
    await rig.at("12:00", days=5)
    await enters(rig, cast["owner"], "visa_h", "55")
    await rig.at("09:05", days=2)
    assert any(said(rig, "alert-head-lost_contact", name="Ann Example") in n.text for n in cast["owner"].screen().notes)


async def test_after_the_end_of_the_plan_a_total_can_still_be_entered(running: Running) -> None:
    """The last ones fall due when the programme is long over."""
    rig, cast = running
    await orders(rig, cast["owner"], "discharge")
    await rig.says(cast["owner"], "/patients")
    await rig.presses(cast["owner"], rig.label("ended"))
    note = await rig.presses(cast["owner"], "Ann Example")
    assert rig.label("add-total") in labels(note)
    await rig.presses(cast["owner"], rig.label("add-total"))
    await rig.presses(cast["owner"], rig.reader.plain("measure-visa_h"))
    await rig.says(cast["owner"], "90")
    assert await totals(rig) == [("visa_h", 90, By.CLINICIAN)]


# --- the patient's card, the timeline --------------------------------------------------------------------------------


async def test_the_card_says_which_totals_are_due(running: Running) -> None:
    """At the start; once entered no more; and again at the next date of each schedule."""
    rig, cast = running
    first = [said(rig, "total-due", name=name, week=0) for name in ("VISA-H", "LEFS", "PSFS")]
    assert (
        said(rig, "patient-totals-due", list=" · ".join(first)) in (await opens(rig, cast["owner"])).text.splitlines()
    )
    for measure in ("visa_h", "lefs", "psfs"):
        await enters(rig, cast["owner"], measure, "7")
    assert "Totals due" not in (await opens(rig, cast["owner"])).text
    await rig.pass_time(days=28)
    due = [said(rig, "total-due", name=name, week=4) for name in ("VISA-H", "EARS")]
    assert said(rig, "patient-totals-due", list=" · ".join(due)) in (await opens(rig, cast["owner"])).text


async def test_the_card_shows_the_first_and_the_latest_of_each_measure(running: Running) -> None:
    """A change that may be chance is called so."""
    rig, cast = running
    for measure, first in (("visa_h", "40"), ("lefs", "40"), ("ears", "12")):
        await enters(rig, cast["owner"], measure, first)
    await rig.pass_time(days=1)
    for measure, later in (("visa_h", "62"), ("lefs", "48")):
        await enters(rig, cast["owner"], measure, later)
    shown = (await opens(rig, cast["owner"])).text
    assert "VISA-H 40 → 62 · LEFS 40 → 48 (below 9: may be chance) · EARS 12" in shown


async def test_the_timeline_tells_who_gave_a_measure(running: Running) -> None:
    """With the unit of each, and that it came from paper."""
    rig, cast = running
    await enters(rig, cast["owner"], "psfs", "4.3")
    note = await opens(rig, cast["owner"])
    note = await rig.presses(cast["owner"], rig.label("timeline"))
    assert "PSFS 4.3, entered from paper" in note.text

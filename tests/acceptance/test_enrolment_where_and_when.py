"""Where a new patient lives and when they want to train: proposed, chosen or typed."""

import pytest

from tests.acceptance.newcomer import (
    Newcomer,
    a_newcomer,
    at_the_check,
    at_the_times,
    at_the_times_of_stage_2,
    at_the_zone,
)

ann = a_newcomer()


# --- where the patient lives -----------------------------------------------------------------------------------------


@at_the_check
async def test_the_clinics_zone_is_proposed_by_its_local_time(ann: Newcomer) -> None:
    """Nobody is asked for the name of a zone: is it 07:05 where you are?"""
    await ann.rig.pass_time(minutes=5)
    assert "07:05" in (await ann.does("none-of-these")).text


@at_the_zone
@pytest.mark.parametrize("way", [("other-city", "type: Kathmandu"), ("type: kathmandu",)], ids=["asked for", "unasked"])
async def test_another_city_is_proposed_by_its_local_time(ann: Newcomer, way: tuple[str, ...]) -> None:
    """Kathmandu is typed, at once or when asked for, and it is 12:45 there."""
    assert "12:45" in (await ann.does(*way)).text
    await ann.does("yes-time", "these-suit")
    plan = await ann.plan()
    assert plan is not None
    assert plan.plan.zones[-1].zone == "Asia/Kathmandu"


@at_the_zone
async def test_a_large_city_needs_no_choice_between_its_parts(ann: Newcomer) -> None:
    """Berlin and Berlin Köpenick lie in one zone: its time is proposed at once."""
    await ann.does("other-city", "type: Berlin")
    assert ann.offers("yes-time")


@at_the_zone
async def test_a_city_that_is_there_twice_is_a_choice(ann: Newcomer) -> None:
    """Portland is in Oregon and in Maine; the buttons tell them apart, and the one pressed decides."""
    await ann.does("other-city", "type: Portland")
    cities = [button.label for button in ann.last.buttons if "America" in str(button.data)]
    assert len(cities) >= 2
    assert "23:00" in (await ann.does("city: America/Los_Angeles")).text
    assert len(set(cities)) == len(cities)


@at_the_zone
async def test_a_city_that_nobody_knows_gets_a_helpful_answer(ann: Newcomer) -> None:
    """The patient is asked for a larger one nearby, and the next name is taken."""
    assert (await ann.does("other-city", "type: Xqzzyw")).text == ann.words("said-city_unknown")
    await ann.does("type: Leeds", "yes-time", "these-suit")
    assert await ann.plan() is not None


# --- when to train ---------------------------------------------------------------------------------------------------


@at_the_times
async def test_other_times_are_chosen_with_a_tap(ann: Newcomer) -> None:
    """There are sets of times to choose from."""
    await ann.does("other-times")
    await ann.presses("at", time="09:30 · 14:00 · 20:00")
    assert await ann.trains_at() == ["09:30", "14:00", "20:00"]


@at_the_times
async def test_the_earliest_times_on_offer_are_kept(ann: Newcomer) -> None:
    """Whoever chooses 07:00 from the buttons hears from the bot at 07:00, not when quiet hours end."""
    await ann.does("other-times")
    await ann.presses("at", time="07:00 · 12:00 · 17:30")
    await ann.until("07:00", days=1)
    assert ann.card("done") is not None


@at_the_times
@pytest.mark.parametrize("typed", ["9, 13.15 and 19:30", "19:30 13:15 9:00", "9h 13h15 19h30"])
async def test_times_are_typed_as_people_write_them(ann: Newcomer, typed: str) -> None:
    """Hours alone, dots, colons, and any order."""
    await ann.does("other-times", f"type: {typed}")
    assert await ann.trains_at() == ["09:00", "13:15", "19:30"]


@at_the_times
@pytest.mark.parametrize(
    ("typed", "hint"),
    [("in the morning", "times_unreadable"), ("8:00 9:30 18:00", "times_too_close"), ("8", "times_unreadable")],
)
async def test_times_that_cannot_be_used_get_a_helpful_answer(ann: Newcomer, typed: str, hint: str) -> None:
    """What is wrong is said, nothing begins, and the next try counts."""
    await ann.does("other-times")
    assert (await ann.says(typed)).text == ann.words(f"said-{hint}")
    assert await ann.plan() is None
    await ann.says("8:00 12:00 18:00")
    assert await ann.trains_at() == ["08:00", "12:00", "18:00"]


@at_the_times
async def test_times_written_with_am_and_pm_are_never_taken_for_the_night(ann: Newcomer) -> None:
    """Whoever types 9am 1pm 5pm trains by day, or is asked to write it differently."""
    await ann.does("other-times", "type: 9am 1pm 5pm")
    assert await ann.trains_at() in ([], ["09:00", "13:00", "17:00"])


@at_the_times_of_stage_2
async def test_a_patient_of_stage_2_is_asked_for_one_time(ann: Newcomer) -> None:
    """Training days instead of daily blocks: one time, proposed, chosen or typed."""
    assert "18:00" in ann.last.text
    await ann.does("other-times", "type: 17:30")
    plan = await ann.plan()
    assert plan is not None
    assert f"{plan.preferences.loading:%H:%M}" == "17:30"
    assert "3 sessions a week" in ann.last.text


@at_the_times_of_stage_2
async def test_an_evening_time_written_with_pm_is_never_taken_for_the_morning(ann: Newcomer) -> None:
    """Whoever types 6pm trains at 18:00, or is asked to write it differently."""
    await ann.does("other-times", "type: 6pm")
    plan = await ann.plan()
    assert plan is None or f"{plan.preferences.loading:%H:%M}" == "18:00"


@at_the_times_of_stage_2
async def test_the_example_in_the_hint_can_be_followed(ann: Newcomer) -> None:
    """For a patient of Stage 2, who needs one time, the hint does not ask for three."""
    hint = (await ann.does("other-times", "type: after work")).text
    await ann.says(hint.split(":", maxsplit=1)[1].strip())
    assert await ann.plan() is not None

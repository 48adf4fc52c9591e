"""/next: what exactly moves the plan on, and when at the earliest; and then it does, and not a day sooner."""

from datetime import timedelta
from pathlib import Path

from tests.acceptance.home import Patient, a_patient, answers_everything, at_home

ann = a_patient(pain=2)
bob = a_patient(stage=2, level=2, pain=2)


async def before_and_after(patient: Patient, days: int, clock: str) -> list[tuple[int, int, str]]:
    """Where the plan stands a minute before a local time some days from now, and a minute after it."""
    hour, minute = (int(part) for part in clock.split(":"))
    wanted = (patient.now + timedelta(days=days)).replace(hour=hour, minute=minute, second=0)
    await patient.lives((wanted - timedelta(minutes=1) - patient.now) / timedelta(days=1), answers_everything)
    before = await patient.stands()
    await patient.lives(2 / 24 / 60, answers_everything)
    return [before, await patient.stands()]


async def test_it_says_what_it_takes_and_doing_that_moves_the_plan_on(ann: Patient) -> None:
    """Five days of easy blocks and answers: on Saturday at half past eight, as it was said on Monday."""
    said = (await ann.says("/next")).text
    assert said.startswith(ann.words("next-head-level", level=2))
    assert "At the earliest Sat 10 Jan at 08:30, with your answer" in said
    assert "you do your sessions: Mon 5 Jan to Fri 9 Jan" in said
    assert ann.words("next-easy", most=3) in said
    assert await before_and_after(ann, 5, "08:30") == [(1, 1, "active"), (1, 2, "active")]


async def test_a_harder_day_moves_the_date_and_is_no_setback(ann: Patient) -> None:
    """4 a day later, once: the plan does not move on at the time that was said, and /next tells the new one."""
    await ann.until("08:40")
    await ann.trains(2, 2)
    await ann.tomorrow("08:40")
    await ann.rates(4)
    assert await before_and_after(ann, 4, "08:30") == [(1, 1, "active")] * 2
    assert "At the earliest Mon 12 Jan at 08:30" in (await ann.says("/next")).text
    assert await before_and_after(ann, 2, "08:30") == [(1, 1, "active"), (1, 2, "active")]


async def test_few_training_days_are_named_one_by_one(bob: Patient) -> None:
    """Three sessions a week."""
    said = (await bob.says("/next")).text
    assert "you do your sessions: Mon 5 Jan, Wed 7 Jan, Fri 9 Jan, Mon 12 Jan\n" in said


async def test_at_the_top_of_a_stage_it_names_the_test_and_the_clinician(tmp_path: Path) -> None:
    """Stage 3 with a goal in sport: the test is offered right there; the approval is the clinician's."""
    async with at_home(tmp_path, stage=3, level=4, pain=2, goal=True) as eve:
        said = (await eve.says("/next")).text
        assert said.startswith(eve.words("next-head-stage", stage=4))
        assert eve.words("next-order-approve_stage_4", stage=4) in said
        assert "you pass the stage’s test" in said
        await eve.presses("test")
        await eve.presses("passed")
        assert "you pass the stage’s test" not in (await eve.says("/next")).text


async def test_paused_it_says_to_start_again_first(bob: Patient) -> None:
    """With the button for it."""
    await bob.says("/pause")
    await bob.presses("away")
    await bob.presses("no-end")
    assert bob.words("next-resume") in (await bob.says("/next")).text
    await bob.presses("resume")


async def test_where_nothing_moves_on_that_is_said(bob: Patient) -> None:
    """A stopped plan waits for the clinic."""
    await bob.says("/flag")
    await bob.rig.presses(bob.person, bob.words("flag-pop"))
    assert (await bob.says("/next")).text == bob.words("next-none-stopped")


async def test_the_plan_s_card_leads_there(bob: Patient) -> None:
    """And it leads back."""
    await bob.says("/plan")
    assert (await bob.presses("ahead")).text.startswith(bob.words("next-head-level", level=3))
    assert (await bob.presses("plan")).text.startswith("Stage 2, level 2")

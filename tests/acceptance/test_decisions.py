"""What the answers do to the plan, and how each decision is told: in one sentence, with its numbers on request."""

from pathlib import Path

import pytest

from tests.acceptance.home import Patient, a_patient, answers_everything, at_home

ann = a_patient(pain=2)
bob = a_patient(stage=2, level=2, pain=2)
dora = a_patient(stage=2, pain=2)


async def trains_and_answers(patient: Patient, during: int, answer: int) -> None:
    """This evening's session, and tomorrow's answer."""
    await patient.until("18:05")
    await patient.trains(2, during)
    await patient.tomorrow("18:10")
    await patient.rates(answer)


async def is_away(patient: Patient, days: int) -> None:
    """A pause, and back again: the cheapest way to let days pass that count for the stage and break nothing."""
    await patient.says("/pause")
    await patient.presses("away")
    await patient.presses("no-end")
    await patient.rig.pass_time(days=days)
    await patient.presses("resume")
    await patient.presses("nothing-new")


async def passes_the_test(patient: Patient) -> None:
    """The stage's test, taken from the plan's card."""
    await patient.says("/plan")
    await patient.presses("test")
    await patient.presses("passed")


def told(patient: Patient) -> str:
    """Everything in the chat."""
    return patient.person.screen().text


# --- up --------------------------------------------------------------------------------------------------------------


async def test_five_easy_days_lead_up_a_level_and_say_why(ann: Patient) -> None:
    """The answer that decides says it in one sentence; /why has the rule, the numbers, the limits and the source."""
    await ann.lives(5.5, answers_everything)
    assert await ann.stands() == (1, 2, "active")
    assert f"{ann.words('change-progress-level', level=2)} your last 5 training days were easy" in told(ann)
    why = (await ann.says("/why")).text
    wanted = ("easy days 5 of 5", "sessions 100 % of 75 %", "days at level 5 of 5", "easy up to 3", "Goom", "pht 1")
    assert [words for words in wanted if words not in why] == []


async def test_on_the_way_the_plan_says_what_is_missing(ann: Patient) -> None:
    """After two easy days: three more, and so many days on this level."""
    await ann.lives(2.2, answers_everything)
    assert await ann.stands() == (1, 1, "active")
    said = (await ann.says("/plan")).text
    assert "☐ 5 easy training days in a row (2 so far)" in said
    assert "☐ 5 days on this level (day 2)" in said
    assert "☑ 75 % of the week’s sessions (100 % now)" in said
    assert "2 of 5 easy training days" in told(ann)


async def test_before_the_first_answer_nothing_has_been_decided(ann: Patient) -> None:
    """That is said, rather than an empty card shown."""
    assert (await ann.says("/why")).text == ann.words("said-nothing_decided")


async def test_the_next_stage_needs_the_test_passed_in_chat(tmp_path: Path) -> None:
    """At the top of Stage 2 after three weeks only the test is missing; passed, the next answer leads on."""
    async with at_home(tmp_path, stage=2, level=4, pain=2) as eve:
        await is_away(eve, 13)
        await eve.lives(9, answers_everything)
        assert await eve.stands() == (2, 4, "active")
        assert eve.words("why-not_yet-exit_test") in (await eve.says("/why")).text
        assert "☐ the stage’s test" in (await eve.says("/plan")).text
        await passes_the_test(eve)
        assert await eve.stands() == (2, 4, "active")
        await eve.lives(3, answers_everything)
        assert await eve.stands() == (3, 1, "active")
        assert eve.words("change-progress-stage", stage=3) in told(eve)


async def test_the_next_stage_needs_its_days_too(tmp_path: Path) -> None:
    """Everything is easy and the test is passed, but the stage has a shortest time."""
    async with at_home(tmp_path, stage=2, level=4, pain=2) as eve:
        await passes_the_test(eve)
        await eve.lives(8.5, answers_everything)
        assert await eve.stands() == (2, 4, "active")
        assert eve.words("why-not_yet-days_in_stage", have=8, need=21) in (await eve.says("/why")).text


async def test_a_test_not_passed_changes_nothing(tmp_path: Path) -> None:
    """It is said kindly, and it can be taken again."""
    async with at_home(tmp_path, stage=2, level=4, pain=2) as eve:
        await eve.says("/plan")
        await eve.presses("test")
        await eve.presses("not-passed")
        assert eve.last.text == eve.words("exit-test-failed")
        await passes_the_test(eve)
        assert eve.last.text == eve.words("exit-test-passed")


async def test_there_is_no_test_below_the_top_of_a_stage(bob: Patient) -> None:
    """The plan's card offers it where it counts, and nowhere else."""
    await bob.says("/plan")
    assert bob.card("test") is None


async def test_the_top_of_stage_3_without_a_sport_goal_is_maintenance(tmp_path: Path) -> None:
    """The end of the ladder: it is told, twice a week keeps it strong, and a cut later leads back into the plan."""
    async with at_home(tmp_path, stage=3, level=4, pain=2) as eve:
        await passes_the_test(eve)
        await is_away(eve, 13)
        await eve.lives(10, answers_everything)
        assert await eve.stands() == (3, 4, "maintenance")
        assert eve.words("change-progress-maintenance") in told(eve)
        assert eve.words("plan-missing-maintenance") in (await eve.says("/plan")).text


# --- staying ---------------------------------------------------------------------------------------------------------


async def test_an_acceptable_day_keeps_the_plan_where_it_is(bob: Patient) -> None:
    """4 at 24 hours after 3: safe, and no reason to add."""
    await bob.until("18:05")
    await bob.trains(3, 4)
    await bob.tomorrow("18:10")
    await bob.rates(4)
    assert await bob.stands() == (2, 2, "active")
    assert f"{bob.words('change-hold')} {bob.words('why-amber_day', worst=4)}" in told(bob)


# --- down ------------------------------------------------------------------------------------------------------------


async def test_too_much_a_day_later_leads_down_a_level(bob: Patient) -> None:
    """From 2 before to 5 a day later."""
    await trains_and_answers(bob, 3, 5)
    assert await bob.stands() == (2, 1, "active")
    assert f"{bob.words('change-reduce-level', level=1)} a day later it was 5, up by 3" in told(bob)
    assert "rise 2" in (await bob.says("/why")).text


async def test_at_the_lowest_level_the_dose_falls_by_a_third(dora: Patient) -> None:
    """Three sets become two, and the card says that it is lighter for now."""
    await trains_and_answers(dora, 3, 5)
    assert await dora.stands() == (2, 1, "active")
    assert dora.words("change-reduce-dose") in told(dora)
    await dora.until("18:10", days=2)
    assert dora.words("session-lighter") in dora.last.text
    assert dora.words("dose-reps", sets=2, reps=15) in dora.last.text


async def test_one_day_lowers_the_plan_once(bob: Patient) -> None:
    """Too much during and too much a day later is one cause: one step."""
    await trains_and_answers(bob, 6, 5)
    assert await bob.stands() == (2, 1, "active")
    assert bob.words("why-already_lowered") in told(bob)


async def test_a_second_day_that_was_too_much_leads_back_a_stage(bob: Patient) -> None:
    """Lowered on Monday, too much again on Wednesday: back to the top of Stage 1, and told why."""
    await trains_and_answers(bob, 6, 3)
    await bob.tomorrow("18:20")
    await bob.trains(2, 6)
    assert await bob.stands() == (1, 4, "active")
    assert f"{bob.words('change-regress', stage=1, level=4)} {bob.words('why-second_red')}" in told(bob)


@pytest.mark.parametrize(("during", "answer"), [(9, None), (3, 6)], ids=["during", "a day later"])
async def test_a_flare_means_gentle_holds_until_it_has_settled(bob: Patient, during: int, answer: int | None) -> None:
    """9 during, or 6 a day later after 2: back to Stage 1, below its top, with holds from the next day on."""
    await bob.until("18:05")
    await bob.trains(2, during)
    if answer is not None:
        await bob.tomorrow("18:10")
        await bob.rates(answer)
    assert await bob.stands() == (1, 3, "flare")
    assert bob.words("change-flare", stage=1, level=3) in told(bob)
    heard = len(bob.heard)
    await bob.until("09:05")
    assert [one for one in bob.heard[heard:] if bob.words("session-flare", slot=1, of=2) in one.text]
    assert bob.words("plan-status-flare") in (await bob.says("/plan")).text


async def test_in_stage_1_there_is_nothing_below_and_the_clinician_hears(ann: Patient) -> None:
    """A flare in Stage 1 lowers the dose, and a clinician looks at it."""
    await ann.until("08:40")
    await ann.trains(2, 9)
    assert await ann.stands() == (1, 1, "flare")
    assert ann.rig.reader.plain("alert-overload_in_first_stage") in ann.clinician.screen().text


async def test_two_weeks_without_training_start_a_little_lower(bob: Patient) -> None:
    """Told once, in the morning and not at night, on the fifteenth day."""
    await bob.rig.pass_time(days=10)
    await bob.says("/flag")
    await bob.presses("none-of-these")
    await bob.rig.pass_time(days=4)
    assert await bob.stands() == (2, 2, "active")
    await bob.rig.pass_time(days=1.5)
    assert await bob.stands() == (2, 1, "active")
    heard = [one for one in bob.heard if bob.words("change-reduce-level", level=1) in one.text]
    assert [f"{one.at:%d %H:%M}" for one in heard] == ["20 08:00"]
    assert "15 days since your last session" in heard[0].text

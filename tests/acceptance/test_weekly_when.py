"""When the check-in comes, what the review makes of it, and the words at its end."""

from pathlib import Path

import pytest

from rehab.engine import Decision
from rehab.messages.day import FlareOver
from rehab.plan import Position
from tests.acceptance.checking_in import FOURTH_SUNDAY, SUNDAY, asks, checks_in, measures, taps, weeks
from tests.acceptance.home import Patient, a_patient, answers_everything, at_home
from usecases.course import _derived_again, decisions

ann = a_patient(stage=2, pain=4)
eve = a_patient(stage=2, pain=4, since=SUNDAY)


def check_ins(patient: Patient) -> list[str]:
    """When a check-in came, local time."""
    heads = [patient.words(f"weekly-every-{kind}") + " check-in" for kind in ("week", "month")]
    return [
        at for at, one in zip(patient.heard_at(), patient.heard, strict=True) if any(head in one.text for head in heads)
    ]


async def reviews(patient: Patient) -> list[Decision]:
    """The decisions of the weekly reviews."""
    record = await patient.record()
    async with patient.rig.app.work("look") as uow:
        made = await decisions(patient.rig.app.scene(uow), record.id)
    return [one for one in made if one.occasion == "review"]


# --- when ------------------------------------------------------------------------------------------------------------


async def test_it_comes_on_the_eve_of_the_review_and_is_followed_up_once(ann: Patient) -> None:
    """Sunday evening; once more on Monday after the night; then silence until it closes."""
    await ann.rig.pass_time(days=12)
    assert check_ins(ann) == ["Sun 20:00", "Mon 08:00"]
    again = [one.text for one in ann.heard if ann.words("weekly-reminder") in one.text]
    assert len(again) == 1


async def test_fewer_messages_means_no_follow_up(ann: Patient) -> None:
    """Only the check-in itself."""
    await ann.says("/settings")
    await ann.presses("fewer-on")
    await ann.rig.pass_time(days=12)
    assert check_ins(ann) == ["Sun 20:00"]


async def test_what_was_begun_is_followed_up_where_it_stands(eve: Patient) -> None:
    """The next morning the card asks what it asked last."""
    await taps(eve, "none-of-these", "4", "6")
    await eve.tomorrow("08:00")
    assert eve.words("weekly-reminder") in eve.last.text
    assert asks(eve, "sitting")
    await eve.presses("sat-20-30")
    assert await measures(eve) == {"sitting": 25}


async def test_an_answered_one_is_not_followed_up(eve: Patient) -> None:
    """Nor is it there any more in the list of today."""
    await checks_in(eve, 4, 6)
    eve.heard.clear()
    await eve.rig.pass_time(days=3)
    assert check_ins(eve) == []


async def test_quiet_hours_move_it(ann: Patient) -> None:
    """Quiet from 20:00 on: a minute before."""
    await ann.says("/settings")
    await ann.presses("set-quiet")
    await ann.says("20:00 7:00")
    await ann.rig.pass_time(days=6.9)
    assert check_ins(ann) == ["Sun 19:59"]


async def test_it_can_be_done_from_the_list_of_today_before_its_time_and_days_after(ann: Patient) -> None:
    """Sunday noon; and, left open, on Wednesday."""
    await ann.until("12:00", days=6)
    await ann.says("/today")
    assert ann.card("do-now", what=ann.words("today-weekly")) is not None
    await ann.until("12:00", days=3)
    await ann.says("/today")
    await ann.presses("do-now", what=ann.words("today-weekly"))
    await checks_in(ann, 4, 6)
    assert await weeks(ann) == [(4, 6)]


async def test_on_a_full_day_it_waits_for_the_morning(ann: Patient) -> None:
    """Three other messages have come by then: it comes when the quiet hours end, before the review."""
    await ann.until("17:00", days=6)
    record = await ann.record()
    async with ann.rig.app.work("other news") as uow:
        for _ in range(3):
            await uow.outbox.send(record.patient_id, FlareOver(position=Position(2, 1)), started_by_bot=True)
    await ann.until("21:00")
    assert check_ins(ann) == []
    await ann.until("08:59")
    assert check_ins(ann) == ["Mon 08:00"]


async def test_while_paused_none_comes(ann: Patient) -> None:
    """Back on Monday, the next is that of the next Sunday."""
    await ann.says("/pause")
    await taps(ann, "away", "no-end")
    await ann.rig.pass_time(days=7)
    assert check_ins(ann) == []
    await taps(ann, "resume", "nothing-new")
    await ann.rig.pass_time(days=6.9)
    assert check_ins(ann) == ["Sun 20:00"]


async def test_in_maintenance_it_comes_once_a_month(tmp_path: Path) -> None:
    """The goal is met: three Sundays of silence, and then the monthly one."""
    async with at_home(tmp_path, stage=3, level=4, pain=2) as mia:
        await mia.says("/pause")
        await taps(mia, "away", "no-end")
        await mia.rig.pass_time(days=13)
        await taps(mia, "resume", "nothing-new")
        await mia.says("/plan")
        await taps(mia, "test", "passed")
        await mia.lives(10, answers_everything)
        assert (await mia.stands())[2] == "maintenance"
        mia.heard.clear()
        await mia.lives(9, answers_everything)
        assert check_ins(mia)[:1] == ["Sun 20:00"]
        assert {at[:3] for at in check_ins(mia)} <= {"Sun", "Mon"}
        assert any(mia.words("weekly-every-month") in one.text for one in mia.heard)


# --- the review ------------------------------------------------------------------------------------------------------


async def test_the_review_of_the_next_morning_knows_of_it(eve: Patient) -> None:
    """The average of the evening before is the pain of now."""
    await checks_in(eve, 3, 6)
    await eve.tomorrow("09:30")
    [made] = await reviews(eve)
    assert (made.inputs["pain_now"], made.inputs["silent_days"]) == (3.0, 1)


async def test_the_review_knows_of_an_average_that_waits_for_its_worst(eve: Patient) -> None:
    """Told at 08:50, ten minutes before it, and left at that."""
    await eve.tomorrow("08:50")
    await taps(eve, "none-of-these", "3")
    await eve.until("09:30")
    [made] = await reviews(eve)
    assert made.inputs["pain_now"] == 3.0


async def test_what_is_told_after_the_review_counts_for_the_next(eve: Patient) -> None:
    """On Monday at noon."""
    await eve.tomorrow("12:00")
    await checks_in(eve, 3, 6)
    [made] = await reviews(eve)
    assert made.inputs["pain_now"] is None
    await eve.until("09:30", days=7)
    assert [one.inputs["pain_now"] for one in await reviews(eve)] == [None, 3.0]


async def test_three_months_without_response_reach_the_clinician(tmp_path: Path) -> None:
    """Every session done, every question answered with a 5: a stalled alert at the review of week 12, and not before.

    What has been decided is derived again from the facts, to the last decision and alert.
    """
    async with at_home(tmp_path, stage=4, pain=5, goal=True) as max_:
        await max_.lives(7 * 12 + 0.2, never_better)
        alerts = [note.text for note in max_.clinician.screen().from_bot if "Ref " in note.text]
        stalled = [text for text in alerts if max_.words("alert-head-stalled", name="Ann Example") in text]
        assert len(stalled) == 1
        assert "12 weeks" in stalled[0]
        assert "Pain 5 at the start, 5 now" in stalled[0]
        assert len(await weeks(max_)) == 12
        await replays_alike(max_)


async def never_better(patient: Patient) -> None:
    """The habit of somebody who does and answers everything, always with a 5."""
    if patient.card("none-of-these"):
        await checks_in(patient, 5, 7, "sat-10-20", "40")
    elif patient.asks_for_a_number():
        await patient.rates(5)
    elif patient.card("done"):
        await patient.trains(5, 5)


async def replays_alike(patient: Patient) -> None:
    """The facts as they are stored lead to the decisions as they are stored, and to where the plan stands."""
    record = await patient.record()
    async with patient.rig.app.work("look") as uow:
        scene = patient.rig.app.scene(uow)
        step = await _derived_again(scene, record)
        assert list(step.decisions) == await decisions(scene, record.id)
    assert step.course.plan == record.plan


# --- the end of it ---------------------------------------------------------------------------------------------------


async def test_the_words_at_the_end_count_the_week_and_blame_nobody(ann: Patient) -> None:
    """Two sessions done and one let pass."""
    await ann.until("18:05")
    await ann.trains(3, 3)
    await ann.tomorrow("18:05")
    await ann.rates(3)
    await ann.tomorrow("18:05")
    await ann.trains(3, 3)
    await ann.until("20:00", days=4)
    await checks_in(ann, 2, 5)
    said = ann.last.text
    assert ann.words("weekly-kept", kept=2, prescribed=3, enough=0) in said
    assert ann.words("better-pain", first=4, now=2) in said


async def test_a_week_without_sessions_is_no_reproach(eve: Patient) -> None:
    """One set is enough to start again; and what is no better is not spoken of."""
    await checks_in(eve, 5, 7, "sat-20-30", "40")
    assert eve.words("weekly-kept-none") in eve.last.text
    assert "0 of" not in eve.last.text
    assert "start" not in eve.last.text.replace(eve.words("weekly-kept-none"), "")


async def test_a_gain_within_chance_is_not_praised(tmp_path: Path) -> None:
    """40 to 50 of 100 may be chance, 15 to 45 minutes of sitting are not."""
    async with at_home(tmp_path, stage=2, pain=4, since=SUNDAY) as eve:
        await checks_in(eve, 4, 6, "sat-10-20", "40")
        await eve.until("20:00", days=7)
        await checks_in(eve, 4, 6, "sat-30-60", "50")
        assert eve.words("better-sitting", first=15, now=45) in eve.last.text
        assert eve.words("better-sane", first=40, now=50) not in eve.last.text
        assert eve.words("better-pain", first=4, now=4) not in eve.last.text


@pytest.mark.parametrize(("stage", "day", "during"), [(4, 3, 4), (2, 4, 8)], ids=["last stage", "flare"])
async def test_in_the_last_stage_and_in_a_flare_nobody_is_counted_into_more(
    tmp_path: Path, stage: int, day: int, during: int
) -> None:
    """The sessions are left unsaid."""
    async with at_home(tmp_path, pain=4, stage=stage, goal=True) as kim:
        await kim.until("18:05", days=day)
        await kim.trains(4, during)
        await kim.until("20:00", days=6 - day)
        assert (await kim.stands())[2] == ("flare" if during == 8 else "active")
        await checks_in(kim, 4, 8)
        assert kim.last.text == kim.words("weekly-done")


async def test_progress_and_the_chart_show_the_weeks(tmp_path: Path) -> None:
    """A picture with the weeks' averages, and beneath it what has become better."""
    async with at_home(tmp_path, stage=2, pain=4, since=FOURTH_SUNDAY) as eve:
        await checks_in(eve, 4, 6, "sat-10-20", "40", "change-4", "7")
        await eve.until("20:00", days=7)
        await checks_in(eve, 2, 3, "sat-30-60", "60")
        card = await eve.says("/progress")
        assert eve.words("better-sane", first=40, now=60) in card.text
        assert eve.words("better-sitting", first=15, now=45) in card.text

"""The guided session: the card counts holds and rests, and ends by asking how it was."""

from datetime import timedelta

import pytest

from tests.acceptance.home import Patient, a_patient

ann = a_patient(pain=2)  # three holds of 30 seconds, a minute of rest between them
cleo = a_patient(level=2, pain=2)
READY, HOLD, REST = 10, 30, 60
IN_ALL = READY + 3 * HOLD + 2 * REST


async def after(patient: Patient, seconds: int) -> str:
    """What the card says so many seconds later."""
    await patient.rig.pass_time(seconds=seconds)
    return patient.last.text


async def test_holds_and_rests_appear_on_the_card(ann: Patient) -> None:
    """Get ready, hold, rest, hold: each with what is left of it, on the one card of the session."""
    await ann.until("08:40")
    card = ann.last.id
    assert "Get ready" in (await ann.presses("start")).text
    for seconds, phase, number in (
        (READY, "Hold · 30 s", 1),
        (20, "Hold · 10 s", 1),
        (10, "Rest · 1 min", 1),
        (REST, "Hold · 30 s", 2),
    ):
        said = await after(ann, seconds)
        assert phase in said
        assert ann.words("timer-set", set=number, sets=3) in said
    assert (len(ann.heard), ann.last.id) == (1, card)


async def test_it_ends_by_asking_the_ratings(ann: Patient) -> None:
    """After the last hold there is no rest, but the question how the pain was; the session counts as done."""
    await ann.until("08:40")
    await ann.presses("start")
    assert ann.words("timer-set", set=3, sets=3) in await after(ann, IN_ALL - 1)
    assert ann.words("session-before") in await after(ann, 1)
    await ann.rates(2)
    await ann.rates(3)
    assert [(s.outcome.value, s.pain_during) for s in await ann.sessions()] == [("done", 3)]


async def test_a_pause_stops_the_clock(ann: Patient) -> None:
    """Paused at 10 seconds left, gone on a quarter of an hour later: 10 seconds are left."""
    await ann.until("08:40")
    await ann.presses("start")
    await after(ann, READY + 20)
    await ann.presses("pause-timer")
    assert ann.words("timer-paused") in await after(ann, 900)
    await ann.presses("go-on")
    assert "Hold · 10 s" in ann.last.text
    assert "Rest" in await after(ann, 10)


async def test_next_goes_on_to_the_next_phase(ann: Patient) -> None:
    """Over the getting ready, the hold, and the rest."""
    await ann.until("08:40")
    await ann.presses("start")
    seen = [(await ann.presses("next")).text for _ in range(3)]
    assert [part in text for part, text in zip(("Hold", "Rest", "Hold"), seen, strict=True)] == [True] * 3
    for _ in range(3):
        await ann.presses("next")
    assert ann.words("session-before") in ann.last.text


@pytest.mark.parametrize(("button", "outcome"), [("finish", "done"), ("part", "part")])
async def test_it_can_be_finished_early(ann: Patient, button: str, outcome: str) -> None:
    """All of it, or a part: the ratings follow at once."""
    await ann.until("08:40")
    await ann.presses("start")
    await after(ann, 45)
    await ann.presses(button)
    await ann.rates(2)
    await ann.rates(2)
    assert [s.outcome.value for s in await ann.sessions()] == [outcome]


async def test_a_restart_in_the_middle_is_not_noticed(ann: Patient) -> None:
    """The bot is stopped in the first hold and comes back in the second: the card shows where the clock is."""
    await ann.until("08:40")
    await ann.presses("start")
    await after(ann, READY + 5)
    await ann.bot_stops()
    ann.clock.at += timedelta(seconds=HOLD + REST)
    await ann.bot_starts()
    await ann.rig.settle()
    assert "Hold" in ann.last.text
    assert ann.words("timer-set", set=2, sets=3) in ann.last.text
    assert ann.words("session-before") in await after(ann, IN_ALL)


async def test_a_pause_survives_a_restart(ann: Patient) -> None:
    """Paused, restarted, gone on: the same seconds are left."""
    await ann.until("08:40")
    await ann.presses("start")
    await after(ann, READY + 10)
    await ann.presses("pause-timer")
    await ann.bot_starts()
    await after(ann, 300)
    await ann.presses("go-on")
    assert "Hold · 20 s" in ann.last.text


async def test_a_session_begun_in_time_may_end_after_its_window(cleo: Patient) -> None:
    """Started at 12:58, with the next block at 13:00: nobody is told in the middle of a hold that it closed."""
    await cleo.until("12:58")
    await cleo.presses("start")
    card = cleo.last.id
    await after(cleo, 150)
    assert cleo.words("session-closed") not in cleo.person.screen().note(card).text
    await after(cleo, 600)
    assert [s.outcome.value for s in await cleo.sessions()] in ([], ["done"])


async def test_the_timer_counts_no_faster_than_every_ten_seconds(ann: Patient) -> None:
    """The card is edited when a phase ends and every ten seconds in between: Telegram is not flooded."""
    await ann.until("08:40")
    await ann.presses("start")
    ann.world.api.forget_calls()
    await after(ann, 60)
    assert len(ann.world.api.made("editMessageText")) <= 8


@pytest.mark.parametrize("closed", [False, True], ids=["left open", "closed"])
async def test_the_picture_does_not_stand_in_the_way_of_the_timer(ann: Patient, *, closed: bool) -> None:
    """How, then Start: the picture is gone, and the card with the timer is the last thing in the chat."""
    await ann.until("08:40")
    await ann.presses("how")
    assert ann.last.text.startswith(ann.words("exercise-bridge_hold"))
    if closed:
        await ann.presses("close")
    await ann.presses("start")
    await after(ann, READY + 5)
    assert ann.last.attachment is None
    assert "Hold" in ann.last.text

"""Settings: times, quiet hours, time zone, fewer messages; what today still holds follows at once."""

from zoneinfo import ZoneInfo

import pytest

from tests.acceptance.home import Patient, a_patient

ann = a_patient(pain=2)
cleo = a_patient(level=2, pain=2)  # three blocks a day
bob = a_patient(stage=2, level=2, pain=2)


async def sets(patient: Patient, view: str, typed: str | None = None) -> None:
    """Open one of the settings, and perhaps type."""
    await patient.says("/settings")
    await patient.presses(view)
    if typed is not None:
        await patient.says(typed)


async def moves_to(patient: Patient, zone: str) -> None:
    """Tell the bot of another city, and live there."""
    await sets(patient, "set-zone")
    await patient.presses("other-city")
    await patient.says(zone.rsplit("/", maxsplit=1)[-1].replace("_", " "))
    card = patient.last
    patient.person.presses(message_id=card.id, data=next(b.data for b in card.buttons if zone in str(b.data)))
    await patient.rig.settle()
    patient.zone = ZoneInfo(zone)


# --- times -----------------------------------------------------------------------------------------------------------


async def test_other_times_for_blocks_hold_from_now_on(cleo: Patient) -> None:
    """Chosen at 07:30: today already the cards come at the new times, and the list of today shows them."""
    await cleo.until("07:30")
    await sets(cleo, "set-blocks")
    await cleo.presses("at", time="09:30 · 14:00 · 20:00")
    assert "09:30 · 14:00 · 20:00" in cleo.last.text
    today = (await cleo.says("/today")).text
    assert [wall for wall in ("09:30", "14:00", "20:00") if wall not in today] == []
    cleo.heard.clear()
    await cleo.presses("set-blocks")
    await cleo.until("21:00")
    assert [at for at in cleo.heard_at() if at in {"Mon 09:30", "Mon 14:00", "Mon 20:00"}] == cleo.heard_at()[::2]


async def test_times_for_blocks_may_be_typed(ann: Patient) -> None:
    """The settings show what was understood; what cannot be used is explained, and nothing changes."""
    await sets(ann, "set-blocks", "soon")
    assert ann.last.text == ann.words("said-times_unreadable")
    await ann.says("8:00 9:00 20:00")
    assert ann.last.text == ann.words("said-times_too_close")
    await ann.says("9.15, 14 and 19:45")
    record = await ann.record()
    assert [f"{wall:%H:%M}" for wall in record.preferences.blocks] == ["09:15", "14:00", "19:45"]
    await ann.until("09:15")
    assert ann.heard_at()[-1] == "Mon 09:15"


async def test_what_was_done_already_is_not_asked_again(cleo: Patient) -> None:
    """The morning's block is done; later times leave it alone and move the two others."""
    await cleo.until("08:40")
    await cleo.trains()
    await sets(cleo, "set-blocks")
    await cleo.presses("at", time="09:30 · 14:00 · 20:00")
    cleo.heard.clear()
    await cleo.until("13:59")
    assert cleo.heard_at() == []
    await cleo.until("14:00")
    assert cleo.heard_at() == ["Mon 14:00"]


async def test_another_time_for_training_days_holds_today(bob: Patient) -> None:
    """From 18:00 to 17:00, on the day itself."""
    await bob.until("12:00")
    await sets(bob, "set-loading", "17:00")
    heard = len(bob.heard)
    await bob.until("18:30")
    assert bob.heard_at()[heard:] == ["Mon 17:00"]


@pytest.mark.parametrize("wall", ["06:30", "21:30"])
async def test_a_training_time_in_quiet_hours_does_not_end_the_training(bob: Patient, wall: str) -> None:
    """Whoever sets a time that lies in quiet hours is told so, or trains; the plan does not fall silent."""
    await sets(bob, "set-loading", wall)
    refused = f"{(await bob.record()).preferences.loading:%H:%M}" != wall
    heard = len(bob.heard)
    await bob.rig.pass_time(days=4)
    assert refused or len(bob.heard) > heard


@pytest.mark.parametrize("view", ["set-loading", "set-blocks", "set-quiet"])
async def test_a_typed_rating_is_a_rating_also_after_a_look_at_the_settings(bob: Patient, view: str) -> None:
    """The settings were opened and left; hours later a number that is typed answers the question on the card."""
    await sets(bob, view)
    before = (await bob.record()).preferences
    await bob.until("18:05")
    await bob.presses("done")
    await bob.says("2")
    await bob.says("3")
    assert (await bob.record()).preferences == before
    assert [(s.pain_before, s.pain_during) for s in await bob.sessions()] == [(2, 3)]


# --- quiet hours -----------------------------------------------------------------------------------------------------


async def test_longer_quiet_hours_hold_back_what_falls_into_them(ann: Patient) -> None:
    """Quiet until 9:30: the 08:30 block comes at 09:30."""
    await sets(ann, "set-quiet", "20:00 9:30")
    assert "20:00–09:30" in ann.last.text
    heard = len(ann.heard)
    await ann.until("10:00")
    assert ann.heard_at()[heard:] == ["Mon 09:30"]


async def test_quiet_hours_are_chosen_with_a_tap(ann: Patient) -> None:
    """22:00 to 07:00: a question that would have moved before 21:00 now comes at its hour."""
    await sets(ann, "set-quiet")
    await ann.presses("range", **{"from": "22:00", "to": "07:00"})
    await ann.until("21:30")
    await ann.trains()
    heard = len(ann.heard)
    await ann.tomorrow("21:45")
    assert "Tue 21:30" in ann.heard_at()[heard:]


async def test_in_quiet_hours_nothing_makes_a_sound(cleo: Patient) -> None:
    """Most waits for their end; what cannot wait any longer, as the evening's block, comes without a sound."""
    await sets(cleo, "set-quiet", "15:00 10:00")
    cleo.heard.clear()
    cleo.world.api.forget_calls()
    await cleo.rig.pass_time(days=2)
    calls = [one for one in cleo.world.api.made("sendMessage") if str(one.params["chat_id"]) == str(cleo.person.id)]
    came = zip(cleo.heard_at(), calls, strict=True)
    loud = [at for at, call in came if call.params.get("disable_notification") in {None, False, "false"}]
    assert loud
    assert [at for at in loud if not "10:00" <= at.split()[1] < "15:00"] == []


# --- where -----------------------------------------------------------------------------------------------------------


async def test_after_a_journey_the_cards_come_at_the_local_times_there(ann: Patient) -> None:
    """The morning's block skipped in London, then New York: the evening's comes at 18:30 there, the next at 08:30."""
    await ann.until("08:40")
    await ann.presses("skip")
    await ann.presses("skip-other")
    await ann.until("13:00")
    await moves_to(ann, "America/New_York")
    ann.heard.clear()
    await ann.rig.pass_time(hours=26)
    sessions = [at for at, one in zip(ann.heard_at(), ann.heard, strict=True) if "Block" in one.text]
    assert sessions[:2] == ["Mon 18:30", "Tue 08:30"]


async def test_a_journey_east_skips_nothing_that_is_still_to_come(ann: Patient) -> None:
    """From London at 13:00 to Auckland, where it is 02:00: the next card is that of the morning there."""
    await ann.until("13:00")
    await moves_to(ann, "Pacific/Auckland")
    ann.heard.clear()
    await ann.rig.pass_time(hours=18)
    assert [at for at, one in zip(ann.heard_at(), ann.heard, strict=True) if "Block 1" in one.text][:1] == ["Tue 08:30"]


async def test_24_hours_stay_elapsed_hours_on_a_journey(ann: Patient) -> None:
    """Done at 12:00 in London, asked at 07:00 in New York, which is quiet there: so at 08:00."""
    await ann.until("12:00")
    await ann.trains()
    await moves_to(ann, "America/New_York")
    await ann.rig.pass_time(hours=26)
    asked = [at for at, one in zip(ann.heard_at(), ann.heard, strict=True) if "a day after" in one.text]
    assert asked[:1] == ["Tue 08:00"]


async def test_the_zone_on_record_is_confirmed_by_its_time(ann: Patient) -> None:
    """Nothing to type where the local time shown is right."""
    await sets(ann, "set-zone")
    assert "07:00" in ann.last.text
    await ann.presses("yes-time")
    assert ann.card("set-zone") is not None


async def test_an_unknown_city_changes_nothing(ann: Patient) -> None:
    """A helpful word, and the next name is taken."""
    await sets(ann, "set-zone")
    await ann.presses("other-city")
    assert (await ann.says("Xqzzyw")).text == ann.words("said-city_unknown")
    assert (await ann.record()).plan.zones[-1].zone == "Europe/London"


# --- fewer messages --------------------------------------------------------------------------------------------------


async def test_fewer_messages_means_two_blocks_and_no_reminders(cleo: Patient) -> None:
    """At once: of today's three blocks the first and the last remain, and nothing follows up."""
    await cleo.until("07:30")
    await cleo.says("/settings")
    await cleo.presses("fewer-on")
    cleo.heard.clear()
    await cleo.rig.pass_time(days=1)
    assert cleo.heard_at() == ["Mon 08:30", "Mon 18:30"]


async def test_the_usual_measure_can_be_had_again(cleo: Patient) -> None:
    """Back to three blocks and their reminders, today still."""
    await cleo.says("/settings")
    await cleo.presses("fewer-on")
    await cleo.presses("fewer-off")
    cleo.heard.clear()
    await cleo.until("13:00")
    assert cleo.heard_at() == ["Mon 08:30", "Mon 11:00", "Mon 13:00"]


async def test_settings_survive_a_restart(cleo: Patient) -> None:
    """A question that was asked before the restart is answered after it, and what was set is kept."""
    await sets(cleo, "set-blocks")
    await cleo.bot_starts()
    await cleo.says("9:00 14:00 19:00")
    await cleo.says("/settings")
    assert "09:00 · 14:00 · 19:00" in cleo.last.text

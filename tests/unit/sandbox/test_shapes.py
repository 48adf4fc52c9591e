"""The guards of the sandbox itself: shapes, speed, clocks."""

import time
from datetime import datetime, timedelta

import pytest
from telegram import Bot, Chat, Message, Update, User

from sandbox import ManualClock, Person, RunningClock
from sandbox.clocks import pause
from sandbox.methods import METHODS
from sandbox.shapes import check, render
from tests.unit.sandbox.conftest import MORNING
from tests.unit.sandbox.tools import keyboard


def test_a_field_that_the_library_does_not_know_is_a_fault_of_the_sandbox() -> None:
    with pytest.raises(AssertionError, match=r"User: \['colour'\]"):
        check(User, {"id": 1, "is_bot": False, "first_name": "Pat", "colour": "red"})


def test_unknown_fields_are_found_however_deep_they_are() -> None:
    chat = {"id": 1, "type": "private", "mood": "fine"}
    message = {"message_id": 1, "date": 0, "chat": chat}
    with pytest.raises(AssertionError, match=r"Chat: \['mood'\]"):
        check(Update, {"update_id": 1, "message": message})


def test_what_is_false_by_default_is_left_out_as_telegram_does() -> None:
    message = Message(1, MORNING, Chat(1, "private"))
    assert sorted(render(message)) == ["chat", "date", "message_id"]


def test_every_method_of_the_apps_list_is_there() -> None:
    needed = (
        "getMe getUpdates setWebhook deleteWebhook getWebhookInfo sendMessage sendPhoto sendDocument sendChatAction "
        "editMessageText editMessageCaption editMessageReplyMarkup deleteMessage answerCallbackQuery setMyCommands "
        "getMyCommands getFile setMessageReaction getChat"
    )
    assert {name.lower() for name in needed.split()} <= METHODS.keys()


async def test_an_interaction_takes_about_a_millisecond(bot: Bot, pat: Person) -> None:
    """Generous, because the machine may be busy; it is well under one when it is not."""
    offset, began = 0, time.process_time()
    for number in range(100):
        pat.says(str(number))
        (update,) = await bot.get_updates(offset=offset)
        offset = update.update_id + 1
        await bot.send_message(pat.id, "How?", reply_markup=keyboard(*"012345"))
    assert (time.process_time() - began) / 100 < 0.005


def test_clocks_refuse_times_without_a_zone() -> None:
    for kind in (ManualClock, RunningClock):
        with pytest.raises(ValueError, match=r"aware"):
            kind(datetime(2026, 1, 5))  # noqa: DTZ001 - that is the point


def test_timers_of_a_manual_clock_run_in_order_and_at_their_moment(clock: ManualClock) -> None:
    seen: list[tuple[str, timedelta]] = []
    for name, seconds in (("late", 9), ("early", 3), ("cancelled", 5)):
        timer = clock.call_later(seconds, lambda name=name: seen.append((name, clock.now() - MORNING)))  # type: ignore[misc]
        if name == "cancelled":
            timer.cancel()
    clock.advance(20)
    assert seen == [("early", timedelta(seconds=3)), ("late", timedelta(seconds=9))]


async def test_a_running_clock_runs_at_its_speed() -> None:
    clock = RunningClock(MORNING, speed=3600)
    await pause(clock, 60)
    assert timedelta(seconds=60) <= clock.now() - MORNING < timedelta(hours=1)

"""Presses of buttons and the answers to them."""

import asyncio

import pytest
from telegram import Bot
from telegram.error import BadRequest

from sandbox import CallbackAnswer, ManualClock, Person, Press
from tests.unit.sandbox.conftest import Caller
from tests.unit.sandbox.tools import keyboard

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
async def press(bot: Bot, pat: Person) -> Press:
    """Pat has pressed "Done"."""
    await bot.send_message(pat.id, "How?", reply_markup=keyboard("Done", "Later"))
    return pat.presses("done")


async def test_a_press_reaches_the_bot_with_its_data_and_its_message(bot: Bot, pat: Person, press: Press) -> None:
    (update,) = await bot.get_updates()
    query = update.callback_query
    assert query
    assert (query.data, query.from_user.id, query.id) == ("Done", pat.id, press.query_id)
    assert query.message
    assert query.message.message_id == pat.screen().last.id


async def test_every_press_in_a_chat_names_the_same_chat_instance(bot: Bot, pat: Person, press: Press) -> None:
    pat.presses("Later")
    one, two = [update.callback_query for update in await bot.get_updates()]
    assert one
    assert two
    assert one.chat_instance == two.chat_instance != str(pat.id)


async def test_the_answer_is_what_the_person_sees(bot: Bot, pat: Person, press: Press) -> None:
    before = press.answer
    assert before is None
    await bot.answer_callback_query(press.query_id, "Thank you")
    assert press.answer == CallbackAnswer("Thank you")
    assert pat.screen().toasts == ("Thank you",)


async def test_an_answer_may_ask_to_be_dismissed(bot: Bot, press: Press) -> None:
    await bot.answer_callback_query(press.query_id, "Call 999", show_alert=True)
    assert press.answer == CallbackAnswer("Call 999", alert=True)


async def test_an_empty_answer_only_stops_the_waiting(bot: Bot, pat: Person, press: Press) -> None:
    await bot.answer_callback_query(press.query_id)
    assert press.answer == CallbackAnswer()
    assert pat.screen().toasts == ()


async def test_a_press_can_be_waited_for(bot: Bot, press: Press) -> None:
    async with asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(press.answered())
        await asyncio.sleep(0)
        await bot.answer_callback_query(press.query_id, "Thank you")
    assert waiting.result() == await press.answered() == CallbackAnswer("Thank you")


async def test_waiting_for_an_answer_ends(press: Press, clock: ManualClock) -> None:
    async with asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(press.answered(within=10))
        await asyncio.sleep(0)
        clock.advance(10)
    assert waiting.result() is None


@pytest.mark.parametrize("length", [0, 200])
async def test_an_answer_has_up_to_200_characters(call: Caller, press: Press, length: int) -> None:
    assert (await call("answerCallbackQuery", callback_query_id=press.query_id, text="x" * length)).ok


async def test_a_longer_answer_is_refused_and_the_press_stays_open(call: Caller, press: Press) -> None:
    refusal = await call("answerCallbackQuery", callback_query_id=press.query_id, text="x" * 201)
    assert refusal.description == "Bad Request: MESSAGE_TOO_LONG"
    assert (await call("answerCallbackQuery", callback_query_id=press.query_id)).ok


async def test_an_unknown_press_cannot_be_answered(call: Caller) -> None:
    refusal = await call("answerCallbackQuery", callback_query_id="123")
    assert (refusal.status, refusal.description) == (400, TOO_OLD)


async def test_a_press_is_answered_once(call: Caller, press: Press) -> None:
    await call("answerCallbackQuery", callback_query_id=press.query_id)
    assert (await call("answerCallbackQuery", callback_query_id=press.query_id)).description == TOO_OLD


async def test_a_late_answer_is_refused(call: Caller, press: Press, clock: ManualClock) -> None:
    clock.advance(151)
    assert (await call("answerCallbackQuery", callback_query_id=press.query_id)).description == TOO_OLD


async def test_the_library_puts_the_refusal_in_its_own_words(bot: Bot, press: Press, clock: ManualClock) -> None:
    clock.advance(151)
    with pytest.raises(BadRequest, match=r"(?i)query is too old and response timeout expired or query id is invalid"):
        await bot.answer_callback_query(press.query_id)


async def test_an_old_keyboard_can_still_be_pressed(bot: Bot, pat: Person, press: Press, clock: ManualClock) -> None:
    """A press on a keyboard from three days ago is a press like any other."""
    clock.advance(days=3)
    pat.presses("Later")
    assert [update.callback_query and update.callback_query.data for update in await bot.get_updates()] == ["Later"]


async def test_the_newest_button_with_a_label_is_pressed(bot: Bot, pat: Person) -> None:
    older = await bot.send_message(pat.id, "One?", reply_markup=keyboard("Done"))
    await bot.send_message(pat.id, "Two?", reply_markup=keyboard("All done ✓"))
    assert pat.presses("done").data == "All done ✓"
    assert pat.presses(message_id=older.message_id, data="Done").data == "Done"


async def test_what_is_not_there_cannot_be_pressed(bot: Bot, pat: Person) -> None:
    await bot.send_message(pat.id, "One?", reply_markup=keyboard("Done"))
    with pytest.raises(LookupError, match=r"No button like 'Undo'; there are \['Done'\]"):
        pat.presses("Undo")
    with pytest.raises(LookupError, match=r"No such message"):
        pat.presses("Done", message_id=99)

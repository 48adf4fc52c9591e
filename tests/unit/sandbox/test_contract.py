"""The same story told through both adapters: what one answers, the other must answer too."""

import pytest
from telegram import Bot, BotCommand, ReactionTypeEmoji
from telegram.error import BadRequest, EndPointNotFound, Forbidden

from sandbox import CallbackAnswer, Person, World
from tests.unit.sandbox.tools import keyboard, picture


async def test_a_conversation(either_bot: Bot, world: World) -> None:
    person = world.person("Ana")
    person.start("abc")
    (update,) = await either_bot.get_updates(timeout=1)
    assert update.message
    assert update.message.text == "/start abc"
    question = await either_bot.send_message(
        person.id, "<b>How</b> was it? 🏟", parse_mode="HTML", reply_markup=keyboard("Good", "Bad")
    )
    press = person.presses("Good")
    (update,) = await either_bot.get_updates(offset=update.update_id + 1, timeout=1)
    assert update.callback_query
    await update.callback_query.answer("Thank you", show_alert=True)
    assert press.answer == CallbackAnswer("Thank you", alert=True)
    await question.edit_text("It was <i>good</i>.", parse_mode="HTML")
    assert person.screen().last.html == "It was <i>good</i>."
    await question.delete()
    assert person.screen().from_bot == ()


async def test_every_method_that_the_bot_needs(either_bot: Bot, pat: Person) -> None:
    assert (await either_bot.get_me()).username == "sitbone_bot"
    assert (await either_bot.get_webhook_info()).url == ""
    assert await either_bot.set_my_commands([BotCommand("help", "Help")])
    assert await either_bot.get_my_commands() == (BotCommand("help", "Help"),)
    assert await either_bot.send_chat_action(pat.id, "typing")
    photo = await either_bot.send_photo(pat.id, picture(9, 9), "Chart")
    assert (await photo.edit_caption("Newer")).caption == "Newer"  # type: ignore[union-attr]
    document = await either_bot.send_document(pat.id, b"data", "Report", filename="Report.pdf")
    assert document.document
    assert (await either_bot.get_file(document.document.file_id)).file_size == 4
    assert await either_bot.set_message_reaction(pat.id, pat.says("Done"), ReactionTypeEmoji("👍"))
    assert (await either_bot.get_chat(pat.id)).first_name == "Pat"
    assert await either_bot.delete_webhook()


async def test_refusals(either_bot: Bot, world: World, pat: Person) -> None:
    with pytest.raises(BadRequest, match=r"^Chat not found$"):
        await either_bot.send_message(1, "Hello")
    with pytest.raises(BadRequest, match=r"^Button_data_invalid$"):
        await either_bot.send_message(pat.id, "Hello", reply_markup=keyboard("x" * 65))
    with pytest.raises(BadRequest, match=r"^Can't parse entities: unsupported start tag"):
        await either_bot.send_message(pat.id, "<x>", parse_mode="HTML")
    with pytest.raises(Forbidden, match=r"can't initiate conversation"):
        await either_bot.send_message(world.person("New").id, "Hello")
    with pytest.raises(EndPointNotFound):
        await either_bot.do_api_request("sendHologram")

"""Messages: numbers, edits, deletion, replies, and where a bot may not write."""

import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden

from sandbox import ManualClock, Person, World
from tests.unit.sandbox.conftest import Caller
from tests.unit.sandbox.tools import keyboard, picture

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)


async def said(call: Caller, person: Person, text: str = "Hello", **values: object) -> int:
    """Have the bot say something; returns the number of the message."""
    number = (await call("sendMessage", chat_id=person.id, text=text, **values)).result["message_id"]
    assert isinstance(number, int)
    return number


async def edit(call: Caller, person: Person, number: int, text: str, **values: object) -> str | None:
    """Have the bot change what it said; returns what Telegram had against it."""
    reply = await call("editMessageText", chat_id=person.id, message_id=number, text=text, **values)
    return reply.description


async def test_numbers_are_unique_within_a_chat_and_grow(call: Caller, world: World, pat: Person) -> None:
    sam = world.person("Sam")
    sam.start()
    numbers = [await said(call, pat), pat.says("Hello"), await said(call, pat)]
    assert numbers == sorted(set(numbers))
    assert await said(call, sam) in numbers, "two chats may use the same number, so a bot must not rely on it alone"


async def test_an_edit_keeps_the_number_and_the_date_and_adds_an_edit_date(
    call: Caller, pat: Person, clock: ManualClock
) -> None:
    number = await said(call, pat)
    before = pat.screen().note(number)
    clock.advance(90)
    await edit(call, pat, number, "Goodbye")
    after = pat.screen().note(number)
    assert (after.text, after.date, after.edited) == ("Goodbye", before.date, clock.now())
    assert before.edited is None


async def test_an_edit_that_changes_nothing_is_refused(call: Caller, pat: Person) -> None:
    markup = keyboard("Done").to_json()
    number = await said(call, pat, reply_markup=markup)
    assert await edit(call, pat, number, "Hello", reply_markup=markup) == NOT_MODIFIED
    assert await edit(call, pat, number, "Hello") is None, "taking the keyboard away is a change"
    assert pat.screen().last.rows == ()


async def test_the_library_puts_it_in_other_capitals(bot: Bot, pat: Person) -> None:
    message = await bot.send_message(pat.id, "Hello")
    with pytest.raises(BadRequest, match=r"(?i)message is not modified"):
        await message.edit_text("Hello")


async def test_an_edit_of_nothing_is_refused(call: Caller, pat: Person) -> None:
    assert await edit(call, pat, 999, "Hello") == "Bad Request: message to edit not found"
    assert await edit(call, pat, 0, "Hello") == "Bad Request: message identifier is not specified"


async def test_only_the_bots_own_messages_can_be_edited(call: Caller, pat: Person) -> None:
    assert await edit(call, pat, pat.says("Mine"), "Yours") == "Bad Request: message can't be edited"


async def test_a_message_that_brought_a_reply_keyboard_cannot_be_edited(call: Caller, pat: Person) -> None:
    number = await said(call, pat, reply_markup='{"keyboard": [["Left", {"text": "Right"}]]}')
    assert pat.screen().keyboard == (("Left", "Right"),)
    assert await edit(call, pat, number, "Other") == "Bad Request: message can't be edited"
    await said(call, pat, reply_markup='{"remove_keyboard": true}')
    assert pat.screen().keyboard == ()


async def test_text_and_caption_are_not_edited_in_each_others_place(bot: Bot, pat: Person) -> None:
    text, photo = await bot.send_message(pat.id, "Hello"), await bot.send_photo(pat.id, picture(9, 9), "Chart")
    with pytest.raises(BadRequest, match=r"There is no text in the message to edit"):
        await photo.edit_text("Hello")
    with pytest.raises(BadRequest, match=r"There is no caption in the message to edit"):
        await text.edit_caption("Hello")
    await photo.edit_caption("Newer")
    assert pat.screen().last.text == "Newer"


async def test_a_keyboard_is_changed_on_its_own(bot: Bot, pat: Person) -> None:
    message = await bot.send_message(pat.id, "How?", reply_markup=keyboard("Done"))
    await message.edit_reply_markup(keyboard("Undo"))
    assert [button.label for button in pat.screen().last.buttons] == ["Undo"]
    assert not pat.screen().last.reworded
    await message.edit_reply_markup(None)
    assert pat.screen().last.buttons == ()


async def test_a_message_can_be_deleted_for_48_hours(call: Caller, pat: Person, clock: ManualClock) -> None:
    early, late = await said(call, pat), await said(call, pat)
    clock.advance(hours=48, seconds=-1)
    assert (await call("deleteMessage", chat_id=pat.id, message_id=early)).ok
    clock.advance(1)
    refusal = await call("deleteMessage", chat_id=pat.id, message_id=late)
    assert refusal.description == "Bad Request: message can't be deleted for everyone"
    assert [note.id for note in pat.screen().from_bot] == [late]


async def test_what_is_gone_cannot_be_deleted_again(call: Caller, pat: Person) -> None:
    number = await said(call, pat)
    await call("deleteMessage", chat_id=pat.id, message_id=number)
    refusal = await call("deleteMessage", chat_id=pat.id, message_id=number)
    assert refusal.description == "Bad Request: message to delete not found"
    assert await edit(call, pat, number, "Hello") == "Bad Request: message to edit not found"


async def test_several_are_deleted_at_once_and_missing_ones_passed_over(bot: Bot, pat: Person) -> None:
    numbers = [(await bot.send_message(pat.id, str(one))).message_id for one in range(3)]
    assert await bot.delete_messages(pat.id, [*numbers, 999])
    assert pat.screen().from_bot == ()


@pytest.mark.parametrize(("chat_id", "problem"), [("", "chat_id is empty"), ("12345", "chat not found")])
async def test_an_unknown_chat_is_refused(call: Caller, chat_id: str, problem: str) -> None:
    refusal = await call("sendMessage", chat_id=chat_id, text="Hello")
    assert (refusal.status, refusal.description) == (400, f"Bad Request: {problem}")


async def test_nobody_can_be_written_to_before_they_have_started_the_bot(call: Caller, world: World) -> None:
    refusal = await call("sendMessage", chat_id=world.person().id, text="Hello")
    assert (refusal.status, refusal.description) == (
        403,
        "Forbidden: bot can't initiate conversation with a user",
    )


async def test_whoever_has_blocked_the_bot_gets_nothing_more(bot: Bot, pat: Person) -> None:
    message = await bot.send_message(pat.id, "Hello")
    pat.blocks()
    for attempt in (bot.send_message(pat.id, "Hello"), bot.send_chat_action(pat.id, "typing"), message.edit_text("x")):
        with pytest.raises(Forbidden, match=r"^Forbidden: bot was blocked by the user$"):
            await attempt
    pat.unblocks()
    await bot.send_message(pat.id, "Back again")


async def test_a_deleted_account_gets_nothing_more(bot: Bot, pat: Person) -> None:
    pat.deactivated()
    with pytest.raises(Forbidden, match=r"^Forbidden: user is deactivated$"):
        await bot.send_message(pat.id, "Hello")


async def test_a_reply_needs_the_message_it_replies_to(bot: Bot, pat: Person) -> None:
    question = await bot.send_message(pat.id, "How?")
    answer = await question.reply_text("Well?", do_quote=True)
    assert answer.reply_to_message == question
    assert pat.screen().last.reply_to == question.message_id
    await question.delete()
    with pytest.raises(BadRequest, match=r"Message to be replied not found"):
        await question.reply_text("Well?", do_quote=True)
    sent = await bot.send_message(pat.id, "Well?", reply_to_message_id=999, allow_sending_without_reply=True)
    assert sent.reply_to_message is None


async def test_protection_and_effects_stay_on_the_message(bot: Bot, pat: Person) -> None:
    message = await bot.send_message(pat.id, "Hello", protect_content=True, message_effect_id="5046509860389126442")
    assert message.has_protected_content
    assert message.effect_id == "5046509860389126442"
    assert pat.screen().last.protected


async def test_a_chat_action_shows_for_five_seconds_or_until_a_message(
    bot: Bot, pat: Person, clock: ManualClock
) -> None:
    await bot.send_chat_action(pat.id, "typing")
    assert pat.screen().action == "typing"
    clock.advance(5)
    assert pat.screen().action is None
    await bot.send_chat_action(pat.id, "typing")
    await bot.send_message(pat.id, "Hello")
    assert pat.screen().action is None
    with pytest.raises(BadRequest, match=r"Wrong parameter action in request"):
        await bot.send_chat_action(pat.id, "dancing")


async def test_a_bot_reacts_with_one_emoji_that_telegram_knows(bot: Bot, pat: Person) -> None:
    number = pat.says("Done!")
    await bot.set_message_reaction(pat.id, number, "👍")
    assert pat.screen().last.reactions == ("👍",)
    await bot.set_message_reaction(pat.id, number)
    assert pat.screen().last.reactions == ()
    with pytest.raises(BadRequest, match=r"(?i)reaction_invalid"):
        await bot.set_message_reaction(pat.id, number, "🦴")
    with pytest.raises(BadRequest, match=r"(?i)reactions_too_many"):
        await bot.set_message_reaction(pat.id, number, ["👍", "👎"])


async def test_a_chat_tells_about_itself(bot: Bot, world: World) -> None:
    person = world.person("Ana", last_name="Silva", username="ana")
    chat = await bot.get_chat(person.id)
    assert (chat.type, chat.first_name, chat.last_name, chat.username) == ("private", "Ana", "Silva", "ana")

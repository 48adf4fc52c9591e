"""Groups: what a bot hears there, and what becomes of it when they change."""

import pytest
from telegram import Bot
from telegram.error import ChatMigrated, Forbidden

from sandbox import Group, Person, World
from tests.unit.sandbox.conftest import Caller
from tests.unit.sandbox.tools import keyboard


@pytest.fixture
def group(world: World, pat: Person) -> Group:
    """Pat and Sam with the bot; what happened at the founding is off the queue."""
    group = world.group("Team", pat, world.person("Sam"))
    world.account.updates.clear()
    return group


async def heard(bot: Bot) -> list[str | None]:
    return [update.message.text for update in await bot.get_updates() if update.message]


async def test_a_group_is_a_chat_of_its_own_kind(bot: Bot, pat: Person, group: Group) -> None:
    message = await bot.send_message(group.id, "Hello, all")
    assert (message.chat.type, message.chat.title) == ("group", "Team")
    assert group.id < 0
    assert pat.in_group(group).screen().last.text == "Hello, all"
    assert "Hello, all" not in pat.screen().text


async def test_a_bot_hears_commands_mentions_and_replies_only(bot: Bot, pat: Person, group: Group) -> None:
    inside = pat.in_group(group)
    question = await bot.send_message(group.id, "How?")
    inside.says("just talking")
    inside.says("/status")
    inside.says("/status@sitbone_bot")
    inside.says("/status@another_bot")
    inside.says("hello @sitbone_bot and @sam_one")
    inside.says("hello @sam_one")
    inside.says("Well", reply_to=question.message_id)
    assert await heard(bot) == ["/status", "/status@sitbone_bot", "hello @sitbone_bot and @sam_one", "Well"]


async def test_presses_in_a_group_are_answered_there(bot: Bot, pat: Person, group: Group) -> None:
    await bot.send_message(group.id, "Who comes?", reply_markup=keyboard("Me"))
    press = pat.in_group(group).presses("me")
    await bot.answer_callback_query(press.query_id, "Thank you")
    assert pat.in_group(group).screen().toasts == ("Thank you",)
    assert pat.screen().toasts == ()


async def test_being_taken_in_and_thrown_out_is_told(bot: Bot, pat: Person, group: Group) -> None:
    group.removes_bot()
    group.adds_bot()
    moves = [update.my_chat_member for update in await bot.get_updates()]
    assert [(move.old_chat_member.status, move.new_chat_member.status) for move in moves if move] == [
        ("member", "kicked"),
        ("left", "member"),
    ]


async def test_a_bot_that_was_thrown_out_cannot_write(bot: Bot, group: Group) -> None:
    group.removes_bot()
    with pytest.raises(Forbidden, match=r"^Forbidden: bot was kicked from the group chat$"):
        await bot.send_message(group.id, "Hello?")


async def test_a_group_that_becomes_a_supergroup_says_where_it_went(bot: Bot, call: Caller, group: Group) -> None:
    old = group.id
    new = group.upgrades()
    with pytest.raises(ChatMigrated) as refusal:
        await bot.send_message(old, "Hello?")
    assert refusal.value.new_chat_id == new
    envelope = await call("sendMessage", chat_id=old, text="Hello?")
    assert envelope.status == 400
    assert envelope.description == "Bad Request: group chat was upgraded to a supergroup chat"
    assert envelope.parameters == {"migrate_to_chat_id": new}
    assert (await bot.send_message(new, "Hello?")).chat.type == "supergroup"


async def test_the_move_is_told_in_both_chats(bot: Bot, group: Group) -> None:
    old, new = group.id, group.upgrades()
    told = [update.message for update in await bot.get_updates() if update.message]
    assert [(one.chat_id, one.migrate_to_chat_id, one.migrate_from_chat_id) for one in told] == [
        (old, new, None),
        (new, None, old),
    ]


async def test_a_bot_does_not_delete_what_others_wrote(call: Caller, pat: Person, group: Group) -> None:
    number = pat.in_group(group).says("Mine")
    refusal = await call("deleteMessage", chat_id=group.id, message_id=number)
    assert refusal.description == "Bad Request: message can't be deleted"

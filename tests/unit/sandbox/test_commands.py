"""What the bot says about itself, and whose menu shows what."""

import json
from typing import Any

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatMember,
    MenuButtonCommands,
)
from telegram.error import BadRequest

from sandbox import Person, World
from tests.unit.sandbox.conftest import Caller


def named(*names: str) -> list[BotCommand]:
    return [BotCommand(name, f"What {name} does") for name in names]


def menu(person: Person) -> list[str]:
    return [command.command for command in person.menu()]


async def test_commands_are_read_back_for_their_own_scope_and_language_only(bot: Bot) -> None:
    await bot.set_my_commands(named("help"))
    await bot.set_my_commands(named("hilfe"), language_code="de")
    assert [one.command for one in await bot.get_my_commands()] == ["help"]
    assert [one.command for one in await bot.get_my_commands(language_code="de")] == ["hilfe"]
    assert await bot.get_my_commands(BotCommandScopeAllPrivateChats()) == ()


async def test_a_menu_shows_the_narrowest_scope(bot: Bot, pat: Person) -> None:
    await bot.set_my_commands(named("help"))
    assert menu(pat) == ["help"]
    await bot.set_my_commands(named("status"), BotCommandScopeAllPrivateChats())
    assert menu(pat) == ["status"]
    await bot.set_my_commands(named("alerts"), BotCommandScopeChat(pat.id))
    assert menu(pat) == ["alerts"]
    await bot.delete_my_commands(BotCommandScopeChat(pat.id))
    assert menu(pat) == ["status"]


async def test_the_scope_goes_before_the_language(bot: Bot, world: World) -> None:
    anna = world.person("Anna", language_code="de")
    await bot.set_my_commands(named("hilfe"), language_code="de")
    assert menu(anna) == ["hilfe"]
    await bot.set_my_commands(named("status"), BotCommandScopeAllPrivateChats())
    assert menu(anna) == ["status"]
    await bot.set_my_commands(named("stand"), BotCommandScopeAllPrivateChats(), language_code="de")
    assert menu(anna) == ["stand"]


async def test_an_empty_list_takes_the_commands_back(bot: Bot, pat: Person) -> None:
    await bot.set_my_commands(named("help"))
    await bot.set_my_commands([])
    assert menu(pat) == []


async def test_groups_have_menus_of_their_own(bot: Bot, world: World, pat: Person) -> None:
    group = world.group("Team", pat)
    inside = pat.in_group(group)
    await bot.set_my_commands(named("help"), BotCommandScopeAllPrivateChats())
    assert list(inside.menu()) == []
    await bot.set_my_commands(named("rota"), BotCommandScopeAllGroupChats())
    assert [one.command for one in inside.menu()] == ["rota"]
    await bot.set_my_commands(named("mine"), BotCommandScopeChatMember(group.id, pat.id))
    assert [one.command for one in inside.menu()] == ["mine"]


async def set_one(call: Caller, command: str, description: str = "What it does") -> str | None:
    commands = json.dumps([{"command": command, "description": description}])
    return (await call("setMyCommands", commands=commands)).description


@pytest.mark.parametrize("command", ["a", "a" * 32, "my_3", "/slashed"])
async def test_a_command_has_1_to_32_of_small_letters_digits_and_underscores(call: Caller, command: str) -> None:
    assert await set_one(call, command) is None


@pytest.mark.parametrize(
    ("command", "problem"),
    [
        ("", "command must be non-empty"),
        ("a" * 33, "command length must not exceed 32"),
        ("Help", "BOT_COMMAND_INVALID"),
        ("hélp", "BOT_COMMAND_INVALID"),
        ("my-status", "BOT_COMMAND_INVALID"),
    ],
)
async def test_other_commands_are_refused(call: Caller, command: str, problem: str) -> None:
    assert await set_one(call, command) == f"Bad Request: {problem}"


async def test_a_description_has_1_to_256_characters(call: Caller) -> None:
    assert await set_one(call, "help", "x" * 256) is None
    assert await set_one(call, "help", "") == "Bad Request: command description must be non-empty"
    too_long = "Bad Request: command description length must not exceed 256"
    assert await set_one(call, "help", "x" * 257) == too_long


@pytest.mark.parametrize(("count", "problem"), [(100, None), (101, "Bad Request: BOT_COMMANDS_TOO_MUCH")])
async def test_there_are_up_to_a_hundred_commands(call: Caller, count: int, problem: str | None) -> None:
    commands: list[dict[str, Any]] = [{"command": f"c{n}", "description": "x"} for n in range(count)]
    assert (await call("setMyCommands", commands=json.dumps(commands))).description == problem


async def test_a_scope_or_language_that_does_not_exist_is_refused(call: Caller) -> None:
    refusal = await call("getMyCommands", scope='{"type": "moon"}')
    assert refusal.description == "Bad Request: can't parse BotCommandScope: Unsupported type specified"
    refusal = await call("getMyCommands", language_code="eng")
    assert refusal.description == "Bad Request: invalid language code specified"


async def test_name_and_descriptions_are_kept_by_language(bot: Bot) -> None:
    await bot.set_my_description("Exercises")
    await bot.set_my_description("Übungen", language_code="de")
    await bot.set_my_short_description("Short")
    await bot.set_my_name("Sit")
    assert (await bot.get_my_description()).description == "Exercises"
    assert (await bot.get_my_description(language_code="de")).description == "Übungen"
    assert (await bot.get_my_description(language_code="fr")).description == "Exercises"
    assert (await bot.get_my_short_description()).short_description == "Short"
    assert (await bot.get_my_name()).name == "Sit"
    with pytest.raises(BadRequest, match=r"(?i)bot name is too long"):
        await bot.set_my_name("x" * 65)


async def test_a_menu_button_is_kept_by_chat(bot: Bot, pat: Person) -> None:
    await bot.set_chat_menu_button(pat.id, MenuButtonCommands())
    assert (await bot.get_chat_menu_button(pat.id)).type == "commands"
    assert (await bot.get_chat_menu_button()).type == "default"

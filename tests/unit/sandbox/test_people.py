"""What people do, what the bot hears of it, and what they see."""

import pytest
from telegram import Bot, Message

from sandbox import Change, ManualClock, Person, World, start_payload
from tests.unit.sandbox.tools import keyboard


async def last_message(bot: Bot) -> Message:
    update = (await bot.get_updates(offset=-1))[0]
    message = update.message or update.edited_message
    assert message
    return message


async def test_a_start_link_brings_its_payload_to_the_bot_but_not_to_the_screen(bot: Bot, world: World) -> None:
    person = world.person()
    assert person.opens("https://t.me/sitbone_bot?start=abc-1_X") == "abc-1_X"
    assert person.invited_with == "abc-1_X"
    person.start()
    message = await last_message(bot)
    assert message.text == "/start abc-1_X"
    assert message.parse_entities() == {message.entities[0]: "/start"}
    assert person.screen().last.text == "/start"
    assert person.invited_with is None


@pytest.mark.parametrize(
    ("url", "payload"),
    [
        ("https://t.me/sitbone_bot?start=abc", "abc"),
        ("t.me/Sitbone_Bot?start=abc", "abc"),
        ("http://telegram.me/sitbone_bot?start=abc", "abc"),
        ("tg://resolve?domain=sitbone_bot&start=abc", "abc"),
        ("https://t.me/sitbone_bot", ""),
        ("https://t.me/sitbone_bot?start=a.b", ""),
        (f"https://t.me/sitbone_bot?start={'x' * 65}", ""),
        ("https://t.me/other_bot?start=abc", None),
        ("https://example.org/sitbone_bot?start=abc", None),
    ],
)
def test_start_links_are_recognised(url: str, payload: str | None) -> None:
    assert start_payload(url, "sitbone_bot") == payload


def test_other_links_lead_elsewhere(world: World) -> None:
    with pytest.raises(ValueError, match=r"does not lead to this bot"):
        world.person().opens("https://example.org")


async def test_commands_are_marked_in_what_a_person_types(bot: Bot, pat: Person) -> None:
    pat.says("/pain 5")
    message = await last_message(bot)
    assert list(message.parse_entities().values()) == ["/pain"]


async def test_an_edit_by_a_person_is_told(bot: Bot, pat: Person, clock: ManualClock) -> None:
    number = pat.says("Pain 3")
    clock.advance(60)
    pat.edits(number, "Pain 5")
    message = await last_message(bot)
    assert (message.message_id, message.text, message.edit_date) == (number, "Pain 5", clock.now())
    with pytest.raises(PermissionError):
        pat.edits((await bot.send_message(pat.id, "Mine")).message_id, "Yours")


async def test_odd_things_arrive_as_what_they_are(bot: Bot, pat: Person) -> None:
    pat.sends_photo(caption="My knee")
    pat.sends_sticker("👍")
    pat.sends_voice(7)
    pat.sends_document(b"data", "letter.pdf", "For you", "application/pdf")
    pat.sends_location(51.5, -0.1)
    pat.sends_contact("+44 20 7946 0000")
    photo, sticker, voice, document, place, contact = [update.message for update in await bot.get_updates()]
    assert photo
    assert photo.caption == "My knee"
    assert sticker
    assert sticker.sticker
    assert sticker.sticker.emoji == "👍"
    assert voice
    assert voice.to_dict()["voice"]["duration"] == 7
    assert document
    assert document.document
    assert document.document.mime_type == "application/pdf"
    assert place
    assert place.location
    assert contact
    assert contact.contact
    kinds = [note.attachment.kind for note in pat.screen() if note.attachment]
    assert kinds == ["photo", "sticker", "voice", "document", "location", "contact"]


async def test_blocking_and_unblocking_are_told(bot: Bot, pat: Person) -> None:
    pat.blocks()
    with pytest.raises(PermissionError):
        pat.says("Hello")
    pat.unblocks()
    pat.says("Hello")
    blocked, unblocked, _ = await bot.get_updates()
    assert blocked.my_chat_member
    assert blocked.my_chat_member.new_chat_member.status == "kicked"
    assert unblocked.my_chat_member
    assert unblocked.my_chat_member.new_chat_member.status == "member"


async def test_starting_again_unblocks(bot: Bot, pat: Person) -> None:
    pat.blocks()
    pat.start()
    _, unblocked, started = await bot.get_updates()
    assert unblocked.my_chat_member
    assert started.message


async def test_a_deleted_message_leaves_the_screen_without_a_word_to_the_bot(bot: Bot, pat: Person) -> None:
    pat.deletes(pat.says("Oops"))
    assert "Oops" not in pat.screen().text
    assert len(await bot.get_updates()) == 1


async def test_people_are_the_same_in_every_run(clock: ManualClock) -> None:
    assert World(clock).person().id == World(clock).person().id != World(clock, seed=1).person().id


async def test_people_are_who_the_test_says(world: World, bot: Bot) -> None:
    person = world.person("Zoë", last_name="Brown", username="zoe", language_code="de", number=42)
    person.start()
    user = (await last_message(bot)).from_user
    assert user
    assert (user.id, user.full_name, user.username, user.language_code) == (42, "Zoë Brown", "zoe", "de")
    with pytest.raises(ValueError, match=r"already"):
        world.person(number=42)


async def test_a_screen_is_a_value_that_does_not_change(bot: Bot, pat: Person) -> None:
    message = await bot.send_message(pat.id, "<b>How</b>?", parse_mode="HTML", reply_markup=keyboard("Done"))
    before = pat.screen()
    await message.edit_text("Thanks")
    assert before.last.html == "<b>How</b>?"
    assert before.offering("done").button("DONE") == before.last.buttons[0]
    assert pat.screen().last.reworded
    assert (len(before), before.note(message.message_id).author) == (2, "Sitbone")
    with pytest.raises(LookupError):
        before.note(99)


def test_an_empty_screen_has_no_last_message(world: World) -> None:
    with pytest.raises(LookupError, match=r"empty"):
        _ = world.person().screen().last


async def test_who_watches_is_told_of_every_visible_change(bot: Bot, world: World, pat: Person) -> None:
    seen: list[Change] = []
    unsubscribe = world.subscribe(seen.append)
    message = await bot.send_message(pat.id, "Hello")
    await message.edit_text("Goodbye")
    await message.delete()
    await bot.send_chat_action(pat.id, "typing")
    await bot.set_my_commands([])
    unsubscribe()
    pat.says("Unseen")
    number = message.message_id
    assert seen == [
        Change("message", pat.id, number),
        Change("message", pat.id, number),
        Change("removed", pat.id, number),
        Change("chat", pat.id),
        Change("menu", 0),
    ]

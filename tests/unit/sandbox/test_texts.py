"""Texts: how long they may be, how HTML is read, and what Telegram marks by itself."""

import re

import pytest
from telegram import Bot, MessageEntity
from telegram.error import BadRequest

from sandbox import Note, Person
from tests.unit.sandbox.conftest import Caller
from tests.unit.sandbox.tools import picture


async def shown(call: Caller, person: Person, markup: str) -> Note:
    """What a person sees of a message in HTML."""
    reply = await call("sendMessage", chat_id=person.id, text=markup, parse_mode="HTML")
    assert reply.ok, reply.description
    return person.screen().last


def marks(note: Note) -> list[tuple[str, int, int]]:
    return [(entity.kind, entity.offset, entity.length) for entity in note.entities]


@pytest.mark.parametrize("length", [1, 4096])
async def test_a_text_of_1_to_4096_characters_is_sent(bot: Bot, pat: Person, length: int) -> None:
    assert (await bot.send_message(pat.id, "x" * length)).text == "x" * length


async def test_an_emoji_counts_as_one_character(bot: Bot, pat: Person) -> None:
    assert len((await bot.send_message(pat.id, "🏟" * 4096)).text or "") == 4096


async def test_a_longer_text_is_refused(call: Caller, pat: Person) -> None:
    refusal = await call("sendMessage", chat_id=pat.id, text="x" * 4097)
    assert refusal.description == "Bad Request: message is too long"
    number = (await call("sendMessage", chat_id=pat.id, text="x")).result["message_id"]
    refusal = await call("editMessageText", chat_id=pat.id, message_id=number, text="x" * 4097)
    assert refusal.description == "Bad Request: MESSAGE_TOO_LONG"


async def test_length_is_counted_after_the_markup_is_read(bot: Bot, pat: Person) -> None:
    await bot.send_message(pat.id, f"<b>{'x' * 4096}</b>", parse_mode="HTML")
    with pytest.raises(BadRequest, match=r"Message is too long"):
        await bot.send_message(pat.id, f"<b>{'x' * 4097}</b>", parse_mode="HTML")


@pytest.mark.parametrize("text", ["", "  \n ", "<b></b>", "<i> </i>"])
async def test_a_text_without_anything_to_read_is_refused(call: Caller, pat: Person, text: str) -> None:
    refusal = await call("sendMessage", chat_id=pat.id, text=text, parse_mode="HTML")
    assert refusal.description == "Bad Request: message text is empty"


async def test_a_caption_has_up_to_1024_characters(bot: Bot, pat: Person) -> None:
    message = await bot.send_photo(pat.id, picture(9, 9), f"<b>{'x' * 1024}</b>", parse_mode="HTML")
    with pytest.raises(BadRequest, match=r"Message caption is too long"):
        await bot.send_photo(pat.id, picture(9, 9), "x" * 1025)
    with pytest.raises(BadRequest, match=r"(?i)media_caption_too_long"):
        await message.edit_caption("x" * 1025)
    assert (await bot.send_photo(pat.id, picture(9, 9))).caption is None


@pytest.mark.parametrize(
    ("markup", "problem"),
    [
        ("Hi <x>there</x>", 'Unsupported start tag "x" at byte offset 3'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("ö <b>x</i>", 'Unmatched end tag at byte offset 7, expected "</b>", found "</i>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>x</i>", 'Can\'t find end tag corresponding to start tag "b"'),
        ("pain < 5", 'Unsupported start tag "" at byte offset 5'),
        ("pain <5", "Unclosed start tag at byte offset 5"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<i =a>", 'Empty attribute name in the tag "i" at byte offset 0'),
        ("<i a =  ", 'Unclosed start tag "i" at byte offset 0'),
        ("<i a = x,>", "Unexpected end of name token at byte offset 7"),
        ('<a href="x>y', "Unclosed start tag at byte offset 0"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="x">y</tg-emoji>', "Invalid custom emoji identifier specified"),
        (
            "&#xD83C;",
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units",
        ),
    ],
)
async def test_wrong_html_is_refused_in_telegrams_words(call: Caller, pat: Person, markup: str, problem: str) -> None:
    refusal = await call("sendMessage", chat_id=pat.id, text=markup, parse_mode="HTML")
    assert (refusal.status, refusal.description) == (400, f"Bad Request: can't parse entities: {problem}")


async def test_offsets_are_counted_in_utf_16(call: Caller, pat: Person) -> None:
    note = await shown(call, pat, "🏟 é <b>🏟x</b> <i>y</i>")
    assert marks(note) == [("bold", 5, 3), ("italic", 9, 1)]


@pytest.mark.parametrize(
    ("markup", "text", "entities"),
    [
        ("<b>a</b><strong>b</strong>", "ab", [("bold", 0, 1), ("bold", 1, 1)]),
        (
            "<u>a</u> <s>b</s> <ins>c</ins>",
            "a b c",
            [("underline", 0, 1), ("strikethrough", 2, 1), ("underline", 4, 1)],
        ),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<B>a</B><i>b</>", "ab", [("bold", 0, 1), ("italic", 1, 1)]),
        ('<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>', "ab", [("spoiler", 0, 1), ("spoiler", 1, 1)]),
        ("<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ('<pre><code class="language-python">x</code></pre>', "x", [("pre", 0, 1)]),
        ("<pre>a</pre> <code>b</code>", "a b", [("pre", 0, 1), ("code", 2, 1)]),
        ('<tg-time unix="1647531900" format="wDT">soon</tg-time>', "soon", [("date_time", 0, 4)]),
        ("a<b> b </b>", "a b", [("bold", 1, 2)]),
        ("  <b>  a</b>", "  a", [("bold", 0, 3)]),
        ("\n\na <b>b</b>\n", "a b", [("bold", 2, 1)]),
    ],
)
async def test_tags_become_entities(
    call: Caller, pat: Person, markup: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    note = await shown(call, pat, markup)
    assert (note.text, marks(note)) == (text, entities)


async def test_only_four_names_and_numbers_are_character_references(call: Caller, pat: Person) -> None:
    note = await shown(call, pat, "&lt;&gt;&amp;&quot;&#65;&#x42; &nbsp;&copy;&#0; &lt a & b")
    assert note.text == '<>&"AB &nbsp;&copy;&#0; < a & b'


async def test_links_keep_their_address_and_bad_ones_become_text(call: Caller, pat: Person) -> None:
    note = await shown(
        call, pat, '<a href="example.org/a?b=1&amp;c=2">here</a> <a href="nowhere">there</a> <a>t.me</a>'
    )
    assert [(entity.kind, entity.url) for entity in note.entities] == [
        ("text_link", "http://example.org/a?b=1&c=2"),
        ("text_link", "http://t.me/"),
    ]


async def test_a_person_can_be_linked_by_number(bot: Bot, pat: Person) -> None:
    message = await bot.send_message(pat.id, '<a href="tg://user?id=42">Sam</a>', parse_mode="HTML")
    (entity,) = message.entities
    assert entity.type == MessageEntity.TEXT_MENTION
    assert entity.user
    assert entity.user.id == 42


async def test_code_takes_no_formatting_inside(call: Caller, pat: Person) -> None:
    assert marks(await shown(call, pat, "<code>/start <b>x</b></code>")) == [("code", 0, 8)]


async def test_telegram_marks_commands_links_and_names_by_itself(call: Caller, pat: Person) -> None:
    note = await shown(
        call, pat, "Try /help, see t.me/sitbone_bot?start=x. Ask @somebody or a@b.org #pain end.Next 5/10"
    )
    assert [note.text.encode("utf-16-le")[2 * o : 2 * (o + n)].decode("utf-16-le") for _, o, n in marks(note)] == [
        "/help",
        "t.me/sitbone_bot?start=x",
        "@somebody",
        "a@b.org",
        "#pain",
    ]


async def test_entities_can_be_given_one_by_one(bot: Bot, pat: Person) -> None:
    await bot.send_message(pat.id, "Hello", entities=[MessageEntity(MessageEntity.BOLD, 0, 5)])
    assert pat.screen().last.html == "<b>Hello</b>"
    with pytest.raises(BadRequest, match=r"lies outside of the text"):
        await bot.send_message(pat.id, "Hello", entities=[MessageEntity(MessageEntity.BOLD, 0, 6)])


@pytest.mark.parametrize(
    ("mode", "problem"), [("XML", "Unsupported parse_mode"), ("MarkdownV2", "reads parse_mode HTML")]
)
async def test_other_ways_of_formatting_are_refused(bot: Bot, pat: Person, mode: str, problem: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){re.escape(problem)}"):
        await bot.send_message(pat.id, "Hello", parse_mode=mode)


async def test_control_characters_are_cleaned_away(bot: Bot, pat: Person) -> None:
    assert (await bot.send_message(pat.id, "a\r\nb\x07c\td")).text == "a\nb c d"

"""What arrives, read: checked to be what Telegram sends, and freed of what nobody sees."""

from typing import Any

import pytest

from handlers.incoming import LONGEST_NAME, LONGEST_TEXT, Sort, UnreadableError, plain, read

ANN: dict[str, Any] = {"id": 11, "first_name": "Ann", "is_bot": False, "language_code": "de"}
CHAT: dict[str, Any] = {"id": 11, "type": "private", "first_name": "Ann"}


def says(**changes: object) -> dict[str, Any]:
    """Ann writes something, but for some changes of the message."""
    return {"update_id": 1, "message": {"message_id": 5, "date": 1, "chat": CHAT, "from": ANN, "text": "7", **changes}}


def test_a_message_is_read() -> None:
    """By whom, in which language, with which words."""
    found = read(says())
    assert (found.sort, found.chat_id, found.private, found.name) == (Sort.TEXT, 11, True, "Ann")
    assert (found.language, found.text, found.message_id) == ("de", "7", 5)


@pytest.mark.parametrize(
    "changes",
    [
        {"text": 7},
        {"text": ["7"]},
        {"message_id": "5"},
        {"message_id": True},
        {"chat": None},
        {"chat": {"type": "private"}},
        {"chat": {**CHAT, "id": "11"}},
        {"chat": {**CHAT, "id": 1 << 60}},
        {"date": "yesterday"},
        {"from": {**ANN, "first_name": None}},
        {"from": 11},
    ],
)
def test_what_is_not_as_telegrams_is_refused(changes: dict[str, object]) -> None:
    """Of another kind, missing, or larger than there is: nobody further in has to think of it."""
    with pytest.raises(UnreadableError):
        read(says(**changes))


@pytest.mark.parametrize("changes", [{"from": {**ANN, "id": 12}}, {"chat": {**CHAT, "id": 12}}, {"from": None}])
def test_nobody_writes_in_the_private_chat_of_somebody_else(changes: dict[str, object]) -> None:
    """Telegram never says so; whoever made it up does not become Ann by it."""
    with pytest.raises(UnreadableError):
        read(says(**changes))


@pytest.mark.parametrize("kind", ["callback_query", "my_chat_member"])
def test_nor_presses_there_or_blocks_us(kind: str) -> None:
    """Whatever it is that arrives."""
    other = {**ANN, "id": 12}
    member = {"user": {**ANN, "id": 1, "is_bot": True}, "status": "member"}
    parts = {
        "callback_query": {"id": "9", "from": other, "chat_instance": "1", "data": "x", "message": says()["message"]},
        "my_chat_member": {
            "chat": CHAT,
            "from": other,
            "date": 1,
            "old_chat_member": member,
            "new_chat_member": member,
        },
    }
    with pytest.raises(UnreadableError):
        read({"update_id": 1, kind: parts[kind]})


@pytest.mark.parametrize("code", ["", "<b>", "x" * 40, "de-" + "y" * 40, "../en", None])
def test_a_language_that_is_none_is_english(code: object) -> None:
    """It names a folder, and a short column holds it."""
    assert read(says(**{"from": {**ANN, "language_code": code}})).language == "en"


def test_words_and_names_have_their_longest() -> None:
    """Telegram's own for words; a name is cut where a card would lose its shape."""
    found = read(says(text="x" * 100_000, **{"from": {**ANN, "first_name": "y" * 1_000}}))
    assert (len(found.text), len(found.name)) == (LONGEST_TEXT, LONGEST_NAME)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("a\x00b\x1bc", "abc"),
        ("\u202eabc\u202c\u2066\u2069\ufeff", "abc"),
        ("half \ud800 letter", "half  letter"),
        ("lines\nand\ttabs", "lines\nand\ttabs"),
        ("ম\u200cম 👩\u200d👧 é 7️⃣", "ম\u200cম 👩\u200d👧 é 7️⃣"),
    ],
)
def test_what_nobody_sees_is_left_out(written: str, kept: str) -> None:
    """But for what joins letters and signs to others."""
    assert plain(written) == kept

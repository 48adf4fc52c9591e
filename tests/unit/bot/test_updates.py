"""Updates keep the order of the chat that they belong to, whatever they are."""

import json
from datetime import UTC, datetime

import pytest

from bot.updates import NotAnUpdateError, read_update, received

NOW = datetime(2026, 1, 5, 7, tzinfo=UTC)
CHAT = 7_349_218_846_203


@pytest.mark.parametrize(
    ("update", "sender"),
    [
        ({"message": {"chat": {"id": CHAT}, "from": {"id": 1}}}, CHAT),
        ({"edited_message": {"chat": {"id": CHAT}}}, CHAT),
        ({"my_chat_member": {"chat": {"id": CHAT}, "from": {"id": 1}}}, CHAT),
        ({"callback_query": {"from": {"id": 1}, "message": {"chat": {"id": CHAT}}}}, CHAT),
        ({"callback_query": {"from": {"id": 1}, "inline_message_id": "x"}}, 1),
        ({"something_new": {}}, 0),
        ({"message": None}, 0),
        ({"message": {"chat": []}}, 0),
        ({"message": {"chat": {"id": "7"}}}, 0),
        ({"message": {"chat": {"id": float("inf")}}}, 0),
        ({"message": {"chat": {"id": 1 << 64}}}, 0),
        ({"callback_query": {"from": {"id": 1}, "message": None}}, 1),
    ],
)
def test_whose_turn_an_update_is(update: dict[str, object], sender: int) -> None:
    """A text and a press in one chat never overtake one another."""
    body = json.dumps({"update_id": 5, **update})
    kept = read_update(body.encode(), NOW)
    assert (kept.update_id, kept.sender, kept.payload, kept.at) == (5, sender, body, NOW)
    assert received({"update_id": 5, **update}, body, NOW) == kept


BODIES = (
    b"", b"null", b"[]", b"7", b"{}", b"\xff", b'{"update_id": -1}', b'{"update_id": 1.5}', b'{"update_id": true}',
    b'{"update_id": 9999999999999999999999}', b'{"update_id": "private words"}', b"[" * 100_000, b"9" * 10_000,
)  # fmt: skip


@pytest.mark.parametrize("body", BODIES)
def test_what_is_no_update_is_told(body: bytes) -> None:
    """Its words are not repeated: nobody knows whose they are."""
    with pytest.raises(NotAnUpdateError, match=r"^$"):
        read_update(body, NOW)

"""Keyboards: how many buttons, what they must carry."""

import json
from typing import Any

import pytest

from sandbox import Person
from tests.unit.sandbox.conftest import Caller, Envelope


async def offer(call: Caller, person: Person, *rows: list[dict[str, Any]]) -> Envelope:
    markup = json.dumps({"inline_keyboard": list(rows)})
    return await call("sendMessage", chat_id=person.id, text="Hello", reply_markup=markup)


def key(**action: object) -> dict[str, Any]:
    return {"text": "Press"} | action


@pytest.mark.parametrize("data", ["x", "x" * 64, "é" * 32])
async def test_data_of_1_to_64_bytes_is_taken(call: Caller, pat: Person, data: str) -> None:
    assert (await offer(call, pat, [key(callback_data=data)])).ok
    assert pat.screen().last.buttons[0].data == data


@pytest.mark.parametrize("data", ["x" * 65, "é" * 33])
async def test_data_of_more_than_64_bytes_is_refused(call: Caller, pat: Person, data: str) -> None:
    refusal = await offer(call, pat, [key(callback_data=data)])
    assert (refusal.status, refusal.description) == (400, "Bad Request: BUTTON_DATA_INVALID")


@pytest.mark.parametrize(
    ("button", "problem"),
    [
        (key(), "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        (
            key(callback_data=""),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ({"callback_data": "x"}, "can't parse inline keyboard button: Can't find field \"text\""),
        (key(url="nowhere"), "inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL"),
        (key(url="http://localhost/x"), "inline keyboard button URL 'http://localhost/x' is invalid: Wrong HTTP URL"),
        (key(callback_data="x", style="pink"), "BUTTON_STYLE_INVALID"),
    ],
)
async def test_a_button_that_does_nothing_useful_is_refused(
    call: Caller, pat: Person, button: dict[str, Any], problem: str
) -> None:
    assert (await offer(call, pat, [button])).description == f"Bad Request: {problem}"


async def test_a_hundred_buttons_eight_in_a_row_are_taken(call: Caller, pat: Person) -> None:
    rows = [[key(callback_data="x")] * 8] * 12 + [[key(callback_data="x")] * 4]
    assert (await offer(call, pat, *rows)).ok
    assert len(pat.screen().last.buttons) == 100


async def test_more_than_a_hundred_buttons_or_eight_in_a_row_are_refused(call: Caller, pat: Person) -> None:
    too_many = [[key(callback_data="x")]] * 101
    assert (await offer(call, pat, *too_many)).description == "Bad Request: reply markup is too long"
    assert (await offer(call, pat, [key(callback_data="x")] * 9)).description == "Bad Request: reply markup is too long"


async def test_styles_links_and_copies_reach_the_screen(call: Caller, pat: Person) -> None:
    row = [
        key(callback_data="x", style="danger"),
        key(url="https://t.me/sitbone_bot?start=abc"),
        key(copy_text={"text": "A-1"}),
    ]
    assert (await offer(call, pat, row)).ok
    danger, link, copy = pat.screen().last.buttons
    assert (danger.style, link.url, copy.copy) == ("danger", "https://t.me/sitbone_bot?start=abc", "A-1")
    assert pat.screen().last.links == ("https://t.me/sitbone_bot?start=abc",)


async def test_markup_that_is_not_json_is_refused(call: Caller, pat: Person) -> None:
    refusal = await call("sendMessage", chat_id=pat.id, text="Hello", reply_markup="{")
    assert refusal.description == "Bad Request: can't parse reply keyboard markup JSON object"


async def test_an_edit_takes_inline_keyboards_only(call: Caller, pat: Person) -> None:
    number = (await call("sendMessage", chat_id=pat.id, text="Hello")).result["message_id"]
    markup = '{"keyboard": [["Yes"]]}'
    refusal = await call("editMessageText", chat_id=pat.id, message_id=number, text="x", reply_markup=markup)
    assert refusal.description == "Bad Request: inline keyboard expected"

"""Files: what may be sent, how it is read back, and for how long."""

import pytest
from telegram import Bot
from telegram.error import BadRequest, InvalidToken

from sandbox import ManualClock, Person
from sandbox.params import Upload
from tests.unit.sandbox.conftest import Caller, Envelope
from tests.unit.sandbox.tools import picture

MEGABYTE = 1 << 20


async def send_photo(call: Caller, person: Person, data: bytes) -> Envelope:
    return await call("sendPhoto", {"photo": Upload("x.png", data)}, chat_id=person.id)


async def test_a_photo_is_shown_and_can_be_fetched(either_bot: Bot, pat: Person) -> None:
    data = picture(640, 480)
    message = await either_bot.send_photo(pat.id, data, "<b>Chart</b>", parse_mode="HTML")
    small, full = message.photo
    assert (small.width, small.height, full.width, full.height) == (320, 240, 640, 480)
    file = await either_bot.get_file(full.file_id)
    assert bytes(await file.download_as_bytearray()) == data
    shown = pat.screen().last.attachment
    assert shown
    assert (shown.kind, shown.data) == ("photo", data)
    assert (pat.screen().last.html, pat.screen().last.caption) == ("<b>Chart</b>", "Chart")


async def test_a_document_keeps_its_name(either_bot: Bot, pat: Person) -> None:
    await either_bot.send_document(pat.id, b"%PDF-1.4", filename="Report.pdf")
    shown = pat.screen().last.attachment
    assert shown
    assert shown.file
    assert (shown.kind, shown.file.name, shown.data) == ("document", "Report.pdf", b"%PDF-1.4")


async def test_a_file_can_be_sent_again_by_its_identifier(bot: Bot, pat: Person) -> None:
    photo = (await bot.send_photo(pat.id, picture(9, 9))).photo[-1]
    assert (await bot.send_photo(pat.id, photo.file_id)).photo[-1] == photo
    with pytest.raises(BadRequest, match=r"(?i)can't use file of type photo as document"):
        await bot.send_document(pat.id, photo.file_id)


@pytest.mark.parametrize(("width", "height"), [(5000, 5000), (9500, 500), (20, 1)])
async def test_the_largest_and_longest_photos_are_taken(call: Caller, pat: Person, width: int, height: int) -> None:
    assert (await send_photo(call, pat, picture(width, height))).ok


@pytest.mark.parametrize(("width", "height"), [(5001, 5000), (21, 1), (1, 21)])
async def test_larger_and_longer_photos_are_refused(call: Caller, pat: Person, width: int, height: int) -> None:
    refusal = await send_photo(call, pat, picture(width, height))
    assert refusal.description == "Bad Request: PHOTO_INVALID_DIMENSIONS"


async def test_a_photo_has_up_to_10_megabytes(call: Caller, pat: Person) -> None:
    padded = picture(9, 9).ljust(10 * MEGABYTE, b"\0")
    assert (await send_photo(call, pat, padded)).ok
    refusal = await send_photo(call, pat, padded + b"\0")
    assert refusal.description == (
        "Bad Request: file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes"
    )


async def test_a_photo_must_be_a_picture(call: Caller, pat: Person) -> None:
    assert (await send_photo(call, pat, b"hello")).description == "Bad Request: IMAGE_PROCESS_FAILED"
    assert (await send_photo(call, pat, b"")).description == "Bad Request: file must be non-empty"


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        (None, "there is no photo in the request"),
        ("attach://gone", "there is no photo in the request"),
        ("AgACAgQAAx", "wrong file identifier/HTTP URL specified"),
        ("https://example.org/x.png", "failed to get HTTP URL content"),
    ],
)
async def test_a_photo_that_is_not_there_is_refused(call: Caller, pat: Person, name: str | None, problem: str) -> None:
    refusal = await call("sendPhoto", chat_id=pat.id, photo=name)
    assert refusal.description == f"Bad Request: {problem}"


async def test_an_upload_has_up_to_50_megabytes(call: Caller, pat: Person) -> None:
    data = bytes(50 * MEGABYTE)
    assert (await call("sendDocument", {"document": Upload("x", data)}, chat_id=pat.id)).ok
    refusal = await call("sendDocument", {"document": Upload("x", data + b"\0")}, chat_id=pat.id)
    assert (refusal.status, refusal.description) == (413, "Request Entity Too Large")


async def test_a_bot_downloads_up_to_20_megabytes(bot: Bot, pat: Person) -> None:
    pat.sends_document(bytes(20 * MEGABYTE))
    pat.sends_document(bytes(20 * MEGABYTE + 1))
    small, large = [update.message.document for update in await bot.get_updates() if update.message]
    assert small
    assert large
    assert (await bot.get_file(small.file_id)).file_size == 20 * MEGABYTE
    with pytest.raises(BadRequest, match=r"File is too big"):
        await bot.get_file(large.file_id)
    with pytest.raises(BadRequest, match=r"Invalid file_id"):
        await bot.get_file("nonsense")


async def test_a_link_is_good_for_an_hour(either_bot: Bot, pat: Person, clock: ManualClock) -> None:
    message = await either_bot.send_document(pat.id, b"data", filename="x.txt")
    assert message.document
    file = await either_bot.get_file(message.document.file_id)
    clock.advance(minutes=59, seconds=59)
    assert bytes(await file.download_as_bytearray()) == b"data"
    clock.advance(1)
    with pytest.raises(InvalidToken):  # what the library makes of any 404
        await file.download_as_bytearray()

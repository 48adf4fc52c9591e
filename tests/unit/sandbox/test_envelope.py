"""The envelope of an answer, and the ways in which a call may travel."""

import aiohttp
import pytest
from telegram import Bot
from telegram.error import InvalidToken

from sandbox import Person, SandboxServer, World
from tests.unit.sandbox.conftest import Caller

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


async def test_a_result_comes_with_ok_true(call: Caller) -> None:
    envelope = await call("getMe")
    assert (envelope.status, envelope.ok, envelope.result["is_bot"]) == (200, True, True)
    assert envelope.result["username"] == "sitbone_bot"


async def test_a_refusal_names_its_code_and_its_reason(call: Caller) -> None:
    envelope = await call("sendMessage", chat_id=1, text="Hello")
    assert (envelope.status, envelope.ok, envelope.error_code) == (400, False, 400)
    assert envelope.description == "Bad Request: chat not found"


@pytest.mark.parametrize("method", ["getMe", "getme", "GETME", "gEtMe"])
async def test_capitals_in_a_method_do_not_matter(call: Caller, method: str) -> None:
    assert (await call(method)).ok


async def test_an_unknown_method_is_a_loud_failure_and_is_written_down(call: Caller, world: World) -> None:
    envelope = await call("sendHologram", chat_id=1)
    assert (envelope.status, envelope.description) == (404, "Not Found: method not found")
    assert world.api.unknown == ["sendhologram"]


async def test_a_parameter_that_is_not_played_is_refused_rather_than_ignored(call: Caller, pat: Person) -> None:
    envelope = await call("sendMessage", chat_id=pat.id, text="Hello", business_connection_id="b")
    assert envelope.status == 400
    assert "business_connection_id" in (envelope.description or "")


async def test_every_call_is_written_down(call: Caller, world: World, pat: Person) -> None:
    await call("sendMessage", chat_id=pat.id, text="Hello")
    await call("sendMessage", chat_id=1, text="Hello")
    assert [one.status for one in world.api.made("sendMessage")] == [200, 400]
    assert world.api.made("SENDMESSAGE")[0].params["text"] == "Hello"
    assert world.api.counts["sendmessage"] == 2
    world.api.forget_calls()
    assert not world.api.calls


async def test_a_wrong_token_is_unauthorized(world: World) -> None:
    assert await status(world, world.token[:-1] + "x") == (401, b"Unauthorized")


async def test_a_malformed_token_is_not_found(world: World) -> None:
    assert await status(world, "nonsense") == (404, b"Not Found")


async def test_the_library_calls_both_of_them_an_invalid_token(world: World) -> None:
    bot = Bot(world.token[:-1] + "x", request=world.request())
    with pytest.raises(InvalidToken):
        await bot.get_me()


async def status(world: World, token: str) -> tuple[int, bytes]:
    reply = await world.api.answer(token, "getMe", {})
    return reply.status, reply.body.split(b'"')[-2]


async def test_parameters_travel_as_query_form_json_and_multipart(world: World, pat: Person) -> None:
    async with SandboxServer(world) as server, aiohttp.ClientSession() as session:
        url = f"{server.url}/bot{world.token}/sendMessage"
        values = {"chat_id": str(pat.id), "text": "Hello"}
        multipart = aiohttp.FormData(values, default_to_multipart=True)
        for how in ({"params": values}, {"data": values}, {"json": values | {"chat_id": pat.id}}, {"data": multipart}):
            async with session.post(url, **how) as response:
                assert (await response.json())["ok"] is True
        async with session.get(url, params=values) as response:
            assert response.content_type == "application/json"
    assert [note.text for note in pat.screen().from_bot] == ["Hello"] * 5


async def test_a_body_that_is_not_json_is_refused(world: World) -> None:
    async with SandboxServer(world) as server, aiohttp.ClientSession() as session:
        url = f"{server.url}/bot{world.token}/getMe"
        async with session.post(url, data=b"{", headers={"Content-Type": "application/json"}) as response:
            assert (await response.json())["description"] == "Bad Request: can't parse JSON object"


async def test_a_file_comes_as_a_part_of_its_own_or_attached_under_a_name(world: World, pat: Person) -> None:
    async with SandboxServer(world) as server, aiohttp.ClientSession() as session:
        url = f"{server.url}/bot{world.token}/sendDocument"
        for name, reference in (("document", None), ("part", "attach://part")):
            form = aiohttp.FormData({"chat_id": str(pat.id)})
            form.add_field(name, b"data", filename="letter.txt", content_type="text/plain")
            if reference:
                form.add_field("document", reference)
            async with session.post(url, data=form) as response:
                sent = (await response.json())["result"]["document"]
                assert (sent["file_name"], sent["mime_type"], sent["file_size"]) == ("letter.txt", "text/plain", 4)


async def test_a_port_in_use_is_an_error_that_leaves_nothing_behind(world: World) -> None:
    async with SandboxServer(world) as server:
        with pytest.raises(OSError, match="address already in use"):
            await SandboxServer(world, port=server.port).__aenter__()


async def test_the_server_refuses_to_serve_other_machines(world: World) -> None:
    with pytest.raises(ValueError, match=r"this machine only"):
        SandboxServer(world, host="0.0.0.0")

"""The server side of the chat page: who may use it, what it tells, what it does."""

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from sandbox import ManualClock
from tests.unit.sandbox.demonstration import Demonstration, demonstration
from tests.unit.sandbox.tools import picture, until


class Visitor:
    """A browser without a screen."""

    def __init__(self, demo: Demonstration, session: aiohttp.ClientSession) -> None:
        self.demo, self.session = demo, session

    async def act(self, what: str, status: int = 200, **details: object) -> dict[str, Any]:
        """Do something on the page."""
        wish = {"do": what, **details}
        async with self.session.post(f"{self.demo.server.url}/page/act", json=wish) as response:
            assert response.status == status, await response.text()
            found = await response.json()
            assert isinstance(found, dict)
            return found

    async def get(self, path: str, **headers: str) -> int:
        """The status of a page."""
        async with self.session.get(f"{self.demo.server.url}{path}", headers=headers) as response:
            return response.status


@pytest.fixture
async def visitor(clock: ManualClock) -> AsyncIterator[Visitor]:
    """Somebody who looks at a demonstration."""
    async with demonstration(clock) as demo, aiohttp.ClientSession() as session:
        yield Visitor(demo, session)


async def events(visitor: Visitor) -> AsyncIterator[tuple[str, dict[str, Any]]]:
    """The server-sent events, one after the other."""
    name = ""
    async with visitor.session.get(f"{visitor.demo.server.url}/page/events") as response:
        async for line in response.content:
            field, _, value = line.decode().strip().partition(": ")
            if field == "event":
                name = value
            elif field == "data":
                yield name, json.loads(value)


async def test_the_page_and_its_parts_are_served(visitor: Visitor) -> None:
    for path in ("/", "/page/assets/main.js", "/page/assets/base.css", "/page/assets/icons.svg"):
        assert await visitor.get(path) == 200
    assert await visitor.get("/page/assets/../pages.py") == 404


async def test_the_browser_may_load_nothing_from_elsewhere(visitor: Visitor) -> None:
    async with visitor.session.get(visitor.demo.server.url) as response:
        policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "http" not in policy
    assert "unsafe" not in policy


async def test_a_foreign_host_name_is_refused(visitor: Visitor) -> None:
    """A name that an attacker points at this machine (DNS rebinding) is not ours."""
    assert await visitor.get("/", Host="evil.example") == 403
    assert await visitor.get("/", Host="localhost") == 200
    assert await visitor.get(f"/bot{visitor.demo.world.token}/getMe", Host="evil.example") == 403


async def test_a_foreign_page_is_refused(visitor: Visitor) -> None:
    ours = visitor.demo.server.url
    for origin, status in (("https://evil.example", 403), ("http://127.0.0.1:1", 403), ("null", 403), (ours, 200)):
        async with visitor.session.post(
            f"{ours}/page/act", json={"do": "skip"}, headers={"Origin": origin}
        ) as response:
            assert response.status == status
    assert visitor.demo.controls.asked == ["skip"]


async def test_what_a_foreign_form_can_send_is_not_understood(visitor: Visitor) -> None:
    url = visitor.demo.server.url
    for path, kind in (("/page/act", "text/plain"), ("/page/photo", "multipart/form-data; boundary=x")):
        async with visitor.session.post(f"{url}{path}", data=b"{}", headers={"Content-Type": kind}) as response:
            assert response.status == 415


async def test_a_visitor_is_told_everything_at_first_and_then_what_changes(visitor: Visitor) -> None:
    stream = events(visitor)
    name, snapshot = await anext(stream)
    clinician = visitor.demo.clinician
    assert name == "snapshot"
    assert snapshot["bot"] == {"name": "Sitbone", "username": "sitbone_bot"}
    assert [(one["name"], one["role"], one["started"]) for one in snapshot["people"]] == [
        ("Dr Imani Cole", "clinician", False)
    ]
    assert snapshot["controls"]["hint"] == "morning session, 09:00"
    await visitor.act("start", person=clinician.id)
    told = [await anext(stream) for _ in range(2)]
    while not any(name == "note" for name, _ in told):
        told.append(await anext(stream))
    person = next(view for name, view in told if name == "person")
    note = next(view for name, view in told if name == "note")
    assert person["started"] is True
    assert (note["chat"], note["note"]["text"], note["note"]["bot"]) == (str(clinician.id), "/start", False)
    await stream.aclose()  # type: ignore[attr-defined]


async def test_a_press_returns_what_the_bot_answered(visitor: Visitor) -> None:
    opened = await visitor.act("new_patient")
    await visitor.act("start", person=opened["open"])
    pat = visitor.demo.world.people[int(opened["open"])]
    await until(lambda: len(pat.screen()) == 3)
    answer = await visitor.act("press", person=pat.id, message=pat.screen().last.id, data="pain")
    assert answer == {"text": "Your clinic will call you.", "alert": True, "url": None}


async def test_a_new_patient_has_a_chat_with_start_to_press(visitor: Visitor) -> None:
    opened = await visitor.act("new_patient")
    pat = visitor.demo.world.people[int(opened["open"])]
    assert (pat.invited_with, pat.room.started) == ("fresh-1", False)
    assert pat.user.full_name == "Pat Moore"


async def test_an_invitation_opens_the_chat_of_an_idle_patient_or_of_a_new_one(visitor: Visitor) -> None:
    world, clinician = visitor.demo.world, visitor.demo.clinician
    idle = world.person("Idle")
    link = world.link("invitation")
    first = await visitor.act("open", person=clinician.id, url=link, current=str(idle.id))
    assert first == {"open": str(idle.id)}
    assert await visitor.act("open", person=clinician.id, url=link) == first, "the same link, the same person"
    await visitor.act("start", person=idle.id)
    second = await visitor.act("open", person=clinician.id, url=link)
    assert second != first
    assert world.people[int(second["open"])].invited_with == "invitation"


async def test_a_link_in_a_patients_own_chat_opens_there(visitor: Visitor) -> None:
    pat = visitor.demo.world.person()
    link = visitor.demo.world.link("again")
    assert await visitor.act("open", person=pat.id, url=link) == {"open": str(pat.id)}
    elsewhere = await visitor.act("open", person=pat.id, url="https://example.org")
    assert elsewhere == {"external": "https://example.org"}


async def test_the_toolbar_reaches_the_controls(visitor: Visitor) -> None:
    assert await visitor.act("skip") == {"line": "It is now 13:30."}
    await visitor.act("speed", factor=600)
    assert visitor.demo.controls.asked == ["skip", "speed 600"]
    assert await visitor.act("speed", 400, factor=-1) == {"error": "Time does not run backwards"}


async def test_odd_things_can_be_sent(visitor: Visitor) -> None:
    pat = visitor.demo.world.person()
    for kind in ("photo", "sticker", "voice", "document", "location", "contact"):
        await visitor.act("send", person=pat.id, kind=kind)
    url = f"{visitor.demo.server.url}/page/photo?person={pat.id}"
    async with visitor.session.post(url, data=picture(30, 20), headers={"Content-Type": "image/png"}) as response:
        assert response.status == 200
    async with visitor.session.post(url, data=b"no", headers={"Content-Type": "image/png"}) as response:
        assert await response.json() == {"error": "Bad Request: IMAGE_PROCESS_FAILED"}
    sent = [note.attachment.kind for note in pat.screen() if note.attachment and not note.from_bot]
    assert sent == ["photo", "sticker", "voice", "document", "location", "contact", "photo"]


async def test_what_cannot_be_done_is_said_in_one_line(visitor: Visitor) -> None:
    pat = visitor.demo.world.person()
    pat.start()
    await visitor.act("block", person=pat.id)
    assert "cannot write" in (await visitor.act("say", 400, person=pat.id, text="Hello"))["error"]
    assert (await visitor.act("say", 400, person=5, text="Hello"))["error"] == "That person is not here"
    assert (await visitor.act("fly", 400))["error"] == "There is no such action"
    assert (await visitor.act("send", 400, person=pat.id, kind="money"))["error"] == "That cannot be sent"


async def test_only_pictures_are_shown_in_the_browser(visitor: Visitor) -> None:
    """A document with markup in it must never run as a page of this server."""
    pat = visitor.demo.world.person()
    pat.sends_photo()
    pat.sends_document(b"<script>alert(1)</script>", "x.html", mime="text/html")
    photo, document = [note.attachment.file for note in pat.screen() if note.attachment]
    assert photo
    assert document
    base = f"{visitor.demo.server.url}/page/files/"
    async with visitor.session.get(base + photo.file_id) as response:
        assert response.content_type == "image/jpeg"
    async with visitor.session.get(base + document.file_id) as response:
        assert response.content_type == "application/octet-stream"
        assert response.headers["Content-Disposition"] == "attachment"
    assert await visitor.get("/page/files/nothing") == 404

"""The chat page: two chats side by side, pushed to the browser as they change."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aiohttp import web

from sandbox.account import Change
from sandbox.actions import Actions
from sandbox.controls import Controls
from sandbox.guard import add_headers
from sandbox.people import Person
from sandbox.replies import ApiError
from sandbox.screens import note_of
from sandbox.views import View, controls_view, note_view, person_view
from sandbox.world import World

FILES = Path(__file__).parent / "page"
# How often the toolbar is looked at when nothing else happens, in real seconds.
TICK = 1.0
_SHOWN_INLINE = {"image/png", "image/jpeg", "image/gif", "image/webp"}


class _Listener:
    """What has changed since a browser was last told."""

    def __init__(self) -> None:
        self.changed = asyncio.Event()
        self.notes: dict[tuple[int, int], None] = {}
        self.chats: set[int] = set()

    def note(self, change: Change) -> None:
        if change.message_id:
            self.notes[change.chat_id, change.message_id] = None
        self.chats.add(change.chat_id)
        self.changed.set()

    async def wait(self) -> None:
        """Until something changes, or the toolbar is due."""
        try:
            async with asyncio.timeout(TICK):
                await self.changed.wait()
        except TimeoutError:
            pass
        self.changed.clear()

    def take(self) -> tuple[list[tuple[int, int]], set[int]]:
        """What has changed, once."""
        notes, chats = list(self.notes), self.chats
        self.notes, self.chats = {}, set()
        return notes, chats


class ChatPage:
    """The page of one world. Everybody but the `clinician` is a patient."""

    def __init__(self, world: World, controls: Controls, clinician: Person) -> None:
        self._world, self._controls, self._clinician = world, controls, clinician
        self._actions = Actions(world, controls, clinician)
        self._stopping = False
        self._listeners: list[_Listener] = []

    def add_to(self, app: web.Application) -> None:
        """Put the page into an application."""
        self._stopping = False
        app.router.add_get("/", self._index)
        app.router.add_static("/page/assets", FILES)
        app.router.add_get("/page/events", self._events)
        app.router.add_get("/page/files/{file_id}", self._file)
        app.router.add_post("/page/act", self._act)
        app.router.add_post("/page/photo", self._photo)
        app.on_response_prepare.append(add_headers)

    def stop(self) -> None:
        """Let the browsers go."""
        self._stopping = True
        self._look_again()

    def _look_again(self) -> None:
        """Whatever was done may have changed the toolbar."""
        for listener in self._listeners:
            listener.changed.set()

    async def _index(self, _request: web.Request) -> web.FileResponse:
        return web.FileResponse(FILES / "index.html", headers={"Cache-Control": "no-cache"})

    async def _file(self, request: web.Request) -> web.Response:
        """A photo to look at, or any other file to save: nothing else is ever shown inline."""
        file = self._world.account.files.find(request.match_info["file_id"])
        if file is None:
            raise web.HTTPNotFound
        inline = file.mime in _SHOWN_INLINE
        kind = file.mime if inline else "application/octet-stream"
        headers = {} if inline else {"Content-Disposition": "attachment"}
        return web.Response(body=file.data, content_type=kind, headers=headers)

    async def _act(self, request: web.Request) -> web.Response:
        """One thing done on the page; forms of other pages cannot send JSON."""
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType
        return await self._outcome(await request.json())

    async def _photo(self, request: web.Request) -> web.Response:
        """A photo from the visitor's own device."""
        if not request.content_type.startswith("image/"):
            raise web.HTTPUnsupportedMediaType
        wish = {"do": "photo", "person": request.query.get("person", ""), "bytes": await request.read()}
        return await self._outcome(wish)

    async def _outcome(self, wish: dict[str, Any]) -> web.Response:
        try:
            return web.json_response(await self._actions.do(wish))
        except (ApiError, ValueError, LookupError, PermissionError) as error:
            return web.json_response({"error": str(error)}, status=400)
        finally:
            self._look_again()

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events: everything at first, then what changes."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        await response.write(b"retry: 1000\n\n")
        with self._listening() as listener:
            try:
                await self._tell(response, "snapshot", await self._snapshot())
                await self._follow(response, listener)
            except (ConnectionError, OSError):
                pass
        return response

    async def _follow(self, response: web.StreamResponse, listener: _Listener) -> None:
        told: View | None = None
        while not self._stopping:
            await listener.wait()
            notes, chats = listener.take()
            # People first: a message must find the chat that it belongs to.
            for view in self._people(chats):
                await self._tell(response, "person", view)
            for chat_id, message_id in notes:
                await self._tell(response, "note", self._note(chat_id, message_id))
            controls = controls_view(await self._controls.state())
            if controls != told:
                await self._tell(response, "controls", told := controls)

    @contextmanager
    def _listening(self) -> Iterator[_Listener]:
        listener = _Listener()
        self._listeners.append(listener)
        unsubscribe = self._world.subscribe(listener.note)
        try:
            yield listener
        finally:
            unsubscribe()
            self._listeners.remove(listener)

    async def _tell(self, response: web.StreamResponse, event: str, view: View) -> None:
        await response.write(f"event: {event}\ndata: {json.dumps(view)}\n\n".encode())

    async def _snapshot(self) -> View:
        people = self._world.people.values()
        return {
            "bot": {"name": self._world.account.bot.first_name, "username": self._world.username},
            "people": [self._person(person) for person in people],
            "notes": {str(person.id): [note_view(note) for note in person.screen()] for person in people},
            "controls": controls_view(await self._controls.state()),
        }

    def _people(self, chats: set[int]) -> list[View]:
        """The people whose chats changed; a change of chat 0 (the commands) concerns everybody."""
        people = self._world.people.values()
        return [self._person(person) for person in people if 0 in chats or person.id in chats]

    def _person(self, person: Person) -> View:
        return person_view(person, "clinician" if person is self._clinician else "patient")

    def _note(self, chat_id: int, message_id: int) -> View:
        """A message, or the word that it is gone."""
        room = self._world.account.chats.get(chat_id)
        stored = room.messages.get(message_id) if room else None
        view = note_view(note_of(stored, self._world.account.files)) if stored else None
        return {"chat": str(chat_id), "id": message_id, "note": view}

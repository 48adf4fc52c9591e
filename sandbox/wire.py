"""The Bot API over HTTP: requests decoded as Telegram does, faults played on the real connection."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from sandbox.core import BotApi
from sandbox.faults import ConnectionLostError, NoAnswerError
from sandbox.params import Upload
from sandbox.polling import ORIGIN
from sandbox.replies import ApiError, Reply, bad_request, failure

# Somewhat above Telegram's 50 MB, so that the refusal is ours to word.
MAX_BODY = 60 << 20


class Wire:
    """The handlers of `/bot<token>/METHOD` and `/file/bot<token>/PATH`."""

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._stopping = asyncio.Event()

    def add_to(self, app: web.Application) -> None:
        """Put the routes into an application."""
        app.router.add_route("*", "/bot{token:[^/]+}/{method}", self._call)
        app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", self._download)

    def stop(self) -> None:
        """Release whoever hangs."""
        self._api.account.polling.release(self)
        self._stopping.set()

    async def _call(self, request: web.Request) -> web.Response:
        match = request.match_info
        ORIGIN.set(self)
        try:
            values, uploads = await _decoded(request)
            reply = await self._api.answer(match["token"], match["method"], values, uploads)
        except ApiError as error:
            reply = failure(error)
        except NoAnswerError:
            await self._stopping.wait()
            return _broken(request)
        except ConnectionLostError:
            return _broken(request)
        return _response(reply)

    async def _download(self, request: web.Request) -> web.Response:
        try:
            data = self._api.download(request.match_info["token"], request.match_info["path"])
        except ApiError as error:
            return _response(failure(error))
        return web.Response(body=data, content_type="application/octet-stream")


def _response(reply: Reply) -> web.Response:
    kind = "application/json" if reply.body.startswith(b"{") else "text/html"
    return web.Response(status=reply.status, body=reply.body, content_type=kind)


def _broken(request: web.Request) -> web.Response:
    """Break the connection; what is returned goes nowhere."""
    if request.transport:
        request.transport.abort()
    return web.Response()


async def _decoded(request: web.Request) -> tuple[Mapping[str, Any], Mapping[str, Upload]]:
    """Parameters from the query, then from a body of JSON, form or multipart.

    Raises:
        ApiError: 400 for unreadable JSON, 413 for a body beyond any file limit.
    """
    values: dict[str, Any] = dict(request.query)
    uploads: dict[str, Upload] = {}
    try:
        if request.content_type == "application/json":
            values |= _json_object(await request.text())
            return values, uploads
        for name, field in (await request.post()).items():
            if isinstance(field, web.FileField):
                uploads[name] = Upload(field.filename, field.file.read(), field.content_type)
            else:
                values[name] = field
    except web.HTTPRequestEntityTooLarge:
        raise ApiError(413, "Request Entity Too Large") from None
    return values, uploads


def _json_object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise bad_request("can't parse JSON object")
    return found

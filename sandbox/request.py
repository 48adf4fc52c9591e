"""The way into the sandbox without sockets: what python-telegram-bot calls in the place of its HTTP client."""

from urllib.parse import unquote, urlsplit

import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from sandbox.core import BotApi
from sandbox.faults import ConnectionLostError, NoAnswerError
from sandbox.params import Upload
from sandbox.replies import ApiError, Reply, failure


class SandboxRequest(BaseRequest):
    """Hands each request to the sandbox.

    Faults surface as they do through `HTTPXRequest`, down to their causes: a lost connection is a `NetworkError` from
    `httpx.RemoteProtocolError`, silence a `TimedOut` from `httpx.ReadTimeout`, which comes at once instead of after the
    read time-out.
    """

    def __init__(self, api: BotApi) -> None:
        self._api = api

    @property
    def read_timeout(self) -> float | None:
        """Seconds, as python-telegram-bot has it by default; nothing here ever waits for it."""
        return 5.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,  # noqa: ARG002 - GET or POST, it makes no difference
        request_data: RequestData | None = None,
        *_timeouts: object,
        **_more_timeouts: object,
    ) -> tuple[int, bytes]:
        """Carry a request out; the time-outs are those of a network that is not there."""
        try:
            return await self._answered(unquote(urlsplit(url).path), request_data)
        except ConnectionLostError:
            cause = httpx.RemoteProtocolError("Server disconnected without sending a response.")
            raise NetworkError(f"httpx.RemoteProtocolError: {cause}") from cause
        except NoAnswerError:
            raise TimedOut from httpx.ReadTimeout("")

    async def _answered(self, path: str, request_data: RequestData | None) -> Reply:
        if path.startswith("/file/bot"):
            return self._file(path.removeprefix("/file/bot"))
        token, _, name = path.removeprefix("/bot").partition("/")
        values = request_data.json_parameters if request_data else {}
        return await self._api.answer(token, name, values, _uploads(request_data))

    def _file(self, place: str) -> Reply:
        token, _, path = place.partition("/")
        try:
            return Reply(200, self._api.download(token, path))
        except ApiError as error:
            return failure(error)


def _uploads(request_data: RequestData | None) -> dict[str, Upload]:
    if request_data is None or not request_data.contains_files:
        return {}
    parts = request_data.multipart_data.items()
    return {part: Upload(name, _bytes(content), mime) for part, (name, content, mime) in parts}


def _bytes(content: object) -> bytes:
    """The content of a file part, which may be an open file."""
    read = getattr(content, "read", None)
    data = read() if read else content
    if not isinstance(data, bytes):
        raise TypeError(f"A file part must hold bytes, not {type(data).__name__}")
    return data

"""What the Bot API answers: a status and an envelope, or an error in Telegram's own words."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

JSON = Mapping[str, Any] | Sequence[Any] | str | int | float | bool | None


class Reply(NamedTuple):
    """An HTTP answer: its status and its body, which is JSON unless a fault made it something else."""

    status: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What a method returns: the result as plain JSON values, and the rare `description` beside it."""

    result: JSON
    description: str | None = None


class ApiError(Exception):
    """A refusal, as Telegram words it: HTTP status, description and the optional response parameters."""

    def __init__(self, status: int, description: str, parameters: Mapping[str, int] | None = None) -> None:
        super().__init__(description)
        self.status, self.description, self.parameters = status, description, parameters


def bad_request(text: str) -> ApiError:
    """400. As the server does, the first letter becomes small unless the text is a code such as BUTTON_DATA_INVALID."""
    if len(text) > 1 and not (text[1].isupper() or text[1] == "_"):
        text = text[0].lower() + text[1:]
    return ApiError(400, f"Bad Request: {text}")


def forbidden(text: str) -> ApiError:
    """403."""
    return ApiError(403, f"Forbidden: {text}")


def conflict(text: str) -> ApiError:
    """409."""
    return ApiError(409, f"Conflict: {text}")


def too_many_requests(seconds: int) -> ApiError:
    """429 with the number of seconds after which to come back."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def restarting() -> ApiError:
    """500, what calls under way get when the server stops."""
    return ApiError(500, "Internal Server Error: restart")


def success(answer: Answer) -> Reply:
    """The envelope of a result."""
    envelope: dict[str, JSON] = {"ok": True, "result": answer.result}
    if answer.description:
        envelope["description"] = answer.description
    return Reply(200, json.dumps(envelope).encode())


def failure(error: ApiError) -> Reply:
    """The envelope of a refusal."""
    envelope: dict[str, JSON] = {"ok": False, "error_code": error.status, "description": error.description}
    if error.parameters:
        envelope["parameters"] = error.parameters
    return Reply(error.status, json.dumps(envelope).encode())

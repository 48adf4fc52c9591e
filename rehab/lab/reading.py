"""Reading JSON that people hand in: strictly, with every problem named by its place and in plain words."""

import json

from pydantic_core import ErrorDetails

from rehab.events import KINDS

LONGEST_SHOWN = 80


class NotJsonError(ValueError):
    """The text is not JSON; the message says where, if that is known."""


def strict_json(text: str) -> bytes:
    """The same JSON, without what Python reads and JSON does not have.

    Raises:
        NotJsonError: if it is none.
    """
    try:
        return json.dumps(json.loads(text, parse_constant=_no_constant), ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise NotJsonError(f"line {error.lineno}, column {error.colno}: is not JSON: {error.msg}") from error
    except (ValueError, RecursionError) as error:  # no number, thousands of digits, half a character, deep nesting
        raise NotJsonError(f"is not JSON: {error}") from error


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not a JSON number")


def in_plain_words(error: ErrorDetails) -> str:
    """What is wrong with a value, and which value stands there."""
    message = error["msg"].removeprefix("Value error, ")
    if error["type"] in {"extra_forbidden", "unexpected_keyword_argument"}:
        return "unknown key"
    if error["type"] in {"union_tag_invalid", "union_tag_not_found"}:
        return f"must be one of {', '.join(sorted(KINDS))}"
    return message[:1].lower() + message[1:] + _given(error)


def inside_event(error: ErrorDetails) -> tuple[int | str, ...]:
    """A place inside an event: pydantic puts the name of its kind in front, if there is one."""
    return error["loc"][1:] if error["loc"] else ("kind",)


def _given(error: ErrorDetails) -> str:
    """What stands there instead, if it is short enough to be shown."""
    given = error["input"]
    if isinstance(given, dict | list) or error["type"] in {"missing", "json_invalid"}:
        return ""
    shown = json.dumps(given, default=str)
    return f", not {shown}" if len(shown) <= LONGEST_SHOWN else ""

"""Addresses that an operator sets: origins, web pages, where Telegram brings its updates, and where to listen."""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
UPDATES = "/telegram/"  # what comes before the rest of the path to which Telegram brings updates
DEFAULT_PATH = f"{UPDATES}updates"
_LISTEN = re.compile(r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<host>[^:\[\]\s/]+)):(?P<port>\d{1,5})")


class ListenError(Exception):
    """LISTEN cannot be used: the message says why."""


class WebhookRefusedError(ValueError):
    """Telegram does not take WEBHOOK_URL: the message says why."""


@dataclass(frozen=True, slots=True)
class Listen:
    """Where the web server listens; port 0 takes a free one."""

    host: str
    port: int


def listen_at(value: str) -> Listen:
    """Read `host:port`, such as `127.0.0.1:8081` or `[::1]:8081`.

    Raises:
        ValueError: if it is anything else.
    """
    found = _LISTEN.fullmatch(value)
    if not found or int(found["port"]) > 65535:
        raise ValueError("must be host:port, such as 127.0.0.1:8081")
    return Listen(found["six"] or found["host"], int(found["port"]))


def _split(value: str) -> SplitResult | None:
    """The parts of a web address; None if it is none."""
    try:
        parts = urlsplit(value)
        named = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return None
    plain = not parts.username and not any(one.isspace() for one in value)
    return parts if parts.scheme in {"http", "https"} and named and plain else None


def is_web_address(value: str) -> bool:
    """Whether it is a web address with a host."""
    return _split(value) is not None


def is_origin(value: str) -> bool:
    """Whether it is a web address without a path."""
    parts = _split(value)
    return parts is not None and not parts.path.strip("/") and not parts.query and not parts.fragment


def is_on_this_machine(value: str) -> bool:
    """Whether a web address leads to this machine."""
    return urlsplit(value).hostname in LOOPBACK


def webhook_address(value: str) -> str:
    """Where Telegram is told to bring its updates; an origin gets the usual path.

    Raises:
        ValueError: if Telegram or the web server could not use it.
    """
    parts = _split(value)
    if parts is None or parts.query or parts.fragment:
        raise ValueError("is not a web address such as https://example.org/telegram/updates")
    if parts.scheme != "https" and not is_on_this_machine(value):
        raise ValueError("must begin with https:// (http:// only on this machine)")
    if not parts.path.strip("/"):
        return f"{value.rstrip('/')}{DEFAULT_PATH}"
    if not parts.path.rpartition(UPDATES)[2] or UPDATES not in parts.path:
        raise ValueError(f"its path must end in {UPDATES} and a name, such as {DEFAULT_PATH}")
    return value

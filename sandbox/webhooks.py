"""Webhooks: the settings, and the delivery over real HTTP, to this machine only."""

import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sandbox.params import Params
from sandbox.replies import bad_request, too_many_requests

DEFAULT_CONNECTIONS = 40
MAX_CONNECTIONS = 100
MAX_SECRET = 256
_SECRET = re.compile(r"[A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class WebhookSettings:
    """Where updates go; no `url` means nowhere, and the bot polls."""

    url: str = ""
    secret: str = ""
    connections: int = DEFAULT_CONNECTIONS

    @classmethod
    def read(cls, params: Params) -> "WebhookSettings":
        """From the parameters of `setWebhook`.

        Raises:
            ApiError: 400, in Telegram's words.
        """
        url, secret = params.text("url"), params.text("secret_token")
        if not url:
            return cls()
        if len(secret) > MAX_SECRET:
            raise bad_request("secret token is too long")
        if not _SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        _check_address(url)
        connections = params.integer("max_connections", DEFAULT_CONNECTIONS, 1, MAX_CONNECTIONS)
        return cls(url, secret, connections)


def _check_address(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise bad_request("invalid webhook URL specified")
    if not is_loopback(parts.hostname):
        raise bad_request("bad webhook: the sandbox delivers to this machine only")


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Webhook:
    """The present settings, and what went wrong last."""

    def __init__(self) -> None:
        self.settings = WebhookSettings()
        self.last_error: tuple[datetime, str] | None = None
        self._settable_at: datetime | None = None
        self._listeners: list[Callable[[], None]] = []

    def on_change(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` after each call that may have changed the settings, until the returned function is called."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def announce(self) -> None:
        """Tell who delivers to look at the settings again."""
        for listener in list(self._listeners):
            listener()

    @property
    def active(self) -> bool:
        """Whether updates are delivered instead of polled."""
        return bool(self.settings.url)

    def change(self, settings: WebhookSettings, now: datetime) -> str:
        """Take settings over; returns the description that Telegram gives with the result.

        Raises:
            ApiError: 429, when an address is set twice within a second.
        """
        if settings.url:
            if self._settable_at and now < self._settable_at:
                raise too_many_requests(1)
            self._settable_at = now + timedelta(seconds=1)
        word = "set" if settings.url else "deleted"
        if settings == self.settings or not (settings.url or self.settings.url):
            return f"Webhook is already {word}"
        self.settings, self.last_error = replace(settings), None
        return f"Webhook was {word}"

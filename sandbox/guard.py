"""Protection against other web pages.

Any page that a browser on this machine shows may send requests to this server, so it asks where they come from.
"""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

from sandbox.webhooks import is_loopback

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def only_from_here(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse requests under a foreign host name (DNS rebinding) or from a foreign page (forgery)."""
    host = urlsplit(f"//{request.host}").hostname or ""
    if not is_loopback(host):
        raise web.HTTPForbidden(text="This server answers on this machine only.")
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{request.host}":
        raise web.HTTPForbidden(text="Another page may not use this server.")
    return await handler(request)


async def add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """Have the browser load nothing from elsewhere and guess no content types."""
    response.headers.update(_HEADERS)
    response.headers.setdefault("Cache-Control", "no-cache")

"""The web server: Telegram's updates, health and metrics. There only when LISTEN is set."""

from bot.web.figures import Figures
from bot.web.health import Health
from bot.web.ingress import Ingress
from bot.web.server import WebServer
from bot.web.webhook import Webhook, announce_webhook

__all__ = [
    "Figures",
    "Health",
    "Ingress",
    "WebServer",
    "Webhook",
    "announce_webhook",
]

"""Logs with stable event names, and never a secret in them.

Tokens are taken out after formatting, so that exceptions and other libraries' messages are covered too; the libraries
that log addresses or message texts are kept at WARNING whatever the level. Of an error the log has the class and the
places, and not its words: those of a driver or a validator repeat the values that they complain of.
"""

import logging
import re
import sys
from collections.abc import MutableMapping
from traceback import format_tb
from typing import Any

import structlog
from structlog.typing import ExcInfo, Processor

_TOKEN = re.compile(r"\d{4,12}:[A-Za-z0-9_-]{20,}")
CHATTY = ("httpx", "httpcore", "telegram", "aiohttp", "apscheduler", "sqlalchemy", "alembic", "asyncio")


def redacted(text: str) -> str:
    """A text without anything that looks like a token."""
    return _TOKEN.sub("<token>", text)


class _Redacting(structlog.stdlib.ProcessorFormatter):
    def format(self, record: logging.LogRecord) -> str:
        """The line, without tokens."""
        return redacted(super().format(record))


def set_up_logs(level: str) -> None:
    """Send all logs to standard error in one form."""
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.ExceptionRenderer(_places),
    ]
    handler = logging.StreamHandler(sys.stderr)
    renderer = (
        structlog.dev.ConsoleRenderer(colors=False) if sys.stderr.isatty() else structlog.processors.JSONRenderer()
    )
    handler.setFormatter(_Redacting(foreign_pre_chain=shared, processors=[_plain, renderer]))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _places(exc_info: ExcInfo) -> str:
    """What went wrong where, and after what."""
    return "".join(_told(exc_info[1])).rstrip()


def _told(error: BaseException) -> list[str]:
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    within = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    causes = [line for one in (*within, *((before,) if before else ())) for line in _told(one)]
    return [*causes, f"{type(error).__module__}.{type(error).__qualname__}\n", *format_tb(error.__traceback__)]


def _plain(_: object, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """What structlog needs between its own steps has no place in a line."""
    return structlog.stdlib.ProcessorFormatter.remove_processors_meta(None, "", event)

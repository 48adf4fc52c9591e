"""Logs with stable event names, and never a secret in them.

What stands in a line is either ours, an event of docs/logs.md with its few fields, or of a library. Of a library's line
only the template is kept, and never what was put into it: addresses with the token in them, message texts, rows. Words
that came ready made may hold anything, so only the place is told of these. Of an error the log has the class and the
places, and not its words: those of a driver or a validator repeat the values that they complain of. Whatever Python
itself would print goes the same way. Tokens are taken out at the very end all the same.
"""

import logging
import re
import sys
import threading
from collections.abc import MutableMapping
from contextlib import suppress
from traceback import format_tb
from types import TracebackType
from typing import Any

import structlog
from structlog.typing import ExcInfo, Processor

_TOKEN = re.compile(r"\d{4,12}:[A-Za-z0-9_-]{20,}")
OURS = "sitbone"  # the parent of all our loggers
log = structlog.get_logger("process")


def redacted(text: str) -> str:
    """A text without anything that looks like a token."""
    return _TOKEN.sub("<token>", text)


def set_up_logs(level: str) -> None:
    """Send all logs to standard error in one form: ours from a level on, those of libraries from WARNING on."""
    from_level = logging.getLevelNamesMapping()[level]
    handler = _Handler(sys.stderr)
    handler.setFormatter(_formatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(logging.WARNING, from_level))
    logging.getLogger(OURS).setLevel(from_level)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=_our_logger,
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    _speak_for_python()


def _our_logger(*name: str) -> logging.Logger:
    return logging.getLogger(".".join((OURS, *name)))


def _formatter() -> logging.Formatter:
    tty = sys.stderr.isatty()
    renderer = structlog.dev.ConsoleRenderer(colors=False) if tty else structlog.processors.JSONRenderer()
    return _Redacting(
        foreign_pre_chain=[_without_values, *_SHARED],
        processors=[_plain, renderer],
        use_get_message=False,
        pass_foreign_args=True,
    )


class _Redacting(structlog.stdlib.ProcessorFormatter):
    def format(self, record: logging.LogRecord) -> str:
        """The line, without tokens."""
        return redacted(super().format(record))


class _Handler(logging.StreamHandler[Any]):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging calls it so
        """A line that cannot be written; logging itself would print the values that it was to hold."""
        with suppress(OSError, ValueError):
            self.stream.write(f'{{"event": "line_lost", "logger": "{record.name}"}}\n')


def _speak_for_python() -> None:
    """What Python would print with the words of an error, or of a warning, becomes a line like all others."""
    logging.captureWarnings(capture=True)
    sys.excepthook = _crashed
    threading.excepthook = lambda args: _crashed(args.exc_type, args.exc_value, args.exc_traceback)
    sys.unraisablehook = lambda args: _crashed(args.exc_type, args.exc_value, args.exc_traceback)


def _crashed(kind: type[BaseException], error: BaseException | None, places: TracebackType | None) -> None:
    exc_info = (kind, error, places) if error is not None else None
    log.critical("crashed", error=kind.__name__, exc_info=exc_info)


def _without_values(_: object, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A library's line: its template if it had values to put in, which then are not in the template; and its place."""
    record, filled_in = event["_record"], event.pop("positional_args")
    event["template"] = event["event"] if filled_in and isinstance(record.msg, str) else None
    event["place"] = f"{record.module}.{record.funcName}:{record.lineno}"
    event["event"] = "library"
    return event


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


_SHARED: tuple[Processor, ...] = (
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
    structlog.processors.ExceptionRenderer(_places),
)

"""Logs as the bot sets them up, for one test: everything that is written is read, and afterwards all is as it was."""

import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any

import structlog

from bot.logs import OURS, set_up_logs


class Lines(io.StringIO):
    """Standard output and standard error, read line by line."""

    def told(self) -> list[dict[str, Any]]:
        """What was logged since the last look."""
        lines = [json.loads(line) for line in self.getvalue().splitlines()]
        self.seek(0)
        self.truncate()
        return lines


@contextmanager
def logged(level: str = "DEBUG", *, opened: tuple[str, ...] = ()) -> Iterator[Lines]:
    """Set up the logs; the libraries that are `opened` tell everything that they have to tell, which ours never do."""
    stream = Lines()
    with _as_it_was(opened), warnings.catch_warnings(), redirect_stdout(stream), redirect_stderr(stream):
        set_up_logs(level)
        # Loggers that were used once must not stay as they are now: other tests look at them.
        structlog.configure(cache_logger_on_first_use=False)
        for name in opened:
            logging.getLogger(name).setLevel(logging.DEBUG)
        yield stream


@contextmanager
def _as_it_was(opened: tuple[str, ...]) -> Iterator[None]:
    root, hooks = logging.getLogger(), (sys.excepthook, threading.excepthook, sys.unraisablehook)
    handlers, levels = root.handlers[:], {name: logging.getLogger(name).level for name in ("", OURS, *opened)}
    try:
        yield
    finally:
        logging.captureWarnings(capture=False)
        sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
        root.handlers[:] = handlers
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
        structlog.reset_defaults()

"""How a child process that draws begins and ends: for the modules that `wording.child` runs, never for the bot."""

import os
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType


def draws(made_of: Callable[[bytes], bytes]) -> None:
    """Write to standard output what a function makes of standard input; an error is told by its place alone."""
    sys.excepthook = say_only_where
    given = sys.stdin.buffer.read()
    with tempfile.TemporaryDirectory() as directory:
        os.environ.setdefault("MPLCONFIGDIR", directory)  # the home directory may be missing or read-only
        os.environ["PATH"] = directory  # no program is looked up: matplotlib brings the font, fontconfig is not asked
        sys.stdout.buffer.write(made_of(given))


def say_only_where(kind: type[BaseException], _: BaseException, trace: TracebackType | None) -> None:
    """Report an error by its type and place: its message may hold what was to be drawn."""
    place = traceback.extract_tb(trace)[-1]
    sys.stderr.write(f"{kind.__name__} in {Path(place.filename).name}, line {place.lineno}\n")

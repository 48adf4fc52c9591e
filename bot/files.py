"""Files that are handed in on the command line."""

import sys
from pathlib import Path

from bot.exits import BadInputError


def text_of(path: Path) -> str:
    """A file's text, or with - what comes in by standard input; some editors mark UTF-8 by a first character.

    Raises:
        BadInputError: if it cannot be read, or is no text.
    """
    try:
        return (sys.stdin.buffer.read() if path == Path("-") else path.read_bytes()).decode("utf-8-sig")
    except OSError as error:
        raise BadInputError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadInputError(f"{path}: is not text in UTF-8") from error

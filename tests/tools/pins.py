"""What a file of pinned requirements pins."""

import re
from collections import defaultdict
from pathlib import Path

RUNTIME = Path(__file__).parents[2] / "requirements.txt"
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def plain_name(name: str) -> str:
    """A package's name in the form in which all its spellings are one."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(text: str) -> dict[str, list[str]]:
    """The packages of a file's text with their versions; several where they differ by version of Python."""
    found = defaultdict(list)
    for name, version in _PIN.findall(text):
        found[plain_name(name)].append(version)
    return dict(found)

"""`make licences`: docs/licences.md, from what the packages say of themselves.

It has to run where everything that requirements.txt pins is installed.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.tools.pins import RUNTIME, pins, plain_name

PAGE = RUNTIME.parent / "docs" / "licences.md"
HEAD = """# Licences of what Sitbone runs on

Made by `make licences` from what each pinned package says of itself; a test holds it against
[`requirements.txt`](../requirements.txt). All of them are used as they come, as libraries. What Sitbone itself brings
along is named in the [README](../README.md#licences).

| package | pinned | licence |
|---|---|---|
"""


class UnknownLicenceError(Exception):
    """A package says nothing of its licence, or is not installed: the message names it."""


def installed() -> dict[str, str]:
    """What every installed package says of its licence."""
    command = [sys.executable, "-m", "piplicenses", "--from=mixed", "--format=json", "--with-system"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return {plain_name(one["Name"]): one["License"] for one in json.loads(told)}


def page(pinned: Mapping[str, Sequence[str]], licences: Mapping[str, str]) -> str:
    """The page.

    Raises:
        UnknownLicenceError: if one is not known.
    """
    unknown = [name for name in pinned if licences.get(name, "UNKNOWN") == "UNKNOWN"]
    if unknown:
        raise UnknownLicenceError(f"no licence is known of {', '.join(unknown)}")
    return HEAD + "".join(f"| {name} | {', '.join(pinned[name])} | {licences[name]} |\n" for name in sorted(pinned))


def main(target: Path = PAGE) -> None:
    """Write the page anew."""
    target.write_text(page(pins(RUNTIME.read_text("utf-8")), installed()), "utf-8")


if __name__ == "__main__":
    main()

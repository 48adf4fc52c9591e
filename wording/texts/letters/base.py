"""How the sections of a letter are made."""

import html
import re

from wording.reader import Reader
from wording.sheets import Lines, Part, Section

_TAG = re.compile(r"<[^>]+>")


def plain(words: str) -> str:
    """Words without markup."""
    return html.unescape(_TAG.sub("", words))


def section(name: str, reader: Reader, *parts: Part) -> Section:
    """A section under the heading of the catalogue, without parts that have nothing to say."""
    said = tuple(part for part in parts if _said(part))
    return Section(name=name, heading=reader.say(f"letter-part-{name}"), parts=said)


def _said(part: Part) -> bool:
    return bool(part.lines if isinstance(part, Lines) else part.rows)

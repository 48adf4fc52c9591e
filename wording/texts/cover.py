"""Handing patients over, as both clinicians read it."""

from rehab.messages.cover import CoverCard, CoverView
from wording.reader import Reader
from wording.texts.base import text
from wording.words import Html

UNDER_WAY = frozenset({CoverView.ASKED, CoverView.AGREED, CoverView.REQUEST, CoverView.TAKEN, CoverView.BEGUN})


@text.register
def cover(message: CoverCard, reader: Reader) -> Html:
    """What is asked or agreed on, and from when to when."""
    names = {"absent": message.absent, "colleague": message.colleague}
    said = reader.say(f"cover-{message.view}", **names, count=message.patients)
    return reader.lines(said, _days(message, reader))


def _days(message: CoverCard, reader: Reader) -> Html | None:
    if message.view not in UNDER_WAY or message.starts_at is None or message.ends_at is None:
        return None
    return reader.say("cover-days", start=reader.moment(message.starts_at), end=reader.moment(message.ends_at))

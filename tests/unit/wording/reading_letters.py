"""A usual letter, who reads it, and its parts as they stand in the chat."""

import html
import re
from zoneinfo import ZoneInfo

from rehab.messages import Clinic
from rehab.messages.letter import Letter, LetterPart, LetterText
from tests.unit.wording.letters import NOW, full
from wording.reader import Reader
from wording.texts import text
from wording.words import words_in

READER = Reader(words_in("en"), ZoneInfo("Europe/London"), NOW)
CLINIC = Clinic(name="Sitbone Clinic", phone="020 7946 0000", hours="Mon–Fri", emergency="999")
USUAL = full("Ann Example", CLINIC)


def part(letter: Letter, which: LetterPart) -> str:
    """A part of a letter as it stands in the chat, without its markup."""
    return html.unescape(re.sub("<[^>]+>", "", text(LetterText(part=which, letter=letter), READER)))


def case(letter: Letter) -> str:
    """Its first part."""
    return part(letter, LetterPart.CASE)


def findings(letter: Letter) -> str:
    """Its second part."""
    return part(letter, LetterPart.FINDINGS)


def options(letter: Letter) -> str:
    """Its last part."""
    return part(letter, LetterPart.OPTIONS)

"""Languages to read the messages in, and who reads them."""

from zoneinfo import ZoneInfo

from tests.tools.protocols import LIBRARIES
from tests.unit.wording.samples.values import NOW
from wording.pseudo import changed_words, pseudo_words
from wording.reader import Reader
from wording.words import Words, words_in

LANGUAGES = {"en": words_in("en"), "pseudo": pseudo_words()}
LANGUAGES |= {"example": LIBRARIES["example"].words_in("en"), "example, pseudo": changed_words(LIBRARIES["example"])}


def reader(words: Words) -> Reader:
    """Somebody in London who reads these words."""
    return Reader(words, ZoneInfo("Europe/London"), NOW)

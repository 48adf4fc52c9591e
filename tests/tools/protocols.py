"""The protocols that there are: the shipped one, and the example for another tendon."""

from html import unescape
from pathlib import Path

from rehab.protocol import load_protocol, shipped_protocol
from wording.proofread import wanted_of
from wording.words import FALLBACK, Library, shipped_library

EXAMPLE_FILE = Path(__file__).parents[2] / "docs" / "examples" / "achilles.toml"
EXAMPLE = load_protocol(EXAMPLE_FILE)
PROTOCOLS = {"pht": shipped_protocol(), "example": EXAMPLE}
LIBRARIES = {"pht": shipped_library(), "example": Library(EXAMPLE, EXAMPLE_FILE)}


def own_texts(library: Library) -> dict[str, str]:
    """The texts that come with a protocol, by their names, as patients and clinicians read them in English."""
    words = library.words_in(FALLBACK)
    names = (name for name in wanted_of(library.protocol) if words.has(name))
    return {name: unescape(words.say(name)) for name in names}

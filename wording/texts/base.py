"""Where the texts of all kinds are registered."""

from functools import singledispatch

from rehab.messages import Message
from wording.reader import Reader
from wording.words import Html, MissingTextError


@singledispatch
def text(message: Message, reader: Reader) -> Html:
    """The text, or for a picture the caption, of a message.

    Raises:
        MissingTextError: if nothing is said of messages of this kind.
    """
    raise MissingTextError(f"{message.kind} for {reader.words.language}")

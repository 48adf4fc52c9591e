"""Reading Telegram's HTML: its few tags, its UTF-16 offsets, and its refusals word for word.

The server works on UTF-8 bytes and reports byte offsets, so this reader does too. The standard library's parser
forgives what Telegram refuses, which is why it is not used.
"""

import re

from telegram import MessageEntity

from sandbox.entities import KINDS, OpenTag, entity_of, in_order, shared_language, unparsable, utf16_length

_PLAIN = re.compile(rb"[^<&]+")
_NAME = re.compile(rb"[^\s>]*")
_ATTRIBUTE = re.compile(rb"[^\s=>]*")
_SPACES = re.compile(rb"\s*")
_TOKEN = re.compile(rb"[A-Za-z0-9.-]*")
_REFERENCE = re.compile(rb"&(?:#[xX]([0-9a-fA-F]{1,8})|#([0-9]{1,8})|([A-Za-z]+));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


def parse_html(markup: str) -> tuple[str, list[MessageEntity]]:
    """Split `markup` into its text and its entities, in the server's order.

    Raises:
        ApiError: 400 "can't parse entities: …", when Telegram would refuse the markup.
    """
    reader = _Reader(markup)
    text = reader.read()
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise unparsable(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return text, in_order(reader.found)


class _Reader:
    """One pass over the markup."""

    def __init__(self, markup: str) -> None:
        self._data = markup.encode("utf-8", "surrogatepass")
        self._at = 0
        self._words: list[str] = []
        self._units = 0
        self._open: list[OpenTag] = []
        self.found: list[MessageEntity] = []

    def read(self) -> str:
        """The text; the entities are in `found` afterwards."""
        while not self._ended:
            if self._next == b"<":
                self._tag()
            elif self._next == b"&":
                self._add(self._reference())
            else:
                self._add(self._take(_PLAIN))
        if self._open:
            raise unparsable(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        return "".join(self._words)

    @property
    def _ended(self) -> bool:
        return self._at >= len(self._data)

    @property
    def _next(self) -> bytes:
        return self._data[self._at : self._at + 1]

    def _take(self, pattern: "re.Pattern[bytes]") -> str:
        found = pattern.match(self._data, self._at)
        if found is None:
            return ""
        self._at = found.end()
        return found.group().decode("utf-8", "surrogatepass")

    def _add(self, text: str) -> None:
        self._words.append(text)
        self._units += utf16_length(text)

    def _reference(self) -> str:
        """A character reference, or a lone ampersand: only lt, gt, amp, quot and numbers are known."""
        found = _REFERENCE.match(self._data, self._at)
        character = _decoded(found) if found else None
        if found is None or character is None:
            self._at += 1
            return "&"
        self._at = found.end()
        return character

    def _tag(self) -> None:
        begin = self._at
        self._at += 1
        if self._next == b"/":
            self._at += 1
            self._end_tag(begin)
        else:
            self._start_tag(begin)

    def _start_tag(self, begin: int) -> None:
        tag = self._take(_NAME).lower()
        if self._ended:
            raise unparsable(f"Unclosed start tag at byte offset {begin}")
        if tag not in KINDS:
            raise unparsable(f'Unsupported start tag "{tag}" at byte offset {begin}')
        attributes = self._attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self._open.append(OpenTag(tag, attributes, self._units, len(self._words)))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        attributes: dict[str, str] = {}
        while True:
            self._take(_SPACES)
            if self._next == b">":
                self._at += 1
                return attributes
            name = self._take(_ATTRIBUTE).lower()
            if not name:
                raise unparsable(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
            attributes[name] = self._value(tag, begin)

    def _value(self, tag: str, begin: int) -> str:
        """What follows an attribute's name; a name alone stands for itself."""
        self._take(_SPACES)
        if not self._ended and self._next != b"=":
            return ""
        self._at += 1
        self._take(_SPACES)
        if self._ended:
            raise unparsable(f'Unclosed start tag "{tag}" at byte offset {begin}')
        return self._quoted(begin) if self._next in b"\"'" else self._token()

    def _token(self) -> str:
        begin = self._at
        value = self._take(_TOKEN).lower()
        if not self._next.isspace() and self._next != b">":
            raise unparsable(f"Unexpected end of name token at byte offset {begin}")
        return value

    def _quoted(self, begin: int) -> str:
        quote = self._next
        plain = re.compile(rb"[^&" + quote + rb"]+")
        self._at += 1
        value = ""
        while not self._ended and self._next != quote:
            value += self._reference() if self._next == b"&" else self._take(plain)
        self._at += 1
        if self._ended:
            raise unparsable(f"Unclosed start tag at byte offset {begin}")
        return value

    def _end_tag(self, begin: int) -> None:
        if not self._open:
            raise unparsable(f"Unexpected end tag at byte offset {begin}")
        tag = self._take(_NAME).lower()
        self._take(_SPACES)
        if self._next != b">":
            raise unparsable(f"Unclosed end tag at byte offset {begin}")
        self._at += 1
        opened = self._open.pop()
        if tag not in {"", opened.tag}:
            raise unparsable(f'Unmatched end tag at byte offset {begin}, expected "</{opened.tag}>", found "</{tag}>"')
        if self._units > opened.offset:
            self._close(opened)

    def _close(self, opened: OpenTag) -> None:
        """Turn a finished tag into its entity."""
        entity = entity_of(opened, self._units - opened.offset, "".join(self._words[opened.words :]))
        if entity is None:
            return
        twin = self.found[-1] if self.found else None
        if twin and (twin.offset, twin.length) == (entity.offset, entity.length):
            language = shared_language(twin, entity)
            if language:
                self.found[-1] = MessageEntity(MessageEntity.PRE, entity.offset, entity.length, language=language)
                return
        self.found.append(entity)


def _decoded(found: "re.Match[bytes]") -> str | None:
    """The character of a reference, or None when Telegram leaves it as it stands."""
    if found[3]:
        return _NAMED.get(found[3].decode())
    code = int(found[1], 16) if found[1] else int(found[2])
    return chr(code) if 0 < code < 0x10FFFF else None

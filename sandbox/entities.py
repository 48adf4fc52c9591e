"""Entities: the formatting of a text, each from the tag that made it."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from telegram import MessageEntity, User

from sandbox.replies import ApiError, bad_request

KINDS = {
    "b": MessageEntity.BOLD,
    "strong": MessageEntity.BOLD,
    "i": MessageEntity.ITALIC,
    "em": MessageEntity.ITALIC,
    "u": MessageEntity.UNDERLINE,
    "ins": MessageEntity.UNDERLINE,
    "s": MessageEntity.STRIKETHROUGH,
    "strike": MessageEntity.STRIKETHROUGH,
    "del": MessageEntity.STRIKETHROUGH,
    "span": MessageEntity.SPOILER,
    "tg-spoiler": MessageEntity.SPOILER,
    "tg-emoji": MessageEntity.CUSTOM_EMOJI,
    "tg-time": MessageEntity.DATE_TIME,
    "a": MessageEntity.TEXT_LINK,
    "pre": MessageEntity.PRE,
    "code": MessageEntity.CODE,
    "blockquote": MessageEntity.BLOCKQUOTE,
}
_WEB_ADDRESS = re.compile(r"(?i)^(?:(https?)://)?([a-z0-9][a-z0-9.-]*\.[a-z0-9-]+)(:\d+)?([/?#][^ ]*)?$")
_APP_ADDRESS = re.compile(r"(?i)^(tg|ton)://[^ ]+$")
_USER_LINK = re.compile(r"^tg://user\?id=(\d+)$")


def utf16_length(text: str) -> int:
    """How many UTF-16 code units `text` has: the unit of every offset in the Bot API."""
    return len(text) + sum(character > "\uffff" for character in text)


def web_address(text: str) -> str | None:
    """The address as Telegram keeps it (`t.me` becomes `http://t.me/`), or None when it is no address."""
    if _APP_ADDRESS.match(text):
        return text
    found = _WEB_ADDRESS.match(text)
    if not found:
        return None
    scheme, host, port, path = found.groups(default="")
    return f"{(scheme or 'http').lower()}://{host}{port}{'' if path.startswith('/') else '/'}{path}"


@dataclass(frozen=True, slots=True)
class OpenTag:
    """A tag whose end is awaited: its name, what its attributes say, and where its text began."""

    tag: str
    attributes: dict[str, str]
    offset: int
    words: int


def unparsable(problem: str) -> ApiError:
    """400 for text whose formatting cannot be understood."""
    return bad_request(f"can't parse entities: {problem}")


def in_order(entities: list[MessageEntity]) -> list[MessageEntity]:
    """By place, the longer first; code with a language that is no `pre` loses the language."""
    kept = [_without_language(entity) for entity in entities]
    return sorted(
        kept, key=lambda entity: (entity.offset, -entity.length, entity.type != MessageEntity.CODE, entity.type)
    )


def _without_language(entity: MessageEntity) -> MessageEntity:
    if entity.type != MessageEntity.CODE or entity.language is None:
        return entity
    return MessageEntity(entity.type, entity.offset, entity.length)


def shared_language(one: MessageEntity, other: MessageEntity) -> str | None:
    """The language when `pre` and `code class="language-…"` enclose the same text."""
    if {one.type, other.type} != {MessageEntity.PRE, MessageEntity.CODE}:
        return None
    return one.language or other.language


def entity_of(opened: OpenTag, length: int, text: str) -> MessageEntity | None:
    """The entity of a finished tag around `text`, `length` units long; None for a link that leads nowhere."""
    kind = KINDS[opened.tag]
    plain = (kind, opened.offset, length)
    attributes = opened.attributes
    if kind == MessageEntity.TEXT_LINK:
        return _link(attributes.get("href") or text, opened.offset, length)
    if kind == MessageEntity.CODE:
        name = attributes.get("class", "")
        return MessageEntity(*plain, language=name.removeprefix("language-") or None if "language-" in name else None)
    if kind == MessageEntity.BLOCKQUOTE and "expandable" in attributes:
        return MessageEntity(MessageEntity.EXPANDABLE_BLOCKQUOTE, opened.offset, length)
    if kind == MessageEntity.CUSTOM_EMOJI:
        return MessageEntity(*plain, custom_emoji_id=_emoji_id(attributes.get("emoji-id", "")))
    if kind == MessageEntity.DATE_TIME:
        return _date_time(attributes, opened.offset, length)
    return MessageEntity(*plain)


def _link(address: str, offset: int, length: int) -> MessageEntity | None:
    """A link; a person named by number becomes a mention, and what is no address stays plain text."""
    person = _USER_LINK.match(address)
    if person:
        user = User(int(person[1]), "", is_bot=False)
        return MessageEntity(MessageEntity.TEXT_MENTION, offset, length, user=user)
    url = web_address(address)
    return MessageEntity(MessageEntity.TEXT_LINK, offset, length, url=url) if url else None


def _emoji_id(text: str) -> str:
    if not text.isdigit() or int(text) == 0:
        raise unparsable("Invalid custom emoji identifier specified")
    return text


def _date_time(attributes: dict[str, str], offset: int, length: int) -> MessageEntity:
    seconds = attributes.get("unix", "")
    if not seconds.isdigit() or int(seconds) == 0:
        raise unparsable("Invalid date specified")
    moment = datetime.fromtimestamp(int(seconds), UTC)
    written = attributes.get("format", "")
    return MessageEntity(MessageEntity.DATE_TIME, offset, length, unix_time=moment, date_time_format=written)

"""Texts and captions: formatting, cleaning, limits, and what Telegram marks by itself (commands, links, mentions)."""

import re
from dataclasses import dataclass

from telegram import MessageEntity

from sandbox.entities import in_order, utf16_length
from sandbox.markup import parse_html
from sandbox.params import Params
from sandbox.replies import bad_request

# Characters are code points, as TDLib counts them: an emoji is one.
MAX_TEXT = 4096
MAX_CAPTION = 1024
_CODE = {MessageEntity.CODE, MessageEntity.PRE}
_LINKS = {MessageEntity.TEXT_LINK, MessageEntity.TEXT_MENTION, MessageEntity.CUSTOM_EMOJI}
_FOUND_BY_TELEGRAM = {
    MessageEntity.BOT_COMMAND,
    MessageEntity.URL,
    MessageEntity.EMAIL,
    MessageEntity.MENTION,
    MessageEntity.HASHTAG,
}
# Without a protocol only common top-level domains count, so that "end.Next" is no link.
_TOP = "com|org|net|edu|gov|io|me|app|dev|info|health|uk|de|fr|es|it|nl|eu|us|ca|au|nz|ie|ch|at|be|se|no|dk|pt|br"
_PATTERNS = (
    (MessageEntity.EMAIL, re.compile(r"[\w.+-]+@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+")),
    (
        MessageEntity.URL,
        re.compile(
            rf"(?i)(?:(?:https?|tg)://[^\s<>\"«»]+|(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:{_TOP})\b(?:/[^\s<>\"«»]*)?)"
        ),
    ),
    (MessageEntity.MENTION, re.compile(r"(?<![\w@])@[a-zA-Z]\w{2,31}\b")),
    (MessageEntity.BOT_COMMAND, re.compile(r"(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@\w{3,32})?(?![\w/<>])")),
    (MessageEntity.HASHTAG, re.compile(r"(?<![\w#])#\w*[^\W\d]\w*")),
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\t]")


@dataclass(frozen=True, slots=True)
class Formatted:
    """Text as it is kept: plain, with its entities (offsets in UTF-16 code units)."""

    text: str
    entities: tuple[MessageEntity, ...] = ()


def message_text(params: Params, too_long: str = "message is too long") -> Formatted:
    """The `text` of a call, parsed and checked: 1 to 4096 characters after parsing.

    Raises:
        ApiError: 400, in Telegram's words.
    """
    if not params.text("text"):
        raise bad_request("message text is empty")
    formatted = _formatted(params, "text", "entities")
    if not formatted.text:
        raise bad_request("message text is empty")
    if len(formatted.text) > MAX_TEXT:
        raise bad_request(too_long)
    return formatted


def message_caption(params: Params, too_long: str = "message caption is too long") -> Formatted:
    """The `caption` of a call, parsed and checked: 0 to 1024 characters after parsing.

    Raises:
        ApiError: 400, in Telegram's words.
    """
    formatted = _formatted(params, "caption", "caption_entities")
    if len(formatted.text) > MAX_CAPTION:
        raise bad_request(too_long)
    return formatted


def typed(text: str) -> Formatted:
    """What a person typed: no markup, but commands and links are marked."""
    return _finished(text, [])


def _formatted(params: Params, name: str, entities_name: str) -> Formatted:
    text, mode = params.text(name), params.text("parse_mode").lower()
    if mode == "html":
        return _finished(*parse_html(text))
    if mode in {"markdown", "markdownv2"}:
        raise bad_request(f"the sandbox reads parse_mode HTML only, not {params.text('parse_mode')}")
    if mode not in {"", "none"}:
        raise bad_request("unsupported parse_mode")
    return _finished(text, _given_entities(params, entities_name, utf16_length(text)))


def _given_entities(params: Params, name: str, length: int) -> list[MessageEntity]:
    """Entities given one by one instead of by markup."""
    given = params.sequence(name, "can't parse entities JSON object")
    entities = [MessageEntity.de_json(dict(item), None) for item in given]
    if any(entity.offset < 0 or entity.offset + entity.length > length for entity in entities):
        raise bad_request("entity beginning or end lies outside of the text")
    return in_order([entity for entity in entities if entity.type not in _FOUND_BY_TELEGRAM])


def _finished(text: str, entities: list[MessageEntity]) -> Formatted:
    """Clean, trim, and add what Telegram finds by itself."""
    text = _CONTROL.sub(" ", text.replace("\r", ""))
    text, entities = _trimmed(text, entities)
    entities = _outside_code(entities)
    return Formatted(text, tuple(in_order([*entities, *_noticed(text, entities)])))


def _trimmed(text: str, entities: list[MessageEntity]) -> tuple[str, list[MessageEntity]]:
    """Cut blanks at the end, and at the start up to the first entity; move and clip the entities to match."""
    first = entities[0].offset if entities else len(text)
    lead = min(len(text) - len(text.lstrip(" \n")), first)
    text = text[lead:].rstrip(" \n")
    length = utf16_length(text)
    moved = [_moved(entity, lead, length) for entity in entities]
    return text, [entity for entity in moved if entity.length > 0]


def _moved(entity: MessageEntity, lead: int, length: int) -> MessageEntity:
    offset = entity.offset - lead
    if lead == 0 and offset + entity.length <= length:
        return entity
    changed = entity.to_dict() | {"offset": offset, "length": min(entity.length, length - offset)}
    return MessageEntity.de_json(changed, None)


def _outside_code(entities: list[MessageEntity]) -> list[MessageEntity]:
    """Code takes no other formatting inside it."""
    code = [entity for entity in entities if entity.type in _CODE]
    return [entity for entity in entities if entity in code or not any(_overlap(entity, one) for one in code)]


def _overlap(one: MessageEntity, other: MessageEntity) -> bool:
    quotes = {MessageEntity.BLOCKQUOTE, MessageEntity.EXPANDABLE_BLOCKQUOTE}
    if one.type in quotes or other.type in quotes:
        return False
    return one.offset < other.offset + other.length and other.offset < one.offset + one.length


def _noticed(text: str, entities: list[MessageEntity]) -> list[MessageEntity]:
    """Commands, links, mentions and the like, where no link and no code is."""
    taken = [entity for entity in entities if entity.type in _CODE | _LINKS]
    for kind, pattern in _PATTERNS:
        for found in pattern.finditer(text):
            words = found.group().rstrip(".,;:!?)'") if kind == MessageEntity.URL else found.group()
            entity = MessageEntity(kind, utf16_length(text[: found.start()]), utf16_length(words))
            if not any(_overlap(entity, one) for one in taken):
                taken.append(entity)
    return [entity for entity in taken if entity.type in _FOUND_BY_TELEGRAM]

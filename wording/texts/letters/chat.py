"""A letter in the chat: its parts as messages, and the caption of the document."""

from collections.abc import Callable, Mapping

from rehab.messages.letter import Letter, LetterFile, LetterPart, LetterText
from wording.reader import Reader
from wording.sheets import Lines, Part, Rows, Section
from wording.texts.alerts import reference
from wording.texts.base import text
from wording.texts.letters import blocks, done, findings
from wording.texts.letters.base import plain
from wording.words import Html

LONGEST = 4000  # characters of a message, without markup; Telegram takes 4096
MOST = 6  # points of a list that one message tells: the latest
Block = Callable[[Letter, Reader], Section]
PARTS: Mapping[LetterPart, tuple[Block, ...]] = {
    LetterPart.CASE: (blocks.question, blocks.patient, blocks.history, done.programme, done.lowered),
    LetterPart.FINDINGS: (findings.response, done.weeks, findings.flags, done.tried, blocks.rule),
    LetterPart.OPTIONS: (blocks.options, blocks.reply),
}


@text.register
def letter_text(message: LetterText, reader: Reader) -> Html:
    """One part of a letter; the first says what it is."""
    sections = [block(message.letter, reader) for block in PARTS[message.part]]
    head = [_head(message.letter, reader)] if message.part is LetterPart.CASE else []
    return reader.paragraphs(*_fitting([*head, *(_section(one, reader) for one in sections if one.parts)], reader))


def _fitting(paragraphs: list[Html], reader: Reader) -> list[Html]:
    """As many paragraphs as one message takes; what is left out stands in the document."""
    length = 0
    for number, one in enumerate(paragraphs):
        length += len(plain(one)) + 2
        if length > LONGEST:
            return [*paragraphs[:number], reader.say("letter-more")]
    return paragraphs


def _head(letter: Letter, reader: Reader) -> Html:
    urgency = reader.say(f"letter-urgency-{letter.urgency}")
    title = reader.say("letter-head", name=letter.subject.name, about=blocks.about(letter, reader))
    return reader.lines(
        f"<b>{title}</b>",
        f"{reader.say('letter-urgency')}: {urgency}",
        f"{reader.say('letter-written')}: {reader.dated(letter.at)}, {reader.clock(letter.at)}",
        f"{reader.say('letter-reference')}: {reference(letter.reference)}",
        f"<i>{reader.say('letter-generated')}</i>",
    )


def _section(section: Section, reader: Reader) -> Html:
    lines = [line for part in section.parts for line in _lines(part, reader)]
    return reader.lines(f"<b>{section.heading}</b>", *lines)


def _lines(part: Part, reader: Reader) -> list[str]:
    if isinstance(part, Rows):
        return [f"{label}: {value}" for label, value in part.rows]
    if not isinstance(part, Lines):
        return list(part.brief)
    if not part.listed:
        return [f"<i>{line}</i>" if part.small else line for line in part.lines]
    return _points(part, reader)


def _points(part: Lines, reader: Reader) -> list[str]:
    shown = part.lines if part.whole else part.lines[-MOST:]
    left_out = len(part.lines) - len(shown)
    earlier = [reader.say("letter-earlier", count=left_out)] if left_out else []
    return [f"• {line}" for line in (*earlier, *shown)]


@text.register
def letter_file(message: LetterFile, reader: Reader) -> Html:
    """Under the document."""
    letter = message.letter
    urgency = reader.say(f"letter-urgency-{letter.urgency}")
    return reader.say("letter-caption", name=letter.subject.name, about=blocks.about(letter, reader), urgency=urgency)

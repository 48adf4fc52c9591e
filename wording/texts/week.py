"""The check-in, and what is better."""

from rehab.messages.week import Better, WeeklyCard, WeeklyView
from wording.reader import Reader
from wording.texts.base import text
from wording.texts.decisions import number
from wording.words import Html

V = WeeklyView
ENOUGH = 0.75  # of the week's sessions: the lower end of the target of reference 7.2


@text.register
def weekly(message: WeeklyCard, reader: Reader) -> Html:
    """The check-in's card, whatever it shows."""
    kind = reader.say("weekly-every-month" if message.monthly else "weekly-every-week")
    reminder = reader.say("weekly-reminder") if message.reminder else None
    match message.view:
        case V.SCREEN:
            return reader.paragraphs(reminder, reader.say("weekly-screen", kind=kind))
        case V.SIGNS | V.LESSER_SIGNS:
            return reader.say("weekly-signs" if message.view is V.SIGNS else "weekly-lesser-signs")
        case V.DONE:
            return _done(message, reader)
        case V.CLOSED | V.CANCELLED as view:
            return reader.say(f"weekly-{view}", answered=int(message.answered))
        case view:
            head = reader.say("weekly-head", kind=kind, number=message.number, of=message.of)
            return reader.lines(head, reminder, reader.say(f"weekly-{view}"))


def _done(message: WeeklyCard, reader: Reader) -> Html:
    return reader.paragraphs(
        reader.say("weekly-done"), reader.lines(_sessions(message, reader), *better(message.better, reader))
    )


def _sessions(message: WeeklyCard, reader: Reader) -> Html | None:
    """The week's sessions, if there were any and they are not left unsaid."""
    if message.kept is None or not message.prescribed:
        return None
    if not message.kept:
        return reader.say("weekly-kept-none")
    enough = int(message.kept >= ENOUGH * message.prescribed)
    return reader.say("weekly-kept", kept=message.kept, prescribed=message.prescribed, enough=enough)


def better(found: tuple[Better, ...], reader: Reader) -> list[Html]:
    """A line for each thing that is better."""
    return [reader.say(f"better-{one.measure}", first=number(one.first), now=number(one.now)) for one in found]

"""What is good to know, what helps while a flare settles, and what came before it."""

from rehab.events import NOTHING
from rehab.messages.learn import ColdCard, FlareChanged, LessonsCard
from wording.reader import Reader
from wording.texts.base import text
from wording.words import Html


@text.register
def lessons(message: LessonsCard, reader: Reader) -> Html:
    """The list's head, or one lesson."""
    if message.opened is None:
        return reader.say("learn-in-flare" if message.in_flare else "learn")
    return lesson(message.opened, reader)


def lesson(name: str, reader: Reader) -> Html:
    """One lesson: its title, and what is good to know."""
    return reader.lines(Html(f"<b>{reader.say(f'lesson-{name}')}</b>"), reader.say(f"lesson-{name}.body"))


@text.register
def cold(message: ColdCard, reader: Reader) -> Html:
    """Ten minutes begin, or are over."""
    return reader.say("cold-over" if message.over else "cold-began")


@text.register
def flare_changed(message: FlareChanged, reader: Reader) -> Html:
    """The question, and thanks for its answer."""
    if message.trigger is None:
        return reader.say("flare-changed")
    return reader.say("flare-changed-nothing" if message.trigger == NOTHING else "flare-changed-thanks")

"""From the link to the first plan card."""

from rehab.messages.enrolment import Enrol, EnrolStep, LinkedAgain
from rehab.messages.safety import MovedAway
from rehab.plan import zone_of
from wording.reader import Reader
from wording.texts.base import text
from wording.texts.common import clinic_values
from wording.words import Html


@text.register
def enrol(message: Enrol, reader: Reader) -> Html:
    """The enrolment card at its step, perhaps with a word above it."""
    values: dict[str, object] = {**clinic_values(message.clinic), "clinician": message.clinician}
    hint = reader.say(f"said-{message.hint}", **values) if message.hint else None
    first = message.step in {EnrolStep.WELCOME, EnrolStep.CONSENT}
    return reader.paragraphs(reader.say("notice") if first else None, hint, _step(message, values, reader))


def _step(message: Enrol, values: dict[str, object], reader: Reader) -> Html:
    match message.step:
        case EnrolStep.CONSENT:
            return reader.paragraphs(reader.say("enrol-consent-head"), reader.say("consent", **values))
        case EnrolStep.ZONE:
            there = message.now.astimezone(zone_of(message.zone))
            shown = {"time": reader.clock(there.time()), "day": reader.day(there.date())}
            return reader.say("enrol-zone", zone=zone_name(message.zone), **shown)
        case EnrolStep.TIMES | EnrolStep.OWN_TIMES:
            times = message.blocks if message.daily else ((message.loading,) if message.loading else ())
            kind = "blocks" if message.daily else "loading"
            step = "times" if message.step is EnrolStep.TIMES else "own-times"
            return reader.say(f"enrol-{step}-{kind}", times=reader.clocks(times))
        case step:
            return reader.say(f"enrol-{step}", **values)


def zone_name(zone: str) -> str:
    """A zone as people read it: the city of its IANA name."""
    return zone.rsplit("/", maxsplit=1)[-1].replace("_", " ")


@text.register
def linked_again(message: LinkedAgain, reader: Reader) -> Html:
    """A new phone, the same plan."""
    position = {"stage": message.position.stage, "level": message.position.level}
    return reader.say("linked-again", **position, **clinic_values(message.clinic))


@text.register
def moved_away(message: MovedAway, reader: Reader) -> Html:
    """To the old phone."""
    return reader.say("moved-away", **clinic_values(message.clinic))

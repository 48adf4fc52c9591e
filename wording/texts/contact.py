"""Staying in touch with somebody who has fallen silent."""

from rehab.messages.contact import CheckIn, PatientSilent, PausedForYou
from wording.reader import Reader
from wording.texts.base import text
from wording.words import Html


@text.register
def check_in(message: CheckIn, reader: Reader) -> Html:
    """The question, or one fitting word to its answer."""
    if message.obstacle is None:
        return reader.say("check-in")
    return reader.say(f"check-in-{message.obstacle}")


@text.register
def paused_for_you(message: PausedForYou, reader: Reader) -> Html:
    """The plan waits, and nothing is lost."""
    return reader.say("paused-for-you", days=message.days)


@text.register
def patient_silent(message: PatientSilent, reader: Reader) -> Html:
    """For the clinician."""
    return reader.say("patient-silent", name=message.name, days=message.days)

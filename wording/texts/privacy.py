"""What is said about somebody's data."""

from rehab.messages.privacy import ConsentCard, ConsentView, EraseCard, Erased, EraseView, PatientErased
from wording.reader import Reader
from wording.texts.base import text
from wording.texts.common import clinic_values
from wording.words import Html


@text.register
def consent(message: ConsentCard, reader: Reader) -> Html:
    """The agreement: the words stand under the question, as they did at the beginning."""
    values = clinic_values(message.clinic)
    said = reader.say(f"consent-{message.view}", **values)
    return reader.paragraphs(said, reader.say("consent", **values) if message.view is ConsentView.CHANGED else None)


@text.register
def erase(message: EraseCard, reader: Reader) -> Html:
    """What erasing means, asked twice."""
    asks = message.view is not EraseView.KEPT
    urgent = reader.say("erase-urgent", **clinic_values(message.clinic)) if asks and message.urgent else None
    return reader.paragraphs(reader.say(f"erase-{message.view}"), urgent)


@text.register
def erased(message: Erased, reader: Reader) -> Html:
    """It is done."""
    return reader.say("erased-period" if message.period else "erased", **clinic_values(message.clinic))


@text.register
def patient_erased(message: PatientErased, reader: Reader) -> Html:
    """A patient is gone."""
    gone = reader.say(f"patient-erased-by-{message.asked_by}", name=message.name)
    kinds = [reader.say(f"alert-kind-{kind}") for kind in message.alerts]
    opened = reader.say("patient-erased-alerts", alerts=Html(", ".join(kinds))) if kinds else None
    phone = reader.say("alert-phone", phone=message.phone) if kinds and message.phone else None
    return reader.paragraphs(gone, reader.lines(opened, phone) if opened else None)

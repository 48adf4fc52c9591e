"""Red flags: what to do first, then why, then who knows."""

from rehab.messages.safety import AlertSeen, Flagged, FlagsCard, NoteToPatient, Ordered
from wording.reader import Reader
from wording.texts.base import text
from wording.texts.common import clinic_values
from wording.words import Html


def signs(flags: tuple[str, ...], reader: Reader) -> Html:
    """Signs in the patient's words."""
    return Html("; ".join(reader.say(f"flag-{flag}.long") for flag in flags))


@text.register
def flags_card(message: FlagsCard, reader: Reader) -> Html:
    """The question which sign it is."""
    view = "clean" if message.clean else message.why.value
    values = clinic_values(message.clinic)
    where = reader.say("flags-clinic", **values) if not message.clean else None
    return reader.lines(reader.say(f"flags-{view}", **values), where)


@text.register
def flagged(message: Flagged, reader: Reader) -> Html:
    """What to do now."""
    values = clinic_values(message.clinic)
    medicine = "fluoroquinolone" in message.flags
    return reader.paragraphs(
        reader.say("flagged-repeated") if message.repeated else None,
        reader.say(f"flagged-{message.tier}", flags=signs(message.flags, reader), **values),
        reader.lines(
            reader.say(f"flagged-{message.tier}-why", **values),
            reader.say("flagged-fluoroquinolone") if medicine else None,
        ),
        reader.say("flagged-stopped", time=reader.clock(message.at), **values),
    )


@text.register
def alert_seen(message: AlertSeen, reader: Reader) -> Html:
    """Somebody at the clinic has seen it."""
    return reader.say("alert-seen", time=reader.clock(message.at))


@text.register
def ordered(message: Ordered, reader: Reader) -> Html:
    """A clinician changed the plan."""
    stage, level = message.position
    return reader.say(f"ordered-{message.command}", stage=stage, level=level, clinician=message.clinician)


@text.register
def note(message: NoteToPatient, reader: Reader) -> Html:
    """Words from the clinician."""
    answer = reader.say("note-answer", **clinic_values(message.clinic)) if message.clinic else None
    said = reader.say("note-to-patient", clinician=message.clinician, text=message.text)
    return reader.paragraphs(said, answer)

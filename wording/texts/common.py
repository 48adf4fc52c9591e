"""Notices, hints, refusals and help."""

from datetime import datetime

from rehab.messages import Clinic
from rehab.messages.common import Help, Hint, InvitationRefused, PrivateOnly, Stranger, Toast, Trouble
from wording.reader import Reader
from wording.texts.base import text
from wording.words import UNKNOWN, Html


def clinic_values(clinic: Clinic | None) -> dict[str, str]:
    """What a text may say of the clinic; a dash where it is not known yet."""
    if clinic is None:
        return dict.fromkeys(("clinic", "phone", "hours", "emergency"), UNKNOWN)
    return {"clinic": clinic.name, "phone": clinic.phone, "hours": clinic.hours, "emergency": clinic.emergency}


@text.register
def toast(message: Toast, reader: Reader) -> Html:
    """A notice over a button."""
    return reader.say(f"said-{message.said}", **_values(message.data, reader))


@text.register
def hint(message: Hint, reader: Reader) -> Html:
    """An answer to something unexpected."""
    values = {**clinic_values(message.clinic), **_values(message.data, reader)}
    return reader.say(f"said-{message.said}", **values)


def _values(data: object, reader: Reader) -> dict[str, object]:
    """What a notice says of somebody; instants become local times."""
    values: dict[str, object] = dict(data) if isinstance(data, dict) else {}
    if isinstance(at := values.get("at"), str) and at:
        values["time"] = reader.clock(datetime.fromisoformat(at))
    return values


@text.register
def stranger(_: Stranger, reader: Reader) -> Html:
    """To somebody unknown."""
    return reader.say("stranger")


@text.register
def private_only(_: PrivateOnly, reader: Reader) -> Html:
    """To a group."""
    return reader.say("private-only")


@text.register
def refused(_: InvitationRefused, reader: Reader) -> Html:
    """A link that does not open."""
    return reader.say("invitation-refused")


@text.register
def trouble(message: Trouble, reader: Reader) -> Html:
    """Something failed here."""
    if message.operator:
        return reader.say("trouble-operator", reference=message.reference)
    phone = reader.say("trouble-phone", phone=message.clinic.phone) if message.clinic else None
    return reader.lines(reader.say("trouble", reference=message.reference), phone)


@text.register
def help_card(message: Help, reader: Reader) -> Html:
    """What the reader can do."""
    links = reader.say("help-invitations")
    alone = None if message.clinician else links
    parts = [
        reader.say("help-patient") if message.patient else None,
        reader.say("help-patient-pain") if message.patient else None,
        reader.lines(reader.say("help-clinician"), links, reader.say("help-handover")) if message.clinician else None,
        reader.lines(reader.say("help-administrator"), alone) if message.administrator else None,
    ]
    if not any(parts):
        parts.append(reader.say("help-nobody"))
    if message.clinic is not None:
        parts.append(reader.say("help-clinic", **{**clinic_values(message.clinic), "name": message.clinic.name}))
    return reader.paragraphs(reader.say("notice"), *parts)

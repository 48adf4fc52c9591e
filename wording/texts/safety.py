"""Red flags: what to do first, then why, then who knows."""

from datetime import date

from rehab.messages.day import Value
from rehab.messages.safety import (
    AlertClosed,
    AlertSeen,
    Flagged,
    FlagsCard,
    FlagsWhy,
    FollowUpCard,
    NoteToPatient,
    Noticed,
    Ordered,
    Tip,
)
from rehab.protocol import Tier
from wording.reader import Reader
from wording.texts.base import text
from wording.texts.common import clinic_values
from wording.texts.learn import lesson
from wording.words import Html


def named(flags: Value) -> tuple[str, ...]:
    """The signs in an input of a decision or alert, which holds them with commas."""
    return tuple(flag for flag in str(flags or "").split(",") if flag)


def signs(flags: tuple[str, ...], reader: Reader) -> Html:
    """Signs in the patient's words."""
    return Html("; ".join(reader.say(f"flag-{flag}.long") for flag in flags))


@text.register
def flags_card(message: FlagsCard, reader: Reader) -> Html:
    """The question which sign it is."""
    if message.named is not None:
        return reader.say("flags-named", sign=signs((message.named,), reader))
    view = "clean" if message.clean else message.why.value
    values = clinic_values(message.clinic)
    if message.lesser and message.why is FlagsWhy.ASKED and not message.clean:
        view = "lesser"
    where = reader.say("flags-clinic", **values) if not message.clean else None
    return reader.lines(reader.say(f"flags-{view}", **values), where)


@text.register
def flagged(message: Flagged, reader: Reader) -> Html:
    """What to do now, first; then why, and who knows. A medicine has its own words, alone or beside other signs."""
    values = clinic_values(message.clinic)
    medicines = [flag for flag in message.flags if reader.words.has(f"flag-{flag}.medicine")]
    alone = message.tier == Tier.C and len(medicines) == len(message.flags)
    act = "medicine" if alone else in_ids(message.tier)
    return reader.paragraphs(
        reader.say("flagged-repeated") if message.repeated else None,
        reader.say(f"flagged-{act}", flags=signs(message.flags, reader), **values),
        reader.lines(
            reader.say(f"flagged-{act}-why", **values),
            *([] if alone else [reader.say(f"flag-{flag}.medicine") for flag in medicines]),
        ),
        reader.say("flagged-stopped", time=reader.clock(message.at), **values),
    )


def in_ids(tier: str) -> str:
    """A tier as it stands in the names of texts."""
    return tier.replace("/", "")


def see_by(tier: str, day: date, reader: Reader) -> Html:
    """For a clinician: until when somebody with signs of a tier should have been seen."""
    return reader.say(f"see-by-{in_ids(tier)}", day=reader.day(day))


@text.register
def noticed(message: Noticed, reader: Reader) -> Html:
    """A routine sign: when to be seen, first; then what becomes of the plan."""
    values = clinic_values(message.clinic)
    return reader.paragraphs(
        reader.say("noticed", signs=signs(message.signs, reader), **values),
        reader.lines(
            reader.say("noticed-told", time=reader.clock(message.at), **values),
            reader.say("noticed-goes-on") if message.goes_on else None,
        ),
        reader.say("noticed-worse", **values),
    )


@text.register
def follow_up(message: FollowUpCard, reader: Reader) -> Html:
    """Whether a sign has shown by now."""
    values: dict[str, object] = {"sign": signs((message.sign,), reader), "day": message.day, "of": message.of}
    values |= clinic_values(message.clinic)
    return reader.say("follow-up" if message.seen is None else "follow-up-not-yet", **values)


@text.register
def tip(message: Tip, reader: Reader) -> Html:
    """A word of advice."""
    return reader.paragraphs(
        lesson(message.about, reader), reader.say("tip-not-passed-on", **clinic_values(message.clinic))
    )


@text.register
def alert_seen(message: AlertSeen, reader: Reader) -> Html:
    """Somebody at the clinic has seen it."""
    return reader.say("alert-seen", time=reader.clock(message.at))


@text.register
def alert_closed(message: AlertClosed, reader: Reader) -> Html:
    """The clinic has dealt with it."""
    stopped = reader.say("alert-closed-stopped") if message.stopped else None
    return reader.lines(reader.say("alert-closed", time=reader.clock(message.at)), stopped)


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

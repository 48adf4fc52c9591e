"""Alerts, as clinicians and administrators read them: what, about whom, and what to do."""

from datetime import date

from rehab.messages.alerts import AlertCard
from rehab.protocol import Care
from wording.reader import Reader
from wording.texts.base import text
from wording.texts.decisions import number
from wording.texts.safety import in_ids, named, see_by, signs
from wording.words import UNKNOWN, Html

MOST_RECENT = 7


@text.register
def alert(message: AlertCard, reader: Reader) -> Html:
    """An alert: what, about whom, on which numbers, and who has it."""
    stage, level = message.position
    status = reader.say(f"status-{message.status}")
    open_still = message.state == "open"
    notice = _why_the_administrator(message, reader) if message.for_administrator and open_still else None
    again = reader.say("alert-repeated") if message.repeated and open_still and not notice else None
    return reader.paragraphs(
        reader.lines(reader.say(f"alert-head-{message.what}", name=message.name), notice, again),
        reader.lines(
            _cause(message, reader), _see_by(message, reader), _numbers(message, reader), _phone(message, reader)
        ),
        reader.lines(
            reader.say("alert-position", stage=stage, level=level, status=status),
            _recent(message, reader),
            reader.say("alert-opened", at=reader.moment(message.opened_at), count=message.count),
            _open_again(message, reader),
            _cleared(message, reader),
            _whose(message, reader),
        ),
        _others(message, reader),
        reader.say("alert-reference", reference=reference(message.alert), version=message.version),
    )


def _open_again(message: AlertCard, reader: Reader) -> Html | None:
    since = message.again_since
    return reader.say("alert-open-again", at=reader.moment(since)) if since else None


def reference(number: int) -> str:
    """What an alert and its letter are quoted by: the same in the chat and on paper."""
    return f"{number % 36**6:06d}"[-6:]


def _why_the_administrator(message: AlertCard, reader: Reader) -> Html:
    lost = message.clinician_lost
    return reader.say("alert-clinician-lost" if lost else "alert-for-administrator", clinician=message.clinician)


def _cause(message: AlertCard, reader: Reader) -> Html:
    flags = named(message.inputs.get("flags"))
    tier = str(message.inputs.get("tier") or "")
    values: dict[str, object] = {name: number(value) for name, value in message.inputs.items()}
    values |= {"flags": signs(flags, reader), "letter": tier}
    values["tier"] = reader.say(f"alert-tier-{in_ids(tier)}") if tier else ""
    if message.rule == "treatment":
        values["what"] = reader.say(f"care-{message.inputs['what']}")
    said = reader.say(f"alert-{message.rule}", **values)
    return reader.lines(said, _many_injections(message, reader))


def _many_injections(message: AlertCard, reader: Reader) -> Html | None:
    count = message.inputs.get("count") if message.inputs.get("what") == Care.INJECTION else None
    return reader.say("alert-injections", count=count) if isinstance(count, int) and count > 1 else None


def _see_by(message: AlertCard, reader: Reader) -> Html | None:
    """Until when the patient should have been seen."""
    if message.see_by is None:
        return None
    return see_by(str(message.inputs["tier"]), message.see_by, reader)


def _phone(message: AlertCard, reader: Reader) -> Html:
    return reader.say("alert-phone", phone=message.phone) if message.phone else reader.say("alert-phone-none")


def _numbers(message: AlertCard, reader: Reader) -> Html | None:
    known = message.inputs
    if "pain_start" in known:
        return reader.say("alert-response", start=number(known["pain_start"]), now=number(known.get("pain_now")))
    if "pain_during" in known or "pain_24h" in known:
        during, after = known.get("pain_during"), known.get("pain_24h")
        return reader.say("alert-numbers", during=number(during), after=number(after))
    return None


def _recent(message: AlertCard, reader: Reader) -> Html:
    """The last days' ratings, as far as there are any."""
    after = reader.say("alert-recent", list=_listed(message.recent, reader)) if message.recent else None
    during = reader.say("alert-recent-during", list=_listed(message.recent_during, reader))
    return reader.lines(after or reader.say("alert-recent-none"), during if message.recent_during else None)


def _listed(ratings: tuple[tuple[date, int], ...], reader: Reader) -> Html:
    return Html(" · ".join(f"{reader.day(day)} <b>{value}</b>" for day, value in ratings[-MOST_RECENT:]))


def _cleared(message: AlertCard, reader: Reader) -> Html | None:
    """What it was about is over; it stays until somebody has seen it."""
    if not message.cleared:
        return None
    return reader.say("alert-cleared-lost_contact" if message.what == "lost_contact" else "alert-cleared")


def _others(message: AlertCard, reader: Reader) -> Html | None:
    """What is not told while this one is unresolved."""
    if not message.others:
        return None
    kinds = Html(", ".join(reader.say(f"alert-kind-{kind}") for kind in message.others))
    return reader.say("alert-others", list=kinds)


def _whose(message: AlertCard, reader: Reader) -> Html:
    """Who has it, and who dealt with it."""
    taken = resolved = None
    if message.acknowledged_at is not None and message.state != "open":
        at = reader.moment(message.acknowledged_at)
        taken = reader.say("alert-acknowledged", at=at, owner=message.owner or UNKNOWN)
        taken = reader.lines(taken, reader.say("alert-asked") if message.asked else None)
    if message.resolved_at is not None:
        at = reader.moment(message.resolved_at)
        resolved = reader.say("alert-resolved", at=at, owner=message.resolved_by or UNKNOWN)
    reply = reader.say("alert-reply", reply=reader.say(f"letter-reply-{message.reply}")) if message.reply else None
    return reader.lines(taken, resolved, reply)

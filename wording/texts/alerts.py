"""Alerts, as clinicians and administrators read them: what, about whom, and what to do."""

from rehab.messages.staff import AlertCard
from wording.reader import Reader
from wording.texts.base import text
from wording.texts.decisions import number
from wording.texts.safety import signs
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
        reader.lines(_cause(message, reader), _numbers(message, reader)),
        reader.lines(
            reader.say("alert-position", stage=stage, level=level, status=status),
            _recent(message, reader),
            reader.say("alert-opened", at=reader.moment(message.opened_at), count=message.count),
            reader.say("alert-cleared") if message.cleared else None,
            _whose(message, reader),
        ),
        reader.say("alert-reference", reference=f"{message.alert % 36**6:06d}"[-6:], version=message.version),
    )


def _why_the_administrator(message: AlertCard, reader: Reader) -> Html:
    lost = message.clinician_lost
    return reader.say("alert-clinician-lost" if lost else "alert-for-administrator", clinician=message.clinician)


def _cause(message: AlertCard, reader: Reader) -> Html:
    flags = tuple(flag for flag in str(message.inputs.get("flags", "")).split(",") if flag)
    tier = message.inputs.get("tier")
    values: dict[str, object] = {name: number(value) for name, value in message.inputs.items()}
    values |= {"flags": signs(flags, reader), "letter": str(tier or "")}
    values["tier"] = reader.say(f"alert-tier-{tier}") if tier else ""
    return reader.say(f"alert-{message.rule}", **values)


def _numbers(message: AlertCard, reader: Reader) -> Html | None:
    known = message.inputs
    if "pain_start" in known:
        return reader.say("alert-response", start=number(known["pain_start"]), now=number(known.get("pain_now")))
    if "pain_during" in known or "pain_24h" in known:
        during, after = known.get("pain_during"), known.get("pain_24h")
        return reader.say("alert-numbers", during=number(during), after=number(after))
    return None


def _recent(message: AlertCard, reader: Reader) -> Html:
    if not message.recent:
        return reader.say("alert-recent-none")
    listed = Html(" · ".join(f"{reader.day(day)} <b>{value}</b>" for day, value in message.recent[-MOST_RECENT:]))
    return reader.say("alert-recent", list=listed)


def _whose(message: AlertCard, reader: Reader) -> Html:
    """Who has it, and who dealt with it."""
    taken = resolved = None
    if message.acknowledged_at is not None and message.state != "open":
        at = reader.moment(message.acknowledged_at)
        taken = reader.say("alert-acknowledged", at=at, owner=message.owner or UNKNOWN)
    if message.resolved_at is not None:
        at = reader.moment(message.resolved_at)
        resolved = reader.say("alert-resolved", at=at, owner=message.resolved_by or UNKNOWN)
    return reader.lines(taken, resolved)

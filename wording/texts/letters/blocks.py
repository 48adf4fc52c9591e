"""The sections of a letter: who, why, what is asked, and what a clinician may consider (reference 5.3)."""

import html

from rehab.alerts import CHOICES
from rehab.messages.letter import Letter
from wording.reader import Reader
from wording.sheets import Lines, Rows, Section
from wording.texts.common import clinic_values
from wording.texts.decisions import number
from wording.texts.letters.base import section
from wording.texts.letters.done import with_ratings
from wording.texts.safety import named, signs
from wording.words import UNKNOWN, Html

ASKED = "asked"
ON_THE_CARD = ("write", "restart", "set", "hold", "release", "discharge")


def about(letter: Letter, reader: Reader) -> Html:
    """What a letter is about, in a few words."""
    rule = letter.fired.rule
    return reader.say("letter-asked") if rule == ASKED else reader.say(f"rule-{rule}")


def question(letter: Letter, reader: Reader) -> Section:
    """Why it is written, and what is asked."""
    values = {**with_ratings(letter.fired.inputs, reader), **letter.fired.thresholds}
    if "what" in letter.fired.inputs:
        values["what"] = reader.say(f"care-{letter.fired.inputs['what']}")
    values["flags"] = signs(named(letter.fired.inputs.get("flags")), reader)
    asked = reader.say(f"letter-ask-{letter.fired.rule}", **values)
    return section("question", reader, Lines(lines=(asked,), strong=True))


def patient(letter: Letter, reader: Reader) -> Section:
    """Whom it is about, and what they agreed to."""
    subject, say, unknown = letter.subject, reader.say, reader.say("letter-unknown")
    clinic = {**clinic_values(subject.clinic), "clinician": subject.clinician}
    rows = (
        (say("letter-name"), Html(html.escape(subject.name, quote=False))),
        (say("letter-birth"), unknown),
        (say("letter-phone"), unknown if subject.phone is None else Html(html.escape(subject.phone, quote=False))),
        (say("letter-clinician"), say("letter-clinician-at", **clinic)),
        (say("letter-consent"), _consent(letter, reader)),
    )
    return section("patient", reader, Rows(rows=rows))


def _consent(letter: Letter, reader: Reader) -> Html:
    given = letter.subject.agreed_at
    if given is None:
        return reader.say("letter-unknown")
    if letter.subject.withdrawn_at is not None:
        return reader.say("letter-consent-withdrawn", day=reader.dated(letter.subject.withdrawn_at))
    return reader.say("letter-consent-given", day=reader.dated(given), version=letter.subject.agreed_to or UNKNOWN)


def history(letter: Letter, reader: Reader) -> Section:
    """Diagnosis and history as entered; what was never asked says so."""
    subject, say, unknown = letter.subject, reader.say, reader.say("letter-unknown")
    injected = (
        unknown
        if subject.injected is None
        else say("letter-injected-yes" if subject.injected else "letter-injected-no")
    )
    made = {"side": say(f"side-{subject.side}"), "clinician": subject.clinician}
    pain = subject.pain_at_start
    rows = (
        (say("letter-diagnosis"), say("letter-diagnosis-made", **made)),
        (say("letter-pain-start"), unknown if pain is None else say("letter-points", value=pain)),
        (say("letter-injected"), injected),
        (say("letter-goal"), say("letter-yes" if subject.sport_goal else "letter-no")),
        (say("letter-more-history"), unknown),
    )
    return section("history", reader, Rows(rows=rows))


def rule(letter: Letter, reader: Reader) -> Section:
    """The rule with its numbers, thresholds and version."""
    say = reader.say
    numbers, limits = _numbers(letter, reader), _limits(letter, reader)
    rows = [(say("letter-rule"), _fired(letter, reader))]
    rows += [(say("letter-rule-numbers"), _listed(numbers))] if numbers else []
    rows += [(say("letter-rule-limits"), _listed(limits))] if limits else []
    caveat = (say("letter-rule-caveat"),) if limits else ()
    return section("rule", reader, Rows(rows=tuple(rows)), Lines(lines=caveat, small=True))


def _fired(letter: Letter, reader: Reader) -> Html:
    fired = letter.fired
    if fired.rule == ASKED:
        return reader.say("letter-rule-asked", version=letter.version)
    at = Html(f"{reader.dated(fired.at)}, {reader.clock(fired.at)}")
    name = reader.say(f"rule-{fired.rule}")
    return reader.say("letter-rule-fired", rule=name, id=fired.rule, at=at, version=letter.version)


def _listed(parts: list[Html]) -> Html:
    return Html(" · ".join(parts))


def _numbers(letter: Letter, reader: Reader) -> list[Html]:
    known = [(name, value) for name, value in letter.fired.inputs.items() if value is not None]
    return [reader.say(f"input-{n}", value=number(v)) for n, v in known if reader.words.has(f"input-{n}")]


def _limits(letter: Letter, reader: Reader) -> list[Html]:
    return [_limit(name, value, reader) for name, value in letter.fired.thresholds.items()]


def _limit(name: str, value: float, reader: Reader) -> Html:
    known = reader.words.has(f"limit-{name}")
    return reader.say(f"limit-{name}" if known else f"letter-limit-{name}", value=number(value))


def options(letter: Letter, reader: Reader) -> Section:
    """What a clinician may consider, each with its evidence and how sure that is."""
    known = [f"option-{name}" for name in letter.fired.options if reader.words.has(f"option-{name}")]
    lines = tuple(reader.say(name) for name in known)
    head = (reader.say("options-intro"),) if lines else ()
    tags = (reader.say("options-tags"),) if lines else ()
    listed = Lines(lines=lines, listed=True, whole=True)
    return section("options", reader, Lines(lines=head), listed, Lines(lines=tags, small=True))


def reply(letter: Letter, reader: Reader) -> Section:
    """How to reach the patient, and how to answer."""
    labels = {name: reader.say(f"button-reply-{name}") for name in CHOICES}
    have = reader.say("button-acknowledge")
    alert = reader.say("letter-answer-alert", have=have, **labels) if letter.fired.asks else None
    orders = Html(" · ".join(reader.say(f"button-{name}") for name in ON_THE_CARD))
    whom = {**clinic_values(letter.subject.clinic), "clinician": letter.subject.clinician}
    lines = (
        reader.say("letter-answer-forwarded", **whom),
        alert,
        reader.say("letter-answer-plan", orders=orders),
    )
    return section("reply", reader, Lines(lines=tuple(line for line in lines if line), listed=True, whole=True))

"""What a letter can be about: how urgent, which thresholds the rule compared, what a clinician may consider next.

Urgencies follow the tiers of reference section 4 and "within 1-2 weeks" of 5.1; the others are product choices (tag D).
The options are those of reference 5.2, the least invasive first (003-10). Other treatment is named only where the
programme has been done for months and has not helped (002-15).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from rehab.alerts import ASKING
from rehab.engine import Alert
from rehab.messages.day import Value
from rehab.messages.letter import Fired, Urgency
from rehab.protocol import Protocol, Tier

ASKED = "asked"
ALL_OPTIONS = ("diagnosis", "dose", "adjuncts", "mri", "eswt", "injection", "surgery")
LOOK_AGAIN = ("diagnosis", "dose", "adjuncts")
RESPONSE = ("response_points", "response_percent", "response_questionnaire")
TIERS: Mapping[str, Urgency] = {Tier.A: Urgency.EMERGENCY, Tier.B: Urgency.SAME_DAY, Tier.C: Urgency.TWO_WEEKS}


@dataclass(frozen=True, slots=True)
class Topic:
    """What goes with a rule that asks for a letter."""

    urgency: Urgency
    uses: tuple[str, ...]
    options: tuple[str, ...]


TOPICS: Mapping[str, Topic] = {
    "red_flag": Topic(Urgency.SAME_DAY, (), ()),
    "treatment": Topic(Urgency.TWO_WEEKS, (), ()),
    "routine_sign": Topic(Urgency.TWO_WEEKS, (), ("diagnosis",)),
    "outer_limit": Topic(Urgency.ROUTINE, ("fail_weeks", "plateau_weeks", *RESPONSE[:2]), ALL_OPTIONS),
    "stalled": Topic(
        Urgency.ROUTINE, ("stall_weeks", "adherence_stall", "plateau_weeks", *RESPONSE, "repeat_days"), ALL_OPTIONS
    ),
    "worsening": Topic(Urgency.TWO_WEEKS, ("worsening",), LOOK_AGAIN),
    "flare_not_over": Topic(Urgency.TWO_WEEKS, ("flare_review_days", "flare_settled_max"), LOOK_AGAIN),
    "second_flare": Topic(Urgency.TWO_WEEKS, ("flare_again_days",), LOOK_AGAIN),
    "overload_in_first_stage": Topic(Urgency.TWO_WEEKS, ("pain_ceiling", "severe"), LOOK_AGAIN),
    "poor_adherence": Topic(Urgency.ROUTINE, ("stall_weeks", "adherence_low", *RESPONSE[:2]), ("dose", "adjuncts")),
    "early_warning": Topic(Urgency.ROUTINE, ("early_weeks", "adherence_low"), LOOK_AGAIN),
    "still_improving": Topic(Urgency.ROUTINE, ("fail_weeks", "plateau_weeks", *RESPONSE[:2]), ("diagnosis", "dose")),
}


def urgency_of(rule: str, inputs: Mapping[str, Value]) -> Urgency:
    """How soon somebody should act: for red flags by their tier."""
    if rule not in TOPICS:
        return Urgency.ROUTINE
    return TIERS.get(str(inputs.get("tier")), TOPICS[rule].urgency)


def most_pressing(alerts: Mapping[int, Alert]) -> int | None:
    """By its id the alert that a letter is about: the most urgent, then the one whose topic stands first."""
    known = [number for number, alert in alerts.items() if alert.rule in TOPICS]
    return min(known, key=lambda number: _rank(alerts[number]), default=None)


def _rank(alert: Alert) -> tuple[int, int]:
    urgencies, rules = list(Urgency), list(TOPICS)
    return urgencies.index(urgency_of(alert.rule, alert.inputs)), rules.index(alert.rule)


def fired(alert: Alert | None, protocol: Protocol, figures: Mapping[str, Value], now: datetime) -> Fired:
    """What a letter is about; where no alert asks for it, or one that is no case for a letter, the numbers of today."""
    if alert is None or alert.rule not in TOPICS:
        return Fired(rule=ASKED, at=now, inputs=figures)
    topic = TOPICS[alert.rule]
    thresholds = {name: protocol.thresholds.value(name) for name in topic.uses}
    return Fired(
        rule=alert.rule,
        at=alert.at,
        inputs=dict(alert.inputs),
        thresholds=thresholds,
        asks=alert.kind in ASKING,
        options=topic.options,
    )

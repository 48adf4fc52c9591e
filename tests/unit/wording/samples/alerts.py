"""Alerts of every kind."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from rehab.engine import AlertKind
from rehab.engine.review import KINDS
from rehab.messages import Message
from rehab.messages import alerts as a
from rehab.messages import day as d
from rehab.plan import Position
from rehab.protocol import Care, Tier
from tests.unit.wording.samples import world
from tests.unit.wording.samples.decided import FIGURES
from tests.unit.wording.samples.values import BIG, DAY, NOW, Words

ALERT_RULES = (
    "red_flag", "overload_in_first_stage", "second_flare", "flare_not_over", "routine_sign", "treatment", "unreachable",
    *KINDS,
)  # fmt: skip


def alert_cards(w: Words) -> Iterator[Message]:
    """Every kind and rule of an alert, in every state."""
    inputs: dict[str, d.Value] = {
        "flags": ",".join(world.FLAGS),
        "tier": "A",
        "pain_during": 9,
        "pain_24h": None,
        "days": 7,
    }
    inputs |= {"what": "injection", "count": 2}
    for kind, rule, state in product(AlertKind, ALERT_RULES, ("open", "acknowledged", "resolved")):
        card = a.AlertCard(
            alert=BIG, plan=BIG, name=w.name, what=kind.value, rule=rule, opened_at=NOW, state=state,
            inputs=FIGURES if rule in KINDS else inputs,
            position=Position(4, 4), status="stopped", recent=((DAY, 10),) * 7, owner=w.name, acknowledged_at=NOW,
            resolved_at=NOW, version="pht 1.0.0",
        )  # fmt: skip
        yield replace(card, letter=True, reply="referred")
        yield replace(card, asked=True, others=("adherence", "lost_contact", "stalled"), cleared=True)
        yield from (
            card,
            replace(card, count=12, repeated=3, again_since=NOW),
            replace(card, for_administrator=True, recent=()),
        )
    card = replace(card, rule="red_flag", recent_during=((DAY, 9),) * 7, phone=w.clinic.phone, see_by=DAY)
    yield from (replace(card, inputs={**inputs, "tier": tier.value}) for tier in Tier)
    for what, count in product(Care, (1, 2)):
        yield replace(
            card, rule="treatment", inputs={"what": what.value, "count": count}, awaits_restart=True, see_by=None
        )
    yield replace(
        card, rule="routine_sign", inputs={"flags": world.ROUTINE[0], "tier": "D"}, held=True, status="active"
    )

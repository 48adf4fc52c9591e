"""What a chain tells without deriving anything: how the plan began, and its facts as they now hold."""

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from rehab.events import EVENT, AnyEvent
from rehab.lab.reading import in_plain_words, inside_event
from rehab.lab.trace import YEARS
from rehab.lab.written import trace_of
from rehab.plan import PLAN, Plan
from rehab.protocol import place
from usecases.canonical import first_difference
from usecases.chain.links import Chain, ChainError
from usecases.course import as_corrected, start_body
from usecases.records import Entry, EntryKind

FACTS = frozenset({EntryKind.EVENT, EntryKind.CORRECTION})


@dataclass(frozen=True, slots=True)
class Beginning:
    """The plan as it began, and the protocol (id and version) under which it did."""

    plan: Plan
    protocol: tuple[str, str]


def beginning(chain: Chain) -> Beginning:
    """What the first link says.

    Raises:
        ChainError: if it does not say how a plan began.
    """
    body = dict(chain.links[0].entry.body) if chain.links else {}
    try:
        begun = Beginning(PLAN.validate_python(body["plan"]), (str(body["protocol"]), str(body["version"])))
    except (KeyError, ValidationError) as error:
        raise ChainError("link 1: does not say how the plan began") from error
    if body != start_body(begun.plan, *begun.protocol) or chain.links[0].entry.kind is not EntryKind.START:
        raise ChainError("link 1: does not say how the plan began")
    return begun


def fact_in(link: Entry) -> AnyEvent:
    """The fact that a link records.

    Raises:
        ChainError: if it records none, or one of another instant.
    """
    try:
        fact = EVENT.validate_python(link.body)
    except ValidationError as error:
        first = error.errors()[0]
        raise ChainError(f"link {link.seq}.{place(inside_event(first))}: {in_plain_words(first)}") from error
    if fact.at != link.at:
        raise ChainError(f"link {link.seq}: its fact is of another instant")
    return fact


def facts(chain: Chain) -> list[AnyEvent]:
    """A plan's facts in order, each as last corrected.

    Raises:
        ChainError: if a link that should record one does not.
    """
    return list(as_corrected(fact_in(link.entry) for link in chain.links if link.entry.kind in FACTS).values())


def as_json(plan: Plan) -> dict[str, Any]:
    """A plan's state as plain JSON data."""
    state: dict[str, Any] = PLAN.dump_python(plan, mode="json")
    return state


def read_state(state: object) -> Plan:
    """A plan's state from plain JSON data.

    Raises:
        ChainError: if it is none, or holds more than a state does.
    """
    try:
        plan = PLAN.validate_python(state)
    except ValidationError as error:
        first = error.errors()[0]
        raise ChainError(f"the plan's state: {place(first['loc'])}: {in_plain_words(first)}") from error
    if (found := first_difference(state, as_json(plan))) is not None:
        raise ChainError(f"the plan's state: {found.where} is {found.found}, must be {found.expected}")
    if plan.evaluated_until.tzinfo is None or plan.evaluated_until.year not in YEARS:
        raise ChainError(f"the plan's state: evaluated_until must be in UTC, in {YEARS.start} to {YEARS.stop - 1}")
    return plan


def as_trace(chain: Chain) -> dict[str, Any]:
    """A plan's history as a trace (`sitbone-trace/1`): its facts as they now hold, up to where it was evaluated.

    Raises:
        ChainError: if the chain cannot be read.
    """
    return trace_of(beginning(chain).plan, facts(chain), chain.state.evaluated_until)

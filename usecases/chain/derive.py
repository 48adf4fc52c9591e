"""A chain derived again from its facts: what each link must be follows from those before it.

The links are read in their order and held against what the bot must have written at that point: what falls due before a
fact is decided before it, a fact brings its decisions and alerts, a correction derives everything anew and replaces
what comes out otherwise. So the decisions that a correction undid are derived again as well, under the facts as they
were known when they were made.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from rehab.course import Course, Step, next_due, pass_time, remember, take
from rehab.course.due import pass_time_before
from rehab.events import AnyEvent
from rehab.evidence import Evidence
from rehab.lab.trace import YEARS, TraceError, misfits, read_trace
from rehab.lab.written import trace_of
from rehab.plan import Plan
from rehab.protocol import Protocol
from usecases.canonical import dumped, first_difference
from usecases.chain.links import Chain, ChainError, check_links
from usecases.chain.outcomes import KINDS, Outcomes, bodies
from usecases.chain.story import as_json, beginning, fact_in
from usecases.course import as_corrected, rules_body
from usecases.records import Entry, EntryKind

Protocols = Mapping[tuple[str, str], Protocol]  # by id and version
A_DAY = timedelta(days=1)  # an outcome is dated by the day on which it falls due


class UnknownProtocolError(Exception):
    """A chain names rules that are not at hand; the message says which."""


@dataclass(frozen=True, slots=True)
class Verified:
    """How much of a chain was derived again, and under which rules, in the order in which they held."""

    facts: int
    decisions: int
    alerts: int
    undone: int
    protocols: tuple[str, ...]


def verify(chain: Chain, protocols: Protocols) -> Verified:
    """Check that a chain is whole, and derive every decision and alert again, and where the plan stands.

    Raises:
        ChainError: for the first link that is not what it must be.
        UnknownProtocolError: if the chain names rules that are not at hand.
    """
    check_links(chain)
    derivation = _Derivation(chain, protocols)
    for link in chain.links[1:]:
        derivation.read(link.entry)
    return derivation.ended()


class _Derivation:
    """A plan as far as its chain has been read."""

    def __init__(self, chain: Chain, protocols: Protocols) -> None:
        begun = beginning(chain)
        self._chain, self._protocols, self._start = chain, protocols, begun.plan
        self._named: list[str] = []
        self._protocol = self._known(*begun.protocol)
        _check_start(chain, begun.plan, self._protocol)
        self._course = Course(begun.plan, Evidence())
        self._facts: dict[datetime, AnyEvent] = {}
        self._outcomes = {kind: Outcomes(kind) for kind in KINDS}
        self._undone: set[int] = set()

    def read(self, link: Entry) -> None:
        """Read the next link."""
        if link.at.year not in YEARS:
            raise ChainError(f"link {link.seq}: lies outside the years {YEARS.start} to {YEARS.stop - 1}")
        match link.kind:
            case EntryKind.EVENT:
                self._fact(link)
            case EntryKind.CORRECTION:
                self._correction(link)
            case EntryKind.DECISION | EntryKind.ALERT:
                self._outcome(link)
            case EntryKind.PROTOCOL:
                self._other_rules(link)
            case EntryKind.START:
                raise ChainError(f"link {link.seq}: the plan has begun already")

    def ended(self) -> Verified:
        """After the last link: nothing may be missing, and the plan must stand where it is said to stand."""
        self._forward(pass_time(self._course, self._chain.state.evaluated_until, self._protocol))
        self._none_missing("at the end")
        self._check_undone()
        self._check_state()
        links = [link.entry.kind for link in self._chain.links]
        return Verified(
            facts=len(self._facts),
            decisions=links.count(EntryKind.DECISION),
            alerts=links.count(EntryKind.ALERT),
            undone=len(self._undone),
            protocols=tuple(self._named),
        )

    # --- links -------------------------------------------------------------------------------------------------------

    def _fact(self, link: Entry) -> None:
        """A fact comes after all that fell due before it, and those decisions stand before it."""
        fact = self._checked(link)
        if fact.at <= max(self._course.plan.evaluated_until, next(reversed(self._facts), self._start.evidence_from)):
            raise ChainError(f"link {link.seq}: lies before what had been dealt with by then")
        self._forward(pass_time_before(self._course, fact.at, self._protocol))
        self._outcomes[EntryKind.DECISION].none_missing(f"before link {link.seq}")
        self._facts[fact.at] = fact
        self._forward(take(self._course, fact, self._protocol))

    def _outcome(self, link: Entry) -> None:
        """A decision or an alert must be the next one that comes out; time passes until one does."""
        outcomes = self._outcomes[link.kind]
        while not outcomes.awaited and (due := next_due(self._course, self._protocol)) is not None:
            if due > link.at + A_DAY:
                break
            self._forward(pass_time(self._course, due, self._protocol))
        outcomes.meet(link)

    def _correction(self, link: Entry) -> None:
        """Everything is derived again from the start, up to where it had been derived before."""
        self._none_missing(f"before link {link.seq}")
        fact = self._checked(link)
        if fact.at not in self._facts:
            raise ChainError(f"link {link.seq}: corrects a fact that is not there")
        self._facts = as_corrected([*self._facts.values(), fact])
        step = self._from_the_start(self._course.plan.evaluated_until)
        self._course = step.course
        for kind, made in bodies(step).items():
            self._undone.update(self._outcomes[kind].replaced(made))

    def _other_rules(self, link: Entry) -> None:
        """From here on another protocol; what is known is read again by its limits."""
        self._none_missing(f"before link {link.seq}")
        name, version = str(link.body.get("protocol")), str(link.body.get("version"))
        if link.body != rules_body(name, version):
            raise ChainError(f"link {link.seq}: does not name a protocol")
        self._protocol = self._known(name, version)
        plan, evidence = self._course.plan, Evidence()
        for fact in self._facts.values():
            if fact.at > plan.evidence_from:
                evidence = remember(evidence, fact, plan, self._protocol)
        self._course = Course(plan, evidence)

    # --- deriving ----------------------------------------------------------------------------------------------------

    def _known(self, name: str, version: str) -> Protocol:
        self._named.append(f"{name} {version}")
        if (name, version) not in self._protocols:
            raise UnknownProtocolError(f"the protocol {dumped(name)} {dumped(version)} is not at hand")
        return self._protocols[name, version]

    def _checked(self, link: Entry) -> AnyEvent:
        """A link's fact, held against the protocol."""
        fact = fact_in(link)
        try:
            problem = next(misfits(fact, f"link {link.seq}", self._start.evidence_from, self._protocol), None)
        except TraceError as error:
            raise ChainError(str(error)) from error
        if problem is not None:
            raise ChainError(problem)
        return fact

    def _forward(self, step: Step) -> None:
        self._course = step.course
        for kind, made in bodies(step).items():
            self._outcomes[kind].awaited.extend(made)

    def _from_the_start(self, until: datetime) -> Step:
        step = Step(Course(self._start, Evidence()))
        for fact in self._facts.values():
            step = step.then(take(step.course, fact, self._protocol))
        return step.then(pass_time(step.course, until, self._protocol))

    # --- checks ------------------------------------------------------------------------------------------------------

    def _none_missing(self, where: str) -> None:
        for outcomes in self._outcomes.values():
            outcomes.none_missing(where)

    def _check_undone(self) -> None:
        for link in (one.entry for one in self._chain.links):
            if link.superseded and link.seq not in self._undone:
                raise ChainError(f"link {link.seq}: is marked as undone, but no correction undid it")
            if link.seq in self._undone and not link.superseded:
                raise ChainError(f"link {link.seq}: is not marked as undone, but a correction undid it")

    def _check_state(self) -> None:
        rules = f"{self._chain.protocol_id} {self._chain.protocol_version}"
        if rules != self._named[-1]:
            raise ChainError(f"the plan's state: is under {rules}, by the chain under {self._named[-1]}")
        found = first_difference(as_json(self._chain.state), as_json(self._course.plan))
        if found is not None:
            raise ChainError(f"the plan's state: {found.where} is {found.found}, derived {found.expected}")


def _check_start(chain: Chain, plan: Plan, protocol: Protocol) -> None:
    """A plan begins as a trace can say, on a rung of the ladder."""
    try:
        begun = read_trace(dumped(trace_of(plan, (), plan.evidence_from)), protocol).start.plan
    except TraceError as error:
        raise ChainError(f"link 1: {error}") from error
    if begun != plan or chain.links[0].entry.at != plan.evidence_from:
        raise ChainError("link 1: is not the beginning of a plan")

"""What became of everybody, by kind: counts that add up whatever the number of processes."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rehab.engine import AlertKind, Verdict
from rehab.lab.simulate.life import MAINTENANCE, PAUSED, STOPPED, Lived
from rehab.lab.simulate.people import Kind

WHOLE = "all"
ROWS = (*Kind, WHOLE)
MET = {"progressed": Verdict.PROGRESS, "reduced": Verdict.REDUCE, "regressed": Verdict.REGRESS}
SHARES = ("progressed", "held", "reduced", "regressed", "flare", "stalled", "escalated")


@dataclass(slots=True)
class Tally:
    """Counts by (kind, what): of patients, of their alerts (`alert KIND`), and of who stood where (`week N STATE`)."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    stages: int = 0

    def add(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(self.counts + other.counts, max(self.stages, other.stages))

    def count(self, kind: str, what: str) -> int:
        """How many of a kind."""
        return self.counts[kind, what]

    def share(self, kind: str, what: str) -> float:
        """How many to a hundred patients of a kind; 0 where there are none."""
        return 100 * self.count(kind, what) / max(1, self.count(kind, "patients"))

    @property
    def states(self) -> tuple[str, ...]:
        """Where somebody can stand, from the first stage up."""
        return (*(f"stage {n}" for n in range(1, self.stages + 1)), MAINTENANCE, PAUSED, STOPPED)


def tallied(lives: Iterable[Lived], stages: int) -> Tally:
    """Count lives; `stages` is how many the protocol has."""
    tally = Tally(stages=stages)
    for life in lives:
        found = _of(life)
        for kind in (life.kind.value, WHOLE):
            tally.counts.update({(kind, what): number for what, number in found.items()})
    return tally


def _of(life: Lived) -> Counter[str]:
    """One life in counts: what it met with at least once, its alerts and decisions, and where it stood each week."""
    met = {name: bool(life.verdicts[verdict.value]) for name, verdict in MET.items()}
    met["held"] = not any(met.values())
    met |= {"flare": bool(life.plan.flares), "stalled": bool(life.alerts[AlertKind.STALLED])}
    met["escalated"] = bool(life.alerts)
    found = Counter({name: int(yes) for name, yes in met.items()})
    found.update({"patients": 1, f"end {life.state}": 1, "decisions": life.verdicts.total()})
    found.update({f"alert {kind}": number for kind, number in life.alerts.items()})
    found.update(f"week {week} {state}" for week, state in enumerate(life.states))
    return found


def table(tally: Tally) -> str:
    """Three tables for people: what patients of a kind met with, where they stand at the end, and their alerts."""
    patients = {kind: str(tally.count(kind, "patients")) for kind in ROWS}
    alerts = [kind.value for kind in AlertKind if tally.count(WHOLE, f"alert {kind.value}")]
    return "\n\n".join(
        (
            _laid_out("in percent", {"patients": patients, **{name: _shown(tally, name) for name in SHARES}}),
            _laid_out("at the end", {state: _shown(tally, f"end {state}") for state in tally.states}),
            _laid_out("alerts to 100", {kind.replace("_", " "): _shown(tally, f"alert {kind}") for kind in alerts}),
        )
    )


def _shown(tally: Tally, what: str) -> dict[str, str]:
    """A column: how many to a hundred of each kind; a dash for none, which 0.0 need not be."""
    return {kind: f"{tally.share(kind, what):.1f}" if tally.count(kind, what) else "-" for kind in ROWS}


def _laid_out(title: str, columns: Mapping[str, Mapping[str, str]]) -> str:
    """A head, a line a kind, and a line for all."""
    first = max(len(name) for name in (title, *ROWS))
    widths = {head: max(len(head), *(len(cell) for cell in column.values())) for head, column in columns.items()}
    lines = [{head: head for head in columns}, *({head: columns[head][kind] for head in columns} for kind in ROWS)]
    names = (name.ljust(first) for name in (title, *ROWS))
    cells = ((cell.rjust(widths[head]) for head, cell in line.items()) for line in lines)
    return "\n".join("  ".join((name, *line)) for name, line in zip(names, cells, strict=True))

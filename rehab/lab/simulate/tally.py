"""What became of everybody, by kind: counts that add up whatever the number of processes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from rehab.engine import AlertKind, Verdict
from rehab.lab.simulate.life import Lived
from rehab.lab.simulate.people import Kind

WHOLE = "all"
PEOPLE = ("patients", "progressed", "held", "reduced", "regressed", "flare", "stopped", "maintenance")
VERDICTS = {"progressed": Verdict.PROGRESS, "reduced": Verdict.REDUCE, "regressed": Verdict.REGRESS}


@dataclass(slots=True)
class Tally:
    """Counts by (kind, what)."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    stages: int = 0

    def add(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(self.counts + other.counts, max(self.stages, other.stages))

    def count(self, kind: str, what: str) -> int:
        """How many of a kind."""
        return self.counts[kind, what]


def tallied(lives: Iterable[Lived], stages: int) -> Tally:
    """Count lives; `stages` is how many the protocol has."""
    tally = Tally(stages=stages)
    for life in lives:
        for what, number in _of(life).items():
            tally.counts[life.kind.value, what] += number
            tally.counts[WHOLE, what] += number
    return tally


def _of(life: Lived) -> Counter[str]:
    """One life in counts: of people with at least one such decision, of alerts, and of decisions."""
    plan = life.plan
    met = {name: bool(life.verdicts[verdict.value]) for name, verdict in VERDICTS.items()}
    met["held"] = not any(met.values())
    met |= {"flare": bool(plan.flares), "stopped": plan.stopped, "maintenance": plan.maintenance_from is not None}
    found = Counter({name: int(yes) for name, yes in met.items()})
    found.update({"patients": 1, f"stage {plan.position.stage}": 1, "decisions": life.verdicts.total()})
    found.update({f"alert {kind}": number for kind, number in life.alerts.items()})
    return found


def table(tally: Tally) -> str:
    """A table for people: of each kind how many, and the alerts that their clinicians got."""
    alerts = [kind.value for kind in AlertKind if tally.count(WHOLE, f"alert {kind.value}")]
    keys = [*PEOPLE, *(f"stage {n}" for n in range(1, tally.stages + 1)), *(f"alert {kind}" for kind in alerts)]
    rows = [["kind", *keys], *([kind, *(str(tally.count(kind, key)) for key in keys)] for kind in [*Kind, WHOLE])]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(_line(row, widths) for row in rows)


def _line(row: list[str], widths: list[int]) -> str:
    first, *numbers = row
    cells = [number.rjust(width) for number, width in zip(numbers, widths[1:], strict=True)]
    return "  ".join([first.ljust(widths[0]), *cells])

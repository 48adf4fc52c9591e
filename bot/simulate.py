"""`sitbone simulate`: virtual patients through the real rules, on as many processes as there are processors."""

import asyncio
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from bot.exits import AnswerIsNoError
from bot.fates import draw, form_of
from rehab.lab.simulate import PROPERTIES, Tally, Violation, as_trace, live, table, tallied
from rehab.lab.simulate.tally import WHOLE
from rehab.protocol import Protocol, load_protocol, shipped_protocol

BATCH = 50
LEGEND = (
    "Numbers are to a hundred patients of a kind, a dash is none. Progressed, reduced, regressed, in a flare, told as "
    "stalled, or escalated by any alert: at least once; held: never moved."
)


class UnsafeRunError(AnswerIsNoError):
    """A safety property did not hold; the message names patient, seed, instant and property."""


@dataclass(frozen=True, slots=True)
class Run:
    """Which patients to simulate: numbers from `first` up to but without `end`, for so many weeks, under a protocol."""

    first: int
    end: int
    weeks: int
    seed: int
    file: Path | None = None  # of the protocol; None is the shipped one

    @property
    def protocol(self) -> Protocol:
        """The protocol that they live under.

        Raises:
            ProtocolError: with every problem and its place.
        """
        return load_protocol(self.file) if self.file else shipped_protocol()

    def batches(self) -> list["Run"]:
        """The same patients in batches, in order."""
        return [
            replace(self, first=first, end=min(first + BATCH, self.end)) for first in range(self.first, self.end, BATCH)
        ]


Say = Callable[[str], None]


async def simulate_all(run: Run, processes: int, picture: Path | None, *, say: Say, aside: Say) -> None:
    """Simulate, tell what became of everybody, and draw it if a file is named; the speed is told aside.

    Raises:
        UnsafeRunError: if a property did not hold.
        BadInputError: if the file cannot be a picture, before anything is simulated.
        AnswerIsNoError: if it could not be drawn.
    """
    form = form_of(picture) if picture else None
    started = perf_counter()
    tally = simulated(run, processes)
    say(report(tally))
    aside(f"{(run.end - run.first) / (perf_counter() - started):.1f} patients a second")
    if picture and form:
        title = f"{run.end - run.first:,} virtual patients in {run.weeks} weeks"
        await asyncio.to_thread(picture.write_bytes, await draw(tally, title, run.weeks, form))


def simulated(run: Run, processes: int) -> Tally:
    """Simulate, and count what became of everybody, which does not depend on the number of processes.

    Raises:
        UnsafeRunError: if a property did not hold, for the first patient with whom it did not.
    """
    tally = Tally()
    for counted, violation in _counted(run.batches(), processes):
        if violation is not None:
            raise UnsafeRunError(f"{violation}; the trace: {_again(run, violation.patient)}")
        tally = tally.add(counted)
    return tally


def report(tally: Tally) -> str:
    """What became of everybody, for people."""
    checked = f"{len(PROPERTIES)} safety properties, {tally.count(WHOLE, 'decisions')} decisions: no violation."
    return "\n".join((table(tally), "", LEGEND, checked))


def _again(run: Run, patient: int) -> str:
    """The call that lets one patient live again."""
    under = f" --protocol {run.file}" if run.file else ""
    return f"sitbone simulate --only {patient} --weeks {run.weeks} --seed {run.seed}{under} --trace"


async def trace_one(run: Run, say: Callable[[str], None]) -> None:
    """Tell the first patient's life.

    Raises:
        ProtocolError: if they have no protocol to live under.
    """
    say(traced(run))


def traced(run: Run) -> str:
    """The first patient's life as a trace for `sitbone replay`, whatever property did not hold."""
    return json.dumps(as_trace(live(run.first, run.seed, run.weeks, run.protocol)), indent=1)


def _counted(batches: list[Run], processes: int) -> Iterator[tuple[Tally, Violation | None]]:
    if processes == 1 or len(batches) == 1:
        yield from map(_batch, batches)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        try:
            yield from pool.map(_batch, batches)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _batch(run: Run) -> tuple[Tally, Violation | None]:
    """One batch, up to the first patient with whom a property does not hold."""
    protocol = run.protocol
    lives = []
    for lived in map(partial(live, seed=run.seed, weeks=run.weeks, protocol=protocol), range(run.first, run.end)):
        if lived.violation is not None:
            return Tally(), lived.violation
        lives.append(lived)
    return tallied(lives, protocol.last_stage), None

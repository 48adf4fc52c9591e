"""One history under two protocols: which evaluations come out otherwise, and what causes each.

A divergence can have two causes, and both at once. The change itself: where the plan stood by then, the first protocol
would have decided otherwise at this instant. And an earlier divergence, which brought the plan to where it stood.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from rehab.course import Course, Step, pass_time, take
from rehab.course.due import pass_time_before
from rehab.engine import Decision, OccasionKind, Verdict
from rehab.lab.replay import replay
from rehab.lab.trace import Trace
from rehab.protocol import Protocol, Threshold, Thresholds, replaced

OTHERWISE = "protocol"  # the name of whatever differs between two protocols besides thresholds


class Key(NamedTuple):
    """Which evaluation: its instant, occasion and training day, and which of several that share all these."""

    at: datetime
    occasion: OccasionKind
    day: date | None
    number: int


@dataclass(frozen=True, slots=True)
class Divergence:
    """One evaluation that comes out otherwise; None stands for one that takes place under the other protocol only.

    `causes` names the changed thresholds (or `protocol`) that make a difference here. Where the plan already stood
    elsewhere, or they make none, `follows_from` is the instant (aware UTC) of the latest divergence at which they made
    the plan move otherwise.
    """

    at: datetime
    was: Decision | None
    now: Decision | None
    causes: tuple[str, ...] = ()
    follows_from: datetime | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A history under two protocols: how each run ends, the names of what changed, and where the two part."""

    was: Step
    now: Step
    changed: tuple[str, ...]
    divergences: tuple[Divergence, ...]


def compare(trace: Trace, was: Protocol, now: Protocol) -> Comparison:
    """Replay a trace under two protocols and find every evaluation whose verdict, rule or positions differ."""
    changes = _changes(was, now)
    first, second = replay(trace, was), replay(trace, now)
    causes = _Causes(trace, was, now, changes)
    return Comparison(first, second, tuple(changes), tuple(_divergences(first, second, causes)))


def _divergences(first: Step, second: Step, causes: "_Causes") -> Iterator[Divergence]:
    was, now = keyed(first.decisions), keyed(second.decisions)
    root: datetime | None = None
    for key in sorted({*was, *now}, key=_order):
        found = Divergence(key.at, was.get(key), now.get(key))
        if _gist(found.was) == _gist(found.now):
            continue
        names = causes.of_first(found, key) if root is None else causes.of_later(found, key)
        yield replace(found, causes=names, follows_from=root if _stood_elsewhere(found) or not names else None)
        if root is None or (names and _step(found.was) != _step(found.now)):
            root = key.at


def _stood_elsewhere(found: Divergence) -> bool:
    """Whether the plan stood elsewhere before, as far as both evaluations took place."""
    return found.was is not None and found.now is not None and found.was.before != found.now.before


def _step(decision: Decision | None) -> Verdict:
    """How the plan moved; without an evaluation it does not."""
    return decision.verdict if decision else Verdict.HOLD


def keyed(decisions: Iterable[Decision]) -> Mapping[Key, Decision]:
    """Decisions by what makes them the same evaluation in another run."""
    seen: Counter[tuple[datetime, OccasionKind, date | None]] = Counter()
    found: dict[Key, Decision] = {}
    for decision in decisions:
        same = (decision.at, decision.occasion, decision.cause)
        found[Key(*same, seen[same])] = decision
        seen[same] += 1
    return found


def _order(key: Key) -> tuple[datetime, str, date, int]:
    return (key.at, key.occasion, key.day or date.min, key.number)


def _gist(decision: Decision | None) -> tuple[object, ...] | None:
    """What must agree for two decisions to be the same."""
    if decision is None:
        return None
    return (decision.verdict, decision.rule, decision.before, decision.after, decision.maintenance)


def _changes(was: Protocol, now: Protocol) -> dict[str, Protocol]:
    """Each single change by its name, as the first protocol with nothing but that change."""
    moved = [name for name in Thresholds.model_fields if was.thresholds.value(name) != now.thresholds.value(name)]
    single = {name: replaced(was, {name: _threshold(now, name)}) for name in moved}
    rest = now.model_copy(update={"thresholds": was.thresholds})
    return single if rest == was else {**single, OTHERWISE: rest}


def _threshold(protocol: Protocol, name: str) -> Threshold:
    found: Threshold = getattr(protocol.thresholds, name)
    return found


def _ladder(protocol: Protocol) -> tuple[int, ...]:
    return tuple(len(stage.levels) for stage in protocol.stages)


class _Causes:
    """Asks what would have happened: under one change alone, or without the change from one instant on."""

    def __init__(self, trace: Trace, was: Protocol, now: Protocol, changes: Mapping[str, Protocol]) -> None:
        self._trace, self._was, self._now, self._changes = trace, was, now, changes
        self._before = self._courses()

    def _courses(self) -> list[Course]:
        """The course before each event, and after the last, under the second protocol."""
        found = [self._trace.start]
        for event in self._trace.events:
            found.append(take(found[-1], event, self._now).course)
        return found

    def of_first(self, found: Divergence, key: Key) -> tuple[str, ...]:
        """The changes that bring the first divergence about, each tried alone in a whole replay."""
        return self._blamed(lambda protocol: self._whole(key, protocol), found.was, found.now)

    def of_later(self, found: Divergence, key: Key) -> tuple[str, ...]:
        """The changes that make a difference to the plan as it stood by then; none if they do not."""
        if _ladder(self._was) != _ladder(self._now):
            return ()  # a position of one protocol may not exist in the other
        unchanged = self._from_here(key, self._was)
        if _gist(unchanged) == _gist(found.now):
            return ()
        return self._blamed(lambda protocol: self._from_here(key, protocol), unchanged, found.now)

    def _blamed(
        self, decided: Callable[[Protocol], Decision | None], without: Decision | None, made: Decision | None
    ) -> tuple[str, ...]:
        """The changes that alone make this decision; else those that alone make any difference; else all together."""
        alone = {name: _gist(decided(protocol)) for name, protocol in self._changes.items()}
        enough = tuple(name for name, gist in alone.items() if gist == _gist(made))
        part = tuple(name for name, gist in alone.items() if gist != _gist(without))
        return enough or part or tuple(self._changes)

    def _whole(self, key: Key, protocol: Protocol) -> Decision | None:
        return keyed(replay(self._trace, protocol).decisions).get(key)

    def _from_here(self, key: Key, protocol: Protocol) -> Decision | None:
        """The evaluation under a protocol, with all that lies before its instant under the second one."""
        index = bisect_left(self._trace.events, key.at, key=lambda event: event.at)
        step = Step(pass_time_before(self._before[index], key.at, self._now).course)
        for event in self._trace.events[index:]:
            if event.at > key.at:
                break
            step = step.then(take(step.course, event, protocol))
        return keyed(step.then(pass_time(step.course, key.at, protocol)).decisions).get(key)

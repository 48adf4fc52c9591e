"""One line of a timeline for each link of a plan's chain that a clinician wants to see."""

from collections.abc import Mapping

from rehab.explain import explained
from rehab.messages.base import Json
from rehab.messages.day import Value
from rehab.messages.patients import TimelineLine
from usecases.course import DECISION
from usecases.records import Entry, EntryKind


def line_of(entry: Entry) -> TimelineLine | None:
    """A link as a line; a hold that only says "not yet" is left out, as is what a correction undid."""
    if entry.kind is EntryKind.DECISION:
        return _decision(entry)
    what = "correction" if entry.kind is EntryKind.CORRECTION else str(entry.body["kind"])
    return TimelineLine(at=entry.at, what=what, data=_plain(entry.body))


def _decision(entry: Entry) -> TimelineLine | None:
    decision = DECISION.validate_python(entry.body)
    if entry.superseded or decision.verdict.value == "hold":
        return None
    return TimelineLine(at=entry.at, what="decision", decision=explained(decision))


def _plain(body: Mapping[str, Json]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for key, value in body.items():
        if isinstance(value, bool | int | float | str):
            values[key] = value
        elif isinstance(value, list | tuple):
            values[key] = ",".join(str(part) for part in value)
    return values

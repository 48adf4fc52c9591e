"""The same protocol with other thresholds, each inside the range that the reviewed file allows."""

from collections.abc import Mapping
from difflib import get_close_matches

from pydantic import ValidationError

from rehab.protocol.model import Protocol, Threshold, Thresholds


class ThresholdError(ValueError):
    """Thresholds cannot be changed so; the message lists every problem with the threshold's name."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))


def with_thresholds(protocol: Protocol, values: Mapping[str, float]) -> Protocol:
    """The protocol with some thresholds at other values, in the units of the file; all else stays.

    Raises:
        ThresholdError: if a name is unknown, or a value lies outside the range that the protocol allows.
    """
    changed: dict[str, Threshold] = {}
    problems: list[str] = []
    for name, value in values.items():
        try:
            changed[name] = _moved(protocol.thresholds, name, value)
        except ThresholdError as error:
            problems += error.problems
    if problems:
        raise ThresholdError(problems)
    return replaced(protocol, changed)


def replaced(protocol: Protocol, thresholds: Mapping[str, Threshold]) -> Protocol:
    """The protocol with whole thresholds exchanged, each of them valid in itself."""
    changed = protocol.thresholds.model_copy(update=dict(thresholds))
    return protocol.model_copy(update={"thresholds": changed})


def _moved(thresholds: Thresholds, name: str, value: float) -> Threshold:
    if name not in Thresholds.model_fields:
        raise ThresholdError([f"unknown threshold {name!r}{_perhaps(name)}"])
    threshold: Threshold = getattr(thresholds, name)
    try:
        return Threshold.model_validate({**threshold.model_dump(), "value": value})
    except ValidationError as error:
        raise ThresholdError([f"{name}: {e['msg'].removeprefix('Value error, ')}" for e in error.errors()]) from error


def _perhaps(name: str) -> str:
    close = get_close_matches(name, Thresholds.model_fields, n=1)
    return f"; perhaps {close[0]}" if close else ""

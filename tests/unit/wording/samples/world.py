"""The protocol that the samples are about, and what of it they name."""

import sys

import pytest

from rehab.plan import Position
from rehab.protocol import Protocol, shipped_protocol
from rehab.red_flags import reportable
from tests.unit.wording import letters as lettered

PROTOCOL = shipped_protocol()
FLAGS = tuple(PROTOCOL.red_flags)
ROUTINE = tuple(PROTOCOL.routine_signs)
SIGNS = reportable(PROTOCOL)
PLACES = [Position(number, len(stage.levels)) for number, stage in enumerate(PROTOCOL.stages, 1)]


def under(protocol: Protocol, monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on, the messages of another protocol."""
    places = [Position(number, len(stage.levels)) for number, stage in enumerate(protocol.stages, 1)]
    here = sys.modules[__name__]
    for name, value in {
        "PROTOCOL": protocol,
        "FLAGS": tuple(protocol.red_flags),
        "ROUTINE": tuple(protocol.routine_signs),
        "SIGNS": reportable(protocol),
        "PLACES": places,
    }.items():
        monkeypatch.setattr(here, name, value)
    monkeypatch.setattr(lettered, "PROTOCOL", protocol)

"""The clinical protocol: validated data, loaded from a file that a clinician can review."""

from rehab.protocol.base import Dose
from rehab.protocol.load import ProtocolError, load_protocol, place, shipped_protocol
from rehab.protocol.model import (
    ENGINE_RULES,
    LONGEST_WINDOW,
    Level,
    Maintenance,
    Protocol,
    RuleNote,
    Stage,
    Threshold,
    Thresholds,
)
from rehab.protocol.override import ThresholdError, replaced, with_thresholds
from rehab.protocol.running import Running, RunStep
from rehab.protocol.signs import STIFFNESS, Care, Mention, RedFlag, Sign, Tier

__all__ = [
    "ENGINE_RULES",
    "LONGEST_WINDOW",
    "STIFFNESS",
    "Care",
    "Dose",
    "Level",
    "Maintenance",
    "Mention",
    "Protocol",
    "ProtocolError",
    "RedFlag",
    "RuleNote",
    "RunStep",
    "Running",
    "Sign",
    "Stage",
    "Threshold",
    "ThresholdError",
    "Thresholds",
    "Tier",
    "load_protocol",
    "place",
    "replaced",
    "shipped_protocol",
    "with_thresholds",
]

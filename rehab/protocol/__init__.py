"""The clinical protocol: validated data, loaded from a file that a clinician can review."""

from rehab.protocol.base import Dose
from rehab.protocol.load import ProtocolError, load_protocol, place, shipped_protocol
from rehab.protocol.model import (
    ENGINE_RULES,
    Level,
    Maintenance,
    Protocol,
    RedFlag,
    RuleNote,
    Stage,
    Threshold,
    Thresholds,
    Tier,
)
from rehab.protocol.override import ThresholdError, replaced, with_thresholds
from rehab.protocol.running import Running, RunStep

__all__ = [
    "ENGINE_RULES",
    "Dose",
    "Level",
    "Maintenance",
    "Protocol",
    "ProtocolError",
    "RedFlag",
    "RuleNote",
    "RunStep",
    "Running",
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

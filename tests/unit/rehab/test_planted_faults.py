"""The simulator would notice: for each safety property a fault is planted in the real rules, and it is named."""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

from rehab.lab.simulate import PROPERTIES, Violation, live
from tests.unit.rehab.planted import FAULTS
from tests.unit.rehab.planted.places import Patch
from tests.unit.rehab.tales import PROTOCOL

SEED, WEEKS, PATIENTS = 3, 26, 90


def first_violation(patients: int = PATIENTS, weeks: int = WEEKS) -> Violation | None:
    """The first violation among so many patients."""
    lives = (live(number, SEED, weeks, PROTOCOL) for number in range(patients))
    return next((lived.violation for lived in lives if lived.violation), None)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_rules_is_named(fault: str, monkeypatch: Patch) -> None:
    """By the property that it breaks, with patient, seed and instant."""
    expected, plant = FAULTS[fault]
    plant(monkeypatch)
    violation = first_violation()
    assert violation is not None
    assert violation.property == expected
    assert str(violation).startswith(f"property {expected} is violated: patient {violation.patient}, seed {SEED}, at 2")


def test_every_property_has_a_fault_that_breaks_it() -> None:
    """A property that nothing can break would prove nothing."""
    assert {name for name, _ in FAULTS.values()} == set(PROPERTIES)


def test_every_property_is_told_of() -> None:
    """In the page about what the engine keeps, in the order in which they are checked."""
    page = (Path(__file__).parents[3] / "docs" / "engine-properties.md").read_text("utf-8")
    assert tuple(re.findall(r"^\| `([a-z-]+)` \|", page, re.MULTILINE)) == PROPERTIES


@pytest.mark.parametrize("module", ["safety", "seen", "weekly", "ledger", "watch"])
def test_the_properties_do_not_lean_on_the_rules(module: str) -> None:
    """What checks the rules may not ask them."""
    source = Path(import_module(f"rehab.lab.simulate.{module}").__file__ or "").read_text("utf-8")
    asked = {node.module for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)}
    rules = ("rehab.engine.rules", "rehab.engine.progress", "rehab.evidence")
    assert not [name for name in asked if name and name.startswith(rules)]

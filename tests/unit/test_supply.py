"""What Sitbone runs on is listed with its licences, and what is known against it is never taken for nothing."""

import json
import re
from pathlib import Path

import pytest

from tests.tools.audit import verdict
from tests.tools.licences import PAGE, UnknownLicenceError, page
from tests.tools.pins import RUNTIME, pins, plain_name

PINNED = pins(RUNTIME.read_text("utf-8"))


def listed(text: str) -> dict[str, tuple[str, str]]:
    """The table: versions and licence of each package."""
    rows = re.findall(r"^\| ([a-z0-9-]+) \| ([0-9][^|]*) \| ([^|]+) \|$", text, re.MULTILINE)
    return {name: (versions, licence) for name, versions, licence in rows}


def test_every_package_that_is_pinned_is_listed_with_its_licence() -> None:
    """As it is pinned, and nothing else; `make licences` writes it anew."""
    found = listed(PAGE.read_text("utf-8"))
    assert {name: versions for name, (versions, _) in found.items()} == {
        name: ", ".join(versions) for name, versions in PINNED.items()
    }
    assert all(licence.strip(" ?") and "unknown" not in licence.lower() for _, licence in found.values())


def test_every_pin_of_the_lock_is_seen() -> None:
    """A package that is spelt in some other way would be left out of the list."""
    lines = [line for line in RUNTIME.read_text("utf-8").splitlines() if re.match(r"[A-Za-z]", line)]
    assert sum(map(len, PINNED.values())) == len(lines)
    assert plain_name("Fluent.runtime_X") == "fluent-runtime-x"


def test_a_package_without_a_licence_is_named() -> None:
    """Rather than listed without one."""
    with pytest.raises(UnknownLicenceError, match=r"b, c$"):
        page({"a": ["1"], "b": ["2"], "c": ["3"]}, {"a": "MIT", "b": "UNKNOWN"})


# --- audit -----------------------------------------------------------------------------------------------------------

CLEAN = {"name": "yarl", "version": "1.25.1", "vulns": []}
HOLED = {"name": "pillow", "version": "13.0.0", "vulns": [{"id": "PYSEC-2099-1", "fix_versions": ["13.0.1"]}]}
OPEN = {"name": "mako", "version": "1.4.3", "vulns": [{"id": "PYSEC-2099-2", "fix_versions": []}]}
SKIPPED = {"name": "aiohttp", "skip_reason": "Dependency not found on PyPI and could not be audited"}


def of(*packages: object) -> tuple[int, list[str]]:
    """The verdict on a report."""
    code, said = verdict(json.dumps({"dependencies": packages}), "")
    return code, said.splitlines()


def test_an_audit_that_finds_nothing_says_of_how_many() -> None:
    """Exit code 0."""
    assert of(CLEAN) == (0, ["No vulnerability is known of the 1 packages that requirements.txt pins."])


def test_every_known_vulnerability_is_named_with_what_to_do() -> None:
    """Exit code 1."""
    assert of(CLEAN, HOLED, OPEN) == (
        1,
        [
            "pillow 13.0.0: PYSEC-2099-1, fixed in 13.0.1",
            "mako 1.4.3: PYSEC-2099-2, fixed in no version yet",
        ],
    )


def test_what_was_not_audited_is_not_called_clean() -> None:
    """Where PyPI does not answer pip-audit itself ends with 0 and "No known vulnerabilities found"."""
    where = "try again where PyPI's list of vulnerabilities can be reached."
    assert of(CLEAN, SKIPPED) == (2, [f"1 OF 2 PACKAGES WERE NOT AUDITED, as aiohttp: {where}"])
    code, lines = of(HOLED, SKIPPED)
    assert (code, len(lines)) == (1, 2)
    assert verdict("", "ProxyError: refused") == (2, f"NOTHING WAS AUDITED (ProxyError: refused): {where}")


def test_no_command_of_the_makefile_names_a_tool_that_is_not_pinned() -> None:
    """What `make sbom`, `make audit` and `make licences` call comes with the test requirements."""
    pinned = pins((Path(RUNTIME).parent / "requirements-dev.txt").read_text("utf-8"))
    assert {"cyclonedx-bom", "pip-audit", "pip-licenses"} <= set(pinned)

"""The application is packaged as it must be: its names are its own, its pins are whole, its layers cover everything."""

import re
import tomllib
from importlib.metadata import distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PACKAGES = {name for name in PROJECT["tool"]["setuptools"]["packages"] if "." not in name}
LOCKS = ("requirements.txt", "requirements-dev.txt")


def test_no_other_distribution_owns_our_generic_names() -> None:
    """`bot` or `storage` of somebody else in the same environment would be imported in place of ours."""
    others = [one for one in distributions() if one.metadata["Name"].lower() != "sitbone"]
    owned = {str(file).split("/")[0] for one in others for file in one.files or [] if str(file).endswith(".py")}
    assert PACKAGES & owned == set()


def test_every_package_is_listed() -> None:
    """A folder with code that is not listed would be missing from an installation."""
    found = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for name in PACKAGES
        for path in (ROOT / name).rglob("__init__.py")
    }
    assert found == set(PROJECT["tool"]["setuptools"]["packages"])


def test_every_package_stands_in_a_layer() -> None:
    """A new folder must be given its place before it can import anything."""
    layers = PROJECT["tool"]["importlinter"]["contracts"][0]["layers"]
    assert {name.strip() for layer in layers for name in layer.split("|")} == PACKAGES
    assert set(PROJECT["tool"]["importlinter"]["root_packages"]) == PACKAGES


@pytest.mark.parametrize("lock", LOCKS)
def test_pins_have_hashes_and_no_index(lock: str) -> None:
    """Each pin is exact and hashed, and nothing says where it was fetched from."""
    text = (ROOT / lock).read_text("utf-8")
    pins = re.findall(r"^[a-z0-9._-]+==\S+.*(?:\n    --hash=sha256:[0-9a-f]{64}.*)+", text, re.MULTILINE)
    assert len(pins) == len(re.findall(r"^[a-z]", text, re.MULTILINE))
    assert "://" not in text
    assert "index-url" not in text


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned(lock: str) -> None:
    """What pyproject asks for is in the lock."""
    text = (ROOT / lock).read_text("utf-8")
    pinned = {re.sub(r"[._]", "-", name) for name in re.findall(r"^([a-z0-9._-]+)==", text, re.MULTILINE)}
    asked = {re.split(r"[\[<>=~ ]", one)[0].replace(".", "-") for one in PROJECT["project"]["dependencies"]}
    assert asked - pinned == set()

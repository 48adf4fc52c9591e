"""The README says what is so."""

import re
import runpy
from pathlib import Path

import pytest

from bot.settings import Settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def test_the_rules_table_is_the_protocol_s(capsys: pytest.CaptureFixture[str]) -> None:
    """Regenerate it with `python -m rehab.lab` and put it between the two marks."""
    runpy.run_module("rehab.lab", run_name="__main__")
    between = README.split("<!-- rules -->\n")[1].split("\n<!-- /rules -->")[0]
    assert capsys.readouterr().out == f"{between}\n"


def test_every_setting_is_told_of() -> None:
    """In the README and in the file to copy."""
    names = {name.upper() for name in Settings.model_fields}
    example = (ROOT / ".env.example").read_text("utf-8")
    assert {name for name in names if f"`{name}`" not in README} == set()
    assert {name for name in names if f"{name}=" not in example} == set()


def test_every_folder_is_on_the_map() -> None:
    """And the map names no folder that is not there."""
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    mapped = set(re.findall(r"^\| `(\w+)/` \|", README, re.MULTILINE))
    assert packages <= mapped
    assert all((ROOT / name).is_dir() for name in mapped)


def test_what_it_points_at_is_there() -> None:
    """Links to files of the project."""
    links = re.findall(r"\]\((?!http)([^)#]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []

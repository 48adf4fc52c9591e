"""What the operator's page and the files beside it name is what there is."""

import re
from pathlib import Path

import pytest

from bot.cli import main
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/operations.md").read_text()
DEPLOYED = sorted((ROOT / "deploy").iterdir())
NAMED = re.compile(r"\b[A-Z]+(?:_[A-Z]+)+\b")
OTHERS = {"POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD", "AF_INET", "AF_UNIX"}
LATER = {"HEARTBEAT_URL", "WEBHOOK_URL", "WEBHOOK_SECRET"}


def settings_named(text: str) -> set[str]:
    """Everything in it that looks like a setting."""
    return set(NAMED.findall(text)) - OTHERS - LATER


@pytest.mark.parametrize("text", [PAGE, *(file.read_text() for file in DEPLOYED)], ids=["page", *map(str, DEPLOYED)])
def test_every_setting_that_is_named_exists(text: str) -> None:
    """A setting with another name would be ignored without a word."""
    assert settings_named(text) <= {name.upper() for name in Settings.model_fields}


def test_every_command_that_is_named_exists() -> None:
    """In code, where it can be copied from."""
    named = set(re.findall(r"sitbone (run|verify|export|demo|replay|doctor|db|backup|restore)\b", PAGE))
    assert named
    assert named <= set(main.commands)


def test_every_log_line_that_is_named_is_written() -> None:
    """Somebody will look for it."""
    table = PAGE[PAGE.index("| line | means |") :].split("\n\n")[0]
    named = set(re.findall(r"`([a-z]+_[a-z_]+)`", table)) - {"too_fast"}
    code = "".join(
        file.read_text() for part in ("bot", "scheduling", "storage") for file in (ROOT / part).rglob("*.py")
    )
    assert len(named) >= 8
    assert [line for line in named if f'"{line}"' not in code] == []


def test_every_file_that_is_named_exists() -> None:
    """Links of the page, and what it tells to copy."""
    linked = re.findall(r"\]\((\.\./[^)#]+)\)", PAGE)
    assert all((ROOT / "docs" / link).resolve().exists() for link in linked)
    assert all((ROOT / name).exists() for name in re.findall(r"deploy/[a-z.]+[a-z]", PAGE))

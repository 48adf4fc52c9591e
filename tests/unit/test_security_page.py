"""What the security page names is what there is, and what it says of secrets holds."""

import re
from pathlib import Path

from bot.cli import main
from bot.settings import Settings
from storage.repositories.invitations import hashed
from storage.unit_of_work import CODE_BYTES
from usecases.invite import VALID_FOR

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "security.md").read_text("utf-8")


def test_every_place_that_is_named_exists() -> None:
    """Whoever reviews will look there; a heading that is linked to is there too."""
    links = re.findall(r"\]\(([^)]+)\)", PAGE)
    assert len(links) > 20
    for link in links:
        file, _, heading = link.partition("#")
        text = (DOCS / file).read_text("utf-8")
        headings = {
            re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-")
            for one in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
        }
        assert not heading or heading in headings, link


def test_every_setting_and_command_that_is_named_exists() -> None:
    """One with another name would protect nothing."""
    named = set(re.findall(r"`([A-Z]+(?:_[A-Z]+)+)`", PAGE))
    assert len(named) > 5
    assert named <= {name.upper() for name in Settings.model_fields}
    commands = set(re.findall(r"`sitbone ([a-z-]+)", PAGE))
    assert {"doctor", "backup", "verify", "owner-link"} <= commands <= set(main.commands)


def test_a_way_in_cannot_be_guessed_and_does_not_last() -> None:
    """As the page says: 192 bits, three days, and only a hash is stored."""
    assert f"links of {8 * CODE_BYTES} random bits, single use, three days" in PAGE
    assert VALID_FOR.days == 3
    assert hashed("a code") != "a code"
    assert len(hashed("a code")) == 64

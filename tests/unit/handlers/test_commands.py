"""Reading commands, and the menu as the one rule of whose they are."""

from itertools import chain, combinations

import pytest

from handlers.commands import COMMANDS, menu, read_command
from rehab.permissions import Role


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("/start abc", ("start", "abc")),
        ("/start@sitbone_bot abc", ("start", "abc")),
        ("/START  abc ", ("start", "abc")),
        ("/today\nplease", ("today", "please")),
        ("/today\tnow", ("today", "now")),
        ("/", ("", "")),
        ("/ today", ("", "today")),
        ("/7", ("7", "")),
        ("today", None),
        (" /today", None),
        ("1/2", None),
    ],
)
def test_a_command_is_read_with_what_follows_it(text: str, read: tuple[str, str] | None) -> None:
    """Whatever the white space, the letters' size, and whichever bot is named."""
    assert read_command(text) == read


@pytest.mark.parametrize("roles", [one for n in range(len(Role) + 1) for one in combinations(Role, n)])
def test_everything_in_a_menu_is_a_command(roles: tuple[Role, ...]) -> None:
    """Help is everybody's; nothing stands there twice."""
    shown = menu(frozenset(roles))
    assert len(set(shown)) == len(shown)
    assert set(shown) - {"help"} <= set(COMMANDS)
    assert "help" in shown


def test_every_command_stands_in_a_menu() -> None:
    """None is a secret."""
    assert set(COMMANDS) == set(chain.from_iterable(menu(frozenset({role})) for role in Role)) - {"help"}

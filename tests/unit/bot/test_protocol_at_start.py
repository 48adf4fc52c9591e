"""The bot starts only with a protocol that is whole, that can be told to people, and that is meant for them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.app import library_of
from bot.cli import main
from bot.settings import read_settings
from rehab.protocol.load import SHIPPED
from tests.tools.protocols import EXAMPLE_FILE

TEXTS = EXAMPLE_FILE.with_name("achilles.en.ftl")
Set = Callable[[Path], None]


@pytest.fixture
def protocol(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Set:
    """Set PROTOCOL, where only a token is set besides."""
    monkeypatch.setenv("BOT_TOKEN", "123456789:AA-this-is-not-a-real-token-at-all")
    return lambda path: monkeypatch.setenv("PROTOCOL", str(path))


def refused(command: str = "run") -> str:
    """The one line with which the program does not start."""
    ended = CliRunner().invoke(main, [command])
    assert (ended.exit_code, ended.stdout) == (2, "")
    [line] = ended.stderr.splitlines()
    return line


@pytest.mark.parametrize("command", ["run", "owner-link"])
def test_an_example_is_not_for_patients(protocol: Set, folder: Path, command: str) -> None:
    """On Telegram there are real people; nothing is made on the disk before that is seen."""
    protocol(EXAMPLE_FILE)
    assert refused(command) == (
        f"PROTOCOL: {EXAMPLE_FILE} is an example and not for patients; "
        "it runs only if TELEGRAM_API_URL is on this machine (127.0.0.1)"
    )
    assert list(folder.iterdir()) == []


def test_an_example_can_be_tried_on_this_machine(protocol: Set, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody real is on the other side."""
    protocol(EXAMPLE_FILE)
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:8081")
    assert library_of(read_settings()).protocol.id == "achilles-example"


def test_a_text_that_is_missing_is_named_with_the_place_that_needs_it(protocol: Set, folder: Path) -> None:
    """Before anybody could be sent a message without it."""
    mine = folder / "mine.toml"
    mine.write_text(EXAMPLE_FILE.read_text("utf-8"), "utf-8")
    without = [line for line in TEXTS.read_text("utf-8").splitlines() if "Heavy, high and slow" not in line]
    mine.with_name("mine.en.ftl").write_text("\n".join(without), "utf-8")
    protocol(mine)
    missing = "exercise-loaded_raise.cue is missing (mine.toml: exercises.loaded_raise needs it)"
    assert refused() == f"PROTOCOL: {folder}/mine.en.ftl: {missing}"


def test_a_protocol_of_one_s_own_needs_its_own_texts(protocol: Set, folder: Path) -> None:
    """They stand beside it."""
    mine = folder / "mine.toml"
    mine.write_text(EXAMPLE_FILE.read_text("utf-8"), "utf-8")
    protocol(mine)
    assert refused() == f"PROTOCOL: {folder}/mine.en.ftl: cannot be read: No such file or directory"


def test_a_copy_of_the_shipped_one_is_told_in_its_words(protocol: Set, folder: Path) -> None:
    """A clinic that only moves a threshold copies one file; the texts then say the new number."""
    mine = folder / "mine.toml"
    mine.write_text(SHIPPED.read_text("utf-8").replace("value = 5\nallowed = [3, 5]", "value = 4\nallowed = [3, 5]"))
    protocol(mine)
    words = library_of(read_settings()).words_in("en")
    assert words.say("stage-1") == "Calm and hold"
    assert words.say("help-patient-pain").startswith("Pain up to 4 ")


def test_a_protocol_that_cannot_be_used_is_named_by_its_place(protocol: Set, folder: Path) -> None:
    """As `sitbone protocol check` names it."""
    mine = folder / "mine.toml"
    mine.write_text(SHIPPED.read_text("utf-8").replace("value = 5\nallowed = [3, 5]", "value = 6\nallowed = [3, 5]"))
    protocol(mine)
    assert refused() == f"{mine}: thresholds.pain_ceiling: value must be 3 to 5, not 6"

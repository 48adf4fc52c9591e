"""The catalogue says everything that the program wants to say, and nothing that it never says."""

from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent

from tests.unit.wording.ids import DYNAMIC, FILES, RULES, messages, patterns, put_together, spelt_out
from tests.unit.wording.readers import LANGUAGES, reader
from tests.unit.wording.samples.world import SIGNS
from wording.proofread import ABOUT

# Read where the text is kept and not where it is said, or chosen into a variable first.
ELSEWHERE = {"timer-work-hold", "order-confirm-position", "why-not_yet-answer"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_file_is_fluent(path: Path) -> None:
    """A line that the parser does not understand would be left out silently."""
    body = FluentParser().parse(path.read_text("utf-8")).body
    assert [entry.content for entry in body if isinstance(entry, fluent.Junk)] == []


def test_no_id_is_there_twice() -> None:
    """Fluent would take one of the two."""
    ids = messages()
    assert sorted({one for one in ids if ids.count(one) > 1}) == []


def test_every_id_that_is_put_together_is_declared_here() -> None:
    """Otherwise nobody could tell whether its texts are there."""
    assert patterns() == set(DYNAMIC)


def test_everything_that_is_said_is_in_the_catalogue() -> None:
    """By an id that is spelt out, or put together."""
    words = LANGUAGES["en"]
    assert sorted(one for one in spelt_out() | put_together() if not words.has(one)) == []


@pytest.mark.parametrize("name", ABOUT)
def test_what_a_protocol_says_of_its_condition_stands_in_a_sentence_of_the_catalogue(name: str) -> None:
    """Otherwise every protocol would have to say it for nothing."""
    assert any(f"{{ protocol-{name} }}" in path.read_text("utf-8") for path in FILES)


def test_everything_in_the_catalogue_is_said_somewhere() -> None:
    """A text that nobody says would be translated for nothing."""
    used = {one.partition(".")[0] for one in spelt_out() | put_together()}
    assert sorted(set(messages()) - used - ELSEWHERE) == []


@pytest.mark.parametrize("flag", SIGNS)
def test_every_sign_has_a_label_and_a_sentence(flag: str) -> None:
    """The label fits a button, the sentence a message."""
    to = reader(LANGUAGES["en"])
    assert 3 <= len(to.plain(f"flag-{flag}")) <= 22
    assert len(to.plain(f"flag-{flag}.long")) > len(to.plain(f"flag-{flag}")) / 2


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_told_to_patients_and_clinicians(rule: str) -> None:
    """A sentence for one, a few words for the other."""
    assert LANGUAGES["en"].has(f"rule-{rule}")
    assert any(one.startswith(f"why-{rule}") for one in messages())

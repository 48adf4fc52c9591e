"""The message catalogue: Fluent files, one folder per language. Every text that a person reads comes through here.

Values of type `str` are escaped for Telegram's HTML as they are put into a text; only `Html` goes in as it is.
"""

import html
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

CATALOGUE = Path(__file__).parent / "catalogue"
FALLBACK = "en"
# Fluent refuses to put in anything long (a note, once it is escaped): something short stands in its place till the end.
LONGEST_PART, STAND_IN = 1000, "\ue000"
_STANDS_FOR = re.compile(f"{STAND_IN}(\\w+){STAND_IN}")
UNKNOWN = "\N{EN DASH}"  # stands for a value that nobody knows
# English comes with British dates and a 24-hour clock, as the clinics that it is written for use them.
LOCALES = {"en": "en_GB"}


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


class MissingTextError(LookupError):
    """The catalogue has no such text, or a text of it lacks a value."""


class Words:
    """One language's texts."""

    def __init__(self, language: str, resources: list[str], after: Callable[[str], str] | None = None) -> None:
        self.language = language
        self.locale = LOCALES.get(language, language.replace("-", "_"))
        self.after = after or (lambda text: text)
        self._bundle = FluentBundle([language], use_isolating=False)
        for resource in resources:
            self._bundle.add_resource(FluentResource(resource))

    def has(self, text_id: str) -> bool:
        """Whether there is such a text."""
        return self._bundle.has_message(text_id)

    def say(self, text_id: str, values: Mapping[str, object] | None = None) -> Html:
        """A text as HTML; `name.attribute` names an attribute.

        Raises:
            MissingTextError: if the catalogue cannot say it.
        """
        name, _, attribute = text_id.partition(".")
        if not self._bundle.has_message(name):
            raise MissingTextError(text_id)
        message = self._bundle.get_message(name)
        pattern = message.attributes.get(attribute) if attribute else message.value
        if pattern is None:
            raise MissingTextError(text_id)
        ready = {name: _ready(value) for name, value in (values or {}).items()}
        long = {name: value for name, value in ready.items() if isinstance(value, str) and len(value) > LONGEST_PART}
        stand_ins = {name: f"{STAND_IN}{name}{STAND_IN}" for name in long}
        text, errors = self._bundle.format_pattern(pattern, {**ready, **stand_ins})
        if errors:
            raise MissingTextError(f"{text_id}: {errors[0]}")
        return Html(_STANDS_FOR.sub(lambda found: long.get(found[1], found[0]), str(text)))


def _ready(value: object) -> object:
    """A value as it goes into a text: strings escaped, HTML and numbers as they are."""
    if isinstance(value, Html):
        return str(value)
    return html.escape(value, quote=False) if isinstance(value, str) else value


def languages() -> list[str]:
    """The languages that ship."""
    return sorted(folder.name for folder in CATALOGUE.iterdir() if folder.is_dir())


def resources(language: str) -> list[str]:
    """The texts of a language, file by file."""
    return [path.read_text("utf-8") for path in sorted((CATALOGUE / language).glob("*.ftl"))]


@cache
def words_in(language: str) -> Words:
    """The texts in a language, or in English where the language is not there (`de-AT` finds `de`)."""
    known = languages()
    wanted = [language, language.split("-", maxsplit=1)[0], FALLBACK]
    chosen = next(name for name in wanted if name in known)
    return Words(chosen, resources(chosen))

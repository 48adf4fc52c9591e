"""What people read, in Fluent: the catalogue, one folder per language, and the texts that come with a protocol.

The catalogue names no condition: what an exercise, a sign or the condition itself is called stands beside the protocol
file (`pht.toml` has `pht.en.ftl`), and every text can use the protocol's thresholds by their names. Values of type
`str` are escaped for Telegram's HTML as they are put into a text; only `Html` goes in as it is.
"""

import html
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import Pattern

from rehab.protocol import Protocol, shipped_protocol
from rehab.protocol.load import SHIPPED

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
    """One language's texts. `known` are values that every text can use without being given them."""

    def __init__(
        self,
        language: str,
        resources: list[str],
        known: Mapping[str, float] | None = None,
        after: Callable[[str], str] | None = None,
    ) -> None:
        self.language = language
        self.locale = LOCALES.get(language, language.replace("-", "_"))
        self.known = known or {}
        self.after = after or (lambda text: text)
        self._bundle = FluentBundle([language], use_isolating=False)
        for resource in resources:
            self._bundle.add_resource(FluentResource(resource))

    def has(self, text_id: str) -> bool:
        """Whether there is such a text; `name.attribute` names an attribute."""
        return self._pattern(text_id) is not None

    def _pattern(self, text_id: str) -> Pattern | None:
        name, _, attribute = text_id.partition(".")
        if not self._bundle.has_message(name):
            return None
        message = self._bundle.get_message(name)
        return message.attributes.get(attribute) if attribute else message.value

    def say(self, text_id: str, values: Mapping[str, object] | None = None) -> Html:
        """A text as HTML; `name.attribute` names an attribute.

        Raises:
            MissingTextError: if the catalogue cannot say it.
        """
        pattern = self._pattern(text_id)
        if pattern is None:
            raise MissingTextError(text_id)
        ready = {name: _ready(value) for name, value in {**self.known, **(values or {})}.items()}
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


def catalogue(language: str) -> list[str]:
    """The catalogue in a language, file by file."""
    return [path.read_text("utf-8") for path in sorted((CATALOGUE / language).glob("*.ftl"))]


def _texts(beside: Path, language: str) -> Path:
    return beside.with_name(f"{beside.name}.{language}.ftl")


class Library:
    """All texts of a bot that follows one protocol. Whether nothing is missing is for `wording.proofread` to say."""

    def __init__(self, protocol: Protocol, path: Path = SHIPPED) -> None:
        self.protocol, self.path = protocol, path
        self._open: dict[str, Words] = {}

    def words_in(self, language: str) -> Words:
        """The texts in a language, or in English where the language is not there (`de-AT` finds `de`)."""
        known = languages()
        wanted = [language, language.split("-", maxsplit=1)[0], FALLBACK]
        chosen = next(name for name in wanted if name in known)
        if chosen not in self._open:
            self._open[chosen] = Words(chosen, self.resources(chosen), self.known)
        return self._open[chosen]

    def resources(self, language: str) -> list[str]:
        """The catalogue in a language with the protocol's own texts, as far as there are any."""
        files = [self.own_file(one) for one in (language, FALLBACK)]
        own = [file.read_text("utf-8", errors="replace") for file in files if file.is_file()]
        return [*catalogue(language), *own[:1]]

    def own_file(self, language: str) -> Path:
        """Where the protocol's own texts stand: beside its file, else beside the shipped one of which it is a copy."""
        return _texts(SHIPPED.with_name(self.protocol.id) if self.borrows else self.path.with_suffix(""), language)

    @property
    def borrows(self) -> bool:
        """Whether the protocol is a copy of a shipped one that lies alone and is told in that one's words."""
        beside, shipped = self.path.with_suffix(""), SHIPPED.with_name(self.protocol.id)
        return not _texts(beside, FALLBACK).is_file() and _texts(shipped, FALLBACK).is_file()

    @property
    def known(self) -> dict[str, float]:
        """What every text can use: thresholds by their names, which stages are special, whether it is an example."""
        limits = self.protocol.thresholds
        known = {name: limits.value(name) for name in type(limits).model_fields}
        known["example"] = int(self.protocol.example)
        stages = {"sport_stage": self.protocol.sport_stage, "approval_stage": self.protocol.approval_stage}
        return {**known, **{name: number for name, number in stages.items() if number is not None}}


@cache
def shipped_library() -> Library:
    """The texts with those of the shipped protocol."""
    return Library(shipped_protocol())


def words_in(language: str) -> Words:
    """The texts in a language, with those of the shipped protocol."""
    return shipped_library().words_in(language)

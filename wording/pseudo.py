"""A language that nobody speaks, made from English: it shows at a glance which text does not come from the catalogue.

Letters get accents and every text stands between brackets, while names, numbers and HTML stay as they are. A run of the
bot in it must not show one plain letter of ours.
"""

import re
from functools import cache

from fluent.syntax import FluentParser, FluentSerializer, ast, visitor

from wording.words import FALLBACK, Library, Words, shipped_library

LANGUAGE = "qps"
_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ACCENTED = "áƀćďéƒğĥíĵķļɱńóƥɋŕśťúṽẃẋýźÁƁĆĎÉƑĞĤÍĴĶĻṀŃÓƤɊŔŚŤÚṼẂẊÝŹ"
_TABLE = str.maketrans(_PLAIN, _ACCENTED)
_MARKUP = re.compile(r"(<[^>]*>|&[a-z]+;|/[a-z_]+)")  # tags, entities and commands work only as they are


def accented(text: str) -> str:
    """A text with accents on its letters, markup and commands untouched."""
    return "".join(part if _MARKUP.fullmatch(part) else part.translate(_TABLE) for part in _MARKUP.split(text))


class _Accents(visitor.Transformer):
    def visit_TextElement(self, node: ast.TextElement) -> ast.TextElement:  # noqa: N802 - the visitor's naming
        node.value = accented(node.value)
        return node


@cache
def pseudo_words() -> Words:
    """The texts with those of the shipped protocol, in the pseudo-language."""
    return changed_words(shipped_library())


def changed_words(library: Library) -> Words:
    """All texts of a library in the pseudo-language."""
    words = Words(LANGUAGE, [_changed(text) for text in library.resources(FALLBACK)], library.known, after=accented)
    words.locale = "en_GB"
    return words


def _changed(text: str) -> str:
    return FluentSerializer().serialize(_Accents().visit(FluentParser().parse(text)))

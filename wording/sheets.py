"""A letter as a document: what stands on its pages, and the child process that sets them (see `wording.child`)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import TypeAdapter

from wording.charts import Chart
from wording.child import drawn

SIGNATURE = b"%PDF-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Labels and what stands beside them."""

    kind: Literal["rows"] = "rows"
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Paragraphs, or with `listed` the points of a list.

    Attributes:
        whole: a list that a chat tells to the end, however long; of others it tells the last points.
        strong: it stands out; small: it steps back.
    """

    kind: Literal["lines"] = "lines"
    lines: tuple[str, ...]
    listed: bool = False
    whole: bool = False
    strong: bool = False
    small: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table; in a chat, which has none, it is told in `brief` lines."""

    kind: Literal["grid"] = "grid"
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    brief: tuple[str, ...] = ()


Part = Rows | Lines | Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and what stands under it."""

    name: str
    heading: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All that the pages show, and nothing that they do not.

    Attributes:
        language: of the words, as a tag such as "en-GB".
        made_at: aware; the document's date.
        title: names the document without naming the patient.
        sender: who writes, line by line; facts: what a reader sorts by, as labels and values.
        footer: at the foot of each page; page: with {page} and {pages}.
        spelling: said once where letters had to be spelt in others.
        chart: nothing where there is none; chart_after: the name of the section that it follows.
    """

    language: str
    made_at: datetime
    title: str
    headline: str
    generated: str
    sender: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    footer: str
    page: str
    spelling: str
    chart: Chart | None
    chart_after: str = "programme"


SHEET = TypeAdapter(Sheet)


async def draw_letter(sheet: Sheet) -> bytes:
    """Set a letter as a PDF of A4 pages.

    Raises:
        DrawingError: the child failed or took too long.
    """
    return await drawn("wording.draw_letter", SHEET.dump_json(sheet), starts_with=SIGNATURE)

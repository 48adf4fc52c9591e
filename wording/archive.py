"""An archive of all that is held of somebody: pages to read, tables for a spreadsheet, and JSON for programs."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from rehab.messages import Json
from rehab.messages.privacy import Held

FORMAT = "sitbone-my-data/1"
SUMMARY, DATA, RECORD = "summary.pdf", "data.json", "entry"
# What makes a spreadsheet calculate with a cell instead of showing it, also behind blanks and in full width.
_FORMULA = re.compile(r"\s*[=+\-@|%\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_FOR_OWNERS_ONLY = 0o600 << 16
Row = Mapping[str, Json]


def archived(held: Held, made_at: datetime, summary: bytes) -> bytes:
    """The archive as a ZIP file; `summary` are its pages as a PDF, `made_at` is aware."""
    whole = {"format": FORMAT, "made_at": made_at.isoformat(), "data": held}
    files = {SUMMARY: summary, DATA: json.dumps(whole, indent=1, ensure_ascii=False).encode()}
    files |= {f"tables/{name}.csv": as_table(rows) for name, rows in _tables(held)}
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(_entry(name, made_at), content)
    return packed.getvalue()


def _tables(held: Held) -> Iterator[tuple[str, Sequence[Row]]]:
    """Each table that has rows; what the record holds has so little in common that each kind has a table of its own."""
    for name, rows in held.items():
        if name == RECORD:
            kinds = dict.fromkeys(str(row["kind"]) for row in rows)
            yield from ((f"{name}-{kind}", [row for row in rows if row["kind"] == kind]) for kind in kinds)
        elif rows:
            yield name, rows


def _entry(name: str, made_at: datetime) -> ZipInfo:
    entry = ZipInfo(name, made_at.timetuple()[:6])
    entry.compress_type, entry.external_attr = ZIP_DEFLATED, _FOR_OWNERS_ONLY
    return entry


def as_table(rows: Sequence[Row]) -> bytes:
    """Rows as CSV that spreadsheets open: what lies inside a column has a column of its own, such as `body.value`."""
    flat = [dict(_flat(row)) for row in rows]
    head = list(dict.fromkeys(name for row in flat for name in row))
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(map(_cell, head))
    table.writerows([_cell(row.get(name)) for name in head] for row in flat)
    return text.getvalue().encode("utf-8-sig")  # without the mark, Excel takes it for another encoding


def _flat(row: Row, within: str = "") -> Iterator[tuple[str, Json]]:
    for name, value in row.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{within}{name}.")
        else:
            yield f"{within}{name}", value


def _cell(value: Json) -> str:
    """A value as it is shown: text that a spreadsheet would take for a formula stands behind an apostrophe."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return f"'{value}" if _FORMULA.match(value) else value

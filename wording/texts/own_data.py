"""All that is held of somebody, as pages that they can read."""

from collections.abc import Mapping
from datetime import datetime

from rehab.messages import Json
from rehab.messages.privacy import Held, MyDataFile
from wording.archive import DATA
from wording.charts import Chart
from wording.reader import Reader
from wording.sheets import Grid, Lines, Part, Rows, Section, Sheet
from wording.texts.base import text
from wording.texts.common import clinic_values
from wording.texts.letters.base import plain
from wording.words import UNKNOWN, Html

Row = Mapping[str, Json]


@text.register
def my_data(_: MyDataFile, reader: Reader) -> Html:
    """What stands under the archive."""
    return reader.say("mydata")


def archive_name(message: MyDataFile, reader: Reader) -> str:
    """What the archive is called: without a name or a number, which lists of files would show."""
    return reader.plain("mydata-file", day=message.at.astimezone(reader.zone).date().isoformat()) + ".zip"


def own_sheet(message: MyDataFile, chart: Chart | None, reader: Reader) -> Sheet:
    """The pages of the archive."""
    say, clinic = reader.plain, clinic_values(message.clinic)
    day, title = plain(reader.dated(message.at)), say("mydata-title")
    return Sheet(
        language=reader.words.locale.replace("_", "-"),
        made_at=message.at,
        title=title,
        headline=title,
        generated=say("mydata-generated"),
        sender=(clinic["clinic"], clinic["phone"]),
        facts=((say("letter-written"), f"{day}, {plain(reader.clock(message.at))}"),),
        sections=tuple(one for one in _sections(message, reader) if one.parts),
        footer=say("mydata-footer", day=day),
        page=say("letter-page", page="{page}", pages="{pages}"),
        spelling=say("letter-spelling"),
        chart=chart,
        chart_after="plan",
    )


def _sections(message: MyDataFile, reader: Reader) -> tuple[Section, ...]:
    held = message.tables()
    return (
        _section("you", reader, Rows(rows=tuple(row for one in held.get("person", ()) for row in _who(one, reader)))),
        _section("plan", reader, Rows(rows=tuple(_plan(one, reader) for one in held.get("plan", ())))),
        _section("agreed", reader, *(_agreed(one, reader) for one in held.get("consent", ()))),
        _section("notes", reader, *(_note(one, reader) for one in held.get("note", ()))),
        _section("files", reader, _files(held, reader)),
        _section("rights", reader, Lines(lines=(plain(reader.say("mydata-rights", **clinic_values(message.clinic))),))),
    )


def _section(name: str, reader: Reader, *parts: Part) -> Section:
    said = tuple(part for part in parts if not isinstance(part, Rows) or part.rows)
    return Section(name=name, heading=reader.plain(f"mydata-part-{name}"), parts=said)


def _who(row: Row, reader: Reader) -> tuple[tuple[str, str], ...]:
    say = reader.plain
    return (
        (say("letter-name"), _words(row["name"])),
        (say("letter-phone"), _words(row["phone"])),
        (say("mydata-language"), _words(row["language"])),
        (say("mydata-zone"), _words(row["zone"])),
        (say("mydata-since"), _day(row["created_at"], reader)),
    )


def _plan(row: Row, reader: Reader) -> tuple[str, str]:
    values = {"side": reader.say(f"side-{row['side']}"), "status": reader.say(f"status-{row['status']}")}
    began = _day(row["created_at"], reader)
    return reader.plain("mydata-plan", day=began), plain(reader.say("mydata-plan-is", **values))


def _agreed(row: Row, reader: Reader) -> Lines:
    head = reader.plain("mydata-agreed", day=_day(row["agreed_at"], reader), version=_words(row["version"]))
    return Lines(lines=(head, *plain(_words(row["text"])).split("\n\n")))


def _note(row: Row, reader: Reader) -> Lines:
    return Lines(lines=(f"{_day(row['at'], reader)}: {_words(row['text'])}",), listed=True)


def _files(held: Held, reader: Reader) -> Grid:
    """What lies beside these pages, and what it tells."""
    say = reader.plain
    shown = {name: len(rows) for name, rows in held.items() if rows}
    tables = [(name, plain(reader.say(f"mydata-table-{name}")), str(rows)) for name, rows in shown.items()]
    head = (say("mydata-file-head"), say("mydata-holds"), say("mydata-rows"))
    return Grid(head=head, rows=((DATA, say("mydata-all"), ""), *tables))


def _words(value: Json) -> str:
    return UNKNOWN if value is None else str(value)


def _day(value: Json, reader: Reader) -> str:
    return plain(reader.dated(datetime.fromisoformat(str(value))))

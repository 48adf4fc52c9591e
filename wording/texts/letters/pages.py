"""A letter as a document, in plain words."""

from dataclasses import replace

from rehab.messages.letter import Letter
from wording.charts import Chart
from wording.reader import Reader
from wording.sheets import Grid, Lines, Part, Rows, Section, Sheet
from wording.texts.alerts import reference
from wording.texts.common import clinic_values
from wording.texts.letters import blocks, done, findings
from wording.texts.letters.base import plain

ORDER = (
    blocks.question,
    blocks.patient,
    blocks.history,
    done.programme,
    findings.response,
    done.lowered,
    done.weeks,
    findings.flags,
    done.tried,
    blocks.rule,
    blocks.options,
    blocks.reply,
)


def sheet(letter: Letter, chart: Chart, reader: Reader) -> Sheet:
    """The pages of a letter, in the reader's language."""
    say, clinic = reader.plain, clinic_values(letter.subject.clinic)
    number, day = reference(letter.reference), plain(reader.dated(letter.at))
    return Sheet(
        language=reader.words.locale.replace("_", "-"),
        made_at=letter.at,
        title=say("letter-file", reference=number, day=file_day(letter, reader)),
        headline=say("letter-head", name=letter.subject.name, about=blocks.about(letter, reader)),
        generated=say("letter-generated"),
        sender=(clinic["clinic"], letter.subject.clinician, clinic["phone"]),
        facts=(
            (say("letter-urgency"), say(f"letter-urgency-{letter.urgency}")),
            (say("letter-written"), f"{day}, {plain(reader.clock(letter.at))}"),
            (say("letter-reference"), number),
        ),
        sections=tuple(_plain_section(made) for block in ORDER if (made := block(letter, reader)).parts),
        footer=say("letter-footer", name=letter.subject.name, day=day, reference=number),
        page=say("letter-page", page="{page}", pages="{pages}"),
        spelling=say("letter-spelling"),
        chart=chart,
    )


def file_name(letter: Letter, reader: Reader) -> str:
    """What the document is called: without the patient's name, which file lists would show."""
    number = reference(letter.reference)
    return reader.plain("letter-file", reference=number, day=file_day(letter, reader)) + ".pdf"


def file_day(letter: Letter, reader: Reader) -> str:
    """The day of a letter as file names sort it."""
    return letter.at.astimezone(reader.zone).date().isoformat()


def _plain_section(section: Section) -> Section:
    return replace(section, heading=plain(section.heading), parts=tuple(_plain_part(part) for part in section.parts))


def _plain_part(part: Part) -> Part:
    match part:
        case Rows():
            return replace(part, rows=tuple((plain(label), plain(value)) for label, value in part.rows))
        case Lines():
            return replace(part, lines=tuple(plain(line) for line in part.lines))
        case Grid():
            return replace(part, head=_all_plain(part.head), rows=tuple(_all_plain(row) for row in part.rows), brief=())


def _all_plain(cells: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(plain(cell) for cell in cells)

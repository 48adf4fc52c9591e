"""The letter as a document: whatever there is to say stands on its pages as text, and nothing of it leaks."""

import io
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from pypdf import PdfReader

from bot.pictures import _chart, document
from rehab.messages import Clinic
from rehab.messages.clinic import StaffUnreachable
from rehab.messages.letter import Letter, LetterFile
from tests.unit.wording.letters import NOW, bare, day, down
from tests.unit.wording.reading_letters import CLINIC, READER, USUAL
from wording import letter_pages
from wording.child import DrawingError
from wording.sheets import SHEET, draw_letter
from wording.texts.letters import sheet
from wording.typeface import Speller

A4 = (595, 842)  # points


def pages(letter: Letter) -> PdfReader:
    """The document of a letter, read back; set here and not in a child process, which would take its time."""
    made = letter_pages.pages(sheet(letter, _chart(letter.chart, READER), READER))
    return PdfReader(io.BytesIO(made))


def words(letter: Letter) -> str:
    """All text of a document on one line."""
    return in_one_line([page.extract_text() for page in pages(letter).pages])


def in_one_line(texts: Sequence[str]) -> str:
    """Text without the line breaks that paper needs."""
    return " ".join(" ".join(texts).split())


@cache
def headings() -> tuple[str, ...]:
    """What stands over the blocks of a letter."""
    return tuple(section.heading for section in sheet(USUAL, _chart(USUAL.chart, READER), READER).sections)


def test_every_block_can_be_read_and_copied() -> None:
    """In their order, on A4, with the patient, the date, the reference and the page at each foot."""
    reader = pages(USUAL)
    texts = [page.extract_text() for page in reader.pages]
    found = in_one_line(texts)
    places = [found.index(heading) for heading in headings()]
    assert (len(places), places) == (12, sorted(places))
    for number, text in enumerate(texts, 1):
        assert "Ann Example · 30 Mar 2026 · Ref " in text
        assert f"Page {number} of {len(texts)}" in text
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages} == {A4}
    for said in ("Sitbone Clinic", "020 7946 0000", "not a clinical opinion", "not recorded by the bot", "[F003]"):
        assert said in found


def test_a_usual_letter_has_two_pages() -> None:
    """Twelve weeks with a step down or two: what a colleague will read."""
    programme = replace(
        USUAL.programme, table=USUAL.programme.table[:12], lowered=USUAL.programme.lowered[:2], orders=(), told=()
    )
    usual = replace(USUAL, programme=programme, dealt=(), totals=USUAL.totals[:3])
    assert len(pages(usual).pages) == 2


async def test_it_names_nobody_where_file_lists_look() -> None:
    """Neither in the file's name nor in what the file says of itself."""
    name, made = await document(LetterFile(letter=USUAL), READER)
    about = PdfReader(io.BytesIO(made)).metadata
    assert about is not None
    assert name == f"{about.title}.pdf"
    assert name.endswith("-2026-03-30.pdf")
    assert "Ann" not in name + repr(about)
    assert about.creation_date == NOW


def test_type_and_chart_are_in_the_file() -> None:
    """Nothing is fetched when it is opened, and no other machine lacks a typeface."""
    reader = pages(USUAL)
    embedded, lacking = reader.pages[0]._get_fonts()
    assert lacking == set()
    assert {name.partition("+")[2] for name in embedded} == {"DejaVuSansBook", "DejaVuSansBold"}
    assert [len(page.images) for page in reader.pages].count(1) == 1
    assert not any("/Annots" in page for page in reader.pages)


def test_a_letter_without_data_says_so() -> None:
    """A patient of yesterday, in a clinic that has not told its name."""
    found = words(bare())
    assert "No pain ratings yet." in found
    assert "Sessions none prescribed yet" in found
    assert "Week by week" not in found


def test_months_of_steps_down_run_over_pages() -> None:
    """Each is told, and so is what comes after them."""
    steps = tuple(down("gap", number) for number in range(150))
    found = words(replace(USUAL, programme=replace(USUAL.programme, lowered=steps)))
    assert all(f"{READER.dated(day(number))}: 2.2 → 2.1" in found for number in range(150))
    assert found.index("Every step down") < found.index("How to answer")


EUROPE = ("Łukasz Żółć-Åström", "Ελένη Παπαδοπούλου", "Ольга Щёголева", "Ğülşah Öztürk", "Þórður", "Nguyễn Thị Ánh")


@pytest.mark.parametrize("name", EUROPE)
def test_names_of_europe_stand_as_they_are_written(name: str) -> None:
    """And those that came here."""
    found = words(bare(name, CLINIC))
    assert f"{name}: summary of the programme" in found
    assert "spelt in Latin" not in found


def test_scripts_that_the_typeface_lacks_are_spelt_in_latin_letters() -> None:
    """No empty boxes where a name should stand; the letter says that it was spelt."""
    found = words(bare("王小明 राम", CLINIC))
    assert "WangXiaoMing ram: summary of the programme" in found
    assert "Letters that this document’s typeface lacks are spelt in Latin ones." in found


def test_scripts_that_run_from_right_to_left_are_set_so() -> None:
    """Hebrew and Arabic, with their letters joined."""
    found = words(bare("محمد", CLINIC))
    assert "محمد" in found
    assert "spelt in Latin" not in found


@pytest.mark.parametrize("name", ["W" * 80, "Ann " * 20, "<b>&amp;</b> {x} **bold** \\ %"])
def test_long_and_awkward_names_fit(name: str) -> None:
    """Whatever a clinician types as a name stands there, letter by letter."""
    found = words(bare(name, Clinic(name="Clinic " * 28, phone="0" * 200, hours="", emergency="")))
    assert name.replace(" ", "") in found.replace(" ", "")


def test_a_letter_that_cannot_be_shown_is_spelt_and_control_characters_go() -> None:
    """Whatever somebody pasted into a name."""
    spell = Speller({ord(letter) for letter in "Ann "})
    assert (spell("Ann\u202e\x07 Ann"), spell.changed) == ("Ann Ann", False)
    assert (spell("Ann é"), spell.changed) == ("Ann e", True)


async def test_a_letter_that_cannot_be_set_says_where_and_not_what(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words are health data: not one of them comes back in the error, nor stands on a command line."""
    chart = _chart(USUAL.chart, READER)
    pages_of = sheet(USUAL, replace(chart, text=replace(chart.text, months=())), READER)
    with pytest.raises(
        DrawingError, match=r"wording\.draw_letter ended with code 1: IndexError in \w+\.py, line \d+$"
    ) as caught:
        await draw_letter(pages_of)
    assert "Ann" not in str(caught.value)
    seen: list[object] = []

    async def refuse(*args: object, **kwargs: object) -> None:
        seen.extend((args, kwargs))
        raise OSError("no process today")

    monkeypatch.setattr("wording.child.asyncio.create_subprocess_exec", refuse)
    with pytest.raises(OSError, match="no process today"):
        await draw_letter(pages_of)
    assert "Ann" not in repr(seen)


def test_the_bot_never_loads_the_libraries() -> None:
    """Not even after it has written a letter."""
    code = (
        "import asyncio, sys\n"
        "import bot.pictures\n"
        "from wording.sheets import SHEET, draw_letter\n"
        "asyncio.run(draw_letter(SHEET.validate_json(sys.stdin.buffer.read())))\n"
        "loaded = {name.split('.')[0] for name in sys.modules}\n"
        "sys.exit(bool(loaded & {'matplotlib', 'PIL', 'numpy', 'fpdf', 'uharfbuzz', 'anyascii', 'fontTools'}))"
    )
    given = SHEET.dump_json(sheet(USUAL, _chart(USUAL.chart, READER), READER))
    assert subprocess.run([sys.executable, "-c", code], input=given, check=False, timeout=90).returncode == 0


async def test_only_letters_are_documents() -> None:
    """Anything else is a fault of ours."""
    with pytest.raises(TypeError, match="staff_unreachable carries no document"):
        await document(StaffUnreachable(name="Ann"), READER)


def test_dates_have_their_year() -> None:
    """A letter is read months later."""
    assert READER.dated(date(2026, 1, 6)) == "6 Jan 2026"

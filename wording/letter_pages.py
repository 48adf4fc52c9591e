"""A letter set on A4 pages. Imports fpdf2 and matplotlib: for the child process only.

Type is DejaVu, which matplotlib brings, embedded as far as it is used; nothing is looked up on the machine or beyond.
"""

import io
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import matplotlib as mpl
from fpdf import FPDF, FontFace
from fpdf.enums import TableBordersLayout, XPos, YPos
from fpdf.fonts import TTFFont
from fpdf.table import Table
from fpdf.util import Padding

from wording.chart_panels import draw
from wording.charts import Chart
from wording.sheets import Grid, Lines, Part, Rows, Section, Sheet
from wording.typeface import Speller

FONTS = Path(mpl.get_data_path()) / "fonts" / "ttf"
FAMILY, STYLES = "DejaVu", {"": "DejaVuSans.ttf", "B": "DejaVuSans-Bold.ttf"}
LEFT, TOP, FOOT, WIDTH = 15.0, 12.0, 15.0, 180.0  # millimetres, as are all lengths here
SIZE, SMALL, LINE = 8.0, 6.8, 3.6  # points, points, and the height of a line
LABEL, ROW = 42.0, 5.0
INK, SOFT, ACCENT = (29, 43, 58), (91, 107, 123), (23, 64, 109)
PALE, RULE = (238, 243, 248), (195, 204, 213)
CHART, SHARPER = (1417, 650), 1.5  # the chart's layout at 200 dots an inch, drawn at 300
MANY = 9  # rows from which a narrow table is set in two columns
HEADING_NEEDS = 16.0  # a heading stands on a page only with so much below it


def pages(sheet: Sheet) -> bytes:
    """The letter as a PDF."""
    pdf = Pages(sheet)
    pdf.add_page()
    pdf.head()
    for section in sheet.sections:
        pdf.section(section)
        if sheet.chart is not None and section.name == sheet.chart_after:
            pdf.chart(sheet.chart)
    return bytes(pdf.output())


class Pages(FPDF):
    """The pages, filled from the top down."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(format="A4")
        self._sheet = sheet
        for style, name in STYLES.items():
            self.add_font(FAMILY, style, FONTS / name)
        self._spell = Speller(*(font.cmap for font in self.fonts.values() if isinstance(font, TTFFont)))
        self.set_text_shaping(use_shaping_engine=True, features={"liga": False})
        self.set_margins(LEFT, TOP, LEFT)
        self.set_auto_page_break(auto=True, margin=FOOT)
        self.c_margin = 0
        self._type()
        self._about()

    def _about(self) -> None:
        """What the file says of itself: nothing of the patient."""
        self.set_title(self._sheet.title)
        self.set_lang(self._sheet.language)
        self.set_creator("Sitbone")
        self.set_creation_date(self._sheet.made_at)

    def _type(self, size: float = SIZE, *, bold: bool = False, colour: tuple[int, int, int] = INK) -> None:
        self.set_font(FAMILY, "B" if bold else "", size)
        self.set_text_color(*colour)

    def _write(self, words: str, *, width: float = 0, line: float = LINE, align: str = "L") -> None:
        self.multi_cell(width, line, self._spell(words), align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def footer(self) -> None:
        """Whose letter it is, and which page."""
        self.set_xy(LEFT, -FOOT + 4)
        self.set_draw_color(*RULE)
        self.line(LEFT, self.get_y(), LEFT + WIDTH, self.get_y())
        self._type(SMALL, colour=SOFT)
        self.set_xy(LEFT, self.get_y() + 1.5)
        self.cell(WIDTH * 0.75, LINE, self._spell(self._sheet.footer))
        as_wide_as = self._sheet.page.format(page=self.page_no(), pages=self.page_no())
        self.set_x(LEFT + WIDTH - self.get_string_width(as_wide_as))
        self.cell(0, LINE, self._sheet.page.format(page=self.page_no(), pages="{nb}"))

    def head(self) -> None:
        """Who writes, when, how urgent it is, and what it is about."""
        top = self.get_y()
        self._sender()
        below = self.get_y()
        self.set_y(top)
        self._facts()
        self.set_y(max(below, self.get_y()) + 2)
        self.set_draw_color(*ACCENT)
        self.line(LEFT, self.get_y(), LEFT + WIDTH, self.get_y())
        self.ln(3)
        self._type(13, bold=True)
        self._write(self._sheet.headline, line=6)
        self._type(SMALL, colour=SOFT)
        self._write(self._sheet.generated)
        if self._spell.changed:
            self._write(self._sheet.spelling)

    def _sender(self) -> None:
        first, *others = self._sheet.sender
        self._type(10, bold=True, colour=ACCENT)
        self._write(first, width=WIDTH * 0.6, line=5)
        self._type(colour=SOFT)
        for line in others:
            self._write(line, width=WIDTH * 0.6)

    def _facts(self) -> None:
        """On the right: urgency, date, reference."""
        for label, value in self._sheet.facts:
            self.set_x(LEFT + WIDTH * 0.62)
            self._type(SMALL, colour=SOFT)
            self.cell(WIDTH * 0.13, LINE, label)
            self._type(bold=label == self._sheet.facts[0][0])
            self.cell(WIDTH * 0.25, LINE, value, align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def section(self, section: Section) -> None:
        """A heading and what stands under it."""
        self._heading(section.heading)
        for part in section.parts:
            self._part(part)

    def _heading(self, words: str) -> None:
        if self.will_page_break(HEADING_NEEDS):
            self.add_page()
        self.ln(1.7)
        self._type(9.2, bold=True, colour=ACCENT)
        self._write(words, line=5)
        self.ln(0.4)
        self._type()

    def _part(self, part: Part) -> None:
        match part:
            case Rows():
                self._rows(part)
            case Lines():
                self._lines(part)
            case Grid():
                self._grid(part)

    def _rows(self, part: Rows) -> None:
        label = FontFace(color=SOFT)
        with self._table((LABEL, WIDTH - LABEL), TableBordersLayout.NONE, head=None) as table:
            for name, value in part.rows:
                row = table.row()
                row.cell(self._spell(name), style=label)
                row.cell(self._spell(value))

    def _lines(self, part: Lines) -> None:
        if part.strong:
            self._boxed("\n".join(part.lines))
            return
        self._type(SMALL if part.small else SIZE, colour=SOFT if part.small else INK)
        for line in part.lines:
            if part.listed:
                self.cell(4, LINE, "•")
                self._hanging(line)
            else:
                self._write(line, line=3.4 if part.small else LINE)
        self._type()

    def _hanging(self, words: str) -> None:
        """The rest of a list's point, its lines under one another."""
        self.set_left_margin(LEFT + 4)
        self.set_x(LEFT + 4)
        self._write(words)
        self.set_left_margin(LEFT)
        self.set_x(LEFT)

    def _boxed(self, words: str) -> None:
        """What must not be overlooked."""
        self._type(SIZE + 0.6)
        self.set_fill_color(*PALE)
        top = self.get_y()
        self.multi_cell(
            WIDTH, LINE + 0.4, self._spell(words), align="L", fill=True, padding=Padding(1.6, 3, 1.6, 4),
            new_x=XPos.LMARGIN, new_y=YPos.NEXT,
        )  # fmt: skip
        self.set_fill_color(*ACCENT)
        self.rect(LEFT, top, 1, self.get_y() - top, style="F")
        self.set_fill_color(255)
        self._type()

    def _grid(self, part: Grid) -> None:
        grid = in_two_columns(part) if len(part.rows) >= MANY else part
        if len(part.rows) < MANY and self.will_page_break(ROW * (len(part.rows) + 1)):
            self.add_page()  # a small table is not torn apart
        self._type(SIZE - 0.6, bold=True)
        widths = self._widths(grid)
        self._type(SIZE - 0.6)
        head = FontFace(emphasis="B", color=INK, fill_color=PALE)
        with self._table(widths, TableBordersLayout.HORIZONTAL_LINES, head=head) as table:
            for cells in (grid.head, *grid.rows):
                row = table.row()
                for cell in cells:
                    row.cell(self._spell(cell))
        self._type()
        self.ln(1)

    def _table(
        self, widths: Sequence[float], borders: TableBordersLayout, *, head: FontFace | None
    ) -> AbstractContextManager[Table]:
        self.set_draw_color(*RULE)
        return self.table(
            borders_layout=borders,
            col_widths=tuple(widths),
            width=sum(widths),
            align="L",
            text_align="LEFT",
            v_align="TOP",
            line_height=LINE - 0.1,
            padding=(0.2, 1, 0.2, 0) if head is None else (0.25, 1, 0.25, 0.6),
            first_row_as_headings=head is not None,
            headings_style=head or FontFace(),
        )

    def _widths(self, grid: Grid) -> list[float]:
        """Columns as wide as their contents ask for, the whole as wide as the page."""
        columns = zip(grid.head, *grid.rows, strict=True)
        wanted = [
            min(70.0, max(self.get_string_width(self._spell(cell)) for cell in column) + 2.5) for column in columns
        ]
        return [width * WIDTH / sum(wanted) for width in wanted]

    def chart(self, shown: Chart) -> None:
        """Pain and sessions, as wide as the page."""
        height = WIDTH * CHART[1] / CHART[0]
        if self.will_page_break(height + 2):
            self.add_page()
        self.ln(2)
        picture = draw(shown, size=CHART, sharper=SHARPER)
        self.image(io.BytesIO(picture), x=LEFT, w=WIDTH, h=height)


def in_two_columns(grid: Grid) -> Grid:
    """A narrow table with its second half beside its first."""
    half = -(-len(grid.rows) // 2)
    nothing = ("",) * len(grid.head)
    left, right = grid.rows[:half], [*grid.rows[half:], nothing][:half]
    return Grid(head=(*grid.head, "", *grid.head), rows=tuple((*a, "", *b) for a, b in zip(left, right, strict=True)))

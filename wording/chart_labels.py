"""Fitting words into a chart: shrink, break, shorten, and keep labels of changes apart. For the child process only."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.text import Text

from wording.charts import ChartMark

ROWS = (1.03, 1.115)  # where labels of changes stand, in heights of the panel
LONGEST = 18  # characters of such a label
SMALLEST = 0.75  # of its size, as far as a text may shrink before it is shortened
OVERHANG = 130  # pixels that it may stand out to the right of the panel
INK = "#5b6b7b"


@dataclass(frozen=True)
class Label:
    """Where the label of a change stands, in pixels, and where its line is."""

    row: int
    line: float
    left: float
    right: float

    def collides(self, other: "Label") -> bool:
        """Whether two labels overlap, or one of the upper row has its line through one of the lower."""
        if self.row == other.row:
            return self.left < other.right + 12 and other.left < self.right + 12
        upper, lower = (self, other) if self.row > other.row else (other, self)
        return lower.left - 4 < upper.line < lower.right + 4


def fit(text: Text, width: float, *, lines: int = 1) -> None:
    """Break a text in two where allowed, then shrink it, then shorten it, until it is no wider than `width` pixels."""
    if text.get_window_extent().width > width and lines > 1:
        text.set_text(_in_two(text.get_text()))
    natural = text.get_window_extent().width
    if natural > width:
        text.set_fontsize(float(text.get_fontsize()) * max(SMALLEST, width / natural))
    while (wide := text.get_window_extent().width) > width and len(words := text.get_text().removesuffix("…")) > 1:
        kept = min(len(words) - 1, int(len(words) * width / wide) + 1)
        text.set_text(words[:kept].rstrip() + "…")


def _in_two(words: str) -> str:
    """A text on two lines, broken at the space nearest its middle."""
    spaces = [at for at, letter in enumerate(words) if letter == " "]
    middle = min(spaces, key=lambda at: abs(at - len(words) / 2), default=None)
    return words if middle is None else f"{words[:middle]}\n{words[middle + 1 :]}"


def draw_marks(axes: Axes, marks: Sequence[ChartMark]) -> None:
    """Lines at changes of the plan, the latest first: where labels have no room, the older go without."""
    taken: list[Label] = []
    for mark in sorted(marks, key=lambda m: m.day, reverse=True):
        row = _label(axes, mark, taken)
        axes.plot(
            [mark.day.toordinal()] * 2, [0, 1 if row is None else ROWS[row] - 0.01], color=INK,
            transform=axes.get_xaxis_transform(), clip_on=False, alpha=0.45 if row is None else 1, linewidth=1,
            linestyle=(0, (2, 2)), zorder=2,
        )  # fmt: skip


def _label(axes: Axes, mark: ChartMark, taken: list[Label]) -> int | None:
    """Write a label into the first row with room for it; the row, or None where there is none."""
    words = mark.label if len(mark.label) <= LONGEST else mark.label[: LONGEST - 1].rstrip() + "…"
    text = axes.text(0, 0, words, transform=axes.get_xaxis_transform(), fontsize=7.5, ha="center")
    at, half = float(axes.transData.transform((mark.day.toordinal(), 0))[0]), text.get_window_extent().width / 2
    panel = axes.get_window_extent()
    centre = min(max(at, panel.x0 + half), panel.x1 + OVERHANG - half)
    for row, height in enumerate(ROWS):
        label = Label(row, at, centre - half, centre + half)
        if not any(label.collides(other) for other in taken):
            taken.append(label)
            text.set_position((float(axes.transData.inverted().transform((centre, 0))[0]), height))
            return row
    text.remove()
    return None

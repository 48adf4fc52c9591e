"""The two panels of a chart: ratings above, weekly sessions below. Imports matplotlib: for the child process only.

matplotlib's object interface is used without pyplot, which would keep figures in memory and look for a window system.
Days are plotted by their ordinal numbers, so no date converter is needed.
"""

import io
import math
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from wording.chart_labels import draw_marks, fit
from wording.charts import Chart, ChartText, ChartWeek

SIZE = (1080, 810)  # pixels
DPI = 200  # makes 9 points 25 pixels, about the size of a phone's own small text
LEFT, WIDTH, MARGIN = 0.085, 0.765, 0.861  # of the figure's width; the bands' names stand from MARGIN on
JOINED = 4  # days: the line runs on over rest days and breaks over a longer silence
NARROWEST = 14  # days that the time axis shows at least
TICKS = 6  # dates that fit side by side
ROOM = 78  # pixels that a week's count needs

INK, SOFT_INK, LINE, DURING, BAR, BAR_EDGE = "#1d2b3a", "#5b6b7b", "#17406d", "#74869a", "#2a8c82", "#9fb0bf"
TEST = "#b0552b"
WEEK = "#7a4fa3"
BANDS = (("#e2f3e6", "#256b3b", ""), ("#fdf0cf", "#7d5800", ""), ("#fbe3df", "#a83226", "//"))

STYLE: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "text.color": INK,
    "axes.edgecolor": "#c3ccd5",
    "xtick.color": SOFT_INK,
    "ytick.color": SOFT_INK,
    "hatch.linewidth": 0.7,
    "text.parse_math": False,  # a dollar sign in a label is a dollar sign
}


def draw(chart: Chart, *, size: tuple[int, int] = SIZE, sharper: float = 1) -> bytes:
    """The chart as a PNG, laid out for a size in pixels and drawn so many times as sharp."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(size[0] / DPI, size[1] / DPI), dpi=DPI, facecolor="white")
        FigureCanvasAgg(figure)
        span = _span(chart)
        _heading(figure, chart.text)
        height = 0.385 if chart.marks else 0.455
        _ratings(figure.add_axes((LEFT, 0.385, WIDTH, height)), chart, span)
        _weeks(figure.add_axes((LEFT, 0.085, WIDTH, 0.175)), chart, span)
        picture = io.BytesIO()
        figure.savefig(picture, format="png", dpi=DPI * sharper, metadata={"Software": None})
    return picture.getvalue()


def _span(chart: Chart) -> tuple[float, float]:
    """The first and the last day of the time axis, with some air."""
    days = [d.day for d in chart.days] + [m.day for m in chart.marks]
    days += [a.day - timedelta(days=earlier) for a in chart.averages for earlier in (6, 0)]
    days += [w.monday + timedelta(days=extra) for w in chart.weeks for extra in (0, 6)]
    first = min(days, default=date(2000, 1, 3)).toordinal()
    last = max(days, default=date(2000, 1, 3)).toordinal()
    air = max(0.6, (last - first) * 0.012)
    return first - air, max(last, first + NARROWEST) + air


def _heading(figure: Figure, text: ChartText) -> None:
    title = figure.text(0.025, 0.945, text.title, fontsize=12, fontweight="bold", va="center")
    fit(title, figure.bbox.width * 0.95)
    heading = figure.text(0.025, 0.295, text.adherence, fontsize=9.5, fontweight="bold", va="center")
    fit(heading, figure.bbox.width * 0.95)


def _ratings(axes: Axes, chart: Chart, span: tuple[float, float]) -> None:
    axes.set(xlim=span, ylim=(-0.5, 10.5), yticks=range(0, 11, 2))
    _frame(axes, chart, span)
    _bands(axes, chart)
    _averages(axes, chart)
    _during(axes, chart)
    _tests(axes, chart)
    _line(axes, chart)
    draw_marks(axes, chart.marks)
    if not any(value is not None for day in chart.days for value in (day.pain_24h, day.pain_during, day.load_test)):
        _say_nothing(axes, chart.text.nothing)
    _legend(axes.get_figure(root=True))


def _say_nothing(axes: Axes, words: str) -> None:
    box = {"boxstyle": "round,pad=0.6", "facecolor": "white", "edgecolor": "none", "alpha": 0.85}
    text = axes.text(0.5, 0.28, words, transform=axes.transAxes, ha="center", va="center", fontsize=10.5, bbox=box)
    fit(text, axes.bbox.width * 0.85, lines=2)


def _legend(figure: Figure | None) -> None:
    assert figure is not None
    named = len(figure.axes[0].get_legend_handles_labels()[1])
    legend = figure.legend(
        loc="center left", bbox_to_anchor=(0.01, 0.888), ncol=named, reverse=True, frameon=False, fontsize=8.5,
        columnspacing=1.4, handlelength=1.6,
    )  # fmt: skip
    for text in legend.get_texts():
        fit(text, figure.bbox.width * (0.82 / named - 0.02))


def _frame(axes: Axes, chart: Chart, span: tuple[float, float]) -> None:
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(length=0, pad=4)
    days = list(_ticks(span)) if chart.days or chart.weeks or chart.marks else []
    axes.set_xticks([day.toordinal() for day in days], [_date(day, span, chart.text) for day in days])


def _ticks(span: tuple[float, float]) -> Iterator[date]:
    """Evenly spaced days that fit side by side: single days, Mondays, or the first days of months."""
    first, last = math.ceil(span[0]), math.floor(span[1])
    step = max(1, math.ceil((last - first) / TICKS))
    if _long(span):
        months = [day for day in map(date.fromordinal, range(first, last + 1)) if day.day == 1]
        yield from months[:: math.ceil(len(months) / TICKS)]
        return
    if step > 3:
        step = 7 * math.ceil(step / 7)
        first += -date.fromordinal(first).weekday() % 7
    yield from map(date.fromordinal, range(first, last + 1, step))


def _long(span: tuple[float, float]) -> bool:
    return span[1] - span[0] > 130


def _date(day: date, span: tuple[float, float], text: ChartText) -> str:
    pattern = text.month_format if _long(span) else text.day_format
    return pattern.format(day=day.day, month=text.months[day.month - 1], year=day.year)


def _bands(axes: Axes, chart: Chart) -> None:
    """Three shades with their names beside them; the upper is hatched, and a line stands at the ceiling."""
    edges = (-0.5, chart.easy + 0.5, chart.ceiling + 0.5, 10.5)
    names = (chart.text.easy, chart.text.acceptable, chart.text.too_much)
    for (low, high), name, (shade, ink, hatch) in zip(pairwise(edges), names, BANDS, strict=True):
        axes.axhspan(low, high, facecolor=shade, edgecolor="#f3c2b9", hatch=hatch, linewidth=0, zorder=0)
        _beside(axes, (low + high) / 2 - 0.15, name, ink, lines=2)
    axes.axhline(edges[2], color=BANDS[2][1], linestyle=(0, (5, 3)), linewidth=1.1, zorder=1)
    _beside(axes, edges[2] + 0.25, chart.text.ceiling, BANDS[2][1], lines=1)


def _beside(axes: Axes, y: float, name: str, ink: str, *, lines: int) -> None:
    x, room = (MARGIN - LEFT) / WIDTH, axes.bbox.width / WIDTH * (0.99 - MARGIN)
    text = axes.text(x, y, name, transform=axes.get_yaxis_transform(), color=ink, fontsize=8, va="center")
    text.set_linespacing(0.95)
    fit(text, room, lines=lines)


def _averages(axes: Axes, chart: Chart) -> None:
    """Each check-in's week: a bar over its days from the average, which is a line, up to the worst."""
    for number, one in enumerate(chart.averages):
        last = one.day.toordinal() + 0.45
        first = last - 6.9
        worst = one.average if one.worst is None else one.worst
        name = chart.text.week if number == 0 else None
        axes.fill_between([first, last], one.average, worst, color=WEEK, alpha=0.22, linewidth=0, zorder=2)
        axes.plot([first, last], [one.average] * 2, color=WEEK, linewidth=2.2, label=name, zorder=2.5)


def _during(axes: Axes, chart: Chart) -> None:
    points = [(d.day.toordinal(), d.pain_during) for d in chart.days if d.pain_during is not None]
    axes.plot(
        [x for x, _ in points], [y for _, y in points], linestyle="none", marker="D",
        markersize=_size(chart) * 0.95, markerfacecolor="white", markeredgecolor=DURING,
        markeredgewidth=_size(chart) * 0.2, label=chart.text.pain_during, zorder=3,
    )  # fmt: skip


def _tests(axes: Axes, chart: Chart) -> None:
    """Load tests, where there are any: people who take none see nothing of them."""
    points = [(d.day.toordinal(), d.load_test) for d in chart.days if d.load_test is not None]
    if points:
        axes.plot(
            [x for x, _ in points], [y for _, y in points], linestyle="none", marker="^", color=TEST,
            markersize=_size(chart) * 0.9, label=chart.text.load_test, zorder=3.5,
        )  # fmt: skip


def _line(axes: Axes, chart: Chart) -> None:
    """The 24-hour ratings; a NaN between two of them breaks the line."""
    points = sorted((d.day.toordinal(), float(d.pain_24h)) for d in chart.days if d.pain_24h is not None)
    for before, after in pairwise(tuple(points)):
        if after[0] - before[0] > JOINED:
            points.append((before[0] + 1, math.nan))
    points.sort()
    axes.plot(
        [x for x, _ in points], [y for _, y in points], color=LINE, linewidth=_size(chart) * 0.3,
        marker="o", markersize=_size(chart), markeredgecolor="white", markeredgewidth=0.6,
        label=chart.text.pain_24h, zorder=4,
    )  # fmt: skip


def _size(chart: Chart) -> float:
    """Points across a marker: smaller where there are many."""
    return 5.5 if len(chart.days) < 60 else 4.2 if len(chart.days) < 130 else 3.0


def _weeks(axes: Axes, chart: Chart, span: tuple[float, float]) -> None:
    """Each week's share of what was prescribed, done filled inside an outline; counted where there is room."""
    axes.set(xlim=span, ylim=(0, 1.32))
    axes.set_yticks((0.5, 1), ("50%", "100%"), fontsize=8)
    _frame(axes, chart, span)
    counted = 7 / (span[1] - span[0]) * axes.bbox.width >= ROOM
    for week in chart.weeks:
        if week.prescribed:
            _bar(axes, week, counted=counted)


def _bar(axes: Axes, week: ChartWeek, *, counted: bool) -> None:
    middle, share = week.monday.toordinal() + 3, min(1.0, week.done / week.prescribed)
    axes.bar(middle, 1, width=5.6, facecolor="#f1f4f7", edgecolor=BAR_EDGE, linewidth=0.8)
    axes.bar(middle, share, width=5.6, color=BAR)
    if counted:
        axes.text(middle, 1.06, f"{week.done:g}/{week.prescribed}", ha="center", fontsize=7.5)

"""Panels of areas that stand on one another: who stood where, week by week. Imports matplotlib: for the child only."""

import io
from collections.abc import Iterable
from itertools import zip_longest

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from wording.chart_labels import fit
from wording.chart_panels import DPI, SOFT_INK, STYLE
from wording.fates import Fates, Form, Panel

COLUMNS = 2
WIDTH, ROW, HEAD, FOOT = 1080, 270, 170, 100  # pixels
STAGES = "Blues"  # the higher the stage, the deeper
LIGHTEST, DEEPEST = 0.25, 0.95  # of that scale
OTHERS = (("#2a8c82", ""), ("#c9ced4", ".."), ("#a83226", "//"))  # goal reached, away, stopped
REPRODUCIBLE = {Form.PNG: {"Software": None}, Form.SVG: {"Date": None, "Creator": None}}


def draw(fates: Fates) -> bytes:
    """The picture: a panel a group, all with the same axes, and one legend."""
    rows = -(-len(fates.panels) // COLUMNS)
    height = HEAD + rows * ROW + FOOT
    with mpl.rc_context({**STYLE, "svg.hashsalt": "sitbone", "hatch.color": "white"}):
        figure = Figure(figsize=(WIDTH / DPI, height / DPI), dpi=DPI, facecolor="white")
        FigureCanvasAgg(figure)
        figure.subplots_adjust(0.075, FOOT / height, 0.985, 1 - HEAD / height, wspace=0.1, hspace=0.42)
        all_axes = figure.subplots(rows, COLUMNS, sharex=True, sharey=True, squeeze=False).flat
        for axes, panel in zip_longest(all_axes, fates.panels):
            _panel(axes, panel, fates.states)
        _around(figure, fates, height)
        picture = io.BytesIO()
        figure.savefig(picture, format=fates.form, metadata=REPRODUCIBLE[fates.form])
    return picture.getvalue()


def _panel(axes: Axes, panel: Panel | None, states: tuple[str, ...]) -> None:
    """One group; in an odd number of them the last place stays empty."""
    if panel is None:
        axes.set_axis_off()
        return
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(length=0, pad=3, labelsize=7.5)
    weeks = range(len(panel.shares[0]))
    below = [0.0] * len(weeks)
    for share, state, (colour, hatch) in zip(panel.shares, states, _looks(len(states)), strict=True):
        above = [low + more for low, more in zip(below, share, strict=True)]
        axes.fill_between(weeks, below, above, facecolor=colour, hatch=hatch, linewidth=0, label=state)
        below = above
    axes.set(xlim=(0, weeks[-1]), ylim=(0, 100), yticks=(0, 50, 100))
    axes.set_yticks((0, 50, 100), ("0%", "50%", "100%"))
    fit(axes.set_title(panel.name, loc="left", fontsize=9, fontweight="bold", pad=4), axes.bbox.width)


def _looks(states: int) -> Iterable[tuple[str, str]]:
    """Colour and hatch of each state: stages ever deeper, then the three others."""
    stages, scale = states - len(OTHERS), mpl.colormaps[STAGES]
    depths = (LIGHTEST + (DEEPEST - LIGHTEST) * at / max(1, stages - 1) for at in range(stages))
    return [*((to_hex(scale(depth)), "") for depth in depths), *OTHERS]


def _around(figure: Figure, fates: Fates, height: int) -> None:
    """Title and legend above, the name of the time axis below."""
    title = figure.text(0.025, 1 - 42 / height, fates.title, fontsize=12, fontweight="bold", va="center")
    fit(title, figure.bbox.width * 0.95)
    handles, names = figure.axes[0].get_legend_handles_labels()
    figure.legend(
        handles, names, loc="center left", bbox_to_anchor=(0.01, 1 - 92 / height), ncol=len(names), frameon=False,
        fontsize=7.5, columnspacing=1, handlelength=1.2, handletextpad=0.4,
    )  # fmt: skip
    figure.text(0.53, 30 / height, fates.weeks, ha="center", fontsize=8, color=SOFT_INK)

"""The child process that draws one chart: JSON in on standard input, PNG out on standard output.

Run by `wording.charts.draw_chart`, never imported by the bot: it loads matplotlib.
"""

from wording.charts import CHART
from wording.draws import draws


def picture(given: bytes) -> bytes:
    """The chart that JSON describes."""
    chart = CHART.validate_json(given)
    from wording.chart_panels import draw

    return draw(chart)


if __name__ == "__main__":
    draws(picture)

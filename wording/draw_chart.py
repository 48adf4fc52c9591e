"""The child process that draws one chart: JSON in on standard input, PNG out on standard output.

Run by `wording.charts.draw_chart`, never imported by the bot: it loads matplotlib.
"""

import os
import sys
import tempfile
import traceback
from pathlib import Path
from types import TracebackType

from wording.charts import CHART


def main() -> None:
    """Draw what standard input holds."""
    sys.excepthook = say_only_where
    chart = CHART.validate_json(sys.stdin.buffer.read())
    with tempfile.TemporaryDirectory() as directory:
        os.environ["MPLCONFIGDIR"] = directory  # matplotlib's cache: the home directory may be missing or read-only
        os.environ["PATH"] = directory  # no program is looked up: matplotlib brings the font, fontconfig is not asked
        from wording.chart_panels import draw

        sys.stdout.buffer.write(draw(chart))


def say_only_where(kind: type[BaseException], _: BaseException, trace: TracebackType | None) -> None:
    """Report an error by its type and place: its message may hold what was to be drawn."""
    place = traceback.extract_tb(trace)[-1]
    sys.stderr.write(f"{kind.__name__} in {Path(place.filename).name}, line {place.lineno}\n")


if __name__ == "__main__":
    main()

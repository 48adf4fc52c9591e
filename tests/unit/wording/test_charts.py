"""A chart is drawn from whatever a patient has so far, outside the bot's process and without a word leaking."""

import asyncio
import os
import struct
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from wording.charts import (
    CHART,
    SIGNATURE,
    Chart,
    ChartDay,
    ChartMark,
    ChartText,
    ChartWeek,
    draw_chart,
)
from wording.child import DrawingError, drawn

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
TEXT = ChartText(
    title="Ada's tendon", pain_24h="24 hours later", pain_during="Worst during", load_test="Load test",
    week="Week: average to worst",
    adherence="Sessions done", easy="Easy", acceptable="Fine", too_much="Too much", ceiling="Limit",
    nothing="Your ratings appear here", months=MONTHS,
)  # fmt: skip
MONDAY = date(2026, 1, 5)


def chart(days: Sequence[ChartDay] = (), weeks: Sequence[ChartWeek] = (), marks: Sequence[ChartMark] = ()) -> Chart:
    """A chart with the usual words and limits."""
    return Chart(tuple(days), tuple(weeks), tuple(marks), TEXT, ceiling=5, easy=3)


def a_year() -> Chart:
    """A rating on most days, sessions each week, a change each month."""
    days = [ChartDay(MONDAY + timedelta(i), None if i % 7 == 3 else i % 11, i % 6) for i in range(365)]
    weeks = [ChartWeek(MONDAY + timedelta(7 * i), i % 4, 3) for i in range(52)]
    return chart(days, weeks, [ChartMark(MONDAY + timedelta(30 * i), f"Stage {i}") for i in range(12)])


def size_of(picture: bytes) -> tuple[int, int]:
    """Width and height as a PNG's head states them."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(chart(), id="nothing yet"),
        pytest.param(chart([ChartDay(MONDAY, 3, None)], [ChartWeek(MONDAY, 0.5, 3)]), id="one day"),
        pytest.param(chart([ChartDay(MONDAY, None, None)], [ChartWeek(MONDAY, 0, 0)]), id="a week off without ratings"),
        pytest.param(a_year(), id="a year"),
        pytest.param(chart([ChartDay(MONDAY, 2, 3, 1), ChartDay(MONDAY + timedelta(1), None, None, 4)]), id="tests"),
        pytest.param(
            replace(
                chart(marks=[ChartMark(MONDAY, "L" * 300)]), text=replace(TEXT, title="T$_{" * 90, easy="easy " * 40)
            ),
            id="long labels and signs that a formula would use",
        ),
    ],
)
async def test_a_chart_fits_a_phone_whatever_there_is_to_show(asked: Chart) -> None:
    """From the first day to the last, gaps and oddities included."""
    assert size_of(await draw_chart(asked)) == (1080, 810)


async def test_a_chart_that_cannot_be_drawn_says_where_and_not_what() -> None:
    """The words are health data: not one of them comes back in the error."""
    broken = replace(a_year(), text=replace(TEXT, months=()))
    with pytest.raises(DrawingError, match=r"code 1: IndexError in chart_panels\.py, line \d+$") as caught:
        await draw_chart(broken)
    assert "Ada" not in str(caught.value)


async def test_a_chart_that_takes_too_long_is_given_up_and_its_process_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hanging child would stay for good."""
    children: list[asyncio.subprocess.Process] = []
    start: Any = asyncio.create_subprocess_exec

    async def remember(*args: str, **kwargs: object) -> asyncio.subprocess.Process:
        children.append(await start(*args, **kwargs))
        return children[0]

    monkeypatch.setattr("wording.child.asyncio.create_subprocess_exec", remember)
    with pytest.raises(DrawingError, match=r"not done within 0\.01 s"):
        await drawn("wording.draw_chart", CHART.dump_json(chart()), starts_with=SIGNATURE, within=0.01)
    assert children[0].returncode is not None


async def test_what_is_drawn_is_not_on_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other users of a machine can read command lines."""
    seen: list[object] = []

    async def refuse(*args: object, **kwargs: object) -> None:
        seen.extend((args, kwargs))
        raise OSError("no process today")

    monkeypatch.setenv("BOT_TOKEN", "12345:secret")
    monkeypatch.setattr("wording.child.asyncio.create_subprocess_exec", refuse)
    with pytest.raises(OSError, match="no process today"):
        await draw_chart(chart())
    assert "Ada" not in repr(seen)
    assert "secret" not in repr(seen)


def test_a_home_that_cannot_be_written_to_is_no_trouble() -> None:
    """Nothing is said on standard error, and matplotlib's cache goes elsewhere."""
    drawn = subprocess.run(
        [sys.executable, "-m", "wording.draw_chart"],
        input=CHART.dump_json(chart()), capture_output=True, check=True, timeout=60,
        env={"PATH": os.environ["PATH"], "HOME": "/nonexistent"},
    )  # fmt: skip
    assert drawn.stderr == b""
    assert size_of(drawn.stdout) == (1080, 810)


def test_the_bot_never_loads_the_drawing_library() -> None:
    """Not even after it has drawn a chart."""
    code = (
        "import asyncio, sys\n"
        "from wording.charts import CHART, draw_chart\n"
        "asyncio.run(draw_chart(CHART.validate_json(sys.stdin.buffer.read())))\n"
        "sys.exit(any(name in sys.modules for name in ('matplotlib', 'PIL', 'numpy')))"
    )
    command = [sys.executable, "-c", code]
    assert subprocess.run(command, input=CHART.dump_json(a_year()), check=False, timeout=60).returncode == 0

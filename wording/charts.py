"""A patient's ratings and sessions as a picture, drawn in a short-lived child process.

The drawing library costs most of a second and tens of megabytes to load, so the bot's process never does. What is drawn
travels through the child's standard input, never through its arguments, and nothing of it comes back in an error.
"""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from dataclasses import dataclass
from datetime import date

from pydantic import TypeAdapter

TIMEOUT = 20.0  # seconds, many times what a loaded machine needs
SIGNATURE = b"\x89PNG\r\n\x1a\n"
# The child gets no more of the environment than Python needs: least of all the bot's token and keys.
ENVIRONMENT = ("PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LANG", "LC_ALL", "TMPDIR", "TEMP", "SYSTEMROOT")


class ChartError(RuntimeError):
    """A chart could not be drawn; the message says where it went wrong and holds nothing of what was to be drawn."""


@dataclass(frozen=True, slots=True)
class ChartDay:
    """One day's ratings, 0-10; None where there is none.

    Attributes:
        pain_24h: how it felt 24 hours after that day's session.
        pain_during: the worst during that day's sessions.
        load_test: in the short test of that day.
    """

    day: date
    pain_24h: int | None
    pain_during: int | None
    load_test: int | None = None


@dataclass(frozen=True, slots=True)
class ChartWeek:
    """One week's sessions: `done` (a part session counts half) of `prescribed`; 0 prescribed for a week off."""

    monday: date
    done: float
    prescribed: int


@dataclass(frozen=True, slots=True)
class ChartMark:
    """A day on which the plan changed its stage or level."""

    day: date
    label: str


@dataclass(frozen=True, slots=True)
class ChartText:
    """All words in the picture, in the reader's language.

    Attributes:
        pain_24h: name of the line of 24-hour ratings; pain_during: of the marks of the worst pain during.
        load_test: of the marks of load tests.
        adherence: heading of the weekly bars.
        easy: word for the band up to `Chart.easy`; acceptable: up to the ceiling; too_much: above it.
        ceiling: what the line at the ceiling is called.
        nothing: shown in place of ratings when there are none yet.
        months: twelve short names of months.
        day_format: a date inside a month, with {day} and {month}.
        month_format: the start of a month in a long chart, with {month} and {year}.
    """

    title: str
    pain_24h: str
    pain_during: str
    load_test: str
    adherence: str
    easy: str
    acceptable: str
    too_much: str
    ceiling: str
    nothing: str
    months: tuple[str, ...]
    day_format: str = "{day} {month}"
    month_format: str = "{month} {year}"


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn: ratings above, weeks below.

    Attributes:
        ceiling: the highest acceptable rating, 0-10.
        easy: the highest rating with which the plan may move on, 0-10.
    """

    days: tuple[ChartDay, ...]
    weeks: tuple[ChartWeek, ...]
    marks: tuple[ChartMark, ...]
    text: ChartText
    ceiling: int
    easy: int


CHART = TypeAdapter(Chart)


async def draw_chart(chart: Chart, *, timeout: float = TIMEOUT) -> bytes:  # noqa: ASYNC109 - part of the ask
    """Draw a chart as a PNG of 1080 x 810 pixels.

    Args:
        chart: what to draw.
        timeout: seconds after which the child process is ended.

    Raises:
        ChartError: the child failed or took too long.
    """
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "wording.draw_chart", stdin=PIPE, stdout=PIPE, stderr=PIPE, env=_environment()
    )
    try:
        picture, complaint = await asyncio.wait_for(child.communicate(CHART.dump_json(chart)), timeout)
    except TimeoutError as error:
        raise ChartError(f"the chart was not drawn within {timeout:g} s") from error
    finally:
        await _end(child)
    if child.returncode or not picture.startswith(SIGNATURE):
        raise ChartError(f"drawing a chart ended with code {child.returncode}: {_last_line(complaint)}")
    return picture


def _environment() -> dict[str, str]:
    return {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}


async def _end(child: Process) -> None:
    """Leave no process behind, whether it hangs or whoever waits for it gives up."""
    if child.returncode is None:
        child.kill()
        await child.wait()


def _last_line(complaint: bytes) -> str:
    return (complaint.decode(errors="replace").splitlines() or ["nothing said"])[-1][:200]

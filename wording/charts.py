"""A patient's ratings and sessions as a picture, drawn in a short-lived child process (see `wording.child`)."""

from dataclasses import dataclass
from datetime import date

from pydantic import TypeAdapter

from wording.child import drawn

SIGNATURE = b"\x89PNG\r\n\x1a\n"


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
class ChartAverage:
    """The 7 days up to a day: average and worst, 0-10; `worst` is None where it was not told."""

    day: date
    average: int
    worst: int | None


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
        week: name of the bars from a week's average to its worst.
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
    week: str
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
    averages: tuple[ChartAverage, ...] = ()


CHART = TypeAdapter(Chart)


async def draw_chart(chart: Chart) -> bytes:
    """Draw a chart as a PNG of 1080 x 810 pixels.

    Raises:
        DrawingError: the child failed or took too long.
    """
    return await drawn("wording.draw_chart", CHART.dump_json(chart), starts_with=SIGNATURE)

"""The sections that say how it went: pain from week to week, outcome measures, red flags."""

from rehab.messages.letter import Letter, Screened, Totals, Trend
from wording.reader import Reader
from wording.sheets import Grid, Lines, Section
from wording.texts.decisions import number
from wording.texts.letters.base import section
from wording.texts.safety import signs
from wording.words import UNKNOWN, Html

MINUS = "\N{MINUS SIGN}"
LATEST_TOTALS = 6


def response(letter: Letter, reader: Reader) -> Section:
    """How pain and function changed."""
    none = [] if letter.trends else [reader.say("letter-trends-none")]
    none += [] if letter.totals else [reader.say("letter-measures-none")]
    return section("response", reader, _trends(letter, reader), _totals(letter, reader), Lines(lines=tuple(none)))


def _trends(letter: Letter, reader: Reader) -> Grid:
    say = reader.say
    head = (
        say("letter-trend"),
        say("letter-trend-first"),
        say("letter-trend-latest"),
        say("letter-trend-best"),
        say("letter-trend-change"),
        say("letter-trend-slope"),
        say("letter-trend-weeks"),
    )
    rows = tuple(_trend(one, reader) for one in letter.trends)
    return Grid(head=head, rows=rows, brief=tuple(_trend_in_brief(one, reader) for one in letter.trends))


def _trend(trend: Trend, reader: Reader) -> tuple[str, ...]:
    ends = [str(number(value)) for value in (trend.first, trend.latest, trend.best)]
    return (
        reader.say(f"letter-trend-{trend.what}"),
        *ends,
        _moved(trend, reader),
        _signed(trend.slope),
        str(trend.weeks),
    )


def _moved(trend: Trend, reader: Reader) -> Html:
    """The change in points and percent; from a single week there is none."""
    if trend.weeks == 1:
        return Html(UNKNOWN)
    return reader.say("letter-trend-moved", points=_signed(trend.change), percent=_signed(trend.percent))


def _signed(value: float | None) -> Html:
    """A change with its sign, as it is set in print."""
    if value is None:
        return Html(UNKNOWN)
    return Html(f"{number(value):+}".replace("-", MINUS) if value else "0")


def _trend_in_brief(trend: Trend, reader: Reader) -> Html:
    return reader.say(
        "letter-trend-brief",
        what=reader.say(f"letter-trend-{trend.what}"),
        first=number(trend.first),
        latest=number(trend.latest),
        best=number(trend.best),
        change=_moved(trend, reader),
        slope=_signed(trend.slope),
    )


def _totals(letter: Letter, reader: Reader) -> Grid:
    say = reader.say
    head = (say("letter-measure"), say("letter-measure-all"), say("letter-trend-change"), say("letter-measure-matters"))
    rows = tuple(_total(one, reader) for one in letter.totals)
    brief = tuple(
        reader.say("letter-measure-brief", measure=_name(one, reader), values=row[1])
        for one, row in zip(letter.totals, rows, strict=True)
    )
    return Grid(head=head, rows=rows, brief=brief)


def _name(totals: Totals, reader: Reader) -> Html:
    """What a measure is called; one that the catalogue does not know keeps its id, which is a plain word."""
    known = reader.words.has(f"letter-measure-{totals.measure}")
    return reader.say(f"letter-measure-{totals.measure}") if known else Html(totals.measure)


def _total(totals: Totals, reader: Reader) -> tuple[str, ...]:
    known = reader.words.has(f"letter-measure-{totals.measure}")
    values = [reader.say("letter-measure-value", value=number(v), day=reader.dated(day)) for day, v in totals.values]
    told = values if len(values) <= LATEST_TOTALS else [values[0], Html("…"), *values[2 - LATEST_TOTALS :]]
    change = totals.values[-1][1] - totals.values[0][1] if len(totals.values) > 1 else None
    matters = reader.say(f"letter-measure-{totals.measure}.matters") if known else Html(UNKNOWN)
    return (_name(totals, reader), Html(" · ".join(told)), _signed(change), matters)


def flags(letter: Letter, reader: Reader) -> Section:
    """Each screen with its date and answer."""
    start = reader.say("letter-screen-start", day=reader.dated(letter.screened_at))
    positive = [_positive(one, reader) for one in letter.screens if one.flags]
    return section("flags", reader, Lines(lines=(start, *positive, *_clean(letter, reader)), listed=True))


def _positive(screen: Screened, reader: Reader) -> Html:
    return reader.say("letter-screen-positive", day=reader.dated(screen.day), flags=signs(screen.flags, reader))


def _asked(screen: Screened, reader: Reader) -> Html:
    return reader.say("letter-screen-asked", day=reader.dated(screen.day), flags=signs(screen.asked, reader))


def _clean(letter: Letter, reader: Reader) -> list[Html]:
    """The clean screens, and what the latest one said."""
    some = [one for one in letter.screens if one.asked and not one.flags]
    clean = [one.day for one in letter.screens if not one.flags and not one.asked]
    said = (
        [reader.say("letter-screen-clean", days=Html(", ".join(reader.dated(day) for day in clean)))] if clean else []
    )
    said = [*(_asked(one, reader) for one in some), *said]
    if letter.screens and letter.screens[-1].flags:
        return [*said, reader.say("letter-screen-last-positive", day=reader.dated(letter.screens[-1].day))]
    return [*said, reader.say("letter-screen-last", day=reader.dated(max([letter.screened_at, *clean])))]

"""For whom a text is made: their language, and the zone in which they read times."""

import html
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, format_time, get_month_names

from wording.words import Html, Words


@dataclass(frozen=True, slots=True)
class Reader:
    """A language, a zone, and the present instant (clinical time, aware UTC)."""

    words: Words
    zone: ZoneInfo
    now: datetime

    def say(self, text_id: str, **values: object) -> Html:
        """A text as HTML, with values put in; strings are escaped, times and dates must be made readable first."""
        return self.words.say(text_id, values)

    def plain(self, text_id: str, **values: object) -> str:
        """A text for places that take no HTML, such as buttons: without escapes."""
        return html.unescape(self.words.say(text_id, values))

    def clock(self, at: datetime | time) -> Html:
        """A time of day, local to the reader if it is an instant."""
        wall = at.astimezone(self.zone).time() if isinstance(at, datetime) else at
        return self._as_is(format_time(wall, "HH:mm", locale=self.words.locale))

    def clocks(self, walls: Iterable[time]) -> Html:
        """Several times of day."""
        return Html(" · ".join(self.clock(wall) for wall in walls))

    def day(self, day: date | datetime) -> Html:
        """A date such as "Tue 6 Jan"."""
        return self._as_is(format_skeleton("MMMEd", self._date(day), locale=self.words.locale).replace(",", ""))

    def dated(self, day: date | datetime) -> Html:
        """A date with its year, such as "6 Jan 2026"."""
        return self._as_is(format_date(self._date(day), "d MMM y", locale=self.words.locale))

    def months(self) -> tuple[str, ...]:
        """The twelve short names of months."""
        names = get_month_names("abbreviated", "stand-alone", locale=self.words.locale)
        return tuple(self.words.after(names[month]) for month in range(1, 13))

    def weekday(self, day: date) -> Html:
        """The name of a day of the week."""
        return self._as_is(format_date(day, "EEEE", locale=self.words.locale))

    def moment(self, at: datetime) -> Html:
        """A date and time such as "Tue 6 Jan, 18:30"."""
        return Html(f"{self.day(at)}, {self.clock(at)}")

    def soon(self, at: datetime) -> Html:
        """An instant as people say it: "today at 18:30", "tomorrow at 08:30", else with its date."""
        days = (at.astimezone(self.zone).date() - self.now.astimezone(self.zone).date()).days
        if days in {0, 1}:
            return self.say("today-at" if days == 0 else "tomorrow-at", time=self.clock(at))
        return self.say("day-at", day=self.day(at), time=self.clock(at))

    def duration(self, seconds: int) -> Html:
        """Seconds as people say them: "45 s", "2 min", "2 min 30 s"."""
        minutes, rest = divmod(seconds, 60)
        if not minutes:
            return self.say("seconds", n=rest)
        return self.say("minutes", n=minutes) if not rest else self.say("minutes-seconds", m=minutes, s=rest)

    def lines(self, *parts: str | None) -> Html:
        """Paragraph lines, those that are empty left out."""
        return Html("\n".join(part for part in parts if part))

    def paragraphs(self, *parts: str | None) -> Html:
        """Paragraphs with a blank line between them, those that are empty left out."""
        return Html("\n\n".join(part for part in parts if part))

    def _date(self, day: date | datetime) -> date:
        return day.astimezone(self.zone).date() if isinstance(day, datetime) else day

    def _as_is(self, text: str) -> Html:
        return Html(self.words.after(text))

"""The pictures and documents that some messages carry, made when they are sent and never inside a transaction."""

import asyncio
import io

import segno

from rehab.messages import Message
from rehab.messages.day import How
from rehab.messages.invitations import QrCode
from rehab.messages.letter import LetterFile
from rehab.messages.patients import ChartPicture
from rehab.messages.plan import ChartData, ProgressCard
from rehab.messages.privacy import MyDataFile
from wording.archive import archived
from wording.charts import Chart, ChartAverage, ChartDay, ChartMark, ChartText, ChartWeek, draw_chart
from wording.drawings import drawing_of
from wording.reader import Reader
from wording.sheets import Sheet, draw_letter
from wording.texts.letters import file_name, sheet
from wording.texts.own_data import archive_name, own_sheet

DRAWN_AT_ONCE = asyncio.Semaphore(2)  # each is a process of its own
QR_SCALE = 12


async def picture(message: Message, reader: Reader, link: str) -> bytes:
    """The PNG of a message that carries one; `link` is the address of the bot for codes."""
    match message:
        case How():
            return await asyncio.to_thread(drawing_of(message.exercise.dose.id).read_bytes)
        case QrCode():
            return _qr(f"{link}?start={message.code}")
        case ProgressCard() | ChartPicture():
            async with DRAWN_AT_ONCE:
                return await draw_chart(_chart(message.chart, reader))
        case _:
            raise TypeError(f"{message.kind} carries no picture")


async def document(message: Message, reader: Reader) -> tuple[str, bytes]:
    """The name and the bytes of the document that a message carries."""
    match message:
        case LetterFile():
            pages = await _pages(sheet(message.letter, _chart(message.letter.chart, reader), reader))
            return file_name(message.letter, reader), pages
        case MyDataFile():
            chart = _chart(message.chart, reader) if message.chart else None
            pages = await _pages(own_sheet(message, chart, reader))
            return archive_name(message, reader), await asyncio.to_thread(archived, message.tables(), message.at, pages)
        case _:
            raise TypeError(f"{message.kind} carries no document")


async def _pages(sheet: Sheet) -> bytes:
    async with DRAWN_AT_ONCE:
        return await draw_letter(sheet)


def _qr(link: str) -> bytes:
    image = io.BytesIO()
    segno.make(link, error="m").save(image, kind="png", scale=QR_SCALE, border=4)
    return image.getvalue()


def _chart(data: ChartData, reader: Reader) -> Chart:
    return Chart(
        days=tuple(ChartDay(d.day, d.pain_24h, d.pain_during, d.load_test) for d in data.days),
        weeks=tuple(ChartWeek(monday=w.monday, done=w.done, prescribed=w.prescribed) for w in data.weeks),
        marks=tuple(ChartMark(day=m.day, label=_move(m.position, reader)) for m in data.moves),
        averages=tuple(ChartAverage(day=a.day, average=a.average, worst=a.worst) for a in data.averages),
        text=_chart_text(reader, data.ceiling),
        ceiling=data.ceiling,
        easy=data.easy,
    )


def _move(position: tuple[int, int], reader: Reader) -> str:
    return reader.plain("chart-move", stage=position[0], level=position[1])


def _chart_text(reader: Reader, ceiling: int) -> ChartText:
    say = reader.plain
    return ChartText(
        title=say("chart-title"),
        pain_24h=say("chart-pain-24h"),
        pain_during=say("chart-pain-during"),
        load_test=say("chart-load-test"),
        week=say("chart-week"),
        adherence=say("chart-adherence"),
        easy=say("chart-easy"),
        acceptable=say("chart-acceptable"),
        too_much=say("chart-too-much"),
        ceiling=say("chart-ceiling", ceiling=ceiling),
        nothing=say("chart-empty"),
        months=reader.months(),
    )

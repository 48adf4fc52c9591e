"""One check after another, a line for each."""

from collections.abc import AsyncIterator, Callable, Iterator

from bot.app import http_request, library_of
from bot.doctor.files import files_checked, room_checked
from bot.doctor.findings import Finding
from bot.doctor.stored import database_checked
from bot.doctor.telegram import telegram_checked
from bot.exits import AnswerIsNoError
from bot.logs import redacted
from bot.settings import Settings, SettingsError, read_settings
from rehab.protocol import ProtocolError
from wording.proofread import TextsError

CORRECT = "Correct it in .env or in the environment"


async def examine(say: Callable[[str], None]) -> None:
    """Look at everything, and say each finding as it comes; nothing is changed.

    Raises:
        AnswerIsNoError: if anything is wrong.
    """
    count = wrong = 0
    async for finding in _findings():
        say(redacted(finding.line()))
        count, wrong = count + 1, wrong + finding.is_wrong
    if wrong:
        raise AnswerIsNoError(f"{wrong} of {count} lines ask for something to be done.")


async def _findings() -> AsyncIterator[Finding]:
    try:
        settings = read_settings()
    except SettingsError as error:
        for problem in error.problems:
            yield Finding("settings", problem, CORRECT)
        return
    for finding in _at_hand(settings):
        yield finding
    async for finding in database_checked(settings):
        yield finding
    async for finding in telegram_checked(settings, http_request):
        yield finding


def _at_hand(settings: Settings) -> Iterator[Finding]:
    """What needs neither the database nor the network."""
    yield Finding("settings", "can be used")
    try:
        protocol = library_of(settings).protocol
        yield Finding("protocol", f"{protocol.id} {protocol.version}")
    except (ProtocolError, TextsError, SettingsError) as error:
        yield Finding("protocol", "; ".join(str(error).splitlines()), "Correct the file that PROTOCOL names")
    yield from files_checked(settings)
    yield room_checked(settings)

"""`sitbone export-patient`: an operator hands a patient a copy of all that is held of them."""

import secrets
from zoneinfo import ZoneInfo

from bot.app import library_of
from bot.exits import AnswerIsNoError, BadInputError
from bot.pictures import document
from bot.settings import Settings
from bot.stored import stored_work
from handlers.desk import CatalogueTexts, Office
from rehab.messages.privacy import MyDataFile
from scheduling.clock import RealClock
from scheduling.overlap import in_isolation
from usecases.my_data import data_of
from usecases.ports import Desk
from usecases.records import Person
from wording.child import DrawingError
from wording.reader import Reader
from wording.words import Library


async def patient_archive(settings: Settings, number: int) -> tuple[str, bytes]:
    """The archive of the patient with a number, or with a plan of that number: its name, and what is in it.

    Raises:
        BadInputError: if there is no such patient.
        AnswerIsNoError: if their plan began with another protocol than the one that is set, or nothing can be drawn.
    """
    library, now = library_of(settings), RealClock().now()
    office = Office(library.protocol, settings.clinic_timezone, CatalogueTexts(library.words_in))

    async def read(uow: Desk) -> tuple[Person, MyDataFile]:
        person = await _patient(uow, number, library)
        return person, await data_of(office.scene(uow, now), person)

    async with stored_work(settings) as work:
        person, message = await in_isolation(work, f"export:{secrets.token_hex(8)}", read)
    zone = ZoneInfo(person.zone) if person.zone else office.zone
    try:
        return await document(message, Reader(library.words_in(person.language), zone, now))
    except DrawingError as error:
        raise AnswerIsNoError(f"the summary cannot be drawn: {error}") from error


async def _patient(uow: Desk, number: int, library: Library) -> Person:
    person = await uow.people.by_number(number)
    if person is None:
        raise BadInputError(f"there is no patient {number}, nor one with a plan of that number; see export --list")
    record = await uow.plans.of_patient(person.id)
    if record is not None and record.protocol_id != library.protocol.id:
        raise AnswerIsNoError(f"PROTOCOL: set the file that their plan began with, {record.protocol_id}")
    return person

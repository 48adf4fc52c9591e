"""`sitbone erase`: an operator has somebody forgotten who asked the clinic for it."""

from bot.exits import BadInputError
from scheduling.overlap import in_isolation
from storage.unit_of_work import SqlWork
from usecases.erase import NotAPatientError, erased
from usecases.ports import AskedBy, Desk


async def erased_by_operator(work: SqlWork, number: int) -> str:
    """Erase the patient with a number, or with a plan of that number; returns what to say of it.

    Raises:
        BadInputError: if there is no such patient, or they are one of the staff.
    """

    async def erase(uow: Desk) -> None:
        person = await uow.people.by_number(number)
        if person is None:
            raise BadInputError(f"there is no patient {number}, nor one with a plan of that number; see export --list")
        await erased(uow, person, AskedBy.OPERATOR)

    try:
        await in_isolation(work, f"erase:{number}", erase)
    except NotAPatientError as error:
        raise BadInputError(str(error)) from error
    return f"{number} is erased. Copies of the database that were made before still hold them: see docs/privacy.md."

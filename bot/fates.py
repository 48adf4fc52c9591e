"""What became of virtual patients, as a picture."""

from pathlib import Path

from bot.exits import AnswerIsNoError, BadInputError
from rehab.lab.simulate import Tally
from rehab.lab.simulate.tally import ROWS
from wording.child import DrawingError
from wording.fates import Fates, Form, Panel, draw_fates


def form_of(picture: Path) -> Form:
    """The form of a picture's file, by its name.

    Raises:
        BadInputError: if it has no such form, or its folder is not there.
    """
    if picture.suffix.removeprefix(".") not in set(Form):
        raise BadInputError(f"{picture}: a picture ends in .png or .svg")
    if not picture.parent.is_dir():
        raise BadInputError(f"{picture}: there is no folder {picture.parent}")
    return Form(picture.suffix.removeprefix("."))


async def draw(tally: Tally, title: str, weeks: int, form: Form) -> bytes:
    """Draw who stood where at first and after each week, kind by kind.

    Raises:
        AnswerIsNoError: if it could not be drawn.
    """
    states = tuple(state.capitalize() for state in tally.states)
    panels = tuple(_panel(tally, kind, weeks) for kind in ROWS if tally.count(kind, "patients"))
    try:
        return await draw_fates(Fates(title, "Weeks", states, panels, form))
    except DrawingError as error:
        raise AnswerIsNoError(str(error)) from error


def _panel(tally: Tally, kind: str, weeks: int) -> Panel:
    name = f"{kind.capitalize()} ({tally.count(kind, 'patients'):,})"
    return Panel(name, tuple(_shares(tally, kind, weeks, state) for state in tally.states))


def _shares(tally: Tally, kind: str, weeks: int, state: str) -> tuple[float, ...]:
    return tuple(tally.share(kind, f"week {week} {state}") for week in range(weeks + 1))

"""What became of many patients week by week, as a picture drawn in a short-lived child process (`wording.child`)."""

from dataclasses import dataclass
from enum import StrEnum

from pydantic import TypeAdapter

from wording.child import drawn


class Form(StrEnum):
    """Of the picture's file."""

    PNG = "png"
    SVG = "svg"


STARTS = {Form.PNG: b"\x89PNG\r\n\x1a\n", Form.SVG: b"<?xml"}


@dataclass(frozen=True, slots=True)
class Panel:
    """One group of patients: of each state its share in percent at the start and after each week, 0-100."""

    name: str
    shares: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Fates:
    """What is drawn.

    Attributes:
        states: their names: the stages from the first one up, then those of the last three states.
        weeks: what the time axis is called.
    """

    title: str
    weeks: str
    states: tuple[str, ...]
    panels: tuple[Panel, ...]
    form: Form = Form.PNG


FATES = TypeAdapter(Fates)


async def draw_fates(fates: Fates) -> bytes:
    """Draw what became of groups of patients, a panel a group.

    Raises:
        DrawingError: the child failed or took too long.
    """
    return await drawn("wording.draw_fates", FATES.dump_json(fates), starts_with=STARTS[fates.form])

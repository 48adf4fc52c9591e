"""What became of many patients is drawn for any number of groups, weeks and stages, and twice the same."""

import struct
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from wording.fates import Fates, Form, Panel, draw_fates

STATES = ("Stage 1", "Stage 2", "Maintenance", "Paused", "Stopped")
PANEL = Panel("All (12)", ((100, 50, 0), (0, 25, 25), (0, 25, 50), (0, 0, 12.5), (0, 0, 12.5)))
FATES = Fates("12 virtual patients", "Weeks", STATES, (PANEL,))


@pytest.mark.parametrize(
    ("fates", "height"),
    [
        pytest.param(FATES, 540, id="one group"),
        pytest.param(replace(FATES, panels=(PANEL,) * 10), 1620, id="ten groups"),
        pytest.param(replace(FATES, panels=(PANEL,) * 3), 810, id="an odd number of groups"),
        pytest.param(replace(FATES, title="T$_{" * 90, panels=(replace(PANEL, name="N" * 300),)), 540, id="long names"),
        pytest.param(replace(FATES, states=STATES[1:], panels=(Panel("", ((100, 0),) * 4),)), 540, id="one stage"),
    ],
)
async def test_every_two_groups_make_a_row(fates: Fates, height: int) -> None:
    """As wide as a phone shows, and as high as it takes."""
    assert struct.unpack(">II", (await draw_fates(fates))[16:24]) == (1080, height)


async def test_the_other_form_is_a_drawing_in_lines() -> None:
    """Which parses, and comes out the same each time."""
    fates = replace(FATES, form=Form.SVG)
    drawn = await draw_fates(fates)
    assert ET.fromstring(drawn).tag == "{http://www.w3.org/2000/svg}svg"
    assert await draw_fates(fates) == drawn

"""Names and words that look like markup, placeholders or formulas: shown as they are to whoever reads them."""

from pathlib import Path

import pytest

from handlers.incoming import LONGEST_TEXT
from tests.acceptance.rig import Rig, rigged
from tests.acceptance.staff import Cast, Watch, administrator, alerts, calm, flags, invited, joins, opens, said

NAMES = (
    "<b>Bold</b> & <i>co",
    "</b></code>&lt;&#60;",
    "<a href='tg://user?id=1'>Ann</a>",
    "{ $phone } %s ${PATH}",
    "=HYPERLINK(1)+@SUM",
)


async def practised(rig: Rig, name: str) -> Cast:
    """A clinic in which everybody has such a name, and where a red flag was raised."""
    boss = await administrator(rig, name)
    clinician = await joins(rig, boss, name)
    patient = await rig.enrols(await invited(rig, clinician, name), name)
    await flags(rig, patient)
    return {"boss": boss, "clinician": clinician, "patient": patient}


@pytest.mark.parametrize("name", NAMES)
async def test_a_name_is_shown_as_it_is(tmp_path: Path, name: str) -> None:
    """On the list, the card, the alert, the timeline, the letter, and in a message to the other."""
    async with rigged(tmp_path) as rig:
        cast = await practised(rig, name)
        clinician, patient = cast["clinician"], cast["patient"]
        assert name in alerts(clinician, name)[-1].text
        for button in ("timeline", "chart", "letter"):
            assert name in (await opens(rig, clinician, name)).text
            await rig.presses(clinician, rig.label(button))
        await opens(rig, clinician, name)
        await rig.presses(clinician, rig.label("write"))
        await rig.says(clinician, f"Dear {name}")
        assert f"Dear {name}" in patient.screen().text
        await calm(rig)


@pytest.mark.parametrize("name", NAMES[:2])
async def test_the_clinics_details_are_shown_as_they_are(tmp_path: Path, name: str) -> None:
    """To patients in what they agree to, and where they are told whom to ring."""
    async with rigged(tmp_path) as rig:
        cast = await practised(rig, "Ann")
        for what in ("name", "hours"):
            await rig.says(cast["boss"], "/clinic")
            await rig.presses(cast["boss"], rig.label(what))
            await rig.says(cast["boss"], name)
        assert name in (await rig.says(cast["patient"], "/help")).text
        await calm(rig)


async def test_signs_that_turn_the_writing_round_do_not_reach_anybody(tmp_path: Path) -> None:
    """With them a name could make a line read otherwise; letters joined by what nobody sees stay joined."""
    async with rigged(tmp_path) as rig:
        boss = await administrator(rig)
        clinician = await joins(rig, boss, "Dr \u202eebreG\u202c \u2067x\u2069 ম\u200cম")
        assert clinician.user.first_name not in boss.screen().text
        assert "Dr ebreG x ম\u200cম" in boss.screen().text


async def test_a_text_of_any_length_gets_one_short_answer(tmp_path: Path) -> None:
    """Wherever words are asked for."""
    async with rigged(tmp_path) as rig:
        clinician, patient = await rig.patient()
        for person, way in (
            (clinician, "/invite"),
            (clinician, "/clinic"),
            (patient, "/settings"),
            (patient, "/today"),
        ):
            await rig.says(person, way)
            watch = Watch(person)
            await rig.says(person, "7" * LONGEST_TEXT)
            assert len(watch.new()) == 1
        await rig.says(clinician, "/invite")
        assert (await rig.says(clinician, "x" * LONGEST_TEXT)).text == said(rig, "said-too_long")
        await calm(rig)


async def test_a_file_of_any_size_is_not_fetched(tmp_path: Path) -> None:
    """Nothing that somebody sends is ever downloaded."""
    async with rigged(tmp_path) as rig:
        _, patient = await rig.patient()
        patient.sends_document(b"x" * 1_000_000, "letter.pdf.exe")
        await rig.settle()
        assert not rig.world.api.made("getFile")
        await calm(rig)

"""A patient gets a copy of all that is held of them: readable, whole, of nobody else, and without a trap."""

import asyncio
import csv
import io
import json
import stat
import zipfile
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from pypdf import PdfReader

from sandbox.screens import Note
from storage.kept import EVERYTHING
from tests.acceptance.home import Patient, a_patient, answers_everything
from tests.acceptance.lifetime import sitbone
from tests.acceptance.rig import PHONE
from tests.acceptance.staff import invited
from tests.acceptance.test_red_flags import raises

ann = a_patient(pain=2)
EVIL = '=HYPERLINK("http://evil.example";"Ann")'


def unpacked(packed: bytes) -> dict[str, bytes]:
    """The files of an archive."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def files(note: Note) -> dict[str, bytes]:
    """The files of the archive that a message carries."""
    assert note.attachment is not None
    return unpacked(note.attachment.data or b"")


def data(found: dict[str, bytes]) -> dict[str, list[dict[str, Any]]]:
    """What programs read of it."""
    whole = json.loads(found["data.json"])
    assert whole["format"] == "sitbone-my-data/1"
    held: dict[str, list[dict[str, Any]]] = whole["data"]
    return held


def table(found: dict[str, bytes], name: str) -> list[dict[str, str]]:
    """What a spreadsheet shows of a table."""
    return list(csv.DictReader(io.StringIO(found[f"tables/{name}.csv"].decode("utf-8-sig"))))


def pages(found: dict[str, bytes]) -> str:
    """All that stands on its pages, on one line."""
    read = PdfReader(io.BytesIO(found["summary.pdf"])).pages
    return " ".join(" ".join(page.extract_text() for page in read).split())


async def writes(patient: Patient, words: str) -> None:
    """The clinician sends the patient a note."""
    rig = patient.rig
    await rig.says(patient.clinician, "/patients")
    await rig.presses(patient.clinician, "Ann Example")
    await rig.presses(patient.clinician, rig.label("write"))
    await rig.says(patient.clinician, words)


# --- in the chat -----------------------------------------------------------------------------------------------------


async def test_it_comes_as_a_file_whose_name_names_nobody(ann: Patient) -> None:
    """With a word on what to do with it; lists of files show no more than a date."""
    note = await ann.says("/mydata")
    assert note.caption == ann.words("mydata")
    assert note.attachment is not None
    assert note.attachment.file is not None
    assert note.attachment.file.name == "my-data-2026-01-05.zip"
    assert ann.clinician.screen().last.attachment is None


async def test_every_answer_is_in_it(ann: Patient) -> None:
    """Three days of sessions and ratings: as the record has them, and in a table one line each."""
    await ann.lives(3, answers_everything)
    found = files(await ann.says("/mydata"))
    done = [one for one in data(found)["entry"] if one["body"].get("kind") == "session"]
    assert len(done) == len(await ann.sessions()) > 5
    lines = [line for line in table(found, "entry-event") if line["body.kind"] == "session"]
    assert [(line["at"], line["body.outcome"], line["body.pain_during"]) for line in lines] == [
        (one["at"], "done", "2") for one in done
    ]


async def test_who_they_are_and_what_they_agreed_to_can_be_read(ann: Patient) -> None:
    """On the pages, in words: name, phone, plan, agreement, notes, the chart's words, rights, and whom to ask."""
    await ann.lives(2, answers_everything)
    await writes(ann, "Well done so far")
    found = pages(files(await ann.says("/mydata")))
    for told in (
        "Ann Example",
        PHONE,
        "Europe/London",
        "left side, active",
        "I am 18 or older",
        "On 5 Jan 2026, version 2:",
        "7 Jan 2026: Well done so far",
        "entry Your sessions and answers",
        "withdraw your agreement",
        "Sitbone Clinic, 020 7946 0000",
        "Page 1 of ",
    ):
        assert told in found, told


async def test_it_holds_all_that_the_list_of_everything_kept_says(ann: Patient) -> None:
    """Each table that shows something of a patient, each column of it; nothing else, and no key."""
    await ann.lives(1, answers_everything)
    await raises(ann, "saddle_numbness")
    await writes(ann, "Well done so far")
    held = data(files(await ann.says("/mydata")))
    assert set(held) == {kept.table.name for kept in EVERYTHING if kept.shown}
    for kept in EVERYTHING:
        for row in held.get(kept.table.name, ()):
            assert set(row) == set(kept.shown), kept.table.name
    assert [name for name, rows in held.items() if not rows] == ["dialogue"]
    assert held["person"][0]["chat"] == str(ann.person.id)


async def test_it_tells_of_nobody_else(ann: Patient) -> None:
    """Neither another patient's name nor their plan is in any of its files."""
    code = await invited(ann.rig, ann.clinician, "Bob Other")
    await ann.rig.enrols(code, "Bob")
    record = await ann.record()
    found = files(await ann.says("/mydata"))
    assert {row["id"] for row in data(found)["plan"]} == {str(record.id)}
    assert not [name for name, content in found.items() if b"Bob" in content]


async def test_no_cell_is_a_formula(ann: Patient) -> None:
    """A note that a spreadsheet would calculate with is only shown, as is a phone number that begins with a plus."""
    await writes(ann, EVIL)
    found = files(await ann.says("/mydata"))
    assert table(found, "note")[0]["text"] == f"'{EVIL}"
    assert data(found)["note"][0]["text"] == EVIL
    cells = [
        cell for name in found if name.endswith(".csv") for row in table(found, name[7:-4]) for cell in row.values()
    ]
    assert not [cell for cell in cells if cell.lstrip()[:1] in set("=+-@")]


async def test_whoever_has_left_still_gets_it(ann: Patient) -> None:
    """Until everything is erased."""
    await ann.says("/stop")
    await ann.presses("leave")
    assert "left side, discharged" in pages(files(await ann.says("/mydata")))


async def test_it_is_made_once_in_ten_minutes(ann: Patient) -> None:
    """Whoever asks again and again gets a word at once, and keeps nobody waiting; later they get a new one."""
    await ann.says("/mydata")
    assert (await ann.says("/mydata")).text == ann.words("said-mydata_sent")
    await ann.rig.pass_time(minutes=11)
    assert (await ann.says("/mydata")).attachment is not None


async def test_it_does_not_stay_here(ann: Patient) -> None:
    """Once it was sent, the database holds no copy of it."""
    await ann.says("/mydata")
    async with ann.rig.app.database.reading() as db:
        waiting = (await db.exec_driver_sql("SELECT count(*) FROM outbox WHERE params IS NOT NULL")).scalar_one()
    assert waiting == 0


# --- by the operator -------------------------------------------------------------------------------------------------


async def command(patient: Patient, *arguments: str) -> Result:
    """The operator's command line, on the database of the running bot."""
    keys = patient.rig.app.settings.encryption_keys[0].get_secret_value()
    return await asyncio.to_thread(partial(sitbone, patient.folder, *arguments, encryption_keys=keys))


def archives(folder: Path) -> list[Path]:
    """The archives in a folder."""
    return list(folder.glob("*.zip"))


async def test_the_operator_writes_the_same_into_a_file_of_their_own(
    ann: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the number of the plan, into a file that only its owner can read and whose name names nobody."""
    await ann.lives(2, answers_everything)
    monkeypatch.chdir(ann.folder)
    plan = str((await ann.record()).id)
    result = await command(ann, "export-patient", plan)
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    [made] = archives(ann.folder)
    assert made.name.startswith("my-data-20")
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    by_operator, by_patient = unpacked(made.read_bytes()), files(await ann.says("/mydata"))
    assert data(by_operator) == data(by_patient)
    assert "Ann Example" in pages(by_operator)


async def test_what_cannot_be_exported_is_refused_in_a_line(ann: Patient) -> None:
    """Somebody who is not there, and a file that is."""
    there = ann.folder / "there.zip"
    there.write_bytes(b"mine")
    plan = str((await ann.record()).id)
    for arguments, problem in ((("1",), "there is no patient 1"), ((plan, "--output", str(there)), "is there already")):
        result = await command(ann, "export-patient", *arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        [line] = result.stderr.splitlines()
        assert problem in line
    assert there.read_bytes() == b"mine"

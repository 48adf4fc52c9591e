"""The machine is lost: from a backup a patient goes on in the same chat, and only what came after it is gone."""

import asyncio
from pathlib import Path

from tests.acceptance.home import Patient, a_patient
from tests.acceptance.rig import KEY
from tests.command_line import sitbone

patient = a_patient()


async def called(folder: Path, *command: str) -> str:
    """What a command says that an operator calls; it must come to a good end."""
    env = {"DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'sitbone.db'}", "ENCRYPTION_KEYS": KEY}
    result = await asyncio.to_thread(sitbone, *command, env=env)
    assert result.exit_code == 0, result.stderr
    return result.stdout


async def test_a_patient_goes_on_from_a_backup(patient: Patient, tmp_path: Path) -> None:
    """The backup is made while the bot runs; what is pressed afterwards is asked again, and every decision verifies."""
    copy, elsewhere = tmp_path / "sitbone.backup", tmp_path / "another machine"
    await patient.until("18:00")
    await patient.trains(2, 3)
    trained = await patient.sessions()
    assert "as they were at" in await called(patient.folder, "backup", str(copy))
    await patient.tomorrow("18:30")
    await patient.rates(2)
    await patient.bot_stops()
    assert not patient.asks_for_a_number()

    patient.folder = elsewhere
    assert "are in the database" in await called(elsewhere, "restore", str(copy))
    assert "1 plan verified." in await called(elsewhere, "verify")
    await patient.bot_starts()
    assert await patient.sessions() == trained
    await patient.rig.settle()
    assert patient.asks_for_a_number()
    await patient.rates(2)
    assert "1 plan verified." in await called(elsewhere, "verify")

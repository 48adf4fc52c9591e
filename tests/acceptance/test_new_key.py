"""The operator changes the key: by two commands, and with one line where something is wrong."""

from storage.vault import keyring, new_key
from tests.acceptance.home import Patient, a_patient
from tests.acceptance.test_erase import command

ann = a_patient(pain=2)


async def test_a_new_key_takes_over(ann: Patient) -> None:
    """Made, put first, wrapped anew; then the old one is not needed, and what it sealed can be read."""
    fresh = (await command(ann, "keys", "new")).stdout.strip()
    keyring([fresh])
    old = ann.rig.app.settings.encryption_keys[0].get_secret_value()
    result = await command(ann, "keys", "rotate", key=f"{fresh},{old}")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "4 keys" in result.stdout  # two of the database, and of two people
    await ann.bot_starts(encryption_keys=(fresh,))
    assert (await ann.says("/today")).text
    assert (await ann.record()).patient_id


async def test_a_key_that_does_not_fit_changes_nothing(ann: Patient) -> None:
    """One line that names the setting; without any key too."""
    for key, code in ((new_key(), 1), ("", 2)):
        result = await command(ann, "keys", "rotate", key=key)
        assert (result.exit_code, result.stdout) == (code, "")
        [line] = result.stderr.splitlines()
        assert "ENCRYPTION_KEYS" in line
    await ann.bot_starts()
    assert await ann.stands() == (1, 1, "active")

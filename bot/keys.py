"""The keys that a database is sealed with: given by the operator, or made at the first run and kept beside it."""

import os
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.settings import Settings, SettingsError
from storage.vault import keyring, new_key

NAME = "encryption.key"


def key_file(settings: Settings) -> Path:
    """Where keys are kept that nobody has set: beside the SQLite file, or in `data`."""
    url = make_url(settings.database_url)
    beside = Path(url.database).parent if url.get_backend_name() == "sqlite" and url.database else Path("data")
    return beside / NAME


def keys_for(settings: Settings) -> tuple[list[str], Path | None]:
    """The wrapping keys, newest first; and where they were just written, if none were there.

    Raises:
        SettingsError: if the file with the keys is not whole.
    """
    if settings.encryption_keys:
        return [key.get_secret_value() for key in settings.encryption_keys], None
    file = key_file(settings)
    if file.exists():
        return _read(file), None
    key = new_key()
    file.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as kept:
        kept.write(key + "\n")
        kept.flush()
        os.fsync(kept.fileno())  # a database that outlives a power cut is worth nothing without its key
    return [key], file


def kept_keys(settings: Settings) -> list[str]:
    """The wrapping keys, newest first, for somebody who needs those that the database was made with.

    Raises:
        SettingsError: if there are none, or the file with the keys is not whole.
    """
    file = key_file(settings)
    if not settings.encryption_keys and not file.exists():
        raise SettingsError([f"ENCRYPTION_KEYS: is not set, and there is no {file}; restore it from your copy"])
    return keys_for(settings)[0]


def take_back(new: Path) -> None:
    """Remove a key that was just made and does not fit: in the place of the missing one it would only mislead."""
    new.unlink()


def _read(file: Path) -> list[str]:
    try:
        keys = file.read_text("ascii").split()
        keyring(keys)
    except ValueError as error:
        wrong = f"{file}: must hold keys of 32 bytes in URL-safe base64, newest first; restore it from your copy"
        raise SettingsError([wrong]) from error
    return keys

"""The keys that a database is sealed with: given by the operator, or made at the first run and kept beside it."""

import os
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.settings import Settings
from storage.vault import new_key

NAME = "encryption.key"


def key_file(settings: Settings) -> Path:
    """Where keys are kept that nobody has set: beside the SQLite file, or in `data`."""
    url = make_url(settings.database_url)
    beside = Path(url.database).parent if url.get_backend_name() == "sqlite" and url.database else Path("data")
    return beside / NAME


def keys_for(settings: Settings) -> tuple[list[str], Path | None]:
    """The wrapping keys, newest first; and where they were just written, if none were there."""
    if settings.encryption_keys:
        return [key.get_secret_value() for key in settings.encryption_keys], None
    file = key_file(settings)
    if file.exists():
        return file.read_text("ascii").split(), None
    key = new_key()
    file.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as kept:
        kept.write(key + "\n")
    return [key], file

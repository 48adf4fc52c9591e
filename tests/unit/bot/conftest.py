"""An operator's folder and environment, with nothing set but what a test sets."""

import os
from pathlib import Path

import pytest

from bot.settings import Settings


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the bot is started; no setting comes from the machine that runs the tests."""
    names = {name.upper() for name in Settings.model_fields}
    for name in [name for name in os.environ if name.upper() in names]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path

"""What every test run shares: tests that need Chromium are marked, and named if they had to be left out."""

import os
import shutil
from pathlib import Path

import pytest

from tests.chromium import may_be_left_out

# As the bot itself does, before anything imports PTB: waiting times come as timedeltas, without a warning.
os.environ["PTB_TIMEDELTA"] = "true"

# Hundreds of small databases that nobody keeps: in memory, where there is room, no disk has to confirm each commit.
MEMORY, ROOM = Path("/dev/shm"), 2 * 2**30
if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

_left_out: list[str] = []


def pytest_configure(config: pytest.Config) -> None:
    """Make the mark known."""
    config.addinivalue_line("markers", "chromium: needs the Chromium browser")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs a browser that is not there, where that is allowed."""
    if not may_be_left_out():
        return
    needing = [item for item in items if item.get_closest_marker("chromium")]
    _left_out.extend(item.nodeid for item in needing)
    config.hook.pytest_deselected(items=needing)
    items[:] = [item for item in items if item not in needing]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was left out, last."""
    if _left_out:
        why = "because there is no Chromium here (apt install chromium)"
        terminalreporter.write_line(f"LEFT OUT: {len(_left_out)} tests of the chat page, {why}")
